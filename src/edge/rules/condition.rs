//! What edgeHub rejects in a condition that parses.

use super::sources::iotedge;
use crate::rule::{Examples, Layer, Rule, Severity};

/// The operator does not go with the types.
pub static OPERAND_TYPES: Rule = Rule {
    id: "condition-operand-types",
    summary: "An operator between values of different types",
    severities: Severity::Error.everywhere(),
    layer: Layer::Runtime,
    explanation: "edgeHub checks types when it reads a route, and a property of a message is always a text. temp > 30 compares a text with a number \
        and is refused: \"Invalid operands to binary operator '>': have 'string' and 'number', expected 'string' and 'string'\". Write \
        as_number(temp) > 30. For a comparison with true write a = \"true\", for one with null is_null(a) or NOT is_defined(a).\n\n\
        A value from the body, $body.temperature, has no type before the message comes and may be compared with anything but undefined. Right of AND \
        or OR it may only stand if a body value stands left of it too.\n\n\
        NOT binds tighter than =, so NOT a = \"x\" negates the text a; write NOT (a = \"x\"). || joins texts; the logical or is OR.",
    source: iotedge("Azure/iotedge 1.6.1, ConditionVisitor.cs", "CheckOperand, CheckOperands, CheckBooleanOperands"),
    examples: Examples::Piece {
        kind: "condition",
        fails: &[
            "temp > 30",
            "a = true",
            "a = null",
            "NOT a = 'x'",
            "a AND b = 'x'",
            "b = 'x' AND $body.a",
            "a = 'x' || b = 'y'",
            "$body.a % 2 = 0",
        ],
        passes: &["as_number(temp) > 30", "$body.temp > 30", "a = 'true'", "is_null(a)", "NOT (a = 'x')", "$body.a AND b = 'x'"],
    },
};

/// No such function.
pub static UNKNOWN_FUNCTION: Rule = Rule {
    id: "condition-unknown-function",
    summary: "A function that edgeHub does not have",
    severities: Severity::Error.everywhere(),
    layer: Layer::Runtime,
    explanation: "edgeHub says \"Invalid built-in function 'x'\" and refuses all routes. Its functions are abs, exp, power, square, ceiling, floor, sign, \
        sqrt, as_number, is_bool, is_defined, is_null, is_number, is_string, concat, length, lower, upper, substring, index_of, starts_with, ends_with \
        and contains; case does not matter. twin_change_includes exists in IoT Hub, and on a device is refused for every source.\n\n\
        A minus or an exclamation mark that touches the name becomes part of it: write - as_number(a), and NOT is_defined(a).",
    source: iotedge("Azure/iotedge 1.6.1, ConditionVisitor.cs", "Builtins, VisitFunc"),
    examples: Examples::Piece {
        kind: "condition",
        fails: &["startswith(a, 'x')", "!is_defined(a)", "-as_number(a) > 1", "twin_change_includes(properties.reported.a)"],
        passes: &["starts_with(a, 'x')", "NOT is_defined(a)", "- as_number(a) > 1"],
    },
};

/// The function takes other arguments.
pub static ARGUMENTS: Rule = Rule {
    id: "condition-arguments",
    summary: "A function called with arguments that it does not take",
    severities: Severity::Error.everywhere(),
    layer: Layer::Runtime,
    explanation: "Number and types of the arguments must fit. edgeHub says \"Invalid arguments to built-in function 'abs': abs(string)\". Properties are \
        texts, so a function of numbers needs as_number(...) round them; a value from the body fits everywhere.",
    source: iotedge("Azure/iotedge 1.6.1, query/builtins/*.cs", "Executors"),
    examples: Examples::Piece {
        kind: "condition",
        fails: &["abs(temp) > 1", "contains(a)", "length(5) = 1", "as_number(true) = 1"],
        passes: &["abs(as_number(temp)) > 1", "contains(a, 'x')", "length(a) = 1", "abs($body.temp) > 1"],
    },
};

/// The path after `$body.` is none.
pub static BODY_PATH: Rule = Rule {
    id: "condition-body-path",
    summary: "A $body path that edgeHub cannot read",
    severities: Severity::Error.everywhere(),
    layer: Layer::Runtime,
    explanation: "After $body. stand names with dots between them, each with at most one index in brackets: $body.readings[0].value. An index is a number; \
        a name in quotes, [\"x\"], is not supported, and a name that consists of digits is read as a number.\n\n\
        The query works only for messages whose contentType is application/json and whose contentEncoding is utf-8, utf-16 or utf-32.",
    source: iotedge("Azure/iotedge 1.6.1, JsonPath.g4, BodyQuery.cs", "jsonpath"),
    examples: Examples::Piece {
        kind: "condition",
        fails: &["$body. = 1", "$body.a[] = 1", "$body.a[x] = 1", "$body.a..b = 1", "$body.1 = 1"],
        passes: &["$body.a = 1", "$body.a.b[0].c = 1"],
    },
};
