use std::time::Duration;

use super::backoff::ExponentialBackoff;
use crate::rng::Rng;
use crate::time::Tick;

/// When metadata is asked for next (R125–R128).
///
/// ```text
/// time to next = max(time until a refresh is wanted, back-off)
/// wanted:   at once after a request or for a new topic, else when the last full success reaches its maximum age
/// back-off: grows with failures, and with answers that bring no news
/// ```
#[derive(Debug)]
pub(crate) struct UpdateSchedule {
    max_age: Duration,
    backoff: ExponentialBackoff,
    requested: bool,
    last_success: Option<Tick>,
    not_before: Tick,
    failures: u32,
    /// Answers in a row without news (R128).
    equivalents: u32,
    /// The first attempt since the last success.
    first_attempt: Option<Tick>,
}

impl UpdateSchedule {
    /// A schedule whose first refresh is due at once.
    pub(crate) fn new(max_age: Duration, backoff: ExponentialBackoff) -> Self {
        Self {
            max_age,
            backoff,
            requested: true,
            last_success: None,
            not_before: Tick::ZERO,
            failures: 0,
            equivalents: 0,
            first_attempt: None,
        }
    }

    /// When the last full refresh was answered.
    pub(crate) fn last_success(&self) -> Option<Tick> {
        self.last_success
    }

    /// Asks for a full refresh as soon as the back-off allows.
    pub(crate) fn request(&mut self) {
        self.requested = true;
    }

    /// A new topic does not wait for a back-off (R126).
    pub(crate) fn new_topic(&mut self) {
        self.not_before = Tick::ZERO;
        self.equivalents = 0;
    }

    /// When the next refresh is due.
    pub(crate) fn due(&self, any_new_topic: bool) -> Tick {
        let wanted = if self.requested || any_new_topic { Tick::ZERO } else { self.expires() };
        wanted.max(self.not_before)
    }

    /// Whether the refresh due now asks for every topic in use, or only for the new ones (R125).
    pub(crate) fn is_full(&self, now: Tick) -> bool {
        self.requested || self.expires() <= now
    }

    /// A refresh is attempted: a connection is wanted for it.
    pub(crate) fn attempt(&mut self, now: Tick) {
        self.first_attempt.get_or_insert(now);
    }

    /// The request leaves. What is requested from here on is a wish for another one, since the broker may already have
    /// looked up its answer.
    pub(crate) fn sent(&mut self, now: Tick, full: bool) {
        if self.expires() <= now {
            self.equivalents = 0;
        }
        if full {
            self.requested = false;
        }
    }

    /// An answer was taken in.
    pub(crate) fn succeeded(
        &mut self,
        now: Tick,
        full: bool,
        news: bool,
        any_new_topic: bool,
        rng: &mut Rng,
    ) {
        self.failures = 0;
        self.equivalents = if news { 0 } else { self.equivalents.saturating_add(1) };
        self.first_attempt = None;
        if full {
            self.last_success = Some(now);
        }
        let backoff = self.backoff.delay(self.equivalents.saturating_sub(1), rng);
        let wait = if news { backoff } else { backoff.max(LEAST_WAIT) };
        self.not_before = if any_new_topic { now } else { now + wait };
    }

    /// No answer came, or none that can be used.
    pub(crate) fn failed(&mut self, now: Tick, full: bool, rng: &mut Rng) {
        self.requested |= full;
        self.equivalents = 0;
        self.not_before = now + self.backoff.delay(self.failures, rng).max(LEAST_WAIT);
        self.failures = self.failures.saturating_add(1);
    }

    /// When the attempts have lasted `trigger` without a success (R120).
    pub(crate) fn recovery_due(&self, trigger: Duration) -> Tick {
        self.first_attempt.map_or(Tick::MAX, |first| first + trigger)
    }

    /// Recovery starts: its attempts count from now.
    pub(crate) fn recovering(&mut self, now: Tick) {
        self.requested = true;
        self.first_attempt = Some(now);
    }

    fn expires(&self) -> Tick {
        self.last_success.map_or(Tick::ZERO, |success| success + self.max_age)
    }
}

/// Between two requests of which the first brought nothing new, whatever the back-off: with `retry.backoff.ms=0` one caller that
/// waits for a partition that does not exist would have metadata asked for as fast as the network carries it.
const LEAST_WAIT: Duration = Duration::from_millis(10);

#[cfg(test)]
mod tests {
    use super::*;

    const AGE: Duration = Duration::from_secs(300);

    fn schedule() -> (UpdateSchedule, Rng) {
        let backoff = ExponentialBackoff::new(Duration::from_millis(100), Duration::from_secs(1));
        (UpdateSchedule::new(AGE, backoff), Rng::new(5))
    }

