//! What is not changed stays byte for byte.

use edge_offer::offer::set::set_from_text;
use edge_offer::offer::{Document, FieldPath, Kind, Offer, Reading, Value, steps};
use proptest::prelude::*;

/// A piece of hand-written TOML with everything that hands write.
fn toml_text() -> impl Strategy<Value = String> {
    let newline = prop_oneof![Just("\n"), Just("\r\n")];
    let blank = prop_oneof![Just(""), Just("  "), Just("\t")];
    let comment = prop_oneof![Just(""), Just("# a comment"), Just("# ünïcode ✓ \"quotes\" [brackets]")];
    let title = prop_oneof![Just("'raw'"), Just("\"basic \\u00e9\""), Just("\"\"\"\nseveral\nlines\"\"\""), Just("'''x'''")];
    let unknown = prop_oneof![Just(""), Just("unknown.dotted = [1, 2,\n 3] # kept"), Just("zzz = { a = 1, b = [ {c = 2} ] }")];
    let plans = prop_oneof![
        Just("plans = [{ id = 'a-a', routes = [ { name = 'r' } ] }]\n"),
        Just(
            "[[plans]]\nid = 'a-a' # first\n\n  [[plans.routes]]\n  name = 'r'\n  value = 'x'\n\n# about b\n[[plans]]\nid = 'b-b'\n"
        ),
        Just("[[plans]]\nplans_unknown = true\nid='a-a'\n[other]\nx=1\n[[plans.routes]]\nname='r'\n"),
    ];
    (newline, blank, comment, title, unknown, plans, any::<bool>(), any::<bool>()).prop_map(|(newline, blank, comment, title, unknown, plans, last, first)| {
        let inline = plans.starts_with("plans =");
        let (before, after) = if inline { (plans, "") } else { ("", plans) };
        let mut text = format!(
            "{comment}\nformat = 1\n{before}{unknown}\n\n{blank}[listing] {comment}\n{blank}title = {title} {comment}\n{comment}\nsummary='s'{blank}\n\n[support.contact]\nname = \"n\"\n\n{after}{comment}"
        );
        if first {
            text = text.trim_start().to_string();
        }
        if last {
            text = text.trim_end().to_string();
        }
        text.replace('\n', newline)
    })
}

fn value() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[ -~]{0,40}", "[\"'\\\\\n]{0,8}", Just("é👩‍💻\u{202e}\u{0}".to_string())]
}

