//! `check --online` against real servers on loopback: a small one with the awkward answers, and TLS that cannot be trusted.

use crate::support::{edge_offer, err, out, sample};
use edge_offer::offer::set::set_from_text;
use edge_offer::online::{Options, Outcome, check};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

/// A server that answers until the test ends. Gives its port.
pub fn serve(answer: impl Fn(&str, &str, &str) -> String + Send + Sync + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let answer = Arc::new(answer);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = Arc::clone(&answer);
            std::thread::spawn(move || reply(stream, answer.as_ref()));
        }
    });
    port
}

/// Reads one request; gives its method, path and headers to `answer`, and writes what that says.
fn reply(mut stream: TcpStream, answer: &(dyn Fn(&str, &str, &str) -> String + Send + Sync)) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let (mut first, mut headers) = (String::new(), String::new());
    if reader.read_line(&mut first).is_err() {
        return;
    }
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 || line.trim().is_empty() {
            break;
        }
        headers.push_str(&line.to_ascii_lowercase());
    }
    let mut words = first.split(' ');
    let (method, path) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let _ = stream.write_all(answer(method, path, &headers).as_bytes());
}

fn page(status: &str, headers: &str) -> String {
    format!("HTTP/1.1 {status}\r\ncontent-type: text/html\r\n{headers}content-length: 2\r\nconnection: close\r\n\r\nok")
}

/// The awkward answers.
fn awkward(method: &str, path: &str, _: &str) -> String {
    match path {
        "/ok" | "/new" => page("200 OK", ""),
        "/no-head" if method == "HEAD" => page("405 Method Not Allowed", ""),
        "/no-head" => page("200 OK", ""),
        "/loop" => page("301 Moved Permanently", "location: /loop\r\n"),
        "/moved" => page("301 Moved Permanently", "location: /new\r\n"),
        "/elsewhere" => page("302 Found", "location: /new\r\n"),
        "/inside" => page("302 Found", "location: file:///etc/passwd\r\n"),
        "/busy" => page("429 Too Many Requests", ""),
        "/closed" => page("403 Forbidden", ""),
        "/broken" => page("500 Internal Server Error", ""),
        "/download" => {
            "HTTP/1.1 200 OK\r\ncontent-type: application/zip\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_string()
        }
        "/slow" => {
            std::thread::sleep(Duration::from_secs(3));
            page("200 OK", "")
        }
        "/nonsense" => "\x1b[2Jwhat?\r\n\r\n".to_string(),
        _ => page("404 Not Found", ""),
    }
}

fn options() -> Options {
    Options { limit: Duration::from_secs(1), private_addresses: true, registry: Some("127.0.0.1:1".into()), ..Options::default() }
}

/// Rule and message of what is found at the privacy policy when it has this address.
fn found(address: &str) -> Vec<(&'static str, String)> {
    let outcome = outcome(address, &options());
    let ours = outcome.findings.into_iter().filter(|finding| finding.field.to_string() == "legal.privacy-policy");
    ours.map(|finding| (finding.rule.id, finding.message)).collect()
}

/// The outcome for an offer whose only addresses are this one.
fn outcome(address: &str, options: &Options) -> Outcome {
    let toml = "[legal]\nprivacy-policy = \"\"\n[[plans]]\nregistry = \"\"\n";
    let mut document = edge_offer::offer::Document::parse(toml.into()).unwrap();
    set_from_text(&mut document, "legal.privacy-policy", address).unwrap();
    check(&document, None, options, &|_, _| {})
}

