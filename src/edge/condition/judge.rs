//! The judgement of a condition: edgeHub's errors in words for people, and what passes without being meant.

use super::{Cause, ExprKind, FUNCTIONS, Fault, Tree, Type, TypeError, check, find_function};
use crate::edge::body_path;
use crate::edge::route::lexer::TokenKind;
use crate::edge::rules::{condition as rules, route, route_warnings as warnings};
use crate::nearest::nearest;
use crate::rule::{Edit, Problem, Span};
use std::collections::HashSet;
use std::ops::Range;

/// Of more problems in one condition nobody reads the rest.
const MOST_PROBLEMS: usize = 200;

/// Adds what is to be said about a condition whose tokens are places in `text`.
///
/// `whole`: nothing else is wrong, so that it can be said what the condition as a whole gives.
pub fn judge(text: &str, tree: &Tree, whole: bool, problems: &mut Vec<Problem>) {
    let checked = check(text, tree);
    for error in checked.errors.iter().take(MOST_PROBLEMS) {
        problems.push(of_error(text, tree, error));
    }
    let tested = tested_names(text, tree);
    for expr in &tree.exprs {
        if problems.len() > MOST_PROBLEMS {
            break;
        }
        match &expr.kind {
            ExprKind::Property => swallowed(text, expr.token.clone(), problems),
            ExprKind::SystemProperty | ExprKind::EscapedSystemProperty => {
                swallowed(text, expr.token.clone(), problems);
                unknown_system_property(text, expr.token.clone(), problems);
            }
            ExprKind::Binary(TokenKind::NotEqual, left, right) => {
                unsure_negation(text, tree, expr.token.clone(), [*left, *right], &tested, problems);
            }
            _ => {}
        }
    }
    if whole && checked.errors.is_empty() {
        never_true(text, tree, checked.result(), problems);
    }
}

fn span(range: Range<usize>) -> Span {
    Span { start: range.start, end: range.end }
}

fn replace(range: Range<usize>, text: impl Into<String>) -> Vec<Edit> {
    vec![Edit { span: span(range), text: text.into() }]
}

fn around(range: &Range<usize>, before: &str, after: &str) -> Vec<Edit> {
    vec![
        Edit { span: Span { start: range.start, end: range.start }, text: before.into() },
        Edit { span: Span { start: range.end, end: range.end }, text: after.into() },
    ]
}

fn of_error(text: &str, tree: &Tree, error: &TypeError) -> Problem {
    let rule = match error.cause {
        Cause::Operands { .. } | Cause::Operand { .. } | Cause::Throws => &rules::OPERAND_TYPES,
        Cause::UnknownFunction => &rules::UNKNOWN_FUNCTION,
        Cause::Arguments => &rules::ARGUMENTS,
        Cause::BodyPath => &rules::BODY_PATH,
        Cause::Fault(_) | Cause::UnterminatedString => &route::SYNTAX,
    };
    let problem = Problem::new(rule, text, error.range.clone(), error.message.trim_end());
    let written = &text[error.range.clone()];
    match &error.cause {
        Cause::Operands { operator, left, right } => help_operands(text, tree, *operator, *left, *right, problem),
        Cause::Operand { operator, operand } => help_operand(text, tree, *operator, *operand, problem),
        Cause::UnknownFunction => help_function(error.range.clone(), written, problem),
        Cause::Arguments => match find_function(written) {
            Some(function) => problem.help(format!("it is called as {}", function.usage)),
            None => problem,
        },
        Cause::BodyPath => problem.help("a path reads $body.name.other[0].name; an index is a number, quotes are not supported"),
        Cause::Fault(fault) => help_fault(error.range.clone(), *fault, problem),
        Cause::UnterminatedString => {
            problem.help("close the quote; a backslash may only stand before a quote, a backslash or uXXXX")
        }
        Cause::Throws => {
            problem.help("edgeHub cannot do this with a value from the body or with null; use as_number(…) or compare it")
        }
    }
}

