//! Every checker must see what it is there for: good evidence, corrupted in one place, is refused by its checker.

use std::collections::BTreeMap;
use std::time::Duration;

use bytes::Bytes;
use kafka_net::Tick;
use kafka_producer::Acks;

use super::*;
use crate::config::{Ending, Scenario};
use crate::history::{ConnectionEvent, Entry, Event, Phase, Place, SendOutcome, Told, Verdict as Judgement};
use crate::runner::run_seed;

/// A good run of an idempotent producer in which everything happened that the corruptions need.
fn good() -> Evidence {
    for seed in 0..300 {
        let scenario = Scenario::draw(seed);
        let producer = &scenario.producer;
        if !producer.idempotence || scenario.ending != Ending::Heal || scenario.work.actors < 2 {
            continue;
        }
        let Ok(run) = run_seed(seed, &[]) else { continue };
        let evidence = run.evidence;
        let has = |wanted: fn(&Event) -> bool| evidence.entries.iter().any(|entry| wanted(&entry.event));
        if evidence.logs.len() > 1
            && evidence.logs.values().any(|log| log.len() > 5)
            && pair_of_batches(&evidence, true).is_some()
            && has(|e| matches!(e, Event::Flush(_, Phase::End)))
            && has(|e| matches!(e, Event::Reject(..)))
            && has(|e| matches!(e, Event::Done { told: Told::Tag, .. }))
            && has(|e| matches!(e, Event::Done { outcome: SendOutcome::Ok { .. }, told: Told::Future, .. }))
        {
            return evidence;
        }
    }
    panic!("no seed has a run that does for every corruption");
}

fn refuses(check: Check, corrupt: impl FnOnce(&mut Evidence)) {
    let mut evidence = good();
    assert_eq!(check(&evidence, &Ledger::new(&evidence.entries)), Ok(()), "the evidence is good");
    corrupt(&mut evidence);
    assert!(check(&evidence, &Ledger::new(&evidence.entries)).is_err(), "corrupted evidence passes");
}

fn find(evidence: &Evidence, wanted: impl Fn(&Event) -> bool) -> usize {
    evidence.entries.iter().position(|entry| wanted(&entry.event)).expect("the run has such an event")
}

fn insert(evidence: &mut Evidence, at: usize, event: Event) {
    let at_time = evidence.entries[at].at;
    evidence.entries.insert(at + 1, Entry { at: at_time, event });
}

fn is_ok(event: &Event) -> bool {
    matches!(event, Event::Done { outcome: SendOutcome::Ok { offset: Some(_), .. }, .. })
}

/// The first outcome of a delivered record whose admission was seen: its entry, id and place.
fn delivered(evidence: &Evidence) -> (usize, u64, Place, i64) {
    let ledger = Ledger::new(&evidence.entries);
    ledger
        .sends()
        .find_map(|(id, send)| match send.done.first().map(|done| (done.entry, &done.outcome)) {
            Some((entry, SendOutcome::Ok { place, offset: Some(offset), .. })) if send.admitted.is_some() => {
                Some((entry, id, *place, *offset))
            }
            _ => None,
        })
        .expect("something was delivered")
}

fn logged(evidence: &mut Evidence, place: Place, offset: i64) -> &mut crate::evidence::LoggedRecord {
    let log = evidence.logs.get_mut(&place).expect("the log is there");
    log.iter_mut().find(|record| record.offset == offset).expect("the record is there")
}

/// A batch after the first of its stream that is followed by another one, or by itself.
fn pair_of_batches(evidence: &Evidence, sent_again: bool) -> Option<usize> {
    let mut streams = BTreeMap::<_, Vec<(usize, i32, u64)>>::new();
    for (at, entry) in evidence.entries.iter().enumerate() {
        if let Event::SentBatch(batch) = &entry.event {
            let stream = streams.entry((batch.place, batch.producer_id, batch.epoch)).or_default();
            stream.push((at, batch.sequence, batch.body));
        }
    }
    let is_wanted = |pair: &&[(usize, i32, u64)]| {
        let (first, second) = (pair[0], pair[1]);
        first.1 > 0 && ((first.1, first.2) == (second.1, second.2)) == sent_again
    };
    streams.values().find_map(|all| all.windows(2).find(is_wanted).map(|pair| pair[0].0))
}

