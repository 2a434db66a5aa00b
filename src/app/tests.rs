//! Keys on the state, without a terminal.

use super::*;
use crate::disk::bundle::base_of;
use crate::offer::Value;
use crossterm::event::{KeyCode, KeyModifiers};

fn sample() -> App {
    let document = crate::sample::document();
    let base = base_of(&document);
    let mut workspace = Workspace::new(Some("/nowhere/tank".into()), document, base, None);
    workspace.draft = Some("/nowhere/draft.json".into());
    App::with_workspace(workspace)
}

fn press(app: &mut App, code: KeyCode) -> Vec<Effect> {
    app.update(Event::Key(KeyEvent::new(code, KeyModifiers::NONE)))
}

fn text(app: &App, field: &str) -> String {
    app.workspace.as_ref().unwrap().offer().instance(&FieldPath::parse(field).unwrap()).unwrap().text
}

fn focus(app: &App) -> String {
    match &app.workspace.as_ref().unwrap().focus {
        Focus::Field(path) | Focus::Add(path) => path.to_string(),
        other => format!("{other:?}"),
    }
}

#[test]
fn every_field_is_reached_by_tab_alone_and_backwards() {
    let mut app = sample();
    let mut forward = vec![focus(&app)];
    for _ in 0..500 {
        app.act(Action::NextField);
        forward.push(focus(&app));
    }
    let offer = app.workspace.as_ref().unwrap().offer();
    for instance in offer.applicable() {
        assert!(forward.contains(&instance.path.to_string()), "{} is not reached", instance.path);
    }
    for _ in 0..500 {
        app.act(Action::PreviousField);
    }
    assert_eq!(focus(&app), "offer.publisher");
}

#[test]
fn a_finding_about_what_is_not_used_now_can_be_reached() {
    let mut app = sample();
    let workspace = app.workspace.as_mut().unwrap();
    let (terms, text) = (FieldPath::parse("legal.terms").unwrap(), FieldPath::parse("legal.terms-text").unwrap());
    workspace.put(&text, "<p>AccountKey=bm90IGEgcmVhbCBrZXkgYXQgYWxsISEhISE=</p>", None).unwrap();
    workspace.choose(&terms, Value::Text("standard-contract".into())).unwrap();
    workspace.go_to(&text);
    assert_eq!(workspace.focus, Focus::Field(text.clone()));
    workspace.put(&text, "<p>Nothing.</p>", None).unwrap();
    assert!(workspace.items().iter().any(|item| item.focus().as_ref() == Some(&workspace.focus)), "it stays until it is left");
    workspace.go_to(&terms);
    workspace.go_to(&text);
    assert_ne!(workspace.focus, Focus::Field(text));
}

#[test]
fn a_row_that_is_gone_leads_to_its_list() {
    let mut app = sample();
    let workspace = app.workspace.as_mut().unwrap();
    workspace.go_to(&FieldPath::parse("plans[0].routes[7]").unwrap());
    assert_eq!(workspace.focus, Focus::Add(FieldPath::of("plans[].routes", &[0])));
    workspace.go_to(&FieldPath::parse("plans[0].routes[1]").unwrap());
    assert_eq!(workspace.focus, Focus::Field(FieldPath::of("plans[].routes[].name", &[0, 1])));
}

#[test]
fn an_invalid_field_never_holds_the_person() {
    let mut app = sample();
    "!!".chars().for_each(|c| drop(press(&mut app, KeyCode::Char(c))));
    assert!(app.workspace.as_ref().unwrap().findings.iter().any(|finding| finding.rule.id == "identifier-malformed"));
    press(&mut app, KeyCode::Tab);
    assert_eq!(focus(&app), "offer.id");
    app.act(Action::NextFinding);
    assert_eq!(focus(&app), "offer.publisher");
}

