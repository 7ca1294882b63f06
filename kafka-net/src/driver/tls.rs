//! TLS over TCP by rustls.

mod connector;
pub use connector::TlsConnector;

mod stream;
pub(super) use stream::TlsStream;