fn a_long_log(evidence: &Evidence) -> Place {
    *evidence.logs.iter().max_by_key(|(_, log)| log.len()).expect("there are logs").0
}

#[test]
fn a_delivered_record_that_is_not_in_the_log() {
    refuses(no_acked_loss::check, |evidence| {
        let (_, _, place, offset) = delivered(evidence);
        evidence.logs.get_mut(&place).unwrap().retain(|record| record.offset != offset);
    });
}

#[test]
fn a_delivered_record_at_another_offset_than_reported() {
    refuses(no_acked_loss::check, |evidence| {
        let (_, _, place, offset) = delivered(evidence);
        logged(evidence, place, offset).offset = 1 << 40;
    });
}

#[test]
fn another_record_at_the_offset_that_was_reported() {
    refuses(no_acked_loss::check, |evidence| {
        let (_, _, place, offset) = delivered(evidence);
        logged(evidence, place, offset).identity.as_mut().unwrap().id += 1;
    });
}

#[test]
fn a_delivered_record_of_a_log_that_is_gone() {
    refuses(no_acked_loss::check, |evidence| evidence.logs.clear());
}

#[test]
fn a_record_twice_in_one_log() {
    refuses(no_duplicate::check, |evidence| {
        let place = a_long_log(evidence);
        let log = evidence.logs.get_mut(&place).unwrap();
        let mut again = log[0].clone();
        again.offset = log.len() as i64;
        log.push(again);
    });
}

#[test]
fn a_record_in_two_logs() {
    refuses(no_duplicate::check, |evidence| {
        let place = a_long_log(evidence);
        let record = evidence.logs[&place][0].clone();
        let other = *evidence.logs.keys().find(|other| **other != place).unwrap();
        evidence.logs.get_mut(&other).unwrap().push(record);
    });
}

#[test]
fn a_record_that_failed_for_certain_and_is_in_the_log() {
    refuses(no_resurrection::check, |evidence| {
        let (at, ..) = delivered(evidence);
        let Event::Done { outcome, .. } = &mut evidence.entries[at].event else { unreachable!() };
        let place = outcome.place();
        *outcome = SendOutcome::Failed { place, unknown: false, error: "not written".to_owned() };
    });
}

#[test]
fn a_record_of_the_log_that_was_never_sent() {
    refuses(accounting_closed::check, |evidence| {
        let (_, id, ..) = delivered(evidence);
        evidence.entries.retain(|entry| !matches!(&entry.event, Event::Invoke(intent) if intent.id == id));
    });
}

#[test]
fn a_record_of_the_log_that_was_refused() {
    refuses(accounting_closed::check, |evidence| {
        let (_, id, ..) = delivered(evidence);
        let at = find(evidence, |e| matches!(e, Event::Admit(admitted, _) if *admitted == id));
        evidence.entries[at].event = Event::Reject(id, "no".to_owned());
    });
}

#[test]
fn a_record_of_the_log_whose_outcome_was_never_told() {
    refuses(accounting_closed::check, |evidence| {
        let (at, ..) = delivered(evidence);
        evidence.entries.remove(at);
    });
}

#[test]
fn a_record_of_the_log_that_nobody_can_read() {
    refuses(accounting_closed::check, |evidence| {
        let (_, _, place, offset) = delivered(evidence);
        logged(evidence, place, offset).identity = None;
    });
}

#[test]
fn a_record_in_another_partition_than_its_key_says() {
    refuses(right_place::check, |evidence| {
        let ledger = Ledger::new(&evidence.entries);
        let placed = evidence.logs.iter().find_map(|(place, log)| {
            let at = log.iter().position(|record| {
                let send = record.identity.and_then(|identity| ledger.send(identity.id));
                send.is_some_and(|send| send.intent.partition.is_some() || send.intent.key.is_some())
            })?;
            Some((*place, at))
        });
        let (place, at) = placed.expect("some record has a key or names its partition");
        let record = evidence.logs.get_mut(&place).unwrap().remove(at);
        evidence.logs.insert(Place { partition: place.partition + 1, ..place }, vec![record]);
    });
}

