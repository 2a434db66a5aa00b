//! Images in their registries, by the OCI distribution API (opencontainers/distribution-spec 1.1, 2024-02).

use super::client::{Client, Failure, Options, Reply};
use super::rules;
use super::{Answer, Task};
use crate::offer::{FieldPath, Offer};
use crate::rules::hardware::platform_words;
use serde_json::Value;
use url::Url;

/// The media types of manifests: lists first, so that a registry does not choose one of the list's images for us.
const MANIFESTS: &str = "application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json, \
    application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json";

/// A repository of a plan, with the tags that should be in it.
pub struct Image {
    plan: usize,
    host: String,
    repository: String,
    /// The tags or digests, each with the field that names it.
    tags: Vec<(String, FieldPath)>,
    platforms: Vec<String>,
    /// The ports that createOptions bind without exposing them.
    ports: Vec<String>,
}

/// Each plan's repository for certification, and the customers' image where that is another.
pub fn tasks(offer: &Offer, options: &Options) -> Vec<Task> {
    (0..offer.count("plans")).flat_map(|plan| images(offer, options, plan)).map(Task::Image).collect()
}

fn images(offer: &Offer, options: &Options, plan: usize) -> Vec<Image> {
    let path = |key: &str| FieldPath::of(key, &[plan]);
    let text = |key: &str| offer.text(&path(key)).trim().to_string();
    let items = |key: &str| offer.instance(&path(key)).map(|instance| instance.items()).unwrap_or_default();
    let image = |host: String, repository: String, tags: Vec<(String, FieldPath)>| Image {
        plan,
        host,
        repository,
        tags,
        platforms: items("plans[].platforms"),
        ports: bound_ports(&offer.instance(&path("plans[].create-options")).map(|options| options.text).unwrap_or_default()),
    };
    let (registry, repository) = (text("plans[].registry"), text("plans[].repository"));
    let mut images = Vec::new();
    if !registry.is_empty() && !repository.is_empty() {
        let host = options.registry.clone().unwrap_or(format!("{registry}.azurecr.io"));
        let tags = items("plans[].tags").into_iter().map(|tag| (tag, path("plans[].tags"))).collect();
        images.push(image(host, repository, tags));
    }
    if let Some((host, repository, tag)) = reference(&text("plans[].image")) {
        let known = images.first().is_some_and(|first: &Image| {
            let same_host = first.host == host || format!("{registry}.azurecr.io") == host;
            same_host && first.repository == repository && first.tags.iter().any(|(listed, _)| *listed == tag)
        });
        if !known {
            let host = if format!("{registry}.azurecr.io") == host { options.registry.clone().unwrap_or(host) } else { host };
            images.push(image(host, repository, vec![(tag, path("plans[].image"))]));
        }
    }
    images
}

/// Host, repository and tag or digest of an image, as Docker reads it. `None` for a template.
fn reference(image: &str) -> Option<(String, String, String)> {
    if image.is_empty() || image.contains(['<', '$', ' ']) {
        return None;
    }
    let (name, tag) = match image.split_once('@') {
        Some((name, digest)) => (name.split(':').next().unwrap_or(name).to_string(), digest.to_string()),
        None => match image.rsplit_once(':').filter(|(_, tag)| !tag.contains('/')) {
            Some((name, tag)) => (name.to_string(), tag.to_string()),
            None => (image.to_string(), "latest".to_string()),
        },
    };
    let (host, repository) = match name.split_once('/') {
        Some((host, rest)) if host.contains(['.', ':']) || host == "localhost" => (host.to_string(), rest.to_string()),
        Some(_) => ("registry-1.docker.io".to_string(), name),
        None => ("registry-1.docker.io".to_string(), format!("library/{name}")),
    };
    let host = if host == "docker.io" { "registry-1.docker.io".to_string() } else { host };
    Some((host, repository, tag))
}

