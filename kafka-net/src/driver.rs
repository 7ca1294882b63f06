//! What carries the bytes: sockets, a clock and a client for tools, on tokio. Nothing here decides anything.

mod clock;
pub use clock::Clock;

mod readiness;

#[cfg(feature = "tls")]
mod tls;
#[cfg(feature = "tls")]
pub use tls::TlsConnector;

mod authentication;
pub use authentication::{CredentialSource, Credentials};

#[cfg(feature = "sasl-oidc")]
mod oidc;
#[cfg(feature = "sasl-oidc")]
pub use oidc::OidcTokenSource;

mod resolve;
pub use resolve::{Lookup, Resolve, SystemResolver};

mod dial;
pub use dial::{Dial, Dialing, Stream, TcpDialer};

mod race;
mod transport;

mod sockets;
pub use sockets::{SocketEvent, Sockets};

mod client;
pub use client::Client;
