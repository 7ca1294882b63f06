//! Whatever bytes a cluster is given, it neither panics nor hangs.

use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_operations_are_survived(data in prop::collection::vec(any::<u8>(), 0..2048)) {
        kafka_fake::fuzz::broker_ops(&data);
    }

    #[test]
    fn operations_that_are_mostly_well_formed_are_survived(
        setup in any::<[u8; 3]>(),
        ops in prop::collection::vec((0_u8..9, prop::collection::vec(any::<u8>(), 0..120)), 0..64),
    ) {
        let mut data = setup.to_vec();
        for (op, payload) in ops {
            data.push(op);
            data.push(u8::try_from(payload.len()).expect("at most 120"));
            data.extend(payload);
        }
        kafka_fake::fuzz::broker_ops(&data);
    }
}
