//! The application: actors that use the producer's public handle, as a program would, and write down what they see.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use kafka_producer::{
    Delivery, DeliveryHandler, Outcome, ProduceError, Producer, RecordMetadata, SendAndWaitError, SendError,
    TopicHandle, TopicRef,
};

use crate::clock::SimClock;
use crate::config::Scenario;
use crate::executor::{Spawner, TaskKind, unless};
use crate::history::{Event, HistoryWriter, Phase, Place, RecordId, SendOutcome, Told};
use crate::payload::Intent;
use crate::rng::{Rng, one_in};
use crate::workload::{Op, Workload};

/// What the actors of one application share.
pub(crate) struct App {
    pub(crate) producer: Producer,
    pub(crate) scenario: Arc<Scenario>,
    pub(crate) history: HistoryWriter,
    pub(crate) clock: Arc<SimClock>,
    pub(crate) spawner: Spawner,
    pub(crate) ids: Arc<AtomicU64>,
    /// Actors that have not finished.
    pub(crate) active: Cell<usize>,
    /// Flushes begun.
    pub(crate) flushes: Cell<u64>,
}

impl App {
    /// Starts the actors.
    pub(crate) fn start(self: &Rc<Self>, rng: &mut Rng) {
        for actor in 0..self.scenario.work.actors {
            self.active.set(self.active.get() + 1);
            let (app, mut rng) = (self.clone(), rng.fork());
            let workload = Workload::new(self.scenario.clone(), actor, self.ids.clone(), rng.fork());
            self.spawner.spawn(TaskKind::Actor, async move {
                Actor { handles: app.handles(), app: app.clone(), workload, rng }.run().await;
                app.active.set(app.active.get() - 1);
            });
        }
    }

    /// Sends one record to every partition, to see whether the producer lives.
    pub(crate) fn probe(self: &Rc<Self>, rng: &mut Rng) {
        for (topic, plan) in self.scenario.cluster.topics.iter().enumerate() {
            for partition in 0..plan.partitions {
                let app = self.clone();
                let mut workload =
                    Workload::new(self.scenario.clone(), PROBE_ACTOR, self.ids.clone(), rng.fork());
                self.spawner.spawn(TaskKind::Delivery, async move {
                    app.probe_one(&mut workload, topic as u16, partition).await;
                });
            }
        }
    }

    /// Admission may take longer than `max.block.ms` where metadata has to be fetched, and a producer that may not retry
    /// as often as it likes meets an old leader once: so it is tried for a while.
    async fn probe_one(&self, workload: &mut Workload, topic: u16, partition: i32) {
        let plan = &self.scenario.producer;
        let until = self.clock.tick() + plan.delivery_timeout + self.scenario.recovery_time();
        let name = self.topic_name(topic);
        loop {
            let intent = workload.probe(topic, partition);
            let id = intent.id;
            self.history.note(Event::Invoke(intent.clone()));
            let headers = intent.borrowed_headers();
            let result = self.producer.send(intent.record(TopicRef::Name(&name), &headers)).await;
            let last = self.clock.tick() >= until;
            match result {
                Ok(delivery) => {
                    self.history.note(Event::Admit(id, Told::Future));
                    let result = delivery.await;
                    let may_fail = plan.retries.is_some() || self.scenario.relocates();
                    let again = result.is_err() && may_fail && !last;
                    if !again {
                        self.history.note(Event::Probe(id));
                    }
                    self.history.done(id, Told::Future, outcome_of(&self.scenario, result.as_ref()));
                    if !again {
                        return;
                    }
                }
                Err(error) => {
                    if last {
                        self.history.note(Event::Probe(id));
                    }
                    self.reject(id, &error);
                    if last {
                        return;
                    }
                }
            }
            self.sleep(Duration::from_millis(20)).await;
        }
    }

    fn handles(&self) -> Vec<TopicHandle> {
        self.scenario.cluster.topics.iter().map(|topic| self.producer.topic(&topic.name)).collect()
    }

