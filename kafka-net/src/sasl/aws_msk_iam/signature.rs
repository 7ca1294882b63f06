use std::fmt::Write;
use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::sasl::secret::Secret;

/// Signature version 4 of AWS, of a canonical request: 64 hexadecimal digits.
pub(super) fn sign(key: &Secret, region: &str, service: &str, date: &SigningDate, request: &[u8]) -> String {
    let scope = format!("{}/{region}/{service}/aws4_request", date.day());
    let hash = hex(&Sha256::digest(request));
    let text = format!("{ALGORITHM}\n{}\n{scope}\n{hash}", date.time());
    let mut signing_key = Secret::new([b"AWS4", key.expose()].concat());
    for part in [date.day(), region, service, "aws4_request"] {
        signing_key = mac(&signing_key, part);
    }
    hex(mac(&signing_key, &text).expose())
}

/// Percent-encoding by AWS's rule: everything but letters, digits and `-._~`, in capitals.
pub(super) fn encode(text: &str) -> String {
    // Room for all of it: it may be secret, and a text that grows leaves copies behind.
    let mut out = String::with_capacity(3 * text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            push_formatted(&mut out, format_args!("%{byte:02X}"));
        }
    }
    out
}

/// A moment as signatures name it, `20150830T123600Z`.
pub(super) struct SigningDate {
    time: String,
}

impl SigningDate {
    /// The moment `unix_time` after 1970-01-01T00:00:00Z.
    pub(super) fn new(unix_time: Duration) -> Self {
        let secs = unix_time.as_secs();
        let (year, month, day) = civil(secs / SECS_PER_DAY);
        let secs = secs % SECS_PER_DAY;
        let (hour, minute, second) = (secs / 3600, secs / 60 % 60, secs % 60);
        Self { time: format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z") }
    }

    /// The whole moment.
    pub(super) fn time(&self) -> &str {
        &self.time
    }

    /// The day alone, `20150830`.
    pub(super) fn day(&self) -> &str {
        self.time.split('T').next().unwrap_or_default()
    }
}

/// Year, month and day of the Gregorian calendar, from days since 1970-01-01.
fn civil(days: u64) -> (u64, u64, u64) {
    // Counted from a first of March, so that the leap day is a year's last; 400 years have 146,097 days.
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + u64::from(month <= 2), month, day)
}

fn mac(key: &Secret, data: &str) -> Secret {
    let mac = Hmac::<Sha256>::new_from_slice(key.expose()).expect("HMAC takes keys of any length");
    Secret::new(mac.chain_update(data).finalize().into_bytes().to_vec())
}

fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        push_formatted(&mut out, format_args!("{byte:02x}"));
    }
    out
}

fn push_formatted(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("a String takes all text");
}

pub(super) const ALGORITHM: &str = "AWS4-HMAC-SHA256";
const SECS_PER_DAY: u64 = 86_400;

#[cfg(test)]
mod tests {
    use super::*;

    /// The presigned URL in Amazon's documentation of signature version 4 for S3.
    #[test]
    fn the_published_example_of_a_presigned_url_has_its_signature() {
        let date = SigningDate::new(Duration::from_secs(1_369_353_600));
        let request = "GET\n/test.txt\nX-Amz-Algorithm=AWS4-HMAC-SHA256\
             &X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request\
             &X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host\n\
             host:examplebucket.s3.amazonaws.com\n\nhost\nUNSIGNED-PAYLOAD";
        let key = Secret::from("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
        assert_eq!(
            sign(&key, "us-east-1", "s3", &date, request.as_bytes()),
            "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
        );
    }

    #[test]
    fn dates_are_those_of_the_calendar() {
        for (secs, expected) in [
            (0, "19700101T000000Z"),
            (951_782_400, "20000229T000000Z"),
            (951_868_799, "20000229T235959Z"),
            (951_868_800, "20000301T000000Z"),
            (1_440_938_160, "20150830T123600Z"),
            (1_700_000_000, "20231114T221320Z"),
            (1_735_689_599, "20241231T235959Z"),
            (4_107_542_400, "21000301T000000Z"),
        ] {
            assert_eq!(SigningDate::new(Duration::from_secs(secs)).time(), expected);
        }
        assert_eq!(SigningDate::new(Duration::from_secs(1_440_938_160)).day(), "20150830");
    }

    #[test]
    fn everything_but_the_unreserved_characters_is_encoded() {
        assert_eq!(encode("testString-123/*&"), "testString-123%2F%2A%26");
        assert_eq!(encode("a b+ä~_."), "a%20b%2B%C3%A4~_.");
    }
}
