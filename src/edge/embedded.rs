//! Pieces inside a larger JSON text: routes and createOptions in a manifest.

use super::json::SourceMap;
use crate::rule::{Problem, Span};
use std::ops::Range;

/// How places in a piece become places in the text that holds it.
pub enum Place {
    /// The piece stands in the text as it is, from this byte on.
    At(usize),
    /// The piece is the content of JSON strings.
    Decoded(SourceMap),
}

impl Place {
    /// The place of a JSON string whose bytes, quotes included, are `range` of `text`.
    pub fn string(text: &str, range: Range<usize>) -> Place {
        Place::Decoded(SourceMap::of(text, range))
    }

    /// Moves problems of a piece to the text that holds it. In a string a cure would need escapes, so it is left out.
    pub fn relocate(&self, text: &str, problems: Vec<Problem>, into: &mut Vec<Problem>) {
        for mut problem in problems {
            match self {
                Place::At(offset) => {
                    let shift = |span: &mut Span| *span = Span { start: span.start + offset, end: span.end + offset };
                    shift(&mut problem.span);
                    problem.fix.iter_mut().flat_map(|fix| &mut fix.edits).for_each(|edit| shift(&mut edit.span));
                }
                Place::Decoded(map) => {
                    problem.span = Span::within(text, map.outer(problem.span.range()));
                    problem.fix = None;
                }
            }
            into.push(problem);
        }
    }
}
