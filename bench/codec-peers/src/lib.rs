//! The same work by our codec crates and by the crates.io crate `kafka-protocol`, on the same bytes.
//!
//! A scenario sets its data up once and hands out what one round of it is, for each side. Both sides start from one
//! wire image, which our encoder makes (that it is right is tested elsewhere, against the Java client).

mod data;
mod ours;
mod theirs;

/// Who does the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The crates of this repository.
    Ours,
    /// The crates.io crate.
    Theirs,
}

/// One round of a scenario; it may be called again and again.
pub type Round = Box<dyn FnMut()>;

/// Something that both sides can do.
#[derive(Clone, Copy)]
pub struct Scenario {
    /// As on the command line.
    pub name: &'static str,
    ours: fn() -> Round,
    theirs: fn() -> Round,
}

impl Scenario {
    /// The scenario of this name.
    pub fn named(name: &str) -> Option<Self> {
        SCENARIOS.iter().find(|scenario| scenario.name == name).copied()
    }

    /// Sets up, and hands out the round.
    pub fn round(self, side: Side) -> Round {
        match side {
            Side::Ours => (self.ours)(),
            Side::Theirs => (self.theirs)(),
        }
    }
}

macro_rules! scenarios {
    ($($name:ident)*) => {
        /// All scenarios.
        pub const SCENARIOS: &[Scenario] = &[
            $(Scenario { name: stringify!($name), ours: ours::$name, theirs: theirs::$name },)*
        ];
    };
}

scenarios! {
    produce_request_encode
    produce_request_decode
    produce_response_encode
    produce_response_decode
    metadata_response_encode
    metadata_response_decode
    fetch_response_encode
    fetch_response_decode
    batch_build
    batch_read
    batch_build_gzip
    batch_read_gzip
    batch_build_snappy
    batch_read_snappy
    batch_build_lz4
    batch_read_lz4
    batch_build_zstd
    batch_read_zstd
}
