//! Files and standard input as texts.

use super::Failure;
use crate::rule::Position;
use anyhow::Context;
use std::io::Read;

/// The most bytes of one text.
pub const MOST: usize = 16 << 20;

/// What is said of more.
pub fn too_large() -> String {
    format!("it is larger than {} MiB", MOST >> 20)
}

/// The whole input as a text, without a byte order mark. `name` is what people know it by.
///
/// # Errors
/// It cannot be read, is too large, or is no UTF-8.
pub fn read(input: impl Read, name: &str) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    input.take(MOST as u64 + 1).read_to_end(&mut bytes).with_context(|| format!("{name} cannot be read"))?;
    if bytes.len() > MOST {
        return Err(anyhow::anyhow!("{name}: {}", too_large()).into());
    }
    let text = String::from_utf8(bytes).map_err(|error| anyhow::anyhow!("{name}: {}", not_utf8(error.as_bytes())))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_string).unwrap_or(text))
}

/// Where a text stops being UTF-8, as the end of a sentence.
pub fn not_utf8(bytes: &[u8]) -> String {
    let at = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let before = String::from_utf8_lossy(&bytes[..at]);
    let Position { line, column } = Position::of(&before, before.len());
    format!("it is no UTF-8 text: line {line}, column {column} (byte {})", at + 1)
}
