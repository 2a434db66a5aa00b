//! The wizard in a real terminal: events in, frames out, effects done.

mod background;
pub mod effects;
mod graphics;
pub mod pictures;
mod terminal;

use crate::app::{App, Effect, Event, Outcome};
use crate::ui::theme::{Depth, Theme};
use anyhow::{Result, bail};
use graphics::{Graphics, Known, Protocol};
use std::io::IsTerminal;
use std::panic::AssertUnwindSafe;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use terminal::{Signal, Terminal};

/// How long after a change its draft is written at the latest.
const DRAFT_AFTER: Duration = Duration::from_millis(500);

/// What comes to the loop.
enum Incoming {
    /// From terminal or effects.
    Event(Event),
    /// From the system.
    Signal(Signal),
    /// The terminal named its background.
    Background((u8, u8, u8)),
    /// The terminal draws pictures so.
    Graphics(graphics::Protocol),
}

/// Runs the wizard until the person leaves. `first` has happened before the first frame.
///
/// # Errors
/// Where there is no terminal, or it fails; a draft is kept first.
pub fn run(mut app: App, first: Option<Outcome>) -> Result<()> {
    need_terminal()?;
    let theme = Theme::of_environment(|name| std::env::var(name).ok());
    let panicked = quiet_panics();
    let (sender, receiver) = channel();
    let later = first.map(|outcome| app.update(Event::Done(outcome))).unwrap_or_default();
    let known = match theme.depth {
        Depth::None => Known::None,
        _ => Protocol::of_environment(|name| std::env::var(name).ok()),
    };
    let ask_background = theme.depth != Depth::None && theme.light.is_none();
    let terminal = Terminal::enter(&sender, app.mouse, ask_background, known == Known::Ask)?;
    let mut graphics = Graphics::default();
    if let Known::Has(protocol) = known {
        graphics.set(protocol);
    }
    let worker = Worker::start(&sender);
    later.into_iter().for_each(|effect| worker.send(effect));
    let theme = Theme { graphics: graphics.is_on(), ..theme };
    let mut wizard = Wizard { theme, terminal, worker, graphics, due: None };
    let result = std::panic::catch_unwind(AssertUnwindSafe(|| wizard.serve(&mut app, &receiver)));
    // Where that fails the terminal is gone, and its pictures with it.
    let _ = wizard.terminal.draw_pictures(&wizard.graphics.leave());
    wizard.terminal.leave();
    let outcome = match result {
        Ok(result) => result,
        Err(_) => {
            // The state may be half-changed, but the texts in it are whole: each is replaced as one.
            let kept = std::panic::catch_unwind(AssertUnwindSafe(|| app.update(Event::DraftDue)));
            let is_kept = kept.map(|effects| effects.into_iter().for_each(|effect| wizard.worker.send(effect))).is_ok();
            let told = panicked.lock().map(|told| told.clone()).unwrap_or_default();
            let draft = if is_kept {
                "What you typed is kept as a draft; the next start offers it."
            } else {
                "The last draft is kept; the next start offers it."
            };
            Err(anyhow::anyhow!("this is a bug in edge-offer, sorry: {told}\n{draft}"))
        }
    };
    wizard.worker.finish();
    outcome
}

/// Keeps the message of a panic for later: on the alternate screen it would be lost, and would tear the picture.
fn quiet_panics() -> Arc<Mutex<String>> {
    let told = Arc::new(Mutex::new(String::new()));
    let keep = Arc::clone(&told);
    std::panic::set_hook(Box::new(move |info| {
        if let Ok(mut told) = keep.lock() {
            *told = crate::visible::visible(&info.to_string()).into_owned();
        }
    }));
    told
}

struct Wizard {
    theme: Theme,
    terminal: Terminal,
    worker: Worker,
    graphics: Graphics,
    /// When the draft has to be written.
    due: Option<Instant>,
}

impl Wizard {
    fn serve(&mut self, app: &mut App, receiver: &Receiver<Incoming>) -> Result<()> {
        let mut redraw = true;
        loop {
            if redraw {
                let theme = self.theme;
                app.regions = self.terminal.draw(|frame| crate::ui::draw(app, theme, frame))?;
                self.terminal.draw_pictures(&self.graphics.change(&app.regions.pictures, &app.gallery))?;
            }
            redraw = true;
            match app.draft_due {
                true => drop(self.due.get_or_insert_with(|| Instant::now() + DRAFT_AFTER)),
                false => self.due = None,
            }
            let incoming = match self.due {
                Some(due) => match receiver.recv_timeout(due.saturating_duration_since(Instant::now())) {
                    Ok(incoming) => incoming,
                    Err(RecvTimeoutError::Timeout) => Incoming::Event(Event::DraftDue),
                    Err(RecvTimeoutError::Disconnected) => return Ok(()),
                },
                None => match receiver.recv() {
                    Ok(incoming) => incoming,
                    Err(_) => return Ok(()),
                },
            };
            if self.take(app, incoming)? {
                return Ok(());
            }
            // A burst of keys is one frame.
            while let Ok(incoming) = receiver.try_recv() {
                if self.take(app, incoming)? {
                    return Ok(());
                }
            }
        }
    }