    fn sleep(&self, time: Duration) -> crate::executor::Sleep {
        self.spawner.sleep(&self.clock, time)
    }

    /// Sends a record by a task of its own.
    fn spawn_send(self: Rc<Self>, intent: Arc<Intent>, forget: bool) {
        let spawner = self.spawner.clone();
        spawner.spawn(TaskKind::Actor, async move {
            self.send(&intent, forget).await;
        });
    }

    async fn send(&self, intent: &Intent, forget: bool) {
        let name = self.topic_name(intent.topic);
        let headers = intent.borrowed_headers();
        let sent = self.producer.send(intent.record(TopicRef::Name(&name), &headers)).await;
        match sent {
            Ok(delivery) => self.follow(intent.id, delivery, forget),
            Err(error) => self.reject(intent.id, &error),
        }
    }

    fn topic_name(&self, topic: u16) -> String {
        // A topic beyond the scenario's does not exist.
        self.scenario
            .cluster
            .topics
            .get(usize::from(topic))
            .map_or_else(|| "nowhere".to_owned(), |t| t.name.clone())
    }

    /// Waits for the outcome of an admitted record, or drops it.
    fn follow(&self, id: RecordId, delivery: Delivery, forget: bool) {
        self.history.note(Event::Admit(id, Told::Future));
        if forget {
            self.history.note(Event::Forget(id));
            return;
        }
        let (history, scenario) = (self.history.clone(), self.scenario.clone());
        self.spawner.spawn(TaskKind::Delivery, async move {
            let outcome = outcome_of(&scenario, delivery.await.as_ref());
            history.done(id, Told::Future, outcome);
        });
    }

    fn reject(&self, id: RecordId, error: &SendError) {
        self.history.note(Event::Reject(id, error.to_string()));
    }
}

/// One of the application's actors.
struct Actor {
    app: Rc<App>,
    handles: Vec<TopicHandle>,
    workload: Workload,
    rng: Rng,
}

impl Actor {
    async fn run(mut self) {
        let plan = self.app.scenario.work.clone();
        let mut sent = 0;
        while sent < plan.records {
            let pause = Duration::from_nanos(self.rng.below(plan.pause.as_nanos() as u64 + 1));
            if !pause.is_zero() {
                self.app.sleep(pause).await;
            }
            sent += 1;
            match self.workload.op() {
                Op::TrySend => self.try_send().await,
                Op::Send => {
                    let (intent, forget) = (self.invoke(), self.forgets());
                    self.app.send(&intent, forget).await;
                }
                Op::SendWith => self.send_with(None).await,
                Op::SendTagged => self.send_tagged().await,
                Op::Burst => {
                    let burst = 1 + self.rng.below(30);
                    sent += burst;
                    for _ in 0..burst {
                        self.send_tagged().await;
                    }
                }
                Op::Concurrent => {
                    let (intent, forget) = (self.invoke(), self.forgets());
                    self.app.clone().spawn_send(intent, forget);
                }
                Op::SendAndWait => self.send_and_wait(),
                Op::Flush => self.flush().await,
                Op::Cancel => self.cancel().await,
                Op::Misfit => self.misfit(),
            }
        }
    }

    /// Makes a record and says so.
    fn invoke(&mut self) -> Arc<Intent> {
        let intent = self.workload.record();
        self.app.history.note(Event::Invoke(intent.clone()));
        intent
    }

    fn forgets(&mut self) -> bool {
        one_in(&mut self.rng, self.app.scenario.work.forgotten)
    }

    fn topic<'a>(&'a self, intent: &Intent, name: &'a str) -> TopicRef<'a> {
        match self.handles.get(usize::from(intent.topic)) {
            Some(handle) if intent.id.is_multiple_of(2) => TopicRef::Handle(handle),
            _ => TopicRef::Name(name),
        }
    }

