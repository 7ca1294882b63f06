//! The driver: carries bytes, time and wake-ups between the sender and the world, on tokio. It decides nothing.

mod clock;
mod mock;
mod pool;
mod report;
mod task;

pub use clock::SystemClock;
pub use mock::{MockProducer, MockProducerBuilder, SentRecord};

use std::io;
use std::thread;
use std::time::Duration;

use kafka_net::driver::{CredentialSource, Dial, Resolve, Sockets};
use tokio::runtime::Handle;

use crate::clock::Clock;
use crate::config::{ConfigError, ProducerConfig};
use crate::delivery::DeliveryHandler;
use crate::driver::report::{MetricsCallback, MetricsReport};
use crate::driver::task::{ClusterListener, Task};
use crate::interceptor::ProducerInterceptor;
use crate::metrics::MetricsSnapshot;
use crate::observer::ProducerObserver;
use crate::producer::{Plugins, Producer, build_with_end};
use crate::sync::Arc;

/// A producer could not be started.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The configuration is not usable.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The I/O thread could not be started.
    #[error("the I/O thread could not be started: {0}")]
    Thread(#[from] io::Error),
}

/// Options of a producer that are values of the program rather than configuration.
pub struct ProducerBuilder {
    config: ProducerConfig,
    handler: Option<Arc<dyn DeliveryHandler>>,
    plugins: Plugins,
    seed: Option<u64>,
    credentials: Option<Arc<dyn CredentialSource>>,
    resolver: Option<Arc<dyn Resolve>>,
    dialer: Option<Arc<dyn Dial>>,
    cluster_listener: Option<ClusterListener>,
    metrics_callback: Option<(Duration, MetricsCallback)>,
}

impl Producer {
    /// Starts a producer with an I/O thread of its own: usable from any executor and from plain threads.
    pub fn new(config: ProducerConfig) -> Result<Self, StartError> {
        Self::builder(config).start()
    }

    /// A producer with more options.
    pub fn builder(config: ProducerConfig) -> ProducerBuilder {
        ProducerBuilder {
            config,
            handler: None,
            plugins: Plugins::default(),
            seed: None,
            credentials: None,
            resolver: None,
            dialer: None,
            cluster_listener: None,
            metrics_callback: None,
        }
    }
}

impl ProducerBuilder {
    /// Is told of every record sent with a tag.
    #[must_use]
    pub fn delivery_handler(mut self, handler: impl DeliveryHandler + 'static) -> Self {
        self.handler = Some(Arc::new(handler));
        self
    }

    /// Adds an interceptor behind those that are there: it sees each record as they left it (rule A70).
    #[must_use]
    pub fn interceptor(mut self, interceptor: impl ProducerInterceptor + 'static) -> Self {
        self.plugins = self.plugins.interceptor(interceptor);
        self
    }

    /// Where credentials come from that change with time, for a [`SaslConfig`](kafka_net::SaslConfig) with `external_credentials`:
    /// tokens for OAUTHBEARER, temporary credentials for AWS. Asked at each authentication of each connection.
    #[must_use]
    pub fn credentials(mut self, source: impl CredentialSource + 'static) -> Self {
        self.credentials = Some(Arc::new(source));
        self
    }

    /// Looks up host names in place of the system's resolver.
    #[must_use]
    pub fn resolver(mut self, resolver: impl Resolve + 'static) -> Self {
        self.resolver = Some(Arc::new(resolver));
        self
    }

    /// Opens the streams to brokers in place of TCP: through a proxy, for example. TLS goes on top where it is configured.
    #[must_use]
    pub fn dialer(mut self, dialer: impl Dial + 'static) -> Self {
        self.dialer = Some(Arc::new(dialer));
        self
    }

    /// Is called with the cluster's id when it is told for the first time, and when it has changed (Java's cluster resource listener,
    /// A74). Runs on the I/O task, so it should not take time; if it panics, that is reported and nothing else.
    #[must_use]
    pub fn cluster_listener(mut self, listener: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.cluster_listener = Some(Box::new(listener));
        self
    }

    /// Is called with the metrics every `interval` (of 1 ms at least), and once more at the end, with the final totals:
    /// [`MetricsSnapshot::to_json`] makes one line of them for a log.
    ///
    /// Runs on the I/O task, so it should not take time; if it panics, that is reported and nothing else.
    #[must_use]
    pub fn metrics_callback(
        mut self,
        interval: Duration,
        callback: impl FnMut(&MetricsSnapshot) + Send + 'static,
    ) -> Self {
        self.metrics_callback = Some((interval.max(Duration::from_millis(1)), Box::new(callback)));
        self
    }

    /// Adds an observer of what the producer does.
    #[must_use]
    pub fn observer(mut self, observer: impl ProducerObserver + 'static) -> Self {
        self.plugins = self.plugins.observer(observer);
        self
    }

    /// Fixes the seed of all randomness; by default it comes from the clock.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Starts the producer with an I/O thread of its own.
    pub fn start(self) -> Result<Producer, StartError> {
        let name = thread_name(&self.config);
        let (producer, task) = self.assemble()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
        thread::Builder::new().name(name).spawn(move || runtime.block_on(task.run()))?;
        Ok(producer)
    }

    /// Starts the producer as a task of the caller's tokio runtime. With a current-thread runtime, use only the
    /// async calls: a blocking one would keep the task from running.
    pub fn spawn_on(self, runtime: &Handle) -> Result<Producer, StartError> {
        let (producer, task) = self.assemble()?;
        runtime.spawn(task.run());
        Ok(producer)
    }

    fn assemble(mut self) -> Result<(Producer, Task), StartError> {
        let clock = Arc::new(SystemClock::start());
        let seed = self.seed.unwrap_or_else(|| clock.seed());
        if self.config.net.client_id.is_none() {
            self.config.net.client_id = Some(next_client_id().into());
        }
        let wants_source = self.config.net.sasl.as_ref().is_some_and(|sasl| sasl.wants_source());
        if wants_source && self.credentials.is_none() {
            let text = "the configuration of SASL leaves the credentials to a source; give one to the producer's builder";
            return Err(ConfigError::Conflict(text.to_owned()).into());
        }
        let mut sockets = Sockets::from_config(&self.config.net).map_err(ConfigError::from)?;
        if let Some(source) = self.credentials {
            sockets = sockets.with_credentials(source);
        }
        if let Some(resolver) = self.resolver {
            sockets = sockets.with_resolver(resolver);
        }
        if let Some(dialer) = self.dialer {
            sockets = sockets.with_dialer(dialer);
        }
        let (producer, sender, ended) = build_with_end(self.config, clock.clone(), seed, self.plugins)?;
        let mut task = Task::new(sender, sockets, clock.clone(), self.handler, self.cluster_listener, ended);
        if let Some((interval, callback)) = self.metrics_callback {
            let reader = producer.metrics_reader();
            task.report(MetricsReport::new(clock.now(), interval, reader, callback));
        }
        Ok((producer, task))
    }
}

/// `producer-<n>`, n counted from 1 in the process, as Java names producers without a `client.id`.
fn next_client_id() -> String {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(1);
    format!("producer-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

fn thread_name(config: &ProducerConfig) -> String {
    config
        .net
        .client_id
        .as_deref()
        .map_or_else(|| "kafka-producer".to_owned(), |id| format!("kafka-producer {id}"))
}
