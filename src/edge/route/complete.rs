//! What can be written next in a route.

use super::lexer::{Token, TokenKind, lex};
use crate::edge::condition::FUNCTIONS;
use crate::rule::Span;

/// One thing that can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What it replaces: the word at the cursor, or nothing.
    pub span: Span,
    /// What is written.
    pub text: String,
    /// What it is, in a few words.
    pub about: String,
}

/// System properties that are worth offering.
const SYSTEM_PROPERTIES: &[(&str, &str)] = &[
    ("$connectionDeviceId", "the device that sent the message"),
    ("$connectionModuleId", "the module that sent the message"),
    ("$contentType", "application/json for a body that can be queried"),
    ("$contentEncoding", "utf-8 for a body that can be queried"),
    ("$messageId", "the message's own name"),
    ("$outputName", "the output that the message came from"),
    ("$body.", "a field of the body"),
];

/// What can be written at `cursor`, the nearest beginnings first. `modules` are names that may stand in sources and addresses.
pub fn complete(text: &str, cursor: usize, modules: &[&str]) -> Vec<Completion> {
    let cursor = Span::within(text, 0..cursor).end;
    let before = &text[..cursor];
    let start = before.rfind([' ', '\t', '\n', '\r', '(', ',', '=', '<', '>']).map_or(0, |at| at + 1);
    let word = &before[start..];
    let tokens: Vec<Token> = lex(&text[..start]).into_iter().filter(|token| token.kind != TokenKind::End).collect();
    let candidates = candidates(&text[..start], &tokens, modules);
    let span = Span { start, end: cursor };
    let begins = |candidate: &str| candidate.get(..word.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(word));
    candidates
        .into_iter()
        .filter(|(candidate, _)| begins(candidate) && candidate != word)
        .map(|(text, about)| Completion { span, text, about })
        .collect()
}

fn candidates(text: &str, tokens: &[Token], modules: &[&str]) -> Vec<(String, String)> {
    let said = |kind: TokenKind| tokens.iter().any(|token| token.kind == kind);
    let last = tokens.last();
    let owned =
        |list: &[(&str, &str)]| list.iter().map(|(text, about)| ((*text).to_owned(), (*about).to_owned())).collect::<Vec<_>>();
    match last.map(|token| token.kind) {
        None => owned(&[("FROM ", "where the messages come from")]),
        Some(TokenKind::From) => sources(modules),
        Some(TokenKind::Into) => sinks(modules),
        Some(_) if said(TokenKind::Into) => Vec::new(),
        Some(_) if !said(TokenKind::Where) => {
            owned(&[("WHERE ", "only messages for which a condition is true"), ("INTO ", "where the messages go")])
        }
        Some(_) if expects_operand(last, text) => operands(),
        Some(_) => owned(&[
            ("AND ", "both"),
            ("OR ", "one of them"),
            ("INTO ", "where the messages go"),
            ("= ", "equal"),
            ("!= ", "not equal"),
            (">= ", "at least"),
            ("<= ", "at most"),
        ]),
    }
}

/// Whether an operand is wanted after this token, and not an operator.
fn expects_operand(last: Option<&Token>, text: &str) -> bool {
    use TokenKind::*;
    last.is_some_and(|token| {
        let is_operand = matches!(
            token.kind,
            Id | SystemProperty
                | String
                | Integer
                | HexInteger
                | Real
                | True
                | False
                | Null
                | Undefined
                | CloseParen
                | CloseBrace
        );
        !is_operand || token.text(text).is_empty()
    })
}

fn sources(modules: &[&str]) -> Vec<(String, String)> {
    let mut sources = vec![
        ("/messages/* ".to_owned(), "messages of all devices and modules".to_owned()),
        ("/messages/modules/* ".into(), "messages of all modules".into()),
    ];
    for module in modules {
        sources.push((format!("/messages/modules/{module}/outputs/* "), format!("messages from any output of {module}")));
    }
    sources.push(("/twinChangeNotifications ".into(), "changes of twins".into()));
    sources
}

fn sinks(modules: &[&str]) -> Vec<(String, String)> {
    let mut sinks = vec![("$upstream".to_owned(), "IoT Hub".to_owned())];
    let address = |module: &str| format!("BrokeredEndpoint(\"/modules/{module}/inputs/input1\")");
    sinks.extend(modules.iter().map(|module| (address(module), format!("an input of {module}"))));
    sinks
}

fn operands() -> Vec<(String, String)> {
    let functions =
        FUNCTIONS.iter().map(|function| (format!("{}(", function.name), format!("{}  {}", function.usage, function.about)));
    let properties = SYSTEM_PROPERTIES.iter().map(|(name, about)| ((*name).to_owned(), (*about).to_owned()));
    properties.chain([("NOT ".to_owned(), "the opposite".to_owned())]).chain(functions).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_at_the_cursor_is_offered() {
        let offered = |text: &str| complete(text, text.len(), &["gateway"]).into_iter().map(|c| c.text).collect::<Vec<_>>();
        assert_eq!(offered(""), ["FROM "]);
        assert_eq!(offered("FR"), ["FROM "]);
        assert_eq!(offered("FROM /messages/modules/g"), ["/messages/modules/gateway/outputs/* "]);
        assert_eq!(offered("FROM /messages/* "), ["WHERE ", "INTO "]);
        assert_eq!(offered("FROM /messages/* in"), ["INTO "]);
        assert_eq!(offered("FROM /a WHERE as_"), ["as_number("]);
        assert_eq!(offered("FROM /a WHERE NOT is_d"), ["is_defined("]);
        assert_eq!(offered("FROM /a WHERE $con").len(), 4);
        assert_eq!(offered("FROM /a WHERE a = 'x' A"), ["AND "]);
        assert_eq!(offered("FROM /a INTO Bro"), ["BrokeredEndpoint(\"/modules/gateway/inputs/input1\")"]);
        assert!(offered("FROM /a INTO $upstream ").is_empty());
        let completion = &complete("FROM /a INTO é$up", 17, &[])[..];
        assert!(completion.is_empty());
    }
}
