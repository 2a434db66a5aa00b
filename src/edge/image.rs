//! The name of an image: `DockerConfig.ValidateAndGetImage` of edgeAgent, and the grammar of registries.

use super::rules::image as rules;
use crate::rule::Problem;
use std::borrow::Cow;

/// What edgeAgent makes of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It takes it.
    Accepted,
    /// There is nothing.
    Blank,
    /// It begins with a dollar sign, but is not `$upstream:<port>`: a placeholder that a tool has to fill.
    Placeholder,
    /// It has not the form `path/name:tag`.
    Malformed,
}

/// What edgeAgent makes of a name.
pub fn outcome(image: &str) -> Outcome {
    let image = image.trim();
    if image.is_empty() {
        return Outcome::Blank;
    }
    // edgeAgent puts the parent's host name in the place of $upstream.
    let filled = match image.strip_prefix('$') {
        None => Cow::Borrowed(image),
        Some(rest) => match rest.get(..8).filter(|word| word.eq_ignore_ascii_case("upstream")).map(|_| &rest[8..]) {
            Some(path) if path.strip_prefix(':').is_some_and(|port| port.starts_with(|c| ('1'..='9').contains(&c))) => {
                Cow::Owned(format!("parent{path}"))
            }
            _ => return Outcome::Placeholder,
        },
    };
    let mut parts = filled.rsplit('/').next().unwrap_or_default().split(':');
    let (name, tag, more) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    if !name.is_empty() && tag.is_none_or(|tag| !tag.is_empty()) && more.is_none() {
        Outcome::Accepted
    } else {
        Outcome::Malformed
    }
}

/// What is to be said about the name of an image.
pub fn judge(text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    judge_at(text, 0..text.len(), text, false, &mut problems);
    problems
}

/// The same for a name that stands at `range` of a larger text. In a template a placeholder is a warning: a tool fills it.
pub fn judge_at(text: &str, range: std::ops::Range<usize>, image: &str, template: bool, problems: &mut Vec<Problem>) {
    let trimmed = image.trim();
    let problem = match outcome(image) {
        Outcome::Blank => Problem::new(&rules::FORMAT, text, range, "The image is missing").help("write registry/name:tag"),
        Outcome::Placeholder if template && !trimmed[1..].to_ascii_lowercase().starts_with("upstream") => {
            Problem::new(&rules::PLACEHOLDER, text, range, format!("`{trimmed}` must be filled before a device can use it"))
                .help("a tool such as iotedgedev fills templates; edgeAgent does not")
        }
        Outcome::Placeholder => {
            let message = format!(
                "Image {trimmed} is not in the right format.If your intention is to use an environment variable, check the port is specified."
            );
            Problem::new(&rules::FORMAT, text, range, message).help("write the registry's name, or $upstream:<port>/name:tag")
        }
        Outcome::Malformed => Problem::new(&rules::FORMAT, text, range, format!("Image {trimmed} is not in the right format"))
            .help(malformed_help(trimmed)),
        Outcome::Accepted => return judge_reference(text, range, trimmed, problems),
    };
    problems.push(problem);
}

fn malformed_help(image: &str) -> &'static str {
    if image.ends_with('/') {
        "a name is missing after the last slash"
    } else if image.contains("@sha256:") {
        "edgeAgent takes a tag or a digest, not both: name:tag or name@sha256:…"
    } else {
        "a name has one colon at most after its last slash, with a tag behind it"
    }
}

