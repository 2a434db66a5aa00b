//! The desired properties of a module's twin: `ReportedPropertiesValidator.cs` of edgeHub, whose numbers are IoT Hub's.

use super::json::{self, Node, Value};
use super::rules::{form, json as json_rules, twin as rules};
use super::{Context, strict};
use crate::rule::Problem;

/// The deepest level, the root being level 0.
pub const MAX_DEPTH: usize = 10;
/// The most bytes of a property's name.
pub const MAX_NAME: usize = 1024;
/// The most bytes of a value.
pub const MAX_VALUE: usize = 4096;
/// The most bytes of the whole on one line.
pub const MAX_SIZE: usize = 32 * 1024;
/// The least and the greatest whole number.
pub const INTEGERS: std::ops::RangeInclusive<i64> = -4_503_599_627_370_496..=4_503_599_627_370_495;
/// From this size on a twin is called nearly full.
const NEARLY_FULL: usize = 30 * 1024;
/// Problems after this many of one kind of walk are not listed any more.
const MOST_PROBLEMS: usize = 200;

/// What is to be said about a twin's desired properties, a JSON object.
pub fn judge(text: &str, context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    match json::parse(text) {
        Err(failure) => problems.push(json_rules::syntax(text, &failure)),
        Ok(node) => {
            judge_node(text, &node, &mut problems);
            if context.marketplace {
                strict::judge(text, &mut problems);
                judge_form(text, &node, &mut problems);
            }
        }
    }
    problems
}

/// What is to be said about the value of one property, as it stands in one row of the form.
pub fn judge_value(text: &str, context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    match json::parse(text) {
        Err(failure) => problems.push(json_rules::syntax(text, &failure)),
        Ok(node) => {
            let mut walk = Walk { text, problems: &mut problems };
            walk.token("", None, &node, 1, false);
            if context.marketplace {
                strict::judge(text, &mut problems);
                judge_form_value(text, &node, &mut problems);
            }
        }
    }
    problems
}

/// The same for a twin that is part of a larger text.
pub fn judge_node(text: &str, node: &Node, problems: &mut Vec<Problem>) {
    if !node.is_object() {
        let message = format!("The desired properties must be an object, not {}", node.kind());
        problems.push(
            Problem::new(&rules::NOT_AN_OBJECT, text, node.range.clone(), message).help("put names and values between { and }"),
        );
        return;
    }
    let size = json::compact(node).len();
    if size > MAX_SIZE {
        let message = format!("Twin properties size {size} exceeds maximum {MAX_SIZE}");
        problems.push(
            Problem::new(&rules::SIZE, text, node.range.clone(), message)
                .help("move large data to a file or a service that the module reads"),
        );
    } else if size >= NEARLY_FULL {
        let message = format!("The twin takes {size} of {MAX_SIZE} bytes");
        problems.push(Problem::new(&rules::NEARLY_FULL, text, node.range.clone(), message));
    }
    Walk { text, problems }.token("", None, node, 0, false);
}

struct Walk<'t, 'p> {
    text: &'t str,
    problems: &'p mut Vec<Problem>,
}

