//! `cargo xtask kafka`.

use std::path::PathBuf;
use std::process::Stdio;

use clap::{Args, Subcommand};

use super::{
    AUDIENCE, Cluster, ClusterConfig, ISSUER, TokenSigner, USER, Version, class_path, dir_or_default,
};
use crate::command;
use crate::failure::Result;

/// Run a real Kafka on the loopback interface.
#[derive(Debug, Subcommand)]
pub enum KafkaCommand {
    /// Start a cluster, wait until it answers, and print its bootstrap addresses.
    Up(Up),
    /// End the cluster and remove its folder.
    Down(Dir),
    /// SIGKILL one node.
    Kill(Node),
    /// SIGSTOP one node: it keeps its connections and answers nothing.
    Stop(Node),
    /// SIGCONT one node.
    Cont(Node),
    /// Start a killed node again.
    Start(Node),
    /// Print a token for the OAUTHBEARER listener of a secure cluster.
    Token(Token),
    /// Run a Java class on the cluster's class path.
    Exec(Exec),
    /// Print the class path of a release, fetched if need be.
    Classpath {
        /// The release.
        #[arg(long, default_value_t = Version::newest())]
        version: Version,
    },
}

/// What to start.
#[derive(Args, Debug)]
pub struct Up {
    /// The release, from 0.9.0.1 on.
    #[arg(long, default_value_t = Version::newest())]
    version: Version,
    /// 1 or 3.
    #[arg(long, default_value_t = 1)]
    nodes: u32,
    /// PLAINTEXT port of node 1; node 2 and 3 are at +10 and +20.
    #[arg(long, default_value_t = 19092)]
    port: u16,
    /// Also listen on SSL (+1), SASL_PLAINTEXT (+2) and SASL_SSL (+3): PLAIN and SCRAM, user alice, password alice-secret;
    /// on OAUTHBEARER inside TLS (+4), see `kafka token`; on TLS that requires a client certificate (+6), and TLS with a
    /// certificate for another host (+7) and with one that has expired (+8). Certificates are in DIR/tls.
    #[arg(long)]
    secure: bool,
    /// Run an authorizer: user mallory, password mallory-secret, may do nothing. Needs --secure.
    #[arg(long, requires = "secure")]
    authorizer: bool,
    /// Run a KDC in DIR/kerberos and listen on GSSAPI (+9), user alice by DIR/kerberos/client.keytab. Needs --secure.
    #[arg(long, requires = "secure")]
    kerberos: bool,
    /// A broker property, as key=value; may be repeated.
    #[arg(long = "prop", value_parser = key_value)]
    props: Vec<(String, String)>,
    #[command(flatten)]
    dir: Dir,
}

/// Which cluster.
#[derive(Args, Debug)]
pub struct Dir {
    /// The cluster's folder [default: xtask-kafka in the folder for temporary files].
    #[arg(long)]
    dir: Option<PathBuf>,
}

/// Which node of which cluster.
#[derive(Args, Debug)]
pub struct Node {
    /// Counted from 1.
    node: u32,
    #[command(flatten)]
    dir: Dir,
}

/// Whom a token is for, and how long.
#[derive(Args, Debug)]
pub struct Token {
    /// The user's name.
    #[arg(long, default_value = USER)]
    subject: String,
    /// Its life in seconds; a negative one gives a token that has expired.
    #[arg(long, default_value_t = 3600, allow_negative_numbers = true)]
    life: i64,
    #[command(flatten)]
    dir: Dir,
}

/// A Java program with its arguments.
#[derive(Args, Debug)]
pub struct Exec {
    #[command(flatten)]
    dir: Dir,
    /// The class and its arguments.
    #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    words: Vec<String>,
}

/// Does what the command line says.
pub fn run(command: KafkaCommand) -> Result<()> {
    match command {
        KafkaCommand::Up(up) => {
            let Up { version, nodes, port, secure, authorizer, kerberos, props, dir } = up;
            let dir = dir_or_default(dir.dir);
            let config = ClusterConfig { version, nodes, port, dir, secure, authorizer, kerberos, props };
            println!("{}", Cluster::up(config)?.bootstrap());
            Ok(())
        }
        KafkaCommand::Down(dir) => match dir.cluster() {
            Ok(cluster) => cluster.down(),
            // Nothing to end is what `down` is for, so that scripts can call it first and last.
            Err(nothing) => {
                println!("{nothing}");
                Ok(())
            }
        },
        KafkaCommand::Kill(node) => node.dir.cluster()?.kill(node.node),
        KafkaCommand::Stop(node) => node.dir.cluster()?.stop(node.node),
        KafkaCommand::Cont(node) => node.dir.cluster()?.cont(node.node),
        KafkaCommand::Start(node) => node.dir.cluster()?.start(node.node),
        KafkaCommand::Token(Token { subject, life, dir }) => {
            let signer = TokenSigner::open(&dir.cluster()?.config().oauth_dir())?;
            println!("{}", signer.token(&subject, ISSUER, AUDIENCE, life)?);
            Ok(())
        }
        KafkaCommand::Exec(exec) => {
            let (class, args) = exec.words.split_first().ok_or("no class is named")?;
            command::run(exec.dir.cluster()?.java(class)?.args(args).stdin(Stdio::inherit()))
        }
        KafkaCommand::Classpath { version } => {
            println!("{}", class_path(&version)?);
            Ok(())
        }
    }
}

impl Dir {
    fn cluster(self) -> Result<Cluster> {
        Cluster::open(&dir_or_default(self.dir))
    }
}

fn key_value(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("write it as key=value")?;
    Ok((key.to_owned(), value.to_owned()))
}
