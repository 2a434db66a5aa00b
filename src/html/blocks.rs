//! The marketplace's small HTML, read as blocks of plain runs: for the preview beside the editor and for rules.
//!
//! A tokenizer of the WHATWG's grammar does the reading; nothing that a text holds can break it.

use html5gum::{Token, Tokenizer};

/// How a run of text looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// `<b>`, `<strong>`, headings.
    pub bold: bool,
    /// `<i>`, `<em>`.
    pub italic: bool,
    /// `<u>`, links.
    pub underlined: bool,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Ordinary text.
    Paragraph,
    /// `<h1>` to `<h6>`.
    Heading(u8),
    /// An item of a list: its depth from 1, and its number in an ordered list.
    Item {
        /// How deep the list is nested, from 1.
        depth: usize,
        /// The number, where the list is ordered.
        number: Option<usize>,
    },
}

/// A paragraph, a heading or an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text in runs of one look. A line feed is a `<br>`; other space is collapsed.
    pub runs: Vec<(String, Look)>,
}

impl Block {
    /// Its text without looks.
    pub fn text(&self) -> String {
        self.runs.iter().map(|(text, _)| text.as_str()).collect()
    }
}

/// The blocks of a description, empty ones left out.
pub fn blocks(html: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => reader.open(&String::from_utf8_lossy(&tag.name)),
            Token::EndTag(tag) => reader.close(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => reader.text(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    reader.end_block();
    reader.blocks
}

/// The texts of the blocks, one each.
pub fn paragraphs(html: &str) -> Vec<String> {
    blocks(html).iter().map(Block::text).collect()
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    runs: Vec<(String, Look)>,
    look: Look,
    heading: Option<u8>,
    /// The open lists; the number of the last item in an ordered one.
    lists: Vec<Option<usize>>,
    in_item: bool,
    /// Inside of `<script>` or `<style>`: nothing of it is text.
    hidden: usize,
}

impl Reader {
    fn open(&mut self, tag: &str) {
        match tag {
            "b" | "strong" => self.look.bold = true,
            "i" | "em" => self.look.italic = true,
            "u" | "a" => self.look.underlined = true,
            "br" => self.runs.push(("\n".to_string(), self.look)),
            "script" | "style" => self.hidden += 1,
            "ul" | "ol" => {
                self.end_block();
                // Deeper than this nobody can read, and a hostile text could nest without end.
                if self.lists.len() < 8 {
                    self.lists.push((tag == "ol").then_some(0));
                }
            }
            "li" => {
                self.end_block();
                if let Some(Some(number)) = self.lists.last_mut() {
                    *number += 1;
                }
                self.in_item = true;
            }
            "p" | "div" | "table" | "tr" => self.end_block(),
            _ => {
                if let Some(level) = heading(tag) {
                    self.end_block();
                    self.heading = Some(level);
                }
            }
        }
    }

    fn close(&mut self, tag: &str) {
        match tag {
            "b" | "strong" => self.look.bold = false,
            "i" | "em" => self.look.italic = false,
            "u" | "a" => self.look.underlined = false,
            "script" | "style" => self.hidden = self.hidden.saturating_sub(1),
            "ul" | "ol" => {
                self.end_block();
                self.lists.pop();
            }
            "li" | "p" | "div" | "table" | "tr" => self.end_block(),
            _ if heading(tag).is_some() => self.end_block(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.hidden > 0 {
            return;
        }
        let mut collapsed = String::with_capacity(text.len());
        let mut space = self.runs.last().is_none_or(|(last, _)| last.ends_with([' ', '\n']));
        for c in text.chars() {
            if c.is_ascii_whitespace() {
                if !space {
                    collapsed.push(' ');
                }
                space = true;
            } else {
                collapsed.push(c);
                space = false;
            }
        }
        if !collapsed.is_empty() {
            self.runs.push((collapsed, self.look));
        }
    }

    fn end_block(&mut self) {
        let mut runs = std::mem::take(&mut self.runs);
        while let Some((last, _)) = runs.last_mut() {
            last.truncate(last.trim_end().len());
            if !last.is_empty() {
                break;
            }
            runs.pop();
        }
        let kind = match self.heading.take() {
            Some(level) => BlockKind::Heading(level),
            None if self.in_item && !self.lists.is_empty() => {
                BlockKind::Item { depth: self.lists.len(), number: self.lists.last().copied().flatten() }
            }
            None => BlockKind::Paragraph,
        };
        if !runs.is_empty() {
            self.blocks.push(Block { kind, runs });
            self.in_item = false;
        }
    }
}

fn heading(tag: &str) -> Option<u8> {
    match tag.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_what_a_reader_sees() {
        let html = "<h2>What</h2><p>It <b>reads</b>\n tanks &amp; <i>sends</i>.</p><ol><li>one<li>two<ul><li>deep</ul></ol><script>alert(1)</script>tail<br>end";
        let told: Vec<_> = blocks(html).iter().map(|block| (block.kind, block.text())).collect();
        assert_eq!(
            told,
            [
                (BlockKind::Heading(2), "What".to_string()),
                (BlockKind::Paragraph, "It reads tanks & sends.".to_string()),
                (BlockKind::Item { depth: 1, number: Some(1) }, "one".to_string()),
                (BlockKind::Item { depth: 1, number: Some(2) }, "two".to_string()),
                (BlockKind::Item { depth: 2, number: None }, "deep".to_string()),
                (BlockKind::Paragraph, "tail\nend".to_string()),
            ]
        );
    }

    #[test]
    fn hostile_html_is_read_to_its_end() {
        let deep = "<ul><li>".repeat(100_000);
        assert!(blocks(&deep).is_empty());
        for html in ["<", "<p", "</", "<b><i></b>x", "&#xFFFFFFF;", "\0", "<!--", "<p a=\"", "<script>x"] {
            let _ = blocks(html);
        }
    }
}
