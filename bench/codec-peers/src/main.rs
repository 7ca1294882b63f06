//! For an instruction counter: `codec-peers list`, or `codec-peers ours|theirs <scenario> <rounds>`.

use std::process::ExitCode;

use codec_peers::{SCENARIOS, Scenario, Side};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let (side, name, rounds) = match *args.as_slice() {
        ["list"] => {
            for scenario in SCENARIOS {
                println!("{}", scenario.name);
            }
            return ExitCode::SUCCESS;
        }
        ["ours", name, rounds] => (Side::Ours, name, rounds),
        ["theirs", name, rounds] => (Side::Theirs, name, rounds),
        _ => return usage(),
    };
    let (Some(scenario), Ok(rounds)) = (Scenario::named(name), rounds.parse::<u64>()) else { return usage() };
    let mut round = scenario.round(side);
    for _ in 0..rounds {
        round();
    }
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!("usage: codec-peers list | codec-peers ours|theirs <scenario> <rounds>");
    ExitCode::from(2)
}
