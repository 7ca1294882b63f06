//! Time as the producer's handle reads it: injected, so that a simulation can supply its own.

use std::fmt;

use kafka_net::Tick;

/// Milliseconds since the Unix epoch: the unit of record timestamps. Deadlines use [`Tick`] instead, and the
/// two never mix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WallMs(pub i64);

impl WallMs {
    /// "No timestamp" on the wire (-1).
    pub const NONE: Self = Self(-1);
}

impl fmt::Display for WallMs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ms", self.0)
    }
}

/// Where the producer's handle reads the time.
///
/// [`now`](Self::now) is precise and read once a batch and in waits; [`wall`](Self::wall) may be coarse (a few
/// milliseconds) and is read once a record for its timestamp.
pub trait Clock: Send + Sync + 'static {
    /// Monotonic time for deadlines.
    fn now(&self) -> Tick;
    /// Wall-clock time for record timestamps.
    fn wall(&self) -> WallMs;
}
