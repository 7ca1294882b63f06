//! What each node of a cluster is told: its property file, and ZooKeeper's.

use super::properties::Properties;
use super::{ClusterConfig, HOST, Listener, PASSWORD, POWERLESS_PASSWORD, POWERLESS_USER, USER};
use crate::kafka::{kerberos, oauth};

/// The properties of node `node` (counted from 1), with the caller's own on top.
pub(super) fn broker(config: &ClusterConfig, node: u32) -> Properties {
    let mut properties =
        if config.version.is_kraft() { kraft(config, node) } else { zookeeper_era(config, node) };
    let replicas = config.nodes.min(3);
    properties.set("log.dirs", config.dir.join(format!("data{node}")).display());
    properties.set("num.partitions", 6);
    properties.set("default.replication.factor", replicas);
    properties.set("min.insync.replicas", replicas.min(2));
    // Small internal topics, so that the first group and the first transaction need not wait for 50 partitions.
    properties.set("offsets.topic.replication.factor", replicas);
    properties.set("offsets.topic.num.partitions", 4);
    properties.set("transaction.state.log.replication.factor", replicas);
    properties.set("transaction.state.log.min.isr", replicas.min(2));
    properties.set("transaction.state.log.num.partitions", 4);
    properties.set("group.initial.rebalance.delay.ms", 0);
    properties.set("auto.create.topics.enable", true);
    for (key, value) in &config.props {
        properties.set(key.as_str(), value);
    }
    properties
}

/// ZooKeeper's properties.
pub(super) fn zookeeper(config: &ClusterConfig) -> Properties {
    let mut properties = Properties::default();
    properties.set("dataDir", config.dir.join("zookeeper").display());
    properties.set("clientPort", config.zookeeper_port());
    properties.set("clientPortAddress", HOST);
    properties.set("maxClientCnxns", 0);
    properties.set("admin.enableServer", false);
    properties
}

fn zookeeper_era(config: &ClusterConfig, node: u32) -> Properties {
    let mut properties = Properties::default();
    properties.set("broker.id", node);
    properties.set("listeners", endpoint(config, Listener::Plaintext, node));
    properties.set("zookeeper.connect", format_args!("{HOST}:{}", config.zookeeper_port()));
    // A killed broker cannot come back before its session is over; newer releases would wait three times as long.
    properties.set("zookeeper.session.timeout.ms", 6000);
    properties
}

