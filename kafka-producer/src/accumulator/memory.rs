//! `buffer.memory`: one bounded pool from which batches take chunks as bytes arrive (rules R1–R13, R176).
//!
//! The pool counts what is really held: the capacity of every chunk from the moment a batch takes it until the
//! last reference to its bytes is gone. A chunk that went to a socket returns when the transport lets go of it,
//! so expiry can never recycle memory that is still being written (R52, KAFKA-19012).

use std::collections::VecDeque;

use kafka_net::Tick;

use crate::accumulator::chunk::{CLASSES, Charge, PooledChunk, class_of};
use crate::accumulator::wait::{WaitCell, WaitEnd};
use crate::sync::{Arc, AtomicBool, AtomicU64, AtomicUsize, Mutex, Ordering};

/// Memory that has to be free before a waiter is woken between two looks of the sender: this part of the whole, and at most so many
/// bytes. Woken for each chunk that returns, a thread would spend more time on waking up than on its records.
const WAKE_SHARE: usize = 16;
const WAKE_MAX: usize = 1 << 20;

/// The bounded memory of one producer.
#[derive(Debug)]
pub(crate) struct MemoryPool {
    limit: usize,
    state: Mutex<State>,
    /// Length of the waiter queue, readable without the lock.
    waiting: AtomicUsize,
    /// The first waiter could have what it needs, and is left asleep until there is more or the sender looks.
    deferred: AtomicBool,
    /// Bytes reserved at the last change, readable without the lock.
    last_used: AtomicUsize,
    exhausted: AtomicU64,
}

#[derive(Debug, Default)]
struct State {
    /// Bytes reserved: chunks in use, charges, and grants not yet redeemed.
    used: usize,
    /// Bytes of free chunks kept for reuse; `used + cached <= limit`.
    cached: usize,
    /// By size class.
    free: Vec<Vec<Vec<u8>>>,
    waiters: VecDeque<Waiter>,
    /// Reservations made for waiters that have not come back for them yet.
    granted: Vec<(u64, usize)>,
    next_id: u64,
    closed: bool,
}

#[derive(Debug)]
struct Waiter {
    id: u64,
    needed: usize,
    cell: Arc<WaitCell>,
}

/// What one record needs at once.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wanted {
    /// Bytes of a chunk for records; 0 for none.
    pub(crate) chunk: usize,
    /// Those of a smaller one that does as well, where no other fits.
    pub(crate) least: usize,
    /// Bytes of a chunk for tags, of a [size class](crate::accumulator::chunk::size_class); 0 for none.
    pub(crate) tags: usize,
    /// Bytes that are no chunk of the pool.
    pub(crate) extra: usize,
}

/// What came of it.
#[derive(Debug, Default)]
pub(crate) struct Reserved {
    pub(crate) chunk: Option<PooledChunk>,
    pub(crate) tags: Option<PooledChunk>,
    pub(crate) charge: Option<Charge>,
}

