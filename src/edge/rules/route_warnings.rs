//! What edgeHub accepts in a route, and which then does not do what it says.

use super::sources::{form, iotedge};
use crate::rule::{Examples, Layer, Rule, Severity};

/// Something after the destination.
pub static TEXT_AFTER_SINK: Rule = Rule {
    id: "route-text-after-sink",
    summary: "Text after the destination of a route",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Runtime,
    explanation: "edgeHub reads a route up to the end of its destination and ignores everything after it, without a word. A condition that stands there is \
        lost, and all messages pass. WHERE belongs between the source and INTO.",
    source: iotedge("Azure/iotedge 1.6.1, Route.g4 (not anchored at the end); iotedge issue 4353", "route"),
    examples: Examples::Piece {
        kind: "route",
        fails: &[
            "FROM /messages/* INTO $upstream WHERE a = 'x'",
            "FROM /messages/* INTO $upstream;",
            "FROM /messages/* INTO $upstream)",
        ],
        passes: &["FROM /messages/* WHERE a = 'x' INTO $upstream", "FROM /messages/* INTO $upstream /* all */"],
    },
};

/// No message has such a source.
pub static SOURCE_NEVER_MATCHES: Rule = Rule {
    id: "route-source-never-matches",
    summary: "A source that no message ever has",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Runtime,
    explanation: "edgeHub accepts any path as a source, and lets a message through if the message's source begins with it. Messages have one of four: \
        /messages (devices), /messages/modules/<module>, /messages/modules/<module>/outputs/<output> and /twinChangeNotifications. A route with any \
        other beginning is accepted and never used.",
    source: iotedge("Azure/iotedge 1.6.1, RoutingMessageConverter.cs, CustomMessageSource.cs", "ToInboundRoutingMessage"),
    examples: Examples::Piece {
        kind: "route",
        fails: &[
            "FROM /modules/m/outputs/* INTO $upstream",
            "FROM /messages/events INTO $upstream",
            "FROM /messages/modules/m/output/o INTO $upstream",
        ],
        passes: &[
            "FROM /* INTO $upstream",
            "FROM /messages/modules/m/outputs/o INTO $upstream",
            "FROM /twinChangeNotifications INTO $upstream",
        ],
    },
};

/// A star in the middle.
pub static INNER_STAR: Rule = Rule {
    id: "route-star-inside",
    summary: "A star in the middle of a source",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Runtime,
    explanation: "Only stars at the end of a source mean anything: the runtime cuts them off. A star in the middle is an ordinary character, so \
        /messages/modules/*/outputs/o waits for a module whose name is *. Leave out what comes after the star and filter in the condition: \
        WHERE $outputName = \"o\".",
    source: iotedge("Azure/iotedge 1.6.1, CustomMessageSource.cs", "Create"),
    examples: Examples::Piece {
        kind: "route",
        fails: &["FROM /messages/modules/*/outputs/o INTO $upstream"],
        passes: &["FROM /messages/modules/* INTO $upstream"],
    },
};

/// Neither end of the route is this module.
pub static OTHER_MODULE: Rule = Rule {
    id: "route-other-module",
    summary: "A route that names another module and not this one",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Runtime,
    explanation: "A route of an offer should start or end at the offer's own module, by its default name; other modules are written as placeholders, \
        <FROM_MODULE_NAME>, because nobody knows their names on the customer's device. A name that is not the module's is often a leftover of an \
        earlier name: the route is accepted, and no message passes.",
    source: form("Routes"),
    examples: Examples::Piece { kind: "route", fails: &[], passes: &["FROM /messages/modules/m/outputs/* INTO $upstream"] },
};

/// Not the words `modules` and `inputs`.
pub static ADDRESS_WORDS: Rule = Rule {
    id: "route-address-words",
    summary: "A BrokeredEndpoint address that is not /modules/…/inputs/…",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Runtime,
    explanation: "edgeHub takes the second and the fourth part of the address for the module and its input and does not look at the first and the third, so \
        /module/m/outputs/o works like /modules/m/inputs/o. Write what is meant. An empty module, /modules//inputs/i, leads nowhere.",
    source: iotedge("Azure/iotedge 1.6.1, EndpointFactory.cs", "CreateFunctionEndpoint"),
    examples: Examples::Piece {
        kind: "route",
        fails: &[
            "FROM /messages/* INTO BrokeredEndpoint('/module/m/input/i')",
            "FROM /messages/* INTO BrokeredEndpoint('/modules//inputs/i')",
        ],
        passes: &["FROM /messages/* INTO BrokeredEndpoint('/modules/m/inputs/i')"],
    },
};

