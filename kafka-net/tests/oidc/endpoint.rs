//! A token endpoint that follows a script.

use std::io::{self, Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};
use tokio::sync::watch;

/// What the endpoint does with a request it has read.
#[derive(Clone, Debug)]
pub(crate) enum Script {
    /// Answers with this status and body.
    Answer(u16, String),
    /// Sends these bytes and hangs up.
    Raw(String),
    /// Sends this head, and then a body that does not end.
    Endless(&'static str),
    /// Sends a body, byte by byte with a pause between them, that does not end either.
    Trickle,
    /// Says nothing.
    Hang,
}

/// An endpoint on the loopback interface. The last script serves for all further requests.
pub(crate) struct Endpoint {
    pub(crate) port: u16,
    requests: watch::Receiver<Vec<String>>,
}

impl Endpoint {
    pub(crate) fn start(scripts: Vec<Script>) -> Self {
        Self::serve(scripts, None)
    }

    pub(crate) fn start_tls(scripts: Vec<Script>, tls: Arc<ServerConfig>) -> Self {
        Self::serve(scripts, Some(tls))
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/token?tenant=a", self.port)
    }

    /// The requests so far, in full.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.borrow().clone()
    }

    /// Returns when there were this many.
    pub(crate) async fn wait_for(&self, requests: usize) {
        self.requests.clone().wait_for(|seen| seen.len() >= requests).await.unwrap();
    }

    fn serve(scripts: Vec<Script>, tls: Option<Arc<ServerConfig>>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let (seen, requests) = watch::channel(Vec::new());
        thread::spawn(move || {
            for (index, stream) in listener.incoming().enumerate() {
                let script = scripts.get(index).or(scripts.last()).unwrap().clone();
                let (stream, seen, tls) = (stream.unwrap(), seen.clone(), tls.clone());
                // A client that hangs up is none of the script's concern.
                thread::spawn(move || match tls {
                    Some(tls) => {
                        let session = ServerConnection::new(tls).unwrap();
                        follow(StreamOwned::new(session, stream), &script, &seen)
                    }
                    None => follow(stream, &script, &seen),
                });
            }
        });
        Self { port, requests }
    }
}

/// One exchange.
fn follow(
    mut stream: impl Read + Write,
    script: &Script,
    seen: &watch::Sender<Vec<String>>,
) -> io::Result<()> {
    let request = read_request(&mut stream)?;
    seen.send_modify(|seen| seen.push(request));
    match script {
        Script::Answer(status, body) => {
            let head = format!("HTTP/1.1 {status} Status\r\nContent-Length: {}\r\n\r\n", body.len());
            stream.write_all(format!("{head}{body}").as_bytes())?;
            stream.flush()
        }
        Script::Raw(bytes) => {
            stream.write_all(bytes.as_bytes())?;
            stream.flush()
        }
        Script::Endless(head) => {
            stream.write_all(head.as_bytes())?;
            loop {
                stream.write_all(b"400\r\n")?;
                stream.write_all(&[b'x'; 0x400])?;
                stream.write_all(b"\r\n")?;
            }
        }
        Script::Trickle => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")?;
            loop {
                stream.write_all(b"1\r\n \r\n")?;
                stream.flush()?;
                thread::park_timeout(Duration::from_millis(2));
            }
        }
        // Until the client hangs up.
        Script::Hang => stream.read(&mut [0]).map(drop),
    }
}

fn read_request(stream: &mut impl Read) -> io::Result<String> {
    let mut request = String::new();
    let mut byte = [0];
    while !request.ends_with("\r\n\r\n") {
        stream.read_exact(&mut byte)?;
        request.push(byte[0].into());
    }
    let length =
        request.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
    for _ in 0..length.unwrap_or(0) {
        stream.read_exact(&mut byte)?;
        request.push(byte[0].into());
    }
    Ok(request)
}
