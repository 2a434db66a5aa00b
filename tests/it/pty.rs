//! The real binary in a pseudo-terminal, with keys as a person presses them.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How long a screen may take to show what is expected; nothing waits that long when all is well.
const PATIENCE: Duration = Duration::from_secs(20);

/// A wizard in a terminal.
pub struct Tui {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    parser: Arc<Mutex<vt100::Parser>>,
    raw: Arc<Mutex<Vec<u8>>>,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

impl Tui {
    /// Starts the binary in a terminal of this size, its state in `state`, started in `folder`.
    pub fn start(columns: u16, rows: u16, state: &Path, folder: &Path, arguments: &[&str]) -> Tui {
        Tui::start_with(columns, rows, state, folder, arguments, &[])
    }

    /// The same with more variables.
    pub fn start_with(
        columns: u16,
        rows: u16,
        state: &Path,
        folder: &Path,
        arguments: &[&str],
        variables: &[(&str, &str)],
    ) -> Tui {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_edge-offer"));
        command.args(arguments);
        command.cwd(folder);
        for name in ["NO_COLOR", "COLORTERM", "COLORFGBG", "ACCESSIBLE", "VISUAL", "EDITOR"] {
            command.env_remove(name);
        }
        command.env("TERM", "xterm-256color");
        command.env("EDGE_OFFER_STATE_DIR", state);
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let parser = Arc::new(Mutex::new(vt100::Parser::new(NonZero::new(rows).unwrap(), NonZero::new(columns).unwrap(), 0)));
        let raw = Arc::new(Mutex::new(Vec::new()));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let (screen, bytes) = (Arc::clone(&parser), Arc::clone(&raw));
        std::thread::spawn(move || {
            let mut buffer = [0; 65536];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                bytes.lock().unwrap().extend_from_slice(&buffer[..count]);
                screen.lock().unwrap().process(&buffer[..count]);
            }
        });
        Tui { child, master: pair.master, writer, parser, raw }
    }

    /// What the screen shows.
    pub fn screen(&self) -> String {
        self.parser.lock().unwrap().screen().contents()
    }

    /// The screen with its looks, when nothing was written to it for a moment.
    pub fn whole_screen(&self) -> vt100::Screen {
        let mut before = self.raw().len();
        loop {
            std::thread::sleep(Duration::from_millis(150));
            let now = self.raw().len();
            if now == before {
                return self.parser.lock().unwrap().screen().clone();
            }
            before = now;
        }
    }

    /// Whether the alternate screen is on.
    pub fn on_alternate_screen(&self) -> bool {
        self.parser.lock().unwrap().screen().alternate_screen()
    }

    /// Whether bracketed paste is on.
    pub fn takes_pastes(&self) -> bool {
        self.parser.lock().unwrap().screen().bracketed_paste()
    }

    /// Whether the mouse is reported.
    pub fn takes_mouse(&self) -> bool {
        self.parser.lock().unwrap().screen().mouse_protocol_mode() != vt100::MouseProtocolMode::None
    }

    /// Where the caret stands: row, column.
    pub fn caret(&self) -> (u16, u16) {
        self.parser.lock().unwrap().screen().cursor_position()
    }

    /// Every byte that went to the terminal so far.
    pub fn raw(&self) -> Vec<u8> {
        self.raw.lock().unwrap().clone()
    }

    /// Waits until something holds for the screen.
    #[track_caller]
    pub fn until(&self, what: &str, holds: impl Fn(&str) -> bool) {
        let start = Instant::now();
        loop {
            let screen = self.screen();
            if holds(&screen) {
                return;
            }
            assert!(start.elapsed() < PATIENCE, "waited in vain for {what}; the screen was:\n{screen}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until a text is on the screen.
    #[track_caller]
    pub fn wait(&self, text: &str) {
        self.until(text, |screen| screen.contains(text));
    }

    /// Waits until a text is no longer on the screen.
    #[track_caller]
    pub fn gone(&self, text: &str) {
        self.until(&format!("{text} to go"), |screen| !screen.contains(text));
    }

    /// Writes bytes as a terminal does.
    pub fn send(&mut self, bytes: &str) {
        self.writer.write_all(bytes.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// Types letters.
    pub fn text(&mut self, text: &str) {
        self.send(text);
    }

    /// Presses keys by name: `Tab`, `^S`, `F8`, `Alt-8`, `Down`.
    pub fn press(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            let bytes = match key {
                "Tab" => "\t".to_string(),
                "BackTab" => "\x1b[Z".to_string(),
                "Enter" => "\r".to_string(),
                "Space" => " ".to_string(),
                "Backspace" => "\x7f".to_string(),
                "Up" => "\x1b[A".to_string(),
                "Down" => "\x1b[B".to_string(),
                "Right" => "\x1b[C".to_string(),
                "Left" => "\x1b[D".to_string(),
                "Home" => "\x1b[H".to_string(),
                "End" => "\x1b[F".to_string(),
                "PgUp" => "\x1b[5~".to_string(),
                "PgDn" => "\x1b[6~".to_string(),
                "F1" => "\x1bOP".to_string(),
                "F2" => "\x1bOQ".to_string(),
                "F3" => "\x1bOR".to_string(),
                "F5" => "\x1b[15~".to_string(),
                "F6" => "\x1b[17~".to_string(),
                "F7" => "\x1b[18~".to_string(),
                "F8" => "\x1b[19~".to_string(),
                "Esc" => "\x1b".to_string(),
                key if key.starts_with('^') => char::from(key.as_bytes()[1] & 0x1f).to_string(),
                key if key.starts_with("Alt-") => format!("\x1b{}", &key[4..]),
                key => panic!("what is {key}?"),
            };
            self.send(&bytes);
            // Alone on the line, an escape is a key and not the start of another.
            if key == "Esc" {
                std::thread::sleep(Duration::from_millis(30));
            }
        }
    }

    /// Pastes a text as a terminal does.
    pub fn paste(&mut self, text: &str) {
        self.send(&format!("\x1b[200~{text}\x1b[201~"));
    }

    /// Clicks the left button.
    pub fn click(&mut self, column: u16, row: u16) {
        self.send(&format!("\x1b[<0;{};{}M\x1b[<0;{};{}m", column + 1, row + 1, column + 1, row + 1));
    }

    /// Makes the terminal larger or smaller.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.parser.lock().unwrap().screen_mut().set_size(NonZero::new(rows).unwrap(), NonZero::new(columns).unwrap());
        self.master.resize(size(columns, rows)).unwrap();
    }

    /// The number of the process.
    pub fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Sends a signal to the process: `TERM`, `KILL`, `STOP`.
    pub fn signal(&self, name: &str) {
        let status = std::process::Command::new("kill").arg(format!("-{name}")).arg(self.process().to_string()).status().unwrap();
        assert!(status.success());
    }

    /// Waits until the program has ended and gives its status.
    #[track_caller]
    pub fn exit(&mut self) -> u32 {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                // What it wrote last is still on its way.
                std::thread::sleep(Duration::from_millis(50));
                return status.exit_code();
            }
            assert!(start.elapsed() < PATIENCE, "it does not end; the screen was:\n{}", self.screen());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Ends the program without a word.
    pub fn kill(&mut self) {
        self.signal("KILL");
        self.exit();
    }
}
