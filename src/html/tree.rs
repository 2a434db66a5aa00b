//! Elements with the places of their tags, as the text has them.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Error, Token, Tokenizer};
use std::collections::BTreeMap;
use std::ops::Range;

use super::{NO_TEXT, VOID};

/// A text with its elements.
#[derive(Debug, Default)]
pub struct Tree {
    /// In the order of their start tags.
    pub elements: Vec<Element>,
    /// End tags that close nothing: name, and where.
    pub stray_ends: Vec<(String, Range<usize>)>,
    /// Comments and document types.
    pub comments: Vec<Range<usize>>,
    /// Stretches of text that are more than space, each with the element around it.
    pub texts: Vec<(Range<usize>, Option<usize>)>,
    /// What the tokenizer stumbled over.
    pub errors: Vec<(Error, Range<usize>)>,
}

/// One element.
#[derive(Debug)]
pub struct Element {
    /// The tag's name in small letters.
    pub name: String,
    /// The start tag.
    pub start: Range<usize>,
    /// How it ends.
    pub end: End,
    /// Names and values of the attributes.
    pub attributes: BTreeMap<String, String>,
    /// The element around it.
    pub parent: Option<usize>,
    /// Whether its start tag ends in `/>`.
    pub closes_itself: bool,
}

/// How an element ends.
#[derive(Debug, PartialEq, Eq)]
pub enum End {
    /// It has no content.
    Void,
    /// With its end tag.
    Tag(Range<usize>),
    /// Without one, where something else begins or ends: at this byte.
    Missing(usize),
    /// An end tag of something around it came first, at this byte.
    Crossed(usize),
}

impl Tree {
    /// Reads a text.
    pub fn parse(html: &str) -> Tree {
        let mut reader = Reader { html, ..Reader::default() };
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(html, emitter) {
            let Ok(token) = token;
            reader.token(token);
        }
        while let Some(element) = reader.open.pop() {
            reader.tree.elements[element].end = End::Missing(html.trim_end().len());
        }
        reader.tree
    }

    /// The text between an element's tags, markup included.
    pub fn content(&self, element: usize) -> Range<usize> {
        let element = &self.elements[element];
        let end = match &element.end {
            End::Tag(end) => end.start,
            End::Missing(end) | End::Crossed(end) => *end,
            End::Void => element.start.end,
        };
        element.start.end..end.max(element.start.end)
    }

    /// Whether an element with one of these names is around this one.
    pub fn is_in(&self, element: usize, names: &[&str]) -> bool {
        let mut way = self.elements[element].parent;
        // Deeper than this nobody nests on purpose, and a hostile text must not cost the square of its length.
        for _ in 0..64 {
            let Some(parent) = way else { return false };
            if names.contains(&self.elements[parent].name.as_str()) {
                return true;
            }
            way = self.elements[parent].parent;
        }
        false
    }
}

#[derive(Default)]
struct Reader<'h> {
    html: &'h str,
    tree: Tree,
    open: Vec<usize>,
    /// How many elements of each name are open.
    counts: BTreeMap<String, usize>,
}

impl Reader<'_> {
    fn token(&mut self, token: Token<usize>) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let attributes = tag
                    .attributes
                    .iter()
                    .map(|(name, value)| {
                        (String::from_utf8_lossy(name).into_owned(), String::from_utf8_lossy(&value.value).into_owned())
                    })
                    .collect();
                self.start(name, self.clamped(tag.span.start, tag.span.end), attributes, tag.self_closing);
            }
            Token::EndTag(tag) => {
                let span = self.clamped(tag.span.start, tag.span.end);
                self.end(&String::from_utf8_lossy(&tag.name), span);
            }
            Token::String(text) => {
                let span = self.clamped(text.span.start, text.span.end);
                let parent = self.open.last().copied();
                let hidden = parent.is_some_and(|element| NO_TEXT.contains(&self.tree.elements[element].name.as_str()));
                if !hidden && !self.html[span.clone()].trim().is_empty() {
                    self.tree.texts.push((span, parent));
                }
            }
            Token::Comment(comment) => {
                let span = self.clamped(comment.span.start, comment.span.end);
                self.tree.comments.push(self.whole_declaration(span));
            }
            Token::Doctype(doctype) => {
                let span = self.clamped(doctype.span.start, doctype.span.end);
                self.tree.comments.push(self.whole_declaration(span));
            }
            Token::Error(error) => {
                let span = self.clamped(error.span.start, error.span.end);
                self.tree.errors.push((error.value, span));
            }
        }
    }

    /// The tokenizer's spans of errors may begin inside a character.
    fn clamped(&self, start: usize, end: usize) -> Range<usize> {
        crate::rule::Span::within(self.html, start..end).range()
    }

    /// A declaration from its `<` to its `>`.
    fn whole_declaration(&self, span: Range<usize>) -> Range<usize> {
        let start = if self.html[span.start..].starts_with('<') {
            span.start
        } else {
            self.html[..span.start].rfind('<').unwrap_or(span.start)
        };
        let end = if self.html[..span.end].ends_with('>') && span.end > start {
            span.end
        } else {
            self.html[span.end..].find('>').map_or(self.html.len(), |at| span.end + at + 1)
        };
        start..end
    }

    fn start(&mut self, name: String, start: Range<usize>, attributes: BTreeMap<String, String>, closes_itself: bool) {
        self.end_what_cannot_hold(&name, start.start);
        let is_void = VOID.contains(&name.as_str());
        let parent = self.open.last().copied();
        self.tree.elements.push(Element { name: name.clone(), start, end: End::Void, attributes, parent, closes_itself });
        if !is_void {
            self.open.push(self.tree.elements.len() - 1);
            *self.counts.entry(name).or_default() += 1;
        }
    }

    /// A paragraph ends where a block begins, an item where the next begins.
    fn end_what_cannot_hold(&mut self, name: &str, at: usize) {
        if super::BLOCKS.contains(&name) && self.is_open("p") {
            let inner = self.innermost(&["p"]);
            // Only a paragraph that nothing but words of it lie around.
            if let Some(inner) = inner
                && self.open[inner + 1..].iter().all(|element| is_phrase(&self.tree.elements[*element].name))
            {
                self.end_from(inner, at);
            }
        }
        if name == "li" && self.is_open("li") {
            let innermost = self.innermost(&["li", "ul", "ol"]);
            if let Some(innermost) = innermost.filter(|at| self.tree.elements[self.open[*at]].name == "li") {
                self.end_from(innermost, at);
            }
        }
    }

    /// Where the innermost open element with one of these names stands in the stack of open ones. Deeper than this nobody
    /// nests on purpose, and a hostile text must not cost the square of its length.
    fn innermost(&self, names: &[&str]) -> Option<usize> {
        let near = self.open.len().saturating_sub(256);
        let found = self.open[near..].iter().rposition(|element| names.contains(&self.tree.elements[*element].name.as_str()));
        found.map(|at| near + at)
    }

    fn is_open(&self, name: &str) -> bool {
        self.counts.get(name).is_some_and(|count| *count > 0)
    }

    /// Ends the open elements from `from` on, without their tags.
    fn end_from(&mut self, from: usize, at: usize) {
        let end = self.html[..at].trim_end().len();
        while self.open.len() > from {
            let Some(element) = self.pop() else { return };
            self.tree.elements[element].end = End::Missing(end.max(self.tree.elements[element].start.end));
        }
    }

    fn end(&mut self, name: &str, span: Range<usize>) {
        if !self.is_open(name) {
            self.tree.stray_ends.push((name.to_string(), span));
            return;
        }
        while let Some(element) = self.pop() {
            if self.tree.elements[element].name == name {
                self.tree.elements[element].end = End::Tag(span);
                return;
            }
            self.tree.elements[element].end = End::Crossed(span.start);
        }
    }

    fn pop(&mut self) -> Option<usize> {
        let element = self.open.pop()?;
        if let Some(count) = self.counts.get_mut(&self.tree.elements[element].name) {
            *count = count.saturating_sub(1);
        }
        Some(element)
    }
}

