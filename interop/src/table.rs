//! What a comparison of many values found, as a table.

use std::fmt;

/// Rows of counts under one heading, and what was found to differ.
#[derive(Debug, Default)]
pub struct Table {
    rows: Vec<(String, Count)>,
    differences: Vec<String>,
}

/// One row: of how many kinds, in how many versions or variants, how many values were compared, and how many differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Kinds of things: messages, formats.
    pub kinds: usize,
    /// Their versions or variants, all together.
    pub versions: usize,
    /// Values of these.
    pub values: usize,
    /// Values in which the two sides differ.
    pub mismatches: usize,
}

impl Table {
    /// Starts a row, which the next values count for.
    pub fn begin(&mut self, name: impl Into<String>) {
        self.rows.push((name.into(), Count::default()));
    }

    /// Counts a kind in the last row.
    pub fn kind(&mut self) {
        self.last().kinds += 1;
    }

    /// Counts a version in the last row.
    pub fn version(&mut self) {
        self.last().versions += 1;
    }

    /// Counts a value in the last row, with what differs in it.
    pub fn value(&mut self, difference: Option<String>) {
        let count = self.last();
        count.values += 1;
        count.mismatches += usize::from(difference.is_some());
        self.differences.extend(difference.filter(|_| self.differences.len() < SHOWN));
    }

    /// All rows together.
    pub fn total(&self) -> Count {
        let add = |a: Count, b: &Count| Count {
            kinds: a.kinds + b.kinds,
            versions: a.versions + b.versions,
            values: a.values + b.values,
            mismatches: a.mismatches + b.mismatches,
        };
        self.rows.iter().map(|(_, count)| count).fold(Count::default(), add)
    }

    fn last(&mut self) -> &mut Count {
        if self.rows.is_empty() {
            self.begin("");
        }
        let at = self.rows.len() - 1;
        &mut self.rows[at].1
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = ("total".to_owned(), self.total());
        let width = self.rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0).max(5);
        writeln!(f, "{:width$} {:>8} {:>8} {:>8} {:>10}", "", "kinds", "versions", "values", "mismatches")?;
        for (name, Count { kinds, versions, values, mismatches }) in self.rows.iter().chain([&total]) {
            writeln!(f, "{name:width$} {kinds:>8} {versions:>8} {values:>8} {mismatches:>10}")?;
        }
        self.differences.iter().try_for_each(|difference| writeln!(f, "{difference}"))
    }
}

/// The first differences tell what is wrong; the rest is more of it.
const SHOWN: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_count_what_comes_after_their_names() {
        let mut table = Table::default();
        table.begin("first");
        table.kind();
        table.value(None);
        table.begin("second");
        table.version();
        table.value(Some("this differs".to_owned()));
        assert_eq!(table.total(), Count { kinds: 1, versions: 1, values: 2, mismatches: 1 });
        let text = table.to_string();
        assert!(text.lines().nth(3).is_some_and(|line| line.starts_with("total")), "{text}");
        assert!(text.ends_with("this differs\n"), "{text}");
    }
}
