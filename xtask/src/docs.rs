//! `cargo xtask docs`: documents written by programs.
//!
//! A document says itself which example of the workspace makes it, in a comment on its first line:
//! `<!-- cargo xtask docs: made by the example config_table -->`. The example's output is the rest.

use std::fs;

use xtask::command::{self, capture, cargo, program, root};
use xtask::failure::{Context, Result};

use crate::workspace::Workspace;

/// Writes every such document under docs/ anew, or with `check` only compares.
pub(crate) fn run(check: bool) -> Result<()> {
    // All of them, as the tests build them: one alone would have other features, and its dependencies be built again.
    command::run(&mut cargo("build --quiet --workspace --examples"))?;
    let examples = Workspace::load()?.target.join("debug/examples");
    let mut stale = Vec::new();
    let folder = root().join("docs");
    for entry in fs::read_dir(&folder).into_iter().flatten() {
        let path = entry?.path();
        let old = fs::read_to_string(&path).unwrap_or_default();
        let Some((header, example)) = header(&old) else { continue };
        let mut made = program(&examples.join(example).to_string_lossy());
        let output = capture(&mut made).context(format_args!("cannot make {}", path.display()))?;
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

/// The first line of a document made by an example, and the example's name in it.
fn header(document: &str) -> Option<(&str, &str)> {
    let line = document.lines().next()?;
    let example = line.strip_prefix("<!-- cargo xtask docs: made by the example ")?.strip_suffix(" -->")?;
    Some((line, example))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_names_the_example_that_made_it() {
        let line = "<!-- cargo xtask docs: made by the example config_table -->";
        let document = format!("{line}\n\n# Configuration\n");
        assert_eq!(header(&document), Some((line, "config_table")));
        assert_eq!(header("# Written by hand\n"), None);
    }
}
