//! How a producer is put together: its two halves, and the application's own code in it.

use std::fmt;
use std::time::Duration;

use kafka_net::{Rng, Tick};

use crate::accumulator::{AccumulatorConfig, RecordAccumulator, WaitCell};
use crate::clock::Clock;
use crate::config::{ConfigError, ProducerConfig};
use crate::interceptor::{Interceptors, ProducerInterceptor};
use crate::metrics::Metrics;
use crate::observer::{Observations, ProducerObserver};
use crate::producer::{Inner, Producer};
use crate::sender::Sender;
use crate::stats::Counters;
use crate::sync::{Arc, AtomicBool};

/// Code of the application that works inside a producer.
#[derive(Default)]
pub struct Plugins {
    interceptors: Vec<Box<dyn ProducerInterceptor>>,
    observers: Vec<Box<dyn ProducerObserver>>,
}

impl Plugins {
    /// Adds an interceptor behind those that are there: it sees each record as they left it (rule A70).
    #[must_use]
    pub fn interceptor(mut self, interceptor: impl ProducerInterceptor + 'static) -> Self {
        self.interceptors.push(Box::new(interceptor));
        self
    }

    /// Adds an observer. Without a driver, whoever drives the sender calls [`Sender::tell_observers`].
    #[must_use]
    pub fn observer(mut self, observer: impl ProducerObserver + 'static) -> Self {
        self.observers.push(Box::new(observer));
        self
    }

    /// A73: once, before use, with what is in effect.
    fn configured(mut self, config: &ProducerConfig) -> Option<Arc<Interceptors>> {
        for interceptor in &mut self.interceptors {
            interceptor.configure(config);
        }
        Interceptors::new(self.interceptors)
    }
}

impl fmt::Debug for Plugins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let interceptors: Vec<&str> = self.interceptors.iter().map(|i| i.name()).collect();
        let observers: Vec<&str> = self.observers.iter().map(|o| o.name()).collect();
        f.debug_struct("Plugins").field("interceptors", &interceptors).field("observers", &observers).finish()
    }
}

/// A producer without a driver: the handle, and the sender that whoever drives it owns. For simulations and for
/// embedding in one's own event loop; [`Producer::new`] brings a driver along. [`Producer::close`] waits for a driver:
/// without one, use [`Producer::begin_close`] and look at [`Sender::is_closed`].
///
/// `seed` decides all randomness: sticky partitions and back-off jitter.
pub fn build(
    config: ProducerConfig,
    clock: Arc<dyn Clock>,
    seed: u64,
) -> Result<(Producer, Sender), ConfigError> {
    build_with(config, clock, seed, Plugins::default())
}

/// As [`build`], with the application's own code in it. Without a driver, plug-ins are closed when both halves are gone.
pub fn build_with(
    config: ProducerConfig,
    clock: Arc<dyn Clock>,
    seed: u64,
    plugins: Plugins,
) -> Result<(Producer, Sender), ConfigError> {
    let (producer, sender, _) = build_with_end(config, clock, seed, plugins)?;
    Ok((producer, sender))
}

pub(crate) fn build_with_end(
    config: ProducerConfig,
    clock: Arc<dyn Clock>,
    seed: u64,
    mut plugins: Plugins,
) -> Result<(Producer, Sender, Arc<Ended>), ConfigError> {
    let observations = Observations::new(std::mem::take(&mut plugins.observers));
    let mut rng = Rng::new(seed);
    let interceptors = plugins.configured(&config);
    let accumulator = accumulator(&config, &mut rng);
    let counters = Arc::<Counters>::default();
    let metrics = Arc::new(Metrics::new(&config.metrics, config.client_id(), &*clock));
    let max_block = config.max_block;
    let now = clock.now();
    let mut sender =
        Sender::new(config, accumulator.clone(), counters.clone(), metrics.clone(), rng.next_u64(), now)?;
    sender.observe(observations);
    let (producer, ended) = handle(accumulator, counters, metrics, clock, max_block, interceptors);
    Ok((producer, sender, ended))
}

/// A producer whose records somebody else than a sender takes out of the accumulator.
#[cfg(feature = "tokio")]
pub(crate) fn build_mock(
    config: &ProducerConfig,
    clock: Arc<dyn Clock>,
    plugins: Plugins,
) -> (Producer, Arc<RecordAccumulator>, Arc<Ended>) {
    let interceptors = plugins.configured(config);
    let accumulator = accumulator(config, &mut Rng::new(0));
    let metrics = Arc::new(Metrics::new(&config.metrics, config.client_id(), &*clock));
    let (producer, ended) =
        handle(accumulator.clone(), Arc::default(), metrics, clock, config.max_block, interceptors);
    (producer, accumulator, ended)
}

fn accumulator(config: &ProducerConfig, rng: &mut Rng) -> Arc<RecordAccumulator> {
    let config = AccumulatorConfig {
        batch_size: config.batch_size,
        linger: config.linger,
        buffer_memory: config.buffer_memory,
        max_request_size: config.max_request_size,
        largest_bound: config
            .max_request_size
            .min(config.buffer_memory)
            .saturating_sub(kafka_records::HEADER_LEN),
        codec: config.codec,
        gapless: config.gapless,
        partitioner: config.partitioner.clone(),
    };
    Arc::new(RecordAccumulator::new(config, Rng::new(rng.next_u64())))
}

fn handle(
    accumulator: Arc<RecordAccumulator>,
    counters: Arc<Counters>,
    metrics: Arc<Metrics>,
    clock: Arc<dyn Clock>,
    max_block: Duration,
    interceptors: Option<Arc<Interceptors>>,
) -> (Producer, Arc<Ended>) {
    let ended = Arc::new(Ended {
        cell: WaitCell::new(Tick::MAX),
        #[cfg(feature = "tokio")]
        interceptors: interceptors.clone(),
    });
    let inner = Inner {
        accumulator,
        counters,
        metrics,
        clock,
        max_block,
        ended: ended.clone(),
        closed: AtomicBool::new(false),
        interceptors,
    };
    (Producer { inner: Arc::new(inner) }, ended)
}

/// Told by the driver when it is done.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(super) cell: WaitCell,
    /// Closed at the end; without a driver, when nobody holds them any more.
    #[cfg(feature = "tokio")]
    interceptors: Option<Arc<Interceptors>>,
}

impl Ended {
    /// Every record is told and every connection closed: plug-ins follow (A59), then whoever waits for the end.
    #[cfg(feature = "tokio")]
    pub(crate) fn announce(&self) {
        if let Some(interceptors) = &self.interceptors {
            interceptors.close();
        }
        self.cell.resolve(crate::accumulator::WaitEnd::Closed);
    }
}
