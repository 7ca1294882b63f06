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
        let default = match key.default {
            "" if key.name == "bootstrap.servers" => "none, required".to_owned(),
            "" => "none".to_owned(),
            default => format!("`{default}`"),
        };
        println!("| `{}` | {default} | {} | {} |", key.name, key.range, key.meaning);
    }
}
