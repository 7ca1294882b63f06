//! Accepts connections, broker by broker, and keeps the cluster's time.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::hub::Hub;
use super::{framed, sink};

/// What connections are, once they are accepted.
#[derive(Debug, Clone)]
pub(super) enum Transport {
    Plain,
    Sink,
    #[cfg(feature = "tls")]
    Tls(super::TlsListener),
}

/// Serves until told to stop.
pub(super) async fn run(
    hub: &Arc<Hub>,
    listeners: Vec<(i32, std::net::TcpListener)>,
    transport: Transport,
    mut stopped: watch::Receiver<bool>,
) {
    let mut tasks = JoinSet::new();
    for (index, (broker, listener)) in listeners.into_iter().enumerate() {
        tasks.spawn(serve_broker(Arc::clone(hub), index, broker, listener, transport.clone()));
    }
    tasks.spawn(keep_time(Arc::clone(hub)));
    // An error says that the handle is gone, which comes to the same.
    stopped.wait_for(|stopped| *stopped).await.ok();
}

/// Accepts connections of a broker while it is up. While it is down its port is closed, so that clients are refused.
async fn serve_broker(
    hub: Arc<Hub>,
    index: usize,
    broker: i32,
    listener: std::net::TcpListener,
    transport: Transport,
) {
    // However this ends, nobody is left waiting for it.
    let _closed = CloseOnDrop { hub: &hub, index };
    let mut up = hub.brokers_up();
    let is_up = |up: &Vec<bool>| up.get(index).copied().unwrap_or(false);
    let Ok(address) = listener.local_addr() else { return };
    let mut bound = TcpListener::from_std(listener).ok();
    let mut connections = JoinSet::new();
    loop {
        if !is_up(&up.borrow_and_update()) {
            bound = None;
            hub.set_port(index, false);
            if up.wait_for(is_up).await.is_err() {
                return;
            }
        }
        let Some(listener) = &bound else {
            match rebind(address).await {
                Ok(listener) => {
                    bound = Some(listener);
                    hub.set_port(index, true);
                }
                Err(error) => {
                    tracing::warn!(broker, %address, %error, "cannot listen again");
                    tokio::time::sleep(RETRY).await;
                }
            }
            continue;
        };
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    stream.set_nodelay(true).ok();
                    match transport.clone() {
                        Transport::Sink => sink::spawn(&hub, broker, stream),
                        Transport::Plain => {
                            connections.spawn(framed::serve(Arc::clone(&hub), broker, stream));
                        }
                        #[cfg(feature = "tls")]
                        Transport::Tls(tls) => {
                            connections.spawn(framed::serve_tls(Arc::clone(&hub), broker, stream, tls));
                        }
                    }
                }
                Err(error) => {
                    // Out of descriptors, as a rule: others have to close first.
                    tracing::warn!(broker, %error, "cannot accept");
                    tokio::time::sleep(RETRY).await;
                }
            },
            // Ended tasks are taken out, so that they do not pile up.
            Some(_) = connections.join_next() => {}
            changed = up.changed() => if changed.is_err() { return },
        }
    }
}

/// Says that a port is closed.
struct CloseOnDrop<'a> {
    hub: &'a Hub,
    index: usize,
}

impl Drop for CloseOnDrop<'_> {
    fn drop(&mut self) {
        self.hub.set_port(self.index, false);
    }
}

async fn rebind(address: SocketAddr) -> io::Result<TcpListener> {
    TcpListener::bind(address).await
}

/// Calls the cluster when it wants to be called.
async fn keep_time(hub: Arc<Hub>) {
    loop {
        let changed = hub.deadline_changed.notified();
        match hub.until_deadline() {
            None => changed.await,
            Some(wait) => {
                if tokio::time::timeout(wait, changed).await.is_err() {
                    hub.handle_timeout();
                }
            }
        }
    }
}

const RETRY: Duration = Duration::from_millis(20);
