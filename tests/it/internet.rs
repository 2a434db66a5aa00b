//! The rules of the network, through the real binary: a proxy plays every host of the world, with TLS that the binary is
//! told to trust.

use crate::rules::bundle;
use crate::told::is_told_once_everywhere;
use base64::Engine;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

/// Every host, with certificates of an authority of its own.
struct Internet {
    issuer: Issuer<'static, KeyPair>,
}

impl Internet {
    /// Begins to answer as a proxy. Gives its port, and the authority's certificate as PEM.
    fn start() -> (u16, String) {
        let mut authority = CertificateParams::new(Vec::new()).unwrap();
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let certificate = authority.self_signed(&key).unwrap();
        let body = base64::engine::general_purpose::STANDARD.encode(certificate.der());
        let pem = format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n");
        let internet = Arc::new(Internet { issuer: Issuer::new(authority, key) });
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let internet = Arc::clone(&internet);
                std::thread::spawn(move || internet.tunnel(stream));
            }
        });
        (port, pem)
    }

    /// Takes a CONNECT, and answers in the name of its host.
    fn tunnel(&self, mut stream: TcpStream) -> Option<()> {
        let first = request(&mut stream)?;
        let host = first.split(' ').nth(1)?.split(':').next()?.to_string();
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").ok()?;
        let (chain, key) = self.certificate(&host);
        let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .unwrap();
        let mut connection = rustls::ServerConnection::new(Arc::new(config)).unwrap();
        let mut tls = rustls::Stream::new(&mut connection, &mut stream);
        let path = request(&mut tls)?.split(' ').nth(1)?.to_string();
        tls.write_all(&answer(&host, &path)).ok()?;
        connection.send_close_notify();
        connection.complete_io(&mut stream).ok().map(drop)
    }

    /// A certificate in a host's name; for one host it is one that nobody issued.
    fn certificate(&self, host: &str) -> (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>) {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec![host.to_string()]).unwrap();
        let issued = match host {
            "untrusted.example" => params.self_signed(&key).unwrap(),
            _ => params.signed_by(&key, &self.issuer).unwrap(),
        };
        (vec![issued.der().clone()], PrivateKeyDer::try_from(key.serialize_der()).unwrap())
    }
}

/// The first line of a request, whose headers are read, too.
fn request(stream: &mut impl Read) -> Option<String> {
    let mut reader = BufReader::with_capacity(1, stream);
    let mut first = String::new();
    reader.read_line(&mut first).ok()?;
    let mut line = String::new();
    while reader.read_line(&mut line).ok()? > 2 {
        line.clear();
    }
    Some(first)
}

fn page(status: &str, kind: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head =
        format!("HTTP/1.1 {status}\r\ncontent-type: {kind}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n");
    [head.as_bytes(), body].concat()
}

/// What a host says.
fn answer(host: &str, path: &str) -> Vec<u8> {
    if let Some(registry) = host.strip_suffix(".azurecr.io") {
        return in_registry(registry, path);
    }
    match host {
        "missing.example" => page("404 Not Found", "text/html", "", b""),
        "busy.example" => page("429 Too Many Requests", "text/html", "", b""),
        "moved.example" => page("301 Moved Permanently", "text/html", "location: https://new.example/\r\n", b""),
        "download.example" => page("200 OK", "application/zip", "", b""),
        _ => page("200 OK", "text/html", "", b""),
    }
}

/// What a registry says: each has one fault, in its name.
fn in_registry(registry: &str, path: &str) -> Vec<u8> {
    let json = |value: Value| page("200 OK", "application/json", "", value.to_string().as_bytes());
    let image = json!({ "schemaVersion": 2, "config": { "digest": "sha256:c0" } });
    let of = |architecture: &str| json!({ "digest": "sha256:a0", "platform": { "os": "linux", "architecture": architecture } });
    match (registry, path.rsplit('/').next().unwrap_or("")) {
        ("closed", _) => page("401 Unauthorized", "application/json", "", b""),
        ("tagless", "latest") => page("404 Not Found", "application/json", "", b""),
        ("single", "latest") => json(image),
        ("narrow", "latest") => json(json!({ "schemaVersion": 2, "manifests": [of("amd64")] })),
        (_, "latest" | "1.4.0") => json(json!({ "schemaVersion": 2, "manifests": [of("amd64"), of("arm64")] })),
        (_, "sha256:c0") => {
            json(json!({ "os": "linux", "architecture": "amd64", "config": { "ExposedPorts": { "9000/tcp": {} } } }))
        }
        _ => json(image),
    }
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "elsewhere the system's own store says whom to trust")]
fn every_rule_of_the_network_is_told_once_in_all_formats() {
    let root = tempfile::tempdir().unwrap();
    let (port, pem) = Internet::start();
    let trusted = root.path().join("authority.pem");
    std::fs::write(&trusted, pem).unwrap();
    let registry = |name: &'static str, image: &'static str| vec![("plans[0].registry", name), ("plans[0].image", image)];
    let bundles: Vec<_> = [
        ("online-address-fails", vec![("legal.privacy-policy", "https://missing.example/")]),
        ("online-address-unsure", vec![("legal.privacy-policy", "https://busy.example/")]),
        ("online-address-certificate", vec![("legal.privacy-policy", "https://untrusted.example/")]),
        ("online-address-moved", vec![("documentation.links[1].address", "https://moved.example/")]),
        ("online-address-downloads", vec![("support.website", "https://download.example/")]),
        ("online-registry-closed", registry("closed", "closed.azurecr.io/tank-level-gateway:1.4.0")),
        ("online-tag-missing", registry("tagless", "tagless.azurecr.io/tank-level-gateway:1.4.0")),
        ("online-no-manifest-list", registry("single", "single.azurecr.io/tank-level-gateway:1.4.0")),
        ("online-platforms-differ", registry("narrow", "narrow.azurecr.io/tank-level-gateway:1.4.0")),
        (
            "online-port-not-exposed",
            vec![("plans[0].create-options", r#"{"HostConfig": {"PortBindings": {"8080/tcp": [{"HostPort": "8080"}]}}}"#)],
        ),
    ]
    .into_iter()
    .map(|(id, changes)| {
        let rule = edge_offer::rules::all().into_iter().find(|rule| rule.id == id).unwrap();
        let folder: PathBuf = root.path().join(id);
        bundle(&folder, &changes);
        (rule, folder)
    })
    .collect();
    let known = edge_offer::rules::all().into_iter().filter(|rule| rule.id.starts_with("online-")).count();
    assert_eq!(bundles.len(), known, "a rule of the network has no bundle here");
    is_told_once_everywhere(&bundles, |arguments| {
        let state = tempfile::tempdir().unwrap();
        Command::new(env!("CARGO_BIN_EXE_edge-offer"))
            .args(arguments)
            .arg("--online")
            .env("EDGE_OFFER_STATE_DIR", state.path())
            .env("SSL_CERT_FILE", &trusted)
            .env_remove("SSL_CERT_DIR")
            .env_remove("NO_PROXY")
            .env_remove("no_proxy")
            .env("ALL_PROXY", format!("http://127.0.0.1:{port}"))
            .env_remove("HTTPS_PROXY")
            .env_remove("https_proxy")
            .output()
            .unwrap()
    });
}
