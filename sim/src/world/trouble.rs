//! Faults begin and end, and the run comes to its end.

use std::time::Duration;

use kafka_net::Tick;

use super::{Step, World};
use crate::config::HOST;
use crate::faults::FaultKind;
use crate::history::Event;

impl World {
    pub(super) fn begin_fault(&mut self, now: Tick, index: usize) {
        if self.healed {
            return;
        }
        let scenario = self.scenario.clone();
        let fault = &scenario.faults[index];
        self.history.note(Event::Fault(index, fault.to_string()));
        if let Some(verb) = fault.kind.verb() {
            *self.applied.entry(verb).or_default() += 1;
        }
        let until = now + fault.time();
        match &fault.kind {
            FaultKind::Script { rule, .. } => {
                self.brokers.control().add_fault(rule.clone());
            }
            FaultKind::Move { topic, partition, broker } => self.set_leader(*topic, *partition, *broker),
            FaultKind::Leaderless { topic, partition, .. } => {
                let name = &scenario.cluster.topics[usize::from(*topic)].name;
                // A topic that is not created yet has no leader to lose.
                let _ = self.brokers.control().remove_leader(name, *partition);
            }
            FaultKind::Forget { topic, partition } => {
                let name = &scenario.cluster.topics[usize::from(*topic)].name;
                let _ = self.brokers.control().forget_producers(name, *partition);
            }
            FaultKind::Cut { broker } => self.cut_all(now, *broker),
            FaultKind::Refuse { broker, .. } => self.network.link(*broker).refused_until = until,
            FaultKind::Blackhole { broker, .. } => self.network.link(*broker).silent_until = until,
            FaultKind::Slow { broker, by, .. } => {
                let link = self.network.link(*broker);
                (link.slow_until, link.slower) = (until, *by);
            }
            FaultKind::Down { broker, .. } => {
                let _ = self.brokers.control().broker_down(*broker);
            }
            FaultKind::Stale { broker, .. } => {
                let _ = self.brokers.control().freeze_metadata(*broker);
            }
            FaultKind::Lag { broker, by: Some(by), .. } => {
                let _ = self.brokers.control().set_replication_lag(*broker, *by);
            }
            FaultKind::Lag { broker, by: None, .. } => {
                let _ = self.brokers.control().stall_replication(*broker);
            }
            FaultKind::Relocate { brokers, how, silent, .. } => {
                for broker in brokers {
                    let port = self.network.addresses.relocate(*broker, *how, *silent);
                    let _ = self.brokers.control().set_address(*broker, HOST, port);
                    if *silent {
                        self.lose_all(*broker);
                    } else {
                        self.cut_all(now, *broker);
                    }
                }
            }
        }
        if !fault.time().is_zero() {
            self.queue.push(until, Step::FaultEnd(index));
        }
    }

    pub(super) fn end_fault(&mut self, index: usize) {
        if self.healed {
            return;
        }
        let now = self.clock.tick();
        match self.scenario.faults[index].kind.clone() {
            FaultKind::Leaderless { topic, partition, broker, .. } => {
                self.set_leader(topic, partition, broker);
            }
            FaultKind::Blackhole { broker, cut: true, .. } => self.cut_all(now, broker),
            FaultKind::Down { broker, .. } => {
                let _ = self.brokers.control().broker_up(broker);
            }
            FaultKind::Stale { broker, .. } => {
                let _ = self.brokers.control().thaw_metadata(broker);
            }
            FaultKind::Lag { broker, .. } => {
                let lag = self.scenario.cluster.replication_lag;
                let _ = self.brokers.control().set_replication_lag(broker, lag);
            }
            _ => {}
        }
    }

    /// Every trouble ends. Requests that are held back come later all the same.
    pub(super) fn heal(&mut self) {
        let now = self.clock.tick();
        self.healed = true;
        self.history.note(Event::Heal);
        self.network.heal();
        self.brokers.control().clear_faults();
        for broker in 1..=self.scenario.cluster.brokers {
            let _ = self.brokers.control().broker_up(broker);
            let _ = self.brokers.control().thaw_metadata(broker);
            let _ = self.brokers.control().set_replication_lag(broker, Duration::ZERO);
        }
        let leaderless: Vec<(u16, i32)> = (0..self.scenario.cluster.topics.len())
            .filter_map(|topic| {
                let found = self.brokers.cluster().topic(&self.scenario.cluster.topics[topic].name)?;
                let without =
                    found.partitions().iter().enumerate().filter(|(_, p)| p.leadership().leader().is_none());
                Some(without.map(move |(partition, _)| (topic as u16, partition as i32)).collect::<Vec<_>>())
            })
            .flatten()
            .collect();
        for (topic, partition) in leaderless {
            self.set_leader(topic, partition, 1);
        }
        for id in std::mem::take(&mut self.brokers.muted) {
            self.cut(now, id, "connection reset");
        }
    }

    fn cut_all(&mut self, now: Tick, broker: i32) {
        for id in self.network.to_broker(broker) {
            self.cut(now, id, "connection reset");
        }
    }

    fn set_leader(&mut self, topic: u16, partition: i32, broker: i32) {
        let name = self.scenario.cluster.topics[usize::from(topic)].name.clone();
        // The broker may be down, or the topic not created yet: then nothing changes.
        let _ = self.brokers.control().set_leader(&name, partition, broker);
    }

    /// Sends the probes once the application is done and nothing is held back.
    pub(super) fn probe(&mut self, now: Tick) {
        let Some(app) = self.app.clone() else { return };
        let drained = app.active.get() == 0 && app.producer.stats().incomplete_batches == 0;
        if !drained || self.brokers.poll_timeout().is_some() || !self.brokers.muted.is_empty() {
            for id in std::mem::take(&mut self.brokers.muted) {
                self.cut(now, id, "connection reset");
            }
            self.queue.push(now + LOOK_AGAIN, Step::Probe);
            return;
        }
        app.probe(&mut self.rng);
        let bound = self.scenario.producer.delivery_timeout * 2
            + self.scenario.producer.max_block
            + self.scenario.recovery_time();
        self.queue.push(now + bound + LOOK_AGAIN, Step::Close);
    }

    pub(super) fn close(&mut self, timeout: Duration) {
        self.history.note(Event::CloseBegin(Some(timeout)));
        if let Some(producer) = self.producer() {
            producer.begin_close(timeout);
        }
    }

    /// Everybody who holds a handle goes away.
    pub(super) fn drop_handles(&mut self) {
        self.history.note(Event::CloseBegin(None));
        self.executor.clear();
        self.app = None;
    }
}

/// Between two looks at whether everything has drained.
const LOOK_AGAIN: Duration = Duration::from_millis(100);
