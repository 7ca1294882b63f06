//! Compressor and decompressor state that waits to be used again.
//!
//! Such state is up to megabytes, too much to make anew for each batch. Pools belong to the process, not to threads: sealing
//! runs on whatever thread is free, and there may be hundreds of those.

#![cfg_attr(
    not(any(feature = "gzip", feature = "snappy", feature = "lz4", feature = "zstd")),
    allow(dead_code, reason = "only codecs use it")
)]

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Idle contexts of one kind. Costs one uncontended lock for each side of a use.
pub(super) struct Pool<T> {
    idle: Mutex<Vec<T>>,
}

impl<T> Pool<T> {
    pub(super) const fn new() -> Self {
        Self { idle: Mutex::new(Vec::new()) }
    }

    /// The context that was put back last among those that fit.
    pub(super) fn take(&self, fits: impl Fn(&T) -> bool) -> Option<T> {
        let mut idle = self.idle();
        let at = idle.iter().rposition(fits)?;
        Some(idle.remove(at))
    }

    /// Keeps a context, in place of the oldest when there are too many. One that failed should be dropped instead.
    pub(super) fn put(&self, context: T) {
        let mut idle = self.idle();
        let oldest = (idle.len() >= MAX_IDLE).then(|| idle.remove(0));
        idle.push(context);
        drop(idle);
        // Freed outside the lock.
        drop(oldest);
    }

    fn idle(&self) -> MutexGuard<'_, Vec<T>> {
        // A panic between two calls on a vector leaves it whole.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Gives back a buffer's memory when it has grown beyond what a usual batch needs. Only zstd gathers whole batches.
#[cfg(any(feature = "zstd", test))]
pub(super) fn trim(buffer: &mut Vec<u8>) {
    if buffer.capacity() > MAX_KEPT {
        *buffer = Vec::new();
    }
}

/// More threads than this rarely compress at the same time.
const MAX_IDLE: usize = 16;

/// Bytes that an idle context may keep for what it gathers.
#[cfg(any(feature = "zstd", test))]
const MAX_KEPT: usize = 1 << 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_context_that_fits_is_used_again_and_the_oldest_is_given_up() {
        let pool = Pool::new();
        for n in 0..=MAX_IDLE {
            pool.put(n);
        }
        assert_eq!(pool.take(|n| *n == 0), None, "the oldest went");
        assert_eq!(pool.take(|n| *n < 8), Some(7));
        assert_eq!(pool.take(|n| *n < 8), Some(6));
        assert_eq!(pool.take(|_| true), Some(MAX_IDLE), "the one used last is warm");
    }

    #[test]
    fn large_buffers_are_not_kept() {
        let mut small = Vec::with_capacity(1000);
        trim(&mut small);
        assert_eq!(small.capacity(), 1000);
        let mut large = Vec::with_capacity(MAX_KEPT + 1);
        trim(&mut large);
        assert_eq!(large.capacity(), 0);
    }
}
