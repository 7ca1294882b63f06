//! The one table of retry decisions: from an answer and the state of the batch to a verdict.

use kafka_protocol::{ErrorCode, ProduceProof};

/// What is known when a batch was not simply written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Case {
    pub(crate) code: ErrorCode,
    /// Records in the batch.
    pub(crate) records: u32,
    /// E03: the delivery deadline is not reached, `retries` is not used up, the outcome is open.
    pub(crate) may_retry: bool,
    pub(crate) idempotent: bool,
    /// An attempt, this one included, closed without proof of absence.
    pub(crate) unproven: bool,
    /// The batch was reset to a new sequence before (E11b).
    pub(crate) reopened: bool,
    /// The answer's log start offset: -1 if the broker did not know it, `None` if the answer's version cannot tell it.
    pub(crate) log_start_offset: Option<i64>,
    /// The batch follows the last acknowledged one directly.
    pub(crate) follows_acked: bool,
    /// The partition has unresolved sequences or waits for a new epoch.
    pub(crate) troubled: bool,
}

/// What becomes of the batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// In the log already: success, the offset as the answer tells it.
    Duplicate,
    /// Too large for the broker: cut it up, nothing is charged (E02).
    Split,
    /// Send the same bytes again.
    Retry,
    /// Send the same bytes again under a new epoch and sequence.
    RetryUnderNewEpoch,
    /// Fail the batch.
    Fail,
    /// Fail the batch and the producer.
    Fatal,
}

/// E02 to E05 and E10 to E12, in order of evaluation.
pub(crate) fn verdict(case: &Case) -> Verdict {
    let code = case.code;
    // E02: attempts are not charged, there is no back-off.
    if code == ErrorCode::MESSAGE_TOO_LARGE && case.records > 1 {
        return Verdict::Split;
    }
    // E04
    if code == ErrorCode::DUPLICATE_SEQUENCE_NUMBER {
        return Verdict::Duplicate;
    }
    // E20: a producer that has no id has nothing to lose but this batch.
    if case.idempotent && code.fatal_for_producer() {
        return Verdict::Fatal;
    }
    if !case.may_retry {
        return Verdict::Fail;
    }
    if case.idempotent && code == ErrorCode::UNKNOWN_PRODUCER_ID {
        // E11: the broker lost the producer's state, or never had it. Not knowing where the log starts is a state that passes;
        // to wait for it from a version that never tells would be to retry until the batch expires.
        return if case.log_start_offset == Some(-1) || case.reopened {
            Verdict::Retry
        } else {
            under_new_epoch(case)
        };
    }
    if case.idempotent && code == ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER {
        // E12a: an earlier batch is the culprit, and its own answer decides what happens.
        if !case.troubled && (case.reopened || !case.follows_acked) {
            return Verdict::Retry;
        }
        // E12b
        return under_new_epoch(case);
    }
    if code.is_retriable() { Verdict::Retry } else { Verdict::Fail }
}

/// A batch of which an earlier attempt may still reach the log must not get a second sequence: that would write
/// it twice. Its fate stays unknown and the batch fails as such, so that the partition can go on (E43, I21).
fn under_new_epoch(case: &Case) -> Verdict {
    if case.unproven { Verdict::Fail } else { Verdict::RetryUnderNewEpoch }
}

