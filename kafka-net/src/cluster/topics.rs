use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use crate::time::Tick;

/// The topics that the caller uses: the only ones that metadata is asked for (R178).
#[derive(Debug, Default)]
pub(crate) struct TopicsInUse {
    topics: BTreeMap<Arc<str>, Use>,
}

#[derive(Debug)]
struct Use {
    last: Tick,
    /// No response has named it yet.
    new: bool,
}

impl TopicsInUse {
    /// Takes note that a topic is used now; true when it was not known.
    pub(crate) fn touch(&mut self, now: Tick, name: &str) -> bool {
        if let Some(topic) = self.topics.get_mut(name) {
            topic.last = topic.last.max(now);
            return false;
        }
        self.topics.insert(name.into(), Use { last: now, new: true });
        true
    }

    pub(crate) fn contains(&self, name: &str) -> bool {
        self.topics.contains_key(name)
    }

    /// The topic's name as the snapshots share it.
    pub(crate) fn shared_name(&self, name: &str) -> Option<Arc<str>> {
        self.topics.get_key_value(name).map(|(name, _)| Arc::clone(name))
    }

    pub(crate) fn any_new(&self) -> bool {
        self.topics.values().any(|topic| topic.new)
    }

    /// What to ask for: everything, or only what no response has named yet.
    pub(crate) fn names(&self, only_new: bool) -> Vec<Arc<str>> {
        let wanted = self.topics.iter().filter(|(_, topic)| topic.new || !only_new);
        wanted.map(|(name, _)| Arc::clone(name)).collect()
    }

    /// A response has settled these: they are not new any more.
    pub(crate) fn settled(&mut self, names: &[Arc<str>]) {
        for name in names {
            if let Some(topic) = self.topics.get_mut(name) {
                topic.new = false;
            }
        }
    }

    /// Forgets topics unused for `max_idle`, never one that is still new (R129).
    pub(crate) fn expire(&mut self, now: Tick, max_idle: Duration) {
        self.topics.retain(|name, topic| {
            let keep = topic.new || topic.last + max_idle > now;
            if !keep {
                tracing::debug!(topic = %name, "idle topic leaves the metadata");
            }
            keep
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R129.
    #[test]
    fn an_idle_topic_is_forgotten_unless_it_is_still_new() {
        let mut topics = TopicsInUse::default();
        assert!(topics.touch(Tick::ZERO, "old"));
        assert!(topics.touch(Tick::ZERO, "unanswered"));
        topics.settled(&["old".into()]);
        topics.expire(Tick::from_millis(4_999), Duration::from_secs(5));
        assert!(topics.contains("old"));
        assert!(!topics.touch(Tick::from_secs(3), "old"));
        topics.expire(Tick::from_millis(7_999), Duration::from_secs(5));
        assert!(topics.contains("old"));
        topics.expire(Tick::from_secs(8), Duration::from_secs(5));
        assert!(!topics.contains("old") && topics.contains("unanswered"));
    }

    #[test]
    fn only_new_topics_are_asked_for_in_part() {
        let mut topics = TopicsInUse::default();
        topics.touch(Tick::ZERO, "b");
        topics.settled(&["b".into()]);
        topics.touch(Tick::ZERO, "a");
        assert_eq!(topics.names(true), ["a".into()]);
        assert_eq!(topics.names(false), ["a".into(), "b".into()]);
        assert!(topics.any_new());
        topics.settled(&["a".into()]);
        assert!(!topics.any_new());
    }
}
