use std::future::{Future, poll_fn};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use std::vec::IntoIter;

use tokio::time::{Sleep, sleep};

use super::dial::{Dial, Dialing, Stream};
use super::transport::describe;

/// Connects to the first of several addresses that lets itself be connected to (RFC 8305, "happy eyeballs"): the next one is tried as
/// soon as one has failed, and beside the others when they are silent for a while. A black hole then costs a moment and not the
/// whole setup timeout.
pub(super) async fn connect(
    dialer: Arc<dyn Dial>,
    host: Arc<str>,
    addresses: Vec<SocketAddr>,
) -> Result<(Stream, SocketAddr), String> {
    let mut race = Race {
        dialer,
        host,
        waiting: addresses.into_iter(),
        running: Vec::new(),
        failures: Vec::new(),
        next: Box::pin(sleep(Duration::ZERO)),
    };
    poll_fn(|cx| race.poll(cx)).await
}

struct Race {
    dialer: Arc<dyn Dial>,
    host: Arc<str>,
    waiting: IntoIter<SocketAddr>,
    running: Vec<(SocketAddr, Dialing)>,
    failures: Vec<String>,
    /// When the next one starts though nobody failed.
    next: Pin<Box<Sleep>>,
}

impl Race {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<(Stream, SocketAddr), String>> {
        loop {
            let before = self.failures.len();
            let mut index = 0;
            while let Some((address, dialing)) = self.running.get_mut(index) {
                match dialing.as_mut().poll(cx) {
                    Poll::Ready(Ok(stream)) => return Poll::Ready(Ok((stream, *address))),
                    Poll::Ready(Err(error)) => {
                        let (address, _) = self.running.swap_remove(index);
                        self.failed(address, &error);
                    }
                    Poll::Pending => index += 1,
                }
            }
            let wanted = self.running.is_empty() || self.failures.len() > before;
            if self.waiting.as_slice().is_empty() {
                return if self.running.is_empty() {
                    Poll::Ready(Err(self.verdict()))
                } else {
                    Poll::Pending
                };
            }
            if !wanted && self.next.as_mut().poll(cx).is_pending() {
                return Poll::Pending;
            }
            if let Some(address) = self.waiting.next() {
                self.running.push((address, self.dialer.dial(&self.host, address)));
                self.next = Box::pin(sleep(STAGGER));
            }
        }
    }

    fn failed(&mut self, address: SocketAddr, error: &io::Error) {
        // Who calls knows host and port; which of a name's addresses it was is news.
        let is_name = self.host.parse::<IpAddr>().is_err();
        let reason = describe(error);
        self.failures.push(if is_name { format!("{}: {reason}", address.ip()) } else { reason });
    }

    fn verdict(&self) -> String {
        let told = self.failures.get(..MAX_TOLD).unwrap_or(&self.failures);
        match self.failures.len() - told.len() {
            0 if told.is_empty() => "there is no address to connect to".to_owned(),
            0 => told.join("; "),
            more => format!("{}; and {more} more addresses", told.join("; ")),
        }
    }
}

/// How long an address may be silent before the next is tried as well (RFC 8305, section 5).
const STAGGER: Duration = Duration::from_millis(250);
/// Failures that are named one by one.
const MAX_TOLD: usize = 4;

#[cfg(test)]
mod tests;