proptest! {
    #[test]
    fn opening_changes_nothing(text in toml_text()) {
        let document = Document::parse(text.clone()).unwrap();
        prop_assert_eq!(document.toml().text(), text);
    }

    #[test]
    fn one_changed_field_changes_its_bytes_only(text in toml_text(), new in value()) {
        for field in ["listing.title", "listing.summary", "support.contact.name", "plans[0].id", "plans[0].routes[0].name"] {
            let mut document = Document::parse(text.clone()).unwrap();
            let path = FieldPath::parse(field).unwrap();
            let span = document.toml().span(&path).unwrap();
            set_from_text(&mut document, field, &new).unwrap();
            let after = document.toml().text();
            prop_assert!(after.starts_with(&text[..span.start]), "{} in {:?}", field, text);
            prop_assert!(after.ends_with(&text[span.end..]), "{} in {:?}", field, text);
            prop_assert_eq!(Offer::new(&document).text(&path), new.replace("\r\n", "\n"));
            document.undo().map(drop).unwrap_or_default();
            prop_assert_eq!(document.toml().text(), &text);
        }
    }

    #[test]
    fn a_new_field_or_row_only_adds(text in toml_text(), new in "[a-z]{1,10}") {
        for field in ["listing.language", "offer.id", "support.website", "plans[0].name", "documentation.links[0].title", "plans[0].variables[0].name", "plans[0].routes[1].name"] {
            let mut document = Document::parse(text.clone()).unwrap();
            set_from_text(&mut document, field, &new).unwrap();
            prop_assert_eq!(Offer::new(&document).text(&FieldPath::parse(field).unwrap()), new.clone(), "{} in {:?}", field, text);
            // Every old line is still there, in its order.
            let after = document.toml().text().to_string();
            let mut rest = after.as_str();
            for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("plans =")) {
                let at = rest.find(line.trim_end());
                prop_assert!(at.is_some(), "{:?} was lost by {} in {:?}", line, field, after);
                rest = &rest[at.unwrap() + line.trim_end().len()..];
            }
            document.undo();
            prop_assert_eq!(document.toml().text(), &text);
        }
    }

    #[test]
    fn rows_come_and_go_without_a_trace(text in toml_text()) {
        let plans = FieldPath::parse("plans").unwrap();
        let mut document = Document::parse(text.clone()).unwrap();
        let count = document.toml().rows(&plans);
        document.push_row(&plans).unwrap();
        prop_assert_eq!(document.toml().rows(&plans), count + 1);
        document.remove_row(&plans, count).unwrap();
        prop_assert_eq!(document.toml().rows(&plans), count);
        let ids = |document: &Document| { let offer = Offer::new(document); offer.instances("plans[].id").iter().map(|path| offer.text(path)).collect::<Vec<_>>() };
        if count > 1 && document.swap_rows(&plans, 0).is_ok() {
            prop_assert_eq!(ids(&document), ["b-b", "a-a"]);
            document.swap_rows(&plans, 0).unwrap();
            prop_assert_eq!(ids(&document), ["a-a", "b-b"]);
        }
        document.remove_row(&plans, 0).unwrap();
        prop_assert_eq!(document.toml().rows(&plans), count - 1);
        while document.undo().is_some() {}
        prop_assert_eq!(document.toml().text(), &text);
    }

    #[test]
    fn a_text_file_keeps_its_line_ends(lines in proptest::collection::vec(("[a-z<>é]{0,5}", any::<bool>()), 0..8), mark in any::<bool>(), at in 0usize..8, new in "[a-z\n]{0,4}") {
        let raw: String = lines.iter().map(|(line, crlf)| format!("{line}{}", if *crlf { "\r\n" } else { "\n" })).collect();
        let raw = if mark { format!("\u{feff}{raw}") } else { raw };
        let mut document = Document::parse("[listing]\ndescription = \"d.html\"\n".into()).unwrap();
        document.attach("d.html", edge_offer::offer::Attachment::Text(raw.clone()));
        let path = FieldPath::parse("listing.description").unwrap();
        let shown = Offer::new(&document).instance(&path).unwrap().text;
        document.set_content(&path, &shown, "d.html", None).unwrap();
        prop_assert_eq!(document.text_of("d.html"), Some(raw.as_str()), "an unchanged text is not touched");
        let cut = shown.char_indices().map(|(at, _)| at).nth(at).unwrap_or(shown.len());
        let edited = format!("{}{new}{}", &shown[..cut], &shown[cut..]);
        document.set_content(&path, &edited, "d.html", None).unwrap();
        prop_assert_eq!(Offer::new(&document).instance(&path).unwrap().text, edited);
        document.undo();
        if shown.len() != cut || !new.is_empty() {
            prop_assert_eq!(document.text_of("d.html"), Some(raw.as_str()));
        }
    }

    #[test]
    fn no_text_makes_the_rules_panic(title in any::<String>(), html in any::<String>(), json in any::<String>()) {
        let mut document = edge_offer::sample::document();
        set_from_text(&mut document, "listing.title", &title).unwrap();
        set_from_text(&mut document, "listing.description", &html).unwrap();
        set_from_text(&mut document, "plans[0].twin[0].value", &json).unwrap();
        set_from_text(&mut document, "plans[0].create-options", &json).unwrap();
        for finding in edge_offer::rules::check(&document, None) {
            if let Some(span) = finding.span {
                let text = document.text_of(&finding.file).unwrap();
                prop_assert!(text.get(span.range()).is_some(), "{:?}", finding);
            }
        }
    }
}

#[test]
fn every_field_of_the_table_can_be_set_and_read() {
    for field in steps::fields() {
        let mut document = Document::parse("format = 1\n".into()).unwrap();
        let path = FieldPath::of(field.key, &[]);
        let text = match field.kind {
            Kind::Flag => "true".to_string(),
            Kind::Choice(choices) | Kind::Choices(choices) => choices[0].value.to_string(),
            _ => field.example.to_string(),
        };
        set_from_text(&mut document, &path.to_string(), &text).unwrap();
        let offer = Offer::new(&document);
        match offer.reading(&path, field.kind) {
            Reading::Value(Value::Flag(flag)) => assert!(flag),
            Reading::Value(Value::List(items)) => assert_eq!(items, edge_offer::offer::set::words(&text)),
            Reading::Value(Value::Text(_)) => assert_eq!(offer.instance(&path).unwrap().text, text, "{}", field.key),
            other => panic!("{}: {other:?}", field.key),
        }
    }
}
