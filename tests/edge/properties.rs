//! Properties that hold for any text: nothing panics, and every place lies in the text, on whole characters.

use edge_offer::edge::{Context, Kind, judge};
use edge_offer::rule::{Edit, Span};
use proptest::prelude::*;

fn places_are_sound(kind: Kind, text: &str) {
    let context = Context { module: Some("gateway"), marketplace: true };
    let judgement = judge(kind, text, &context);
    let sound = |span: &Span| span.start <= span.end && text.is_char_boundary(span.start) && text.is_char_boundary(span.end);
    let mut before = Span { start: 0, end: 0 };
    for problem in &judgement.problems {
        assert!(sound(&problem.span) && problem.span >= before, "{kind:?} {text:?}: {problem:?}");
        assert!(!problem.message.is_empty());
        before = problem.span;
        let edits: &[Edit] = problem.fix.as_ref().map_or(&[], |fix| &fix.edits);
        assert!(edits.iter().all(|edit| sound(&edit.span)), "{kind:?} {text:?}: {problem:?}");
        assert!(edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{kind:?} {text:?}: {problem:?}");
    }
}

/// Texts that look like routes and conditions.
fn route_like() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "FROM ",
        "SELECT * ",
        "WHERE ",
        " INTO ",
        "$upstream",
        "/messages/",
        "*",
        "/",
        "modules/",
        "a",
        "é",
        " ",
        "(",
        ")",
        "'x'",
        "\"",
        "'",
        "\\",
        "=",
        "!=",
        "<",
        ">",
        "&&",
        "||",
        "AND ",
        "NOT ",
        "OR ",
        "1",
        "-5",
        "0x1F",
        "$body.a",
        "[0]",
        "{",
        "}",
        "as_number(",
        "BrokeredEndpoint(",
        ",",
        "??",
        "?",
        "@",
        "😀",
        "/*",
        "*/",
        "null",
        "true",
        "undefined",
        "\n",
        "concat(",
        "is_defined(",
        "<X>",
        ";",
        "%",
        "+",
        "-",
    ]);
    prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())
}

/// Texts that look like JSON for the runtime.
fn json_like() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"HostConfig\":{",
        "\"Binds\":[",
        "\"/a:/b\"",
        "\"Env\":",
        "\"a=b\"",
        "null",
        "1",
        "-1.5",
        "true",
        "'x'",
        "\"\\u00e9\"",
        "\"\\",
        "//",
        "/*",
        "é",
        "\"modulesContent\":{",
        "\"$edgeAgent\":{",
        "\"$edgeHub\":{",
        "\"properties.desired\":{",
        "\"schemaVersion\":\"1.1\",",
        "\"modules\":{",
        "\"m\":{",
        "\"settings\":{",
        "\"image\":\"a:1\",",
        "\"createOptions\":",
        "\"{\\\"HostConfig\\\":{}}\"",
        "\"routes\":{",
        "\"FROM /* INTO $upstream\"",
        "\"env\":{",
        "\"A\":{",
        "\"value\":",
        "\"PortBindings\":{",
        "\"80/tcp\":[{\"HostPort\":",
        "undefined",
        " ",
        "\n",
        "NaN",
        "0x1",
    ]);
    prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())
}

fn any_kind() -> impl Strategy<Value = Kind> {
    prop::sample::select(Kind::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(kind in any_kind(), text in any::<String>()) {
        places_are_sound(kind, &text);
    }

    #[test]
    fn route_like_text(kind in any_kind(), text in route_like()) {
        places_are_sound(kind, &text);
        places_are_sound(Kind::Route, &text);
        places_are_sound(Kind::Condition, &text);
    }

    #[test]
    fn json_like_text(kind in any_kind(), text in json_like()) {
        places_are_sound(kind, &text);
    }
}
