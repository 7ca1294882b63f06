//! Lists, in the format of Java's `ListSerializer` (KIP-466).

use crate::serializer::{SerializeError, Serializer, SerializerContext};

/// A list of values without nulls, Java's `ListSerializer`.
#[derive(Clone, Copy, Debug, Default)]
pub struct ListSerializer<S> {
    inner: S,
}

impl<S> ListSerializer<S> {
    /// Elements are written by `inner`.
    pub fn new(inner: S) -> Self {
        Self { inner }
    }
}

impl<T, S: Serializer<T>> Serializer<[T]> for ListSerializer<S> {
    fn serialize<'a>(
        &self,
        context: &mut SerializerContext<'_>,
        value: &'a [T],
        scratch: &'a mut Vec<u8>,
    ) -> Result<Option<&'a [u8]>, SerializeError> {
        write(&self.inner, context, value.iter().map(Some), scratch)?;
        Ok(Some(scratch))
    }
}

/// A list of values with nulls among them, Java's `ListSerializer`.
#[derive(Clone, Copy, Debug, Default)]
pub struct NullableListSerializer<S> {
    inner: S,
}

impl<S> NullableListSerializer<S> {
    /// Elements are written by `inner`.
    pub fn new(inner: S) -> Self {
        Self { inner }
    }
}

impl<T, S: Serializer<T>> Serializer<[Option<T>]> for NullableListSerializer<S> {
    fn serialize<'a>(
        &self,
        context: &mut SerializerContext<'_>,
        value: &'a [Option<T>],
        scratch: &'a mut Vec<u8>,
    ) -> Result<Option<&'a [u8]>, SerializeError> {
        write(&self.inner, context, value.iter().map(Option::as_ref), scratch)?;
        Ok(Some(scratch))
    }
}

/// Elements of a fixed length follow the places of the nulls; others have their length before them, -1 for null.
fn write<'v, T: 'v, S: Serializer<T>>(
    inner: &S,
    context: &mut SerializerContext<'_>,
    values: impl ExactSizeIterator<Item = Option<&'v T>> + Clone,
    out: &mut Vec<u8>,
) -> Result<(), SerializeError> {
    let fixed = inner.has_fixed_length();
    out.push(if fixed { CONSTANT_SIZE } else { VARIABLE_SIZE });
    if fixed {
        let nulls = values.clone().enumerate().filter(|(_, value)| value.is_none()).map(|(at, _)| at);
        put(out, nulls.clone().count())?;
        for at in nulls {
            put(out, at)?;
        }
    }
    put(out, values.len())?;
    let mut scratch = Vec::new();
    for value in values {
        scratch.clear();
        let bytes = value.map(|value| inner.serialize(context, value, &mut scratch)).transpose()?.flatten();
        match bytes {
            Some(bytes) => {
                if !fixed {
                    put(out, bytes.len())?;
                }
                out.extend_from_slice(bytes);
            }
            None if fixed => {}
            None => out.extend_from_slice(&NULL_ENTRY.to_be_bytes()),
        }
    }
    Ok(())
}

fn put(out: &mut Vec<u8>, number: usize) -> Result<(), SerializeError> {
    out.extend_from_slice(&i32::try_from(number)?.to_be_bytes());
    Ok(())
}

const CONSTANT_SIZE: u8 = 0;
const VARIABLE_SIZE: u8 = 1;
const NULL_ENTRY: i32 = -1;
