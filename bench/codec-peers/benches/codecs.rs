//! The scenarios by time, for the eye: `cargo bench`. What is claimed rests on instruction counts.

use codec_peers::{SCENARIOS, Side};
use criterion::{Criterion, criterion_group, criterion_main};

fn codecs(criterion: &mut Criterion) {
    for scenario in SCENARIOS {
        let mut group = criterion.benchmark_group(scenario.name);
        for side in [Side::Ours, Side::Theirs] {
            let mut round = scenario.round(side);
            group.bench_function(format!("{side:?}").to_lowercase(), |bencher| bencher.iter(&mut round));
        }
        group.finish();
    }
}

criterion_group!(benches, codecs);
criterion_main!(benches);