#[test]
fn a_change_is_a_draft_and_no_change_is_none() {
    let mut app = sample();
    press(&mut app, KeyCode::Right);
    assert!(!app.draft_due);
    press(&mut app, KeyCode::Char('x'));
    assert!(app.draft_due);
    assert!(matches!(app.update(Event::DraftDue).as_slice(), [Effect::KeepDraft(..)]));
    assert!(!app.draft_due);
    app.act(Action::Undo);
    assert!(matches!(app.update(Event::DraftDue).as_slice(), [Effect::ForgetDraft(_)]), "what is as saved needs no draft");
}

#[test]
fn ending_keeps_the_draft_first() {
    let mut app = sample();
    press(&mut app, KeyCode::Char('x'));
    assert!(matches!(app.update(Event::Terminate).as_slice(), [Effect::KeepDraft(..), Effect::Quit]));
}

#[test]
fn quitting_asks_only_for_a_loss() {
    let mut app = sample();
    assert!(matches!(app.act(Action::Quit).as_slice(), [Effect::Quit]));
    let mut app = sample();
    press(&mut app, KeyCode::Char('x'));
    assert!(app.act(Action::Quit).is_empty());
    assert!(matches!(app.popups.last(), Some(Popup::Ask(_))));
    press(&mut app, KeyCode::Esc);
    assert!(app.popups.is_empty() && app.workspace.is_some());
}

#[test]
fn rows_are_added_moved_removed_and_brought_back() {
    let mut app = sample();
    app.act(Action::GoToStep(4));
    let titles = |app: &App| {
        (0..app.workspace.as_ref().unwrap().offer().count("documentation.links"))
            .map(|row| text(app, &format!("documentation.links[{row}].title")))
            .collect::<Vec<_>>()
    };
    let before = titles(&app);
    app.act(Action::RowDown);
    assert_eq!(titles(&app), [before[1].clone(), before[0].clone(), before[2].clone()]);
    assert_eq!(focus(&app), "documentation.links[1].title");
    app.act(Action::RemoveRow);
    assert_eq!(titles(&app), [before[1].clone(), before[2].clone()]);
    app.act(Action::AddRow);
    assert_eq!(focus(&app), "documentation.links[2].title");
    (0..3).for_each(|_| drop(app.act(Action::Undo)));
    assert_eq!(titles(&app), before);
    assert!(!app.workspace.as_ref().unwrap().unsaved, "undone to the byte");
}

#[test]
fn sets_and_choices_follow_at_once() {
    let mut app = sample();
    app.act(Action::GoToStep(6));
    let regions = FieldPath::parse("plans[0].regions").unwrap();
    app.workspace.as_mut().unwrap().go_to(&regions);
    press(&mut app, KeyCode::Enter);
    press(&mut app, KeyCode::Down);
    press(&mut app, KeyCode::Char(' '));
    assert_eq!(
        app.workspace.as_ref().unwrap().offer().reading(&regions, Kind::Words),
        crate::offer::Reading::Value(Value::List(vec!["azure-global".into(), "azure-government".into()]))
    );
    press(&mut app, KeyCode::Enter);
    assert!(app.popups.is_empty());
}

#[test]
fn nothing_is_typed_where_nobody_looks() {
    let mut app = sample();
    press(&mut app, KeyCode::Esc);
    press(&mut app, KeyCode::Char('x'));
    app.act(Action::Quit);
    assert_eq!(text(&app, "offer.publisher"), "fjord-sensing");
}

#[test]
fn a_read_only_bundle_is_not_changed_by_anything() {
    let mut app = sample();
    app.workspace.as_mut().unwrap().read_only = true;
    let before: Vec<(String, String)> =
        app.workspace.as_ref().unwrap().document.texts().map(|(file, text)| (file.into(), text.into())).collect();
    for step in 0..10 {
        app.act(Action::GoToStep(step));
        for _ in 0..40 {
            for code in [KeyCode::Char('x'), KeyCode::Char(' '), KeyCode::Right, KeyCode::Backspace, KeyCode::Delete] {
                press(&mut app, code);
                app.popups.clear();
            }
            app.update(Event::Paste("pasted".into()));
            app.popups.clear();
            for action in [
                Action::AddRow,
                Action::RemoveRow,
                Action::RowUp,
                Action::RowDown,
                Action::Undo,
                Action::Redo,
                Action::Cut,
                Action::Paste,
                Action::Fix,
                Action::FormatJson,
                Action::MinifyJson,
            ] {
                app.act(action);
                app.popups.clear();
            }
            app.act(Action::Back);
            app.workspace.as_mut().unwrap().in_steps = false;
            app.act(Action::NextField);
        }
    }
    let after: Vec<(String, String)> =
        app.workspace.as_ref().unwrap().document.texts().map(|(file, text)| (file.into(), text.into())).collect();
    assert_eq!(after, before);
    assert!(app.update(Event::DraftDue).is_empty());
}