    /// Takes one event; `true` where that was the last.
    fn take(&mut self, app: &mut App, incoming: Incoming) -> Result<bool> {
        let effects = match incoming {
            Incoming::Event(event) => {
                #[cfg(debug_assertions)]
                panic_if_asked(&event);
                // The screen of another size is drawn anew, all of it.
                if let Event::Resize(..) = event {
                    self.graphics.forget();
                }
                app.update(event)
            }
            Incoming::Signal(Signal::End) => {
                let effects = app.update(Event::Terminate);
                effects.into_iter().for_each(|effect| self.worker.send(effect));
                return Ok(true);
            }
            Incoming::Signal(Signal::Stop) => app.act(crate::app::keys::Action::Suspend),
            Incoming::Signal(Signal::Continued) => {
                self.terminal.resume()?;
                self.graphics.forget();
                Vec::new()
            }
            Incoming::Graphics(protocol) => {
                self.graphics.set(protocol);
                self.theme.graphics = self.graphics.is_on();
                Vec::new()
            }
            Incoming::Background(color) => {
                self.theme = self.theme.on_background(color);
                Vec::new()
            }
        };
        for effect in effects {
            if self.perform(app, effect)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Does an effect: those of the terminal here, the others in the worker.
    fn perform(&mut self, app: &mut App, effect: Effect) -> Result<bool> {
        match effect {
            Effect::Quit => return Ok(true),
            Effect::Mouse(on) => self.terminal.mouse(on)?,
            Effect::Copy(text) => self.terminal.copy(&text)?,
            Effect::Suspend => {
                self.terminal.suspend()?;
                self.graphics.forget();
            }
            Effect::ExternalEditor(name, text) => {
                let edited = self.terminal.without(|| effects::external_editor(&name, &text))?;
                self.graphics.forget();
                for effect in app.update(Event::Done(Outcome::Edited(edited))) {
                    self.worker.send(effect);
                }
            }
            effect => self.worker.send(effect),
        }
        Ok(false)
    }
}

/// In a debug build a test can ask for a panic, to see that nothing is lost in one.
#[cfg(debug_assertions)]
#[expect(clippy::panic, reason = "asked for by a test")]
fn panic_if_asked(event: &Event) {
    if let Event::Paste(text) = event
        && std::env::var("EDGE_OFFER_PANIC_ON_PASTE").is_ok_and(|wanted| wanted == *text)
    {
        panic!("asked for by a test");
    }
}

/// Does effects in their order, so that the wizard never waits for a disk.
struct Worker {
    jobs: Option<Sender<Effect>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Worker {
    fn start(sender: &Sender<Incoming>) -> Worker {
        let (jobs, todo) = channel::<Effect>();
        let sender = sender.clone();
        let thread = std::thread::spawn(move || {
            for effect in todo {
                // One that fails in a way nobody foresaw must not take the others with it.
                let outcome = std::panic::catch_unwind(AssertUnwindSafe(|| effects::perform(effect))).ok().flatten();
                if let Some(outcome) = outcome {
                    // The wizard may have ended; then nobody wants to know.
                    let _ = sender.send(Incoming::Event(Event::Done(outcome)));
                }
            }
        });
        Worker { jobs: Some(jobs), thread: Some(thread) }
    }

    fn send(&self, effect: Effect) {
        if let Some(jobs) = &self.jobs {
            let _ = jobs.send(effect);
        }
    }

    /// Waits until everything is on disk.
    fn finish(mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The wizard on one bundle: what `edge-offer BUNDLE` runs.
///
/// # Errors
/// As [`run`], and where the bundle cannot be opened.
pub fn edit(bundle: &std::path::Path) -> Result<()> {
    need_terminal()?;
    // A bundle that cannot be opened is told on the shell, where the reason can be read and copied.
    let opened = match effects::perform(Effect::Open(bundle.to_path_buf())) {
        Some(Outcome::Opened(Err(reason))) => bail!(reason),
        opened => opened,
    };
    let mut app = App::new(crate::app::start::StartPage::default());
    app.start.is_only_for_question = true;
    run(app, opened)
}

fn need_terminal() -> Result<()> {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        bail!(
            "the wizard needs a terminal; `edge-offer --accessible` asks line by line, `edge-offer new --no-input --set FIELD=VALUE` asks nothing"
        );
    }
    Ok(())
}
