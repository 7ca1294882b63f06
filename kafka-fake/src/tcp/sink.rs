//! A connection of a sink as a thread: it reads what stands between the records of batches and lets the kernel discard
//! those.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;

use kafka_protocol::{ApiKey, VersionRange};
use rustix::net::RecvFlags;
use tokio::sync::mpsc::UnboundedReceiver;

use super::framed::reset_on_close;
use super::hub::{Hub, Outgoing};
use crate::cluster::ConnId;
use crate::sink::{Scanned, Scanner};

/// Serves a connection on a thread of its own.
pub(super) fn spawn(hub: &Arc<Hub>, broker: i32, stream: tokio::net::TcpStream) {
    let thread = blocking(stream).and_then(|stream| {
        let hub = Arc::clone(hub);
        let name = format!("kafka-fake-{broker}");
        std::thread::Builder::new().name(name).spawn(move || serve(&hub, broker, stream))
    });
    match thread {
        Ok(thread) => hub.adopt(thread),
        Err(error) => tracing::warn!(broker, %error, "cannot serve a connection"),
    }
}

fn blocking(stream: tokio::net::TcpStream) -> io::Result<TcpStream> {
    let stream = stream.into_std()?;
    stream.set_nonblocking(false)?;
    Ok(stream)
}

fn serve(hub: &Hub, broker: i32, stream: TcpStream) {
    let Ok(handle) = stream.try_clone() else { return };
    let Some((conn, outgoing)) = hub.connect(broker, Some(handle)) else { return };
    let (max_frame, spoken) = hub.with(|cluster, _| {
        (cluster.config().max_request_bytes, cluster.config().as_version.speaks(ApiKey::PRODUCE))
    });
    let versions = VersionRange::new(3, spoken.map_or(0, |spoken| spoken.max));
    let mut connection = Connection {
        hub,
        conn,
        scanner: Scanner::new(max_frame, versions),
        outgoing,
        discard: Discard::new(),
        stream,
    };
    match connection.run() {
        Ok(()) => {}
        Err(error) => tracing::info!(%conn, %error, "closing"),
    }
    hub.disconnect(conn);
}

struct Connection<'a> {
    hub: &'a Hub,
    conn: ConnId,
    scanner: Scanner,
    outgoing: UnboundedReceiver<Outgoing>,
    discard: Discard,
    stream: TcpStream,
}

impl Connection<'_> {
    /// Serves requests until either side closes the connection.
    fn run(&mut self) -> io::Result<()> {
        if !self.write()? {
            return Ok(());
        }
        loop {
            while let Some(scanned) = self.scanner.poll().map_err(io::Error::other)? {
                match scanned {
                    Scanned::Produce(head) => self.hub.sunk(self.conn, &head),
                    Scanned::Frame(frame) => self.hub.with(|cluster, now| {
                        cluster.handle_frame(now.since_start, now.wall_ms, self.conn, frame);
                    }),
                }
                if !self.write()? {
                    return Ok(());
                }
            }
            let discardable = self.scanner.discardable();
            let count = if discardable >= DISCARD_MIN {
                let count = self.discard.read(&mut self.stream, discardable)?;
                self.scanner.discarded(count);
                count
            } else {
                let count = self.stream.read(self.scanner.space())?;
                self.scanner.filled(count);
                count
            };
            if count == 0 {
                return Ok(());
            }
        }
    }

    /// Writes responses until the cluster takes requests again; false when it closed the connection.
    fn write(&mut self) -> io::Result<bool> {
        loop {
            match self.outgoing.try_recv() {
                Ok(next) => {
                    if !self.carry_out(next)? {
                        return Ok(false);
                    }
                }
                Err(_) if !self.hub.is_busy(self.conn) => return Ok(true),
                Err(_) => match self.outgoing.blocking_recv() {
                    Some(next) => {
                        if !self.carry_out(next)? {
                            return Ok(false);
                        }
                    }
                    None => return Ok(false),
                },
            }
        }
    }

    fn carry_out(&mut self, next: Outgoing) -> io::Result<bool> {
        match next {
            Outgoing::Send(segments) => self.stream.write_all(&segments.to_bytes())?,
            Outgoing::Resume => {}
            Outgoing::HalfClose => self.stream.shutdown(Shutdown::Write)?,
            Outgoing::Close => return Ok(false),
            Outgoing::Reset => {
                reset_on_close(&self.stream);
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Takes bytes off a socket without copying them, where the system can.
struct Discard {
    /// Its length bounds what is discarded at once. Where the kernel discards, its pages are never touched.
    scratch: Vec<u8>,
    truncates: bool,
}

impl Discard {
    fn new() -> Self {
        Self { scratch: vec![0; DISCARD_MAX], truncates: cfg!(target_os = "linux") }
    }

    /// Discards at most `count` bytes; 0 at the end of the stream.
    fn read(&mut self, stream: &mut TcpStream, count: usize) -> io::Result<usize> {
        let length = self.scratch.len().min(count);
        let Some(scratch) = self.scratch.get_mut(..length) else { return Ok(0) };
        // tcp(7): with MSG_TRUNC, received bytes are discarded rather than put into the buffer.
        let flags = if self.truncates { RecvFlags::TRUNC } else { RecvFlags::empty() };
        loop {
            match rustix::net::recv(&*stream, &mut *scratch, flags) {
                Ok((_, count)) => return Ok(count.min(length)),
                Err(rustix::io::Errno::INTR) => {}
                Err(rustix::io::Errno::INVAL | rustix::io::Errno::OPNOTSUPP) if self.truncates => {
                    self.truncates = false;
                    return stream.read(scratch);
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
}

/// Below this many bytes, reading them along with what follows is cheaper than a call for them alone.
const DISCARD_MIN: usize = 2 * 1024;

const DISCARD_MAX: usize = 4 * 1024 * 1024;

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn discarding_takes_exactly_what_it_is_told() {
        for truncates in [true, false] {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
            let (mut stream, _) = listener.accept().unwrap();
            client.write_all(&[&[7; 10_000][..], b"kept"].concat()).unwrap();
            let mut discard = Discard::new();
            discard.truncates &= truncates;
            let mut left = 10_000;
            while left > 0 {
                left -= discard.read(&mut stream, left).unwrap();
            }
            let mut kept = [0; 4];
            stream.read_exact(&mut kept).unwrap();
            assert_eq!(&kept, b"kept");
            let touched = discard.scratch.contains(&7);
            assert_eq!(touched, !discard.truncates, "the kernel discards without copying");
            drop(client);
            assert_eq!(discard.read(&mut stream, 1).unwrap(), 0);
        }
    }
}
