//! Message sets: the record formats v0 and v1 of Kafka before 0.11.
//!
//! A message set is messages one after the other. A compressed one is a single *wrapper* message whose value is a message set,
//! compressed.
//!
//! ```text
//!  0        8      12    16 17 18          26 (v1; 18 in v0)
//! +--------+------+-----+--+--+-----------+---------+-----+-----------+-------+
//! | offset | size | crc |ma|at| timestamp | key len | key | value len | value |
//! |        |      |     |gi|tr| v1 only   | or -1   |     |   or -1   |       |
//! |        |      |     |c |. |           |         |     |           |       |
//! +--------+------+-----+--+--+-----------+---------+-----+-----------+-------+
//!    8        4      4   1  1      8           4             4
//!                 |<---- size bytes ------------------------------------------>|
//!                       |<---- under the checksum, CRC-32 (IEEE) ------------->|
//! ```
//!
//! Attributes: bits 0 to 2 are the codec (zstd came later), bit 3 in v1 the timestamp type.
//!
//! | | v0 | v1 |
//! |---|---|---|
//! | offset of a wrapper | of the last message inside | the same; 0 by some producers, then the first inside has 0 |
//! | offsets inside a wrapper | absolute | from 0, relative to the first |
//! | timestamp | none | the largest inside; with log-append time, it replaces those inside |
//! | lz4 frame | wrong header checksum, as the Java client wrote it | right |
//!
//! There are no headers, no producer state, and no control records.

pub(crate) mod builder;
pub(crate) mod convert;
pub(crate) mod entry;
pub(crate) mod message_set;
