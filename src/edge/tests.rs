use super::*;
use crate::rule::Examples;

/// Every example of every rule: the failing ones break it, the passing ones keep it.
#[test]
fn the_examples_of_all_rules_are_true() {
    let context = Context { module: None, marketplace: true };
    for rule in RULES {
        let Examples::Piece { kind, fails, passes } = rule.examples else { continue };
        let kind = Kind::parse(kind).unwrap_or_else(|| panic!("{}: no kind {kind}", rule.id));
        let breaks = |text: &str| judge(kind, text, &context).problems.iter().any(|problem| problem.rule == *rule);
        for text in fails {
            assert!(breaks(text), "{} is kept by {text:?}: {:?}", rule.id, ids(kind, text, &context));
        }
        for text in passes {
            assert!(!breaks(text), "{} is broken by {text:?}", rule.id);
        }
    }
}

/// What each rule says of its own examples, at which words, and what it offers: read once, and kept.
#[test]
fn what_the_examples_are_told_stays() {
    let context = Context { module: None, marketplace: true };
    let mut out = String::new();
    for rule in RULES {
        let Examples::Piece { kind: name, fails, .. } = rule.examples else { continue };
        let Some(kind) = Kind::parse(name) else { continue };
        out.push_str(&format!("# {} ({name}, {})\n", rule.id, rule.severity().word()));
        for text in fails {
            let shown = |text: &str| match text.chars().count() {
                0..=90 => text.to_string(),
                _ => format!("{} … [{}]", text.chars().take(80).collect::<String>(), text.len()),
            };
            out.push_str(&format!("{}\n", shown(text).replace('\n', "⏎")));
            let judgement = judge(kind, text, &context);
            for problem in judgement.problems.iter().filter(|problem| problem.rule == *rule) {
                out.push_str(&format!("  at  {:?}\n  says {}\n", shown(&text[problem.span.range()]), problem.message));
                problem.help.iter().for_each(|help| out.push_str(&format!("  help {help}\n")));
                problem.fix.iter().for_each(|fix| out.push_str(&format!("  fix  {}\n", fix.label)));
            }
        }
        out.push('\n');
    }
    insta::assert_snapshot!("examples", out);
}

fn ids(kind: Kind, text: &str, context: &Context) -> Vec<&'static str> {
    judge(kind, text, context).problems.iter().map(|problem| problem.rule.id).collect()
}

#[test]
fn rules_have_unique_names_and_something_to_say() {
    for (index, rule) in RULES.iter().enumerate() {
        assert!(RULES[..index].iter().all(|other| other.id != rule.id), "{}", rule.id);
        assert!(rule.id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", rule.id);
        assert!(rule.explanation.len() > 80 && !rule.explanation.contains("  "), "{}", rule.id);
    }
}

/// Every certain cure leads to a text that no longer breaks the rule there, and is a cure: nothing of the runtime's gets worse.
#[test]
fn cures_cure() {
    let context = Context { module: None, marketplace: true };
    for rule in RULES {
        let Examples::Piece { kind, fails, .. } = rule.examples else { continue };
        let Some(kind) = Kind::parse(kind) else { continue };
        for text in fails {
            let judgement = judge(kind, text, &context);
            for problem in judgement.problems.iter().filter(|problem| problem.rule == *rule) {
                let Some(fix) = &problem.fix else { continue };
                let mut fixed = (*text).to_owned();
                for edit in fix.edits.iter().rev() {
                    fixed.replace_range(edit.span.range(), &edit.text);
                }
                let after = judge(kind, &fixed, &context);
                let count = |judgement: &Judgement| judgement.problems.iter().filter(|p| p.rule == *rule).count();
                assert!(count(&after) < count(&judgement), "{}: {text:?} -> {fixed:?}: {:?}", rule.id, after.problems);
            }
        }
    }
}

#[test]
fn a_condition_is_placed_in_its_own_text() {
    let judgement = judge(Kind::Condition, "temp > 30", &Context::default());
    assert_eq!(judgement.problems.len(), 1);
    let problem = &judgement.problems[0];
    assert_eq!(problem.span, Span { start: 5, end: 6 });
    assert_eq!(
        problem.message,
        "Invalid operands to binary operator '>': have 'string' and 'number', expected 'string' and 'string'"
    );
    let edits = &problem.fix.as_ref().unwrap().edits;
    assert_eq!((edits[0].span.start, edits[1].span.start), (0, 4));
    assert!(!judgement.is_valid() && judgement.rejected_by(Layer::Runtime) && !judgement.rejected_by(Layer::Marketplace));
}

#[test]
fn a_route_of_another_module_is_noticed() {
    let context = Context { module: Some("gateway"), marketplace: false };
    let breaks = |text: &str| ids(Kind::Route, text, &context).contains(&"route-other-module");
    assert!(breaks("FROM /messages/modules/oldName/outputs/* INTO $upstream"));
    assert!(breaks("FROM /messages/* INTO BrokeredEndpoint('/modules/other/inputs/i')"));
    assert!(!breaks("FROM /messages/modules/gateway/outputs/* INTO $upstream"));
    assert!(!breaks("FROM /messages/modules/other/* INTO BrokeredEndpoint('/modules/gateway/inputs/i')"));
    assert!(!breaks("FROM /messages/* INTO BrokeredEndpoint('/modules/<TO>/inputs/i')"));
    assert!(!breaks("FROM /messages/* INTO $upstream"));
}

#[test]
fn more_than_the_first_slip_is_shown() {
    let text = "FROM /messages/* WHERE temp == 100 && a == 'x' INTO upstream";
    let judgement = judge(Kind::Route, text, &Context::default());
    let places: Vec<_> = judgement.problems.iter().map(|problem| &text[problem.span.range()]).collect();
    assert_eq!(places, ["=", "&&", "=", ""]);
}
