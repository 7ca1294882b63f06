//! All options in one table.

use crate::config::keys::GENERAL;
use crate::config::keys::key::ConfigKey;
use crate::config::keys::metrics::METRICS;

const LEN: usize = GENERAL.len() + METRICS.len();

const ALL: [ConfigKey; LEN] = {
    let mut all = [GENERAL[0]; LEN];
    let mut at = 0;
    while at < LEN {
        all[at] = if at < GENERAL.len() { GENERAL[at] } else { METRICS[at - GENERAL.len()] };
        at += 1;
    }
    all
};

/// Every option, in the order of the documentation.
pub const CONFIG_KEYS: &[ConfigKey] = &ALL;
