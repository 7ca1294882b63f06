//! Small Java programs on the class path of a Kafka release: compiled when they are needed, and asked line by line.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use crate::command;
use crate::failure::{Context, Result};
use crate::install;
use crate::kafka::{Version, class_path};

/// Compiled classes and the jars that they need.
#[derive(Debug)]
pub struct JavaClasses {
    class_path: String,
    // Holds the class files while this lives.
    folder: TempDir,
}

impl JavaClasses {
    /// Compiles `sources`, named from the top folder of the repository, against the jars of `version`, which are fetched if
    /// need be.
    pub fn compile(version: &Version, sources: &[&str]) -> Result<Self> {
        install::ensure(&[install::JAVA, install::MAVEN])?;
        let folder = TempDir::new()?;
        let jars = class_path(version)?;
        let mut javac = command::program("javac");
        javac.args(["-proc:none", "-encoding", "UTF-8", "-cp", &jars, "-d"]).arg(folder.path()).args(sources);
        command::capture(&mut javac)?;
        Ok(Self { class_path: format!("{}:{jars}", folder.path().display()), folder })
    }

    /// A run of this class; the caller adds its arguments.
    pub fn command(&self, class: &str) -> Command {
        let mut java = Command::new("java");
        java.args(["-Xmx512m", "-XX:+UseSerialGC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"]);
        java.args(["-Dfile.encoding=UTF-8", "-cp", &self.class_path, class]);
        java
    }
}

/// A program that answers lines with lines, and runs until this is dropped.
#[derive(Debug)]
pub struct LineProgram {
    child: Child,
    questions: Option<Sender<String>>,
    answers: Receiver<String>,
    log: PathBuf,
    // The class files, until the program has ended.
    _classes: JavaClasses,
}

impl LineProgram {
    /// Starts `class`.
    pub fn start(classes: JavaClasses, class: &str) -> Result<Self> {
        let log = classes.folder.path().join("stderr.log");
        let mut command = classes.command(class);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(File::create(&log)?);
        let mut child = command.spawn().context("cannot run java")?;
        let stdin = child.stdin.take().ok_or("java has no standard input")?;
        let stdout = child.stdout.take().ok_or("java has no standard output")?;
        // Threads on both sides: with one, a full pipe could keep each side waiting for the other to read.
        let (questions, to_write) = mpsc::channel();
        thread::spawn(move || write_lines(stdin, &to_write));
        let (read, answers) = mpsc::sync_channel(ANSWERS_AHEAD);
        thread::spawn(move || read_lines(stdout, &read));
        Ok(Self { child, questions: Some(questions), answers, log, _classes: classes })
    }

    /// Asks without waiting for the answer.
    pub fn ask(&self, question: String) {
        if let Some(questions) = &self.questions {
            // A program that has ended gives no answer, which is where that shows.
            drop(questions.send(question));
        }
    }

    /// The next line that the program says; one that begins with `!` is a failure.
    pub fn answer(&self) -> Result<String> {
        match self.answers.recv_timeout(LIMIT) {
            Ok(line) => match line.strip_prefix("! ") {
                Some(reason) => Err(format!("java: {reason}").into()),
                None => Ok(line),
            },
            Err(RecvTimeoutError::Timeout) => {
                Err(format!("java said nothing for {} s\n{}", LIMIT.as_secs(), tail(&self.log)).into())
            }
            Err(RecvTimeoutError::Disconnected) => Err(format!("java ended\n{}", tail(&self.log)).into()),
        }
    }

    /// Asks a question of one answer and waits for it.
    pub fn tell(&self, question: String) -> Result<String> {
        self.ask(question);
        self.answer()
    }
}

impl Drop for LineProgram {
    fn drop(&mut self) {
        // Its input ends, and so would it; but nobody waits for what it may still be at.
        self.questions = None;
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn write_lines(stdin: ChildStdin, questions: &Receiver<String>) {
    let mut stdin = BufWriter::new(stdin);
    while let Ok(first) = questions.recv() {
        for question in std::iter::once(first).chain(questions.try_iter()) {
            if writeln!(stdin, "{question}").is_err() {
                return;
            }
        }
        if stdin.flush().is_err() {
            return;
        }
    }
}

fn read_lines(stdout: ChildStdout, answers: &SyncSender<String>) {
    for line in BufReader::with_capacity(1 << 16, stdout).lines() {
        let Ok(line) = line else { return };
        if answers.send(line).is_err() {
            return;
        }
    }
}

fn tail(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<_> = text.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}

/// Lines that are read before somebody wants them.
const ANSWERS_AHEAD: usize = 256;
const LIMIT: Duration = Duration::from_secs(60);