impl Walk<'_, '_> {
    fn add(&mut self, problem: Problem) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(problem);
        }
    }

    fn token(&mut self, name: &str, name_range: Option<&std::ops::Range<usize>>, node: &Node, depth: usize, in_array: bool) {
        if let Some(range) = name_range {
            self.name(name, range);
        }
        match &node.value {
            Value::Object(members) => {
                if !self.depth(node, depth) {
                    return;
                }
                for member in members {
                    self.token(&member.name, Some(&member.name_range), &member.node, depth + 1, in_array);
                }
            }
            Value::Array(items) => {
                if self.depth(node, depth) {
                    self.array(items, depth + 1);
                }
            }
            _ => self.value(name, node, in_array),
        }
    }

    fn depth(&mut self, node: &Node, depth: usize) -> bool {
        if depth > MAX_DEPTH {
            let message = format!("Nested depth of twin property exceeds {MAX_DEPTH}");
            self.add(
                Problem::new(&rules::DEPTH, self.text, node.range.clone(), message)
                    .help("flatten it: join names, or move a level up"),
            );
        }
        depth <= MAX_DEPTH
    }

    fn array(&mut self, items: &[Node], depth: usize) {
        for item in items {
            match &item.value {
                Value::Null => {
                    let problem = Problem::new(
                        &rules::NULL_IN_ARRAY,
                        self.text,
                        item.range.clone(),
                        "Arrays cannot contain 'null' as value",
                    );
                    self.add(problem.help("leave the item out"));
                }
                Value::Array(inner) => {
                    if self.depth(item, depth) {
                        self.array(inner, depth + 1);
                    }
                }
                _ => self.token("", None, item, depth, true),
            }
        }
    }

    fn name(&mut self, name: &str, range: &std::ops::Range<usize>) {
        if name.len() > MAX_NAME {
            let beginning: String = name.chars().take(10).collect();
            let message = format!("Length of property name {beginning}.. exceeds maximum length of {MAX_NAME}");
            self.add(Problem::new(&rules::NAME_LENGTH, self.text, range.clone(), message));
        }
        if let Some(bad) = name.chars().find(|c| is_forbidden_in_name(*c)) {
            let message = invalid_character(name, bad);
            self.add(
                Problem::new(&rules::NAME_CHARACTERS, self.text, range.clone(), message).help("use letters, digits, - and _"),
            );
        }
    }

    fn value(&mut self, name: &str, node: &Node, in_array: bool) {
        let range = node.range.clone();
        match &node.value {
            Value::Undefined => {
                let message = format!(
                    "Property {name} has a value of unsupported type. Valid types are integer, float, string, bool, null and nested object"
                );
                self.add(Problem::new(&rules::VALUE_TYPE, self.text, range, message).help("write a value"));
            }
            Value::Null if in_array => {
                let message = format!("Property {name} of an object in an array cannot be 'null'");
                self.add(Problem::new(&rules::NULL_IN_ARRAY, self.text, range, message).help("leave the property out"));
            }
            Value::BigInteger(_) => self.integer(name, range),
            Value::Integer(value) if !INTEGERS.contains(value) => self.integer(name, range),
            Value::String(value) if value.len() > MAX_VALUE => {
                let message = format!(
                    "Value associated with property name {name} has length {} that exceeds maximum length of {MAX_VALUE}",
                    value.len()
                );
                self.add(Problem::new(&rules::VALUE_LENGTH, self.text, range, message).help("split it into several properties"));
            }
            _ => {}
        }
    }

    fn integer(&mut self, name: &str, range: std::ops::Range<usize>) {
        let message = format!(
            "Property {name} has an out of bound value. Valid values are between {} and {}",
            INTEGERS.start(),
            INTEGERS.end()
        );
        self.add(Problem::new(&rules::INTEGER_RANGE, self.text, range, message).help("write it as a text, in quotes"));
    }
}

/// The hub's message, with what would not be seen in it written out.
pub fn invalid_character(name: &str, bad: char) -> String {
    let seen = |c: char| if c.is_control() { c.escape_default().to_string() } else { c.to_string() };
    let name: String = name.chars().map(seen).collect();
    format!("Property name {name} contains invalid character '{}'", seen(bad))
}

/// What IoT Hub keeps out of the names of twin properties, and with them of modules, routes and variables.
pub fn is_forbidden_in_name(character: char) -> bool {
    character.is_control() || character.is_whitespace() || matches!(character, '.' | '$' | '#')
}

/// The limits of the marketplace's form for the whole.
fn judge_form(text: &str, node: &Node, problems: &mut Vec<Problem>) {
    let members = node.members();
    form::count(text, members, "twin properties", problems);
    for member in members {
        form::name(text, member, problems);
        judge_form_value(text, &member.node, problems);
    }
}

fn judge_form_value(text: &str, node: &Node, problems: &mut Vec<Problem>) {
    let length = json::compact(node).chars().count();
    form::value(text, node.range.clone(), length, problems);
    form_shape(text, node, 0, problems);
}

