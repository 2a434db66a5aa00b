//! `check --online` against a real registry: Debian's docker-registry, filled by the test; and the ways of signing in.

use crate::online::serve;
use edge_offer::offer::set::set_from_text;
use edge_offer::online::{Options, check};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A registry that runs until it is dropped.
struct Registry {
    process: Child,
    port: u16,
    _folder: tempfile::TempDir,
}

impl Drop for Registry {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Registry {
    /// Starts one; `None` where it is not installed, which is said. With `closed` it wants the user tank and his password.
    fn start(closed: bool) -> Option<Registry> {
        let folder = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let path = |name: &str| folder.path().join(name).display().to_string();
        // bcrypt of "not-a-secret", which guards nothing.
        std::fs::write(path("users"), "tank:$2y$04$sb2G26Ixtv95Dn.UubyelOuLqT5Bi2wAenv1gZHmLgvwJCL1QTp46\n").unwrap();
        let auth =
            if closed { format!("auth:\n  htpasswd:\n    realm: test\n    path: {}\n", path("users")) } else { String::new() };
        let config = format!(
            "version: 0.1\nlog:\n  level: error\nstorage:\n  filesystem:\n    rootdirectory: {}\nhttp:\n  addr: 127.0.0.1:{port}\n{auth}",
            path("storage")
        );
        std::fs::write(path("config.yml"), config).unwrap();
        let started = Command::new("docker-registry")
            .args(["serve", &path("config.yml")])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let Ok(process) = started else {
            tell!("docker-registry is not installed: the images in a real registry were not tested");
            return None;
        };
        let registry = Registry { process, port, _folder: folder };
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(start.elapsed() < Duration::from_secs(20), "the registry does not start");
            std::thread::sleep(Duration::from_millis(20));
        }
        Some(registry)
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}/v2/tank-level-gateway/{path}", self.port)
    }

    /// Puts bytes there and gives their digest.
    fn blob(&self, bytes: &[u8]) -> String {
        let digest = digest(bytes);
        let begun = ureq::post(self.url("blobs/uploads/")).send_empty().unwrap();
        let location = begun.headers()["location"].to_str().unwrap().to_string();
        let location = if location.starts_with('/') { format!("http://127.0.0.1:{}{location}", self.port) } else { location };
        let sign = if location.contains('?') { '&' } else { '?' };
        ureq::put(format!("{location}{sign}digest={digest}")).send(bytes).unwrap();
        digest
    }

    fn manifest(&self, tag: &str, manifest: &Value) -> (String, usize) {
        let bytes = serde_json::to_vec(manifest).unwrap();
        let kind = manifest["mediaType"].as_str().unwrap();
        ureq::put(self.url(&format!("manifests/{tag}"))).header("content-type", kind).send(&bytes[..]).unwrap();
        (digest(&bytes), bytes.len())
    }

    /// An image of one platform under a tag. Gives the descriptor for a list.
    fn image(&self, tag: &str, architecture: &str, ports: &Value) -> Value {
        let config = json!({ "os": "linux", "architecture": architecture, "config": { "ExposedPorts": ports }, "rootfs": { "type": "layers", "diff_ids": [] } });
        let config = serde_json::to_vec(&config).unwrap();
        let digest = self.blob(&config);
        let kind = "application/vnd.docker.distribution.manifest.v2+json";
        let manifest = json!({
            "schemaVersion": 2,
            "mediaType": kind,
            "config": { "mediaType": "application/vnd.docker.container.image.v1+json", "size": config.len(), "digest": digest },
            "layers": [],
        });
        let (digest, size) = self.manifest(tag, &manifest);
        json!({ "mediaType": kind, "digest": digest, "size": size, "platform": { "os": "linux", "architecture": architecture } })
    }

    fn list(&self, tag: &str, images: &[Value]) {
        let kind = "application/vnd.docker.distribution.manifest.list.v2+json";
        self.manifest(tag, &json!({ "schemaVersion": 2, "mediaType": kind, "manifests": images }));
    }
}

fn digest(bytes: &[u8]) -> String {
    let hex: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}

/// Rule, field and message of what is found in the sample with these changes, when its registry is at this port.
fn found(port: u16, credentials: Option<(&str, &str)>, changes: &[(&str, &str)]) -> Vec<(&'static str, String, String)> {
    let mut document = edge_offer::sample::document();
    for (field, value) in changes {
        set_from_text(&mut document, field, value).unwrap();
    }
    let options = Options {
        registry: Some(format!("127.0.0.1:{port}")),
        credentials: credentials.map(|(user, password)| (user.to_string(), password.to_string())),
        limit: Duration::from_secs(10),
        ..Options::default()
    };
    let outcome = check(&document, None, &options, &|_, _| {});
    let registry = outcome.findings.into_iter().filter(|finding| finding.field.to_string().starts_with("plans"));
    registry.map(|finding| (finding.rule.id, finding.field.to_string(), finding.message)).collect()
}

