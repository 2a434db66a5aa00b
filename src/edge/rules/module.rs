//! A module of `$edgeAgent`.

use super::sources::iotedge;
use crate::rule::{Examples, Layer, Rule, Severity};

/// Not an object.
pub static SHAPE: Rule = Rule {
    id: "module-shape",
    summary: "A module that is no JSON object",
    severities: Severity::Error.everywhere(),
    layer: Layer::Runtime,
    explanation: "Each module is an object with type, status, settings and more. null or anything else in its place makes edgeAgent refuse the whole deployment. To \
        take a module off a device, leave it out.",
    source: iotedge("Azure/iotedge 1.6.1, DeploymentConfig.cs", "UpdateModuleNames"),
    examples: Examples::Piece {
        kind: "module",
        fails: &["null", "[]"],
        passes: &["{\"type\":\"docker\",\"status\":\"running\",\"settings\":{\"image\":\"a:1\"}}"],
    },
};

/// A field with a value that edgeAgent does not take.
pub static FIELD: Rule = Rule {
    id: "module-field",
    summary: "A field of a module that is missing or has a value that edgeAgent rejects",
    severities: Severity::Error.everywhere(),
    layer: Layer::Runtime,
    explanation: "type is docker, exactly so. status is running or stopped and required. restartPolicy is always, never, on-failure or on-unhealthy, not Docker's \
        unless-stopped. imagePullPolicy is on-create or never. startupOrder is a whole number from 0. settings is an object with an image. None of them may be null. \
        A wrong value makes edgeAgent refuse the whole deployment: \"Agent configuration format is invalid.\"",
    source: iotedge("Azure/iotedge 1.6.1, DockerModule.cs, DockerDesiredModule.cs", "constructors"),
    examples: Examples::Piece {
        kind: "module",
        fails: &[
            "{\"type\":\"docker\",\"settings\":{\"image\":\"a:1\"}}",
            "{\"type\":\"docker\",\"status\":\"paused\",\"settings\":{\"image\":\"a:1\"}}",
            "{\"type\":\"docker\",\"status\":\"running\",\"restartPolicy\":\"unless-stopped\",\"settings\":{\"image\":\"a:1\"}}",
            "{\"type\":\"docker\",\"status\":\"running\"}",
        ],
        passes: &["{\"type\":\"docker\",\"status\":\"running\",\"restartPolicy\":\"always\",\"settings\":{\"image\":\"a:1\"}}"],
    },
};

/// Chunks out of order.
pub static CHUNKS: Rule = Rule {
    id: "module-create-options-chunks",
    summary: "createOptions chunks with a gap or a wrong number",
    severities: Severity::Error.everywhere(),
    layer: Layer::Runtime,
    explanation: "Long createOptions may be cut into texts of at most 512 characters, named createOptions, createOptions01, createOptions02 and so on. The first has no \
        number, the others follow without a gap. edgeAgent says \"Error while parsing chunked field\" and refuses the whole deployment.",
    source: iotedge("Azure/iotedge 1.6.1, JsonEx.cs 205-275", "ChunkedProperty"),
    examples: Examples::Piece {
        kind: "module",
        fails: &[
            "{\"image\":\"a:1\",\"createOptions\":\"{\",\"createOptions02\":\"}\"}",
            "{\"image\":\"a:1\",\"createOptions01\":\"{}\"}",
        ],
        passes: &["{\"image\":\"a:1\",\"createOptions\":\"{\",\"createOptions01\":\"}\"}"],
    },
};