#[test]
fn a_fix_under_the_focus_is_applied_and_undone() {
    let mut app = sample();
    app.act(Action::GoToStep(1));
    app.update(Event::Paste("\u{200b}".into()));
    assert!(app.workspace.as_ref().unwrap().findings.iter().any(|finding| finding.rule.id == "text-invisible"));
    app.act(Action::Fix);
    assert_eq!(text(&app, "listing.title"), "Tank Level Gateway");
    app.act(Action::Undo);
    assert_eq!(text(&app, "listing.title"), "Tank Level Gateway\u{200b}");
}

#[test]
fn a_text_that_is_written_anew_is_shown_before() {
    let mut app = sample();
    let path = crate::offer::FieldPath::parse("listing.description").unwrap();
    let markdown = "# Tanks\n\nReads **all** of them.\n";
    app.workspace.as_mut().unwrap().put(&path, markdown, None).unwrap();
    app.workspace.as_mut().unwrap().go_to(&path);
    app.act(Action::Fix);
    let Some(Popup::Ask(question)) = app.popups.last() else { panic!("nothing is shown") };
    assert!(question.text.contains("<p>Reads <b>all</b> of them.</p>"), "{}", question.text);
    assert_eq!(text(&app, "listing.description"), markdown);
    app.update(Event::Key(KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE)));
    assert_eq!(text(&app, "listing.description"), "<h1>Tanks</h1>\n<p>Reads <b>all</b> of them.</p>\n");
    app.act(Action::Undo);
    assert_eq!(text(&app, "listing.description"), markdown);
}

#[test]
fn a_finding_is_suppressed_with_a_reason_and_undone() {
    let mut app = sample();
    app.act(Action::GoToStep(1));
    app.update(Event::Paste(" 2.0".into()));
    let has = |app: &App| app.workspace.as_ref().unwrap().findings.iter().any(|finding| finding.rule.id == "title-with-dot");
    assert!(has(&app));
    app.act(Action::Suppress);
    assert!(has(&app), "without a reason it has no effect");
    app.update(Event::Paste("Agreed with the reviewers.".into()));
    assert!(!has(&app));
    assert_eq!(app.workspace.as_ref().unwrap().suppressed.len(), 1);
    app.act(Action::Undo);
    app.act(Action::Undo);
    assert!(has(&app));
    assert_eq!(app.workspace.as_ref().unwrap().offer().count("suppressions"), 0);
}

#[test]
fn random_keys_do_no_harm() {
    // A small generator of its own: the same keys on every run.
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |most: u64| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed % most
    };
    let codes = [
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Backspace,
        KeyCode::Delete,
    ];
    let mut app = sample();
    for _ in 0..4000 {
        let code = match next(6) {
            0 => KeyCode::Char(char::from(b' ' + next(95) as u8)),
            1 => KeyCode::F(1 + next(12) as u8),
            _ => codes[next(codes.len() as u64) as usize],
        };
        let modifiers = [KeyModifiers::NONE, KeyModifiers::NONE, KeyModifiers::CONTROL, KeyModifiers::ALT, KeyModifiers::SHIFT]
            [next(5) as usize];
        app.update(Event::Key(KeyEvent::new(code, modifiers)));
        if app.workspace.is_none() || app.quitting {
            app = sample();
        }
        crate::offer::Document::parse(app.workspace.as_ref().unwrap().document.toml().text().to_string()).unwrap();
    }
}
