//! What edgeHub rejects in a route.

use super::sources::iotedge;
use crate::rule::{Examples, Layer, Rule, Severity};

/// There is no route.
pub static EMPTY: Rule = Rule {
    id: "route-empty",
    summary: "A route without text",
    severities: Severity::Error.everywhere(),
    layer: Layer::Runtime,
    explanation: "A route says where messages come from and where they go: FROM /messages/modules/<module>/outputs/* INTO $upstream.\n\n\
        edgeHub answers an empty one with \"Source cannot be null or empty\" and then refuses all routes of the device, not only this one. \
        Only in schema version 1.0 of $edgeHub is an empty value passed over in silence.\n\n\
        Write the route, or remove it.",
    source: iotedge("Azure/iotedge 1.6.1, RouteFactory.cs, CustomMessageSource.cs", "ParseRoute"),
    examples: Examples::Piece { kind: "route", fails: &["", "  ", "/* later */"], passes: &["FROM /messages/* INTO $upstream"] },
};

/// The grammar does not accept it.
pub static SYNTAX: Rule = Rule {
    id: "route-syntax",
    summary: "A route or condition that edgeHub cannot parse",
    severities: Severity::Error.everywhere(),
    layer: Layer::Runtime,
    explanation: "A route has the form [SELECT *] FROM source [WHERE condition] INTO sink. edgeHub parses it with a grammar and says only \
        \"Syntax error.\" with a line and a column. One route that does not parse makes edgeHub refuse the whole configuration: no route of the \
        device works any more, and the twin of $edgeHub shows lastDesiredStatus 400.\n\n\
        Frequent causes: INTO is missing; == for =, && for AND, ! for NOT; a text without quotes; a bracket that is not closed; a path segment \
        that is a number or a keyword (a module named 1 or and cannot be named in a route); a star without a space before INTO; /* with a */ \
        further on, which makes everything between them a comment.",
    source: iotedge("Azure/iotedge 1.6.1, Route.g4, Condition.g4, GrammarLexer.g4", "all rules"),
    examples: Examples::Piece {
        kind: "route",
        fails: &[
            "FROM /messages/* $upstream",
            "FROM /messages/* WHERE temp == 100 INTO $upstream",
            "FROM /messages/* WHERE a = 'x' && b = 'y' INTO $upstream",
            "FROM /messages/* INTO upstream",
            "FROM /messages/modules/1/* INTO $upstream",
            "FROM /messages/*INTO $upstream",
            "FROM /messages/* WHERE (a = 'x' INTO $upstream",
            "FROM /messages/* INTO BrokeredEndpoint(/modules/m/inputs/i)",
        ],
        passes: &[
            "FROM /messages/* INTO $upstream",
            "select * from /messages/modules/m/outputs/o where a = 'x' and b = 'y' into BrokeredEndpoint(\"/modules/n/inputs/i\")",
        ],
    },
};

/// The form wants it, the runtime refuses it.
pub static PLACEHOLDER_SOURCE: Rule = Rule {
    id: "route-placeholder-source",
    summary: "A placeholder in angle brackets as the source of a route",
    severities: Severity::Error.everywhere(),
    layer: Layer::Runtime,
    explanation: "The marketplace's form asks for <FROM_MODULE_NAME> where a route starts at a module of the customer's. To edgeHub the angle bracket \
        in a source is a syntax error, and one such route makes it refuse all of them.\n\n\
        In an offer the placeholder is right: the customer puts a name in its place. In a deployment manifest it must be replaced; edge-offer \
        leaves such a route out of the manifest that it exports, and says so. In an address, BrokeredEndpoint(\"/modules/<TO_MODULE_NAME>/inputs/i\"), \
        a placeholder parses, but leads nowhere.",
    source: iotedge("Azure/iotedge 1.6.1, Route.g4; iotedge issues 5308, 5309, 7394", "path"),
    examples: Examples::Piece {
        kind: "route",
        fails: &[
            "FROM /messages/modules/<FROM_MODULE_NAME>/outputs/* INTO BrokeredEndpoint(\"/modules/m/inputs/i\")",
            "FROM /messages/modules/<FROM_MODULE_NAME> INTO $upstream",
        ],
        passes: &["FROM /messages/modules/sensor/outputs/* INTO BrokeredEndpoint(\"/modules/<TO>/inputs/i\")"],
    },
};

/// Neither `$upstream` nor `BrokeredEndpoint`.
pub static UNKNOWN_ENDPOINT: Rule = Rule {
    id: "route-unknown-endpoint",
    summary: "A destination other than $upstream and BrokeredEndpoint",
    severities: Severity::Error.everywhere(),
    layer: Layer::Runtime,
    explanation: "Messages go to IoT Hub, INTO $upstream, or to an input of a module, INTO BrokeredEndpoint(\"/modules/<module>/inputs/<input>\"). \
        Case does not matter. For anything else edgeHub says \"System endpoint type '$x' not supported.\" or \"Function endpoint type 'x' not \
        supported.\" and refuses all routes.",
    source: iotedge("Azure/iotedge 1.6.1, EndpointFactory.cs", "CreateSystemEndpoint, CreateFunctionEndpoint"),
    examples: Examples::Piece {
        kind: "route",
        fails: &["FROM /messages/* INTO $cloud", "FROM /messages/* INTO Endpoint('/modules/m/inputs/i')"],
        passes: &["FROM /messages/* INTO $Upstream", "FROM /messages/* INTO brokeredEndPoint('/modules/m/inputs/i')"],
    },
};

/// Not `/modules/<module>/inputs/<input>`.
pub static ENDPOINT_ADDRESS: Rule = Rule {
    id: "route-endpoint-address",
    summary: "A BrokeredEndpoint address that has not four parts",
    severities: Severity::Error.everywhere(),
    layer: Layer::Runtime,
    explanation: "The address of a module's input is /modules/<module>/inputs/<input>: four parts between slashes, the last one not empty. edgeHub \
        says \"Parameter string … could not be parsed. Expect input in this format - /modules/{mid}/inputs/{input}\" and refuses all routes.",
    source: iotedge("Azure/iotedge 1.6.1, EndpointFactory.cs", "CreateFunctionEndpoint"),
    examples: Examples::Piece {
        kind: "route",
        fails: &[
            "FROM /messages/* INTO BrokeredEndpoint('/modules/m')",
            "FROM /messages/* INTO BrokeredEndpoint('/modules/m/inputs/')",
            "FROM /messages/* INTO BrokeredEndpoint('')",
        ],
        passes: &[
            "FROM /messages/* INTO BrokeredEndpoint('/modules/m/inputs/i')",
            "FROM /messages/* INTO BrokeredEndpoint('modules/m/inputs/i/')",
        ],
    },
};
