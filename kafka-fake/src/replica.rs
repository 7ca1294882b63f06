//! The replicas of a partition: how far each has come, which are in sync, and what all of those have.
//!
//! Every replica holds a beginning of the leader's log, so how far it has come is all there is to know of it. A leader that is
//! elected while it is behind cuts the log off where its own ends: what no other replica had is gone.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use kafka_protocol::BrokerId;

use crate::cluster::Cluster;
use crate::topic::Partition;

/// How long a broker's followers take to have what their leaders have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lag {
    By(Duration),
    /// They fetch nothing.
    Stalled,
}

/// Brokers whose followers are not at once where their leaders are.
pub(crate) type Lags = BTreeMap<BrokerId, Lag>;

/// What the cluster knows of followers that lag.
#[derive(Debug, Default)]
pub(crate) struct Replication {
    pub(crate) lags: Lags,
    /// Partitions by the time at which a follower has come further, or is no longer in sync.
    due: BTreeSet<(Duration, String, i32)>,
}

impl Replication {
    pub(crate) fn next(&self) -> Option<Duration> {
        self.due.first().map(|(at, ..)| *at)
    }

    pub(crate) fn note(&mut self, at: Option<Duration>, topic: &str, partition: i32) {
        if let Some(at) = at {
            self.due.insert((at, topic.to_owned(), partition));
        }
    }
}

/// A replica that does not lead, or the leader as it was when it was elected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Follower {
    end_offset: i64,
    /// Ends of the leader's log that it has not come to yet, and when they became so.
    ahead: VecDeque<(Duration, i64)>,
    down: bool,
}

impl Follower {
    /// What it does not have yet, as of when.
    fn behind_since(&self) -> Option<Duration> {
        self.ahead.front().map(|(since, _)| *since)
    }

    fn see(&mut self, now: Duration, end: i64, lag: Option<&Lag>) {
        match lag {
            _ if self.down => {}
            None => {
                self.ahead.clear();
                self.end_offset = end;
            }
            Some(_) if self.end_offset == end => {}
            Some(_) => match self.ahead.back_mut() {
                Some((since, last)) if *since == now => *last = end,
                _ => self.ahead.push_back((now, end)),
            },
        }
    }

    fn fetch(&mut self, now: Duration, lag: Option<&Lag>) {
        let lag = match lag {
            None => Duration::ZERO,
            Some(Lag::By(lag)) => *lag,
            Some(Lag::Stalled) => return,
        };
        while let Some((since, end)) = self.ahead.front().copied()
            && since.saturating_add(lag) <= now
        {
            self.end_offset = end;
            self.ahead.pop_front();
        }
    }
}

impl Partition {
    /// What every replica in sync has: consumers see no further, and `acks=all` waits for it.
    pub fn high_watermark(&self) -> i64 {
        self.high_watermark
    }

    /// The log has grown; tells when the followers have to be looked at again.
    pub(crate) fn grown(&mut self, now: Duration, lags: &Lags, lag_max: Duration) -> Option<Duration> {
        let end = self.log.end_offset();
        for (id, follower) in &mut self.followers {
            if self.leadership.leader != Some(*id) {
                follower.see(now, end, lags.get(id));
            }
        }
        self.replicate(now, lags, lag_max)
    }

    /// Followers have come as far as they have by now; tells when they have to be looked at again.
    pub(crate) fn replicate(&mut self, now: Duration, lags: &Lags, lag_max: Duration) -> Option<Duration> {
        let leader = self.leadership.leader?;
        let mut next: Option<Duration> = None;
        for (id, follower) in self.followers.iter_mut().filter(|(id, _)| **id != leader) {
            let lag = lags.get(id);
            follower.fetch(now, lag);
            let late_at = follower.behind_since().map(|since| since.saturating_add(lag_max));
            let is_late = follower.down || late_at.is_some_and(|at| at <= now);
            let in_sync = self.leadership.isr.contains(id);
            if in_sync && is_late {
                self.leadership.isr.retain(|replica| replica != id);
            } else if !in_sync && !is_late && follower.end_offset >= self.high_watermark {
                let isr = &self.leadership.isr;
                let joined = |replica: &&BrokerId| *replica == id || isr.contains(replica);
                self.leadership.isr = self.leadership.replicas.iter().filter(joined).copied().collect();
            }
            let arrival = match lag {
                Some(Lag::By(lag)) => follower.behind_since().map(|since| since.saturating_add(*lag)),
                Some(Lag::Stalled) | None => None,
            };
            let late_at = late_at.filter(|at| *at > now);
            next = [next, arrival, late_at].into_iter().flatten().min();
        }
        self.raise_high_watermark();
        next
    }