impl MemoryPool {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            limit,
            state: Mutex::new(State { free: vec![Vec::new(); CLASSES], ..State::default() }),
            waiting: AtomicUsize::new(0),
            deferred: AtomicBool::new(false),
            last_used: AtomicUsize::new(0),
            exhausted: AtomicU64::new(0),
        }
    }

    pub(crate) fn limit(&self) -> usize {
        self.limit
    }

    /// Bytes reserved now.
    pub(crate) fn used(&self) -> usize {
        self.state.lock().used
    }

    /// Most of the memory is free: a batch may take what it will probably need.
    pub(crate) fn is_plentiful(&self) -> bool {
        self.last_used.load(Ordering::Relaxed) < self.limit / 8
    }

    /// Callers waiting for memory now.
    pub(crate) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Acquire)
    }

    /// Sends dropped because memory did not come in time.
    pub(crate) fn exhausted(&self) -> u64 {
        self.exhausted.load(Ordering::Relaxed)
    }

    /// Takes everything that is wanted, or nothing. `None` where it does not fit, or where others wait (R5): then the caller queues up
    /// through [`enqueue`](Self::enqueue) and comes back with its ticket.
    pub(crate) fn reserve(
        self: &Arc<Self>,
        wanted: &Wanted,
        ticket: Option<&MemoryTicket>,
    ) -> Option<Reserved> {
        let mut evicted = Vec::new();
        let (size, for_records, for_tags) = {
            let mut state = self.state.lock();
            let size = state.admit(self.limit, wanted, ticket)?;
            let (for_records, for_tags) = (state.reuse(size), state.reuse(wanted.tags));
            state.evict(self.limit, &mut evicted);
            self.last_used.store(state.used, Ordering::Relaxed);
            (size, for_records, for_tags)
        };
        // R10: the real allocation happens outside the lock.
        drop(evicted);
        let chunk = |size: usize, reused: Option<Vec<u8>>| {
            (size > 0)
                .then(|| PooledChunk::new(self, size, reused.unwrap_or_else(|| Vec::with_capacity(size))))
        };
        Some(Reserved {
            chunk: chunk(size, for_records),
            tags: chunk(wanted.tags, for_tags),
            charge: (wanted.extra > 0).then(|| Charge::new(self, wanted.extra)),
        })
    }

    /// A chunk of `bytes`, whatever is in use, as for [`charge_beyond`](Self::charge_beyond).
    pub(crate) fn chunk_beyond(self: &Arc<Self>, bytes: usize) -> PooledChunk {
        let reused = self.take_beyond(bytes, |state| state.reuse(bytes));
        PooledChunk::new(self, bytes, reused.unwrap_or_else(|| Vec::with_capacity(bytes)))
    }

    /// Reserves `bytes`, and drops what is kept for reuse and has no place beside what is in use.
    fn take_beyond<T>(&self, bytes: usize, take: impl FnOnce(&mut State) -> T) -> T {
        let mut evicted = Vec::new();
        let mut state = self.state.lock();
        state.used += bytes;
        let taken = take(&mut state);
        state.evict(self.limit, &mut evicted);
        self.last_used.store(state.used, Ordering::Relaxed);
        drop(state);
        drop(evicted);
        taken
    }

    /// Reserves `bytes` whatever is in use: for the output of sealing and for the children of a split, whose
    /// input is released right after (I17 counts them in its fixed number of sealing slots).
    pub(crate) fn charge_beyond(self: &Arc<Self>, bytes: usize) -> Charge {
        self.take_beyond(bytes, |_| ());
        Charge::new(self, bytes)
    }

    /// Queues a caller for `needed` bytes, first come first served. The pool reserves them for the caller before
    /// it ends the wait.
    pub(crate) fn enqueue(self: &Arc<Self>, needed: usize, deadline: Tick) -> MemoryTicket {
        let cell = Arc::new(WaitCell::new(deadline));
        let mut state = self.state.lock();
        let id = state.next_id;
        state.next_id += 1;
        if state.closed {
            cell.resolve(WaitEnd::Closed);
        } else {
            state.waiters.push_back(Waiter { id, needed, cell: cell.clone() });
            let ready = self.grant(&mut state);
            drop(state);
            resolve(ready, WaitEnd::Ready);
        }
        MemoryTicket { id, needed, cell, pool: self.clone() }
    }

    /// Ends the waits whose deadline has come (R7), and serves those that were left asleep: nothing more may come for a long time, where
    /// the rest is held by a partition without a leader.
    pub(crate) fn expire(&self, now: Tick) {
        if self.waiting() == 0 {
            return;
        }
        let mut expired = Vec::new();
        let ready = {
            let mut state = self.state.lock();
            state.waiters.retain(|w| {
                let over = w.cell.deadline() <= now;
                if over {
                    expired.push(w.cell.clone());
                }
                !over
            });
            self.grant_all(&mut state)
        };
        self.exhausted.fetch_add(expired.len() as u64, Ordering::Relaxed);
        resolve(expired, WaitEnd::TimedOut);
        resolve(ready, WaitEnd::Ready);
    }

    /// When the sender has to look: at once where a wait was put off, else when the first one is over.
    pub(crate) fn next_deadline(&self) -> Option<Tick> {
        if self.waiting() == 0 {
            return None;
        }
        if self.deferred.load(Ordering::Acquire) {
            return Some(Tick::ZERO);
        }
        self.state.lock().waiters.iter().map(|w| w.cell.deadline()).min()
    }

    /// Ends every wait, now and later (R2).
    pub(crate) fn close(&self) {
        let waiters = {
            let mut state = self.state.lock();
            state.closed = true;
            self.waiting.store(0, Ordering::Release);
            std::mem::take(&mut state.waiters)
        };
        resolve(waiters.into_iter().map(|w| w.cell).collect(), WaitEnd::Closed);
    }

    /// Serves waiters as far as memory reaches.
    fn grant_all(&self, state: &mut State) -> Vec<Arc<WaitCell>> {
        let ready = state.grant(self.limit, 0);
        self.note_waiters(state);
        ready
    }

    /// Serves waiters where there is enough to be worth waking somebody for; the sender serves them in any case when it looks next.
    fn grant(&self, state: &mut State) -> Vec<Arc<WaitCell>> {
        let ready = state.grant(self.limit, (self.limit / WAKE_SHARE).min(WAKE_MAX));
        self.note_waiters(state);
        ready
    }

    fn note_waiters(&self, state: &State) {
        let fits = state.waiters.front().is_some_and(|head| state.used + head.needed <= self.limit);
        self.deferred.store(fits, Ordering::Release);
        self.waiting.store(state.waiters.len(), Ordering::Release);
    }

    pub(super) fn release(&self, size: usize, buffer: Vec<u8>) {
        let mut unused = None;
        let ready = {
            let mut state = self.state.lock();
            state.used -= size;
            self.last_used.store(state.used, Ordering::Relaxed);
            let fits = state.used + state.cached + size <= self.limit && !state.closed;
            match class_of(size).filter(|_| fits && buffer.capacity() == size) {
                Some(class) => {
                    state.cached += size;
                    state.free[class].push(buffer);
                }
                None => unused = Some(buffer),
            }
            self.grant(&mut state)
        };
        drop(unused);
        resolve(ready, WaitEnd::Ready);
    }

    pub(super) fn credit(&self, bytes: usize) {
        let ready = {
            let mut state = self.state.lock();
            state.used -= bytes;
            self.grant_all(&mut state)
        };
        resolve(ready, WaitEnd::Ready);
    }

    /// A ticket was dropped: leave the queue, or give the grant back.
    fn cancel(&self, id: u64) {
        let ready = {
            let mut state = self.state.lock();
            state.redeem(id);
            state.waiters.retain(|w| w.id != id);
            self.grant_all(&mut state)
        };
        resolve(ready, WaitEnd::Ready);
    }
}

