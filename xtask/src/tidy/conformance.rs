//! `docs/conformance.md` and the tests agree, in both directions.
//!
//! The document lists all rules. Each has a row with the test that shows it, or a row that says why there is none; and a test says in its
//! doc comment, in a line of its own, which rules it shows:
//!
//! ```text
//! /// R38, R44.
//! #[test]
//! fn order_is_kept_when_the_first_of_five_in_flight_fails() {
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crate::workspace::{Workspace, has_extension};

type Rules = BTreeSet<String>;

pub(super) fn check(workspace: &Workspace) -> Vec<String> {
    let Some(document) = Workspace::read("docs/conformance.md") else {
        return vec!["docs/conformance.md is missing".to_owned()];
    };
    let document = match Document::parse(&document) {
        Ok(document) => document,
        Err(problem) => return vec![format!("docs/conformance.md: {problem}")],
    };
    let mut tests = Tests::default();
    for file in workspace.files.iter().filter(|file| has_extension(file, "rs")) {
        tests.read(&Workspace::read(file).unwrap_or_default());
    }
    document.problems(&tests)
}

/// What the document says.
#[derive(Debug, Default)]
struct Document {
    /// Every rule that there is.
    all: Rules,
    /// Rules with the test that shows them.
    shown: Vec<(Rules, String)>,
    /// Rules with a reason why no test shows them.
    excused: Rules,
}

/// Begins the line that lists all rules.
const ALL: &str = "All rules: ";

impl Document {
    fn parse(text: &str) -> Result<Self, String> {
        let mut document = Self::default();
        for line in text.lines() {
            if let Some(list) = line.strip_prefix(ALL) {
                document.all =
                    rules(list.trim_end_matches('.')).ok_or("the list of all rules cannot be read")?;
            }
            let Some(row) = line.strip_prefix("| ").and_then(|line| line.strip_suffix(" |")) else {
                continue;
            };
            let cells: Vec<&str> = row.split(" | ").collect();
            let (Some(first), Some(last)) = (cells.first(), cells.last()) else { continue };
            // What has no rule of its own has a test all the same.
            let named = if *first == "-" { Some(Rules::new()) } else { rules(first) };
            let Some(named) = named else { continue };
            match (cells.len(), last.strip_prefix('`').and_then(|last| last.strip_suffix('`'))) {
                (3, Some(test)) => document.shown.push((named, test.to_owned())),
                (2, _) => document.excused.extend(named),
                _ => return Err(format!("a row is neither of a test nor of a reason: {line}")),
            }
        }
        if document.all.is_empty() {
            return Err(format!("no line begins with \"{ALL}\""));
        }
        Ok(document)
    }

    fn problems(&self, tests: &Tests) -> Vec<String> {
        let mut problems = Vec::new();
        let shown: Rules = self.shown.iter().flat_map(|(rules, _)| rules).cloned().collect();
        for rule in &self.all {
            match (shown.contains(rule), self.excused.contains(rule)) {
                (false, false) => problems.push(format!("{rule} has no row")),
                (true, true) => problems.push(format!("{rule} has a test and a reason why it has none")),
                _ => {}
            }
        }
        let kinds: BTreeSet<&str> = self.all.iter().map(|rule| &rule[..1]).collect();
        let unknown = |rule: &&String| kinds.contains(&rule[..1]) && !self.all.contains(*rule);
        for rule in shown.union(&self.excused).filter(unknown) {
            problems.push(format!("{rule} is no rule of the list"));
        }
        let mut rows: BTreeMap<&str, Rules> = BTreeMap::new();
        for (rules, test) in &self.shown {
            rows.entry(test).or_default().extend(rules.iter().cloned());
        }
        for (test, named) in &rows {
            match tests.0.get(*test) {
                None => problems.push(format!("docs/conformance.md names {test}, and there is no such test")),
                Some(cited) => {
                    let missing = list(named.difference(cited));
                    if !missing.is_empty() {
                        problems
                            .push(format!("{test} does not say in its doc comment that it shows {missing}"));
                    }
                }
            }
        }
        let none = Rules::new();
        for (test, cited) in &tests.0 {
            let extra = list(cited.difference(rows.get(test.as_str()).unwrap_or(&none)));
            if !extra.is_empty() {
                problems.push(format!(
                    "{test} says that it shows {extra}, and docs/conformance.md has no such row"
                ));
            }
        }
        problems
    }
}

/// Tests by name, with the rules that they say they show. Of several with one name it is what any of them says.
#[derive(Debug, Default)]
struct Tests(BTreeMap<String, Rules>);

