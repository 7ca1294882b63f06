//! What falls between two steps of a send.

use super::*;
use crate::clock::WallMs;
use crate::config::ProducerConfig;
use crate::sync::Mutex;

/// A clock that stands still, and lets something happen when it is read: a send reads it once it is to wait.
#[derive(Default)]
struct Interruption(Mutex<Option<Box<dyn FnOnce() + Send>>>);

impl Clock for Interruption {
    fn now(&self) -> Tick {
        let happens = self.0.lock().take();
        if let Some(happens) = happens {
            happens();
        }
        Tick::ZERO
    }

    fn wall(&self) -> WallMs {
        WallMs(0)
    }
}

/// Polls a send to `t` once, where metadata comes between the attempt and the wait.
fn interrupted_send(announce: impl FnOnce(&Topic) + Send + 'static) -> Poll<Result<(), SendError>> {
    let clock = Arc::<Interruption>::default();
    let config = ProducerConfig::builder("fake:9092").build().unwrap();
    let (producer, _sender) = build(config, clock.clone(), 1).unwrap();
    let topic = producer.inner.accumulator.topic("t");
    // What was said before the send is no answer to it.
    topic.announce(Some(ErrorCode::INVALID_TOPIC_EXCEPTION));
    *clock.0.lock() = Some(Box::new(move || announce(&topic)));
    let mut sending = Box::pin(producer.send_tagged(ProducerRecord::to("t").value(b"x"), 1));
    let polled = sending.as_mut().poll(&mut Context::from_waker(std::task::Waker::noop()));
    assert!(clock.0.lock().is_none(), "it was interrupted");
    polled
}

/// A22, A34, R135.
#[test]
fn metadata_that_comes_just_before_the_wait_ends_it() {
    let polled = interrupted_send(|topic| {
        topic.update(1, vec![0], vec![], &mut 0);
        topic.announce(None);
    });
    assert!(matches!(polled, Poll::Ready(Ok(()))), "{polled:?}");
}

#[test]
fn a_refusal_that_comes_just_before_the_wait_ends_it() {
    let code = ErrorCode::TOPIC_AUTHORIZATION_FAILED;
    let polled = interrupted_send(move |topic| topic.announce(Some(code)));
    let refused =
        matches!(&polled, Poll::Ready(Err(SendError::TopicRefused { code: told, .. })) if *told == code);
    assert!(refused, "{polled:?}");
}

#[test]
fn metadata_from_before_the_send_ends_no_wait() {
    let polled = interrupted_send(|_| ());
    assert!(polled.is_pending(), "{polled:?}");
}
