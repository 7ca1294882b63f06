//! Stands between clients and a broker, and keeps every frame that passes.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// One frame without its length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedFrame {
    /// Number of the connection, from 0.
    pub connection: usize,
    /// Whether the client sent it.
    pub is_request: bool,
    /// Header and body.
    pub bytes: Vec<u8>,
}

/// A proxy for one broker, which must advertise [`RecordingProxy::address`] as its own.
#[derive(Debug)]
pub struct RecordingProxy {
    listener: TcpListener,
    address: SocketAddr,
    frames: Frames,
}

type Frames = Arc<Mutex<Vec<RecordedFrame>>>;

impl RecordingProxy {
    /// Takes a free port; [`RecordingProxy::forward_to`] begins.
    pub fn bind() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        Ok(Self { address: listener.local_addr()?, listener, frames: Frames::default() })
    }

    /// Where clients connect to.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Forwards connections to the broker for as long as this process lives.
    pub fn forward_to(&self, broker: SocketAddr) -> io::Result<()> {
        let (listener, frames) = (self.listener.try_clone()?, Arc::clone(&self.frames));
        thread::spawn(move || {
            for (connection, client) in listener.incoming().enumerate() {
                let (Ok(client), Ok(broker)) = (client, TcpStream::connect(broker)) else { continue };
                let (Ok(from), Ok(to)) = (client.try_clone(), broker.try_clone()) else { continue };
                let kept = Arc::clone(&frames);
                thread::spawn(move || pass_on(from, to, connection, true, &kept));
                let kept = Arc::clone(&frames);
                thread::spawn(move || pass_on(broker, client, connection, false, &kept));
            }
        });
        Ok(())
    }

    /// What has passed since the last call.
    pub fn take(&self) -> Vec<RecordedFrame> {
        std::mem::take(&mut *self.frames.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Until either side is gone; then neither is left.
fn pass_on(mut from: TcpStream, mut to: TcpStream, connection: usize, is_request: bool, frames: &Frames) {
    while let Ok(bytes) = frame(&mut from) {
        let len = (bytes.len() as u32).to_be_bytes();
        // Kept before it is passed on: whoever sees its effect finds it here.
        let kept = RecordedFrame { connection, is_request, bytes };
        let whole = [&len, kept.bytes.as_slice()].concat();
        frames.lock().unwrap_or_else(PoisonError::into_inner).push(kept);
        if to.write_all(&whole).is_err() {
            break;
        }
    }
    drop(from.shutdown(Shutdown::Both));
    drop(to.shutdown(Shutdown::Both));
}

fn frame(from: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut len = [0; 4];
    from.read_exact(&mut len)?;
    let mut bytes = Vec::new();
    let len = u64::from(u32::from_be_bytes(len));
    if from.take(len).read_to_end(&mut bytes)? as u64 == len {
        Ok(bytes)
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}
