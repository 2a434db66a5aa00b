//! The rules of descriptions and terms in HTML; [`super::judge`] raises them.

use crate::rule::{Examples, Layer, Rule, Severities, Severity, Source};

const TAGS: Source = Source {
    document: "Partner Center",
    section: "HTML tags supported in commercial marketplace offer descriptions",
    date: "2021-01",
};
const GRAMMAR: Source = Source { document: "WHATWG HTML", section: "13.2 Parsing HTML documents", date: "2026-10" };

const fn rule(
    id: &'static str,
    summary: &'static str,
    severities: Severities,
    source: Source,
    explanation: &'static str,
    fails: &'static [&'static str],
    passes: &'static [&'static str],
) -> Rule {
    let layer = Layer::Marketplace;
    Rule { id, summary, severities, layer, explanation, source, examples: Examples::Piece { kind: "html", fails, passes } }
}

/// All of them, in the order in which they are explained.
pub static RULES: &[&Rule] = &[
    &TAG_NOT_SUPPORTED,
    &TAG_UNLISTED,
    &ATTRIBUTE,
    &NOT_CLOSED,
    &CROSSED,
    &END_WITHOUT_START,
    &LIST,
    &COMMENT,
    &CHARACTER_REFERENCE,
    &BROKEN_TAG,
    &PASTED,
    &MARKDOWN,
];

/// A tag that the store does not show.
pub static TAG_NOT_SUPPORTED: Rule = rule(
    "html-tag-not-supported",
    "a tag that descriptions cannot have",
    Severity::Error.everywhere(),
    TAGS,
    "Descriptions may have b, i, br, p, ul, ol, li and h1 to h6, and nothing else. Scripts, styles, frames, pictures and tables are refused or taken out, and what is left of the text need not make sense.\n\nThe fix keeps the text: it takes the tag away or writes a paragraph in its place; what is no text (scripts, styles) goes. A table has no certain fix: make a list of it. Pictures belong among the screenshots.",
    &[
        "<p>a</p><script>alert(1)</script>",
        "<p><span>a</span></p>",
        "<table><tr><td>a</td></tr></table>",
        "<p><img src=\"x.png\"></p>",
    ],
    &["<h3>For whom</h3><ul><li><b>a</b></li></ul><ol><li><i>b</i></li></ol><p>c<br>d</p>"],
);

/// A tag that Microsoft uses although it is not on its list.
pub static TAG_UNLISTED: Rule = rule(
    "html-tag-unlisted",
    "a tag that Microsoft uses itself, but does not list",
    Severity::Warning.everywhere(),
    TAGS,
    "em, strong, a, div and u are not on Microsoft's list of supported tags, but stand in texts of its own: em in the criteria for content validation, a in a live listing, u in the hardware paragraph that certification wants. There u is no finding; elsewhere they may be shown, stripped, or asked about.\n\nThe fix writes b for strong, i for em, p for div, and takes u and a away; a link's address is kept in parentheses. Links belong under Documentation.",
    &[
        "<p><strong>a</strong></p>",
        "<p><em>a</em></p>",
        "<p><a href=\"https://a.example/\">a</a></p>",
        "<div>a</div>",
        "<p><u>a</u></p>",
    ],
    &["<p><b>a</b></p><p><u>Minimum hardware requirements:</u> Linux x64 OS</p>"],
);

/// An attribute.
pub static ATTRIBUTE: Rule = rule(
    "html-attribute",
    "a tag with attributes",
    Severity::Error.everywhere(),
    TAGS,
    "No attribute is documented for the tags of a description. Classes and styles have no effect at best; event handlers (onclick) and javascript: addresses are refused as attacks.\n\nThe fix drops the attributes and keeps tag and text.",
    &["<p class=\"intro\">a</p>", "<p onclick=\"x()\">a</p>", "<p><a href=\"javascript:x()\">a</a></p>"],
    &["<p>a</p>"],
);

/// An element without its end tag.
pub static NOT_CLOSED: Rule = rule(
    "html-not-closed",
    "a tag that is never closed",
    Severity::Warning.everywhere(),
    TAGS,
    "\"Most tags require both an opening and closing component\": all but br do. A browser guesses where the element ends; the store's own filters may guess otherwise, and a lost </b> makes the rest of the listing bold.\n\nThe fix closes the element where a browser would.",
    &["<p>a", "<p>a<p>b</p>", "<ul><li>a<li>b</li></ul>", "<p><b>a</p>"],
    &["<p>a<br>b</p>"],
);

