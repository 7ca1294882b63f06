//! The world: one event loop around the producer, the network and the brokers.

mod net;
mod trouble;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Wake, Waker};
use std::time::Duration;

use kafka_net::Tick;
use kafka_producer::{ConfigError, Producer, SealJob, Sender, build};

use crate::app::{App, TagHandler};
use crate::broker::Brokers;
use crate::clock::SimClock;
use crate::config::{Ending, Scenario};
use crate::evidence::Evidence;
use crate::executor::{Executor, TaskId};
use crate::history::{Event, HistoryWriter};
use crate::network::{Direction, Network};
use crate::queue::EventQueue;
use crate::rng::Rng;

/// What happens at a moment.
enum Step {
    /// The producer's I/O task has its turn.
    Turn,
    /// A task of the application is polled.
    Poll(TaskId),
    /// A sleep is over.
    Wake(Waker),
    /// A connection is made, or not.
    Connect(u64),
    /// A pipe takes bytes.
    Write(u64, Direction),
    /// A pipe gives bytes.
    Arrive(u64, Direction),
    /// The brokers' own time has come.
    Brokers,
    /// A seal job is done.
    Seal(Box<SealJob>),
    /// A topic is created.
    Create(u16),
    /// A fault begins.
    Fault(usize),
    /// A fault ends.
    FaultEnd(usize),
    /// Every fault ends.
    Heal,
    /// Everything has drained, maybe: then the probes are sent.
    Probe,
    /// The producer is closed after the probes.
    Close,
    /// The producer is closed in the middle of things.
    CloseEarly(Duration),
    /// The last handle is dropped.
    Drop,
}

impl Step {
    /// For people.
    fn name(&self) -> String {
        match self {
            Self::Turn => "a turn".to_owned(),
            Self::Poll(task) => format!("a poll of task {task}"),
            Self::Wake(_) => "the end of a sleep".to_owned(),
            Self::Connect(id) => format!("connection {id} is made"),
            Self::Write(id, direction) => format!("a write on connection {id} {direction:?}"),
            Self::Arrive(id, direction) => format!("an arrival on connection {id} {direction:?}"),
            Self::Brokers => "the brokers' timers".to_owned(),
            Self::Seal(_) => "the end of a seal job".to_owned(),
            Self::Create(_) | Self::Fault(_) | Self::FaultEnd(_) | Self::Heal => "a fault".to_owned(),
            Self::Probe | Self::Close | Self::CloseEarly(_) | Self::Drop => "the ending".to_owned(),
        }
    }
}

/// One run.
pub(crate) struct World {
    scenario: Arc<Scenario>,
    clock: Arc<SimClock>,
    queue: EventQueue<Step>,
    history: HistoryWriter,
    executor: Executor,
    network: Network,
    brokers: Brokers,
    sender: Sender,
    /// The application's handles; none after the last was dropped.
    app: Option<Rc<App>>,
    handler: TagHandler,
    driver: Arc<DriverWaker>,
    rng: Rng,
    /// The earliest turn that stands in the queue.
    turn_at: Tick,
    brokers_at: Tick,
    /// Passes since time moved.
    passes: u32,
    /// Turns in a row that did nothing and asked for another one at once.
    idle_turns: u32,
    memory: (u64, u64, u64),
    closed: bool,
    healed: bool,
    /// Faults that are left out, to find the ones that matter.
    skipped: Vec<usize>,
    applied: BTreeMap<&'static str, u64>,
    steps: u64,
    stuck: Option<String>,
}

/// Says that application threads want the producer's attention.
#[derive(Default)]
struct DriverWaker(AtomicBool);

impl Wake for DriverWaker {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl World {
    /// A world at its start.
    pub(crate) fn new(scenario: Scenario, skipped: &[usize]) -> Result<Self, ConfigError> {
        let scenario = Arc::new(scenario);
        let mut rng = Rng::new(scenario.seed ^ WORLD);
        let clock = SimClock::new();
        let history = HistoryWriter::new(clock.clone());
        let (producer, sender) = build(scenario.producer_config()?, clock.clone(), rng.next_u64())?;
        let executor = Executor::default();
        let app = Rc::new(App {
            producer,
            scenario: scenario.clone(),
            history: history.clone(),
            clock: clock.clone(),
            spawner: executor.spawner(),
            ids: Arc::new(AtomicU64::new(0)),
            active: Cell::new(0),
            flushes: Cell::new(0),
        });
        let network = Network::new(scenario.network.clone(), scenario.cluster.brokers, rng.fork());
        let brokers = Brokers::new(&scenario, clock.clone(), history.clone());
        let handler = TagHandler { history: history.clone(), scenario: scenario.clone() };
        let driver = Arc::new(DriverWaker::default());
        sender.register_waker(&Waker::from(driver.clone()));
        let mut world = Self {
            queue: EventQueue::new(rng.fork()),
            scenario,
            clock,
            history,
            executor,
            network,
            brokers,
            sender,
            app: Some(app),
            handler,
            driver,
            rng,
            turn_at: Tick::MAX,
            brokers_at: Tick::MAX,
            passes: 0,
            idle_turns: 0,
            memory: (0, 0, 0),
            closed: false,
            healed: false,
            skipped: skipped.to_vec(),
            applied: BTreeMap::new(),
            steps: 0,
            stuck: None,
        };
        world.plan();
        Ok(world)
    }

