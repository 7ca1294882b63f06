//! Sizes of fields, for [`Message::encoded_len`](crate::Message::encoded_len).

#![allow(dead_code, reason = "each type has its function, whichever messages a build has")]

use bytes::Bytes;

use super::{Records, StrBytes, varint};

pub(crate) fn string_len(value: &StrBytes, flexible: bool) -> usize {
    let len = value.as_bytes().len();
    if flexible { compact(len) + len } else { 2 + len }
}

pub(crate) fn nullable_string_len(value: Option<&StrBytes>, flexible: bool) -> usize {
    value.map_or(if flexible { 1 } else { 2 }, |value| string_len(value, flexible))
}

pub(crate) fn bytes_len(value: &Bytes, flexible: bool) -> usize {
    array_len(value.len(), flexible) + value.len()
}

pub(crate) fn nullable_bytes_len(value: Option<&Bytes>, flexible: bool) -> usize {
    nullable_array_len(value.map(Bytes::len), flexible) + value.map_or(0, Bytes::len)
}

pub(crate) fn records_len(value: &Records, flexible: bool) -> usize {
    let len = value.len();
    array_len(len, flexible) + len
}

pub(crate) fn nullable_records_len(value: Option<&Records>, flexible: bool) -> usize {
    value.map_or_else(|| array_len(0, flexible), |value| records_len(value, flexible))
}

/// The prefix of an array of `len` elements.
pub(crate) fn array_len(len: usize, flexible: bool) -> usize {
    if flexible { compact(len) } else { 4 }
}

/// The prefix of an array that may be null.
pub(crate) fn nullable_array_len(len: Option<usize>, flexible: bool) -> usize {
    match len {
        Some(len) => array_len(len, flexible),
        None => array_len(0, flexible),
    }
}

/// Tag, size and value of a tagged field.
pub(crate) fn tag_len(tag: u32, size: usize) -> usize {
    varint::u32_len(tag) + varint::u32_len(size as u32) + size
}

/// Lengths that do not fit make encoding fail, so that their size here does not matter.
fn compact(len: usize) -> usize {
    varint::u32_len((len as u32).wrapping_add(1))
}