impl State {
    fn admit(&mut self, limit: usize, wanted: &Wanted, ticket: Option<&MemoryTicket>) -> Option<usize> {
        let redeemed = ticket.is_some_and(|t| self.redeem(t.id));
        if self.closed || (!redeemed && !self.waiters.is_empty()) {
            return None;
        }
        let beside = wanted.tags + wanted.extra;
        let sizes = [wanted.chunk, wanted.least];
        let size = sizes.into_iter().find(|size| self.used + size + beside <= limit)?;
        self.used += size + beside;
        Some(size)
    }

    /// A buffer of this size that was used before.
    fn reuse(&mut self, size: usize) -> Option<Vec<u8>> {
        let reused = self.free[class_of(size)?].pop()?;
        self.cached -= size;
        Some(reused)
    }

    /// Turns a grant back into free bytes; true if there was one.
    fn redeem(&mut self, id: u64) -> bool {
        let Some(at) = self.granted.iter().position(|(granted, _)| *granted == id) else { return false };
        let (_, bytes) = self.granted.swap_remove(at);
        self.used -= bytes;
        true
    }

    /// Reserves for the waiters at the head, as far as memory reaches, once at least `worth` bytes are free.
    fn grant(&mut self, limit: usize, mut worth: usize) -> Vec<Arc<WaitCell>> {
        let mut ready = Vec::new();
        while let Some(head) = self.waiters.front() {
            if self.used + head.needed.max(worth) > limit {
                break;
            }
            worth = 0;
            self.used += head.needed;
            self.granted.push((head.id, head.needed));
            ready.extend(self.waiters.pop_front().map(|w| w.cell));
        }
        ready
    }