fn help_operands(
    text: &str,
    tree: &Tree,
    operator: TokenKind,
    left: (Type, usize),
    right: (Type, usize),
    problem: Problem,
) -> Problem {
    use TokenKind::{And, Concat, Or};
    if operator == Concat && (left.0 == Type::Bool || right.0 == Type::Bool) {
        let operator = problem.span.range();
        return problem.help("`||` joins texts; the logical or is `OR`").fix("Write `OR`", replace(operator, "OR"));
    }
    if matches!(operator, And | Or) {
        return help_logical(left, right, problem);
    }
    let is_property = |id: usize| matches!(tree.exprs[id].kind, ExprKind::Property | ExprKind::SystemProperty);
    for (text_side, other) in [(left, right), (right, left)] {
        if text_side.0 != Type::String {
            continue;
        }
        let range = &tree.exprs[text_side.1].range;
        let written = &text[range.clone()];
        match other.0 {
            Type::Number if is_property(text_side.1) => {
                return problem
                    .help(format!("a property is a text; write as_number({written})"))
                    .fix(format!("Write as_number({written})"), around(range, "as_number(", ")"));
            }
            Type::Number if written.len() > 2 && written[1..written.len() - 1].parse::<f64>().is_ok() => {
                return problem
                    .help("a number stands without quotes")
                    .fix("Take the quotes away", replace(range.clone(), &written[1..written.len() - 1]));
            }
            Type::Bool if is_property(text_side.1) => return help_bool(text, tree, other.1, problem),
            Type::Null => {
                return problem.help(format!("write is_null({written}), or NOT is_defined({written}) if it may be missing"));
            }
            _ => {}
        }
    }
    match (left.0, right.0) {
        (Type::Bool, _) | (_, Type::Bool) => {
            problem.help("put parentheses round the comparison; `??` and `NOT` bind differently than they look")
        }
        (Type::Undefined, _) | (_, Type::Undefined) => problem.help("use is_defined(…); nothing can be compared with undefined"),
        _ => problem,
    }
}

fn help_bool(text: &str, tree: &Tree, bool_side: usize, problem: Problem) -> Problem {
    let expr = &tree.exprs[bool_side];
    if !matches!(expr.kind, ExprKind::Literal(_)) {
        return problem.help("put parentheses round the comparison");
    }
    let quoted = format!("\"{}\"", &text[expr.range.clone()]);
    problem
        .help(format!("a property is a text; compare it with {quoted}"))
        .fix(format!("Write {quoted}"), replace(expr.range.clone(), quoted))
}

fn help_logical(left: (Type, usize), right: (Type, usize), problem: Problem) -> Problem {
    if right.0 == Type::Unknown {
        return problem.help("write $body.… = true, or put the body value on the left");
    }
    if left.0 == Type::String || right.0 == Type::String {
        return problem.help("compare the property with something: a = \"true\"");
    }
    problem.help("both sides must be comparisons")
}

fn help_operand(text: &str, tree: &Tree, operator: TokenKind, operand: (Type, usize), problem: Problem) -> Problem {
    let range = &tree.exprs[operand.1].range;
    let written = &text[range.clone()];
    if operator == TokenKind::Minus {
        return match operand.0 {
            Type::String => {
                problem.help(format!("write - as_number({written})")).fix("Insert as_number(…)", around(range, "as_number(", ")"))
            }
            _ => problem.help("only numbers have a sign"),
        };
    }
    // NOT binds tighter than a comparison, so `NOT a = "x"` is `(NOT a) = "x"`.
    let negation = tree.exprs.iter().position(|expr| expr.kind == ExprKind::Not(operand.1));
    let compared = tree.exprs.iter().find_map(|expr| match expr.kind {
        ExprKind::Binary(_, left, right) if Some(left) == negation => Some(&tree.exprs[right].range),
        _ => None,
    });
    match compared {
        Some(right) => problem
            .help("`NOT` binds tighter than a comparison; put parentheses round it")
            .fix("Put parentheses round the comparison", around(&(range.start..right.end), "(", ")")),
        None => problem.help(format!("write NOT is_defined({written}), or compare it: {written} != \"true\"")),
    }
}

fn help_function(range: Range<usize>, written: &str, problem: Problem) -> Problem {
    if let Some(name) = written.strip_prefix('!') {
        return problem.help("write `NOT`").fix("Write `NOT`", replace(range, format!("NOT {name}")));
    }
    if let Some(name) = written.strip_prefix('-') {
        return problem.help("put a space after the minus").fix("Insert a space", replace(range, format!("- {name}")));
    }
    if written.eq_ignore_ascii_case("twin_change_includes") {
        return problem.help("it exists in IoT Hub only; on a device take FROM /twinChangeNotifications and query the body");
    }
    let squeezed = written.replace(['_', '-'], "");
    let known = FUNCTIONS.iter().map(|function| function.name);
    let same_letters =
        FUNCTIONS.iter().find(|function| function.name.replace('_', "").eq_ignore_ascii_case(&squeezed)).map(|f| f.name);
    match same_letters.or_else(|| nearest(written, known)) {
        Some(name) => problem.help(format!("did you mean {name}?")).fix(format!("Write {name}"), replace(range, name)),
        None => problem.help("the functions are listed by `edge-offer explain condition-unknown-function`"),
    }
}

fn help_fault(range: Range<usize>, fault: Fault, problem: Problem) -> Problem {
    match fault {
        Fault::InvalidSymbol => problem.help("this character belongs to no operator; in a text it needs quotes"),
        Fault::MissingParen => problem.help("close this parenthesis"),
        Fault::UnmatchedParen => problem.help("this parenthesis closes nothing").fix("Take it away", replace(range, "")),
    }
}

