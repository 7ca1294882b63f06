//! Asks a broker which brokers it knows, with the smallest request that every version answers.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// The ids of the brokers in the Metadata response of the broker at `address`.
///
/// Written by hand on purpose: a broker is judged without the code that is to be judged by it.
pub(super) fn known_brokers(address: SocketAddr, metadata_version: i16) -> io::Result<Vec<i32>> {
    let limit = Duration::from_secs(2);
    let mut stream = TcpStream::connect_timeout(&address, limit)?;
    stream.set_read_timeout(Some(limit))?;
    stream.set_write_timeout(Some(limit))?;
    stream.write_all(&request(metadata_version))?;
    let mut length = [0; 4];
    stream.read_exact(&mut length)?;
    let mut response = Vec::new();
    stream.take(u64::from(u32::from_be_bytes(length))).read_to_end(&mut response)?;
    broker_ids(&response, metadata_version)
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "not a Metadata response"))
}

fn request(version: i16) -> Vec<u8> {
    const METADATA: i16 = 3;
    const NO_CLIENT_ID: i16 = -1;
    let correlation_id = 1_i32;
    let topics = 0_i32;
    let mut body = Vec::new();
    body.extend(METADATA.to_be_bytes());
    body.extend(version.to_be_bytes());
    body.extend(correlation_id.to_be_bytes());
    body.extend(NO_CLIENT_ID.to_be_bytes());
    body.extend(topics.to_be_bytes());
    let mut frame = (body.len() as u32).to_be_bytes().to_vec();
    frame.extend(body);
    frame
}

fn broker_ids(mut response: &[u8], version: i16) -> Option<Vec<i32>> {
    let input = &mut response;
    let _correlation_id = int32(input)?;
    let mut ids = Vec::new();
    for _ in 0..int32(input)? {
        ids.push(int32(input)?);
        skip_string(input)?; // host
        int32(input)?; // port
        if version >= 1 {
            skip_string(input)?; // rack
        }
    }
    Some(ids)
}

fn int32(input: &mut &[u8]) -> Option<i32> {
    let (bytes, rest) = input.split_first_chunk::<4>()?;
    *input = rest;
    Some(i32::from_be_bytes(*bytes))
}

fn skip_string(input: &mut &[u8]) -> Option<()> {
    let (length, rest) = input.split_first_chunk::<2>()?;
    // A null string has length -1.
    let length = usize::try_from(i16::from_be_bytes(*length)).unwrap_or(0);
    *input = rest.get(length..)?;
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broker_ids_are_read_with_and_without_a_rack() {
        let broker = |id: u8| [&[0, 0, 0, id, 0, 1][..], b"h", &[0, 0, 1, 2]].concat();
        let header = [0, 0, 0, 1, 0, 0, 0, 2];
        let v0 = [&header[..], &broker(1), &broker(3)].concat();
        let v1 = [&header[..], &broker(1), &[0xff, 0xff], &broker(3), &[0, 1], b"r"].concat();
        assert_eq!(broker_ids(&v0, 0), Some(vec![1, 3]));
        assert_eq!(broker_ids(&v1, 1), Some(vec![1, 3]));
    }

    #[test]
    fn a_response_that_ends_early_is_no_answer() {
        assert_eq!(broker_ids(&[0, 0, 0, 1, 0, 0, 0, 9, 0], 1), None);
    }
}
