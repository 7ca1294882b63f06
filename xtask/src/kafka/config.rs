//! What cluster to run, and where its nodes are found.

use std::path::PathBuf;

use super::properties::Properties;
use super::version::Version;
use crate::failure::{Context, Failure, Result};

/// The address that every node listens on and advertises.
pub const HOST: &str = "127.0.0.1";
/// The user that a secure cluster knows, for PLAIN and for SCRAM.
pub const USER: &str = "alice";
/// The password of [`USER`].
pub const PASSWORD: &str = "alice-secret";
/// A user of a secure cluster, for PLAIN and for SCRAM, who may do nothing where an authorizer runs.
pub const POWERLESS_USER: &str = "mallory";
/// The password of [`POWERLESS_USER`].
pub const POWERLESS_PASSWORD: &str = "mallory-secret";
/// Another user of a secure cluster, for SCRAM alone. (Kafka takes ASCII names only there.)
pub const ODD_USER: &str = "bob";
/// Its password: characters that RFC 4013 changes and Kafka does not.
pub const ODD_PASSWORD: &str = "\u{2168}\u{ad}\u{fb01}";

/// A cluster of one or three nodes on the loopback interface.
#[derive(Clone, Debug)]
pub struct ClusterConfig {
    /// The release; default the newest.
    pub version: Version,
    /// How many nodes; default 1. All are brokers and, with KRaft, controllers.
    pub nodes: u32,
    /// The PLAINTEXT port of node 1; default 19092. Node i is at 10 × (i − 1) above.
    pub port: u16,
    /// Where data, logs and certificates are kept while the cluster lives; removed with it.
    pub dir: PathBuf,
    /// Whether each broker also has the listeners of [`Listener::ALL`] for TLS and SASL; needs KRaft.
    pub secure: bool,
    /// Whether an authorizer lets [`POWERLESS_USER`] and [`ODD_USER`] do nothing but what access control lists allow; needs
    /// `secure`. [`USER`], the client certificate `client.pem` and whoever comes to the PLAINTEXT listener may do everything.
    pub authorizer: bool,
    /// Whether there is a KDC, and [`Listener::Kerberos`] on each broker; needs `secure`.
    pub kerberos: bool,
    /// Broker properties on top of the built-in ones.
    pub props: Vec<(String, String)>,
}

impl ClusterConfig {
    /// Where clusters live unless told otherwise.
    pub fn default_dir() -> PathBuf {
        std::env::temp_dir().join("xtask-kafka")
    }

    /// The PLAINTEXT addresses of all nodes, as `bootstrap.servers` wants them.
    pub fn bootstrap(&self) -> String {
        self.bootstrap_of(Listener::Plaintext)
    }

    /// The addresses of all nodes on `listener`.
    pub fn bootstrap_of(&self, listener: Listener) -> String {
        let address = |node| format!("{HOST}:{}", self.broker_port(listener, node));
        (1..=self.nodes).map(address).collect::<Vec<_>>().join(",")
    }

    /// The port of node `node` (counted from 1) on `listener`.
    pub fn broker_port(&self, listener: Listener, node: u32) -> u16 {
        self.node_port(node) + listener as u16
    }

    /// Certificates of a secure cluster, all as PEM with PKCS#8 keys. `ca.pem` is the authority that brokers trust and are
    /// certified by, `other-ca.pem` one that they do not know. For each NAME of `server`, `wrong-name`, `expired` (the brokers'),
    /// `client`, `expired-client` and `other-client` (of the other authority) there are NAME`.pem`, NAME`.key` and
    /// NAME`-keystore.pem`, the key and the chain in one file.
    pub fn tls_dir(&self) -> PathBuf {
        self.dir.join("tls")
    }

    /// Keys of a secure cluster for tokens: `jwks.json`, by which brokers validate them, and `token.key`
    /// ([`TokenSigner`](super::TokenSigner)).
    pub fn oauth_dir(&self) -> PathBuf {
        self.dir.join("oauth")
    }

    pub(super) fn listeners(&self) -> &'static [Listener] {
        match (self.secure, self.kerberos) {
            (true, true) => Listener::ALL,
            // Kerberos is the last of them.
            (true, false) => &Listener::ALL[..Listener::ALL.len() - 1],
            (false, _) => &[Listener::Plaintext],
        }
    }

    pub(super) fn controller_port(&self, node: u32) -> u16 {
        self.node_port(node) + 5
    }

    pub(super) fn zookeeper_port(&self) -> u16 {
        self.port + 7
    }

    fn node_port(&self, node: u32) -> u16 {
        self.port + 10 * (node as u16 - 1)
    }

    pub(super) fn validate(&self) -> Result<()> {
        if self.nodes != 1 && self.nodes != 3 {
            return Err(format!("{} nodes are not supported; take 1 or 3", self.nodes).into());
        }
        if self.port > u16::MAX - 40 {
            return Err(format!("port {} leaves no room for the other ports above it", self.port).into());
        }
        if self.secure && !self.version.is_kraft() {
            return Err(format!(
                "Kafka {} runs here without --secure only; 3.3 is the first with",
                self.version
            )
            .into());
        }
        if self.kerberos && !self.secure {
            return Err("Kerberos needs --secure".into());
        }
        if self.authorizer && !self.secure {
            return Err("an authorizer needs --secure: without it everybody is the same user".into());
        }
        Ok(())
    }

    /// What a later process needs to find the cluster again.
    pub(super) fn to_properties(&self) -> Properties {
        let mut properties = Properties::default();
        properties.set("version", &self.version);
        properties.set("nodes", self.nodes);
        properties.set("port", self.port);
        properties.set("secure", self.secure);
        properties.set("authorizer", self.authorizer);
        properties.set("kerberos", self.kerberos);
        properties
    }

    pub(super) fn from_properties(dir: PathBuf, properties: &Properties) -> Result<Self> {
        fn read<T: std::str::FromStr<Err: std::fmt::Display>>(
            properties: &Properties,
            key: &str,
        ) -> Result<T> {
            let value = properties.get(key).ok_or_else(|| Failure::from(format!("no `{key}`")))?;
            value.parse().context(key)
        }
        Ok(Self {
            version: read(properties, "version")?,
            nodes: read(properties, "nodes")?,
            port: read(properties, "port")?,
            dir,
            secure: read(properties, "secure")?,
            authorizer: read(properties, "authorizer")?,
            kerberos: read(properties, "kerberos")?,
            props: Vec::new(),
        })
    }
}