fn swallowed(text: &str, range: Range<usize>, problems: &mut Vec<Problem>) {
    let name = &text[range.clone()];
    let is_body = body_path::of_property(name).is_some();
    let minus_number =
        || name.rsplit_once('-').is_some_and(|(_, digits)| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()));
    let suspicious = name.contains(['!', '+', '*', '%', '&', '|', '\'']) || name.starts_with('-') || is_body && minus_number();
    if !suspicious {
        return;
    }
    let mut problem =
        Problem::new(&warnings::SWALLOWED_OPERATOR, text, range.clone(), format!("edgeHub reads all of `{name}` as one name"))
            .help("put spaces round the operator");
    if let Some(plain) = name.strip_suffix('!').filter(|plain| !plain.is_empty() && text[range.end..].starts_with('=')) {
        let at = range.start + plain.len();
        problem = problem.fix("Insert a space before `!=`", replace(at..at, " "));
    }
    problems.push(problem);
}

/// `SystemProperties.cs`: what a message on a device can have.
const SYSTEM_PROPERTIES: &[&str] = &[
    "connectionDeviceId",
    "connectionModuleId",
    "contentType",
    "contentEncoding",
    "messageId",
    "correlationId",
    "cid",
    "userId",
    "inputName",
    "outputName",
    "to",
    "ack",
    "enqueuedTime",
    "sequenceNumber",
    "lockToken",
    "deliveryCount",
    "messageSchema",
    "messageType",
    "creationTime",
    "creationTimeUtc",
    "absolute-expiry-time",
    "expiryTimeUtc",
    "operation",
    "statusCode",
    "version",
    "edgeMessageId",
    "edgeHubOriginInterface",
    "outBoundURI",
    "connectionDeviceGenerationId",
    "connectionAuthMethod",
    "interfaceId",
    "diagId",
    "diagCorrelationContext",
    "componentName",
    "deviceId-internal",
];

fn unknown_system_property(text: &str, range: Range<usize>, problems: &mut Vec<Problem>) {
    let name = &text[range.start + 1..range.end];
    let known = SYSTEM_PROPERTIES.iter().any(|known| known.eq_ignore_ascii_case(name));
    if known || body_path::of_property(&text[range.clone()]).is_some() {
        return;
    }
    let mut problem = Problem::new(
        &warnings::UNKNOWN_SYSTEM_PROPERTY,
        text,
        range.clone(),
        format!("Messages have no system property `{name}`"),
    );
    problem = match nearest(name, SYSTEM_PROPERTIES.iter().copied()) {
        Some(meant) => {
            problem.help(format!("did you mean ${meant}?")).fix(format!("Write ${meant}"), replace(range, format!("${meant}")))
        }
        None if name.eq_ignore_ascii_case("body") => problem.help("name a field of the body: $body.temperature"),
        None => problem.help("a property of your own is written without the dollar sign"),
    };
    problems.push(problem);
}

/// What stands in an `is_defined(…)` somewhere.
fn tested_names<'t>(text: &'t str, tree: &Tree) -> HashSet<&'t str> {
    let calls = tree.exprs.iter().filter(|expr| text[expr.token.clone()].eq_ignore_ascii_case("is_defined"));
    let arguments = calls.filter_map(|expr| match &expr.kind {
        ExprKind::Call(arguments) => Some(arguments),
        _ => None,
    });
    arguments.flatten().map(|id| &text[tree.exprs[*id].range.clone()]).collect()
}

fn unsure_negation(
    text: &str,
    tree: &Tree,
    operator: Range<usize>,
    sides: [usize; 2],
    tested: &HashSet<&str>,
    problems: &mut Vec<Problem>,
) {
    let property = sides
        .into_iter()
        .map(|id| &tree.exprs[id])
        .find(|expr| matches!(expr.kind, ExprKind::Property | ExprKind::SystemProperty));
    let Some(property) = property else { return };
    let name = &text[property.token.clone()];
    if !tested.contains(name) {
        problems.push(
            Problem::new(&warnings::UNSURE_NEGATION, text, operator, format!("Messages without `{name}` do not pass"))
                .help(format!("if they should, write NOT is_defined({name}) OR …")),
        );
    }
}

fn never_true(text: &str, tree: &Tree, result: Type, problems: &mut Vec<Problem>) {
    let Some(root) = tree.root() else { return };
    let what = match (result, &root.kind) {
        (Type::Bool, ExprKind::Literal(TokenKind::False)) => "`false`",
        (Type::Bool | Type::Unknown, _) => return,
        (Type::String, _) => "a text",
        (Type::Number, _) => "a number",
        (Type::Null, _) => "null",
        (Type::Undefined, _) => "undefined",
    };
    let mut problem = Problem::new(
        &warnings::NEVER_BOOLEAN,
        text,
        root.range.clone(),
        format!("The condition is {what}, never true, and lets no message through"),
    );
    if matches!(root.kind, ExprKind::Property | ExprKind::SystemProperty) {
        problem = problem.help(format!("write is_defined({0}), or compare it: {0} = \"…\"", &text[root.range.clone()]));
    }
    problems.push(problem);
}
