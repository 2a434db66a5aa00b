//! The desired properties of `$edgeHub`.

use super::sources::iotedge;
use crate::rule::{Examples, Layer, Rule, Severity};

const fn rule(
    id: &'static str,
    summary: &'static str,
    layer: Layer,
    explanation: &'static str,
    section: &'static str,
    fails: &'static [&'static str],
    passes: &'static [&'static str],
) -> Rule {
    Rule {
        id,
        summary,
        severities: Severity::Error.everywhere(),
        layer,
        explanation,
        source: iotedge("Azure/iotedge 1.6.1, EdgeHubConfigParser.cs, EdgeHubDesiredProperties_1_*.cs, RouteSpec.cs", section),
        examples: Examples::Piece { kind: "hub", fails, passes },
    }
}

/// The version.
pub static SCHEMA_VERSION: Rule = rule(
    "hub-schema-version",
    "A schema version of $edgeHub that edgeHub rejects",
    Layer::Runtime,
    "edgeHub reads schema versions 1.0 to 1.3, each with a dot and in quotes: the JSON number 1.0 arrives as 1. Routes with priority or time to live need 1.1, mqttBroker \
     1.2, integrity 1.3.",
    "GetEdgeHubConfig",
    &["{\"schemaVersion\":\"1\"}", "{\"schemaVersion\":1.0}", "{\"schemaVersion\":\"1.4\"}", "{\"routes\":{}}"],
    &["{\"schemaVersion\":\"1.1\",\"routes\":{},\"storeAndForwardConfiguration\":{}}"],
);

/// A part that is missing or wrong.
pub static FIELD: Rule = rule(
    "hub-field",
    "A part of $edgeHub that is missing or has the wrong form",
    Layer::Runtime,
    "storeAndForwardConfiguration is required, and from schema 1.1 on routes are too, though both may be empty. timeToLiveSecs is a whole number of 32 bits; a negative one \
     keeps messages for ever. edgeHub answers with lastDesiredStatus 400 and routes nothing.",
    "constructors",
    &[
        "{\"schemaVersion\":\"1.1\",\"storeAndForwardConfiguration\":{}}",
        "{\"schemaVersion\":\"1.0\"}",
        "{\"schemaVersion\":\"1.0\",\"storeAndForwardConfiguration\":{\"timeToLiveSecs\":1.5}}",
    ],
    &["{\"schemaVersion\":\"1.0\",\"storeAndForwardConfiguration\":{\"timeToLiveSecs\":7200}}"],
);

/// A route that is none, or with wrong fields.
pub static ROUTE_VALUE: Rule = rule(
    "hub-route-value",
    "A route of $edgeHub with a wrong form, priority or time to live",
    Layer::Runtime,
    "A route is a text, or from schema 1.1 on an object with route, priority and timeToLiveSecs. priority is 0 (first) to 9; without it a route comes after all others. \
     timeToLiveSecs is a whole number from 0, which means the time of storeAndForwardConfiguration.",
    "RouteSpec",
    &[
        "{\"schemaVersion\":\"1.0\",\"routes\":{\"r\":{\"route\":\"FROM /* INTO $upstream\"}},\"storeAndForwardConfiguration\":{}}",
        "{\"schemaVersion\":\"1.1\",\"routes\":{\"r\":{\"route\":\"FROM /* INTO $upstream\",\"priority\":10}},\"storeAndForwardConfiguration\":{}}",
        "{\"schemaVersion\":\"1.1\",\"routes\":{\"r\":null},\"storeAndForwardConfiguration\":{}}",
    ],
    &[
        "{\"schemaVersion\":\"1.1\",\"routes\":{\"r\":{\"route\":\"FROM /* INTO $upstream\",\"priority\":9}},\"storeAndForwardConfiguration\":{}}",
    ],
);

/// A name that IoT Hub does not store.
pub static ROUTE_NAME: Rule = rule(
    "hub-route-name",
    "A route whose name IoT Hub cannot store",
    Layer::Hub,
    "The name of a route is a name in the twin of $edgeHub: no dot, dollar sign, number sign, blank or control character.",
    "routes",
    &["{\"schemaVersion\":\"1.0\",\"routes\":{\"a.b\":\"FROM /* INTO $upstream\"},\"storeAndForwardConfiguration\":{}}"],
    &["{\"schemaVersion\":\"1.0\",\"routes\":{\"a-b\":\"FROM /* INTO $upstream\"},\"storeAndForwardConfiguration\":{}}"],
);

/// The authorizations of the MQTT broker.
pub static BROKER: Rule = rule(
    "hub-mqtt-broker",
    "mqttBroker authorizations that edgeHub rejects",
    Layer::Runtime,
    "Each statement of authorizations names identities, and for allow and deny lists of operations (mqtt:connect, mqtt:publish, mqtt:subscribe) and resources, which are topic \
     filters. Otherwise edgeHub says \"Error validating authorization policy\" and refuses its whole configuration.",
    "ParseAuthorizationConfig",
    &[
        "{\"schemaVersion\":\"1.2\",\"routes\":{},\"storeAndForwardConfiguration\":{},\"mqttBroker\":{\"authorizations\":[{\"identities\":[]}]}}",
    ],
    &[
        "{\"schemaVersion\":\"1.2\",\"routes\":{},\"storeAndForwardConfiguration\":{},\"mqttBroker\":{\"authorizations\":[{\"identities\":[\"d\"],\"allow\":[{\"operations\":[\"mqtt:connect\"]}]}]}}",
    ],
);
