//! The terminal's answer to "what is your background?" among the keys.
//!
//! The question is sent once, without waiting: a terminal that does not know it says nothing and costs nothing. The
//! answer comes through the keyboard (`ESC ] 11 ; rgb:RRRR/GGGG/BBBB ESC \`), where it looks like Alt-], letters, Alt-\.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// The question.
pub const QUESTION: &str = "\x1b]11;?\x1b\\";

/// What became of an event.
#[derive(Debug, PartialEq)]
pub enum Sifted {
    /// These events are a person's.
    Events(Vec<Event>),
    /// The terminal's background, red, green, blue.
    Background((u8, u8, u8)),
}

/// Sifts the answer out of the events.
#[derive(Debug)]
pub struct Sieve {
    expected: bool,
    held: Vec<Event>,
    text: String,
}

impl Sieve {
    /// A sieve; `expected` says whether the question was asked.
    pub fn new(expected: bool) -> Sieve {
        Sieve { expected, held: Vec::new(), text: String::new() }
    }

    /// Takes an event.
    pub fn sift(&mut self, event: Event) -> Sifted {
        let Event::Key(key) = &event else { return self.release(Some(event)) };
        if self.held.is_empty() {
            if self.expected && is_alt(key, ']') {
                self.held.push(event);
                return Sifted::Events(Vec::new());
            }
            return Sifted::Events(vec![event]);
        }
        if is_alt(key, '\\') || (key.code == KeyCode::Char('g') && key.modifiers == KeyModifiers::CONTROL) {
            return match color(&self.text) {
                Some(color) => {
                    self.expected = false;
                    self.held.clear();
                    Sifted::Background(color)
                }
                None => self.release(Some(event)),
            };
        }
        match key.code {
            KeyCode::Char(c) if (c.is_ascii_hexdigit() || "rgba:;/".contains(c)) && self.text.len() < 40 => {
                self.text.push(c);
                self.held.push(event);
                Sifted::Events(Vec::new())
            }
            _ => self.release(Some(event)),
        }
    }

    /// Gives back what was held: nothing more came for a while, or it was no answer.
    pub fn release(&mut self, last: Option<Event>) -> Sifted {
        self.text.clear();
        let mut events = std::mem::take(&mut self.held);
        events.extend(last);
        Sifted::Events(events)
    }
}

fn is_alt(key: &KeyEvent, letter: char) -> bool {
    key.code == KeyCode::Char(letter) && key.modifiers.contains(KeyModifiers::ALT)
}

fn color(answer: &str) -> Option<(u8, u8, u8)> {
    let parts = answer.strip_prefix("11;rgb:").or_else(|| answer.strip_prefix("11;rgba:"))?;
    let mut channels = parts.split('/').map(|part| {
        let value = u32::from_str_radix(part, 16).ok()?;
        let most = 16u32.checked_pow(u32::try_from(part.len()).ok()?)?.checked_sub(1)?;
        u8::try_from(value * 255 / most.max(1)).ok()
    });
    Some((channels.next()??, channels.next()??, channels.next()??))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feed(sieve: &mut Sieve, keys: &str) -> (Vec<Event>, Option<(u8, u8, u8)>) {
        let (mut events, mut background) = (Vec::new(), None);
        let mut chars = keys.chars();
        while let Some(c) = chars.next() {
            let (code, modifiers) = match c {
                '\x1b' => (chars.next().unwrap(), KeyModifiers::ALT),
                '\x07' => ('g', KeyModifiers::CONTROL),
                c => (c, KeyModifiers::NONE),
            };
            match sieve.sift(Event::Key(KeyEvent::new(KeyCode::Char(code), modifiers))) {
                Sifted::Events(more) => events.extend(more),
                Sifted::Background(color) => background = Some(color),
            }
        }
        (events, background)
    }

    #[test]
    fn the_answer_is_taken_and_keys_around_it_are_kept() {
        let (events, background) = feed(&mut Sieve::new(true), "a\x1b]11;rgb:1e1e/ffff/0000\x1b\\b");
        assert_eq!((events.len(), background), (2, Some((0x1e, 0xff, 0))));
        let (events, background) = feed(&mut Sieve::new(true), "\x1b]11;rgb:ff/00/80\x07");
        assert_eq!((events.len(), background), (0, Some((255, 0, 128))));
    }

    #[test]
    fn no_key_of_a_person_is_eaten() {
        let (events, background) = feed(&mut Sieve::new(true), "\x1b]hello");
        assert_eq!((events.len(), background), (6, None));
        let (events, _) = feed(&mut Sieve::new(false), "\x1b]11;rgb:ff/00/80\x07");
        assert_eq!(events.len(), 17);
        let mut sieve = Sieve::new(true);
        assert_eq!(feed(&mut sieve, "\x1b]1").0.len(), 0);
        assert!(matches!(sieve.release(None), Sifted::Events(events) if events.len() == 2));
    }
}
