//! Foreign programs: fed, read and bounded in time.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use xtask::clock::poll_until;
use xtask::command::line;

use crate::Result;

/// Runs `command` with `input` on its standard input and returns what it writes to its standard output. After `limit`
/// it is ended, and that is an error, as is any exit that is not a success; both show its last words.
pub fn run_program(command: &mut Command, input: &[u8], limit: Duration) -> Result<Vec<u8>> {
    let name = line(command);
    let name = name.get(..200).unwrap_or(&name);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cannot run `{name}`: {error}"))?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        // One that ends early breaks the pipe; its exit tells why.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
        let output = scope.spawn(move || read_all(stdout));
        let errors = scope.spawn(move || read_all(stderr));
        let status = poll_until(limit, || Ok(child.try_wait()?));
        if !matches!(status, Ok(Some(_))) {
            end(&mut child);
        }
        let output = output.join().map_err(|_| "the reader panicked")?;
        let errors = errors.join().map_err(|_| "the reader panicked")?;
        let errors = String::from_utf8_lossy(&errors);
        match status? {
            Some(status) if status.success() => Ok(output),
            Some(status) => Err(format!("`{name}`: {status}\n{}", tail(&errors)).into()),
            None => Err(format!("`{name}`: not done after {} s\n{}", limit.as_secs(), tail(&errors)).into()),
        }
    })
}

fn read_all(from: Option<impl Read>) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(mut from) = from {
        // What came before the error is still worth showing.
        drop(from.read_to_end(&mut bytes));
    }
    bytes
}

fn end(child: &mut Child) {
    drop(child.kill());
    drop(child.wait());
}

fn tail(text: &str) -> String {
    let lines: Vec<_> = text.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);

    #[test]
    fn what_goes_in_comes_out() {
        let input = vec![b'x'; 1 << 20];
        assert_eq!(run_program(&mut Command::new("cat"), &input, LIMIT).unwrap(), input);
    }

    #[test]
    fn a_program_that_fails_is_quoted() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo no such thing >&2; exit 3"]);
        let error = run_program(&mut command, b"", LIMIT).unwrap_err().to_string();
        assert!(error.contains("no such thing") && error.contains('3'), "{error}");
    }

    #[test]
    fn a_program_that_does_not_end_is_ended() {
        let mut command = Command::new("tail");
        command.args(["-f", "/dev/null"]);
        let error = run_program(&mut command, b"", Duration::ZERO).unwrap_err().to_string();
        assert!(error.contains("not done"), "{error}");
    }
}
