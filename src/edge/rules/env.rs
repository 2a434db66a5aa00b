//! Environment variables.

use super::sources::iotedge;
use crate::rule::{Examples, Layer, Rule, Severity};

/// Not `{NAME: {"value": …}}`.
pub static SHAPE: Rule = Rule {
    id: "env-shape",
    summary: "A variable that is not an object with a value",
    severities: Severity::Error.everywhere(),
    layer: Layer::Runtime,
    explanation: "In a manifest each variable is an object with one member: {\"NAME\": {\"value\": \"text\"}}. A bare text instead of the object, or an object or array \
        as the value, makes edgeAgent refuse the whole deployment: \"Error converting value … to type 'EnvVal'\". Numbers and booleans become texts.",
    source: iotedge("Azure/iotedge 1.6.1, EnvVal.cs", "constructor"),
    examples: Examples::Piece {
        kind: "env",
        fails: &["{\"A\": \"x\"}", "{\"A\": {\"value\": {\"b\": 1}}}", "{\"A\": {\"value\": []}}", "[]"],
        passes: &["{\"A\": {\"value\": \"x\"}}", "{\"A\": {\"value\": 1}}", "{\"A\": {}}"],
    },
};

/// A name that no process can have.
pub static NAME: Rule = Rule {
    id: "env-name",
    summary: "A variable without a name, or with an equals sign in it",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Runtime,
    explanation: "edgeAgent passes names on as they are. Docker refuses a variable without a name, and one with an equals sign gets another name and value than \
        written: A=B with the value c becomes A with the value B=c.",
    source: iotedge("moby 20.10.27, opts/env.go", "ValidateEnv"),
    examples: Examples::Piece {
        kind: "env",
        fails: &["{\"\": {\"value\": \"x\"}}", "{\"A=B\": {\"value\": \"x\"}}"],
        passes: &["{\"A_B\": {\"value\": \"x\"}}"],
    },
};

/// A name that IoT Hub refuses.
pub static NAME_IN_TWIN: Rule = Rule {
    id: "env-name-in-twin",
    summary: "A variable whose name IoT Hub cannot store",
    severities: Severity::Error.everywhere(),
    layer: Layer::Hub,
    explanation: "A deployment is stored in the twin of $edgeAgent, so the names of variables follow the rule for twin properties: no dot, dollar sign, number sign, \
        blank or control character. The runtime would take them; IoT Hub refuses the deployment. A variable with a dot in its name can be given in \
        createOptions.Env instead.",
    source: iotedge("azure-docs iot-hub-devguide-device-twins.md", "Format"),
    examples: Examples::Piece {
        kind: "env",
        fails: &["{\"a.b\": {\"value\": \"x\"}}", "{\"a b\": {\"value\": \"x\"}}"],
        passes: &["{\"A_B\": {\"value\": \"x\"}}"],
    },
};

/// The runtime sets it.
pub static OVERRIDDEN: Rule = Rule {
    id: "env-overridden",
    summary: "A variable that the runtime overwrites",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Runtime,
    explanation: "The runtime gives every module its identity and the addresses of its services in variables: IOTEDGE_WORKLOADURI, IOTEDGE_DEVICEID, \
        IOTEDGE_MODULEID and others. What the manifest says for these is overwritten without a word.",
    source: iotedge("Azure/iotedge 1.6.1, CreateOrUpdateCommand.cs", "lines 106-199"),
    examples: Examples::Piece {
        kind: "env",
        fails: &["{\"IOTEDGE_MODULEID\": {\"value\": \"x\"}}"],
        passes: &["{\"IOTEDGE_LOG\": {\"value\": \"x\"}}"],
    },
};

/// A date that changes on its way.
pub static REWRITTEN_DATE: Rule = Rule {
    id: "env-rewritten-date",
    summary: "A date with an offset from UTC in a variable",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Runtime,
    explanation: "The runtime's JSON reader takes a text that looks like a date for one, and writes it anew in UTC: 2021-01-20T00:00:00+02:00 arrives as \
        2021-01-19T22:00:00+00:00. Write the date in UTC, or in a form that does not look like ISO 8601.",
    source: iotedge("Newtonsoft.Json 13, DateParseHandling", "JToken.Load"),
    examples: Examples::Piece {
        kind: "env",
        fails: &["{\"A\": {\"value\": \"2021-01-20T00:00:00+02:00\"}}"],
        passes: &["{\"A\": {\"value\": \"2021-01-20T00:00:00Z\"}}", "{\"A\": {\"value\": \"2021-01-20\"}}"],
    },
};
