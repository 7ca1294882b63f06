//! The one cluster that all sockets share, and the ways of its outputs to them.

use std::collections::BTreeMap;
use std::net::{Shutdown, TcpStream};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use kafka_protocol::wire::Segments;
use tokio::sync::{Notify, mpsc, watch};

use crate::cluster::{Cluster, ConnId, Output};

/// What a connection's task or thread is told.
#[derive(Debug)]
pub(super) enum Outgoing {
    /// Write this.
    Send(Segments),
    /// Write what came before, then close.
    Close,
    /// Write what came before, then reset the connection.
    Reset,
    /// Write what came before, then end this side of the connection.
    HalfClose,
    /// The cluster may take requests again.
    Resume,
}

/// The time of an input.
#[derive(Debug, Clone, Copy)]
pub(super) struct Now {
    pub(super) since_start: Duration,
    pub(super) wall_ms: i64,
}

/// The cluster and the routes to its connections.
#[derive(Debug)]
pub(super) struct Hub {
    state: Mutex<State>,
    started: Instant,
    /// The cluster's next deadline is another.
    pub(super) deadline_changed: Notify,
    /// Which brokers are up, in order of their ids.
    up: watch::Sender<Vec<bool>>,
    /// Which brokers' ports are open, in the same order.
    ports: Mutex<Vec<bool>>,
    port_closed: Condvar,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

#[derive(Debug)]
struct State {
    cluster: Cluster,
    routes: BTreeMap<ConnId, Route>,
    deadline: Option<Duration>,
}

/// The way to a connection.
#[derive(Debug)]
struct Route {
    outgoing: mpsc::UnboundedSender<Outgoing>,
    /// The socket of a thread that may block on it, to wake the thread by shutting it down.
    socket: Option<TcpStream>,
}

impl Hub {
    pub(super) fn new(cluster: Cluster) -> Self {
        let up = up(&cluster);
        Self {
            state: Mutex::new(State { cluster, routes: BTreeMap::new(), deadline: None }),
            started: started(),
            deadline_changed: Notify::new(),
            ports: Mutex::new(up.clone()),
            port_closed: Condvar::new(),
            up: watch::Sender::new(up),
            threads: Mutex::new(Vec::new()),
        }
    }

    /// Does something to the cluster and sends what it says on its way.
    pub(super) fn with<T>(&self, f: impl FnOnce(&mut Cluster, Now) -> T) -> T {
        let mut state = self.lock();
        // Read under the lock, so that time never runs backward for the cluster.
        let now = self.now();
        let result = f(&mut state.cluster, now);
        self.settle(&mut state);
        result
    }

    /// Counts the batches of a Produce in sink mode. Cheaper than [`with`](Self::with): neither deadlines nor brokers change.
    pub(super) fn sunk(&self, conn: ConnId, head: &crate::sink::ProduceHead) {
        let mut state = self.lock();
        let now = self.now();
        state.cluster.handle_sunk(now.since_start, now.wall_ms, conn, head);
        state.route();
    }

    /// Opens a connection; `None` when the broker has gone down.
    pub(super) fn connect(
        &self,
        broker: i32,
        socket: Option<TcpStream>,
    ) -> Option<(ConnId, mpsc::UnboundedReceiver<Outgoing>)> {
        let mut state = self.lock();
        let conn = state.cluster.connect(self.now().since_start, broker)?;
        let (outgoing, receiver) = mpsc::unbounded_channel();
        state.routes.insert(conn, Route { outgoing, socket });
        self.settle(&mut state);
        Some((conn, receiver))
    }

    /// Forgets a connection that is closed.
    pub(super) fn disconnect(&self, conn: ConnId) {
        let mut state = self.lock();
        state.routes.remove(&conn);
        let now = self.now();
        state.cluster.disconnect(now.since_start, conn);
        self.settle(&mut state);
    }

    /// Lets the cluster do what is due, and connections that waited for it go on.
    pub(super) fn handle_timeout(&self) {
        let mut state = self.lock();
        let now = self.now();
        state.cluster.handle_timeout(now.since_start, now.wall_ms);
        self.settle(&mut state);
        for route in state.routes.values() {
            route.outgoing.send(Outgoing::Resume).ok();
        }
    }

