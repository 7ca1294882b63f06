//! Record batches of format v2: header, builder, reader.

mod body;
pub(crate) mod builder;
pub(crate) mod grammar;
pub mod header;
pub(crate) mod reader;
pub(crate) mod sealed;