/// The grammar of registries (distribution `reference.go`), for what edgeAgent lets through and no registry knows.
fn judge_reference(text: &str, range: std::ops::Range<usize>, image: &str, problems: &mut Vec<Problem>) {
    if image.starts_with('$') || image.contains("${") {
        return;
    }
    let (name, digest) = image.split_once('@').map_or((image, None), |(name, digest)| (name, Some(digest)));
    let slash = name.rfind('/').map_or(0, |at| at + 1);
    let (path, tag) = match name[slash..].split_once(':') {
        Some((last, tag)) => (&name[..slash + last.len()], Some(tag)),
        None => (name, None),
    };
    let why = if image.contains(char::is_whitespace) {
        Some(("a blank stands in it", "take it away"))
    } else if path_components(path).any(|component| !is_component(component)) {
        Some((
            "a part of its path is not of lower-case letters, digits, and single . _ or - between them",
            "write it as the registry has it, such as registry.io/team/module:1.0",
        ))
    } else if tag.is_some_and(|tag| !is_tag(tag)) {
        Some(("its tag is not of letters, digits, . _ and -, at most 128", "name a tag that the registry has, such as 1.0"))
    } else if digest.is_some_and(|digest| !is_digest(digest)) {
        Some(("its digest is not algorithm:hex", "write name@sha256: and 64 hexadecimal digits"))
    } else {
        None
    };
    match why {
        Some((why, help)) => {
            let message = format!("No registry has an image `{image}`: {why}");
            problems.push(Problem::new(&rules::REFERENCE, text, range, message).help(help))
        }
        None if tag == Some("latest") || tag.is_none() && digest.is_none() => {
            let message = if tag.is_none() {
                "Without a tag edgeAgent takes `latest`"
            } else {
                "The tag `latest` means another image tomorrow"
            };
            problems.push(Problem::new(&rules::LATEST, text, range, message).help("name a version: name:1.0.3"));
        }
        None => {}
    }
}

/// The components of a path behind its host.
fn path_components(path: &str) -> impl Iterator<Item = &str> {
    let host = path.split('/').next().filter(|first| path.contains('/') && (first.contains(['.', ':']) || *first == "localhost"));
    path.split('/').skip(usize::from(host.is_some()))
}

/// `[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*`
fn is_component(component: &str) -> bool {
    let alphanumeric = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let separators = component.split(alphanumeric).filter(|separator| !separator.is_empty());
    component.starts_with(alphanumeric)
        && component.ends_with(alphanumeric)
        && separators.into_iter().all(|s| matches!(s, "." | "_" | "__") || s.bytes().all(|b| b == b'-'))
}

/// `[\w][\w.-]{0,127}`
fn is_tag(tag: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    tag.len() <= 128 && tag.starts_with(word) && tag.chars().all(|c| word(c) || matches!(c, '.' | '-'))
}

fn is_digest(digest: &str) -> bool {
    digest
        .split_once(':')
        .is_some_and(|(algorithm, hex)| !algorithm.is_empty() && hex.len() >= 32 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DockerConfig.cs, ImageRegex and ImageUpstreamRegex.
    #[test]
    fn names_are_those_of_the_agent() {
        for image in [
            "a",
            " a ",
            "a:1",
            "a/b",
            "a/b:1",
            "localhost:5000/a",
            "r.io/a/b:1.0-x",
            "a@sha256:abc",
            "A B:1",
            "//a",
            "a//b",
            "{}",
            "$upstream:5000/a:1",
            "$UPSTREAM:443/a",
            "<image>:1",
            "a:${TAG}",
            "${",
            "a:1/b",
            "$upstream:80",
        ] {
            let placeholder = image == "${";
            assert_eq!(outcome(image) == Outcome::Accepted, !placeholder, "{image:?}");
        }
        for image in [
            "",
            " \t",
            "a:",
            ":1",
            "a:1:2",
            "a@sha256:a:b",
            "a/",
            "a/:1",
            "a:1@sha256:b",
            "$x",
            "${M.x}",
            "$upstream/a",
            "$upstream:0/a",
            "$upstream:x/a",
            "$upstream:5000/a:1:2",
        ] {
            assert_ne!(outcome(image), Outcome::Accepted, "{image:?}");
        }
    }

    #[test]
    fn what_no_registry_has_is_noticed() {
        let ids = |image: &str| judge(image).iter().map(|p| p.rule.id).collect::<Vec<_>>();
        assert!(ids("registry.example.com:5000/team/tank-level__x:1.0").is_empty());
        assert!(ids(&format!("a@sha256:{}", "a".repeat(64))).is_empty());
        for image in ["Team/tank:1", "a b:1", "a:-1", "team/_x:1", "a@sha256:zz"] {
            assert_eq!(ids(image), ["image-reference"], "{image}");
        }
        assert_eq!(ids("a"), ["image-latest"]);
        assert_eq!(ids("a:latest"), ["image-latest"]);
    }
}
