//! The limits of a twin: edgeHub checks reported properties by them, and IoT Hub desired ones by the same numbers.

use super::sources::iotedge;
use crate::rule::{Examples, Layer, Rule, Severity, Source};

const VALIDATOR: Source =
    iotedge("Azure/iotedge 1.6.1, ReportedPropertiesValidator.cs; azure-docs iot-hub-devguide-device-twins.md", "Validate");

const fn rule(
    id: &'static str,
    summary: &'static str,
    explanation: &'static str,
    fails: &'static [&'static str],
    passes: &'static [&'static str],
) -> Rule {
    Rule {
        id,
        summary,
        severities: Severity::Error.everywhere(),
        layer: Layer::Runtime,
        explanation,
        source: VALIDATOR,
        examples: Examples::Piece { kind: "twin", fails, passes },
    }
}

/// Not an object.
pub static NOT_AN_OBJECT: Rule = rule(
    "twin-not-an-object",
    "Desired properties that are no JSON object",
    "A twin's desired properties are one JSON object: names and their values. A lone value, an array or null cannot be desired properties.",
    &["[]", "5", "null", ""],
    &["{}"],
);

/// Too deep.
pub static DEPTH: Rule = rule(
    "twin-depth",
    "A twin nested deeper than ten levels",
    "Objects and arrays may lie in each other up to ten levels below the root. IoT Hub refuses more: \"Nested depth of twin property exceeds 10\".",
    &["{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}}}}}}}}"],
    &["{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}}}}}}}"],
);

/// A name that is too long.
pub static NAME_LENGTH: Rule = rule(
    "twin-name-length",
    "A twin property whose name is longer than 1024 bytes",
    "Names of twin properties have at most 1024 bytes in UTF-8. Names of modules, routes and variables are names of twin properties too, because the \
     whole deployment is stored in twins.",
    &[],
    &["{\"a\": 1}"],
);

/// A name with a character that is kept for others.
pub static NAME_CHARACTERS: Rule = rule(
    "twin-name-characters",
    "A twin property with a dot, dollar sign, number sign, blank or control character in its name",
    "IoT Hub keeps . and $ for itself, for paths and for metadata such as $version, and # because it replaces $ in its store. Blanks and control characters are \
     not allowed either. The message is \"Property name a.b contains invalid character '.'\".",
    &["{\"a.b\": 1}", "{\"$a\": 1}", "{\"a#\": 1}", "{\"a b\": 1}", "{\"a\": {\"b\\n\": 1}}"],
    &["{\"a-b_c\": 1}", "{\"\u{e9}\": 1}"],
);

/// A value that is too long.
pub static VALUE_LENGTH: Rule = rule(
    "twin-value-length",
    "A text of more than 4096 bytes in a twin",
    "A single value has at most 4096 bytes in UTF-8. Split it into several properties, or let the module read it from elsewhere.",
    &[],
    &["{\"a\": \"x\"}"],
);

/// A whole number out of range.
pub static INTEGER_RANGE: Rule = rule(
    "twin-integer-range",
    "A whole number in a twin that is beyond 52 bits",
    "Whole numbers lie between -4503599627370496 and 4503599627370495, because twins are stored as floating numbers. Numbers with a fraction or an exponent are not \
     limited. Write a larger identifier as a text.",
    &["{\"a\": 4503599627370496}", "{\"a\": -4503599627370497}", "{\"a\": 18446744073709551616}"],
    &["{\"a\": 4503599627370495}", "{\"a\": 1e99}"],
);

/// Too large.
pub static SIZE: Rule = rule(
    "twin-size",
    "A twin of more than 32768 bytes",
    "All desired properties together have at most 32 KiB, counted as JSON on one line. The same holds for the desired properties of $edgeAgent, which contain all \
     modules with their createOptions.",
    &[],
    &["{}"],
);

/// `null` where it cannot mean "delete".
pub static NULL_IN_ARRAY: Rule = rule(
    "twin-null-in-array",
    "null in an array of a twin",
    "A property with the value null is deleted from a twin. An item of an array cannot be deleted like that, so null is refused there, also deeper inside: \
     \"Arrays cannot contain 'null' as value\".",
    &["{\"a\": [null]}", "{\"a\": [{\"b\": null}]}", "{\"a\": [[null]]}"],
    &["{\"a\": null}", "{\"a\": {\"b\": null}}", "{\"a\": [1]}"],
);

/// Nothing where a value belongs.
pub static VALUE_TYPE: Rule = rule(
    "twin-value-type",
    "A twin property without a value",
    "Between a colon and a comma, or between two commas, there must be a value. The runtime's reader takes nothing for \"undefined\", and the validator refuses that.",
    &["{\"a\": undefined}", "{\"a\": , \"b\": 1}", "{\"a\": [1,,2]}"],
    &["{\"a\": 1, \"b\": 2}"],
);

/// Close to the limit.
pub static NEARLY_FULL: Rule = Rule {
    id: "twin-nearly-full",
    summary: "A twin of more than 30 KiB",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Hub,
    explanation: "Desired properties may have 32 KiB. IoT Hub and the customer add to them, and then a deployment fails on the device where it happens to be too \
        much. Leave some room.",
    source: VALIDATOR,
    examples: Examples::Piece { kind: "twin", fails: &[], passes: &["{\"a\": 1}"] },
};
