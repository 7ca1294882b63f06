//! A Java process that outlives the task that started it: found again by its process id file.

use std::fs::{self, File};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use rustix::process::{Pid, Signal, WaitOptions};

use crate::clock::poll_until;
use crate::failure::{Context, Result};

/// A process described by files beside its configuration: `node1.properties`, `node1.pid`, `node1.log`.
#[derive(Clone, Debug)]
pub(super) struct Process {
    configuration: PathBuf,
}

impl Process {
    /// The process that is, or will be, started with this configuration file among its arguments.
    pub(super) fn of(configuration: PathBuf) -> Self {
        Self { configuration }
    }

    pub(super) fn configuration(&self) -> &Path {
        &self.configuration
    }

    /// Starts `command` in a process group of its own, so that an interrupt at the terminal does not reach it.
    /// Nobody waits for the child: it outlives this program, or `pid` reaps it.
    pub(super) fn start(&self, mut command: Command) -> Result<()> {
        let log = File::options().create(true).append(true).open(self.log_file())?;
        let child = command
            .arg(&self.configuration)
            .stdout(log.try_clone()?)
            .stderr(log)
            .process_group(0)
            .spawn()
            .context("cannot start java")?;
        fs::write(self.pid_file(), child.id().to_string()).context("cannot write the process id")
    }

    /// Sends `signal`; an error when the process has ended.
    pub(super) fn signal(&self, signal: Signal) -> Result<()> {
        let pid = self.pid().ok_or_else(|| format!("{} is not running", self.name()))?;
        rustix::process::kill_process(pid, signal).context(format_args!("cannot signal {}", self.name()))
    }

    /// Ends the process the hard way and returns when it is gone.
    pub(super) fn kill(&self) -> Result<()> {
        if let Some(pid) = self.pid() {
            rustix::process::kill_process(pid, Signal::KILL)
                .context(format_args!("cannot end {}", self.name()))?;
        }
        let gone = poll_until(Duration::from_secs(20), || Ok((!self.is_running()).then_some(())))?;
        gone.ok_or_else(|| format!("{} does not end", self.name()).into())
    }

    /// Asks the process to end and returns when it is gone.
    pub(super) fn end(&self) -> Result<()> {
        self.signal(Signal::TERM)?;
        let gone = poll_until(Duration::from_secs(60), || Ok((!self.is_running()).then_some(())))?;
        gone.ok_or_else(|| format!("{} does not end", self.name()).into())
    }

    pub(super) fn is_running(&self) -> bool {
        self.pid().is_some()
    }

    /// The last lines of what the process printed.
    pub(super) fn log_tail(&self) -> String {
        let log = fs::read_to_string(self.log_file()).unwrap_or_default();
        let lines: Vec<_> = log.lines().collect();
        lines[lines.len().saturating_sub(40)..].join("\n")
    }

    /// The id of the process while it runs.
    ///
    /// The file may be older than the last start of the machine, and the number another program's by now: it counts
    /// only if the program has this configuration among its arguments.
    fn pid(&self) -> Option<Pid> {
        let text = fs::read_to_string(self.pid_file()).ok()?;
        let pid = Pid::from_raw(text.trim().parse().ok()?)?;
        // If it was started by this program and has ended, it stays in the process table until its parent looks.
        let _ = rustix::process::waitpid(Some(pid), WaitOptions::NOHANG);
        if !Path::new("/proc/self").exists() {
            return rustix::process::test_kill_process(pid).is_ok().then_some(pid);
        }
        let folder = PathBuf::from(format!("/proc/{}", pid.as_raw_nonzero()));
        let arguments = fs::read(folder.join("cmdline")).ok()?;
        if arguments.is_empty() {
            // Empty while it replaces its program, as `java` does to start with other settings, and once it has
            // ended. It is over when its last thread is: until then its ports are taken.
            let status = fs::read_to_string(folder.join("status")).ok()?;
            // Zombie with one thread, or on its way out of the process table, where no thread is counted any more.
            let is_over = status.contains("\nState:\tX")
                || status.contains("\nThreads:\t0\n")
                || (status.contains("\nState:\tZ") && status.contains("\nThreads:\t1\n"));
            return (!is_over).then_some(pid);
        }
        let ours = self.configuration.as_os_str().as_encoded_bytes();
        arguments.split(|byte| *byte == 0).any(|argument| argument == ours).then_some(pid)
    }

    fn name(&self) -> String {
        self.configuration.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }

    fn pid_file(&self) -> PathBuf {
        self.configuration.with_extension("pid")
    }

    fn log_file(&self) -> PathBuf {
        self.configuration.with_extension("log")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A process that reads its configuration and never ends by itself.
    fn follower(folder: &Path) -> Process {
        let process = Process::of(folder.join("node1.properties"));
        fs::write(process.configuration(), "").unwrap();
        let mut command = Command::new("tail");
        command.arg("-f");
        process.start(command).unwrap();
        process
    }

    #[test]
    fn a_process_is_found_again_by_its_file_until_it_is_killed() {
        let folder = tempfile::tempdir().unwrap();
        let started = follower(folder.path());
        let found = Process::of(started.configuration().to_owned());
        assert!(found.is_running());
        found.kill().unwrap();
        assert!(!started.is_running());
        assert!(started.signal(Signal::STOP).is_err());
    }

    #[test]
    fn a_stopped_process_can_be_killed() {
        let folder = tempfile::tempdir().unwrap();
        let process = follower(folder.path());
        process.signal(Signal::STOP).unwrap();
        assert!(process.is_running());
        process.kill().unwrap();
        assert!(!process.is_running());
    }

    #[test]
    fn a_number_that_another_program_has_by_now_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let process = Process::of(folder.path().join("node1.properties"));
        fs::write(process.pid_file(), std::process::id().to_string()).unwrap();
        assert!(!process.is_running());
        process.kill().unwrap();
    }
}
