//! The name of an image.

use super::sources::iotedge;
use crate::rule::{Examples, Layer, Rule, Severity, Source};

const AGENT: Source = iotedge("Azure/iotedge 1.6.1, DockerConfig.cs", "ValidateAndGetImage");

/// edgeAgent does not take it.
pub static FORMAT: Rule = Rule {
    id: "image-format",
    summary: "An image name that edgeAgent rejects",
    severities: Severity::Error.everywhere(),
    layer: Layer::Runtime,
    explanation: "An image is registry/path/name, then perhaps one colon and a tag, or @ and a digest, not both. edgeAgent says \"Image … is not in the right \
        format\" and refuses the whole deployment. A name that begins with a dollar sign is only taken as $upstream:<port>/…, which stands for the parent \
        device.",
    source: AGENT,
    examples: Examples::Piece {
        kind: "image",
        fails: &["", "a:", "a:1:2", "registry.io/a/", "a:1@sha256:0123", "${MODULES.a}", "$upstream/a:1"],
        passes: &["a:1", "registry.io:5000/a/b:1.0", "a@sha256:0123456789abcdef0123456789abcdef", "$upstream:443/a:1"],
    },
};

/// A tool must fill it.
pub static PLACEHOLDER: Rule = Rule {
    id: "image-placeholder",
    summary: "A placeholder in place of an image in a template",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Runtime,
    explanation: "In a template, ${MODULES.name.platform} stands for the image that a build makes, and $NAME for a variable of the tool. iotedgedev and Visual \
        Studio Code fill them; edgeAgent does not, and refuses a manifest in which one is left.",
    source: AGENT,
    examples: Examples::Piece {
        kind: "manifest",
        fails: &[
            "{\"modulesContent\":{\"$edgeAgent\":{\"properties.desired.modules.m\":{\"type\":\"docker\",\"status\":\"running\",\"settings\":{\"image\":\"${MODULES.m}\"}}}}}",
        ],
        passes: &[
            "{\"modulesContent\":{\"$edgeAgent\":{\"properties.desired.modules.m\":{\"type\":\"docker\",\"status\":\"running\",\"settings\":{\"image\":\"a:1\"}}}}}",
        ],
    },
};

/// No registry has such a name.
pub static REFERENCE: Rule = Rule {
    id: "image-reference",
    summary: "An image name that no registry can have",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Runtime,
    explanation: "edgeAgent looks at an image's name only roughly. Docker then cannot pull it: path and name are lower-case letters and digits with single dots, \
        underscores or hyphens between them; a tag has at most 128 letters, digits, dots, underscores and hyphens; a digest is sha256: and 64 \
        hexadecimal digits. The module stays in backoff on the device.",
    source: Source { document: "distribution/reference, reference.go", section: "grammar", date: "2024-01" },
    examples: Examples::Piece {
        kind: "image",
        fails: &["Contoso/Tank:1", "a b:1", "a@sha256:x"],
        passes: &["contoso/tank:1", "r.io/a__b/c-d:v1.0_x"],
    },
};

/// No version.
pub static LATEST: Rule = Rule {
    id: "image-latest",
    summary: "An image without a version",
    severities: Severity::Advice.everywhere(),
    layer: Layer::Runtime,
    explanation: "Without a tag edgeAgent takes latest. What latest means changes with every push, and a device that has pulled it once never looks again. Name a \
        version, so that a deployment means the same tomorrow.",
    source: AGENT,
    examples: Examples::Piece { kind: "image", fails: &["a", "r.io/a:latest"], passes: &["a:1.0.3"] },
};