impl Default for ClusterConfig {
    fn default() -> Self {
        Self {
            version: Version::newest(),
            nodes: 1,
            port: 19092,
            dir: Self::default_dir(),
            secure: false,
            authorizer: false,
            kerberos: false,
            props: Vec::new(),
        }
    }
}

/// The ways in to a broker; the number is its distance from the PLAINTEXT port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listener {
    /// Neither encrypted nor authenticated.
    Plaintext = 0,
    /// TLS; a client certificate is asked for but not required.
    Ssl = 1,
    /// SASL (PLAIN, SCRAM-SHA-256, SCRAM-SHA-512) without encryption.
    SaslPlaintext = 2,
    /// SASL inside TLS.
    SaslSsl = 3,
    /// OAUTHBEARER inside TLS, with tokens of a [`TokenSigner`](super::TokenSigner).
    OauthBearer = 4,
    /// TLS; a client certificate is required.
    ClientCertificate = 6,
    /// TLS with a certificate for another host.
    WrongName = 7,
    /// TLS with a certificate whose time is over.
    Expired = 8,
    /// GSSAPI without encryption, where there is a KDC.
    Kerberos = 9,
}

impl Listener {
    /// All of a secure cluster, the one with a KDC at the end.
    pub const ALL: &[Self] = &[
        Self::Plaintext,
        Self::Ssl,
        Self::SaslPlaintext,
        Self::SaslSsl,
        Self::OauthBearer,
        Self::ClientCertificate,
        Self::WrongName,
        Self::Expired,
        Self::Kerberos,
    ];

    /// What `listeners` calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::OauthBearer => "OAUTHBEARER",
            Self::ClientCertificate => "CLIENT_CERTIFICATE",
            Self::WrongName => "WRONG_NAME",
            Self::Expired => "EXPIRED",
            Self::Kerberos => "KERBEROS",
            _ => self.protocol(),
        }
    }

    /// Kafka's name of the security protocol.
    pub fn protocol(self) -> &'static str {
        match self {
            Self::Plaintext => "PLAINTEXT",
            Self::Ssl | Self::ClientCertificate | Self::WrongName | Self::Expired => "SSL",
            Self::SaslPlaintext | Self::Kerberos => "SASL_PLAINTEXT",
            Self::SaslSsl | Self::OauthBearer => "SASL_SSL",
        }
    }

    /// Whether it speaks TLS.
    pub fn is_encrypted(self) -> bool {
        self.protocol().ends_with("SSL")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bootstrap_list_names_every_node() {
        let config = ClusterConfig { nodes: 3, ..ClusterConfig::default() };
        assert_eq!(config.bootstrap(), "127.0.0.1:19092,127.0.0.1:19102,127.0.0.1:19112");
        assert_eq!(config.bootstrap_of(Listener::SaslSsl), "127.0.0.1:19095,127.0.0.1:19105,127.0.0.1:19115");
    }

    #[test]
    fn a_cluster_is_found_again_by_what_it_wrote() {
        let config = ClusterConfig { nodes: 3, port: 29092, authorizer: true, ..ClusterConfig::default() };
        let again = ClusterConfig::from_properties(config.dir.clone(), &config.to_properties()).unwrap();
        assert_eq!(again.bootstrap(), config.bootstrap());
        assert_eq!((again.version, again.authorizer), (config.version, true));
    }

    #[test]
    fn what_cannot_run_is_refused_before_anything_starts() {
        let old = ClusterConfig { version: "2.8.2".parse().unwrap(), ..ClusterConfig::default() };
        assert!(ClusterConfig { secure: true, ..old.clone() }.validate().is_err());
        assert!(ClusterConfig { kerberos: true, ..ClusterConfig::default() }.validate().is_err());
        assert!(ClusterConfig { authorizer: true, ..old.clone() }.validate().is_err());
        assert!(ClusterConfig { nodes: 2, ..old.clone() }.validate().is_err());
        assert!(ClusterConfig { port: 65_530, ..old.clone() }.validate().is_err());
        assert!(old.validate().is_ok());
    }
}
