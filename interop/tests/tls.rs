//! One real node with a TLS listener that wants a client certificate.

use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::time::Duration;

use interop::{Kcat, Nodes, Result, Scenario, TestCluster, run_suite, samples, send_rows};
use kafka_net::driver::Client;
use kafka_net::{NetConfig, NetError, StoreType, TlsConfig, TlsError, TlsVersion};
use kafka_producer::{Producer, ProducerConfig};
use xtask::kafka::Listener;

fn main() -> ExitCode {
    run_suite("tls", World::start, SCENARIOS)
}

const SCENARIOS: &[Scenario<World>] = &[
    ("records_go_encrypted_and_nothing_differs", records_go_encrypted),
    ("a_client_without_certificate_is_told_so", without_certificate),
    ("a_broker_of_another_authority_is_refused", another_authority),
    ("a_trust_store_of_keytool_is_read", trust_store_of_keytool),
    ("the_wrong_listener_is_told_for_what_it_is", wrong_listener),
];

struct World {
    kafka: TestCluster,
    kcat: Kcat,
    runtime: tokio::runtime::Runtime,
}

impl World {
    fn start() -> Result<Self> {
        let kafka = TestCluster::up_secure(&Nodes {
            name: "tls",
            port: 25092,
            version: "4.4.0",
            count: 1,
            props: &[("listener.name.ssl.ssl.client.auth", "required")],
        })?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        Ok(Self { kcat: Kcat::new(kafka.bootstrap()), kafka, runtime })
    }

    fn file(&self, name: &str) -> PathBuf {
        self.kafka.config().tls_dir().join(name)
    }

    /// Trusts the cluster's authority and has a certificate of it.
    fn tls(&self) -> TlsConfig {
        let mut tls = TlsConfig::new();
        tls.truststore_location = Some(self.file("ca.pem"));
        tls.keystore_location = Some(self.file("client-keystore.pem"));
        tls
    }

    fn connect(&self, listener: Listener, tls: Option<TlsConfig>) -> std::result::Result<Client, NetError> {
        let mut net = NetConfig::new(&self.kafka.config().bootstrap_of(listener))?;
        net.tls = tls.map(Arc::new);
        self.runtime.block_on(Client::connect(net))
    }
}

fn records_go_encrypted(world: &World) -> Result<String> {
    let path = |name| world.file(name).display().to_string();
    for version in ["TLSv1.2", "TLSv1.3"] {
        let topic = format!("records-{version}");
        world.kafka.admin().create_topic(&topic, 3, 1, &[])?;
        let config = ProducerConfig::builder(world.kafka.config().bootstrap_of(Listener::Ssl))
            .set("security.protocol", "SSL")?
            .set("ssl.protocol", version)?
            .set("ssl.truststore.location", &path("ca.pem"))?
            .set("ssl.keystore.location", &path("client-keystore.pem"))?;
        let producer = Producer::new(config.build()?)?;
        let placed = send_rows(&producer, &topic, &samples())?;
        producer.close_blocking(Duration::from_secs(30));
        assert_eq!(world.kcat.rows(&topic)?, placed, "{version}, as kcat reads it");
    }
    Ok(format!("{} records each of TLS 1.2 and 1.3", samples().len()))
}

fn without_certificate(world: &World) -> Result<String> {
    let mut alerts = Vec::new();
    for version in [TlsVersion::Tls12, TlsVersion::Tls13] {
        let mut tls = world.tls();
        (tls.keystore_location, tls.protocol) = (None, version);
        match world.connect(Listener::Ssl, Some(tls)) {
            Err(error @ NetError::Tls { error: TlsError::Refused { alert, .. }, .. }) => {
                assert!(error.is_authentication(), "{error}");
                alerts.push(alert);
            }
            other => return Err(format!("not refused: {other:?}").into()),
        }
    }
    Ok(format!("alerts {alerts:?}"))
}

fn another_authority(world: &World) -> Result<String> {
    let mut tls = world.tls();
    // The client's own certificate is no authority, but a root that the broker's chain does not lead to.
    tls.truststore_location = Some(world.file("client.pem"));
    match world.connect(Listener::Ssl, Some(tls)) {
        Err(error @ NetError::Tls { error: TlsError::UnknownAuthority, .. }) => Ok(error.to_string()),
        other => Err(format!("not refused: {other:?}").into()),
    }
}

fn trust_store_of_keytool(world: &World) -> Result<String> {
    let store = world.file("ca.p12");
    let mut keytool = Command::new("keytool");
    keytool.args(["-importcert", "-noprompt", "-storetype", "PKCS12", "-storepass", "changeit", "-file"]);
    let made = keytool.arg(world.file("ca.pem")).arg("-keystore").arg(&store).output()?;
    if !made.status.success() {
        return Err(String::from_utf8_lossy(&made.stdout).into_owned().into());
    }
    let mut tls = world.tls();
    (tls.truststore_location, tls.truststore_type) = (Some(store), StoreType::Pkcs12);
    tls.truststore_password = Some("changeit".to_owned().into());
    world.connect(Listener::Ssl, Some(tls))?;
    Ok("read, and the broker verified by it".to_owned())
}

fn wrong_listener(world: &World) -> Result<String> {
    let encrypted = world.connect(Listener::Plaintext, Some(world.tls())).err().ok_or("no TLS is there")?;
    assert!(encrypted.to_string().contains("security.protocol"), "{encrypted}");
    let plain = world.connect(Listener::Ssl, None).err().ok_or("TLS is there")?;
    assert!(plain.to_string().contains("security protocol"), "{plain}");
    Ok(format!("{encrypted}; {plain}"))
}