#[test]
fn tags_platforms_and_ports_are_compared_with_a_real_registry() {
    let Some(registry) = Registry::start(false) else { return };
    let port = registry.port;
    let missing = found(port, None, &[]);
    assert_eq!(missing.iter().map(|(rule, ..)| *rule).collect::<Vec<_>>(), ["online-tag-missing"; 4], "{missing:?}");

    let x64 = registry.image("1.4.0-linux-x64", "amd64", &json!({ "8080/tcp": {} }));
    let arm = registry.image("1.4.0-linux-arm64", "arm64", &json!({ "8080/tcp": {} }));
    registry.list("1.4.0", &[x64.clone(), arm.clone()]);
    registry.image("latest", "amd64", &json!({}));
    let single = found(port, None, &[]);
    assert_eq!(single.len(), 1, "{single:?}");
    assert_eq!((single[0].0, single[0].1.as_str()), ("online-no-manifest-list", "plans[0].tags"));

    registry.list("latest", std::slice::from_ref(&x64));
    let narrow = found(port, None, &[]);
    assert_eq!(narrow.len(), 1, "{narrow:?}");
    assert!(narrow[0].0 == "online-platforms-differ" && narrow[0].2.contains("no image for ARM64"), "{narrow:?}");

    registry.list("latest", &[x64, arm]);
    assert_eq!(found(port, None, &[]), []);
    let wide = found(port, None, &[("plans[0].platforms", "linux/amd64")]);
    assert!(wide.iter().all(|(rule, ..)| *rule == "online-platforms-differ") && wide.len() == 2, "{wide:?}");
    let other = found(port, None, &[("plans[0].image", "fjordsensing.azurecr.io/tank-level-gateway:1.3.9")]);
    assert_eq!((other[0].0, other[0].1.as_str()), ("online-tag-missing", "plans[0].image"), "{other:?}");

    let options =
        |bound: &str| format!("{{\"HostConfig\": {{\"PortBindings\": {{\"{bound}/tcp\": [{{\"HostPort\": \"80\"}}]}}}}}}");
    assert_eq!(found(port, None, &[("plans[0].create-options", &options("8080"))]), []);
    let port_slip = found(port, None, &[("plans[0].create-options", &options("8008"))]);
    assert_eq!(port_slip.len(), 1, "{port_slip:?}");
    assert_eq!((port_slip[0].0, port_slip[0].1.as_str()), ("online-port-not-exposed", "plans[0].create-options"));
}

#[test]
fn a_closed_registry_opens_with_the_password_only() {
    let Some(registry) = Registry::start(true) else { return };
    let closed = found(registry.port, None, &[]);
    assert_eq!(closed.len(), 1, "{closed:?}");
    assert!(closed[0].0 == "online-registry-closed" && closed[0].2.contains("does not let anybody look"), "{closed:?}");
    let wrong = found(registry.port, Some(("tank", "guess")), &[]);
    assert_eq!(wrong[0].0, "online-registry-closed");
    let open = found(registry.port, Some(("tank", "not-a-secret")), &[]);
    assert_eq!(open.iter().map(|(rule, ..)| *rule).collect::<Vec<_>>(), ["online-tag-missing"; 4], "{open:?}");
}

#[test]
fn a_token_is_asked_for_and_shown() {
    // A registry as Azure's: a challenge, a token for it, then the manifest.
    let port = std::sync::Arc::new(std::sync::OnceLock::new());
    let own = std::sync::Arc::clone(&port);
    let json = |status: &str, headers: &str, body: &str| {
        format!(
            "HTTP/1.1 {status}\r\ncontent-type: application/vnd.oci.image.index.v1+json\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        )
    };
    let serving = serve(move |_, path, headers| {
        let port: u16 = *own.get_or_init(|| 0);
        if path.starts_with("/token") {
            let scoped = path.contains("scope=repository%3Atank-level-gateway%3Apull") && path.contains("service=here");
            return json("200 OK", "", if scoped { "{\"access_token\": \"t0k3n\"}" } else { "{}" });
        }
        if !headers.contains("authorization: bearer t0k3n") {
            let challenge = format!(
                "www-authenticate: Bearer realm=\"http://127.0.0.1:{port}/token\",service=\"here\",scope=\"repository:tank-level-gateway:pull\"\r\n"
            );
            return json("401 Unauthorized", &challenge, "{}");
        }
        json(
            "200 OK",
            "",
            "{\"manifests\": [{\"platform\": {\"os\": \"linux\", \"architecture\": \"amd64\"}}, {\"platform\": {\"os\": \"linux\", \"architecture\": \"arm64\", \"variant\": \"v8\"}}, {\"platform\": {\"os\": \"unknown\", \"architecture\": \"unknown\"}}]}",
        )
    });
    port.set(serving).unwrap();
    assert_eq!(found(serving, None, &[]), []);
}

#[test]
fn what_a_registry_says_is_not_believed_blindly() {
    for body in ["x", "[]", "{\"manifests\": 5}", "{\"config\": {\"digest\": \"../../x\"}}", "{\"manifests\": [{}]}"] {
        let body = body.to_string();
        let port = serve(move |_, _, _| {
            format!(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                body.len()
            )
        });
        for (rule, field, message) in found(port, None, &[]) {
            assert!(rule.starts_with("online-") && field.starts_with("plans[0]"), "{rule} {field} {message}");
        }
    }
}