#[test]
fn a_record_in_another_topic() {
    refuses(right_place::check, |evidence| {
        let (_, _, place, offset) = delivered(evidence);
        logged(evidence, place, offset).identity.as_mut().unwrap().topic += 1;
    });
}

#[test]
fn an_outcome_reported_for_another_topic() {
    refuses(right_place::check, |evidence| {
        let (at, ..) = delivered(evidence);
        let Event::Done { outcome: SendOutcome::Ok { place, .. }, .. } = &mut evidence.entries[at].event
        else {
            unreachable!()
        };
        place.topic += 1;
    });
}

#[test]
fn a_changed_key_value_header_or_timestamp() {
    let corruptions: [fn(&mut crate::evidence::LoggedRecord); 6] = [
        |record| record.key = Some(Bytes::from_static(b"another")),
        |record| record.value = Some(Bytes::from_static(b"another")),
        |record| record.value = if record.value.is_none() { Some(Bytes::new()) } else { None },
        |record| record.headers.push((Bytes::from_static(b"more"), None)),
        |record| record.timestamp += 1 << 40,
        |record| record.identity.as_mut().unwrap().seed += 1,
    ];
    for corrupt in corruptions {
        refuses(bytes_intact::check, |evidence| {
            let (_, _, place, offset) = delivered(evidence);
            corrupt(logged(evidence, place, offset));
        });
    }
}

#[test]
fn a_timestamp_that_was_reported_and_not_written() {
    refuses(bytes_intact::check, |evidence| {
        let (at, ..) = delivered(evidence);
        let Event::Done { outcome: SendOutcome::Ok { timestamp, .. }, .. } = &mut evidence.entries[at].event
        else {
            unreachable!()
        };
        *timestamp += 1;
    });
}

#[test]
fn a_request_that_arrives_otherwise_than_it_was_sent() {
    refuses(bytes_intact::check, |evidence| {
        let at = find(evidence, |e| matches!(e, Event::Arrived(_)));
        let Event::Arrived(request) = &mut evidence.entries[at].event else { unreachable!() };
        request.hash ^= 1;
    });
}

#[test]
fn two_records_of_a_partition_that_changed_places() {
    refuses(partition_order::check, |evidence| {
        let ledger = Ledger::new(&evidence.entries);
        let is_seen = |record: &crate::evidence::LoggedRecord| {
            record.identity.and_then(|i| ledger.send(i.id)).is_some_and(|send| send.admitted.is_some())
        };
        let log = evidence.logs.values_mut().max_by_key(|log| log.len()).unwrap();
        let seen: Vec<usize> = (0..log.len()).filter(|at| is_seen(&log[*at])).take(2).collect();
        log.swap(seen[0], seen[1]);
    });
}

#[test]
fn offsets_out_of_order_with_one_request_in_flight() {
    let evidence = (0..300)
        .filter(|seed| {
            let producer = Scenario::draw(*seed).producer;
            !producer.idempotence && producer.max_in_flight == 1 && producer.acks != Acks::None
        })
        .filter_map(|seed| run_seed(seed, &[]).ok())
        .map(|run| run.evidence)
        .find(|evidence| evidence.entries.iter().filter(|entry| is_ok(&entry.event)).count() > 40)
        .expect("some seed delivers without idempotence");
    let mut corrupted = evidence.clone();
    for entry in &mut corrupted.entries {
        if let Event::Done { outcome: SendOutcome::Ok { offset: Some(offset), .. }, .. } = &mut entry.event {
            *offset = -*offset;
        }
    }
    assert_eq!(partition_order::check(&evidence, &Ledger::new(&evidence.entries)), Ok(()));
    assert!(partition_order::check(&corrupted, &Ledger::new(&corrupted.entries)).is_err());
}

#[test]
fn an_outcome_that_is_told_twice() {
    refuses(one_completion::check, |evidence| {
        let (at, ..) = delivered(evidence);
        let again = evidence.entries[at].event.clone();
        insert(evidence, at, again);
    });
}

#[test]
fn an_outcome_that_is_never_told() {
    refuses(one_completion::check, |evidence| {
        let (at, ..) = delivered(evidence);
        evidence.entries.remove(at);
    });
}