    /// Time until the cluster's next deadline.
    pub(super) fn until_deadline(&self) -> Option<Duration> {
        let deadline = self.lock().deadline?;
        Some(deadline.saturating_sub(self.now().since_start))
    }

    /// Whether the cluster takes no requests of a connection for now.
    pub(super) fn is_busy(&self, conn: ConnId) -> bool {
        self.lock().cluster.is_busy(conn)
    }

    pub(super) fn brokers_up(&self) -> watch::Receiver<Vec<bool>> {
        self.up.subscribe()
    }

    /// Tells whether the port of a broker, by its place in [`brokers_up`](Self::brokers_up), is open.
    pub(super) fn set_port(&self, index: usize, open: bool) {
        let mut ports = self.ports.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(port) = ports.get_mut(index) {
            *port = open;
        }
        self.port_closed.notify_all();
    }

    /// Waits until brokers that are down have closed their ports. The kernel may leave who connects while a port closes
    /// without a word for ever, which is nobody's test.
    pub(super) fn wait_for_ports(&self) {
        let up = self.up.borrow().clone();
        let ports = self.ports.lock().unwrap_or_else(PoisonError::into_inner);
        let open_while_down = |ports: &mut Vec<bool>| up.iter().zip(ports).any(|(up, open)| *open && !*up);
        drop(self.port_closed.wait_while(ports, open_while_down));
    }

    /// Keeps a thread to be waited for; those that have ended are let go.
    pub(super) fn adopt(&self, thread: JoinHandle<()>) {
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        threads.retain(|thread| !thread.is_finished());
        threads.push(thread);
    }

    /// Closes every connection and waits for the threads.
    pub(super) fn join(&self) {
        let routes = std::mem::take(&mut self.lock().routes);
        for route in routes.into_values() {
            route.end(Outgoing::Close);
        }
        let threads = std::mem::take(&mut *self.threads.lock().unwrap_or_else(PoisonError::into_inner));
        for thread in threads {
            // A panic of a connection's thread was reported when it happened.
            drop(thread.join());
        }
    }

    fn settle(&self, state: &mut State) {
        state.route();
        let deadline = state.cluster.poll_timeout();
        if deadline != state.deadline {
            state.deadline = deadline;
            self.deadline_changed.notify_one();
        }
        let up = up(&state.cluster);
        self.up.send_if_modified(|known| {
            let changed = *known != up;
            *known = up;
            changed
        });
    }

    /// A panic under the lock is a defect that its test has seen already; the cluster is still of use to look at.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[expect(clippy::disallowed_methods, reason = "this is the driver that gives the cluster its time")]
    fn now(&self) -> Now {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Now {
            since_start: self.started.elapsed(),
            wall_ms: i64::try_from(wall.as_millis()).unwrap_or(i64::MAX),
        }
    }
}

impl State {
    /// Sends outputs to their connections.
    fn route(&mut self) {
        while let Some(output) = self.cluster.poll_output() {
            match output {
                Output::Send { conn, segments } => {
                    if let Some(route) = self.routes.get(&conn) {
                        route.outgoing.send(Outgoing::Send(segments)).ok();
                    }
                }
                Output::Close { conn, reason } => {
                    if let Some(route) = self.routes.remove(&conn) {
                        tracing::info!(%conn, %reason, "closed by the broker");
                        route.end(Outgoing::Close);
                    }
                }
                Output::Reset { conn, reason } => {
                    if let Some(route) = self.routes.remove(&conn) {
                        tracing::info!(%conn, %reason, "reset by the broker");
                        route.end(Outgoing::Reset);
                    }
                }
                Output::HalfClose { conn } => {
                    if let Some(route) = self.routes.get(&conn) {
                        route.outgoing.send(Outgoing::HalfClose).ok();
                    }
                }
            }
        }
    }
}

impl Route {
    fn end(self, how: Outgoing) {
        self.outgoing.send(how).ok();
        if let Some(socket) = self.socket {
            // Only the reading half: what was sent before has to be written.
            socket.shutdown(Shutdown::Read).ok();
        }
    }
}

fn up(cluster: &Cluster) -> Vec<bool> {
    cluster.brokers().iter().map(crate::cluster::Broker::is_up).collect()
}

#[expect(clippy::disallowed_methods, reason = "this is the driver that gives the cluster its time")]
fn started() -> Instant {
    Instant::now()
}
