//! Every screen as it is drawn, at three sizes. `INSTA_UPDATE=always cargo test screens` takes new pictures; look at them.

use edge_offer::app::keys::Action;
use edge_offer::app::start::{StartPage, new_offer};
use edge_offer::app::workspace::Workspace;
use edge_offer::app::{App, Event};
use edge_offer::disk::bundle::base_of;
use edge_offer::ui::{self, theme::Theme};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

const SIZES: [(u16, u16); 3] = [(120, 40), (80, 24), (60, 20)];

fn draw(app: &mut App, (columns, rows): (u16, u16)) -> String {
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    let mut regions = None;
    terminal.draw(|frame| regions = Some(ui::draw(app, Theme::default(), frame))).unwrap();
    app.regions = regions.unwrap();
    terminal.backend().to_string()
}

fn sample() -> App {
    let document = edge_offer::sample::document();
    let base = base_of(&document);
    let mut workspace = Workspace::new(Some("/bundles/tank-level-gateway".into()), document, base, None);
    workspace.draft = None;
    App::with_workspace(workspace)
}

fn press(app: &mut App, code: KeyCode) {
    app.update(Event::Key(KeyEvent::new(code, KeyModifiers::NONE)));
}

fn shown(name: &str, app: &mut App) {
    for size in SIZES {
        insta::assert_snapshot!(format!("{name}-{}x{}", size.0, size.1), draw(app, size));
    }
}

#[test]
fn every_step_of_the_sample() {
    let mut app = sample();
    for step in 0..10 {
        app.act(Action::GoToStep(step));
        shown(&format!("step-{step}"), &mut app);
    }
}

#[test]
fn a_new_offer_is_not_scolded() {
    let mut workspace = new_offer();
    workspace.draft = None;
    let mut app = App::with_workspace(workspace);
    shown("new-offer", &mut app);
    app.act(Action::GoToStep(9));
    shown("new-review", &mut app);
}

#[test]
fn a_finding_stands_at_its_field() {
    let mut app = sample();
    app.act(Action::GoToStep(1));
    for c in " 1.0\u{202e}".chars() {
        press(&mut app, KeyCode::Char(c));
    }
    shown("title-with-findings", &mut app);
    app.act(Action::NextField);
    shown("title-left-with-findings", &mut app);
}

#[test]
fn windows_over_the_page() {
    let mut app = sample();
    app.act(Action::Help);
    shown("help", &mut app);
    press(&mut app, KeyCode::Esc);
    app.act(Action::Palette);
    for c in "logo".chars() {
        press(&mut app, KeyCode::Char(c));
    }
    shown("palette", &mut app);
    press(&mut app, KeyCode::Esc);
    app.act(Action::GoToStep(1));
    for _ in 0..4 {
        app.act(Action::NextField);
    }
    app.act(Action::Enter);
    shown("choice", &mut app);
    press(&mut app, KeyCode::Esc);
    press(&mut app, KeyCode::Right);
    app.act(Action::Quit);
    shown("quit", &mut app);
}

#[test]
fn a_long_text_stands_beside_its_result() {
    let mut app = sample();
    app.act(Action::GoToStep(1));
    for _ in 0..3 {
        app.act(Action::NextField);
    }
    app.act(Action::Enter);
    shown("description", &mut app);
}

#[test]
fn the_start_page() {
    let mut app = App::new(StartPage::default());
    app.start.lines = vec![
        edge_offer::app::start::Start::New,
        edge_offer::app::start::Start::Import,
        edge_offer::app::start::Start::Open,
        edge_offer::app::start::Start::Sample,
    ];
    shown("start", &mut app);
}

#[test]
fn every_size_can_be_drawn() {
    let mut app = sample();
    for step in 0..10 {
        app.act(Action::GoToStep(step));
        for columns in [1, 2, 5, 39, 40, 41, 69, 70, 109, 110, 300] {
            for rows in [1, 2, 9, 10, 11, 29, 30, 100] {
                draw(&mut app, (columns, rows));
            }
        }
    }
    app.act(Action::GoToStep(1));
    for _ in 0..3 {
        app.act(Action::NextField);
    }
    app.act(Action::Enter);
    for size in [(40, 10), (41, 12), (89, 11), (90, 10)] {
        draw(&mut app, size);
    }
}
