//! Text that was pasted from elsewhere, written anew with the supported tags.

use super::blocks::{Block, BlockKind, Look, blocks};
use super::judge::escaped;
use super::tree::Tree;
use pulldown_cmark::{Event, Options, Parser, Tag};

/// The text as simple HTML: headings, paragraphs, lists, bold and italic stay, everything else goes. Markdown is read as such.
pub fn clean(text: &str) -> String {
    let tree = Tree::parse(text);
    if !is_pasted(text, &tree) && is_markdown(text, &tree) {
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, Parser::new_ext(text, Options::ENABLE_TABLES));
        return write(&blocks(&html));
    }
    write(&blocks(text))
}

/// Signs of word processors, mail programs and editors in the browser.
const MARKS: [&str; 9] = [
    "class=\"mso",
    "class=mso",
    "mso-",
    "<o:p",
    "urn:schemas-microsoft-com",
    "<!--[if",
    "docs-internal-guid",
    "apple-converted-space",
    "<meta name=\"generator\"",
];

/// Whether the markup comes from a word processor or the like.
pub fn is_pasted(html: &str, tree: &Tree) -> bool {
    let styled = tree.elements.iter().filter(|element| {
        matches!(element.name.as_str(), "span" | "font" | "p" | "li") && element.attributes.contains_key("style")
            || element.name == "font"
    });
    let lower = html.to_ascii_lowercase();
    MARKS.iter().any(|mark| lower.contains(mark)) || styled.take(4).count() >= 4
}

/// Whether the text is Markdown: no block of HTML but marks of Markdown that make a difference.
pub fn is_markdown(html: &str, tree: &Tree) -> bool {
    let has_blocks = tree.elements.iter().any(|element| {
        let name = element.name.as_str();
        matches!(name, "p" | "ul" | "ol" | "li") || (name.len() == 2 && name.starts_with('h'))
    });
    if has_blocks && !html.lines().any(|line| line.starts_with("## ") || line.starts_with("# ")) {
        return false;
    }
    // A text without any mark costs no parse.
    if !html.contains(['#', '*', '_', '`', '[']) && !html.lines().any(|line| line.trim_start().starts_with("- ")) {
        return false;
    }
    Parser::new(html).any(|event| {
        matches!(
            event,
            Event::Start(Tag::Heading { .. } | Tag::List(_) | Tag::Strong | Tag::Link { .. } | Tag::CodeBlock(_))
                | Event::Code(_)
        ) && !is_indented_code(&event)
    })
}

/// HTML that is indented is no code.
fn is_indented_code(event: &Event) -> bool {
    matches!(event, Event::Start(Tag::CodeBlock(pulldown_cmark::CodeBlockKind::Indented)))
}

/// Blocks as HTML, each on a line of its own.
fn write(blocks: &[Block]) -> String {
    let mut out = String::new();
    // The open lists: whether each is an ordered one.
    let mut lists: Vec<bool> = Vec::new();
    for block in blocks {
        let depth = if let BlockKind::Item { depth, .. } = block.kind { depth } else { 0 };
        let ordered = matches!(block.kind, BlockKind::Item { number: Some(_), .. });
        close_lists(&mut out, &mut lists, depth);
        if depth > 0 && depth == lists.len() {
            if lists.last() == Some(&ordered) {
                out.push_str("</li>\n");
            } else {
                close_lists(&mut out, &mut lists, depth - 1);
            }
        }
        while lists.len() < depth {
            if !lists.is_empty() && out.ends_with("</ul>\n") {
                out.pop();
            }
            let tag = if ordered { "ol" } else { "ul" };
            // A list inside a list stands inside an item.
            let item = if lists.len() + 1 < depth { "<li>" } else { "" };
            out.push_str(&format!("<{tag}>\n{item}"));
            lists.push(ordered);
        }
        let text = runs(block);
        match block.kind {
            BlockKind::Paragraph => out.push_str(&format!("<p>{text}</p>\n")),
            BlockKind::Heading(level) => out.push_str(&format!("<h{level}>{text}</h{level}>\n")),
            BlockKind::Item { .. } => out.push_str(&format!("<li>{text}")),
        }
    }
    close_lists(&mut out, &mut lists, 0);
    out
}