#[test]
fn an_outcome_of_a_record_that_was_refused() {
    refuses(one_completion::check, |evidence| {
        let at = find(evidence, |e| matches!(e, Event::Reject(..)));
        let Event::Reject(id, _) = evidence.entries[at].event else { unreachable!() };
        let outcome = SendOutcome::Failed {
            place: Place { topic: 0, partition: 0 },
            unknown: false,
            error: String::new(),
        };
        insert(evidence, at, Event::Done { id, delivery: 0, told: Told::Future, outcome });
    });
}

#[test]
fn an_outcome_that_is_told_another_way_than_asked_for() {
    refuses(one_completion::check, |evidence| {
        let at = find(evidence, |e| matches!(e, Event::Done { told: Told::Tag, .. }));
        let Event::Done { told, .. } = &mut evidence.entries[at].event else { unreachable!() };
        *told = Told::Callback;
    });
}

#[test]
fn outcomes_in_another_order_than_admissions() {
    refuses(completion_order::check, |evidence| {
        for entry in &mut evidence.entries {
            if let Event::Done { delivery, .. } = &mut entry.event {
                *delivery = u64::MAX - *delivery;
            }
        }
    });
}

#[test]
fn an_outcome_that_comes_late() {
    refuses(delivery_bound::check, |evidence| {
        let (at, ..) = delivered(evidence);
        evidence.entries[at].at += evidence.scenario.producer.delivery_timeout + Duration::from_secs(1);
    });
}

#[test]
fn an_outcome_that_has_not_come_at_the_end() {
    refuses(delivery_bound::check, |evidence| {
        let (at, ..) = delivered(evidence);
        evidence.entries.remove(at);
        let end = evidence.entries.last_mut().unwrap();
        end.at = Tick::from_secs(1_000_000);
    });
}

#[test]
fn an_admission_that_comes_late() {
    refuses(admission_bound::check, |evidence| {
        let at = find(evidence, |e| matches!(e, Event::Admit(..)));
        evidence.entries[at].at += evidence.scenario.producer.max_block + Duration::from_secs(1);
    });
}

#[test]
fn a_send_that_never_returns() {
    refuses(admission_bound::check, |evidence| {
        let at = find(evidence, |e| matches!(e, Event::Reject(..)));
        evidence.entries.remove(at);
        evidence.entries.last_mut().unwrap().at = Tick::from_secs(1_000_000);
    });
}

#[test]
fn a_close_that_takes_longer_than_its_timeout_or_for_ever() {
    refuses(close_bound::check, |evidence| {
        let at = find(evidence, |e| *e == Event::Closed);
        evidence.entries[at].at = Tick::from_secs(1_000_000);
    });
    refuses(close_bound::check, |evidence| evidence.entries.retain(|entry| entry.event != Event::Closed));
    refuses(close_bound::check, |evidence| {
        evidence.entries.retain(|entry| !matches!(entry.event, Event::CloseBegin(_)));
    });
}

#[test]
fn a_flush_that_returns_before_the_records_before_it_are_told() {
    refuses(flush::check, |evidence| {
        let end =
            evidence.entries.iter().rposition(|e| matches!(e.event, Event::Flush(_, Phase::End))).unwrap();
        let Event::Flush(number, _) = evidence.entries[end].event else { unreachable!() };
        let begin = find(evidence, |e| *e == Event::Flush(number, Phase::Begin));
        let ledger = Ledger::new(&evidence.entries);
        let before = |send: &crate::evidence::SendRecord| send.admitted.is_some_and(|(at, _)| at < begin);
        let (_, send) = ledger.sends().find(|(_, send)| before(send) && !send.done.is_empty()).unwrap();
        let done = evidence.entries.remove(send.done[0].entry);
        evidence.entries.push(done);
    });
}

#[test]
fn a_flush_that_takes_too_long() {
    refuses(flush::check, |evidence| {
        let end = find(evidence, |e| matches!(e, Event::Flush(_, Phase::End)));
        evidence.entries[end].at = Tick::from_secs(1_000_000);
    });
}

