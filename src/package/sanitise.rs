//! A description as the store shows it: what is on the list stays, everything else is unwrapped or dropped, every text is
//! escaped, and everything that is open is closed. What comes out is well-formed whatever came in.
//! Source of the list: Partner Center, HTML tags supported in offer descriptions, 2021-01; `u` (the hardware paragraph),
//! `em`, `strong` and `a` are seen in live listings.

use html5gum::{Token, Tokenizer};
use maud::{Escaper, PreEscaped};
use std::fmt::Write;

/// Markup that is safe to stand in a page.
pub type Markup = PreEscaped<String>;

const BLOCKS: &[&str] = &["p", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6"];
const INLINE: &[&str] = &["b", "i", "u", "em", "strong", "a"];
/// Elements whose content is no text of the description.
const DROPPED: &[&str] = &[
    "script",
    "style",
    "title",
    "template",
    "iframe",
    "object",
    "embed",
    "noscript",
    "noembed",
    "noframes",
    "textarea",
    "select",
    "svg",
    "math",
    "xmp",
    "plaintext",
    "head",
    "audio",
    "video",
    "canvas",
];
/// How deep elements nest in what is shown; a hostile text could nest without end.
const DEEPEST: usize = 24;

/// The description as the store shows it.
pub fn sanitise(html: &str) -> Markup {
    let mut out = Sanitiser::default();
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let href = tag.attributes.get(b"href".as_slice()).map(|href| String::from_utf8_lossy(href).into_owned());
                out.open(&String::from_utf8_lossy(&tag.name), href.as_deref(), tag.self_closing);
            }
            Token::EndTag(tag) => out.close(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => out.text(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    out.finish()
}

/// An address that a page may link to: http and https only.
pub fn web_address(address: &str) -> Option<String> {
    let parsed = url::Url::parse(address.trim()).ok()?;
    matches!(parsed.scheme(), "http" | "https").then(|| parsed.to_string())
}

#[derive(Default)]
struct Sanitiser {
    out: String,
    open: Vec<&'static str>,
    dropped: Vec<&'static str>,
}

impl Sanitiser {
    fn open(&mut self, name: &str, href: Option<&str>, self_closing: bool) {
        if let Some(name) = find(DROPPED, name) {
            // `embed` has no content, and `<svg/>` none either.
            if name != "embed" && !self_closing {
                self.dropped.push(name);
            }
            return;
        }
        if !self.dropped.is_empty() {
            return;
        }
        if name == "br" {
            self.out.push_str("<br>");
            return;
        }
        if let Some(name) = find(BLOCKS, name) {
            match name {
                "li" => {
                    if !self.open.iter().any(|open| matches!(*open, "ul" | "ol")) {
                        return;
                    }
                    self.close_until(|open| matches!(open, "ul" | "ol"));
                }
                // A list may stand in an item; nothing else stands in a paragraph or a heading.
                _ => {
                    self.close_until(|open| matches!(open, "li" | "ul" | "ol"));
                    if matches!(self.open.last(), Some(&("ul" | "ol"))) {
                        self.push("li", "");
                    }
                }
            }
            self.push(name, "");
        } else if let Some(name) = find(INLINE, name) {
            self.in_item();
            if name == "a" {
                self.close("a");
                if let Some(address) = href.and_then(web_address) {
                    let mut attributes = " rel=\"noopener noreferrer nofollow\" href=\"".to_string();
                    // Writing into a String cannot fail.
                    let _ = Escaper::new(&mut attributes).write_str(&address);
                    attributes.push('"');
                    self.push("a", &attributes);
                }
            } else {
                self.push(name, "");
            }
        }
    }

    fn close(&mut self, name: &str) {
        if let Some(last) = self.dropped.last() {
            if *last == name {
                self.dropped.pop();
            }
            return;
        }
        let inline = INLINE.contains(&name);
        // An end tag of a run does not end the paragraph around it.
        let from = self.open.iter().rposition(|open| *open == name || (inline && BLOCKS.contains(open)));
        if let Some(at) = from.filter(|at| self.open[*at] == name) {
            self.close_to(at);
        }
    }

    fn text(&mut self, text: &str) {
        if !self.dropped.is_empty() {
            return;
        }
        if !text.trim().is_empty() {
            self.in_item();
        } else if matches!(self.open.last(), Some(&("ul" | "ol"))) {
            return;
        }
        let _ = Escaper::new(&mut self.out).write_str(text);
    }

    /// Text that stands right in a list is an item of it.
    fn in_item(&mut self) {
        if matches!(self.open.last(), Some(&("ul" | "ol"))) {
            self.push("li", "");
        }
    }

    fn push(&mut self, name: &'static str, attributes: &str) {
        // A list needs room for its items.
        let room = if matches!(name, "ul" | "ol") { 2 } else { 1 };
        if self.open.len() + room > DEEPEST {
            return;
        }
        self.out.push('<');
        self.out.push_str(name);
        self.out.push_str(attributes);
        self.out.push('>');
        self.open.push(name);
    }

    /// Closes everything above the innermost element for which `stop` is true.
    fn close_until(&mut self, stop: impl Fn(&str) -> bool) {
        let at = self.open.iter().rposition(|open| stop(open)).map_or(0, |at| at + 1);
        self.close_to(at);
    }

    fn close_to(&mut self, at: usize) {
        while self.open.len() > at {
            if let Some(name) = self.open.pop() {
                self.out.push_str("</");
                self.out.push_str(name);
                self.out.push('>');
            }
        }
    }

    fn finish(mut self) -> Markup {
        self.close_to(0);
        PreEscaped(self.out)
    }
}

fn find(names: &[&'static str], name: &str) -> Option<&'static str> {
    names.iter().copied().find(|known| *known == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(html: &str) -> String {
        sanitise(html).into_string()
    }

    #[test]
    fn what_the_store_shows_stays_and_the_rest_is_unwrapped_or_dropped() {
        for (html, expected) in [
            ("<p>a <b>b</b><br>&amp; &lt;c></p>", "<p>a <b>b</b><br>&amp; &lt;c&gt;</p>"),
            ("<div class=x><h2 onclick=evil()>A</h2></div>", "<h2>A</h2>"),
            ("<p>a<p>b", "<p>a</p><p>b</p>"),
            ("<p>a<ul><li>1<li>2<ul><li>x</ul></ul>tail", "<p>a</p><ul><li>1</li><li>2<ul><li>x</li></ul></li></ul>tail"),
            ("a<script>alert(1)</script>b<style>p{}</style>c", "abc"),
            ("a<script>alert(1)", "a"),
            ("<img src=x onerror=alert(1)>", ""),
            (
                "<a href=\"https://x.example/?a=1&b='\">x</a>",
                "<a rel=\"noopener noreferrer nofollow\" href=\"https://x.example/?a=1&amp;b=%27\">x</a>",
            ),
            ("<a href=\"javascript:alert(1)\">x</a>", "x"),
            ("<a href=\" JaVa\nScript:alert(1)\">x</a>", "x"),
            ("<a href=\"data:text/html,<script>\">x</a>", "x"),
            ("<svg><a href=\"https://x.example\">t</a></svg>z", "z"),
            ("<b><p>x</b>y</p>", "<b></b><p>xy</p>"),
            ("<ul>text<b>c</b></ul>", "<ul><li>text<b>c</b></li></ul>"),
            ("<li>alone</li>", "alone"),
            ("</p></ul>x", "x"),
            ("<!--<p>--><![CDATA[x]]>y", "y"),
        ] {
            assert_eq!(shown(html), expected, "{html}");
        }
    }

    #[test]
    fn every_tag_that_a_description_may_have_is_shown() {
        for tag in
            crate::html::SUPPORTED_TAGS.iter().chain(&crate::html::UNLISTED_TAGS).filter(|tag| !matches!(**tag, "br" | "div"))
        {
            assert!(BLOCKS.contains(tag) || INLINE.contains(tag), "{tag}");
        }
    }

    #[test]
    fn nothing_nests_without_end() {
        for html in ["<ul><li>", "<b>", "<ul>", "<a href=https://x.example>"] {
            let (mut depth, mut deepest) = (0usize, 0);
            for token in Tokenizer::new(&shown(&html.repeat(20_000))) {
                let Ok(token) = token;
                match token {
                    Token::StartTag(_) => depth += 1,
                    Token::EndTag(_) => depth -= 1,
                    _ => {}
                }
                deepest = deepest.max(depth);
            }
            assert!(deepest <= DEEPEST && depth == 0, "{html}: {deepest}");
        }
    }

    proptest! {
        #[test]
        fn only_known_tags_come_out_and_all_are_closed(html in "(<(/?(p|b|ul|li|ol|h1|a|script|style|img|svg|u)( href=\"[a-z:/\"'<]{0,9}\"?| on[a-z]*=\"x\")?)>|[a-z&<>\"' ]{0,4}){0,30}") {
            let out = shown(&html);
            let mut open: Vec<String> = Vec::new();
            for token in Tokenizer::new(&out) {
                let Ok(token) = token;
                match token {
                    Token::StartTag(tag) => {
                        let name = String::from_utf8_lossy(&tag.name).into_owned();
                        prop_assert!(name == "br" || BLOCKS.contains(&name.as_str()) || INLINE.contains(&name.as_str()), "{}", out);
                        prop_assert!(tag.attributes.keys().all(|key| name == "a" && matches!(key.as_slice(), b"href" | b"rel")), "{}", out);
                        if name != "br" {
                            open.push(name);
                        }
                    }
                    Token::EndTag(tag) => prop_assert_eq!(open.pop(), Some(String::from_utf8_lossy(&tag.name).into_owned()), "{}", out),
                    _ => {}
                }
            }
            prop_assert!(open.is_empty(), "{}", out);
        }
    }
}
