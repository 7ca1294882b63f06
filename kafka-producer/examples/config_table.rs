//! Prints every option as the Markdown of `docs/config.md`.

fn main() {
    println!("# Configuration\n");
    println!(
        "The producer's options under their Kafka keys, with Kafka's defaults. An unknown key is an error that names the nearest"
    );
    println!("known one; a key of Kafka's that this producer lacks is an error that says why.\n");
    println!("| key | default | accepted | meaning |");
    println!("|---|---|---|---|");
    for key in kafka_producer::CONFIG_KEYS {
        let default =
            if key.default.is_empty() { "none, required".to_owned() } else { format!("`{}`", key.default) };
        println!("| `{}` | {default} | {} | {} |", key.name, key.range, key.meaning);
    }
}
