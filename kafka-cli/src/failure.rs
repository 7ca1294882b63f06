//! How a command ends when it does not end well.

/// Why a command failed, which decides its exit code.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command line cannot be obeyed: exit code 2.
    Usage(String),
    /// Something went wrong while it was: exit code 1.
    Run(String),
    /// As `Run`, and the user has been told.
    Told,
    /// A signal ended the command early: 128 and the signal's number, as shells say it.
    Stopped(u8),
}

impl Failure {
    /// What there is left to say.
    pub(crate) fn message(&self) -> Option<&str> {
        match self {
            Self::Usage(message) | Self::Run(message) => Some(message),
            Self::Told | Self::Stopped(_) => None,
        }
    }

    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Run(_) | Self::Told => 1,
            Self::Usage(_) => 2,
            Self::Stopped(code) => *code,
        }
    }
}
