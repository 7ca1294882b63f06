//! What the Java client wrote is read, and written again byte for byte; see `testdata/README.md`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

mod batches;
mod message_sets;
mod sets;