    async fn try_send(&mut self) {
        let (intent, forget) = (self.invoke(), self.forgets());
        let name = self.app.topic_name(intent.topic);
        let headers = intent.borrowed_headers();
        let result = self.app.producer.try_send(intent.record(self.topic(&intent, &name), &headers));
        match result {
            Ok(delivery) => self.app.follow(intent.id, delivery, forget),
            Err(refused) => {
                self.app.history.note(Event::Reject(intent.id, refused.reason.to_string()));
                self.app.sleep(Duration::from_millis(2)).await;
            }
        }
    }

    /// Sends with a callback; gives up after `patience`, if it is not admitted by then.
    async fn send_with(&mut self, patience: Option<Duration>) {
        let intent = self.invoke();
        let id = intent.id;
        let name = self.app.topic_name(intent.topic);
        let headers = intent.borrowed_headers();
        let (history, scenario) = (self.app.history.clone(), self.app.scenario.clone());
        let again = self.reentrant();
        let panics = one_in(&mut self.rng, 40);
        let record = intent.record(self.topic(&intent, &name), &headers);
        let callback = move |result: Result<RecordMetadata, ProduceError>| {
            history.done(id, Told::Callback, outcome_of(&scenario, result.as_ref()));
            if let Some((producer, mut workload)) = again {
                send_from_callback(&producer, &mut workload, &history, &scenario);
            }
            if panics {
                // A44: it harms nobody else. Resumed, it is not reported on the terminal.
                std::panic::resume_unwind(Box::new("a callback of the application panics"));
            }
        };
        let sent = self.app.producer.send_with(record, callback);
        let result = match patience {
            None => Some(sent.await),
            Some(patience) => unless(sent, self.app.sleep(patience)).await,
        };
        self.admitted(id, Told::Callback, result);
    }

    async fn send_tagged(&mut self) {
        let intent = self.invoke();
        let name = self.app.topic_name(intent.topic);
        let headers = intent.borrowed_headers();
        let record = intent.record(self.topic(&intent, &name), &headers);
        let result = self.app.producer.send_tagged(record, intent.id).await;
        self.admitted(intent.id, Told::Tag, Some(result));
    }

    fn admitted(&self, id: RecordId, told: Told, result: Option<Result<(), SendError>>) {
        match result {
            Some(Ok(())) => self.app.history.note(Event::Admit(id, told)),
            Some(Err(error)) => self.app.reject(id, &error),
            None => self.app.history.note(Event::Cancel(id)),
        }
    }

    /// Now and then a callback sends a record itself. A producer that is to end by being dropped is not held by one.
    fn reentrant(&mut self) -> Option<(Producer, Workload)> {
        let dropped = matches!(self.app.scenario.ending, crate::config::Ending::Drop { .. });
        (!dropped && one_in(&mut self.rng, 10)).then(|| (self.app.producer.clone(), self.workload.fork()))
    }

    fn send_and_wait(&mut self) {
        let intent = self.invoke();
        let app = self.app.clone();
        app.history.note(Event::Blind(intent.id));
        let patience = one_in(&mut self.rng, 6).then(|| Duration::from_micros(self.rng.below(50_000)));
        let spawner = self.app.spawner.clone();
        spawner.spawn(TaskKind::Delivery, async move {
            let name = app.topic_name(intent.topic);
            let headers = intent.borrowed_headers();
            let wait = app.producer.send_and_wait(intent.record(TopicRef::Name(&name), &headers));
            let result = match patience {
                None => Some(wait.await),
                Some(patience) => unless(wait, app.sleep(patience)).await,
            };
            match result {
                Some(Err(SendAndWaitError::Send(error))) => app.reject(intent.id, &error),
                Some(Err(SendAndWaitError::Produce(error))) => {
                    app.history.done(intent.id, Told::Future, outcome_of(&app.scenario, Err(&error)));
                }
                Some(Ok(metadata)) => {
                    app.history.done(intent.id, Told::Future, outcome_of(&app.scenario, Ok(&metadata)));
                }
                Some(Err(_)) | None => app.history.note(Event::Forget(intent.id)),
            }
        });
    }

