//! Scripted addresses under paused time.

use std::collections::BTreeMap;
use std::sync::Mutex;

use tokio::io::{DuplexStream, duplex};
use tokio::time::sleep;

use super::*;
use crate::driver::clock::Clock;
use crate::time::Tick;

#[derive(Clone, Copy)]
enum Way {
    Open,
    Refuse,
    Silent,
}

/// Each address behaves in its way, after a while.
#[derive(Default)]
struct Scripted {
    ways: BTreeMap<SocketAddr, (Way, u64)>,
    dialled: Mutex<Vec<(Duration, SocketAddr)>>,
    clock: Clock,
    /// The far ends of what was opened.
    far: Arc<Mutex<Vec<DuplexStream>>>,
}

impl Dial for Scripted {
    fn dial(&self, _host: &Arc<str>, address: SocketAddr) -> Dialing {
        let since = self.clock.now() - Tick::ZERO;
        self.dialled.lock().unwrap().push((since, address));
        let (way, millis) = self.ways[&address];
        let far = Arc::clone(&self.far);
        Box::pin(async move {
            sleep(Duration::from_millis(millis)).await;
            match way {
                Way::Open => {
                    let (near, other) = duplex(64);
                    far.lock().unwrap().push(other);
                    Ok(Stream::new(near))
                }
                Way::Refuse => Err(io::ErrorKind::ConnectionRefused.into()),
                Way::Silent => std::future::pending().await,
            }
        })
    }
}

fn address(n: u8) -> SocketAddr {
    SocketAddr::from(([10, 0, 0, n], 9092))
}

/// The address that won and when each was dialled, for addresses that behave like this after so many milliseconds.
async fn race(ways: &[(Way, u64)]) -> (Result<SocketAddr, String>, Duration, Vec<u64>) {
    let addresses: Vec<_> = (1..).take(ways.len()).map(address).collect();
    let clock = Clock::start();
    let ways = addresses.iter().copied().zip(ways.iter().copied()).collect();
    let dialer = Arc::new(Scripted { ways, clock, ..Scripted::default() });
    let result = connect(Arc::clone(&dialer) as Arc<dyn Dial>, "broker".into(), addresses).await;
    let dialled = dialer.dialled.lock().unwrap().iter().map(|(at, _)| at.as_millis() as u64).collect();
    (result.map(|(_, address)| address), clock.now() - Tick::ZERO, dialled)
}

#[tokio::test(start_paused = true)]
async fn the_first_address_is_enough_when_it_answers() {
    let (won, _, dialled) = race(&[(Way::Open, 100), (Way::Open, 0)]).await;
    assert_eq!((won, dialled), (Ok(address(1)), vec![0]));
}

#[tokio::test(start_paused = true)]
async fn a_refusal_lets_the_next_address_start_at_once() {
    let (won, _, dialled) = race(&[(Way::Refuse, 10), (Way::Refuse, 20), (Way::Open, 1)]).await;
    assert_eq!((won, dialled), (Ok(address(3)), vec![0, 10, 30]));
}

#[tokio::test(start_paused = true)]
async fn a_silent_address_costs_a_moment_and_not_the_whole_timeout() {
    let (won, took, dialled) = race(&[(Way::Silent, 0), (Way::Silent, 0), (Way::Open, 5)]).await;
    assert_eq!((won, dialled), (Ok(address(3)), vec![0, 250, 500]));
    assert!(took < Duration::from_millis(600), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn a_slow_address_may_still_win() {
    let (won, _, dialled) = race(&[(Way::Open, 400), (Way::Silent, 0)]).await;
    assert_eq!((won, dialled), (Ok(address(1)), vec![0, 250]));
}

#[tokio::test(start_paused = true)]
async fn when_all_refuse_each_is_told_up_to_a_limit() {
    let (lost, _, dialled) = race(&[(Way::Refuse, 1); 6]).await;
    let lost = lost.unwrap_err();
    assert!(lost.starts_with("10.0.0.1: connection refused; 10.0.0.2: connection refused; "), "{lost}");
    assert!(lost.ends_with("and 2 more addresses"), "{lost}");
    assert_eq!(dialled.len(), 6);
    assert_eq!(race(&[]).await.0, Err("there is no address to connect to".to_owned()));
}