fn kraft(config: &ClusterConfig, node: u32) -> Properties {
    let controller = |node| format!("{HOST}:{}", config.controller_port(node));
    let voters: Vec<_> = (1..=config.nodes).map(|node| format!("{node}@{}", controller(node))).collect();
    let endpoints: Vec<_> =
        config.listeners().iter().map(|listener| endpoint(config, *listener, node)).collect();
    let protocols: Vec<_> = Listener::ALL.iter().map(|l| format!("{}:{}", l.name(), l.protocol())).collect();

    let mut properties = Properties::default();
    properties.set("node.id", node);
    properties.set("process.roles", "broker,controller");
    properties.set("controller.quorum.voters", voters.join(","));
    properties.set("controller.listener.names", "CONTROLLER");
    properties.set("listeners", format_args!("{},CONTROLLER://{}", endpoints.join(","), controller(node)));
    properties.set("advertised.listeners", endpoints.join(","));
    properties.set("inter.broker.listener.name", Listener::Plaintext.name());
    let protocols = protocols.join(",");
    properties.set("listener.security.protocol.map", format_args!("CONTROLLER:PLAINTEXT,{protocols}"));
    if config.secure {
        secure(config, &mut properties);
    }
    if config.authorizer {
        properties.set("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        // ANONYMOUS are the nodes themselves, and the tests that prepare topics.
        properties.set("super.users", format_args!("User:ANONYMOUS;User:{USER};User:CN=client"));
    }
    properties
}

fn secure(config: &ClusterConfig, properties: &mut Properties) {
    const LOGIN: &str = "org.apache.kafka.common.security";
    for listener in ["sasl_plaintext", "sasl_ssl"] {
        let mut set =
            |key: &str, value: &str| properties.set(format!("listener.name.{listener}.{key}"), value);
        set("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512");
        let plain = format!(
            "{LOGIN}.plain.PlainLoginModule required user_{USER}=\"{PASSWORD}\" \
             user_{POWERLESS_USER}=\"{POWERLESS_PASSWORD}\";"
        );
        set("plain.sasl.jaas.config", &plain);
        for mechanism in ["scram-sha-256", "scram-sha-512"] {
            let scram = format!("{LOGIN}.scram.ScramLoginModule required;");
            set(&format!("{mechanism}.sasl.jaas.config"), &scram);
        }
    }
    for (key, value) in oauth::broker_settings(config) {
        properties.set(format!("listener.name.{}.{key}", Listener::OauthBearer.name().to_lowercase()), value);
    }
    if config.kerberos {
        let prefix = format!("listener.name.{}", Listener::Kerberos.name().to_lowercase());
        for (key, value) in kerberos::broker_settings(config) {
            properties.set(format!("{prefix}.{key}"), value);
        }
    }
    // A listener's key store is looked up whole under its prefix: the type is said again.
    for (listener, name) in [(Listener::WrongName, "wrong-name"), (Listener::Expired, "expired")] {
        let prefix = format!("listener.name.{}.ssl.keystore", listener.name().to_lowercase());
        properties.set(format!("{prefix}.type"), "PEM");
        let store = config.tls_dir().join(format!("{name}-keystore.pem"));
        properties.set(format!("{prefix}.location"), store.display());
    }
    let required =
        format!("listener.name.{}.ssl.client.auth", Listener::ClientCertificate.name().to_lowercase());
    properties.set(required, "required");
    properties.set("ssl.keystore.type", "PEM");
    properties.set("ssl.keystore.location", config.tls_dir().join("server-keystore.pem").display());
    properties.set("ssl.truststore.type", "PEM");
    properties.set("ssl.truststore.location", config.tls_dir().join("ca.pem").display());
    properties.set("ssl.client.auth", "requested");
}

fn endpoint(config: &ClusterConfig, listener: Listener, node: u32) -> String {
    format!("{}://{HOST}:{}", listener.name(), config.broker_port(listener, node))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(version: &str, nodes: u32, secure: bool) -> ClusterConfig {
        ClusterConfig { version: version.parse().unwrap(), nodes, secure, ..ClusterConfig::default() }
    }

    #[test]
    fn each_node_of_three_has_ports_of_its_own_and_knows_all_voters() {
        let properties = broker(&config("4.4.0", 3, false), 2);
        let expected = "PLAINTEXT://127.0.0.1:19102,CONTROLLER://127.0.0.1:19107";
        assert_eq!(properties.get("listeners"), Some(expected));
        let voters = "1@127.0.0.1:19097,2@127.0.0.1:19107,3@127.0.0.1:19117";
        assert_eq!(properties.get("controller.quorum.voters"), Some(voters));
        assert_eq!(properties.get("min.insync.replicas"), Some("2"));
    }

    #[test]
    fn an_old_broker_is_pointed_at_zookeeper_and_told_of_no_roles() {
        let properties = broker(&config("0.11.0.3", 1, false), 1);
        assert_eq!(properties.get("zookeeper.connect"), Some("127.0.0.1:19099"));
        assert_eq!(properties.get("process.roles"), None);
        assert_eq!(properties.get("offsets.topic.replication.factor"), Some("1"));
    }

    #[test]
    fn a_secure_broker_advertises_all_its_listeners() {
        let properties = broker(&config("4.4.0", 1, true), 1);
        let expected = "PLAINTEXT://127.0.0.1:19092,SSL://127.0.0.1:19093,\
                        SASL_PLAINTEXT://127.0.0.1:19094,SASL_SSL://127.0.0.1:19095,\
                        OAUTHBEARER://127.0.0.1:19096,CLIENT_CERTIFICATE://127.0.0.1:19098,\
                        WRONG_NAME://127.0.0.1:19099,EXPIRED://127.0.0.1:19100";
        assert_eq!(properties.get("advertised.listeners"), Some(expected));
        let map = properties.get("listener.security.protocol.map").unwrap();
        assert!(map.contains("OAUTHBEARER:SASL_SSL,CLIENT_CERTIFICATE:SSL"), "{map}");
    }

    #[test]
    fn a_listener_for_kerberos_is_there_only_with_a_kdc() {
        let mut config = config("4.4.0", 1, true);
        assert!(!broker(&config, 1).to_string().contains("KERBEROS://"));
        config.kerberos = true;
        let properties = broker(&config, 1);
        assert!(properties.get("advertised.listeners").unwrap().ends_with(",KERBEROS://127.0.0.1:19101"));
        assert_eq!(properties.get("listener.name.kerberos.sasl.enabled.mechanisms"), Some("GSSAPI"));
    }

    #[test]
    fn an_authorizer_runs_only_where_it_is_asked_for() {
        let mut config = config("4.4.0", 1, true);
        assert_eq!(broker(&config, 1).get("super.users"), None);
        config.authorizer = true;
        assert_eq!(broker(&config, 1).get("super.users"), Some("User:ANONYMOUS;User:alice;User:CN=client"));
    }

    #[test]
    fn the_callers_properties_win() {
        let mut config = config("4.4.0", 1, false);
        config.props.push(("num.partitions".to_owned(), "1".to_owned()));
        assert_eq!(broker(&config, 1).get("num.partitions"), Some("1"));
    }
}
