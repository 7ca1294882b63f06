use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// One address of a broker's name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ResolvedAddress {
    /// Where to connect.
    pub address: SocketAddr,
    /// The name that the address itself has, where it was asked for: TLS and SASL then know the broker by it.
    pub canonical_name: Option<Arc<str>>,
}

impl From<SocketAddr> for ResolvedAddress {
    fn from(address: SocketAddr) -> Self {
        Self { address, canonical_name: None }
    }
}

/// The addresses of a broker's name, of which each attempt to connect goes on where the one before it ended (R116).
///
/// A name is looked up when there is no address left to try. An attempt takes all that are left, so one that cannot be connected to
/// never keeps the others waiting; one that was connected to and then failed is not the first of the next attempt.
#[derive(Debug, Default)]
pub(super) struct AddressBook {
    addresses: Vec<ResolvedAddress>,
    /// The first that was not tried since they were looked up.
    next: usize,
    /// How many the attempt at hand was given.
    given: usize,
    /// The one that was connected to last.
    last: Option<SocketAddr>,
}

/// What one attempt tries, in this order.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Attempt {
    pub(super) addresses: Vec<SocketAddr>,
    pub(super) canonical_name: Option<Arc<str>>,
}

impl AddressBook {
    /// The addresses of the next attempt; `None` when the name is to be looked up first.
    pub(super) fn attempt(&mut self) -> Option<Attempt> {
        let left = self.addresses.get(self.next..).filter(|left| !left.is_empty())?;
        // What has a name of its own is a broker of its own.
        let count = if left.iter().any(|found| found.canonical_name.is_some()) { 1 } else { left.len() };
        self.given = count;
        let canonical_name = left.first().and_then(|found| found.canonical_name.clone());
        Some(Attempt {
            addresses: left.iter().take(count).map(|found| found.address).collect(),
            canonical_name,
        })
    }

    /// The name was looked up; false when nothing was found.
    pub(super) fn resolved(&mut self, found: Vec<ResolvedAddress>) -> bool {
        let mut addresses: Vec<ResolvedAddress> = Vec::new();
        for one in found {
            if addresses.len() < MAX_ADDRESSES && !addresses.iter().any(|known| known.address == one.address)
            {
                addresses.push(one);
            }
        }
        let mut addresses = alternate(addresses);
        if addresses.len() > 1 && addresses.first().map(|first| first.address) == self.last {
            addresses.rotate_left(1);
        }
        (self.addresses, self.next, self.given) = (addresses, 0, 0);
        !self.addresses.is_empty()
    }

    /// This address took the connection, whatever comes of it.
    pub(super) fn connected(&mut self, address: SocketAddr) {
        self.last = Some(address);
        if let Some(index) = self.addresses.iter().position(|known| known.address == address) {
            self.next = index + 1;
        }
        self.given = 0;
    }

    /// None of the addresses given to the attempt could be connected to.
    pub(super) fn unreachable(&mut self) {
        self.next += std::mem::take(&mut self.given);
    }

    /// An established connection ended: the name may lead elsewhere by now.
    pub(super) fn forget(&mut self) {
        (self.next, self.given) = (0, 0);
        self.addresses.clear();
    }
}

/// Both families in turn, beginning with the one that the system put first (RFC 8305, section 4): a family that leads nowhere then
/// costs one wait and not one for each of its addresses.
fn alternate(addresses: Vec<ResolvedAddress>) -> Vec<ResolvedAddress> {
    let is_v6 = |found: &ResolvedAddress| matches!(found.address.ip(), IpAddr::V6(_));
    let first = addresses.first().is_some_and(is_v6);
    let (preferred, other): (Vec<_>, Vec<_>) = addresses.into_iter().partition(|found| is_v6(found) == first);
    let mut other = other.into_iter();
    let mut mixed = Vec::new();
    for one in preferred {
        mixed.push(one);
        mixed.extend(other.next());
    }
    mixed.extend(other);
    mixed
}

/// The most addresses of one name that are tried before it is looked up again.
const MAX_ADDRESSES: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    fn found(addresses: &[&str]) -> Vec<ResolvedAddress> {
        addresses.iter().map(|address| ResolvedAddress::from(socket(address))).collect()
    }

    fn socket(address: &str) -> SocketAddr {
        SocketAddr::new(address.parse().unwrap(), 9092)
    }

    fn next(book: &mut AddressBook) -> Vec<String> {
        let attempt = book.attempt();
        attempt
            .map_or_else(Vec::new, |a| a.addresses.iter().map(|address| address.ip().to_string()).collect())
    }

    #[test]
    fn an_attempt_takes_what_is_left_and_then_the_name_is_looked_up_again() {
        let mut book = AddressBook::default();
        assert_eq!(book.attempt(), None, "nothing is known yet");
        assert!(book.resolved(found(&["10.0.0.1", "10.0.0.2", "10.0.0.1", "10.0.0.3"])));
        assert_eq!(next(&mut book), ["10.0.0.1", "10.0.0.2", "10.0.0.3"]);
        book.connected(socket("10.0.0.2"));
        assert_eq!(next(&mut book), ["10.0.0.3"], "the first two had their turn");
        book.unreachable();
        assert_eq!(book.attempt(), None);
        assert!(!book.resolved(Vec::new()));
        assert_eq!(book.attempt(), None);
    }

    #[test]
    fn the_address_connected_to_last_is_not_the_first_after_looking_up_again() {
        let mut book = AddressBook::default();
        book.resolved(found(&["10.0.0.1", "10.0.0.2"]));
        book.attempt();
        book.connected(socket("10.0.0.1"));
        book.forget();
        assert_eq!(book.attempt(), None, "an established connection that ended has the name looked up");
        book.resolved(found(&["10.0.0.1", "10.0.0.2"]));
        assert_eq!(next(&mut book), ["10.0.0.2", "10.0.0.1"]);
        book.connected(socket("10.0.0.2"));
        book.forget();
        book.resolved(found(&["10.0.0.2"]));
        assert_eq!(next(&mut book), ["10.0.0.2"], "unless there is no other");
    }

    #[test]
    fn both_families_take_turns() {
        let mut book = AddressBook::default();
        book.resolved(found(&["::1", "::2", "::3", "10.0.0.1"]));
        assert_eq!(next(&mut book), ["::1", "10.0.0.1", "::2", "::3"]);
        book.resolved(found(&["10.0.0.1", "::1", "::2"]));
        assert_eq!(next(&mut book), ["10.0.0.1", "::1", "::2"]);
    }

    #[test]
    fn addresses_with_names_of_their_own_are_tried_one_an_attempt() {
        let mut book = AddressBook::default();
        let mut both = found(&["10.0.0.1", "10.0.0.2"]);
        for (one, name) in both.iter_mut().zip(["a.example", "b.example"]) {
            one.canonical_name = Some(name.into());
        }
        book.resolved(both);
        for (ip, name) in [("10.0.0.1", "a.example"), ("10.0.0.2", "b.example")] {
            let attempt = book.attempt().unwrap();
            assert_eq!(attempt, Attempt { addresses: vec![socket(ip)], canonical_name: Some(name.into()) });
            book.unreachable();
        }
        assert_eq!(book.attempt(), None);
    }

    #[test]
    fn endless_lists_of_addresses_are_cut() {
        let mut book = AddressBook::default();
        let many: Vec<_> = (0..=u8::MAX).map(|n| format!("10.0.0.{n}")).collect();
        book.resolved(found(&many.iter().map(String::as_str).collect::<Vec<_>>()));
        assert_eq!(next(&mut book).len(), MAX_ADDRESSES);
    }
}