    /// Puts what the scenario has decided into the queue.
    fn plan(&mut self) {
        let scenario = self.scenario.clone();
        for (index, topic) in scenario.cluster.topics.iter().enumerate() {
            if topic.created_at.is_zero() {
                self.brokers.create_topic(&scenario, index as u16);
            } else {
                self.queue.push(topic.created_at.into(), Step::Create(index as u16));
            }
        }
        for (index, fault) in scenario.faults.iter().enumerate() {
            if !self.skipped.contains(&index) {
                self.queue.push(fault.at.into(), Step::Fault(index));
            }
        }
        let heal = Tick::from(scenario.fault_phase()) + Duration::from_millis(1);
        self.queue.push(heal, Step::Heal);
        match scenario.ending {
            Ending::Heal => {
                let drained = heal
                    + scenario.producer.delivery_timeout
                    + scenario.producer.reconnect_backoff.1
                    + scenario.dead_end_time();
                self.queue.push(drained, Step::Probe);
            }
            Ending::CloseEarly { at, timeout } => self.queue.push(at.into(), Step::CloseEarly(timeout)),
            Ending::Drop { at } => self.queue.push(at.into(), Step::Drop),
        }
        let mut actors = self.rng.fork();
        if let Some(app) = &self.app {
            app.start(&mut actors);
        }
        self.wake_soon();
    }

    /// Runs to the end and hands over what was seen.
    pub(crate) fn run(mut self) -> Evidence {
        self.settle();
        while !self.is_over() {
            let Some((at, step)) = self.queue.pop() else {
                let left = format!(
                    "nothing is left to happen, and the run is not over: producer closed {}, healed {}, brokers wait for {:?}, \
                     connections {:?}",
                    self.closed,
                    self.healed,
                    self.brokers.poll_timeout(),
                    self.network.connections.keys(),
                );
                self.stuck.get_or_insert(left);
                break;
            };
            self.steps += 1;
            if at > self.clock.tick() {
                self.clock.advance_to(at);
                self.passes = 0;
            }
            if self.steps > MOST_STEPS || at > LONGEST {
                self.stuck =
                    Some(format!("no end after {} steps, at {at}, before {}", self.steps, step.name()));
            }
            if self.stuck.is_some() {
                break;
            }
            self.step(step);
            self.settle();
        }
        self.finish()
    }

    fn is_over(&self) -> bool {
        self.closed
            && self.healed
            && self.brokers.poll_timeout().is_none()
            && self.network.connections.is_empty()
    }

    fn step(&mut self, step: Step) {
        let now = self.clock.tick();
        match step {
            Step::Turn => self.turn(now),
            Step::Poll(task) => self.executor.poll(task),
            Step::Wake(waker) => waker.wake(),
            Step::Connect(connection) => self.connect(now, connection),
            Step::Write(connection, direction) => self.write(now, connection, direction),
            Step::Arrive(connection, direction) => self.arrive(now, connection, direction),
            Step::Brokers => {
                if self.brokers_at <= now {
                    self.brokers_at = Tick::MAX;
                    self.brokers.handle_timeout();
                }
            }
            Step::Seal(job) => {
                let sealed = job.run();
                self.sender.handle_sealed(now, sealed);
                self.turn_soon();
            }
            Step::Create(topic) => self.brokers.create_topic(&self.scenario.clone(), topic),
            Step::Fault(index) => self.begin_fault(now, index),
            Step::FaultEnd(index) => self.end_fault(index),
            Step::Heal => self.heal(),
            Step::Probe => self.probe(now),
            Step::Close => self.close(self.scenario.producer.delivery_timeout * 2),
            Step::CloseEarly(timeout) => self.close(timeout),
            Step::Drop => self.drop_handles(),
        }
    }

    /// Carries what a step has left to do: tasks, pipes, brokers, timers.
    fn settle(&mut self) {
        let now = self.clock.tick();
        let mut later = Vec::new();
        self.executor.run(&mut later);
        for task in later {
            let at = now + self.network.moment();
            self.queue.push(at, Step::Poll(task));
        }
        for (at, waker) in self.executor.take_sleeps() {
            self.queue.push(at, Step::Wake(waker));
        }
        if self.driver.0.swap(false, Ordering::Relaxed) {
            self.wake_soon();
        }
        self.take_broker_outputs(now);
        if let Some(at) = self.brokers.poll_timeout()
            && at < self.brokers_at
        {
            self.brokers_at = at;
            self.queue.push(at.max(now), Step::Brokers);
        }
    }

