use std::fmt;

/// Where one connection stands (R103).
///
/// ```text
/// Connecting     -> Negotiating      opened, without SASL
///                -> Ready            opened, and the versions are assumed (R187)
///                -> Authenticating   opened, with SASL
/// Authenticating -> Negotiating      authenticated
///                -> Ready            authenticated again
/// Negotiating    -> Negotiating      the broker wants an older ApiVersions
///                -> Ready            versions agreed
/// Ready          -> Authenticating   the session is to be renewed (KIP-368)
/// all of them    -> Disconnected     failure, refusal, timeout, end of stream, idleness
/// ```
///
/// `Disconnected` is the end: a new attempt is a new connection with a new id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConnectionState {
    /// The transport resolves the name and connects.
    Connecting,
    /// The transport is open and SASL is under way: ApiVersions version 0, SaslHandshake, SaslAuthenticate. Also when a session
    /// is renewed, after which the connection is ready again (KIP-368).
    Authenticating,
    /// The transport is open and an ApiVersions request is unanswered (Kafka: CHECKING_API_VERSIONS).
    Negotiating,
    /// Requests may be sent.
    Ready,
    /// Over, for whatever reason.
    Disconnected,
}

impl ConnectionState {
    /// Every state, in the order of a connection's life.
    pub const ALL: [Self; 5] =
        [Self::Connecting, Self::Authenticating, Self::Negotiating, Self::Ready, Self::Disconnected];

    /// Whether the step from this state to `to` is one that a connection may take.
    pub const fn allows(self, to: Self) -> bool {
        matches!(
            (self, to),
            (Self::Connecting | Self::Ready, Self::Authenticating)
                // `Negotiating` again when the broker refused our version of ApiVersions and is asked again with an older one.
                | (
                    Self::Connecting | Self::Authenticating | Self::Negotiating,
                    Self::Negotiating | Self::Ready,
                )
                | (
                    Self::Connecting | Self::Authenticating | Self::Negotiating | Self::Ready,
                    Self::Disconnected,
                )
        )
    }

    /// Takes the step to `to`.
    ///
    /// # Panics
    ///
    /// When the step is not in the table: that is a defect of this crate, never of the peer.
    pub(crate) fn transition(&mut self, to: Self) {
        assert!(self.allows(to), "illegal connection step {self} -> {to}");
        *self = to;
    }
}

impl fmt::Display for ConnectionState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Connecting => "connecting",
            Self::Authenticating => "authenticating",
            Self::Negotiating => "negotiating",
            Self::Ready => "ready",
            Self::Disconnected => "disconnected",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R103.
    #[test]
    fn the_table_of_steps_is_as_drawn() {
        let mut table = Vec::new();
        for from in ConnectionState::ALL {
            for to in ConnectionState::ALL {
                let verdict = if from.allows(to) { "yes" } else { "-" };
                table.push(format!("{from} -> {to}: {verdict}"));
            }
        }
        assert_eq!(
            table.join("\n"),
            "connecting -> connecting: -\n\
             connecting -> authenticating: yes\n\
             connecting -> negotiating: yes\n\
             connecting -> ready: yes\n\
             connecting -> disconnected: yes\n\
             authenticating -> connecting: -\n\
             authenticating -> authenticating: -\n\
             authenticating -> negotiating: yes\n\
             authenticating -> ready: yes\n\
             authenticating -> disconnected: yes\n\
             negotiating -> connecting: -\n\
             negotiating -> authenticating: -\n\
             negotiating -> negotiating: yes\n\
             negotiating -> ready: yes\n\
             negotiating -> disconnected: yes\n\
             ready -> connecting: -\n\
             ready -> authenticating: yes\n\
             ready -> negotiating: -\n\
             ready -> ready: -\n\
             ready -> disconnected: yes\n\
             disconnected -> connecting: -\n\
             disconnected -> authenticating: -\n\
             disconnected -> negotiating: -\n\
             disconnected -> ready: -\n\
             disconnected -> disconnected: -"
        );
    }

    #[test]
    #[should_panic(expected = "illegal connection step disconnected -> ready")]
    fn a_step_outside_the_table_is_a_defect() {
        let mut state = ConnectionState::Disconnected;
        state.transition(ConnectionState::Ready);
    }
}
