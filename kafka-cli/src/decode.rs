//! `kp decode`: bytes of the wire, made readable.

mod batches;
mod input;

use std::fmt::Write;
use std::fs;
use std::io::{self, Read};
use std::path::PathBuf;

use bytes::Bytes;
use clap::{Args, ValueEnum};
use kafka_protocol::{
    AnyRequest, ApiKey, FrameDecoder, RequestHeader, decode_any_request, decode_any_response,
    decode_request_header,
};

use crate::failure::Failure;
use crate::say;

/// The command line of `kp decode`.
#[derive(Debug, Args)]
pub(crate) struct DecodeArgs {
    /// What the bytes are. Responses do not say which API they are of: that needs --api and --api-version.
    #[arg(value_enum)]
    what: What,
    /// File to read; the standard input where it is absent.
    file: Option<PathBuf>,
    /// The bytes are given as they are, and not as hexadecimal digits.
    #[arg(long)]
    raw: bool,
    /// The frames come without their lengths of four bytes: there is just one.
    #[arg(long)]
    bare: bool,
    /// API of a response: its name or number.
    #[arg(long, value_name = "NAME|KEY", value_parser = parse_api, required_if_eq("what", "response"))]
    api: Option<ApiKey>,
    /// Version of a response: that of its request.
    #[arg(long, value_name = "VERSION", required_if_eq("what", "response"))]
    api_version: Option<i16>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    /// What a client sent: frames, one after the other.
    Request,
    /// What a broker answered: frames, one after the other, all of one API and version.
    Response,
    /// Record batches and message sets, as they are in logs and in `records` fields.
    Records,
}

pub(crate) fn run(args: &DecodeArgs) -> Result<(), Failure> {
    let bytes = args.read()?;
    let mut text = String::new();
    // What could be read is worth showing, even if something behind it could not.
    let result = match args.what {
        What::Records => batches::describe(&mut text, bytes, ""),
        What::Request => args.each_frame(bytes, |frame| describe_request(&mut text, &frame)),
        What::Response => args.each_frame(bytes, |frame| {
            let (Some(api), Some(version)) = (args.api, args.api_version) else {
                return Err("a response needs --api and --api-version".to_owned());
            };
            describe_response(&mut text, api, version, &frame)
        }),
    };
    say(text.trim_end())?;
    result.map_err(Failure::Run)
}

impl DecodeArgs {
    fn read(&self) -> Result<Bytes, Failure> {
        let mut bytes = Vec::new();
        if let Some(path) = &self.file {
            bytes = fs::read(path).map_err(|error| Failure::Run(format!("{}: {error}", path.display())))?;
        } else {
            let read = io::stdin().lock().read_to_end(&mut bytes);
            read.map_err(|error| Failure::Run(format!("standard input: {error}")))?;
        }
        if self.raw {
            return Ok(bytes.into());
        }
        input::hex(&bytes).map(Bytes::from).map_err(Failure::Run)
    }

    /// Calls `each` with the frames, without their lengths, until it or the framing fails.
    fn each_frame(
        &self,
        bytes: Bytes,
        mut each: impl FnMut(Bytes) -> Result<(), String>,
    ) -> Result<(), String> {
        if self.bare {
            return each(bytes);
        }
        let len = bytes.len();
        let mut frames = FrameDecoder::new(len.max(4));
        frames.extend(&bytes);
        let mut whole = 0;
        while let Some(frame) = frames.next_frame().map_err(|error| error.to_string())? {
            whole += 4 + frame.len();
            each(frame)?;
        }
        match len - whole {
            0 => Ok(()),
            left => Err(format!(
                "{left} bytes at the end are no whole frame (with --bare a frame is given without its length)"
            )),
        }
    }
}

fn describe_request(text: &mut String, frame: &Bytes) -> Result<(), String> {
    match decode_any_request(frame) {
        Ok((header, request)) => {
            writeln!(text, "{}\n{request:#?}", head_line(&header)).ok();
            for (place, records) in batches::of_request(&request) {
                batches::describe(text, records, &place)?;
            }
            Ok(())
        }
        // The header alone may tell what it is that cannot be read.
        Err(error) => match decode_request_header(&mut frame.clone()) {
            Ok(header) => Err(format!("{}: {error}", head_line(&header))),
            Err(_) => Err(error.to_string()),
        },
    }
}

fn describe_response(text: &mut String, api: ApiKey, version: i16, frame: &Bytes) -> Result<(), String> {
    let (header, response) = decode_any_response(api, version, frame).map_err(|error| error.to_string())?;
    writeln!(
        text,
        "response of {} v{version}, correlation id {}\n{response:#?}",
        api.name(),
        header.correlation_id.0
    )
    .ok();
    for (place, records) in batches::of_response(&response) {
        batches::describe(text, records, &place)?;
    }
    Ok(())
}

fn head_line(header: &RequestHeader) -> String {
    let client =
        header.client_id.as_deref().map_or("no client id".to_owned(), |id| format!("client id {id:?}"));
    format!(
        "request {} v{}, correlation id {}, {client}",
        header.api_key.name(),
        header.api_version,
        header.correlation_id.0
    )
}

fn parse_api(text: &str) -> Result<ApiKey, String> {
    let known = |key: ApiKey| AnyRequest::versions(key).is_some();
    if let Ok(key) = text.parse() {
        return Some(ApiKey(key)).filter(|key| known(*key)).ok_or("no such API".to_owned());
    }
    let same = |key: &ApiKey| key.name().eq_ignore_ascii_case(text);
    ApiKey::all().find(same).ok_or_else(|| {
        let near = ApiKey::all().filter(|key| {
            key.name().to_ascii_lowercase().contains(&text.to_ascii_lowercase()) && !text.is_empty()
        });
        let near: Vec<_> = near.map(ApiKey::name).collect();
        if near.is_empty() {
            "no such API".to_owned()
        } else {
            format!("no such API; is it {}?", near.join(" or "))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_api_is_given_by_name_or_number() {
        assert_eq!(parse_api("Produce"), Ok(ApiKey::PRODUCE));
        assert_eq!(parse_api("produce"), Ok(ApiKey::PRODUCE));
        assert_eq!(parse_api("18"), Ok(ApiKey::API_VERSIONS));
        assert_eq!(parse_api("999"), Err("no such API".to_owned()));
        assert!(parse_api("ApiVersion").unwrap_err().contains("ApiVersions"));
    }
}
