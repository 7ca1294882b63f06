//! TLS: what may go wrong, and, with the feature `tls`, what to trust and who to be (`ssl.*`).

mod error;
pub use error::TlsError;

#[cfg(feature = "tls")]
mod config;
#[cfg(feature = "tls")]
pub use config::{StoreType, TlsConfig, TlsVersion};

#[cfg(feature = "tls")]
mod alert;

#[cfg(feature = "tls")]
mod client;

#[cfg(feature = "tls")]
mod failure;

#[cfg(feature = "tls")]
mod files;
#[cfg(feature = "tls")]
pub(crate) use files::Files;

#[cfg(feature = "tls")]
mod keys;

#[cfg(feature = "tls")]
mod name;
#[cfg(feature = "tls")]
pub(crate) use name::server_name;

#[cfg(feature = "tls")]
mod pem;

#[cfg(feature = "tls-pkcs12")]
mod pkcs12;

#[cfg(feature = "tls")]
mod store;

#[cfg(feature = "tls")]
mod verifier;