/// The ports that createOptions bind and do not expose themselves.
fn bound_ports(options: &str) -> Vec<String> {
    let Ok(options) = serde_json::from_str::<Value>(options) else { return Vec::new() };
    let keys = |value: &Value| value.as_object().map(|object| object.keys().cloned().collect::<Vec<_>>()).unwrap_or_default();
    let full = |port: String| if port.contains('/') { port } else { format!("{port}/tcp") };
    let exposed: Vec<String> = keys(&options["ExposedPorts"]).into_iter().map(full).collect();
    keys(&options["HostConfig"]["PortBindings"]).into_iter().map(full).filter(|port| !exposed.contains(port)).collect()
}

impl Image {
    /// Looks at every tag.
    pub fn check(&self, client: &Client) -> Answer {
        let mut answer = Answer { answered: true, remarks: Vec::new() };
        let mut session = Session { client, image: self, authorization: None };
        for (tag, field) in &self.tags {
            let shown = crate::wrap::clipped(tag, 60);
            let reply = match session.get(&format!("manifests/{tag}"), MANIFESTS) {
                Ok(reply) => reply,
                Err(failure) => {
                    answer.answered = !matches!(failure, Failure::Nobody(_) | Failure::TooSlow);
                    let reason = words(failure);
                    let message = format!("{} could not be asked: {reason}", self.host);
                    answer.add(&rules::REGISTRY_CLOSED, field, message, "look at the name of the registry and at the network");
                    return answer;
                }
            };
            match reply.status.as_u16() {
                200 => self.judge(&mut session, tag, field, reply, &mut answer),
                404 => {
                    let message = format!("the tag {shown} is not in {}/{}", self.host, self.repository);
                    answer.add(&rules::TAG_MISSING, field, message, "push it, or take it out of the list");
                }
                401 | 403 => {
                    let message = format!("{} does not let anybody look at {}", self.host, self.repository);
                    let help = "set EDGE_OFFER_REGISTRY_USER and EDGE_OFFER_REGISTRY_PASSWORD";
                    answer.add(&rules::REGISTRY_CLOSED, field, message, help);
                    return answer;
                }
                _ => {
                    let message = format!("{} answers with {}", self.host, reply.status);
                    answer.add(&rules::REGISTRY_CLOSED, field, message, "ask again later");
                    return answer;
                }
            }
        }
        answer
    }

    /// Whether a tag stands for all platforms of the plan.
    fn is_for_all(tag: &str) -> bool {
        tag == "latest" || crate::rules::is_version_tag(tag)
    }

    fn judge(&self, session: &mut Session, tag: &str, field: &FieldPath, reply: Reply, answer: &mut Answer) {
        let kind = reply.header("content-type").to_string();
        let manifest = match reply.json() {
            Ok(manifest) => manifest,
            Err(failure) => {
                let message = format!("the manifest of {tag} cannot be read: {}", words(failure));
                return answer.add(&rules::REGISTRY_CLOSED, field, message, "");
            }
        };
        let list = manifest["manifests"]
            .as_array()
            .filter(|_| kind.contains("list") || kind.contains("index") || !manifest["manifests"].is_null());
        if Image::is_for_all(tag) && self.platforms.len() > 1 && list.is_none() {
            let message = format!("the tag {tag} is one image, not a manifest list for {} platforms", self.platforms.len());
            return answer.add(&rules::NO_MANIFEST_LIST, field, message, "push it as a manifest list");
        }
        match list {
            Some(list) => {
                let found: Vec<String> = list.iter().filter_map(|one| platform(&one["platform"])).collect();
                self.compare(tag, &found, field, answer);
                if Image::is_for_all(tag)
                    && let Some(digest) = list.iter().find_map(|one| one["digest"].as_str())
                {
                    let path = format!("manifests/{digest}");
                    if let Ok(Ok(image)) = session.get(&path, MANIFESTS).map(Reply::json) {
                        self.ports(session, &image, tag, answer);
                    }
                }
            }
            None => {
                let config = self.config(session, &manifest);
                if Image::is_for_all(tag) {
                    let found: Vec<String> = platform(&config).into_iter().collect();
                    self.compare(tag, &found, field, answer);
                    self.ports_of(&config, tag, answer);
                }
            }
        }
    }

