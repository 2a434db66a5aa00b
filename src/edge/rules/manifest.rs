//! Deployment manifests and templates.

use super::sources::iotedge;
use crate::rule::{Examples, Layer, Rule, Severity};

/// There is nothing to deploy.
pub static EMPTY: Rule = Rule {
    id: "manifest-empty",
    summary: "A file without modulesContent",
    severities: Severity::Error.everywhere(),
    layer: Layer::Runtime,
    explanation: "A deployment manifest is {\"modulesContent\": {\"$edgeAgent\": …, \"$edgeHub\": …}}, perhaps inside {\"content\": …}. Without it there is nothing that a device \
        could read. A package's iot-edge-metadata.json or a module's settings are no manifest.",
    source: iotedge("azure-docs iot-edge/module-composition.md", "Create a deployment manifest"),
    examples: Examples::Piece {
        kind: "manifest",
        fails: &["{}", "[]", "{\"modules\": {}}"],
        passes: &["{\"modulesContent\": {\"m\": {\"properties.desired\": {\"a\": 1}}}}"],
    },
};

/// A placeholder of a template.
pub static PLACEHOLDER: Rule = Rule {
    id: "manifest-placeholder",
    summary: "A placeholder that a tool must fill before a device reads the manifest",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Runtime,
    explanation: "iotedgedev and Visual Studio Code put values in the place of $NAME and ${NAME} in a template. A device does not: edgeAgent and edgeHub refuse a schema version \
        with a dollar sign.",
    source: iotedge("iotedgedev 3.3.9, deploymentmanifest.py", "expand_vars"),
    examples: Examples::Piece {
        kind: "manifest",
        fails: &[
            "{\"modulesContent\":{\"$edgeHub\":{\"properties.desired\":{\"schemaVersion\":\"${V}\",\"routes\":{},\"storeAndForwardConfiguration\":{}}}}}",
        ],
        passes: &[
            "{\"modulesContent\":{\"$edgeHub\":{\"properties.desired\":{\"schemaVersion\":\"1.1\",\"routes\":{},\"storeAndForwardConfiguration\":{}}}}}",
        ],
    },
};

/// More than a twin holds.
pub static SIZE: Rule = Rule {
    id: "manifest-size",
    summary: "Desired properties of more than 32 KiB",
    severities: Severity::Error.everywhere(),
    layer: Layer::Hub,
    explanation: "IoT Hub stores at most 32 KiB of desired properties for each module, and so for $edgeAgent with all modules and their createOptions. Shorten createOptions, or \
        split the deployment in layers.",
    source: iotedge("azure-docs iot-hub-devguide-device-twins.md", "Device twin size"),
    examples: Examples::Piece {
        kind: "manifest",
        fails: &[],
        passes: &["{\"modulesContent\": {\"m\": {\"properties.desired\": {\"a\": 1}}}}"],
    },
};
