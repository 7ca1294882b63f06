use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::client::conn::http1;
use hyper::header::{ACCEPT, AUTHORIZATION, CONNECTION, CONTENT_TYPE, HOST, HeaderValue};
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper::{Request, StatusCode};
use tokio::time::timeout;
use zeroize::Zeroizing;

use crate::config::NetConfig;
use crate::driver::authentication::unix_time;
use crate::driver::dial::TcpDialer;
use crate::driver::resolve::{Resolve, SystemResolver};
use crate::driver::tls::TlsConnector;
use crate::driver::transport::{Opener, Transport, TransportError, describe};
use crate::sasl::{AccessToken, CredentialError, OidcConfig, Secret, TokenEndpoint, printable, refusal};

/// A token endpoint: one connection and one request a token, redirects never followed.
pub(super) struct Endpoint {
    target: TokenEndpoint,
    opener: Opener,
}

impl Endpoint {
    pub(super) fn new(target: TokenEndpoint, tls: Option<TlsConnector>) -> Self {
        let dialer = Arc::new(TcpDialer::new(&NetConfig::default()));
        Self { target, opener: Opener { dialer, tls } }
    }

    /// Fetches a token. Takes no longer than both timeouts together, however the endpoint behaves.
    pub(super) async fn fetch(&self, config: &OidcConfig) -> Result<AccessToken, CredentialError> {
        let late = |phase: &str, limit: Duration| {
            self.failed(&format!("it did not {phase} within {} ms", limit.as_millis()))
        };
        let transport = timeout(config.connect_timeout, self.connect())
            .await
            .map_err(|_| late("take the connection", config.connect_timeout))?
            .map_err(|error| match error {
                TransportError::Tls(error) if !error.is_retriable() => {
                    self.refused(&format!("TLS failed: {error}"))
                }
                TransportError::Tls(error) => self.failed(&format!("TLS failed: {error}")),
                TransportError::Network(reason) => self.failed(&reason),
            })?;
        let (status, body) = timeout(config.read_timeout, self.exchange(config, transport))
            .await
            .map_err(|_| late("answer", config.read_timeout))??;
        self.judge(status, &body, config)
    }

    async fn connect(&self) -> Result<Transport, TransportError> {
        let host = Arc::clone(&self.target.host);
        let addresses = SystemResolver.addresses(Arc::clone(&host), self.target.port).await;
        let addresses = addresses.map_err(|error| {
            TransportError::Network(format!("host name cannot be resolved: {}", describe(&error)))
        })?;
        let (transport, _) = self.opener.clone().open(host, addresses, Arc::default()).await?;
        Ok(transport)
    }

    async fn exchange(
        &self,
        config: &OidcConfig,
        transport: Transport,
    ) -> Result<(StatusCode, Zeroizing<Vec<u8>>), CredentialError> {
        let request = self.request(config)?;
        let broken = |error: hyper::Error| self.failed(&format!("the exchange failed: {}", words(&error)));
        let (mut sender, connection) = http1::Builder::new()
            .max_buf_size(MAX_BODY_LEN)
            .handshake::<_, Full<Bytes>>(HttpStream(transport))
            .await
            .map_err(broken)?;
        let exchange = async {
            let response = sender.send_request(request).await.map_err(broken)?;
            let status = response.status();
            let body = Limited::new(response.into_body(), MAX_BODY_LEN).collect().await;
            let body = body.map_err(|error| {
                if error.is::<LengthLimitError>() {
                    return self.refused(&format!("its answer is longer than {MAX_BODY_LEN} bytes"));
                }
                self.failed(&format!("its answer broke off: {}", words(&*error)))
            })?;
            Ok((status, Zeroizing::new(Vec::from(body.to_bytes()))))
        };
        tokio::pin!(exchange, connection);
        tokio::select! {
            biased;
            done = &mut exchange => done,
            // Its end, or its error, is told to the exchange.
            _ = &mut connection => exchange.await,
        }
    }

    fn request(&self, config: &OidcConfig) -> Result<Request<Full<Bytes>>, CredentialError> {
        let authorization = config.authorization();
        let header = |value: &Secret| HeaderValue::from_bytes(value.expose());
        let mut authorization =
            header(&authorization).map_err(|_| self.refused("the client's id or secret fits no header"))?;
        authorization.set_sensitive(true);
        Request::post(self.target.path.as_str())
            .header(HOST, self.target.authority.as_str())
            .header(AUTHORIZATION, authorization)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(ACCEPT, "application/json")
            .header(CONNECTION, "close")
            .body(Full::new(Bytes::from(config.form())))
            .map_err(|_| self.refused("the URL fits no request"))
    }

    fn judge(
        &self,
        status: StatusCode,
        body: &[u8],
        config: &OidcConfig,
    ) -> Result<AccessToken, CredentialError> {
        if status == StatusCode::OK {
            return AccessToken::read(body, unix_time()).map_err(|why| self.refused(why));
        }
        let said = refusal(body, config).map(|said| format!(": {said}")).unwrap_or_default();
        let told = format!("it answered {}{said}", status.as_u16());
        match status {
            StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => Err(self.failed(&told)),
            _ if status.is_server_error() => Err(self.failed(&told)),
            _ if status.is_redirection() => Err(self.refused(&format!(
                "{told}, a redirect, which is not followed; set sasl.oauthbearer.token.endpoint.url to the final URL"
            ))),
            _ => Err(self.refused(&told)),
        }
    }

    fn failed(&self, why: &str) -> CredentialError {
        CredentialError::Unavailable(self.told(why))
    }

    fn refused(&self, why: &str) -> CredentialError {
        CredentialError::Refused(self.told(why))
    }

    fn told(&self, why: &str) -> String {
        format!("token endpoint {}: {why}", self.target.authority)
    }
}

/// An error with its causes: hyper's first words alone say little.
fn words(error: &(dyn std::error::Error + 'static)) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    printable(&causes.map(ToString::to_string).collect::<Vec<_>>().join(": "))
}

/// A transport as hyper wants it.
struct HttpStream(Transport);

impl Read for HttpStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        let mut chunk = Zeroizing::new([0; CHUNK_LEN]);
        let len = buffer.remaining().min(CHUNK_LEN);
        let read = ready!(self.0.poll_read(cx, &mut chunk[..len])).map_err(io_error)?;
        buffer.put_slice(&chunk[..read]);
        Poll::Ready(Ok(()))
    }
}

impl Write for HttpStream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.0.poll_write_vectored(cx, &[IoSlice::new(bytes)]).map_err(io_error)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.0.poll_flush(cx).map_err(io_error)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.poll_flush(cx)
    }
}

fn io_error(error: TransportError) -> io::Error {
    match error {
        TransportError::Network(reason) => io::Error::other(reason),
        TransportError::Tls(error) => io::Error::other(error),
    }
}

/// The longest body that is read (L39), and the longest head.
const MAX_BODY_LEN: usize = 64 * 1024;
const CHUNK_LEN: usize = 4 * 1024;
