//! Enters and leaves the terminal, reads its events, and hears what the system says.

use super::Incoming;
use super::background::{QUESTION, Sieve, Sifted};
use super::graphics;
use crate::app::{Event, Regions};
use anyhow::{Context, Result};
use crossterm::event::{self, DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::execute;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use ratatui::Frame;
use ratatui::backend::CrosstermBackend;
use std::io::{BufWriter, Stdout, Write, stdout};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::time::Duration;

/// What the system says.
#[cfg_attr(not(unix), expect(dead_code, reason = "other systems do not stop processes"))]
pub enum Signal {
    /// The process is to end, or its terminal is gone.
    End,
    /// The process is to stop for a while.
    Stop,
    /// The process goes on.
    Continued,
}

type Screen = ratatui::Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// A terminal that is ours until [`Terminal::leave`].
pub struct Terminal {
    screen: Screen,
    mouse: bool,
    /// Whether somebody else reads the keyboard.
    paused: Arc<AtomicBool>,
    /// Whether the reader has noticed.
    resting: Arc<AtomicBool>,
    left: bool,
}

impl Terminal {
    /// Takes the terminal and begins to read it.
    pub fn enter(sender: &Sender<Incoming>, mouse: bool, ask_background: bool, ask_graphics: bool) -> Result<Terminal> {
        let screen = fresh_screen()?;
        let (paused, resting) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        let mut terminal = Terminal { screen, mouse, paused: Arc::clone(&paused), resting: Arc::clone(&resting), left: true };
        terminal.take()?;
        let name = std::env::var("TERM").unwrap_or_default();
        let ask = ask_background && !matches!(name.as_str(), "" | "dumb" | "linux");
        if ask || ask_graphics {
            let mut out = stdout();
            out.write_all(if ask { QUESTION } else { "" }.as_bytes())?;
            out.write_all(if ask_graphics { graphics::QUESTION } else { "" }.as_bytes())?;
            out.flush()?;
        }
        let (keys, system) = (sender.clone(), sender.clone());
        std::thread::spawn(move || read_events(&keys, Sieve::new(ask, ask_graphics), &paused, &resting));
        platform::listen(system);
        Ok(terminal)
    }

    /// Draws a frame, in one write.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame) -> Regions) -> Result<Regions> {
        let mut regions = Regions::default();
        self.screen.draw(|frame| regions = draw(frame)).context("the terminal could not be written to")?;
        Ok(regions)
    }

    /// Writes what draws pictures over the frame.
    pub fn draw_pictures(&mut self, commands: &str) -> Result<()> {
        if !commands.is_empty() {
            let mut out = stdout();
            out.write_all(commands.as_bytes())?;
            out.flush()?;
        }
        Ok(())
    }

    /// Takes the mouse, or leaves it to the terminal.
    pub fn mouse(&mut self, on: bool) -> Result<()> {
        self.mouse = on;
        if on {
            execute!(stdout(), EnableMouseCapture)?
        } else {
            execute!(stdout(), DisableMouseCapture)?
        }
        Ok(())
    }

    /// Puts a text on the clipboard, where the terminal can do that (OSC 52).
    pub fn copy(&mut self, text: &str) -> Result<()> {
        execute!(stdout(), crossterm::clipboard::CopyToClipboard::to_clipboard_from(text))?;
        Ok(())
    }

    /// Hands the terminal to something else, and takes it again.
    pub fn without<T>(&mut self, work: impl FnOnce() -> T) -> Result<T> {
        self.paused.store(true, Ordering::SeqCst);
        // The reader looks up ten times a second; nothing must read the keyboard beside the other program.
        for _ in 0..100 {
            if self.resting.load(Ordering::SeqCst) {
                break;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        self.leave();
        let result = work();
        self.take()?;
        self.paused.store(false, Ordering::SeqCst);
        Ok(result)
    }

    /// Stops the process as Ctrl-Z does elsewhere, and comes back with it.
    pub fn suspend(&mut self) -> Result<()> {
        self.without(platform::stop)
    }

    /// Comes back after the process was stopped from outside.
    pub fn resume(&mut self) -> Result<()> {
        self.left = true;
        self.take()
    }

    /// Gives the terminal back as it was. Says nothing where that fails: there is nobody left to say it to.
    pub fn leave(&mut self) {
        if !self.left {
            self.left = true;
            let _ = execute!(stdout(), DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen, crossterm::cursor::Show);
            let _ = disable_raw_mode();
        }
    }

    fn take(&mut self) -> Result<()> {
        enable_raw_mode().context("the terminal could not be used")?;
        self.left = false;
        execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
        if self.mouse {
            execute!(stdout(), EnableMouseCapture)?;
        }
        // A screen that knows of nothing drawn yet. (Clearing the old one would ask the terminal where its caret is and wait.)
        execute!(stdout(), crossterm::terminal::Clear(crossterm::terminal::ClearType::All))?;
        self.screen = fresh_screen()?;
        Ok(())
    }
}

fn fresh_screen() -> Result<Screen> {
    ratatui::Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(1 << 16, stdout())))
        .context("the terminal could not be used")
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.leave();
    }
}