/// An operator became part of a name.
pub static SWALLOWED_OPERATOR: Rule = Rule {
    id: "route-swallowed-operator",
    summary: "An operator or quote that has become part of a name",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Runtime,
    explanation: "Names in a condition may contain ! - + * % & | . and quotes, and the runtime takes the longest name it can. So a!=\"x\" compares a property \
        named a! with \"x\", and is never true; $body.a+1 > 30 reads the field a+1. Put spaces round every operator: a != \"x\".",
    source: iotedge("Azure/iotedge 1.6.1, GrammarLexer.g4", "ID, SYS_PROP"),
    examples: Examples::Piece {
        kind: "condition",
        fails: &["a!=\"x\"", "$body.a!=30", "$body.a+1 > 30", "a = 'x' OR b&c = 'y'", "-a = 'x'"],
        passes: &["a != \"x\"", "$body.a + 1 > 30", "content-type = 'x'"],
    },
};

/// The condition is not a yes or no.
pub static NEVER_BOOLEAN: Rule = Rule {
    id: "route-never-true",
    summary: "A condition that is never true",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Runtime,
    explanation: "A condition that gives a text, a number or null is accepted, counts as undefined, and lets no message through. Compare the value with \
        something: a = \"x\", as_number(a) > 0, is_defined(a).",
    source: iotedge("Azure/iotedge 1.6.1, RouteCompiler.cs, Bool.cs", "Compile"),
    examples: Examples::Piece {
        kind: "condition",
        fails: &["alert", "\"true\"", "123", "null", "as_number(a)", "false"],
        passes: &["is_defined(alert)", "true", "$body.alert"],
    },
};

/// A `$name` that messages do not have.
pub static UNKNOWN_SYSTEM_PROPERTY: Rule = Rule {
    id: "route-unknown-system-property",
    summary: "A system property that messages do not have",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Runtime,
    explanation: "A name with a dollar sign is looked up among the message's own properties and then among the system's: connectionDeviceId, \
        connectionModuleId, contentType, contentEncoding, messageId, correlationId, userId, inputName, outputName and a few more. Any other is \
        accepted and never defined, and a comparison with it is never true. Properties of the application are written without a dollar sign.",
    source: iotedge("Azure/iotedge 1.6.1, SystemProperties.cs", "constants"),
    examples: Examples::Piece {
        kind: "condition",
        fails: &["$deviceId = 'x'", "$contentTyp = 'application/json'"],
        passes: &["$connectionDeviceId = 'x'", "$contentType = 'application/json'", "$body.deviceId = 'x'"],
    },
};

/// `!=` on a property that may be missing.
pub static UNSURE_NEGATION: Rule = Rule {
    id: "route-unequal-when-missing",
    summary: "An inequality on a property that may be missing",
    severities: Severity::Advice.everywhere(),
    layer: Layer::Runtime,
    explanation: "A comparison with a property that the message does not have is undefined, and so is its negation: neither a != \"x\" nor \
        NOT (a = \"x\") lets a message through that has no property a. If such messages should pass, write NOT is_defined(a) OR a != \"x\".",
    source: iotedge("Azure/iotedge 1.6.1, ComparisonOperators.cs", "Compare"),
    examples: Examples::Piece {
        kind: "condition",
        fails: &["a != 'x'", "$body.a <> 3"],
        passes: &["NOT is_defined(a) OR a != 'x'", "a = 'x'"],
    },
};

/// Longer than the form allows.
pub static TOO_LONG: Rule = Rule {
    id: "route-too-long",
    summary: "A route of more than 511 characters",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "The value of a default route in the marketplace's form must be shorter than 512 characters. The runtime has no such limit; IoT Hub takes \
        4096 bytes. Shorten the condition, or let the module filter.",
    source: form("Routes"),
    examples: Examples::Piece {
        kind: "route",
        fails: &[
            "FROM /messages/modules/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/* INTO $upstream",
        ],
        passes: &["FROM /messages/* INTO $upstream"],
    },
};
