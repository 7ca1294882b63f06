//! One real node with TLS listeners: with and without client certificates, with certificates that are no good.

use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::time::Duration;

use interop::{Kcat, Nodes, Result, Scenario, TestCluster, run_suite, samples, send_rows};
use kafka_net::driver::Client;
use kafka_net::{NetConfig, NetError, StoreType, TlsConfig, TlsError, TlsVersion};
use kafka_producer::{Producer, ProducerConfig, ProducerRecord, SendAndWaitError, SendError};
use xtask::clock::Stopwatch;
use xtask::kafka::Listener;

fn main() -> ExitCode {
    run_suite("tls", World::start, SCENARIOS)
}

const SCENARIOS: &[Scenario<World>] = &[
    ("records_go_encrypted_and_nothing_differs", records_go_encrypted),
    ("a_client_without_a_good_certificate_is_told_so", bad_client_certificates),
    ("a_broker_of_another_authority_is_refused", another_authority),
    ("a_broker_of_another_name_or_time_is_refused", bad_broker_certificates),
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
            props: &[],
        })?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        Ok(Self { kcat: Kcat::new(kafka.bootstrap()), kafka, runtime })
    }

    fn file(&self, name: &str) -> PathBuf {
        self.kafka.tls_file(name)
    }

    /// Trusts the cluster's authority and has a certificate of it.
    fn tls(&self) -> TlsConfig {
        self.certified_as("client")
    }

    /// Trusts the cluster's authority and has this certificate.
    fn certified_as(&self, name: &str) -> TlsConfig {
        let mut tls = self.kafka.tls();
        tls.keystore_location = Some(self.file(&format!("{name}-keystore.pem")));
        tls
    }

    /// The producer fails a record at once, and not by a timeout.
    fn assert_producer_is_told(&self, listener: Listener, tls: TlsConfig) -> Result {
        let producer =
            Producer::new(ProducerConfig::builder(self.kafka.bootstrap_of(listener)).tls(tls).build()?)?;
        let record = ProducerRecord::to("never-written").value(&b"v"[..]);
        let sent = self.runtime.block_on(producer.send_and_wait(record));
        producer.close_blocking(Duration::from_secs(5));
        match sent {
            Err(SendAndWaitError::Send(SendError::Authentication { .. })) => Ok(()),
            other => Err(format!("{listener:?}: the producer said {other:?}").into()),
        }
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
        for (listener, certified) in
            [(Listener::Ssl, false), (Listener::Ssl, true), (Listener::ClientCertificate, true)]
        {
            let topic = format!("records-{version}-{}-{certified}", listener.name());
            world.kafka.admin().create_topic(&topic, 3, 1, &[])?;
            let mut config = ProducerConfig::builder(world.kafka.bootstrap_of(listener))
                .set("security.protocol", "SSL")?
                .set("ssl.protocol", version)?
                .set("ssl.truststore.location", &path("ca.pem"))?;
            if certified {
                config = config.set("ssl.keystore.location", &path("client-keystore.pem"))?;
            }
            let producer = Producer::new(config.build()?)?;
            let placed = send_rows(&producer, &topic, &samples())?;
            producer.close_blocking(Duration::from_secs(30));
            assert_eq!(world.kcat.rows(&topic)?, placed, "{topic}, as kcat reads it");
        }
    }
    Ok(format!("{} records each of TLS 1.2 and 1.3, with and without a certificate", samples().len()))
}

/// No certificate, one whose time is over, and one of an authority that the broker does not know.
fn bad_client_certificates(world: &World) -> Result<String> {
    let mut alerts = Vec::new();
    let watch = Stopwatch::start();
    for name in [None, Some("expired-client"), Some("other-client")] {
        for version in [TlsVersion::Tls12, TlsVersion::Tls13] {
            let mut tls = name.map_or_else(|| world.kafka.tls(), |name| world.certified_as(name));
            tls.protocol = version;
            match world.connect(Listener::ClientCertificate, Some(tls.clone())) {
                Err(error @ NetError::Tls { error: TlsError::Refused { alert, .. }, .. }) => {
                    assert!(error.is_authentication(), "{name:?}: {error}");
                    alerts.push(alert);
                }
                other => return Err(format!("{name:?} is not refused: {other:?}").into()),
            }
            world.assert_producer_is_told(Listener::ClientCertificate, tls)?;
        }
    }
    Ok(format!("alerts {alerts:?}, with the producer's errors in {:?}", watch.elapsed()))
}

/// On every listener with TLS, before anything secret is sent.
fn another_authority(world: &World) -> Result<String> {
    // What has expired is told as such whoever signed it.
    let is_meant = |listener: &&Listener| listener.is_encrypted() && **listener != Listener::Expired;
    let encrypted: Vec<_> = Listener::ALL.iter().filter(is_meant).collect();
    for listener in &encrypted {
        let mut tls = world.tls();
        tls.truststore_location = Some(world.file("other-ca.pem"));
        match world.connect(**listener, Some(tls.clone())) {
            Err(NetError::Tls { error: TlsError::UnknownAuthority, .. }) => {}
            other => return Err(format!("{listener:?} is not refused: {other:?}").into()),
        }
        world.assert_producer_is_told(**listener, tls)?;
    }
    Ok(format!("{} listeners", encrypted.len()))
}

fn bad_broker_certificates(world: &World) -> Result<String> {
    let mut told = Vec::new();
    for listener in [Listener::WrongName, Listener::Expired] {
        let error = world.connect(listener, Some(world.tls())).err().ok_or("it is trusted")?;
        let expected = matches!(
            (&error, listener),
            (NetError::Tls { error: TlsError::HostName { .. }, .. }, Listener::WrongName)
                | (NetError::Tls { error: TlsError::Expired { .. }, .. }, Listener::Expired)
        );
        assert!(expected && error.is_authentication(), "{listener:?}: {error:?}");
        world.assert_producer_is_told(listener, world.tls())?;
        told.push(error.to_string());
    }
    Ok(told.join("; "))
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
    world.connect(Listener::ClientCertificate, Some(tls))?;
    Ok("read, and the broker verified by it".to_owned())
}

fn wrong_listener(world: &World) -> Result<String> {
    let encrypted = world.connect(Listener::Plaintext, Some(world.tls())).err().ok_or("no TLS is there")?;
    assert!(encrypted.to_string().contains("security.protocol"), "{encrypted}");
    let plain = world.connect(Listener::Ssl, None).err().ok_or("TLS is there")?;
    assert!(plain.to_string().contains("security protocol"), "{plain}");
    Ok(format!("{encrypted}; {plain}"))
}