impl Tests {
    fn read(&mut self, source: &str) {
        let (mut cited, mut armed) = (Rules::new(), false);
        for line in source.lines().map(str::trim) {
            if let Some(comment) = line.strip_prefix("/// ") {
                let sentence = comment.strip_suffix('.').and_then(rules);
                cited.extend(sentence.into_iter().flatten());
            } else if line.starts_with("#[test]") || line.starts_with("#[tokio::test") {
                armed = true;
            } else if !line.starts_with("#[") && !line.starts_with("//") {
                let name =
                    line.trim_start_matches("async ").strip_prefix("fn ").and_then(|l| l.split('(').next());
                let cited = std::mem::take(&mut cited);
                if let (Some(name), true) = (name, std::mem::take(&mut armed)) {
                    self.0.entry(name.to_owned()).or_default().extend(cited);
                }
            }
        }
    }
}

/// A list of rules with commas, `E02 to E05` for several that follow each other. `None` if it is anything else.
fn rules(list: &str) -> Option<Rules> {
    let mut all = Rules::new();
    for part in list.split(", ") {
        match part.split_once(" to ") {
            None => {
                all.extend(is_rule(part).then(|| part.to_owned()));
                if !is_rule(part) {
                    return None;
                }
            }
            Some((first, last)) => {
                if !is_rule(first) || !is_rule(last) || first[..1] != last[..1] {
                    return None;
                }
                let (from, to): (u32, u32) = (first[1..].parse().ok()?, last[1..].parse().ok()?);
                let width = first.len() - 1;
                all.extend((from..=to).map(|number| format!("{}{number:0width$}", &first[..1])));
            }
        }
    }
    Some(all)
}

/// A capital and a number, perhaps a small letter.
fn is_rule(text: &str) -> bool {
    let number = text.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or_default();
    let number = number.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(number);
    !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
}

fn list<'a>(rules: impl Iterator<Item = &'a String>) -> String {
    rules.map(String::as_str).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = "\
All rules: A01 to A03, R9, R10.

| rule | what holds | test |
|---|---|---|
| A01, R9 | it holds | `it_holds` |
| A02 | so does this | `it_holds` |

| rule | why |
|---|---|
| A03, R10 | not done |
";

    /// With `//|` for `///`, which this check would read here as well.
    const SOURCE: &str = "\
//| What is tested.
///
//| A01, A02, R9.
#[test]
#[ignore]
fn it_holds() {}
fn helper() {}
//| A sentence, of R9.
#[tokio::test]
async fn waits() {}
";

    fn problems(document: &str, source: &str) -> Vec<String> {
        let mut tests = Tests::default();
        tests.read(&source.replace("//|", "///"));
        Document::parse(document).unwrap().problems(&tests)
    }

    #[test]
    fn a_document_and_tests_that_agree_have_no_problem() {
        assert_eq!(problems(DOCUMENT, SOURCE), [""; 0]);
    }

    #[test]
    fn each_direction_is_checked() {
        let without_row = DOCUMENT.replace("| A02 | so does this | `it_holds` |\n", "");
        assert_eq!(
            problems(&without_row, SOURCE),
            ["A02 has no row", "it_holds says that it shows A02, and docs/conformance.md has no such row"]
        );
        let uncited = SOURCE.replace("A01, A02, R9", "A01, A02");
        assert_eq!(
            problems(DOCUMENT, &uncited),
            ["it_holds does not say in its doc comment that it shows R9"]
        );
        let no_test = SOURCE.replace("#[test]\n", "");
        assert_eq!(
            problems(DOCUMENT, &no_test),
            ["docs/conformance.md names it_holds, and there is no such test"]
        );
        let excused = DOCUMENT.replace("| A03, R10 |", "| A01, A03, R10, R11 |");
        assert_eq!(
            problems(&excused, SOURCE),
            ["A01 has a test and a reason why it has none", "R11 is no rule of the list"]
        );
        assert!(Document::parse("| A01 | it holds | by luck |").is_err());
        assert!(Document::parse("").is_err());
    }

    #[test]
    fn lists_are_of_rules_alone() {
        assert_eq!(
            rules("E11b, F2").map(|r| r.into_iter().collect()),
            Some(vec!["E11b".into(), "F2".into()])
        );
        for text in ["", "rule", "A", "1", "A1 and A2", "A1 to R2", "KIP-467"] {
            assert_eq!(rules(text), None, "{text}");
        }
    }
}