    async fn flush(&mut self) {
        let number = self.app.flushes.get();
        self.app.flushes.set(number + 1);
        let patience = one_in(&mut self.rng, 4).then(|| Duration::from_micros(self.rng.below(30_000)));
        let app = self.app.clone();
        let flush = async move {
            app.history.note(Event::Flush(number, Phase::Begin));
            let ended = match patience {
                None => {
                    app.producer.flush().await;
                    Some(())
                }
                Some(patience) => unless(app.producer.flush(), app.sleep(patience)).await,
            };
            let phase = if ended.is_some() { Phase::End } else { Phase::Dropped };
            app.history.note(Event::Flush(number, phase));
        };
        if one_in(&mut self.rng, 2) {
            self.app.spawner.spawn(TaskKind::Actor, flush);
        } else {
            flush.await;
        }
    }

    /// A send that is given up if it is not admitted soon, or at its very first poll.
    async fn cancel(&mut self) {
        let patience = Duration::from_micros(self.rng.below(3_000));
        if one_in(&mut self.rng, 2) {
            return self.send_with(Some(patience)).await;
        }
        let intent = self.invoke();
        let name = self.app.topic_name(intent.topic);
        let headers = intent.borrowed_headers();
        let send = self.app.producer.send(intent.record(self.topic(&intent, &name), &headers));
        match unless(send, self.app.sleep(patience)).await {
            Some(Ok(delivery)) => self.app.follow(intent.id, delivery, false),
            Some(Err(error)) => self.app.reject(intent.id, &error),
            None => self.app.history.note(Event::Cancel(intent.id)),
        }
    }

    /// A record that has no place: too large, of no topic, or of no partition.
    fn misfit(&mut self) {
        let intent = self.workload.misfit();
        self.app.history.note(Event::Invoke(intent.clone()));
        self.app.clone().spawn_send(intent, false);
    }
}

/// What a callback does that sends: it may not wait.
fn send_from_callback(
    producer: &Producer,
    workload: &mut Workload,
    history: &HistoryWriter,
    scenario: &Scenario,
) {
    let intent = workload.record();
    history.note(Event::Invoke(intent.clone()));
    let name = &scenario.cluster.topics[usize::from(intent.topic)].name;
    match intent.with_record(TopicRef::Name(name), |record| producer.try_send(record).map_err(|e| e.reason)) {
        Ok(delivery) => {
            drop(delivery);
            history.note(Event::Admit(intent.id, Told::Future));
            history.note(Event::Forget(intent.id));
        }
        Err(reason) => history.note(Event::Reject(intent.id, reason.to_string())),
    }
}

/// The handler of tagged records.
pub(crate) struct TagHandler {
    pub(crate) history: HistoryWriter,
    pub(crate) scenario: Arc<Scenario>,
}

impl DeliveryHandler for TagHandler {
    fn on_delivery(&self, tag: u64, result: Result<&RecordMetadata, &ProduceError>) {
        self.history.done(tag, Told::Tag, outcome_of(&self.scenario, result));
    }
}

fn outcome_of(scenario: &Scenario, result: Result<&RecordMetadata, &ProduceError>) -> SendOutcome {
    let place = |topic: &str, partition: i32| Place {
        topic: scenario.topic_index(topic).unwrap_or(u16::MAX),
        partition,
    };
    match result {
        Ok(metadata) => SendOutcome::Ok {
            place: place(metadata.topic(), metadata.partition()),
            offset: metadata.offset(),
            timestamp: metadata.timestamp().0,
        },
        Err(error) => SendOutcome::Failed {
            place: place(error.topic(), error.partition()),
            unknown: error.outcome() == Outcome::Unknown,
            error: error.to_string(),
        },
    }
}

/// The next id of a record.
pub(crate) fn next_id(ids: &AtomicU64) -> RecordId {
    ids.fetch_add(1, Ordering::Relaxed)
}

/// The actor that probes say they come from.
const PROBE_ACTOR: u16 = u16::MAX;
