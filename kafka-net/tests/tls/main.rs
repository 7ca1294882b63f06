//! TLS between the client and servers that the tests make up.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod matrix;
mod pki;
mod reload;
mod secrets;
mod server;
mod settings;
mod transfer;
