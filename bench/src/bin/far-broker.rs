//! An embedded broker that throws records away, at the far end of a long link: `far-broker PORT MILLISECONDS`.
//!
//! Every byte takes so many milliseconds in each direction, however many are under way; so a round trip takes twice that.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant};
use std::{env, thread};

use kafka_fake::{ClusterConfig, TcpCluster};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Pieces under way in one direction: with [`PIECE`] bytes each, more than any window that the kernel gives.
const PIECES: usize = 1 << 16;
const PIECE: usize = 64 << 10;

fn main() -> Result<(), Failure> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [port, delay] = &args[..] else { return Err("usage: far-broker PORT MILLISECONDS".into()) };
    let (port, delay) = (port.parse::<u16>()?, Duration::from_millis(delay.parse()?));
    let cluster = TcpCluster::start(ClusterConfig::default().port(0).sink(true))?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    let far = listener.local_addr()?;
    // Clients learn of no other way to it.
    cluster.with_cluster(|cluster| {
        let broker = cluster.brokers()[0].id().0;
        cluster.control().set_address(broker, "127.0.0.1", far.port())
    })?;
    println!("{far}");
    for client in listener.incoming() {
        let (client, broker) = (client?, TcpStream::connect(cluster.addresses()[0])?);
        client.set_nodelay(true)?;
        broker.set_nodelay(true)?;
        carry(client.try_clone()?, broker.try_clone()?, delay);
        carry(broker, client, delay);
    }
    Ok(())
}

/// Carries bytes one way until the sender's end closes.
fn carry(from: TcpStream, to: TcpStream, delay: Duration) {
    let (pieces, arriving) = sync_channel(PIECES);
    thread::spawn(move || depart(from, &pieces, delay));
    thread::spawn(move || arrive(to, &arriving));
}

fn depart(mut from: TcpStream, pieces: &SyncSender<(Instant, Vec<u8>)>, delay: Duration) {
    let mut buffer = vec![0; PIECE];
    while let Ok(len @ 1..) = from.read(&mut buffer) {
        if pieces.send((now() + delay, buffer[..len].to_vec())).is_err() {
            break;
        }
    }
}

fn arrive(mut to: TcpStream, pieces: &Receiver<(Instant, Vec<u8>)>) -> io::Result<()> {
    for (due, piece) in pieces {
        #[expect(clippy::disallowed_methods, reason = "a link takes real time")]
        if let Some(left) = due.checked_duration_since(now()) {
            thread::sleep(left);
        }
        to.write_all(&piece)?;
    }
    to.shutdown(Shutdown::Write)
}

fn now() -> Instant {
    #[expect(clippy::disallowed_methods, reason = "a link takes real time")]
    Instant::now()
}
