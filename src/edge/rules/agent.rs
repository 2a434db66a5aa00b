//! The desired properties of `$edgeAgent`.

use super::sources::iotedge;
use crate::rule::{Examples, Layer, Rule, Severity};

/// The version.
pub static SCHEMA_VERSION: Rule = Rule {
    id: "agent-schema-version",
    summary: "A schema version of $edgeAgent that edgeAgent rejects",
    severities: Severity::Error.everywhere(),
    layer: Layer::Runtime,
    explanation: "edgeAgent reads schema versions from 1.0 to 1.1.0. The version needs a dot: 1 alone is none. 1.1 is needed for startupOrder and imagePullPolicy, and \
        for IoT Edge 1.0.10 or later.",
    source: iotedge("Azure/iotedge 1.6.1, SchemaVersionHelper.cs", "CompareMajorVersion"),
    examples: Examples::Piece {
        kind: "agent",
        fails: &["{\"schemaVersion\":\"1\"}", "{\"schemaVersion\":\"1.2\"}", "{\"schemaVersion\":\"2.0\"}", "{}"],
        passes: &["{\"schemaVersion\":\"1.1\"}", "{\"schemaVersion\":\"1.0\"}"],
    },
};

/// A part that is missing or wrong.
pub static FIELD: Rule = Rule {
    id: "agent-field",
    summary: "A part of $edgeAgent that is missing or has the wrong form",
    severities: Severity::Error.everywhere(),
    layer: Layer::Runtime,
    explanation: "The desired properties of $edgeAgent need schemaVersion, runtime with type docker and settings, and systemModules; modules may be left out. Otherwise \
        edgeAgent says \"Agent configuration format is invalid.\" and keeps what it has.",
    source: iotedge("Azure/iotedge 1.6.1, DeploymentConfig.cs, DockerRuntimeInfo.cs", "constructors"),
    examples: Examples::Piece {
        kind: "agent",
        fails: &[
            "{\"schemaVersion\":\"1.1\"}",
            "{\"schemaVersion\":\"1.1\",\"runtime\":{\"type\":\"docker\"},\"systemModules\":{}}",
        ],
        passes: &[
            "{\"schemaVersion\":\"1.1\",\"runtime\":{\"type\":\"docker\",\"settings\":{\"minDockerVersion\":\"v1.25\"}},\"systemModules\":{}}",
        ],
    },
};

/// Credentials that are not whole.
pub static CREDENTIALS: Rule = Rule {
    id: "agent-registry-credentials",
    summary: "Credentials of a registry with a part that is missing or blank",
    severities: Severity::Error.everywhere(),
    layer: Layer::Runtime,
    explanation: "Each entry of registryCredentials has an address, a username and a password, none of them blank. edgeAgent says \"address is null or whitespace.\" and \
        refuses the whole deployment. For a public registry no credentials are needed at all.",
    source: iotedge("Azure/iotedge 1.6.1, RegistryCredentials.cs", "constructor"),
    examples: Examples::Piece {
        kind: "agent",
        fails: &[
            "{\"schemaVersion\":\"1.1\",\"runtime\":{\"type\":\"docker\",\"settings\":{\"minDockerVersion\":\"v1.25\",\"registryCredentials\":{\"r\":{\"address\":\"\",\"username\":\"u\",\"password\":\"p\"}}}},\"systemModules\":{}}",
        ],
        passes: &[
            "{\"schemaVersion\":\"1.1\",\"runtime\":{\"type\":\"docker\",\"settings\":{\"minDockerVersion\":\"v1.25\",\"registryCredentials\":{}}},\"systemModules\":{}}",
        ],
    },
};

/// edgeAgent or edgeHub is not named.
pub static SYSTEM_MODULE: Rule = Rule {
    id: "agent-system-module",
    summary: "A deployment without edgeAgent or edgeHub",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Hub,
    explanation: "edgeAgent itself takes a deployment without its own image or without edgeHub; the published schemas require both, and tools refuse it. Without edgeHub no \
        message is routed.",
    source: iotedge("SchemaStore azure-iot-edgeagent-deployment-1.1.json", "systemModules"),
    examples: Examples::Piece {
        kind: "agent",
        fails: &["{\"schemaVersion\":\"1.1\",\"systemModules\":{}}"],
        passes: &[
            "{\"systemModules\":{\"edgeAgent\":{\"type\":\"docker\",\"settings\":{\"image\":\"a:1\"}},\"edgeHub\":{\"type\":\"docker\",\"status\":\"running\",\"settings\":{\"image\":\"a:1\"}}}}",
        ],
    },
};

/// A name that IoT Hub does not store.
pub static NAME: Rule = Rule {
    id: "agent-module-name",
    summary: "A module whose name IoT Hub cannot store",
    severities: Severity::Error.everywhere(),
    layer: Layer::Hub,
    explanation: "The name of a module is a name in the twin of $edgeAgent: no dot, dollar sign, number sign, blank or control character. It is the name of a container \
        and a segment of routes as well, so letters, digits, hyphen and underscore are safe.",
    source: iotedge("azure-docs iot-hub-devguide-device-twins.md, iot-hub-devguide-identity-registry.md", "names"),
    examples: Examples::Piece {
        kind: "agent",
        fails: &["{\"modules\":{\"a.b\":{}}}", "{\"modules\":{\"a b\":{}}}"],
        passes: &["{\"modules\":{\"a-b_c\":{}}}"],
    },
};

/// A name that no route can say.
pub static NAME_IN_ROUTES: Rule = Rule {
    id: "agent-module-name-in-routes",
    summary: "A module whose name cannot stand in a route",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Runtime,
    explanation: "In a source, a segment that reads as a number or as a word of the language is a syntax error: no route can start at a module named 1, e0, 0x1F, and, or, \
        true or from. Characters such as : @ ; < > [ ] are none of a segment either. Routes to such a module work, because its name stands in quotes there.",
    source: iotedge("Azure/iotedge 1.6.1, GrammarLexer.g4, Route.g4", "item"),
    examples: Examples::Piece {
        kind: "agent",
        fails: &["{\"modules\":{\"e0\":{}}}", "{\"modules\":{\"and\":{}}}", "{\"modules\":{\"a:b\":{}}}"],
        passes: &["{\"modules\":{\"e0x\":{}}}", "{\"modules\":{\"tank-level\":{}}}"],
    },
};

/// A text that is longer than a twin takes.
pub static VALUE_LENGTH: Rule = Rule {
    id: "agent-value-length",
    summary: "createOptions in one text of more than 4096 bytes",
    severities: Severity::Error.everywhere(),
    layer: Layer::Hub,
    explanation: "IoT Hub stores texts of at most 4096 bytes in a twin, and old tools of at most 512. Cut createOptions into chunks: createOptions, createOptions01, \
        createOptions02, … edgeAgent puts them together.",
    source: iotedge("azure-docs iot-hub-devguide-device-twins.md", "Tags and properties format"),
    examples: Examples::Piece { kind: "module", fails: &[], passes: &["{\"image\":\"a:1\",\"createOptions\":\"{}\"}"] },
};
