//! The client of HTTP: limits, redirects, certificates.

use std::time::{Duration, Instant};
use ureq::http::{HeaderMap, Response, StatusCode};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body, Error};
use url::Url;

/// How it is asked.
#[derive(Clone, Debug)]
pub struct Options {
    /// How many addresses at a time.
    pub at_a_time: usize,
    /// How long one address may take, redirects included.
    pub limit: Duration,
    /// Whether addresses of this machine and of private networks are asked, too: for tests only, for a bundle of somebody
    /// else could reach into one's own network with them.
    pub private_addresses: bool,
    /// What stands for `REGISTRY.azurecr.io`: host and port; for tests.
    pub registry: Option<String>,
    /// User name and password for registries.
    pub credentials: Option<(String, String)>,
}

impl Default for Options {
    fn default() -> Options {
        Options { at_a_time: 10, limit: Duration::from_secs(10), private_addresses: false, registry: None, credentials: None }
    }
}

impl Options {
    /// The usual ones, with the credentials of the environment: `EDGE_OFFER_REGISTRY_USER` and `EDGE_OFFER_REGISTRY_PASSWORD`.
    /// They are stored nowhere.
    pub fn from_environment() -> Options {
        let of = |name: &str| std::env::var(name).ok().filter(|text| !text.is_empty());
        let credentials = of("EDGE_OFFER_REGISTRY_USER").zip(of("EDGE_OFFER_REGISTRY_PASSWORD"));
        Options { credentials, ..Options::default() }
    }
}

/// No answer has more bytes than this.
const MOST_BYTES: u64 = 4 << 20;
/// A browser gives up after twenty; a page that needs more than ten is none to link.
const MOST_REDIRECTS: usize = 10;

/// A client with its options.
pub struct Client {
    agent: Agent,
    /// The options.
    pub options: Options,
}

/// An answer.
pub struct Reply {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Where it came from, after redirects.
    pub url: Url,
    /// Whether every redirect on the way was a permanent one; `None` where there was none.
    pub moved: Option<bool>,
    body: Body,
}

/// Why there is no answer.
#[derive(Debug)]
pub enum Failure {
    /// Nobody is there: no such host, or it refuses.
    Nobody(String),
    /// It takes too long.
    TooSlow,
    /// Its certificate is not to be trusted.
    Certificate(String),
    /// Redirects without end, or to where nobody may go.
    Redirect(String),
    /// What it says is no HTTP.
    Nonsense(String),
}

impl Client {
    /// A client.
    pub fn new(options: &Options) -> Client {
        let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!("edge-offer/", env!("CARGO_PKG_VERSION")))
            .build();
        Client { agent: config.into(), options: options.clone() }
    }

    /// Asks for an address and follows redirects, within the limit of time.
    ///
    /// # Errors
    /// Where nobody answers, or not in a way that a browser would take.
    pub fn ask(&self, method: &str, url: &Url, headers: &[(&str, &str)]) -> Result<Reply, Failure> {
        let deadline = Instant::now() + self.options.limit;
        let (mut url, mut moved) = (url.clone(), None);
        for hop in 0..=MOST_REDIRECTS {
            // What is meant for one server is not told to another.
            let headers = if hop == 0 { headers } else { &[] };
            let reply = self.once(method, &url, headers, deadline)?;
            let status = reply.status();
            let location = reply.headers().get("location").and_then(|to| to.to_str().ok());
            let Some(location) = location.filter(|_| status.is_redirection()) else {
                let (parts, body) = reply.into_parts();
                return Ok(Reply { status, headers: parts.headers, url, moved, body });
            };
            let next = url.join(location).map_err(|_| Failure::Redirect(format!("it redirects to \"{location}\"")))?;
            if !matches!(next.scheme(), "http" | "https") || (!self.options.private_addresses && is_private(&next)) {
                return Err(Failure::Redirect(format!("it redirects to {next}, where nobody else can go")));
            }
            let is_for_good = matches!(status.as_u16(), 301 | 308);
            moved = Some(moved.unwrap_or(true) && is_for_good);
            url = next;
        }
        Err(Failure::Redirect("it redirects without end".to_string()))
    }

    fn once(&self, method: &str, url: &Url, headers: &[(&str, &str)], deadline: Instant) -> Result<Response<Body>, Failure> {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(Failure::TooSlow);
        }
        let mut request = match method {
            "HEAD" => self.agent.head(url.as_str()),
            _ => self.agent.get(url.as_str()),
        };
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.config().timeout_global(Some(left)).build().call().map_err(failure)
    }
}

impl Reply {
    /// The text of a header; empty where it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// Where it is none, is too long, or does not come.
    pub fn json(self) -> Result<serde_json::Value, Failure> {
        let mut body = self.body;
        let bytes = body.with_config().limit(MOST_BYTES).read_to_vec().map_err(failure)?;
        serde_json::from_slice(&bytes).map_err(|error| Failure::Nonsense(error.to_string()))
    }
}

/// Whether an address leads to this machine or into a private network.
pub fn is_private(url: &Url) -> bool {
    crate::rules::address_fault(url.as_str()).is_some()
}

fn failure(error: Error) -> Failure {
    let words = error.to_string();
    match error {
        Error::Timeout(_) => Failure::TooSlow,
        Error::HostNotFound => Failure::Nobody("there is no such host".to_string()),
        Error::ConnectionFailed | Error::ConnectProxyFailed(_) => Failure::Nobody("nobody answers there".to_string()),
        Error::Rustls(_) | Error::Tls(_) => Failure::Certificate(words),
        Error::Io(io) => match io.kind() {
            std::io::ErrorKind::TimedOut => Failure::TooSlow,
            std::io::ErrorKind::InvalidData if words.contains("certificate") => Failure::Certificate(words),
            std::io::ErrorKind::UnexpectedEof => Failure::Nonsense("the line breaks off".to_string()),
            _ if words.contains("certificate") => Failure::Certificate(words),
            _ => Failure::Nobody(words),
        },
        _ => Failure::Nonsense(words),
    }
}
