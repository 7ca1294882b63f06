use rustls::AlertDescription as Alert;

use super::error::TlsError;

/// A fatal alert of the broker's, with its name in RFC 8446 and what to do about it.
pub(super) fn refusal(alert: Alert) -> TlsError {
    let (alert, remedy, transient) = match alert {
        Alert::CertificateRequired => ("certificate_required", MISSING, false),
        Alert::BadCertificate => ("bad_certificate", OURS, false),
        Alert::UnsupportedCertificate => ("unsupported_certificate", OURS, false),
        Alert::CertificateRevoked => ("certificate_revoked", OURS, false),
        Alert::CertificateExpired => ("certificate_expired", OURS, false),
        Alert::CertificateUnknown => ("certificate_unknown", OURS, false),
        Alert::UnknownCA => ("unknown_ca", UNTRUSTED, false),
        Alert::AccessDenied => ("access_denied", OURS, false),
        Alert::NoCertificate => ("no_certificate", MISSING, false),
        Alert::HandshakeFailure => ("handshake_failure", PARAMETERS, false),
        Alert::ProtocolVersion => ("protocol_version", PARAMETERS, false),
        Alert::InsufficientSecurity => ("insufficient_security", PARAMETERS, false),
        Alert::InappropriateFallback => ("inappropriate_fallback", PARAMETERS, false),
        Alert::UnrecognisedName => ("unrecognized_name", NAME, false),
        Alert::UnexpectedMessage => ("unexpected_message", ITS_LOG, true),
        Alert::BadRecordMac => ("bad_record_mac", ITS_LOG, true),
        Alert::RecordOverflow => ("record_overflow", ITS_LOG, true),
        Alert::DecodeError => ("decode_error", ITS_LOG, true),
        Alert::DecryptError => ("decrypt_error", ITS_LOG, true),
        Alert::InternalError => ("internal_error", ITS_LOG, true),
        Alert::UserCanceled => ("user_canceled", ITS_LOG, true),
        Alert::IllegalParameter => ("illegal_parameter", ITS_LOG, false),
        Alert::MissingExtension => ("missing_extension", ITS_LOG, false),
        Alert::UnsupportedExtension => ("unsupported_extension", ITS_LOG, false),
        _ => ("of another kind", ITS_LOG, true),
    };
    TlsError::Refused { alert, remedy, transient }
}

const MISSING: &str = "it wants a client certificate: set ssl.keystore.location, or ssl.keystore.key and \
                       ssl.keystore.certificate.chain";
const OURS: &str = "it does not accept this client's certificate, or the lack of one (ssl.keystore.*)";
const UNTRUSTED: &str =
    "it does not trust the authority that signed this client's certificate (ssl.keystore.*)";
const PARAMETERS: &str =
    "compare ssl.enabled.protocols, ssl.cipher.suites and the need for a client certificate of both sides";
const NAME: &str = "it has no certificate for the name it was dialled by";
const ITS_LOG: &str = "its log tells more";
