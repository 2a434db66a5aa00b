//! The judgement of a route: what edgeHub rejects, and what it accepts without doing it.

use super::parser::{Condition, Parsed, Sink, parse};
use super::source::{Reach, has_inner_star, reach};
use super::{advice, lexer};
use crate::edge::Context;
use crate::edge::condition::Wanted;
use crate::edge::condition::judge as judge_condition;
use crate::edge::endpoint::{self, EndpointError};
use crate::edge::rules::{route as rules, route_warnings as warnings};
use crate::rule::{Edit, Problem, Span};
use std::borrow::Cow;
use std::ops::Range;

/// The most characters that the marketplace's form takes for a value.
pub const FORM_LENGTH: usize = 511;

/// What is to be said about a route.
pub fn judge(text: &str, context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    let corrected = past_slips(text, &mut problems);
    let parsed = parse(&corrected);
    if parsed.is_blank() {
        problems
            .push(Problem::new(&rules::EMPTY, text, 0..text.len(), "There is no route here").help("write one, or take it away"));
    }
    let is_new = problems.is_empty();
    for error in &parsed.errors {
        problems.push(advice::of_syntax_error(text, &parsed, error));
    }
    // As in the runtime, types are checked only in what parses.
    if let (true, Some(Condition { tree, .. })) = (is_new, &parsed.condition) {
        let whole = parsed.errors.is_empty();
        judge_condition::judge(text, tree, whole, &mut problems);
    }
    if let Some(sink) = &parsed.sink {
        judge_sink(text, sink, &mut problems);
    }
    if is_new && parsed.is_route() {
        judge_source(text, &parsed, &mut problems);
        judge_rest(text, &parsed, &mut problems);
        judge_modules(text, &parsed, context, &mut problems);
    }
    if context.marketplace {
        judge_length(text, &mut problems);
    }
    problems
}

/// Reports the slips of other languages, `==` and `&&`, and writes over them what parses in as many bytes, so that what follows is judged too.
fn past_slips<'t>(text: &'t str, problems: &mut Vec<Problem>) -> Cow<'t, str> {
    const MOST_SLIPS: usize = 20;
    let mut corrected = Cow::Borrowed(text);
    for _ in 0..MOST_SLIPS {
        let parsed = parse(&corrected);
        let Some(error) = parsed.errors.first() else { break };
        let written = match (error.wanted, error.token.text(&corrected)) {
            (Wanted::Operand, "=") if corrected[..error.token.start].ends_with('=') => " ",
            // Two letters like `&&`, and an operator of the same types.
            (Wanted::OperatorOrInto, "&&") => "or",
            _ => break,
        };
        problems.push(advice::of_syntax_error(&corrected, &parsed, error));
        let range = error.token.range();
        corrected.to_mut().replace_range(range, written);
    }
    corrected
}

fn judge_length(text: &str, problems: &mut Vec<Problem>) {
    let length = text.chars().count();
    if length > FORM_LENGTH {
        let message = format!("The route has {length} characters; the form takes {FORM_LENGTH}");
        problems.push(Problem::new(&warnings::TOO_LONG, text, 0..text.len(), message));
    }
}

fn judge_sink(text: &str, sink: &Sink, problems: &mut Vec<Problem>) {
    let (error, range) = match sink {
        Sink::System(range) => match endpoint::system(&text[range.clone()]) {
            Ok(()) => return,
            Err(error) => (error, range.clone()),
        },
        Sink::Function { name, argument, .. } => {
            let inner = argument.start + 1..argument.end - 1;
            match endpoint::function(&text[name.clone()], &text[inner.clone()]) {
                Ok(address) => return judge_address(text, &address, inner.start, problems),
                Err(error @ EndpointError::Function(_)) => (error, name.clone()),
                Err(error) => (error, argument.clone()),
            }
        }
    };
    let rule = if matches!(error, EndpointError::Address(_)) { &rules::ENDPOINT_ADDRESS } else { &rules::UNKNOWN_ENDPOINT };
    let mut problem = Problem::new(rule, text, range.clone(), error.message());
    let written = &text[range.clone()];
    problem = match error {
        EndpointError::Address(_) => problem.help("write \"/modules/<module>/inputs/<input>\""),
        EndpointError::System(_) => replacement(problem, range, written, "$upstream"),
        EndpointError::Function(_) => replacement(problem, range, written, "BrokeredEndpoint"),
    };
    problems.push(problem);
}

fn replacement(problem: Problem, range: Range<usize>, written: &str, meant: &str) -> Problem {
    let problem = problem.help(format!("write `{meant}`"));
    match crate::nearest::nearest(written, [meant]) {
        Some(_) => problem.fix(format!("Write `{meant}`"), vec![Edit { span: span(range), text: meant.into() }]),
        None => problem,
    }
}

fn span(range: Range<usize>) -> Span {
    Span { start: range.start, end: range.end }
}

