//! A connection as a task: frames to the cluster, responses from it.

use std::io::{self, IoSlice};
use std::os::fd::AsFd;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use kafka_protocol::wire::Segments;
use rustix::net::sockopt::set_socket_linger;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio_util::codec::{Decoder, LengthDelimitedCodec};

use super::hub::{Hub, Outgoing};
use crate::cluster::ConnId;

/// Serves a connection until either side closes it.
pub(super) async fn serve(hub: Arc<Hub>, broker: i32, stream: TcpStream) {
    let Some((conn, outgoing)) = hub.connect(broker, None) else { return };
    carry(&hub, conn, outgoing, stream).await;
    hub.disconnect(conn);
}

/// As [`serve`], under TLS.
#[cfg(feature = "tls")]
pub(super) async fn serve_tls(hub: Arc<Hub>, broker: i32, socket: TcpStream, tls: super::TlsListener) {
    let Some((conn, mut outgoing)) = hub.connect(broker, None) else { return };
    if let Some(stream) = super::tls::accept(&hub, conn, &mut outgoing, socket, &tls).await {
        carry(&hub, conn, outgoing, stream).await;
    }
    hub.disconnect(conn);
}

/// What requests come by and responses go by.
trait Transport: AsyncRead + AsyncWrite + Unpin {
    fn socket(&self) -> &TcpStream;

    /// Says that nothing more will come, where the protocol has a word for it.
    async fn say_goodbye(&mut self) {}
}

impl Transport for TcpStream {
    fn socket(&self) -> &TcpStream {
        self
    }
}

#[cfg(feature = "tls")]
impl Transport for tokio_rustls::server::TlsStream<super::tls::Wire> {
    fn socket(&self) -> &TcpStream {
        &self.get_ref().0.socket
    }

    async fn say_goodbye(&mut self) {
        // A client that does not read shall not hold it up.
        drop(tokio::time::timeout(Duration::from_secs(1), self.shutdown()).await);
    }
}

async fn carry(
    hub: &Hub,
    conn: ConnId,
    mut outgoing: UnboundedReceiver<Outgoing>,
    mut stream: impl Transport,
) {
    let max_frame = hub.with(|cluster, _| cluster.config().max_request_bytes);
    let mut frames = Frames {
        codec: LengthDelimitedCodec::builder().max_frame_length(max_frame).new_codec(),
        buffer: BytesMut::new(),
    };
    let mut busy = hub.is_busy(conn);
    loop {
        tokio::select! {
            biased;
            next = outgoing.recv() => match next {
                Some(Outgoing::Send(segments)) => {
                    if write(&mut stream, segments).await.is_err() {
                        break;
                    }
                    busy = hub.is_busy(conn);
                }
                Some(Outgoing::Resume) => busy = hub.is_busy(conn),
                Some(Outgoing::HalfClose) => drop(stream.shutdown().await),
                Some(Outgoing::Reset) => {
                    reset_on_close(stream.socket());
                    break;
                }
                Some(Outgoing::Close) | None => {
                    stream.say_goodbye().await;
                    break;
                }
            },
            frame = frames.next(&mut stream), if !busy => match frame {
                Ok(Some(frame)) => {
                    busy = hub.with(|cluster, now| {
                        cluster.handle_frame(now.since_start, now.wall_ms, conn, frame);
                        cluster.is_busy(conn)
                    });
                }
                Ok(None) => break,
                Err(error) => {
                    tracing::info!(%conn, %error, "closing");
                    break;
                }
            },
        }
    }
}

/// The frames of a stream.
struct Frames {
    codec: LengthDelimitedCodec,
    buffer: BytesMut,
}

impl Frames {
    /// The next frame; `None` at the end of the stream. Cancel safe: bytes that came stay in the buffer.
    async fn next(&mut self, stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Option<Bytes>> {
        loop {
            if let Some(frame) = self.codec.decode(&mut self.buffer)? {
                return Ok(Some(frame.freeze()));
            }
            self.buffer.reserve(READ);
            if stream.read_buf(&mut self.buffer).await? == 0 {
                return Ok(None);
            }
        }
    }
}

/// Closing it will reset the connection.
pub(super) fn reset_on_close(socket: impl AsFd) {
    if let Err(error) = set_socket_linger(socket, Some(Duration::ZERO)) {
        tracing::warn!(%error, "cannot reset");
    }
}

pub(super) async fn write(stream: &mut (impl AsyncWrite + Unpin), mut segments: Segments) -> io::Result<()> {
    while !segments.is_empty() {
        let mut slices = [IoSlice::new(&[]); SLICES];
        let count = segments.chunks_vectored(&mut slices);
        let written = stream.write_vectored(slices.get(..count).unwrap_or_default()).await?;
        if written == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        segments.advance(written);
    }
    stream.flush().await
}

const READ: usize = 16 * 1024;

const SLICES: usize = 64;