    fn raise_high_watermark(&mut self) {
        let end = self.log.end_offset();
        let isr = self.leadership.isr.iter().filter(|id| self.leadership.leader != Some(**id));
        let common = isr.filter_map(|id| self.followers.get(id)).map(|follower| follower.end_offset).min();
        self.high_watermark = self.high_watermark.max(common.unwrap_or(end));
    }

    /// Puts a leader in, or none, under a new epoch. One that is in sync leads from where its own log ends; any other is given the
    /// whole log first, as an administrator waits for it to have.
    pub(crate) fn elect(&mut self, now: Duration, leader: Option<BrokerId>, lags: &Lags) {
        self.settle_leader();
        if let Some(id) = leader {
            if !self.leadership.replicas.contains(&id) {
                self.leadership.replicas.push(id);
            }
            let end = self.log.end_offset();
            let follower = self.followers.entry(id).or_default();
            if self.leadership.isr.contains(&id) {
                let own = follower.end_offset.min(end);
                if own < end {
                    self.log.truncate_to(own);
                    self.producers.rebuild(&self.log);
                }
            } else {
                follower.end_offset = end;
                self.leadership.isr.push(id);
            }
        }
        self.leadership.elect(leader);
        let end = self.log.end_offset();
        self.high_watermark = self.high_watermark.min(end);
        for (id, follower) in &mut self.followers {
            follower.end_offset = follower.end_offset.min(end);
            follower.ahead.clear();
            if leader.is_some() && leader != Some(*id) {
                follower.see(now, end, lags.get(id));
            }
        }
    }

    /// A replica is gone: it is no longer in sync, unless it was the last that was.
    pub(crate) fn lose(&mut self, id: BrokerId) {
        self.settle_leader();
        let Some(follower) = self.followers.get_mut(&id) else { return };
        follower.down = true;
        follower.ahead.clear();
        if self.leadership.isr.len() > 1 {
            self.leadership.isr.retain(|replica| *replica != id);
        }
        if self.leadership.leader.is_some_and(|leader| leader != id) {
            self.raise_high_watermark();
        }
    }

    /// A replica is back, with what it had.
    pub(crate) fn regain(&mut self, now: Duration, id: BrokerId, lags: &Lags) {
        let end = self.log.end_offset();
        let Some(follower) = self.followers.get_mut(&id) else { return };
        follower.down = false;
        if self.leadership.leader.is_some_and(|leader| leader != id) {
            follower.see(now, end, lags.get(&id));
        }
    }

    /// The leader's own end is the log's.
    fn settle_leader(&mut self) {
        if let Some(follower) = self.leadership.leader.and_then(|leader| self.followers.get_mut(&leader)) {
            follower.end_offset = self.log.end_offset();
        }
    }
}

impl Cluster {
    /// Looks at the followers of the partition that is due first.
    pub(crate) fn replicate_next(&mut self) {
        let Some((_, topic, index)) = self.replication.due.pop_first() else { return };
        self.replicate(&topic, index);
    }

    /// Looks at the followers of a partition.
    pub(crate) fn replicate(&mut self, topic: &str, index: i32) {
        let (now, lag_max) = (self.clock.now, self.config.replica_lag_time_max);
        let Some(partition) = self.topics.get_mut(topic).and_then(|found| found.partition_mut(index)) else {
            return;
        };
        let next = partition.replicate(now, &self.replication.lags, lag_max);
        self.replication.note(next, topic, index);
        self.stirred = true;
    }

    /// Looks at the followers of every partition.
    pub(crate) fn replicate_all(&mut self) {
        let places: Vec<(String, i32)> = self
            .topics
            .values()
            .flat_map(|topic| (0..).zip(&topic.partitions).map(|(index, _)| (topic.name.clone(), index)))
            .collect();
        for (topic, index) in places {
            self.replicate(&topic, index);
        }
    }
}