    fn compare(&self, tag: &str, found: &[String], field: &FieldPath, answer: &mut Answer) {
        if !Image::is_for_all(tag) || found.is_empty() || self.platforms.is_empty() {
            return;
        }
        let names = |list: Vec<&String>| list.iter().map(|name| platform_words(name)).collect::<Vec<_>>().join(", ");
        let missing: Vec<&String> = self.platforms.iter().filter(|platform| !found.contains(platform)).collect();
        let known = ["linux/amd64", "linux/arm64", "linux/arm/v7"];
        let more: Vec<&String> =
            found.iter().filter(|one| !self.platforms.contains(one) && known.contains(&one.as_str())).collect();
        if !missing.is_empty() {
            let message = format!("the tag {tag} has no image for {}", names(missing));
            answer.add(&rules::PLATFORMS_DIFFER, field, message, "build it, or take the platform's mark away");
        } else if !more.is_empty() {
            let message = format!("the tag {tag} has an image for {}, too, which is not marked", names(more));
            answer.add(&rules::PLATFORMS_DIFFER, field, message, "mark the platform");
        }
    }

    /// The configuration of an image.
    fn config(&self, session: &mut Session, manifest: &Value) -> Value {
        let Some(digest) = manifest["config"]["digest"].as_str() else { return Value::Null };
        match session.get(&format!("blobs/{digest}"), "*/*").map(Reply::json) {
            Ok(Ok(config)) => config,
            _ => Value::Null,
        }
    }

    fn ports(&self, session: &mut Session, manifest: &Value, tag: &str, answer: &mut Answer) {
        if !self.ports.is_empty() {
            let config = self.config(session, manifest);
            self.ports_of(&config, tag, answer);
        }
    }

    /// Compares the ports of createOptions with those of the image; once, for latest.
    fn ports_of(&self, config: &Value, tag: &str, answer: &mut Answer) {
        if config.is_null() || answer.remarks.iter().any(|remark| remark.rule.id == rules::PORT_NOT_EXPOSED.id) {
            return;
        }
        let exposed = &config["config"]["ExposedPorts"];
        let field = FieldPath::of("plans[].create-options", &[self.plan]);
        for port in self.ports.iter().filter(|port| exposed.get(port.as_str()).is_none()) {
            let message = format!("the image {tag} does not expose the port {port} that is bound");
            answer.add(&rules::PORT_NOT_EXPOSED, &field, message, "look at the number");
        }
    }
}

/// `linux/arm/v7`; `None` for attestations and what says nothing.
fn platform(value: &Value) -> Option<String> {
    let (system, architecture) = (value["os"].as_str()?, value["architecture"].as_str()?);
    if architecture == "unknown" || architecture.is_empty() {
        return None;
    }
    // 64-bit ARM has one variant, which is mostly left out.
    match value["variant"].as_str().filter(|variant| !variant.is_empty() && architecture == "arm") {
        Some(variant) => Some(format!("{system}/{architecture}/{variant}")),
        None if architecture == "arm" => Some(format!("{system}/arm/v7")),
        None => Some(format!("{system}/{architecture}")),
    }
}

fn words(failure: Failure) -> String {
    match failure {
        Failure::TooSlow => "it did not answer within ten seconds".to_string(),
        Failure::Nobody(reason) | Failure::Redirect(reason) | Failure::Nonsense(reason) => reason,
        Failure::Certificate(reason) => format!("its certificate is not to be trusted: {reason}"),
    }
}

/// What is said to one registry about one repository: the token is kept for it.
struct Session<'c> {
    client: &'c Client,
    image: &'c Image,
    authorization: Option<String>,
}

