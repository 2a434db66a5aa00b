//! What a person should write instead, where edgeHub only says "Syntax error.".

use super::lexer::{Token, TokenKind};
use super::parser::Parsed;
use crate::edge::condition::{SyntaxError, Wanted};
use crate::edge::rules::route as rules;
use crate::rule::{Edit, Problem, Span};

/// The problem of a syntax error.
pub fn of_syntax_error(text: &str, parsed: &Parsed, error: &SyntaxError) -> Problem {
    let token = error.token;
    if error.wanted == Wanted::Segment && token.kind == TokenKind::Less {
        return placeholder(text, token);
    }
    let problem = Problem::new(&rules::SYNTAX, text, token.range(), message(text, error));
    if let Some(comment) =
        parsed.comments.iter().find(|comment| comment.end <= token.end && text[comment.start..comment.end].contains(' '))
    {
        let column = crate::rule::Position::of(text, comment.start).column;
        return problem.help(format!("`/*` at column {column} begins a comment that ends with the next `*/`; end the source with another word, or avoid `*/`"));
    }
    let index = parsed.tokens.partition_point(|t| t.end <= token.start && t.start < token.start);
    let before = index.checked_sub(1).and_then(|index| parsed.tokens.get(index)).copied();
    help(text, error.wanted, token, before, problem)
}

fn placeholder(text: &str, token: Token) -> Problem {
    let rest = &text[token.start..];
    let end = rest.find('>').map_or(token.end, |length| token.start + length + 1);
    let written = &text[token.start..end];
    let message = format!("edgeHub cannot read the placeholder {written} in a source");
    Problem::new(&rules::PLACEHOLDER_SOURCE, text, token.start..end, message)
        .help("keep it in the offer, where the form asks for it; in a deployment put the name of a module in its place")
}

fn message(text: &str, error: &SyntaxError) -> String {
    let found = match error.token.kind {
        TokenKind::End => "the end of the route".to_owned(),
        _ => format!("`{}`", shortened(error.token.text(text))),
    };
    let wanted = match error.wanted {
        Wanted::Shallower => return "The condition nests too deeply".into(),
        Wanted::From => "`FROM`",
        Wanted::Star => "`*` after `SELECT`",
        Wanted::Path => "a path that begins with `/`",
        Wanted::Segment => "a name or `*` after `/`",
        Wanted::WhereOrInto => "`WHERE` or `INTO`",
        Wanted::Operand => "a property, a value or a function",
        Wanted::OperatorOrInto => "an operator or `INTO`",
        Wanted::SystemProperty => "a system property such as `$body.a`",
        Wanted::CloseBrace => "`}`",
        Wanted::CommaOrParen => "`,` or `)`",
        Wanted::Sink => "`$upstream` or `BrokeredEndpoint(\"…\")`",
        Wanted::OpenParen => "`(`",
        Wanted::Address => "an address in quotes",
        Wanted::CloseParen => "`)`",
    };
    format!("Syntax error: {wanted} is expected, not {found}")
}

/// The beginning of a long token.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn edit(range: std::ops::Range<usize>, text: impl Into<String>) -> Vec<Edit> {
    vec![Edit { span: Span { start: range.start, end: range.end }, text: text.into() }]
}

fn help(text: &str, wanted: Wanted, token: Token, before: Option<Token>, problem: Problem) -> Problem {
    match wanted {
        Wanted::From => help_from(text, token, problem),
        Wanted::Path if token.kind == TokenKind::Id => {
            problem.help("a source begins with a slash: /messages/modules/<module>/outputs/*")
        }
        Wanted::Segment => help_segment(text, token, problem),
        Wanted::WhereOrInto => help_into(text, token, before, problem),
        Wanted::Operand => help_operand(token, before, problem),
        Wanted::OperatorOrInto => help_operator(text, token, before, problem),
        Wanted::CommaOrParen => problem.help("close the function's parenthesis"),
        Wanted::Sink => help_sink(token, problem),
        Wanted::OpenParen if before.is_some_and(|b| b.text(text).eq_ignore_ascii_case("upstream")) => {
            let start = before.map_or(0, |b| b.start);
            problem.help("write `$upstream`").fix("Write `$upstream`", edit(start..start, "$"))
        }
        Wanted::OpenParen | Wanted::Address => problem.help("write BrokeredEndpoint(\"/modules/<module>/inputs/<input>\")"),
        Wanted::CloseParen => {
            problem.help("close the parenthesis after the address").fix("Insert `)`", edit(token.start..token.start, ")"))
        }
        Wanted::Shallower => problem.help("take parentheses away"),
        _ => problem,
    }
}

fn help_from(text: &str, token: Token, problem: Problem) -> Problem {
    let written = token.text(text);
    if crate::nearest::nearest(written, ["FROM"]).is_some() {
        return problem.help("write `FROM`").fix("Write `FROM`", edit(token.range(), "FROM"));
    }
    if token.kind == TokenKind::Divide {
        return problem.help("begin with `FROM`").fix("Insert `FROM`", edit(token.start..token.start, "FROM "));
    }
    problem.help("a route reads: FROM /messages/modules/<module>/outputs/* INTO $upstream")
}