/// No arrays, and at most four objects in each other.
fn form_shape(text: &str, node: &Node, depth: usize, problems: &mut Vec<Problem>) {
    const FORM_DEPTH: usize = 4;
    match &node.value {
        Value::Array(_) => {
            let problem = Problem::new(&form::ARRAY, text, node.range.clone(), "The form takes no arrays in a twin property");
            problems.push(problem.help("write an object with the names \"0\", \"1\", …, or one text that the module splits"));
        }
        Value::Object(_) if depth >= FORM_DEPTH => {
            let message = format!("The form takes at most {FORM_DEPTH} levels of nesting");
            problems.push(Problem::new(&form::NESTING, text, node.range.clone(), message));
        }
        Value::Object(members) => members.iter().for_each(|member| form_shape(text, &member.node, depth + 1, problems)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edge::{Judgement, Kind};

    fn judgement(text: &str) -> Judgement {
        crate::edge::judge(Kind::Twin, text, &Context::default())
    }

    fn nested(levels: usize) -> String {
        format!("{}1{}", "{\"a\":".repeat(levels), "}".repeat(levels))
    }

    /// ReportedPropertiesValidator.cs, each limit on both sides.
    #[test]
    fn limits_have_two_sides() {
        let text = |length: usize| format!("{{\"a\":\"{}\"}}", "x".repeat(length));
        let name = |length: usize| format!("{{\"{}\":1}}", "x".repeat(length));
        // {"a":"…"} has 8 bytes beside the text, each further property ,"b":"…" has 7.
        let size = |total: usize| {
            let full = "x".repeat(4096);
            let members: Vec<_> = (0..7).map(|i| format!("\"{i}\":\"{full}\"")).collect();
            let rest = total - 2 - 7 * (4096 + 7) - 6;
            format!("{{{}}}", members.join(",") + &format!(",\"z\":\"{}\"", "y".repeat(rest)))
        };
        for (valid, invalid) in [
            (text(4096), text(4097)),
            (format!("{{\"a\":\"{}\"}}", "é".repeat(2048)), format!("{{\"a\":\"{}x\"}}", "é".repeat(2048))),
            (name(1024), name(1025)),
            (nested(11), nested(12)),
            (
                format!("{{\"a\":{}1{}}}", "[".repeat(10), "]".repeat(10)),
                format!("{{\"a\":{}1{}}}", "[".repeat(11), "]".repeat(11)),
            ),
            ("{\"a\":4503599627370495}".into(), "{\"a\":4503599627370496}".into()),
            ("{\"a\":-4503599627370496}".into(), "{\"a\":-4503599627370497}".into()),
            ("{\"a\":1e300}".into(), "{\"a\":99999999999999999999}".into()),
            ("{\"a\":null}".into(), "{\"a\":[null]}".into()),
            ("{\"a\":{\"b\":null}}".into(), "{\"a\":[{\"b\":null}]}".into()),
            ("{\"\":1}".into(), "{\"a b\":1}".into()),
            ("{\"a-b_c+d\":1}".into(), "{\"a.b\":1}".into()),
            ("{\"é\":1}".into(), "{\"a\\u0001\":1}".into()),
            ("{\"a\":[1,\"x\",{}]}".into(), "{\"$a\":1}".into()),
            ("{}".into(), "[]".into()),
            ("{/* c */'a':1,}".into(), "{\"a\":undefined}".into()),
            (size(32768), size(32769)),
        ] {
            assert!(judgement(&valid).is_valid(), "{valid:.80}: {:?}", judgement(&valid).problems);
            assert!(!judgement(&invalid).is_valid(), "{invalid:.80}");
        }
    }

    #[test]
    fn a_nearly_full_twin_is_noticed() {
        let members: Vec<_> = (0..8).map(|i| format!("\"{i}\":\"{}\"", "x".repeat(3900))).collect();
        let problems = judgement(&format!("{{{}}}", members.join(","))).problems;
        assert_eq!(problems.iter().map(|p| p.rule.id).collect::<Vec<_>>(), ["twin-nearly-full"]);
    }

    #[test]
    fn one_value_is_judged_alone() {
        let context = Context { module: None, marketplace: true };
        let ids = |text: &str| judge_value(text, &context).iter().map(|p| p.rule.id).collect::<Vec<_>>();
        assert!(ids("{\"a\":{\"b\":1}}").is_empty());
        assert!(ids("5").is_empty());
        assert_eq!(ids("[1]"), ["form-twin-array"]);
        assert_eq!(ids("{a:1}"), ["form-json-not-strict"]);
        assert_eq!(ids("x"), ["json-syntax"]);
    }
}
