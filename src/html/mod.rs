//! The marketplace's small HTML: its elements with their places, what is wrong with them, and the text as blocks.
//!
//! A tokenizer of the WHATWG's grammar does the reading; nothing that a text holds can break it, and no nesting is too deep.

mod blocks;
mod clean;
mod judge;
pub mod rules;
mod structure;
mod tree;

pub use blocks::{Block, BlockKind, Look, blocks, paragraphs};
pub use clean::clean;
pub use judge::judge;
pub use rules::RULES;

/// The tags that descriptions may have, and no others. ("HTML tags supported in commercial marketplace offer
/// descriptions", Partner Center, 2021-01; the same table in 2020-05. No attribute is documented.)
pub const SUPPORTED_TAGS: [&str; 13] = ["b", "i", "br", "p", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6"];

/// Tags that Microsoft's own texts and listings use although they are not on the list: `<u>` in the hardware paragraph,
/// `<em>` in the criteria for content validation (2022-05), `<a>` in a live listing, `<div>` in a sample of the Product
/// Ingestion API; `<strong>` goes with `<em>`.
pub const UNLISTED_TAGS: [&str; 5] = ["u", "em", "strong", "a", "div"];

/// Elements whose content is no text of the description.
const NO_TEXT: [&str; 10] = ["script", "style", "iframe", "object", "noscript", "template", "title", "textarea", "select", "svg"];

/// Elements that have no end tag.
const VOID: [&str; 13] = ["br", "img", "hr", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"];

/// Elements that end an open paragraph.
const BLOCKS: [&str; 22] = [
    "p",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "div",
    "table",
    "blockquote",
    "pre",
    "hr",
    "section",
    "article",
    "header",
    "footer",
    "form",
    "dl",
    "center",
    "address",
];
