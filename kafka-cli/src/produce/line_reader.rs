//! Lines out of big blocks, with bounded memory.

use std::io::{self, ErrorKind, Read};
use std::ops::Range;

/// Cuts what it reads into lines, each without its newline. A carriage return is part of the line, and what follows the
/// last newline is a line if it is not empty.
pub(super) struct LineReader<R> {
    input: R,
    buffer: Vec<u8>,
    /// What is read and not handed out yet.
    pending: Range<usize>,
    /// How much of that is known to have no newline.
    scanned: usize,
    limit: usize,
    /// In the middle of a line that is too long, whose bytes are thrown away.
    skipping: bool,
    ended: bool,
}

/// A line of the input.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    Whole(&'a [u8]),
    /// Longer than the limit, and gone.
    TooLong,
}

enum Step {
    Line(Range<usize>),
    TooLong,
    End,
}

/// Bytes asked for in one read.
const BLOCK: usize = 256 * 1024;

impl<R: Read> LineReader<R> {
    /// Lines longer than `limit` are not kept.
    pub(super) fn new(input: R, limit: usize) -> Self {
        Self {
            input,
            buffer: vec![0; BLOCK],
            pending: 0..0,
            scanned: 0,
            limit,
            skipping: false,
            ended: false,
        }
    }

    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    /// The next line; `None` at the end of the input. After an error, the next call reads on.
    pub(super) fn next_line(&mut self) -> io::Result<Option<Line<'_>>> {
        Ok(match self.step()? {
            Step::Line(range) => Some(Line::Whole(self.buffer.get(range).unwrap_or_default())),
            Step::TooLong => Some(Line::TooLong),
            Step::End => None,
        })
    }

    fn step(&mut self) -> io::Result<Step> {
        loop {
            let start = self.pending.start + self.scanned;
            let unseen = self.buffer.get(start..self.pending.end).unwrap_or_default();
            if let Some(at) = memchr::memchr(b'\n', unseen) {
                let line = self.pending.start..start + at;
                self.pending.start = start + at + 1;
                self.scanned = 0;
                return Ok(self.judge(line));
            }
            self.scanned = self.pending.len();
            if self.skipping || self.scanned > self.limit {
                self.skipping = true;
                self.scanned = 0;
                self.pending = 0..0;
            }
            if self.ended {
                let line = std::mem::replace(&mut self.pending, 0..0);
                self.scanned = 0;
                return Ok(if line.is_empty() && !self.skipping { Step::End } else { self.judge(line) });
            }
            self.fill()?;
        }
    }

    fn judge(&mut self, line: Range<usize>) -> Step {
        if std::mem::take(&mut self.skipping) || line.len() > self.limit {
            Step::TooLong
        } else {
            Step::Line(line)
        }
    }

    /// Reads a block behind what is pending. Takes what there is: a terminal gives a line at a time.
    fn fill(&mut self) -> io::Result<()> {
        if self.pending.is_empty() {
            self.pending = 0..0;
        } else if self.buffer.len() - self.pending.end < BLOCK / 2 {
            // Only an incomplete line is ever moved, and it moves once a block.
            self.buffer.copy_within(self.pending.clone(), 0);
            self.pending = 0..self.pending.len();
            if self.buffer.len() - self.pending.end < BLOCK / 2 {
                self.buffer.resize(self.buffer.len() * 2, 0);
            }
        }
        let free = self.buffer.get_mut(self.pending.end..).unwrap_or_default();
        match self.input.read(free) {
            Ok(0) => self.ended = true,
            Ok(n) => self.pending.end += n,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives what it holds in pieces of `piece` bytes.
    struct Trickle<'a> {
        bytes: &'a [u8],
        piece: usize,
    }

    impl Read for Trickle<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let n = self.piece.min(self.bytes.len()).min(buffer.len());
            let (now, later) = self.bytes.split_at(n);
            buffer[..n].copy_from_slice(now);
            self.bytes = later;
            Ok(n)
        }
    }

    fn lines(bytes: &[u8], piece: usize, limit: usize) -> Vec<Option<Vec<u8>>> {
        let mut reader = LineReader::new(Trickle { bytes, piece }, limit);
        let mut lines = Vec::new();
        while let Some(line) = reader.next_line().unwrap() {
            lines.push(match line {
                Line::Whole(line) => Some(line.to_vec()),
                Line::TooLong => None,
            });
        }
        assert!(matches!(reader.next_line(), Ok(None)), "the end stays the end");
        lines
    }

    fn text(lines: &[Option<Vec<u8>>]) -> Vec<&str> {
        lines
            .iter()
            .map(|line| line.as_ref().map_or("TOO LONG", |line| std::str::from_utf8(line).unwrap()))
            .collect()
    }

    #[test]
    fn lines_do_not_depend_on_how_the_bytes_arrive() {
        for piece in [1, 2, 3, 7, 1000] {
            assert_eq!(text(&lines(b"one\n\ntwo\r\nlast", piece, 100)), ["one", "", "two\r", "last"]);
            assert_eq!(text(&lines(b"one\n", piece, 100)), ["one"]);
            assert_eq!(text(&lines(b"\n", piece, 100)), [""]);
            assert!(lines(b"", piece, 100).is_empty());
        }
    }

    #[test]
    fn a_line_over_the_limit_is_dropped_alone() {
        for piece in [1, 2, 5, 1000] {
            assert_eq!(text(&lines(b"1234\n12345\n1\n", piece, 4)), ["1234", "TOO LONG", "1"]);
            assert_eq!(text(&lines(b"1\n123456789", piece, 4)), ["1", "TOO LONG"]);
            assert_eq!(text(&lines(b"123456789\n\n", piece, 4)), ["TOO LONG", ""]);
        }
    }

    #[test]
    fn an_endless_line_takes_bounded_memory() {
        let mut reader = LineReader::new(io::repeat(b'x').take(64 << 20), 1000);
        assert_eq!(reader.next_line().unwrap(), Some(Line::TooLong));
        assert_eq!(reader.next_line().unwrap(), None);
        assert_eq!(reader.buffer.len(), BLOCK);
    }

    #[test]
    fn a_line_longer_than_a_block_is_whole() {
        let mut bytes = vec![b'x'; 3 * BLOCK];
        bytes.extend_from_slice(b"\nnext");
        let lines = lines(&bytes, 100_000, 10 * BLOCK);
        assert_eq!(lines[0].as_ref().map(Vec::len), Some(3 * BLOCK));
        assert_eq!(lines[1].as_deref(), Some(&b"next"[..]));
    }
}