#[test]
fn memory_beyond_the_limit_or_not_returned() {
    refuses(memory_bound::check, |evidence| {
        let at = find(evidence, |e| matches!(e, Event::Memory { .. }));
        evidence.entries[at].event = Event::Memory { used: 1 << 50, waiting: 0, incomplete: 0 };
    });
    refuses(memory_bound::check, |evidence| evidence.stats.as_mut().unwrap().buffer_used_bytes = 1);
    refuses(memory_bound::check, |evidence| evidence.stats.as_mut().unwrap().incomplete_batches = 1);
    refuses(memory_bound::check, |evidence| evidence.stats.as_mut().unwrap().waiting_for_memory = 1);
}

#[test]
fn sequences_that_skip_repeat_or_change() {
    let corruptions: [fn(&mut crate::history::Batch); 6] = [
        |batch| batch.sequence += 1,
        |batch| batch.sequence = 0,
        |batch| batch.count += 1,
        |batch| batch.body ^= 1,
        |batch| batch.epoch += 1,
        |batch| batch.producer_id = -1,
    ];
    for (number, corrupt) in corruptions.into_iter().enumerate() {
        refuses(sequence_discipline::check, |evidence| {
            // The first batch of a stream has nothing before it. What follows the changed one shows the change.
            let at = pair_of_batches(evidence, number == 3).expect("some partition has two batches");
            let Event::SentBatch(batch) = &mut evidence.entries[at].event else { unreachable!() };
            corrupt(batch);
        });
    }
}

#[test]
fn a_request_that_a_broker_does_not_understand() {
    for reason in
        ["malformed request: short", "unknown API Produce (0) version 99", "x is not spoken by Kafka 3.9"]
    {
        refuses(wire_validity::check, |evidence| {
            let event = Event::Connection(0, ConnectionEvent::ClosedByBroker(reason.to_owned()));
            insert(evidence, 0, event);
        });
    }
}

#[test]
fn a_batch_that_a_broker_finds_corrupt() {
    refuses(wire_validity::check, |evidence| {
        let at = find(evidence, |e| matches!(e, Event::Judged { verdict: Judgement::Appended(_), .. }));
        let Event::Judged { verdict, .. } = &mut evidence.entries[at].event else { unreachable!() };
        *verdict = Judgement::Rejected(2);
        let Event::Judged { batch, .. } = &evidence.entries[at].event else { unreachable!() };
        let (connection, correlation) = (batch.connection, batch.correlation);
        evidence.entries.retain(|entry| {
            !matches!(entry.event, Event::Struck { connection: c, correlation: n, .. } if (c, n) == (connection, correlation))
        });
    });
}

#[test]
fn a_run_that_was_given_up() {
    refuses(liveness::ends, |evidence| evidence.stuck = Some("no end".to_owned()));
}

#[test]
fn a_probe_that_fails_is_refused_or_never_told() {
    let probe = |evidence: &Evidence| {
        let at = find(evidence, |e| matches!(e, Event::Probe(_)));
        let Event::Probe(id) = evidence.entries[at].event else { unreachable!() };
        find(evidence, |e| matches!(e, Event::Done { id: told, .. } if *told == id))
    };
    refuses(liveness::check, |evidence| {
        let at = probe(evidence);
        evidence.entries.remove(at);
    });
    refuses(liveness::check, |evidence| {
        let at = probe(evidence);
        let Event::Done { outcome, .. } = &mut evidence.entries[at].event else { unreachable!() };
        *outcome = SendOutcome::Failed { place: outcome.place(), unknown: true, error: String::new() };
    });
}

#[test]
fn more_batches_in_flight_than_allowed_or_at_two_brokers() {
    refuses(in_flight::check, |evidence| {
        evidence.entries.retain(|e| !matches!(e.event, Event::Answered(..)));
    });
    refuses(in_flight::check, |evidence| {
        let at = find(evidence, |e| matches!(e, Event::SentBatch(_)));
        let Event::SentBatch(batch) = &evidence.entries[at].event else { unreachable!() };
        let mut other = *batch;
        other.connection += 1_000_000;
        insert(evidence, at, Event::SentBatch(other));
        insert(evidence, 0, Event::Connection(other.connection, ConnectionEvent::Wanted(99)));
    });
}
