//! A realm for a test cluster: MIT Kerberos' KDC on loopback, principals, and keytabs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::process::Process;
use super::{ClusterConfig, HOST, USER};
use crate::command::{self, program};
use crate::failure::{Context, Result};
use crate::install;

/// The realm that brokers and clients are in.
pub const REALM: &str = "XTASK.EXAMPLE";
/// `sasl.kerberos.service.name`.
pub const SERVICE: &str = "kafka";

/// Writes configuration, database and keytabs into the cluster's folder.
pub(super) fn create(config: &ClusterConfig) -> Result<()> {
    install::ensure(&[install::KDC, install::KADMIN])?;
    let folder = config.kerberos_dir();
    fs::create_dir_all(&folder).context(format_args!("cannot create {}", folder.display()))?;
    fs::write(folder.join("krb5.conf"), client_configuration(config))?;
    fs::write(folder.join("kdc.conf"), kdc_configuration(config, &folder))?;
    run(&folder, "kdb5_util", &["create", "-s", "-r", REALM, "-P", "a master password"])?;
    for (principal, keytab) in
        [(format!("{SERVICE}/{HOST}"), "broker.keytab"), (USER.to_owned(), "client.keytab")]
    {
        add(&folder, &principal, keytab)?;
    }
    // One whose keytab outlives it.
    add(&folder, "nobody", "unknown.keytab")?;
    run(&folder, ADMIN, &["-r", REALM, "-q", "delete_principal -force nobody"])
}

fn add(folder: &Path, principal: &str, keytab: &str) -> Result<()> {
    run(folder, ADMIN, &["-r", REALM, "-q", &format!("add_principal -randkey {principal}")])?;
    let keytab = folder.join(keytab);
    run(folder, ADMIN, &["-r", REALM, "-q", &format!("ktadd -k {} {principal}", keytab.display())])
}

fn run(folder: &Path, name: &str, args: &[&str]) -> Result<()> {
    command::capture(configured(&mut program(name), folder).args(args)).map(drop)
}

/// Starts the KDC; it answers by the time a broker does.
pub(super) fn start(config: &ClusterConfig) -> Result<()> {
    let mut kdc = program(KDC);
    // In the foreground; the last argument is the file of process ids that [`Process`] looks for.
    configured(&mut kdc, &config.kerberos_dir()).args(["-n", "-r", REALM, "-P"]);
    process(config).start(kdc)
}

pub(super) fn process(config: &ClusterConfig) -> Process {
    Process::of(config.kerberos_dir().join("kdc.own-pid"))
}

/// What the listener for Kerberos is told, without its prefix.
pub(super) fn broker_settings(config: &ClusterConfig) -> [(&'static str, String); 3] {
    let keytab = config.kerberos_dir().join("broker.keytab");
    let login = format!(
        "com.sun.security.auth.module.Krb5LoginModule required useKeyTab=true storeKey=true \
         keyTab=\"{}\" principal=\"{SERVICE}/{HOST}@{REALM}\";",
        keytab.display()
    );
    [
        ("sasl.enabled.mechanisms", "GSSAPI".to_owned()),
        ("gssapi.sasl.jaas.config", login),
        ("sasl.kerberos.service.name", SERVICE.to_owned()),
    ]
}

pub(super) fn java_option(config: &ClusterConfig) -> String {
    format!("-Djava.security.krb5.conf={}", config.kerberos_dir().join("krb5.conf").display())
}

fn configured<'a>(command: &'a mut Command, folder: &Path) -> &'a mut Command {
    command.env("PATH", path()).env("KRB5_CONFIG", folder.join("krb5.conf"));
    command.env("KRB5_KDC_PROFILE", folder.join("kdc.conf"))
}

/// With the folder of programs for administrators, which not every user has.
fn path() -> std::ffi::OsString {
    let mut path = std::env::var_os("PATH").unwrap_or_default();
    path.push(":/usr/sbin");
    path
}

fn client_configuration(config: &ClusterConfig) -> String {
    format!(
        "[libdefaults]\n default_realm = {REALM}\n dns_lookup_kdc = false\n dns_lookup_realm = false\n rdns = false\n \
         dns_canonicalize_hostname = false\n udp_preference_limit = 1\n\
         [realms]\n {REALM} = {{\n  kdc = {HOST}:{}\n }}\n[domain_realm]\n {HOST} = {REALM}\n localhost = {REALM}\n",
        config.kdc_port()
    )
}

fn kdc_configuration(config: &ClusterConfig, folder: &Path) -> String {
    let (folder, port) = (folder.display(), config.kdc_port());
    format!(
        "[kdcdefaults]\n kdc_listen = {HOST}:{port}\n kdc_tcp_listen = {HOST}:{port}\n\
         [realms]\n {REALM} = {{\n  database_name = {folder}/principal\n  key_stash_file = {folder}/stash\n  \
         acl_file = {folder}/kadm5.acl\n  max_life = 1h\n }}\n\
         [logging]\n kdc = FILE:{folder}/kdc.log\n admin_server = FILE:{folder}/admin.log\n"
    )
}

impl ClusterConfig {
    /// Kerberos of a cluster that has it: `krb5.conf`, and the keytabs `client.keytab` of [`USER`] and `unknown.keytab` of a
    /// principal that the KDC does not know.
    pub fn kerberos_dir(&self) -> PathBuf {
        self.dir.join("kerberos")
    }

    /// Node 1's zone has ten ports, and this is beyond the three zones.
    fn kdc_port(&self) -> u16 {
        self.port + 31
    }
}

const KDC: &str = install::KDC.name;
const ADMIN: &str = install::KADMIN.name;