    /// One turn of the producer's I/O task, as the driver's.
    fn turn(&mut self, now: Tick) {
        if self.closed || self.turn_at > now {
            // An earlier turn has put this one off.
            return;
        }
        self.turn_at = Tick::MAX;
        let mut idle = true;
        loop {
            self.sender.poll(now);
            let moved = self.carry_out(now);
            idle &= !moved;
            self.note_memory();
            if self.sender.is_closed() {
                self.closed = true;
                self.history.note(Event::Closed);
                return;
            }
            self.passes += 1;
            if self.passes > MOST_PASSES {
                self.stuck = Some(format!("the sender spins: {MOST_PASSES} passes at {now}"));
                return;
            }
            if !moved && !self.sender.prepare_sleep() {
                break;
            }
        }
        let Some(at) = self.sender.poll_timeout() else { return };
        if at > now {
            self.idle_turns = 0;
            return self.turn_by(at);
        }
        // A driver would turn again at once, and for ever if that is of no use.
        self.idle_turns = if idle { self.idle_turns + 1 } else { 0 };
        if self.idle_turns > MOST_IDLE_TURNS {
            self.stuck = Some(format!(
                "the sender spins: {MOST_IDLE_TURNS} turns up to {now} did nothing, and it wants to be polled at {at}"
            ));
        }
        self.turn_by(now + Duration::from_micros(1));
    }

    /// Does what the sender wants done; true if that may have changed anything for it.
    fn carry_out(&mut self, now: Tick) -> bool {
        let mut moved = false;
        while let Some(transmit) = self.sender.poll_transmit() {
            self.transmit(now, transmit);
            moved = true;
        }
        while let Some(job) = self.sender.poll_seal() {
            let longest = self.scenario.producer.seal_time.as_nanos() as u64;
            let time = Duration::from_nanos(self.rng.below(longest + 1));
            if time.is_zero() {
                self.sender.handle_sealed(now, job.run());
                moved = true;
            } else {
                self.queue.push(now + time, Step::Seal(Box::new(job)));
            }
        }
        while let Some(finished) = self.sender.poll_finished() {
            self.history.lock().deliveries += 1;
            finished.deliver(Some(&self.handler));
            // Whoever waits for these records sees their outcomes before those of later batches.
            let mut later = Vec::new();
            self.executor.run(&mut later);
            for task in later {
                let at = now + self.network.moment();
                self.queue.push(at, Step::Poll(task));
            }
            moved = true;
        }
        moved
    }

    fn note_memory(&mut self) {
        let Some(app) = &self.app else { return };
        let stats = app.producer.stats();
        let memory = (stats.buffer_used_bytes, stats.waiting_for_memory, stats.incomplete_batches);
        if memory != self.memory {
            self.memory = memory;
            let (used, waiting, incomplete) = memory;
            self.history.note(Event::Memory { used, waiting, incomplete });
        }
    }

    /// The I/O task is woken by an application thread.
    fn wake_soon(&mut self) {
        let at = self.clock.tick() + self.network.moment();
        self.turn_by(at);
    }

    /// Something came in for the I/O task. More may come before it looks.
    fn turn_soon(&mut self) {
        let at = if self.rng.below(2) == 0 {
            self.clock.tick()
        } else {
            self.clock.tick() + self.network.moment()
        };
        self.turn_by(at);
    }

    fn turn_by(&mut self, at: Tick) {
        if at < self.turn_at {
            self.turn_at = at;
            self.queue.push(at, Step::Turn);
        }
    }

    /// The last look: what is left in the logs and of the producer's memory.
    fn finish(mut self) -> Evidence {
        self.executor.clear();
        self.history.note(Event::End);
        let stats = self.app.as_ref().map(|app| app.producer.stats());
        drop(self.app.take());
        Evidence::collect(&self.scenario, &self.history, &self.brokers, stats, self.stuck, self.applied)
    }

    fn producer(&self) -> Option<&Producer> {
        self.app.as_ref().map(|app| &app.producer)
    }
}

/// Keeps the world's chances apart from those of the scenario.
const WORLD: u64 = 0x51b0_0b5e_c0de_d00d;
/// No run needs so many steps.
const MOST_STEPS: u64 = 3_000_000;
/// No run needs so long.
const LONGEST: Tick = Tick::from_secs(4 * 3_600);
/// No moment needs so many passes.
const MOST_PASSES: u32 = 20_000;
/// A few turns for nothing are a race, more are a busy loop.
const MOST_IDLE_TURNS: u32 = 100;
