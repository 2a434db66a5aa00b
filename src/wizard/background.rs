//! The terminal's answers among the keys: its background, its graphics, its name.
//!
//! The questions are sent once, without waiting: a terminal that does not know one says nothing and costs nothing. The
//! answers come through the keyboard, where they look like keys: `ESC ] 11 ; rgb:RRRR/GGGG/BBBB ESC \` is Alt-], letters, Alt-\;
//! the one about graphics begins with Alt-_ (APC), the one with the name with Alt-P (DCS). After a while none is expected any more.

use super::graphics::Protocol;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use std::time::{Duration, Instant};

/// The question for the background.
pub const QUESTION: &str = "\x1b]11;?\x1b\\";
/// How long an answer is expected: a slow line across the world takes a second.
const PATIENCE: Duration = Duration::from_secs(5);
/// No answer is longer.
const LONGEST: usize = 80;

/// What became of an event.
#[derive(Debug, PartialEq)]
pub enum Sifted {
    /// These events are a person's.
    Events(Vec<Event>),
    /// The terminal's background, red, green, blue.
    Background((u8, u8, u8)),
    /// The terminal draws pictures so.
    Graphics(Protocol),
}

/// What begins with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Background,
    Graphics,
    Name,
}

impl Answer {
    /// Whether this can be the next letter of the answer, behind `text`.
    fn takes(self, text: &str, c: char) -> bool {
        let first = match self {
            Answer::Background => return c.is_ascii_hexdigit() || "rgba:;/".contains(c),
            Answer::Graphics => 'G',
            Answer::Name => '>',
        };
        if text.is_empty() { c == first } else { c.is_ascii_graphic() || c == ' ' }
    }
}

/// Sifts the answers out of the events.
#[derive(Debug)]
pub struct Sieve {
    background: bool,
    graphics: bool,
    until: Instant,
    reading: Option<Answer>,
    held: Vec<Event>,
    text: String,
}

impl Sieve {
    /// A sieve; which questions were asked.
    pub fn new(background: bool, graphics: bool) -> Sieve {
        Sieve { background, graphics, until: Instant::now() + PATIENCE, reading: None, held: Vec::new(), text: String::new() }
    }

    /// Takes an event.
    pub fn sift(&mut self, event: Event) -> Sifted {
        let Event::Key(key) = &event else { return self.release(Some(event)) };
        let Some(answer) = self.reading else {
            self.reading = self.begins(key);
            if self.reading.is_some() {
                self.held.push(event);
                return Sifted::Events(Vec::new());
            }
            return Sifted::Events(vec![event]);
        };
        if is_alt(key, '\\') || (key.code == KeyCode::Char('g') && key.modifiers == KeyModifiers::CONTROL) {
            return self.end(answer, event);
        }
        match key.code {
            KeyCode::Char(c) if answer.takes(&self.text, c) && self.text.len() < LONGEST => {
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
        self.reading = None;
        let mut events = std::mem::take(&mut self.held);
        events.extend(last);
        Sifted::Events(events)
    }

    fn begins(&self, key: &KeyEvent) -> Option<Answer> {
        if !(self.background || self.graphics) || Instant::now() > self.until {
            return None;
        }
        match () {
            () if self.background && is_alt(key, ']') => Some(Answer::Background),
            () if self.graphics && is_alt(key, '_') => Some(Answer::Graphics),
            () if self.graphics && is_alt(key, 'P') => Some(Answer::Name),
            () => None,
        }
    }

    /// The answer is whole.
    fn end(&mut self, answer: Answer, last: Event) -> Sifted {
        let text = std::mem::take(&mut self.text);
        let known = match answer {
            Answer::Background => color(&text).map(Sifted::Background),
            // A terminal that says that it has none, or what it is called, was not a person either.
            Answer::Graphics | Answer::Name if text.is_empty() => None,
            Answer::Graphics | Answer::Name => {
                Some(Protocol::of_answer(&text).map_or(Sifted::Events(Vec::new()), Sifted::Graphics))
            }
        };
        match known {
            Some(sifted) => {
                self.background &= answer != Answer::Background;
                self.reading = None;
                self.held.clear();
                sifted
            }
            None => self.release(Some(last)),
        }
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

    #[derive(Default)]
    struct Fed {
        events: Vec<Event>,
        background: Option<(u8, u8, u8)>,
        graphics: Option<Protocol>,
    }

    fn feed(sieve: &mut Sieve, keys: &str) -> Fed {
        let mut fed = Fed::default();
        let mut chars = keys.chars();
        while let Some(c) = chars.next() {
            let (code, modifiers) = match c {
                '\x1b' => (chars.next().unwrap(), KeyModifiers::ALT),
                '\x07' => ('g', KeyModifiers::CONTROL),
                c => (c, KeyModifiers::NONE),
            };
            match sieve.sift(Event::Key(KeyEvent::new(KeyCode::Char(code), modifiers))) {
                Sifted::Events(more) => fed.events.extend(more),
                Sifted::Background(color) => fed.background = Some(color),
                Sifted::Graphics(protocol) => fed.graphics = Some(protocol),
            }
        }
        fed
    }

    #[test]
    fn the_answer_is_taken_and_keys_around_it_are_kept() {
        let fed = feed(&mut Sieve::new(true, false), "a\x1b]11;rgb:1e1e/ffff/0000\x1b\\b");
        assert_eq!((fed.events.len(), fed.background), (2, Some((0x1e, 0xff, 0))));
        let fed = feed(&mut Sieve::new(true, false), "\x1b]11;rgb:ff/00/80\x07");
        assert_eq!((fed.events.len(), fed.background), (0, Some((255, 0, 128))));
    }

    #[test]
    fn all_answers_come_one_behind_the_other() {
        let answers = "\x1b]11;rgb:1e1e/ffff/0000\x1b\\x\x1b_Gi=31;OK\x1b\\\x1bP>|kitty(0.35.2)\x1b\\y";
        let fed = feed(&mut Sieve::new(true, true), answers);
        assert_eq!((fed.events.len(), fed.background, fed.graphics), (2, Some((0x1e, 0xff, 0)), Some(Protocol::Kitty)));
        let fed = feed(&mut Sieve::new(true, true), "\x1bP>|XTerm(390)\x1b\\");
        assert_eq!((fed.events.len(), fed.graphics), (0, None));
    }

    #[test]
    fn no_key_of_a_person_is_eaten() {
        let fed = feed(&mut Sieve::new(true, true), "\x1b]hello\x1bPage\x1b_x");
        assert_eq!((fed.events.len(), fed.background), (12, None));
        let fed = feed(&mut Sieve::new(false, false), "\x1b]11;rgb:ff/00/80\x07\x1bP>|x\x1b\\");
        assert_eq!(fed.events.len(), 22);
        let mut sieve = Sieve::new(true, true);
        assert_eq!(feed(&mut sieve, "\x1b]1").events.len(), 0);
        assert!(matches!(sieve.release(None), Sifted::Events(events) if events.len() == 2));
        sieve.until = Instant::now() - Duration::from_secs(1);
        assert_eq!(feed(&mut sieve, "\x1b_Gi=31;OK\x1b\\").events.len(), 10, "late answers are not expected");
    }
}
