//! A connection as a task: frames to the cluster, responses from it.

use std::io::{self, IoSlice};
use std::os::fd::AsFd;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use kafka_protocol::wire::Segments;
use rustix::net::sockopt::set_socket_linger;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_util::codec::{Decoder, LengthDelimitedCodec};

use super::hub::{Hub, Outgoing};

/// Serves a connection until either side closes it.
pub(super) async fn serve(hub: Arc<Hub>, broker: i32, mut stream: TcpStream) {
    let Some((conn, mut outgoing)) = hub.connect(broker, None) else { return };
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
                    reset_on_close(&stream);
                    break;
                }
                Some(Outgoing::Close) | None => break,
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
    hub.disconnect(conn);
}

/// The frames of a stream.
struct Frames {
    codec: LengthDelimitedCodec,
    buffer: BytesMut,
}

impl Frames {
    /// The next frame; `None` at the end of the stream. Cancel safe: bytes that came stay in the buffer.
    async fn next(&mut self, stream: &mut TcpStream) -> io::Result<Option<Bytes>> {
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

async fn write(stream: &mut TcpStream, mut segments: Segments) -> io::Result<()> {
    while !segments.is_empty() {
        let mut slices = [IoSlice::new(&[]); SLICES];
        let count = segments.chunks_vectored(&mut slices);
        let written = stream.write_vectored(slices.get(..count).unwrap_or_default()).await?;
        if written == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        segments.advance(written);
    }
    Ok(())
}

const READ: usize = 16 * 1024;

const SLICES: usize = 64;
