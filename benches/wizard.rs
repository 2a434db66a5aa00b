//! What a person waits for: a key, an opening, a save. `cargo bench --bench wizard`.

#![allow(clippy::panic, reason = "a bench that cannot begin says why")]

use divan::Bencher;
use edge_offer::app::keys::Action;
use edge_offer::app::workspace::Workspace;
use edge_offer::app::{App, Event};
use edge_offer::disk::bundle;
use edge_offer::offer::FieldPath;
use edge_offer::ui::{self, theme::Theme};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

fn main() {
    divan::main();
}

fn sample_on_disk() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("no temporary folder: {error}"));
    for (name, bytes) in edge_offer::sample::FILES {
        edge_offer::disk::write::atomically(&folder.path().join(name), bytes).unwrap_or_else(|error| panic!("{error:#}"));
    }
    folder
}

/// The wizard in the description of 5,000 characters, and a screen.
fn editing(columns: u16, rows: u16) -> (App, Terminal<TestBackend>) {
    let mut document = edge_offer::sample::document();
    let path = FieldPath::of("listing.description", &[]);
    let mut html = String::new();
    while html.len() < 4_900 {
        html.push_str("<p>The gateway reads <b>ultrasonic</b> sensors, smooths their readings and sends what has changed.</p>\n");
    }
    html.truncate(4_900);
    let _ = document.set_content(&path, &html, "description.html", None);
    let base = bundle::base_of(&document);
    let mut app = App::with_workspace(Workspace::new(None, document, base, None));
    app.act(Action::GoToStep(1));
    (0..3).for_each(|_| drop(app.act(Action::NextField)));
    app.act(Action::Enter);
    let Ok(terminal) = Terminal::new(TestBackend::new(columns, rows));
    (app, terminal)
}

/// One key in the long description: document, rules, frame.
#[divan::bench]
fn key_to_frame_in_a_description_of_5000(bencher: Bencher) {
    let (mut app, mut terminal) = editing(120, 40);
    let mut turn = 0u32;
    bencher.bench_local(|| {
        turn += 1;
        let code = if turn.is_multiple_of(2) { KeyCode::Backspace } else { KeyCode::Char('x') };
        app.update(Event::Key(KeyEvent::new(code, KeyModifiers::NONE)));
        let Ok(_) = terminal.draw(|frame| app.regions = ui::draw(&app, Theme::default(), frame));
    });
}

/// One key in the title, on the page.
#[divan::bench]
fn key_to_frame_on_a_page(bencher: Bencher) {
    let (mut app, mut terminal) = editing(120, 40);
    app.act(Action::Back);
    app.act(Action::GoToStep(0));
    let mut turn = 0u32;
    bencher.bench_local(|| {
        turn += 1;
        let code = if turn.is_multiple_of(2) { KeyCode::Backspace } else { KeyCode::Char('x') };
        app.update(Event::Key(KeyEvent::new(code, KeyModifiers::NONE)));
        let Ok(_) = terminal.draw(|frame| app.regions = ui::draw(&app, Theme::default(), frame));
    });
}

/// Opening the sample from disk and judging it by every rule.
#[divan::bench]
fn open_and_check_the_sample(bencher: Bencher) {
    let folder = sample_on_disk();
    bencher.bench_local(|| bundle::open(folder.path()).map(|bundle| edge_offer::rules::check(&bundle.document, None)));
}

/// Judging the sample by every rule.
#[divan::bench]
fn check_the_sample(bencher: Bencher) {
    let document = edge_offer::sample::document();
    bencher.bench_local(|| edge_offer::rules::check(&document, None));
}

/// Saving a change of one field: one file, synced.
#[divan::bench]
fn save_one_field(bencher: Bencher) {
    let folder = sample_on_disk();
    let Ok(opened) = bundle::open(folder.path()) else { return };
    let (mut document, mut base, mut turn) = (opened.document, opened.base, 0u32);
    bencher.bench_local(|| {
        turn += 1;
        let _ = edge_offer::offer::set::set_from_text(&mut document, "listing.title", &format!("Title {turn}"));
        if let Ok((_, now)) = bundle::save(&document, folder.path(), &base, false) {
            base = now;
        }
    });
}

/// The whole package in memory and on disk.
#[divan::bench]
fn export_the_sample(bencher: Bencher) {
    let (folder, out) = (sample_on_disk(), sample_on_disk());
    let Ok(opened) = bundle::open(folder.path()) else { return };
    let target = out.path().join("package.zip");
    bencher.bench_local(|| edge_offer::disk::package::export(&opened.document, folder.path(), &target, false, None));
}
