use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

use tokio::net::lookup_host;
use tokio::task::spawn_blocking;

use crate::cluster::ResolvedAddress;

/// A look-up under way. Dropping it gives up.
pub type Lookup<T> = Pin<Box<dyn Future<Output = io::Result<T>> + Send>>;

/// Finds the addresses of host names: the system's resolver by default, service discovery or a fixed table where a program wants one.
///
/// Called on the I/O task: what takes time belongs into the future. How long it may take is limited by
/// `socket.connection.setup.timeout.ms`.
pub trait Resolve: Send + Sync {
    /// The addresses of `host`, the best first; none is a failure. IP addresses never get here.
    fn addresses(&self, host: Arc<str>, port: u16) -> Lookup<Vec<SocketAddr>>;

    /// The name that an address leads back to, wanted with
    /// [`ResolveCanonicalBootstrapServersOnly`](crate::ClientDnsLookup::ResolveCanonicalBootstrapServersOnly); the address itself, as
    /// text, when it has none.
    fn canonical_name(&self, address: IpAddr) -> Lookup<String>;
}

/// What the system's resolver says.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemResolver;

impl Resolve for SystemResolver {
    fn addresses(&self, host: Arc<str>, port: u16) -> Lookup<Vec<SocketAddr>> {
        Box::pin(async move { Ok(lookup_host((&*host, port)).await?.collect()) })
    }

    fn canonical_name(&self, address: IpAddr) -> Lookup<String> {
        Box::pin(async move {
            let name = spawn_blocking(move || dns_lookup::lookup_addr(&address)).await;
            name.map_err(io::Error::other)?.map_err(io::Error::from)
        })
    }
}

/// The addresses of a name, each with the name it has itself if those are wanted.
pub(super) async fn resolve(
    resolver: Arc<dyn Resolve>,
    host: Arc<str>,
    port: u16,
    canonical: bool,
) -> io::Result<Vec<ResolvedAddress>> {
    let mut found: Vec<_> =
        resolver.addresses(host, port).await?.into_iter().map(ResolvedAddress::from).collect();
    if canonical {
        for one in &mut found {
            one.canonical_name = Some(resolver.canonical_name(one.address.ip()).await?.into());
        }
    }
    Ok(found)
}
