//! `lint`: one piece alone, or many of them, one JSON string a line.

use super::commands::colors;
use super::input::{MOST, not_utf8, read, too_large};
use super::{Failure, Verdict, eprintln_visible, say};
use crate::edge::Kind;
use crate::report::{Format, Piece, PieceKind};
use anyhow::Context;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::io::{BufRead, BufReader, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

/// What `lint` is asked.
#[derive(Debug, clap::Args)]
pub struct Lint {
    /// What the piece is; agent and hub are the desired properties of $edgeAgent and $edgeHub
    #[arg(value_parser = PossibleValuesParser::new(PieceKind::all().map(PieceKind::name)).try_map(|name| PieceKind::parse(&name).ok_or("no kind")))]
    kind: PieceKind,
    /// The file that holds it; without it, or with -, standard input
    file: Option<PathBuf>,
    /// How to report
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Read one JSON string a line, and answer each with one JSON object a line, whatever the format
    #[arg(long)]
    jsonl: bool,
    /// The name of the module to which the piece belongs
    #[arg(long, value_name = "NAME")]
    module: Option<String>,
}

/// The most bytes of one line of `--jsonl`: a piece in which every byte is written as an escape of six.
const LONGEST_LINE: usize = 6 * MOST + 4;

impl Lint {
    /// Judges what is asked for and reports it.
    ///
    /// # Errors
    /// A file that cannot be read or is no text.
    pub fn run(&self) -> Result<Verdict, Failure> {
        let file = self.file.as_deref().filter(|file| *file != Path::new("-"));
        let shown = file.map(|file| file.display().to_string());
        let name = shown.as_deref().unwrap_or("standard input");
        let input: Box<dyn Read> = match file {
            Some(file) => Box::new(std::fs::File::open(file).with_context(|| format!("{name} cannot be read"))?),
            None => Box::new(std::io::stdin().lock()),
        };
        if file.is_none() && std::io::stdin().is_terminal() {
            eprintln_visible("reading standard input; Ctrl-D on a line of its own ends it");
        }
        if self.kind == PieceKind::Logo {
            return self.logo(input, shown.as_deref(), name);
        }
        if self.jsonl {
            return self.lines(BufReader::with_capacity(1 << 16, input), name);
        }
        let text = read(input, name)?;
        let piece = Piece::judge(self.kind, self.without_line_end(&text), shown.as_deref(), self.module.as_deref());
        let color = colors(std::io::stdout().is_terminal());
        say(piece.render(self.format, color).as_bytes())?;
        Ok(if piece.has_error() { Verdict::Findings } else { Verdict::Fine })
    }

    /// Judges a picture, which is bytes and no text.
    fn logo(&self, input: Box<dyn Read>, file: Option<&str>, name: &str) -> Result<Verdict, Failure> {
        if self.jsonl {
            return Err(Failure::Usage("--jsonl is for texts; a logo is judged alone".to_string()));
        }
        let mut bytes = Vec::new();
        input
            .take(crate::disk::bundle::MOST_PICTURE + 1)
            .read_to_end(&mut bytes)
            .with_context(|| format!("{name} cannot be read"))?;
        if bytes.len() as u64 > crate::disk::bundle::MOST_PICTURE {
            return Err(Failure::Machine(anyhow::anyhow!("{name} has too many bytes for a picture")));
        }
        let piece = Piece::picture(&bytes, file);
        say(piece.render(self.format, colors(std::io::stdout().is_terminal())).as_bytes())?;
        Ok(if piece.has_error() { Verdict::Findings } else { Verdict::Fine })
    }

    /// The line end that closes a file of one line is no part of a route, a condition or an image.
    fn without_line_end<'t>(&self, text: &'t str) -> &'t str {
        match self.kind {
            PieceKind::Edge(Kind::Route | Kind::Condition | Kind::Image) => {
                text.strip_suffix('\n').map_or(text, |line| line.strip_suffix('\r').unwrap_or(line))
            }
            _ => text,
        }
    }

    /// Answers line by line; what is no JSON string is answered in its place, too.
    fn lines(&self, mut input: impl Peek, name: &str) -> Result<Verdict, Failure> {
        let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
        let (mut verdict, mut line) = (Verdict::Fine, Vec::new());
        let (mut number, mut unreadable) = (0usize, 0usize);
        loop {
            if input.would_wait() && gone(out.flush())? {
                return Ok(verdict);
            }
            let whole = match read_line(&mut input, &mut line) {
                Ok(None) => break,
                Ok(Some(whole)) => whole,
                Err(error) => return Err(anyhow::Error::new(error).context(format!("{name} cannot be read")).into()),
            };
            number += 1;
            let piece = if whole { piece_of(&line, number == 1) } else { Err(too_large()) };
            if let Err(reason) = &piece {
                unreadable += 1;
                if unreadable == 1 {
                    eprintln_visible(&format!("error: {name}, line {number}: {reason}"));
                }
            }
            let (written, found) = self.answer(&mut out, piece);
            if gone(written)? {
                return Ok(verdict);
            }
            verdict = verdict.worse(found);
        }
        if unreadable > 1 {
            eprintln_visible(&format!("error: {name}: {unreadable} lines could not be judged"));
        }
        gone(out.flush()).map(|_| verdict)
    }

    /// One line of output.
    fn answer(&self, out: &mut impl Write, piece: Result<String, String>) -> (std::io::Result<()>, Verdict) {
        match piece {
            Ok(text) => {
                let piece = Piece::judge(self.kind, &text, None, self.module.as_deref());
                (piece.write_line(out), if piece.has_error() { Verdict::Findings } else { Verdict::Fine })
            }
            Err(reason) => (writeln!(out, "{}", serde_json::json!({ "error": reason })), Verdict::Failed),
        }
    }
}

