//! `cargo xtask tidy`: the rules of the house that no compiler knows.
//!
//! Each check is a file with its rules as data on top; it gives a list of problems, and all checks run before the task fails.

mod build_tree;
mod conformance;
mod contents;
mod crates;
mod driver;
mod files;
mod graph;
mod links;

use xtask::failure::Result;

use crate::workspace::Workspace;
use crate::{codegen, docs};

/// Runs every check.
pub(crate) fn run() -> Result<()> {
    let workspace = Workspace::load()?;
    let mut count = 0;
    for (name, check) in CHECKS {
        let problems = check(&workspace);
        println!("{} {name}", if problems.is_empty() { "ok  " } else { "FAIL" });
        for problem in &problems {
            println!("     {problem}");
        }
        count += problems.len();
    }
    if count == 0 { Ok(()) } else { Err(format!("tidy: {count} problems").into()) }
}

type Check = fn(&Workspace) -> Vec<String>;

const CHECKS: &[(&str, Check)] = &[
    ("dependencies between the crates", graph::check),
    ("what only driver/ may name", driver::check),
    ("what a build compiles", build_tree::check),
    ("names and lengths of files", files::check),
    ("what each crate carries", crates::check),
    ("what files speak of", contents::check),
    ("links between documents", links::check),
    ("tests that docs/conformance.md names", conformance::check),
    ("generated code", |_| problem_of(codegen::run(true))),
    ("generated documents", |_| problem_of(docs::run(true))),
];

fn problem_of(result: Result<()>) -> Vec<String> {
    result.err().iter().map(ToString::to_string).collect()
}
