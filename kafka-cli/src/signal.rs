//! Ctrl-C and SIGTERM.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;
use std::{io, process, thread};

use kafka_producer::Producer;
use tokio::signal::unix::{SignalKind, signal};

use crate::complain;
use crate::failure::Failure;
use crate::tally::Tally;

/// A request to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signal {
    Interrupt,
    Terminate,
}

impl Signal {
    fn name(self) -> &'static str {
        match self {
            Self::Interrupt => "Ctrl-C",
            Self::Terminate => "SIGTERM",
        }
    }

    /// 128 and the signal's number.
    fn exit_code(self) -> u8 {
        match self {
            Self::Interrupt => 130,
            Self::Terminate => 143,
        }
    }
}

/// Calls `handle` on a thread of its own for every signal from now on.
pub(crate) fn watch(mut handle: impl FnMut(Signal) + Send + 'static) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::Run(format!("signals cannot be watched: {error}"));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().map_err(failed)?;
    // Registered before this function returns, so that no signal falls between.
    let (mut interrupts, mut terminations) = {
        let _context = runtime.enter();
        (signal(SignalKind::interrupt()).map_err(failed)?, signal(SignalKind::terminate()).map_err(failed)?)
    };
    let wait = async move {
        loop {
            let received = tokio::select! {
                _ = interrupts.recv() => Signal::Interrupt,
                _ = terminations.recv() => Signal::Terminate,
            };
            handle(received);
        }
    };
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || runtime.block_on(wait))
        .map_err(failed)?;
    Ok(())
}

/// Whether a signal has ended a command that produces.
#[derive(Debug, Default)]
pub(crate) struct Stop(AtomicU8);

impl Stop {
    /// From now on, the first signal closes the producer, which delivers what it has been given for up to `grace`, and
    /// calls `wake`; the second ends the program where it stands, with what `tally` has counted as its last words.
    pub(crate) fn on_signal(
        producer: &Producer,
        grace: Duration,
        tally: &Arc<Tally>,
        wake: impl Fn() + Send + 'static,
    ) -> Result<Arc<Self>, Failure> {
        let stop = Arc::new(Self::default());
        let (shared, producer, tally) = (Arc::clone(&stop), producer.clone(), Arc::clone(tally));
        watch(move |signal| {
            let first =
                shared.0.compare_exchange(0, signal.exit_code(), Ordering::AcqRel, Ordering::Acquire).is_ok();
            if first {
                complain(format_args!(
                    "{}: no more records are sent; waiting for the outcome of the others (again to leave at once)",
                    signal.name()
                ));
                producer.begin_close(grace);
                wake();
            } else {
                complain(format_args!(
                    "{} again: records without an outcome may or may not be written",
                    signal.name()
                ));
                complain(&tally);
                process::exit(i32::from(signal.exit_code()));
            }
        })?;
        Ok(stop)
    }

    /// Whether a signal came.
    pub(crate) fn is_set(&self) -> bool {
        self.0.load(Ordering::Acquire) != 0
    }

    /// The failure that a signal is, if one came.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        match self.0.load(Ordering::Acquire) {
            0 => Ok(()),
            code => Err(Failure::Stopped(code)),
        }
    }
}