fn close_lists(out: &mut String, lists: &mut Vec<bool>, depth: usize) {
    while lists.len() > depth {
        let ordered = lists.pop().unwrap_or(false);
        out.push_str(if ordered { "</li>\n</ol>" } else { "</li>\n</ul>" });
        if lists.is_empty() {
            out.push('\n');
        }
    }
}

/// The words of a block with their looks. Headings are bold of themselves.
fn runs(block: &Block) -> String {
    let is_heading = matches!(block.kind, BlockKind::Heading(_));
    let is_hardware = block.text().trim_start().to_lowercase().starts_with("minimum hardware requirements");
    let mut out = String::new();
    for (text, look) in &block.runs {
        let Look { bold, italic, underlined } = *look;
        let tags: Vec<&str> = [(bold && !is_heading, "b"), (italic, "i"), (underlined && is_hardware, "u")]
            .into_iter()
            .filter_map(|(wanted, tag)| wanted.then_some(tag))
            .collect();
        // A space that may not break is of no use in running text.
        let words = escaped(&text.replace('\u{a0}', " ")).replace('\n', "<br>");
        // Space at the ends of a run stays outside its tags, so that nothing is marked that cannot be seen.
        let inner = words.trim();
        if inner.is_empty() || tags.is_empty() {
            out.push_str(&words);
            continue;
        }
        let before = &words[..words.len() - words.trim_start().len()];
        let after = &words[words.trim_end().len()..];
        out.push_str(before);
        tags.iter().for_each(|tag| out.push_str(&format!("<{tag}>")));
        out.push_str(inner);
        tags.iter().rev().for_each(|tag| out.push_str(&format!("</{tag}>")));
        out.push_str(after);
    }
    // What was marked in two runs is marked in one.
    for tag in ["b", "i", "u"] {
        out = out.replace(&format!("</{tag}><{tag}>"), "");
    }
    out.trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_from_word_becomes_simple() {
        let word = "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head><style>p.MsoNormal {margin:0}</style></head><body>\
            <!--[if gte mso 9]><xml></xml><![endif]-->\
            <h2 style='mso-x:y'>For&nbsp;whom</h2><p class=MsoNormal><b><span lang=EN-GB>Farms</span></b><span> &amp; dairies<o:p></o:p></span></p>\
            <p class=MsoNormal><o:p>&nbsp;</o:p></p><ul type=disc><li class=MsoNormal>one</li><li>two</li></ul></body></html>";
        assert_eq!(
            clean(word),
            "<h2>For whom</h2>\n<p><b>Farms</b> &amp; dairies</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"
        );
    }

    #[test]
    fn markdown_becomes_html() {
        let markdown = "# Tank\n\nReads **all** tanks & _more_:\n\n- one\n  - deep\n- two\n\n1. first\n\n<p><u>Minimum hardware requirements:</u> x64</p>\n";
        assert_eq!(
            clean(markdown),
            "<h1>Tank</h1>\n<p>Reads <b>all</b> tanks &amp; <i>more</i>:</p>\n<ul>\n<li>one<ul>\n<li>deep</li>\n</ul></li>\n<li>two</li>\n</ul>\n<ol>\n<li>first</li>\n</ol>\n<p><u>Minimum hardware requirements:</u> x64</p>\n"
        );
    }

    #[test]
    fn what_is_clean_has_nothing_left_to_clean_and_nothing_to_find() {
        for text in
            ["# a\n\n* b\n* c\n", "**a** `b`", "<span style=a>x</span>".repeat(5).as_str(), "<p class=MsoNormal>a<b>b</b></p>"]
        {
            let once = clean(text);
            assert_eq!(clean(&once), once, "{text}");
            assert_eq!(super::super::judge(&once), [], "{text} became {once}");
        }
    }
}