fn judge_address(text: &str, address: &endpoint::Address, offset: usize, problems: &mut Vec<Problem>) {
    for (part, meant) in [(&address.modules, "modules"), (&address.inputs, "inputs")] {
        let range = offset + part.start..offset + part.end;
        if &text[range.clone()] != meant {
            let message = format!("`{}` stands where `{meant}` is meant; edgeHub does not look at it", &text[range.clone()]);
            problems.push(
                Problem::new(&warnings::ADDRESS_WORDS, text, range.clone(), message)
                    .help(format!("write `{meant}`"))
                    .fix(format!("Write `{meant}`"), vec![Edit { span: span(range), text: meant.into() }]),
            );
        }
    }
    if text[offset + address.module.start..offset + address.module.end].trim().is_empty() {
        let range = offset + address.modules.start..offset + address.input.end;
        problems.push(
            Problem::new(&warnings::ADDRESS_WORDS, text, range, "The address names no module")
                .help("write its name after /modules/"),
        );
    }
}

fn judge_source(text: &str, parsed: &Parsed, problems: &mut Vec<Problem>) {
    let Some(source) = &parsed.source else { return };
    if has_inner_star(&source.path) {
        let star = text[source.range.clone()].find('*').map_or(source.range.start, |at| source.range.start + at);
        problems.push(
            Problem::new(
                &warnings::INNER_STAR,
                text,
                star..star + 1,
                "This star is an ordinary character; only at the end it stands for anything",
            )
            .help("end the source at the star, and filter with WHERE $outputName = \"…\""),
        );
    } else if reach(&source.path) == Reach::Nothing {
        problems.push(
            Problem::new(
                &warnings::SOURCE_NEVER_MATCHES,
                text,
                source.range.clone(),
                format!("No message has a source that begins with {}", source.path),
            )
            .help("sources are /messages/*, /messages/modules/<module>/outputs/<output> and /twinChangeNotifications"),
        );
    }
}

fn judge_rest(text: &str, parsed: &Parsed, problems: &mut Vec<Problem>) {
    let Some(first) = parsed.tokens.get(parsed.next).filter(|token| token.kind != lexer::TokenKind::End) else { return };
    let mut problem = Problem::new(
        &warnings::TEXT_AFTER_SINK,
        text,
        first.start..text.trim_end().len(),
        "edgeHub ignores everything after the destination, and so this",
    );
    if first.kind == lexer::TokenKind::Where {
        problem.message.push_str("; the filter is lost");
        problem = problem.help("put the condition before INTO");
        if let (Some(sink), None) = (&parsed.sink, &parsed.condition) {
            problem = moved_condition(text, parsed, sink.range(), first.start, problem);
        }
    } else {
        problem = problem
            .help("take it away")
            .fix("Take it away", vec![Edit { span: problem_span(first.start, text), text: String::new() }]);
    }
    problems.push(problem);
}

fn problem_span(start: usize, text: &str) -> Span {
    Span { start, end: text.len() }
}

/// `… INTO sink WHERE x` with its condition in the right place.
fn moved_condition(text: &str, parsed: &Parsed, sink: Range<usize>, at: usize, problem: Problem) -> Problem {
    let Some(source) = &parsed.source else { return problem };
    let condition = text[at..].trim_end();
    let moved = format!("{} {condition} INTO {}", &text[..source.range.end], &text[sink]);
    if !parse(&moved).is_route() {
        return problem;
    }
    problem.fix("Move the condition before INTO", vec![Edit { span: Span { start: 0, end: text.len() }, text: moved }])
}

/// Names that are neither this module's nor a placeholder.
fn judge_modules(text: &str, parsed: &Parsed, context: &Context, problems: &mut Vec<Problem>) {
    let Some(own) = context.module else { return };
    let (Some(source), Some(sink)) = (&parsed.source, &parsed.sink) else { return };
    let mut named = Vec::new();
    if let Reach::Module { module, .. } = reach(&source.path) {
        named.push((module.clone(), within(text, source.range.clone(), &module)));
    }
    if let Sink::Function { name, argument, .. } = sink {
        let inner = argument.start + 1..argument.end - 1;
        if let Ok(address) = endpoint::function(&text[name.clone()], &text[inner.clone()]) {
            let range = inner.start + address.module.start..inner.start + address.module.end;
            named.push((text[range.clone()].to_owned(), range));
        }
    }
    let is_placeholder = |name: &str| name.starts_with('<') && name.ends_with('>');
    if named.is_empty() || named.iter().any(|(name, _)| name.eq_ignore_ascii_case(own)) {
        return;
    }
    for (name, range) in named.into_iter().filter(|(name, _)| !is_placeholder(name)) {
        let message = format!("`{name}` is not this module, whose name is `{own}`");
        problems.push(
            Problem::new(&warnings::OTHER_MODULE, text, range.clone(), message)
                .help(format!("write `{own}`, or a placeholder for a module of the customer's"))
                .fix(format!("Write `{own}`"), vec![Edit { span: span(range), text: own.into() }]),
        );
    }
}

/// Where a name stands in a stretch of the text.
fn within(text: &str, range: Range<usize>, name: &str) -> Range<usize> {
    match text[range.clone()].rfind(&format!("/{name}")) {
        Some(at) => range.start + at + 1..range.start + at + 1 + name.len(),
        None => range,
    }
}