    /// Drops cached chunks, largest first, until all that is held fits the limit.
    fn evict(&mut self, limit: usize, evicted: &mut Vec<Vec<u8>>) {
        if self.used + self.cached <= limit {
            return;
        }
        for class in (0..CLASSES).rev() {
            while self.used + self.cached > limit {
                let Some(buffer) = self.free[class].pop() else { break };
                self.cached -= buffer.capacity();
                evicted.push(buffer);
            }
        }
    }
}

fn resolve(cells: Vec<Arc<WaitCell>>, end: WaitEnd) {
    for cell in cells {
        cell.resolve(end);
    }
}

/// A place in the queue for memory. Dropping it leaves the queue, or returns what was granted.
#[derive(Debug)]
pub(crate) struct MemoryTicket {
    id: u64,
    needed: usize,
    pub(crate) cell: Arc<WaitCell>,
    pool: Arc<MemoryPool>,
}

impl MemoryTicket {
    pub(crate) fn needed(&self) -> usize {
        self.needed
    }
}

impl Drop for MemoryTicket {
    fn drop(&mut self) {
        self.pool.cancel(self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(pool: &Arc<MemoryPool>, size: usize, ticket: Option<&MemoryTicket>) -> Option<PooledChunk> {
        let wanted = Wanted { chunk: size, least: size, ..Wanted::default() };
        pool.reserve(&wanted, ticket).and_then(|reserved| reserved.chunk)
    }

    fn pool(limit: usize) -> Arc<MemoryPool> {
        Arc::new(MemoryPool::new(limit))
    }

    /// R176, I17.
    #[test]
    fn the_limit_is_never_exceeded_and_memory_returns_to_zero() {
        let pool = pool(10_000);
        let a = take(&pool, 4096, None).unwrap();
        let b = take(&pool, 4096, None).unwrap();
        assert!(take(&pool, 4096, None).is_none());
        assert_eq!(pool.used(), 8192);
        drop(a);
        assert_eq!(pool.used(), 4096);
        assert!(take(&pool, 5000, None).is_some());
        drop(b);
        assert_eq!(pool.used(), 0);
    }

    /// R4.
    #[test]
    fn a_chunk_is_reused_and_evicted_when_another_size_needs_the_room() {
        let pool = pool(8192);
        drop(take(&pool, 4096, None).unwrap());
        assert_eq!(pool.state.lock().cached, 4096);
        let again = take(&pool, 4096, None).unwrap();
        assert_eq!(pool.state.lock().cached, 0);
        drop(again);
        let big = take(&pool, 8000, None).unwrap();
        assert_eq!(pool.state.lock().cached, 0, "the cached chunk made room");
        drop(big);
    }

    /// R5, R9.
    #[test]
    fn waiters_are_served_in_order_and_others_queue_behind_them() {
        let pool = pool(4096);
        let held = take(&pool, 4096, None).unwrap();
        let first = pool.enqueue(4096, Tick::MAX);
        let second = pool.enqueue(256, Tick::MAX);
        drop(held);
        assert_eq!(first.cell.block(), WaitEnd::Ready);
        assert!(take(&pool, 256, None).is_none(), "nobody overtakes");
        assert!(take(&pool, 256, Some(&second)).is_none(), "not even the second waiter");
        let got = take(&pool, 4096, Some(&first)).unwrap();
        drop(first);
        drop(got);
        assert_eq!(second.cell.block(), WaitEnd::Ready);
        assert!(take(&pool, 256, Some(&second)).is_some());
    }

    #[test]
    fn a_waiter_is_woken_when_it_is_worth_it_and_in_any_case_when_all_is_free() {
        let pool = pool(16 * 1024);
        let mut held: Vec<PooledChunk> = (0..64).map(|_| take(&pool, 256, None).unwrap()).collect();
        let ticket = pool.enqueue(256, Tick::MAX);
        // A sixteenth of the memory is four chunks.
        held.truncate(61);
        assert_eq!(pool.waiting(), 1);
        held.truncate(60);
        assert_eq!(pool.waiting(), 0);
        assert_eq!(ticket.cell.block(), WaitEnd::Ready);
        drop(ticket);
        let ticket = pool.enqueue(15_000, Tick::MAX);
        held.truncate(6);
        assert_eq!(pool.waiting(), 1);
        drop(held);
        assert_eq!(ticket.cell.block(), WaitEnd::Ready, "the whole is free");
        drop(ticket);
        // The rest does not come back: the next look of the sender serves who could be served.
        let mut held: Vec<PooledChunk> = (0..64).map(|_| take(&pool, 256, None).unwrap()).collect();
        let ticket = pool.enqueue(256, Tick::MAX);
        assert_eq!(pool.next_deadline(), Some(Tick::MAX));
        held.truncate(63);
        assert_eq!((pool.waiting(), pool.next_deadline()), (1, Some(Tick::ZERO)));
        pool.expire(Tick::from_secs(1));
        assert_eq!((pool.waiting(), pool.next_deadline()), (0, None));
        assert_eq!(ticket.cell.block(), WaitEnd::Ready);
    }

    #[test]
    fn a_dropped_ticket_returns_its_grant_and_serves_the_next() {
        let pool = pool(4096);
        let held = take(&pool, 4096, None).unwrap();
        let first = pool.enqueue(4096, Tick::MAX);
        let second = pool.enqueue(4096, Tick::MAX);
        drop(held);
        assert_eq!(pool.used(), 4096, "granted to the first");
        drop(first);
        assert_eq!(second.cell.block(), WaitEnd::Ready);
        drop(second);
        assert_eq!(pool.used(), 0);
    }

    /// R7.
    #[test]
    fn a_wait_ends_at_its_deadline_and_is_counted() {
        let pool = pool(256);
        let _held = take(&pool, 256, None).unwrap();
        let ticket = pool.enqueue(256, Tick::from_millis(5));
        assert_eq!(pool.next_deadline(), Some(Tick::from_millis(5)));
        pool.expire(Tick::from_millis(4));
        assert_eq!(pool.waiting(), 1);
        pool.expire(Tick::from_millis(5));
        assert_eq!(ticket.cell.block(), WaitEnd::TimedOut);
        assert_eq!((pool.waiting(), pool.exhausted()), (0, 1));
    }

    #[test]
    fn a_smaller_chunk_is_taken_where_the_wanted_one_does_not_fit() {
        let pool = pool(5000);
        let wanted = Wanted { chunk: 4096, least: 100, tags: 512, extra: 1488 };
        let reserved = pool.reserve(&wanted, None).unwrap();
        assert_eq!(reserved.chunk.as_ref().map(PooledChunk::capacity), Some(100));
        assert_eq!(reserved.tags.as_ref().map(PooledChunk::capacity), Some(512));
        assert_eq!(pool.used(), 2100);
        drop(reserved);
        assert_eq!(pool.used(), 0);
    }

    /// R2, R17.
    #[test]
    fn close_ends_every_wait() {
        let pool = pool(256);
        let _held = take(&pool, 256, None).unwrap();
        let ticket = pool.enqueue(256, Tick::MAX);
        pool.close();
        assert_eq!(ticket.cell.block(), WaitEnd::Closed);
        assert_eq!(pool.enqueue(1, Tick::MAX).cell.block(), WaitEnd::Closed);
        assert!(take(&pool, 1, None).is_none());
    }
}
