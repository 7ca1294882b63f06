//! The attributes of a batch: sixteen bits that say how to read the rest.

use crate::compression::Compression;
use crate::error::{RecordError, RecordErrorKind};

/// Whose clock a timestamp comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TimestampType {
    /// The producer set it, or the application.
    #[default]
    CreateTime,
    /// The broker set it when it appended the batch; all records share it.
    LogAppendTime,
}

/// Attributes of a batch.
///
/// ```text
///  bit  15 ............ 7  6               5        4              3               2 1 0
///      [ reserved, zero ] [delete horizon][control][transactional][timestamp type][codec]
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Attributes {
    /// Codec of the records, bits 0 to 2.
    pub compression: Compression,
    /// Bit 3.
    pub timestamp_type: TimestampType,
    /// Bit 4: part of a transaction.
    pub transactional: bool,
    /// Bit 5: holds a control record, which applications never see.
    pub control: bool,
    /// Bit 6: the base timestamp is the time from which tombstones and markers may be deleted.
    pub delete_horizon: bool,
}

impl Attributes {
    /// The bits as the header holds them.
    pub const fn to_bits(self) -> i16 {
        let mut bits = self.compression.id() as i16;
        if matches!(self.timestamp_type, TimestampType::LogAppendTime) {
            bits |= TIMESTAMP_TYPE;
        }
        if self.transactional {
            bits |= TRANSACTIONAL;
        }
        if self.control {
            bits |= CONTROL;
        }
        if self.delete_horizon {
            bits |= DELETE_HORIZON;
        }
        bits
    }

    /// Reads the bits; reserved bits and unknown codecs are refused.
    pub fn from_bits(bits: i16) -> Result<Self, RecordError> {
        let error = |kind| RecordError::new(crate::batch::header::ATTRIBUTES, "attributes", kind);
        if bits & RESERVED != 0 {
            return Err(error(RecordErrorKind::ReservedBits(bits)));
        }
        let codec = (bits & CODEC) as u8;
        let compression =
            Compression::from_id(codec).ok_or_else(|| error(RecordErrorKind::UnknownCodec(codec)))?;
        Ok(Self {
            compression,
            timestamp_type: if bits & TIMESTAMP_TYPE == 0 {
                TimestampType::CreateTime
            } else {
                TimestampType::LogAppendTime
            },
            transactional: bits & TRANSACTIONAL != 0,
            control: bits & CONTROL != 0,
            delete_horizon: bits & DELETE_HORIZON != 0,
        })
    }
}

const CODEC: i16 = 0b111;
const TIMESTAMP_TYPE: i16 = 1 << 3;
const TRANSACTIONAL: i16 = 1 << 4;
const CONTROL: i16 = 1 << 5;
const DELETE_HORIZON: i16 = 1 << 6;
const RESERVED: i16 = !0b111_1111;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_an_error_or_comes_back_bit_for_bit() {
        let mut valid = 0;
        for bits in i16::MIN..=i16::MAX {
            match Attributes::from_bits(bits) {
                Ok(attributes) => {
                    valid += 1;
                    assert_eq!(attributes.to_bits(), bits);
                }
                Err(error) if bits & RESERVED != 0 => {
                    assert_eq!(*error.kind(), RecordErrorKind::ReservedBits(bits));
                }
                Err(error) => assert_eq!(*error.kind(), RecordErrorKind::UnknownCodec((bits & 7) as u8)),
            }
        }
        // Five codecs, four flags.
        assert_eq!(valid, 5 * 16);
    }
}
