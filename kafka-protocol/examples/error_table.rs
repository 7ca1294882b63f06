//! Prints every error code as the Markdown of `docs/errors.md`.

use kafka_protocol::{ErrorCode, ProduceProof};

fn main() {
    println!("# Error codes\n");
    println!(
        "What each code of the Kafka protocol means, and what the producer makes of it. A code that is not here is carried as it"
    );
    println!("is: not retriable, not fatal, and it proves nothing.\n");
    println!("- **retriable**: the same request may succeed later.");
    println!(
        "- **refreshes**: in a Produce or Metadata response it makes the client ask for metadata again."
    );
    println!(
        "- **fatal**: for a partition of a Produce response it ends an idempotent or transactional producer."
    );
    println!(
        "- **proves**: what the code, as the answer to one attempt of a batch, says about the log. Some codes prove more"
    );
    println!("  with `acks=1` than with `acks=all`, where the leader may have appended before it knew.\n");
    println!("| code | name | retriable | refreshes | fatal | proves | meaning |");
    println!("|--:|---|---|---|---|---|---|");
    for code in ErrorCode::all() {
        println!(
            "| {} | `{}` | {} | {} | {} | {} | {} |",
            code.0,
            code.name(),
            mark(code.is_retriable()),
            mark(code.refreshes_metadata()),
            mark(code.fatal_for_producer()),
            proof(code),
            code.description()
        );
    }
}

fn mark(set: bool) -> &'static str {
    if set { "yes" } else { "" }
}

fn proof(code: ErrorCode) -> &'static str {
    match (code.produce_proof(false), code.produce_proof(true)) {
        (ProduceProof::InLog, _) => "written",
        (ProduceProof::NotAppended, ProduceProof::NotAppended) => "not written",
        (ProduceProof::NotAppended, _) => "not written with `acks=1`",
        _ => "",
    }
}