/// Whether an element is one of words, not of blocks.
fn is_phrase(name: &str) -> bool {
    matches!(
        name,
        "b" | "i" | "u" | "em" | "strong" | "a" | "span" | "font" | "code" | "small" | "sub" | "sup" | "mark" | "s" | "tt"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(html: &str) -> Vec<String> {
        let tree = Tree::parse(html);
        let mut told: Vec<String> = tree
            .elements
            .iter()
            .enumerate()
            .map(|(number, element)| {
                let end = match &element.end {
                    End::Void => "void".to_string(),
                    End::Tag(_) => "closed".to_string(),
                    End::Missing(_) => "missing".to_string(),
                    End::Crossed(_) => "crossed".to_string(),
                };
                format!("{} {end} {:?}", element.name, &html[tree.content(number)])
            })
            .collect();
        told.extend(tree.stray_ends.iter().map(|(name, span)| format!("stray {name} {:?}", &html[span.clone()])));
        told
    }

    #[test]
    fn elements_end_where_a_reader_of_html_ends_them() {
        assert_eq!(told("<p>a<br>b</p>"), ["p closed \"a<br>b\"", "br void \"\""]);
        assert_eq!(told("<p>a <p>b</p>"), ["p missing \"a\"", "p closed \"b\""]);
        assert_eq!(told("<ul><li>a\n<li>b</ul>"), ["ul closed \"<li>a\\n<li>b\"", "li missing \"a\"", "li crossed \"b\""]);
        assert_eq!(told("<ul><li>a<ul><li>b</li></ul></li></ul>").iter().filter(|line| line.contains("closed")).count(), 4);
        assert_eq!(told("<b><i>x</b></i>"), ["b closed \"<i>x\"", "i crossed \"x\"", "stray i \"</i>\""]);
        assert_eq!(told("x</p>"), ["stray p \"</p>\""]);
        assert_eq!(told("<b>x"), ["b missing \"x\""]);
        assert_eq!(told("<p>a<ul></ul></p>"), ["p missing \"a\"", "ul closed \"\"", "stray p \"</p>\""]);
    }

    #[test]
    fn what_stands_in_a_script_is_no_element_and_no_text() {
        let tree = Tree::parse("<script>if (a<b) '<p>'</script><p>x</p>");
        assert_eq!(tree.elements.iter().map(|element| element.name.as_str()).collect::<Vec<_>>(), ["script", "p"]);
        assert_eq!(tree.texts.len(), 1);
    }

    #[test]
    fn comments_are_whole() {
        let html = "a<!-- x -->b<!DOCTYPE html>c<!--";
        let tree = Tree::parse(html);
        let comments: Vec<&str> = tree.comments.iter().map(|span| &html[span.clone()]).collect();
        assert_eq!(comments, ["<!-- x -->", "<!DOCTYPE html>", "<!--"]);
    }

    #[test]
    fn no_nesting_is_too_deep() {
        let deep = "<ul><li>".repeat(100_000);
        assert_eq!(Tree::parse(&deep).elements.len(), 200_000);
        let stray = "<b>".repeat(50_000) + &"</i>".repeat(50_000) + &"</b>".repeat(50_000);
        assert_eq!(Tree::parse(&stray).stray_ends.len(), 50_000);
    }
}