/// Whether the reader of standard output went away, which is no error; any other failure is one.
fn gone(written: std::io::Result<()>) -> Result<bool, Failure> {
    match written {
        Ok(()) => Ok(false),
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(true),
        Err(error) => Err(Failure::Machine(anyhow::Error::new(error).context("standard output could not be written"))),
    }
}

/// A reader that says whether the next byte has to be waited for.
trait Peek: BufRead {
    /// Whether nothing is buffered.
    fn would_wait(&self) -> bool;
}

impl<R: Read> Peek for BufReader<R> {
    fn would_wait(&self) -> bool {
        self.buffer().is_empty()
    }
}

/// Reads the next line into `line`, without its end. `None` at the end of the input, `false` for a line that is too long: that is
/// passed over, not kept.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> std::io::Result<Option<bool>> {
    line.clear();
    line.shrink_to(1 << 16);
    if input.by_ref().take(LONGEST_LINE as u64).read_until(b'\n', line)? == 0 {
        return Ok(None);
    }
    if line.pop_if(|last| *last == b'\n').is_some() || line.len() < LONGEST_LINE {
        return Ok(Some(true));
    }
    input.skip_until(b'\n')?;
    Ok(Some(false))
}

/// The text in a line that holds one JSON string; or why there is none.
fn piece_of(line: &[u8], first: bool) -> Result<String, String> {
    let line = if first { line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line) } else { line };
    if std::str::from_utf8(line).is_err() {
        return Err(not_utf8(line));
    }
    let no_string = |column: usize| format!("this is no JSON string (column {column})");
    // The reader of bytes lets controls pass, which JSON does not.
    let indent = line.len() - line.trim_ascii_start().len();
    if let Some(at) = line.trim_ascii().iter().position(|byte| *byte < b' ') {
        return Err(no_string(indent + at + 1));
    }
    let Text(mut bytes) = serde_json::from_slice(line).map_err(|error: serde_json::Error| no_string(error.column()))?;
    if bytes.len() > MOST {
        return Err(too_large());
    }
    // An escaped half of a surrogate pair is a character to .NET, and none to Rust: the sign for that, which is as long.
    for at in 0..bytes.len().saturating_sub(2) {
        if bytes[at] == 0xED && bytes[at + 1] >= 0xA0 {
            bytes[at..at + 3].copy_from_slice("\u{fffd}".as_bytes());
        }
    }
    String::from_utf8(bytes).map_err(|error| not_utf8(error.as_bytes()))
}

/// The bytes of a JSON string, halves of surrogate pairs included.
struct Text(Vec<u8>);

impl<'de> serde::Deserialize<'de> for Text {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Text;

            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("a string")
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Text, E> {
                Ok(Text(bytes.to_vec()))
            }
        }
        deserializer.deserialize_bytes(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_json_string() {
        assert_eq!(piece_of(b" \"a\\u00e9\\ud83d\\ude00\" \r", false), Ok("aé😀".to_string()));
        assert_eq!(piece_of(b"\"a\\ud800b\\udfff\"", false), Ok("a\u{fffd}b\u{fffd}".to_string()));
        assert_eq!(piece_of("\"\u{d7ff}\u{e000}\"".as_bytes(), false), Ok("\u{d7ff}\u{e000}".to_string()));
        assert_eq!(piece_of(b"\xef\xbb\xbf\"x\"", true), Ok("x".to_string()));
        for line in [
            &b""[..],
            b"x",
            b"1",
            b"null",
            b"[1]",
            b"[34]",
            b"{}",
            b"\"a",
            b"\"a\"b",
            b"\"\n\"",
            b"\t\"\t\"",
            b"\xef\xbb\xbf\"x\"",
        ] {
            assert!(piece_of(line, false).unwrap_err().starts_with("this is no JSON string"), "{line:?}");
        }
        assert_eq!(piece_of(b"\"ab\xff\"", false), Err("it is no UTF-8 text: line 1, column 4 (byte 4)".to_string()));
    }

    #[test]
    fn lines_that_are_too_long_are_passed_over() {
        let text = [b"a\n".to_vec(), vec![b'x'; LONGEST_LINE + 1], b"\nb".to_vec()].concat();
        let (mut input, mut line, mut seen) = (BufReader::new(&text[..]), Vec::new(), Vec::new());
        while let Some(whole) = read_line(&mut input, &mut line).unwrap() {
            seen.push((whole, line.len()));
        }
        assert_eq!(seen, [(true, 1), (false, LONGEST_LINE), (true, 1)]);
    }
}