fn help_segment(text: &str, token: Token, problem: Problem) -> Problem {
    use TokenKind::*;
    let written = token.text(text);
    match token.kind {
        Into | Where | End if problem.span.start > 0 && text[..token.start].trim_end().ends_with('/') => {
            let slash = text[..token.start].trim_end().len() - 1;
            problem.help("a path does not end with a slash").fix("Take the slash away", edit(slash..slash + 1, ""))
        }
        Integer | HexInteger | Real => {
            problem.help(format!("`{written}` is a number to edgeHub; a module or output needs a name with a letter"))
        }
        Select | From | Where | Into | True | False | Null | Undefined | And | Or | Not | Minus | Plus | Modulo => {
            problem.help(format!("`{written}` is a word of the language; the module or output needs another name"))
        }
        Divide => problem.help("two slashes have nothing between them"),
        _ => problem.help("a segment is a name of letters, digits, `-`, `_` and `.`, or a star at the end"),
    }
}

fn help_into(text: &str, token: Token, before: Option<Token>, problem: Problem) -> Problem {
    let written = token.text(text);
    if let Some(before) = before.filter(|b| b.text(text).to_ascii_uppercase().ends_with("*INTO")) {
        let at = before.end - "INTO".len();
        return problem.help("a star and `INTO` need a space between them").fix("Insert a space", edit(at..at, " "));
    }
    if token.kind == TokenKind::SystemProperty || written.eq_ignore_ascii_case("BrokeredEndpoint") {
        return problem
            .help("`INTO` is missing before the destination")
            .fix("Insert `INTO`", edit(token.start..token.start, "INTO "));
    }
    match crate::nearest::nearest(written, ["WHERE", "INTO"]) {
        Some(word) if token.kind == TokenKind::Id => {
            problem.help(format!("write `{word}`")).fix(format!("Write `{word}`"), edit(token.range(), word))
        }
        _ => problem.help("after the source comes `INTO $upstream`, or a condition with `WHERE`"),
    }
}

fn help_operand(token: Token, before: Option<Token>, problem: Problem) -> Problem {
    match (token.kind, before.map(|b| b.kind)) {
        (TokenKind::Equal, Some(TokenKind::Equal)) => {
            problem.help("equality is a single `=`").fix("Write `=`", edit(token.range(), ""))
        }
        (TokenKind::Equal, Some(TokenKind::Greater | TokenKind::Less)) => {
            problem.help("write the two characters without a space")
        }
        (TokenKind::Into, Some(TokenKind::Where)) => problem.help("write the condition, or leave `WHERE` out"),
        (TokenKind::QueryPath, _) => problem.help("square brackets are only read in `$body` paths: $body.list[0]"),
        (TokenKind::End | TokenKind::Into, _) => problem.help("the condition breaks off"),
        _ => problem,
    }
}

fn help_operator(text: &str, token: Token, before: Option<Token>, problem: Problem) -> Problem {
    let written = token.text(text);
    let replaced = |label: &str, with: &str, length: usize, problem: Problem| {
        let fix = edit(token.start..token.start + length, with);
        problem.help(format!("write `{label}`")).fix(format!("Write `{label}`"), fix)
    };
    match token.kind {
        TokenKind::Id if written == "&&" || written == "&" => replaced("AND", "AND", written.len(), problem),
        TokenKind::Id if written.starts_with("&&") => replaced("AND", " AND ", 2, problem),
        TokenKind::Id if written == "|" => replaced("OR", "OR", 1, problem),
        TokenKind::Id if ["like", "in", "between", "is"].iter().any(|word| written.eq_ignore_ascii_case(word)) => problem
            .help("there is no such operator; use contains, starts_with, ends_with, is_null, or several comparisons with OR"),
        TokenKind::Integer | TokenKind::Real if written.starts_with('-') => {
            let at = token.start + 1;
            problem
                .help("a minus that touches a number belongs to it; put a space after it")
                .fix("Insert a space", edit(at..at, " "))
        }
        TokenKind::SystemProperty if before.is_some() => {
            problem.help("`INTO` is missing before the destination").fix("Insert `INTO`", edit(token.start..token.start, "INTO "))
        }
        TokenKind::Id if written.eq_ignore_ascii_case("BrokeredEndpoint") => {
            problem.help("`INTO` is missing before the destination").fix("Insert `INTO`", edit(token.start..token.start, "INTO "))
        }
        TokenKind::Unknown if written == "?" => problem.help("`?` is no operator; `??` takes the first value that is defined"),
        TokenKind::CloseParen => problem.help("this parenthesis closes nothing").fix("Take it away", edit(token.range(), "")),
        TokenKind::QueryPath => problem.help("square brackets are only read in `$body` paths: $body.list[0]"),
        TokenKind::Id | TokenKind::String => {
            problem.help("put a text of several words in quotes, and AND or OR between comparisons")
        }
        TokenKind::UnterminatedString => problem.help("close the quote"),
        TokenKind::End if before.is_some_and(|b| b.kind == TokenKind::UnterminatedString) => {
            problem.help("a quote before this is not closed")
        }
        TokenKind::End => problem.help("`INTO $upstream` is missing at the end"),
        _ => problem,
    }
}

fn help_sink(token: Token, problem: Problem) -> Problem {
    if token.kind == TokenKind::String {
        return problem.help("an address stands in BrokeredEndpoint(…)").fix(
            "Put it in BrokeredEndpoint(…)",
            vec![
                Edit { span: Span { start: token.start, end: token.start }, text: "BrokeredEndpoint(".into() },
                Edit { span: Span { start: token.end, end: token.end }, text: ")".into() },
            ],
        );
    }
    let help = if token.kind == TokenKind::Divide {
        "write the address in quotes: BrokeredEndpoint(\"/modules/<module>/inputs/<input>\")"
    } else {
        "write `$upstream`, or BrokeredEndpoint(\"/modules/<module>/inputs/<input>\")"
    };
    problem.help(help)
}
