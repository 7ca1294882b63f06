//! The program as a child process.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};

use kafka_net::NetConfig;
use kafka_net::driver::Client;
use kafka_records::Record;
use rustix::process::{Pid, Signal, kill_process};

use crate::readback::read_topic;

/// How a run ended, and what it said.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs the program to its end, without input.
pub(crate) fn kp(arguments: &[&str]) -> Ended {
    kp_with_input(arguments, b"")
}

/// Runs the program to its end.
pub(crate) fn kp_with_input(arguments: &[&str], input: &[u8]) -> Ended {
    let mut kp = Kp::spawn(arguments);
    drop(kp.write(input));
    kp.wait()
}

/// The program while it runs; killed when dropped.
pub(crate) struct Kp {
    child: Child,
    stdout: Option<JoinHandle<String>>,
    stderr: Option<JoinHandle<String>>,
    first_line: mpsc::Receiver<String>,
    errors: mpsc::Receiver<String>,
}

impl Kp {
    pub(crate) fn spawn(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_kp"))
            .args(arguments)
            .env_remove("RUST_LOG")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (stdout, first_line) = collect(child.stdout.take().unwrap());
        let (stderr, errors) = collect(child.stderr.take().unwrap());
        Self { child, stdout: Some(stdout), stderr: Some(stderr), first_line, errors }
    }

    /// Writes to the standard input, which stays open as long as the result lives. A program that left is no error.
    pub(crate) fn write(&mut self, input: &[u8]) -> ChildStdin {
        let mut stdin = self.child.stdin.take().unwrap();
        stdin.write_all(input).ok();
        stdin
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Waits for a line on the standard error that contains `part`.
    pub(crate) fn wait_for_stderr(&self, part: &str) {
        assert!(self.errors.iter().any(|line| line.contains(part)), "ended without `{part}`");
    }

    pub(crate) fn wait(mut self) -> Ended {
        let status = self.child.wait().unwrap();
        let text = |thread: Option<JoinHandle<String>>| thread.unwrap().join().unwrap();
        let (stdout, stderr) = (text(self.stdout.take()), text(self.stderr.take()));
        Ended { code: status.code().unwrap_or(-1), stdout, stderr }
    }
}

impl Drop for Kp {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Reads a stream to its end on a thread, so that the program never waits for us, and tells each line as it comes.
fn collect(stream: impl Read + Send + 'static) -> (JoinHandle<String>, mpsc::Receiver<String>) {
    let (tell, told) = mpsc::channel();
    let thread = thread::spawn(move || {
        let mut text = String::new();
        for line in BufReader::new(stream).lines() {
            let line = line.unwrap();
            text.push_str(&line);
            text.push('\n');
            tell.send(line).ok();
        }
        text
    });
    (thread, told)
}

/// `kp broker` on free ports.
pub(crate) struct Broker {
    kp: Kp,
    pub(crate) bootstrap: String,
}

impl Broker {
    pub(crate) fn start(options: &[&str]) -> Self {
        let kp = Kp::spawn(&[&["broker", "--port", "0"], options].concat());
        let bootstrap = kp.first_line.recv().expect("the broker says where it listens");
        Self { kp, bootstrap }
    }

    /// Every record of a topic, with its partition.
    pub(crate) fn records(&self, topic: &str) -> Vec<(i32, Record)> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let mut records = Vec::new();
        runtime.block_on(async {
            let client = Client::connect(NetConfig::new(&self.bootstrap).unwrap()).await.unwrap();
            read_topic(&client, topic, &[], |partition, record| {
                records.push((partition, record.clone()));
                Ok(())
            })
            .await
            .unwrap();
        });
        records
    }

    /// The values of a topic's records as text; of one partition, in order.
    pub(crate) fn values(&self, topic: &str) -> Vec<String> {
        let text = |record: Record| String::from_utf8(record.value.unwrap().to_vec()).unwrap();
        self.records(topic).into_iter().map(|(_, record)| text(record)).collect()
    }

    /// Stops the process where it is: connections stay open, and nothing is answered any more.
    pub(crate) fn freeze(&self) {
        self.kp.signal(Signal::STOP);
    }

    /// Ends it as Ctrl-C does.
    pub(crate) fn stop(self) -> Ended {
        self.kp.signal(Signal::INT);
        self.kp.wait()
    }
}

pub(crate) fn lines_of(text: &str) -> Vec<&str> {
    text.lines().collect()
}

/// A number with its thousands apart, below a million.
pub(crate) fn grouped(number: usize) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) }
}
