use std::time::Duration;

use super::OidcConfig;

impl OidcConfig {
    /// How long after it was fetched a token that lives for `life` is to be replaced; `chance` is between 0 and 1.
    ///
    /// The rule is that of Java's `ExpiringCredentialRefreshingLogin`, never after the token's end.
    pub(crate) fn refresh_after(&self, life: Duration, chance: f64) -> Duration {
        let share = self.refresh_window_factor + self.refresh_window_jitter * chance;
        let after = life.mul_f64(share.clamp(0.0, 1.0));
        if self.refresh_min_period + self.refresh_buffer > life {
            return after;
        }
        after.min(life.saturating_sub(self.refresh_buffer)).max(self.refresh_min_period)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(config: &OidcConfig, life_secs: u64, chance: f64) -> f64 {
        config.refresh_after(Duration::from_secs(life_secs), chance).as_secs_f64()
    }

    fn is(found: f64, expected: f64) -> bool {
        (found - expected).abs() < 1e-6
    }

    /// L39.
    #[test]
    fn a_token_is_replaced_after_80_to_85_percent_of_its_life() {
        let config = OidcConfig::new("https://login.example/", "id", "secret");
        assert!(is(after(&config, 10_000, 0.0), 8_000.0));
        assert!(is(after(&config, 10_000, 1.0), 8_500.0));
        // Too short for the least period and the buffer.
        assert!(is(after(&config, 100, 0.0), 80.0));
    }

    #[test]
    fn the_buffer_comes_before_the_share_and_the_least_period_before_both() {
        let mut config = OidcConfig::new("https://login.example/", "id", "secret");
        assert!(is(after(&config, 1_000, 0.5), 700.0));
        assert!(is(after(&config, 360, 0.5), 60.0));
        config.refresh_min_period = Duration::from_secs(900);
        config.refresh_buffer = Duration::ZERO;
        assert!(is(after(&config, 1_000, 0.0), 900.0));
    }

    #[test]
    fn no_token_is_kept_beyond_its_end() {
        let mut config = OidcConfig::new("https://login.example/", "id", "secret");
        (config.refresh_window_factor, config.refresh_window_jitter) = (1.0, 0.25);
        assert!(is(after(&config, 100, 1.0), 100.0));
        assert!(is(after(&config, 0, 1.0), 0.0));
    }
}
