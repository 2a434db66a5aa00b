//! JSON inside a JSON string: where a place of the inner text stands in the outer one.

use std::ops::Range;

/// Maps places in the decoded text of one or more JSON strings back to the text that holds them.
///
/// createOptions is a JSON text inside a JSON string, possibly cut into chunks; a problem in it is shown where the author sees it.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    /// `(inner, outer, plain)`: from `inner` on, places are at `outer`; in a plain stretch byte for byte.
    stretches: Vec<(usize, usize, bool)>,
    inner: usize,
    outer: usize,
}

impl SourceMap {
    /// The map of one string whose bytes, quotes included, are `range` of `text`.
    pub fn of(text: &str, range: Range<usize>) -> SourceMap {
        let mut map = SourceMap::default();
        map.push(text, range);
        map
    }

    /// Appends a further chunk.
    pub fn push(&mut self, text: &str, range: Range<usize>) {
        let end = range.end.saturating_sub(1);
        let mut at = (range.start + 1).min(text.len());
        while at < end {
            let rest = &text[at..end];
            let plain = rest.find('\\').unwrap_or(rest.len());
            if plain > 0 {
                self.stretches.push((self.inner, at, true));
                self.inner += plain;
                at += plain;
                continue;
            }
            let (written, decoded) = escape_lengths(rest);
            self.stretches.push((self.inner, at, false));
            self.inner += decoded;
            at += written;
        }
        self.outer = end;
    }

    /// The stretch of the outer text that shows `range` of the inner one.
    pub fn outer(&self, range: Range<usize>) -> Range<usize> {
        let start = self.place(range.start);
        let end = if range.end > range.start { self.end_place(range.end) } else { start };
        start..end.max(start)
    }

    fn place(&self, inner: usize) -> usize {
        if inner >= self.inner {
            return self.outer;
        }
        let index = self.stretches.partition_point(|(start, ..)| *start <= inner).saturating_sub(1);
        self.stretches.get(index).map_or(self.outer, |(start, outer, plain)| outer + if *plain { inner - start } else { 0 })
    }

    /// One past the place of the last byte before `inner`, so that an escape is covered whole.
    fn end_place(&self, inner: usize) -> usize {
        if inner >= self.inner {
            return self.outer;
        }
        let index = self.stretches.partition_point(|(start, ..)| *start < inner).saturating_sub(1);
        match (self.stretches.get(index), self.stretches.get(index + 1)) {
            (Some((start, outer, true)), _) => outer + (inner - start),
            (Some(_), Some((_, next, _))) => *next,
            _ => self.outer,
        }
    }
}

/// How many bytes an escape takes in the text, and how many its character takes when decoded.
fn escape_lengths(rest: &str) -> (usize, usize) {
    let unit = |at: usize| {
        let digits = rest.get(at..).filter(|r| r.starts_with("\\u")).and_then(|r| r.get(2..6))?;
        u32::from_str_radix(digits, 16).ok()
    };
    match unit(0) {
        Some(0xD800..=0xDBFF) if unit(6).is_some_and(|low| (0xDC00..=0xDFFF).contains(&low)) => (12, 4),
        Some(code) => (6, char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER).len_utf8()),
        None => (2.min(rest.len()), 1),
    }
}
