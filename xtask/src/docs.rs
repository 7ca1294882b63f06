//! `cargo xtask docs`: documents written by programs.
//!
//! A document says itself how it is made, in a comment on its first line:
//! `<!-- made by: cargo run --quiet -p kafka-producer --example config_table -->`. The command's output is the rest.

use std::fs;

use xtask::command::{capture, cargo, root};
use xtask::failure::{Context, Result};

/// Writes every such document under docs/ anew, or with `check` only compares.
pub(crate) fn run(check: bool) -> Result<()> {
    let mut stale = Vec::new();
    let folder = root().join("docs");
    for entry in fs::read_dir(&folder).into_iter().flatten() {
        let path = entry?.path();
        let old = fs::read_to_string(&path).unwrap_or_default();
        let Some((header, command)) = header(&old) else { continue };
        let output = capture(&mut cargo(command)).context(format_args!("cannot make {}", path.display()))?;
        let new = format!("{header}\n\n{}\n", output.trim());
        if new == old {
            continue;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !check {
            fs::write(&path, new)?;
            println!("wrote docs/{name}");
        }
        stale.push(format!("docs/{name}"));
    }
    if check && !stale.is_empty() {
        stale.sort_unstable();
        return Err(format!("{} not up to date; run `cargo xtask docs`", stale.join(", ")).into());
    }
    Ok(())
}

/// The first line of a document made by a program, and the arguments of cargo in it.
fn header(document: &str) -> Option<(&str, &str)> {
    let line = document.lines().next()?;
    let command = line.strip_prefix("<!-- made by: cargo ")?.strip_suffix(" -->")?;
    Some((line, command))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_names_the_program_that_made_it() {
        let line = "<!-- made by: cargo run --quiet -p kafka-producer --example config_table -->";
        let document = format!("{line}\n\n# Configuration\n");
        assert_eq!(header(&document), Some((line, "run --quiet -p kafka-producer --example config_table")));
        assert_eq!(header("# Written by hand\n"), None);
    }
}