/// Whether the answer leaves the attempt without proof of absence (E42).
pub(crate) fn leaves_unproven(code: ErrorCode, acks_all: bool) -> bool {
    code.produce_proof(acks_all) != ProduceProof::NotAppended
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: Case = Case {
        code: ErrorCode::NONE,
        records: 3,
        may_retry: true,
        idempotent: true,
        unproven: false,
        reopened: false,
        log_start_offset: Some(0),
        follows_acked: true,
        troubled: false,
    };

    /// E02.
    #[test]
    fn a_batch_of_one_record_that_is_too_large_fails() {
        let code = ErrorCode::MESSAGE_TOO_LARGE;
        assert_eq!(verdict(&Case { code, ..BASE }), Verdict::Split);
        assert_eq!(verdict(&Case { code, records: 1, ..BASE }), Verdict::Fail);
        assert_eq!(verdict(&Case { code, may_retry: false, ..BASE }), Verdict::Split, "E02 comes before E03");
    }

    /// E03.
    #[test]
    fn retriable_codes_are_retried_until_retries_or_time_run_out() {
        for code in ErrorCode::all().filter(|c| c.is_retriable()) {
            assert_eq!(verdict(&Case { code, idempotent: false, ..BASE }), Verdict::Retry, "{code}");
            assert_eq!(verdict(&Case { code, may_retry: false, ..BASE }), Verdict::Fail, "{code}");
        }
    }

    /// E20.
    #[test]
    fn the_fatal_list_ends_the_producer() {
        for code in [
            ErrorCode::CLUSTER_AUTHORIZATION_FAILED,
            ErrorCode::TRANSACTIONAL_ID_AUTHORIZATION_FAILED,
            ErrorCode::PRODUCER_FENCED,
            ErrorCode::UNSUPPORTED_VERSION,
            ErrorCode::INVALID_PRODUCER_ID_MAPPING,
        ] {
            assert_eq!(verdict(&Case { code, ..BASE }), Verdict::Fatal, "{code}");
            assert_eq!(verdict(&Case { code, idempotent: false, ..BASE }), Verdict::Fail, "{code}");
        }
    }

    /// E12.
    #[test]
    fn out_of_order_behind_an_unanswered_batch_is_just_retried() {
        // E12a
        let code = ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER;
        assert_eq!(verdict(&Case { code, follows_acked: false, ..BASE }), Verdict::Retry);
        assert_eq!(verdict(&Case { code, reopened: true, ..BASE }), Verdict::Retry);
        assert_eq!(verdict(&Case { code, ..BASE }), Verdict::RetryUnderNewEpoch);
        assert_eq!(verdict(&Case { code, idempotent: false, ..BASE }), Verdict::Fail);
    }

    /// E43, E46.
    #[test]
    fn a_batch_that_may_be_in_the_log_never_gets_a_second_sequence() {
        for code in [ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER, ErrorCode::UNKNOWN_PRODUCER_ID] {
            assert_eq!(verdict(&Case { code, unproven: true, ..BASE }), Verdict::Fail, "{code}");
        }
    }

    /// E11.
    #[test]
    fn an_unknown_producer_id_is_retried_without_a_new_epoch_where_it_cannot_help() {
        // E11a, E11b
        let code = ErrorCode::UNKNOWN_PRODUCER_ID;
        assert_eq!(verdict(&Case { code, log_start_offset: Some(-1), ..BASE }), Verdict::Retry);
        assert_eq!(verdict(&Case { code, reopened: true, ..BASE }), Verdict::Retry);
        assert_eq!(verdict(&Case { code, ..BASE }), Verdict::RetryUnderNewEpoch);
    }

    /// E11.
    #[test]
    fn an_answer_that_cannot_tell_where_the_log_starts_does_not_postpone_the_new_epoch() {
        // Versions 3 and 4 of Produce: the batch was sent again and again until it expired.
        let case = Case { code: ErrorCode::UNKNOWN_PRODUCER_ID, log_start_offset: None, ..BASE };
        assert_eq!(verdict(&case), Verdict::RetryUnderNewEpoch);
        assert_eq!(verdict(&Case { unproven: true, ..case }), Verdict::Fail);
    }

    #[test]
    fn an_unlisted_code_fails_the_batch_and_is_taken_as_possibly_written() {
        let code = ErrorCode(9999);
        assert_eq!(verdict(&Case { code, ..BASE }), Verdict::Fail);
        assert!(leaves_unproven(code, true));
    }

    #[test]
    fn with_acks_all_a_leader_that_stepped_down_proves_nothing() {
        let code = ErrorCode::NOT_LEADER_OR_FOLLOWER;
        assert!(leaves_unproven(code, true));
        assert!(!leaves_unproven(code, false));
        assert!(!leaves_unproven(ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER, true));
    }
}