/// Two elements that overlap.
pub static CROSSED: Rule = rule(
    "html-crossed",
    "two elements that overlap instead of lying in each other",
    Severity::Warning.everywhere(),
    GRAMMAR,
    "Elements lie in each other like boxes: what was opened last is closed first. In <b>a<i>b</b>c</i> nobody can say what c looks like.\n\nThe fix closes the inner element before the outer one, and takes the late end tag away.",
    &["<p><b>a<i>b</b>c</i></p>"],
    &["<p><b>a<i>b</i></b><i>c</i></p>"],
);

/// An end tag that closes nothing.
pub static END_WITHOUT_START: Rule = rule(
    "html-end-without-start",
    "an end tag that closes nothing",
    Severity::Warning.everywhere(),
    GRAMMAR,
    "An end tag without its start tag is left over from an edit, or the start tag is misspelt. </p> alone makes an empty paragraph.\n\nThe fix takes it away; </br> becomes <br>.",
    &["<p>a</b></p>", "<p>a</p></p>", "<p>a</br>b</p>"],
    &["<p><b>a</b></p>"],
);

/// Lists and items that are not in each other.
pub static LIST: Rule = rule(
    "html-list",
    "a list with something else than items, or an item without a list",
    Severity::Warning.everywhere(),
    GRAMMAR,
    "A list holds items and nothing else, and an item stands in a list. A list inside a list stands inside one of its items.\n\nPut the text into an item of its own, or round the items a <ul> or <ol>.",
    &["<ul>a</ul>", "<li>a</li>", "<ul><li>a</li><ul><li>b</li></ul></ul>"],
    &["<ul><li>a<ul><li>b</li></ul></li></ul>"],
);

/// A comment or declaration.
pub static COMMENT: Rule = rule(
    "html-comment",
    "a comment, or a declaration as of a whole page",
    Severity::Warning.everywhere(),
    TAGS,
    "Comments are not for customers, but everybody can read them in the page's source, and they count against the limit. <!DOCTYPE> and <?xml> belong to whole pages; a description is a part of one.\n\nThe fix takes it away.",
    &["<p>a</p><!-- ask legal -->", "<!DOCTYPE html><p>a</p>"],
    &["<p>a</p>"],
);

/// An entity that is none.
pub static CHARACTER_REFERENCE: Rule = rule(
    "html-character-reference",
    "a character reference (&…;) that means nothing, or is not finished",
    Severity::Warning.everywhere(),
    GRAMMAR,
    "&name; stands for a character if the name is known and the semicolon is there. Others are shown as they are written, or worse, as something else: &copy2 is ©2.\n\nWrite &amp; for the sign itself. The fix does so where the reference means nothing.",
    &["<p>&nosuchname;</p>", "<p>&#xFFFFFFF;</p>", "<p>&copy 2026</p>"],
    &["<p>R&D &amp; &copy; &#8364; &lt;KEY&gt;</p>"],
);

/// Something that begins like a tag and is none.
pub static BROKEN_TAG: Rule = rule(
    "html-broken-tag",
    "a \"<\" that begins no tag, or a tag that does not end",
    Severity::Error.everywhere(),
    GRAMMAR,
    "A \"<\" begins a tag. Where it means \"less than\" or a placeholder, it is written &lt;. A tag that does not end with \">\" swallows all text to the end.",
    &["<p>a <5</p>", "<p>a</p", "<p>a</p><b", "<p></>a</p>"],
    &["<p>a &lt; 5</p>"],
);

/// Pasted from a word processor.
pub static PASTED: Rule = rule(
    "html-pasted",
    "markup of a word processor or a mail program",
    Severity::Error.everywhere(),
    TAGS,
    "Text that was copied from Word, LibreOffice, Google Docs or a mail program brings its own tags, styles and comments along, often more of them than text; they count against the limit, and none is supported.\n\nThe fix writes the text anew with nothing but the supported tags: headings, paragraphs, lists, bold and italic stay. It is shown before it is applied. Tags and attributes are not told one by one as long as this is found.",
    &[
        "<p class=\"MsoNormal\" style=\"mso-margin-top-alt:auto\"><span lang=\"EN\">a<o:p></o:p></span></p>",
        "<b style=\"font-weight:normal\" id=\"docs-internal-guid-1\"><p dir=\"ltr\"><span style=\"font-weight:700\">a</span></p></b>",
    ],
    &["<p>a</p>"],
);

/// Markdown.
pub static MARKDOWN: Rule = rule(
    "html-markdown",
    "Markdown instead of HTML",
    Severity::Warning.everywhere(),
    TAGS,
    "The store shows HTML, not Markdown: # and ** are shown as they are, and lines run together into one.\n\nThe fix writes the text as HTML with the supported tags. It is shown before it is applied.",
    &["# Tank\n\nReads **all** tanks:\n\n- one\n- two\n"],
    &["<p>5 * 3 * 2 - 1</p>", "<p>- a</p>"],
);