#[test]
fn every_awkward_answer_is_understood() {
    let port = serve(awkward);
    let at = |path: &str| found(&format!("http://127.0.0.1:{port}{path}"));
    for path in ["/ok", "/no-head", "/elsewhere"] {
        assert_eq!(at(path), [], "{path}");
    }
    for (path, rule, words) in [
        ("/missing", "online-address-fails", "404 Not Found"),
        ("/broken", "online-address-fails", "500"),
        ("/loop", "online-address-fails", "redirects without end"),
        ("/inside", "online-address-fails", "where nobody else can go"),
        ("/nonsense", "online-address-fails", "broken"),
        ("/busy", "online-address-unsure", "429"),
        ("/closed", "online-address-unsure", "403"),
        ("/slow", "online-address-unsure", "within"),
        ("/moved", "online-address-moved", "/new"),
        ("/download", "online-address-downloads", "application/zip"),
    ] {
        let found = at(path);
        assert_eq!(found.len(), 1, "{path}: {found:?}");
        assert_eq!(found[0].0, rule, "{path}: {found:?}");
        assert!(found[0].1.contains(words) && !found[0].1.contains('\x1b'), "{path}: {found:?}");
    }
}

#[test]
fn nobody_there_is_no_network_and_not_a_finding_of_the_rest() {
    // A port that was just free.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    assert!(outcome(&format!("http://127.0.0.1:{port}/"), &options()).no_network);
}

#[test]
fn addresses_of_ones_own_network_are_not_asked() {
    let port = serve(|_, _, _| panic!("asked"));
    let outcome = outcome(&format!("http://127.0.0.1:{port}/"), &Options { private_addresses: false, ..options() });
    assert!(outcome.findings.is_empty() && !outcome.no_network, "{outcome:?}");
}

#[test]
fn ten_are_asked_at_a_time() {
    let port = serve(|_, _, _| {
        std::thread::sleep(Duration::from_millis(200));
        page("200 OK", "")
    });
    let mut document = edge_offer::offer::Document::parse("format = 1\n".into()).unwrap();
    for row in 0..20 {
        let field = format!("documentation.links[{row}].address");
        set_from_text(&mut document, &field, &format!("http://127.0.0.1:{port}/{row}")).unwrap();
    }
    let most = std::sync::Mutex::new((0, 0));
    let outcome = check(&document, None, &options(), &|done, all| *most.lock().unwrap() = (done, all));
    assert!(outcome.findings.is_empty(), "{outcome:?}");
    assert_eq!(*most.lock().unwrap(), (20, 20));
}

/// A server of TLS with a certificate that nobody issued. Gives its port.
fn serve_tls() -> u16 {
    let own = rcgen::generate_simple_self_signed(vec!["localhost".to_string()]).unwrap();
    let key = rustls::pki_types::PrivateKeyDer::try_from(own.signing_key.serialize_der()).unwrap();
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut connection = rustls::ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut tls = rustls::Stream::new(&mut connection, &mut stream);
            let mut buffer = [0; 4096];
            let _ = tls.read(&mut buffer);
            let _ = tls.write_all(page("200 OK", "").as_bytes());
        }
    });
    port
}

#[test]
fn a_certificate_that_nobody_issued_is_told() {
    let port = serve_tls();
    let found = found(&format!("https://localhost:{port}/"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, "online-address-certificate", "{found:?}");
}

#[test]
fn without_a_network_the_rest_is_told_and_the_status_is_three() {
    let bundle = sample();
    let path = bundle.path().to_str().unwrap();
    // A proxy that nobody runs stands for no network, wherever the test runs.
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_edge-offer"))
        .args(["check", "--online", path])
        .env("EDGE_OFFER_STATE_DIR", bundle.path())
        .env("ALL_PROXY", "http://127.0.0.1:1")
        .env("HTTPS_PROXY", "http://127.0.0.1:1")
        .env("HTTP_PROXY", "http://127.0.0.1:1")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3), "{} {}", out(&output), err(&output));
    assert!(err(&output).contains("the network cannot be reached"), "{}", err(&output));
    assert!(out(&output).contains("no findings"), "{}", out(&output));
    // And nothing is asked where nobody asked for it.
    assert_eq!(edge_offer(&["check", path]).status.code(), Some(0));
}