fn read_events(sender: &Sender<Incoming>, mut sieve: Sieve, paused: &AtomicBool, resting: &AtomicBool) {
    loop {
        if paused.load(Ordering::SeqCst) {
            resting.store(true, Ordering::SeqCst);
            std::thread::sleep(Duration::from_millis(10));
            continue;
        }
        resting.store(false, Ordering::SeqCst);
        let sifted = match event::poll(Duration::from_millis(100)) {
            Ok(true) => match event::read() {
                Ok(event) => sieve.sift(event),
                Err(_) => return drop(sender.send(Incoming::Signal(Signal::End))),
            },
            Ok(false) => sieve.release(None),
            Err(_) => return drop(sender.send(Incoming::Signal(Signal::End))),
        };
        let incoming: Vec<Incoming> = match sifted {
            Sifted::Background(color) => vec![Incoming::Background(color)],
            Sifted::Graphics(protocol) => vec![Incoming::Graphics(protocol)],
            Sifted::Events(events) => events.into_iter().filter_map(incoming).collect(),
        };
        for incoming in incoming {
            if sender.send(incoming).is_err() {
                return;
            }
        }
    }
}

fn incoming(event: event::Event) -> Option<Incoming> {
    Some(Incoming::Event(match event {
        event::Event::Key(key) => Event::Key(key),
        event::Event::Paste(text) => Event::Paste(text),
        event::Event::Mouse(mouse) => Event::Mouse(mouse),
        event::Event::Resize(columns, rows) => Event::Resize(columns, rows),
        event::Event::FocusGained | event::Event::FocusLost => return None,
    }))
}

#[cfg(unix)]
mod platform {
    use super::{Incoming, Signal};
    use rustix::event::{PollFd, PollFlags, poll};
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
    use std::sync::mpsc::Sender;

    /// Hears the system's signals, and the end of the terminal, which does not always come as a signal.
    pub fn listen(sender: Sender<Incoming>) {
        let hang_up = sender.clone();
        std::thread::spawn(move || {
            let stdin = std::io::stdin();
            let mut watched = [PollFd::new(&stdin, PollFlags::empty())];
            loop {
                match poll(&mut watched, None) {
                    Ok(_) if watched[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) => break,
                    Ok(_) | Err(rustix::io::Errno::INTR) => {}
                    Err(_) => return,
                }
            }
            let _ = hang_up.send(Incoming::Signal(Signal::End));
        });
        let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT]) else { return };
        std::thread::spawn(move || {
            for signal in signals.forever() {
                let signal = match signal {
                    SIGTSTP => Signal::Stop,
                    SIGCONT => Signal::Continued,
                    _ => Signal::End,
                };
                if sender.send(Incoming::Signal(signal)).is_err() {
                    return;
                }
            }
        });
    }

    /// Stops this process until the shell lets it go on. (SIGTSTP is heard by ourselves, so it is SIGSTOP.)
    pub fn stop() {
        let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::STOP);
    }
}

#[cfg(not(unix))]
mod platform {
    use super::Incoming;
    use std::sync::mpsc::Sender;

    /// This system ends console programs without a word that safe code could hear; the draft is there.
    pub fn listen(_sender: Sender<Incoming>) {}

    /// Processes cannot be stopped here.
    pub fn stop() {}
}