    fn within(wait: Duration, base_ms: u64) -> bool {
        wait >= Duration::from_millis(base_ms * 8 / 10) && wait <= Duration::from_millis(base_ms * 12 / 10)
    }

    /// R127, R128.
    #[test]
    fn without_a_back_off_refreshes_that_bring_nothing_are_still_apart() {
        let backoff = ExponentialBackoff::new(Duration::ZERO, Duration::ZERO);
        let (mut schedule, mut rng) = (UpdateSchedule::new(AGE, backoff), Rng::new(5));
        let now = Tick::from_millis(1000);
        schedule.request();
        schedule.succeeded(now, true, true, false, &mut rng);
        schedule.request();
        assert_eq!(schedule.due(false), now, "news may be followed up at once");
        schedule.succeeded(now, true, false, false, &mut rng);
        schedule.request();
        assert_eq!(schedule.due(false), now + LEAST_WAIT);
        schedule.new_topic();
        assert_eq!(schedule.due(true), Tick::ZERO, "a new topic does not wait");
        schedule.failed(now, true, &mut rng);
        assert_eq!(schedule.due(false), now + LEAST_WAIT);
    }

    #[test]
    fn the_first_refresh_is_due_at_once_and_the_next_when_it_is_old() {
        let (mut schedule, mut rng) = schedule();
        assert_eq!(schedule.due(false), Tick::ZERO);
        assert!(schedule.is_full(Tick::ZERO));
        schedule.sent(Tick::ZERO, true);
        schedule.succeeded(Tick::from_secs(1), true, true, false, &mut rng);
        assert_eq!(schedule.due(false), Tick::from_secs(1) + AGE);
        assert!(!schedule.is_full(Tick::from_secs(2)));
    }

    /// R128.
    #[test]
    fn answers_without_news_space_out_the_requests() {
        let (mut schedule, mut rng) = schedule();
        let mut now = Tick::from_secs(1);
        for base_ms in [100, 100, 200, 400, 800] {
            schedule.request();
            schedule.sent(now, true);
            let news = now == Tick::from_secs(1);
            schedule.succeeded(now, true, news, false, &mut rng);
            schedule.request();
            let due = schedule.due(false);
            assert!(within(due - now, base_ms), "{base_ms}: {:?}", due - now);
            now = due;
        }
        schedule.sent(now, true);
        schedule.succeeded(now, true, true, false, &mut rng);
        schedule.request();
        assert!(within(schedule.due(false) - now, 100));
    }

    #[test]
    fn failures_space_out_the_requests_and_keep_the_wish() {
        let (mut schedule, mut rng) = schedule();
        let mut now = Tick::from_secs(1);
        for base_ms in [100, 200, 400, 800] {
            schedule.sent(now, true);
            schedule.failed(now, true, &mut rng);
            assert!(within(schedule.due(false) - now, base_ms));
            assert!(schedule.is_full(now));
            now = schedule.due(false);
        }
    }

    /// R125, R126.
    #[test]
    fn a_new_topic_does_not_wait() {
        let (mut schedule, mut rng) = schedule();
        let now = Tick::from_secs(1);
        schedule.sent(now, true);
        schedule.succeeded(now, true, false, false, &mut rng);
        schedule.new_topic();
        assert_eq!(schedule.due(true), Tick::ZERO);
        assert!(!schedule.is_full(now));
        schedule.sent(now, false);
        schedule.succeeded(now, false, true, true, &mut rng);
        assert_eq!(schedule.due(true), now);
    }

    #[test]
    fn a_request_made_while_one_is_under_way_leads_to_another() {
        let (mut schedule, mut rng) = schedule();
        let now = Tick::from_secs(1);
        schedule.sent(now, true);
        schedule.request();
        schedule.request();
        schedule.succeeded(now, true, true, false, &mut rng);
        assert!(within(schedule.due(false) - now, 100));
        schedule.sent(now, true);
        schedule.succeeded(now, true, true, false, &mut rng);
        assert_eq!(schedule.due(false), now + AGE);
    }

    #[test]
    fn recovery_is_due_when_attempts_lasted_too_long() {
        let (mut schedule, mut rng) = schedule();
        let trigger = Duration::from_secs(300);
        assert_eq!(schedule.recovery_due(trigger), Tick::MAX);
        schedule.attempt(Tick::from_secs(1));
        schedule.attempt(Tick::from_secs(9));
        assert_eq!(schedule.recovery_due(trigger), Tick::from_secs(301));
        schedule.succeeded(Tick::from_secs(10), true, true, false, &mut rng);
        assert_eq!(schedule.recovery_due(trigger), Tick::MAX);
    }
}
