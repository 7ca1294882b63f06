//! I05: a record is in the topic that it was meant for, in the partition that it named, or in that of its key.

use super::{Violation, no_duplicate};
use crate::evidence::{Evidence, Ledger};
use crate::history::SendOutcome;
use crate::payload::Intent;

pub(super) fn check(evidence: &Evidence, ledger: &Ledger) -> Result<(), Violation> {
    for (place, log) in &evidence.logs {
        for record in log {
            let Some(identity) = record.identity else { continue };
            let Some(send) = ledger.send(identity.id) else { continue };
            let wanted = wanted_partition(evidence, &send.intent);
            let says_itself =
                identity.topic == place.topic && [-1, place.partition].contains(&identity.partition);
            if !says_itself || wanted.is_some_and(|wanted| wanted != place.partition) {
                let text = format!(
                    "record {} is in {place}, it was meant for t{} partition {wanted:?}",
                    identity.id, send.intent.topic
                );
                let at = no_duplicate::appended(evidence, *place, record.offset);
                return Err(Violation::new("I05 right place", at, text));
            }
        }
    }
    for (id, send) in ledger.sends() {
        let Some(done) = send.done.first() else { continue };
        let place = match &done.outcome {
            SendOutcome::Ok { place, .. } | SendOutcome::Failed { place, .. } => *place,
        };
        let wanted = wanted_partition(evidence, &send.intent).unwrap_or(place.partition);
        if place.topic != send.intent.topic || place.partition != wanted {
            let text =
                format!("record {id} was reported for {place}, it was meant for t{}", send.intent.topic);
            return Err(Violation::new("I05 right place", Some(done.entry), text));
        }
    }
    Ok(())
}

fn wanted_partition(evidence: &Evidence, intent: &Intent) -> Option<i32> {
    if intent.partition.is_some() {
        return intent.partition;
    }
    let key = intent.key.as_ref().filter(|_| !evidence.scenario.producer.ignore_keys)?;
    let partitions = evidence.scenario.cluster.topics.get(usize::from(intent.topic))?.partitions;
    Some((murmur2(key) & 0x7fff_ffff) as i32 % partitions)
}

/// Kafka's hash of keys, written apart from the producer's.
fn murmur2(key: &[u8]) -> u32 {
    const M: u32 = 0x5bd1_e995;
    let mut hash = 0x9747_b28c ^ key.len() as u32;
    let mut words = key.chunks_exact(4);
    for word in &mut words {
        let mut k = word.iter().rev().fold(0_u32, |k, byte| k << 8 | u32::from(*byte)).wrapping_mul(M);
        k ^= k >> 24;
        hash = hash.wrapping_mul(M) ^ k.wrapping_mul(M);
    }
    let rest = words.remainder();
    if !rest.is_empty() {
        let k = rest.iter().rev().fold(0_u32, |k, byte| k << 8 | u32::from(*byte));
        hash = (hash ^ k).wrapping_mul(M);
    }
    hash ^= hash >> 13;
    hash = hash.wrapping_mul(M);
    hash ^ hash >> 15
}

#[cfg(test)]
mod tests {
    use super::murmur2;

    /// A81.
    #[test]
    fn the_hash_is_the_one_of_the_java_client() {
        // From Kafka's UtilsTest.
        for (key, hash) in
            [("21", -973_932_308), ("foobar", -790_332_482), ("a-little-bit-long-string", -985_981_536)]
        {
            assert_eq!(murmur2(key.as_bytes()) as i32, hash, "{key}");
        }
    }
}
