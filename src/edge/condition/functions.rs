//! The functions of a condition and what they take: `query/builtins/*.cs`.

use super::Type;

/// A function of the query language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name; any case will do.
    pub name: &'static str,
    /// What it takes: one of these.
    pub overloads: &'static [Arguments],
    /// What it gives.
    pub result: Type,
    /// Its call, for completion: `substring(text, start, length)`.
    pub usage: &'static str,
    /// What it does, in one line.
    pub about: &'static str,
}

/// A list of arguments that a function accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arguments {
    /// Exactly these; a value from the body stands for any of them.
    These(&'static [Type]),
    /// Exactly these types; a value from the body only where it says so.
    Exactly(&'static [Type]),
    /// These, the last one as often as wanted, or not at all.
    Repeating(&'static [Type]),
    /// So many of any type.
    Any(usize),
}

impl Arguments {
    /// Whether a call with arguments of these types fits.
    pub fn accept(&self, given: &[Type]) -> bool {
        let fits = |wanted: &Type, given: &Type| wanted == given || *given == Type::Unknown;
        match self {
            Arguments::These(wanted) => wanted.len() == given.len() && wanted.iter().zip(given).all(|(w, g)| fits(w, g)),
            Arguments::Exactly(wanted) => *wanted == given,
            Arguments::Repeating(wanted) => {
                let Some((last, fixed)) = wanted.split_last() else { return given.is_empty() };
                given.len() >= fixed.len()
                    && fixed.iter().zip(given).all(|(w, g)| fits(w, g))
                    && given[fixed.len()..].iter().all(|g| fits(last, g))
            }
            Arguments::Any(count) => given.len() == *count,
        }
    }
}

/// The function of this name, whatever its case.
pub fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name.eq_ignore_ascii_case(name))
}

const NUMBER: &[Arguments] = &[Arguments::These(&[Type::Number])];
const STRING: &[Arguments] = &[Arguments::These(&[Type::String])];
const TWO_STRINGS: &[Arguments] = &[Arguments::These(&[Type::String, Type::String])];
const ANYTHING: &[Arguments] = &[Arguments::Any(1)];

const fn function(
    name: &'static str,
    overloads: &'static [Arguments],
    result: Type,
    usage: &'static str,
    about: &'static str,
) -> Function {
    Function { name, overloads, result, usage, about }
}

/// All functions that edgeHub knows. `twin_change_includes` is in its table too, but is refused for every source that a route can name.
pub const FUNCTIONS: &[Function] = &[
    function("abs", NUMBER, Type::Number, "abs(number)", "The number without its sign."),
    function("exp", NUMBER, Type::Number, "exp(number)", "e to the power of the number."),
    function(
        "power",
        &[Arguments::These(&[Type::Number, Type::Number])],
        Type::Number,
        "power(base, exponent)",
        "The base to the power of the exponent.",
    ),
    function("square", NUMBER, Type::Number, "square(number)", "The number times itself."),
    function("ceiling", NUMBER, Type::Number, "ceiling(number)", "The next whole number upwards."),
    function("floor", NUMBER, Type::Number, "floor(number)", "The next whole number downwards."),
    function("sign", NUMBER, Type::Number, "sign(number)", "-1, 0 or 1."),
    function("sqrt", NUMBER, Type::Number, "sqrt(number)", "The square root."),
    function(
        "as_number",
        &[Arguments::These(&[Type::String]), Arguments::Exactly(&[Type::Number])],
        Type::Number,
        "as_number(text)",
        "The text as a number: properties are always texts.",
    ),
    function("is_bool", ANYTHING, Type::Bool, "is_bool(value)", "Whether the value is true or false."),
    function(
        "is_defined",
        &[
            Arguments::Exactly(&[Type::String]),
            Arguments::Exactly(&[Type::Number]),
            Arguments::Exactly(&[Type::Bool]),
            Arguments::Exactly(&[Type::Undefined]),
            Arguments::Exactly(&[Type::Null]),
            Arguments::Exactly(&[Type::Unknown]),
        ],
        Type::Bool,
        "is_defined(value)",
        "Whether the message has such a property.",
    ),
    function("is_null", ANYTHING, Type::Bool, "is_null(value)", "Whether the value is null."),
    function("is_number", ANYTHING, Type::Bool, "is_number(value)", "Whether the value is a number."),
    function("is_string", ANYTHING, Type::Bool, "is_string(value)", "Whether the value is a text."),
    function(
        "concat",
        &[Arguments::Repeating(&[Type::String, Type::String, Type::String])],
        Type::String,
        "concat(text, text, …)",
        "The texts one after the other.",
    ),
    function("length", STRING, Type::Number, "length(text)", "How many characters the text has."),
    function("lower", STRING, Type::String, "lower(text)", "The text in lower case."),
    function("upper", STRING, Type::String, "upper(text)", "The text in upper case."),
    function(
        "substring",
        &[Arguments::These(&[Type::String, Type::Number]), Arguments::These(&[Type::String, Type::Number, Type::Number])],
        Type::String,
        "substring(text, start, length)",
        "A part of the text; the length may be left out.",
    ),
    function("index_of", TWO_STRINGS, Type::Number, "index_of(text, part)", "Where the part begins in the text, or -1."),
    function("starts_with", TWO_STRINGS, Type::Bool, "starts_with(text, part)", "Whether the text begins with the part."),
    function("ends_with", TWO_STRINGS, Type::Bool, "ends_with(text, part)", "Whether the text ends with the part."),
    function("contains", TWO_STRINGS, Type::Bool, "contains(text, part)", "Whether the part occurs in the text."),
];