impl Session<'_> {
    fn get(&mut self, path: &str, accept: &str) -> Result<Reply, Failure> {
        let Image { host, repository, .. } = self.image;
        let bare = host.rsplit_once(':').map_or(host.as_str(), |(name, _)| name);
        // As Docker does: registries of this machine need no TLS.
        let scheme = if matches!(bare, "localhost" | "127.0.0.1" | "[::1]") { "http" } else { "https" };
        let url = Url::parse(&format!("{scheme}://{host}/v2/{repository}/{path}"))
            .map_err(|error| Failure::Nonsense(format!("{host}/{repository} is no address: {error}")))?;
        let reply = self.ask(&url, accept)?;
        if reply.status.as_u16() != 401 || self.authorization.is_some() {
            return Ok(reply);
        }
        let challenge = reply.header("www-authenticate").to_string();
        self.authorization = self.authorize(&challenge)?;
        match self.authorization {
            Some(_) => self.ask(&url, accept),
            None => Ok(reply),
        }
    }

    fn ask(&self, url: &Url, accept: &str) -> Result<Reply, Failure> {
        let mut headers = vec![("accept", accept)];
        if let Some(authorization) = &self.authorization {
            headers.push(("authorization", authorization));
        }
        self.client.ask("GET", url, &headers)
    }

    /// What opens the registry, by its challenge (RFC 6750, and Docker's token authentication).
    fn authorize(&self, challenge: &str) -> Result<Option<String>, Failure> {
        let credentials = self.client.options.credentials.as_ref().map(|(user, password)| basic(user, password));
        let (kind, parameters) = challenge.split_once(' ').unwrap_or((challenge, ""));
        if kind.eq_ignore_ascii_case("basic") {
            return Ok(credentials);
        }
        let parameter = |name: &str| {
            let start = parameters.find(&format!("{name}=\""))? + name.len() + 2;
            parameters[start..].split('"').next().map(str::to_string)
        };
        let Some(mut realm) = parameter("realm").and_then(|realm| Url::parse(&realm).ok()) else { return Ok(None) };
        let is_local = matches!(realm.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        if realm.scheme() != "https" && !is_local {
            return Err(Failure::Nonsense("it wants a password over a line without encryption".to_string()));
        }
        let scope = parameter("scope").unwrap_or(format!("repository:{}:pull", self.image.repository));
        realm.query_pairs_mut().append_pair("scope", &scope);
        if let Some(service) = parameter("service") {
            realm.query_pairs_mut().append_pair("service", &service);
        }
        let headers: Vec<(&str, &str)> = credentials.iter().map(|basic| ("authorization", basic.as_str())).collect();
        let reply = self.client.ask("GET", &realm, &headers)?;
        if !reply.status.is_success() {
            return Ok(None);
        }
        let answer = reply.json()?;
        let token = answer["token"].as_str().or_else(|| answer["access_token"].as_str());
        Ok(token.map(|token| format!("Bearer {token}")))
    }
}

/// The header of basic authentication (RFC 7617).
fn basic(user: &str, password: &str) -> String {
    use base64::Engine;
    format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_are_read_as_docker_reads_them() {
        let read = |image: &str| reference(image).map(|(host, repository, tag)| format!("{host} {repository} {tag}"));
        for (image, wanted) in [
            ("fjord.azurecr.io/a/b:1.0", Some("fjord.azurecr.io a/b 1.0")),
            ("localhost:5000/b", Some("localhost:5000 b latest")),
            ("nginx:1", Some("registry-1.docker.io library/nginx 1")),
            ("eclipse/mosquitto", Some("registry-1.docker.io eclipse/mosquitto latest")),
            ("ghcr.io/a/b@sha256:00", Some("ghcr.io a/b sha256:00")),
            ("$upstream:443/a:<TAG>", None),
            ("", None),
        ] {
            assert_eq!(read(image).as_deref(), wanted, "{image}");
        }
    }

    #[test]
    fn ports_that_are_exposed_beside_are_not_told() {
        let options =
            r#"{"ExposedPorts": {"80/tcp": {}}, "HostConfig": {"PortBindings": {"80/tcp": [], "53/udp": [], "81": []}}}"#;
        assert_eq!(bound_ports(options), ["53/udp", "81/tcp"]);
        assert_eq!(bound_ports("x"), [""; 0]);
    }
}
