//! What is wrong with a description's HTML, as problems with places and fixes.

use super::tree::{Element, End, Tree};
use super::{BLOCKS, NO_TEXT, SUPPORTED_TAGS, UNLISTED_TAGS, clean, rules, structure};
use crate::rule::{Edit, Problem, Rule, Span};
use crate::visible::on_one_line;
use crate::wrap::clipped;
use html5gum::Error;
use std::collections::BTreeMap;
use std::ops::Range;

/// Of one rule at most so many problems are told; the last says how many more there are.
const MOST: usize = 200;

/// Judges a text. Problems come in the order of the text.
pub fn judge(html: &str) -> Vec<Problem> {
    let tree = Tree::parse(html);
    let mut problems = Vec::new();
    if clean::is_pasted(html, &tree) {
        problems.push(whole(html, &rules::PASTED, "this is the markup of a word processor or a mail program"));
    } else if clean::is_markdown(html, &tree) {
        problems.push(whole(html, &rules::MARKDOWN, "this is Markdown, which the store shows as it is written"));
    } else {
        for element in 0..tree.elements.len() {
            problems.extend(tag(html, &tree, element));
            problems.extend(attributes(html, &tree.elements[element], is_hardware(html, &tree, element)));
        }
        problems.extend(tree.comments.iter().map(|span| comment(html, span.clone())));
        problems.extend(structure::judge(html, &tree));
        problems.extend(tree.errors.iter().filter_map(|(error, span)| stumble(html, *error, span.clone())));
    }
    limited(problems)
}

/// A problem of the text as a whole, whose fix writes it anew.
fn whole(html: &str, rule: &'static Rule, message: &str) -> Problem {
    let first_line = html.find('\n').unwrap_or(html.len());
    let edit = Edit { span: Span::within(html, 0..html.len()), text: clean::clean(html) };
    Problem::new(rule, html, 0..first_line, message)
        .help("write it with the supported tags only")
        .fix("Write it anew as simple HTML", vec![edit])
}

/// What is wrong with the tag of an element.
fn tag(html: &str, tree: &Tree, number: usize) -> Option<Problem> {
    let element = &tree.elements[number];
    let name = element.name.as_str();
    if SUPPORTED_TAGS.contains(&name) || (name == "u" && is_hardware(html, tree, number)) {
        return None;
    }
    // Of a table its beginning is told, not each cell.
    if is_of_table(name) && tree.is_in(number, &["table", "dl"]) {
        return None;
    }
    let shown = clipped(&on_one_line(name), 30);
    let (rule, message) = match UNLISTED_TAGS.contains(&name) {
        true => (&rules::TAG_UNLISTED, format!("<{shown}> is not on Microsoft's list of supported tags")),
        false => (&rules::TAG_NOT_SUPPORTED, format!("<{shown}> is not supported in descriptions")),
    };
    let problem = Problem::new(rule, html, element.start.clone(), message);
    Some(match instead(html, tree, number) {
        Some((label, edits)) => problem.help(label.to_lowercase()).fix(label, edits),
        None if is_of_table(name) => problem.help("make a list of the table"),
        None => problem.help("take it away"),
    })
}

/// Whether an element is the underlined beginning of the hardware paragraph, as Microsoft suggests it.
fn is_hardware(html: &str, tree: &Tree, number: usize) -> bool {
    tree.elements[number].name == "u" && {
        let content: String = html[tree.content(number)].trim_start().chars().take(40).collect();
        let content = content.to_lowercase();
        ["minimum hardware requirements", "recommended hardware"].iter().any(|words| content.starts_with(words))
    }
}

fn is_of_table(name: &str) -> bool {
    matches!(
        name,
        "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" | "caption" | "colgroup" | "col" | "dl" | "dt" | "dd"
    )
}

/// What stands in place of a tag so that the text stays: what is done, and the edits.
fn instead(html: &str, tree: &Tree, number: usize) -> Option<(String, Vec<Edit>)> {
    let element = &tree.elements[number];
    let name = element.name.as_str();
    if is_of_table(name) {
        return None;
    }
    if NO_TEXT.contains(&name) {
        let end = match &element.end {
            End::Tag(end) => end.end,
            _ => tree.content(number).end,
        };
        return Some((format!("Take <{name}> and all in it away"), vec![edit(html, element.start.start..end, "")]));
    }
    let End::Tag(end) = &element.end else {
        let is_void = element.end == End::Void;
        let alternative = element.attributes.get("alt").map(|text| escaped(text.trim())).unwrap_or_default();
        return is_void.then(|| (format!("Take <{name}> away"), vec![edit(html, element.start.clone(), &alternative)]));
    };
    let pair = |start: &str, behind: &str| vec![edit(html, element.start.clone(), start), edit(html, end.clone(), behind)];
    let holds_blocks = || {
        let inside = tree.elements[number + 1..].iter().take_while(|inner| inner.start.start < end.start);
        inside.take(1000).any(|inner| BLOCKS.contains(&inner.name.as_str()) || inner.name == "li")
    };
    Some(match name {
        "strong" => ("Write <b>".to_string(), pair("<b>", "</b>")),
        "em" => ("Write <i>".to_string(), pair("<i>", "</i>")),
        "a" => {
            let address = element.attributes.get("href").map(|address| address.trim()).unwrap_or_default();
            let text = &html[element.start.end..end.start];
            let behind =
                if is_web(address) && !text.contains(address) { format!(" ({})", escaped(address)) } else { String::new() };
            ("Take the link away and keep its text".to_string(), pair("", &behind))
        }
        _ if BLOCKS.contains(&name) && !holds_blocks() && !tree.is_in(number, &["p", "li"]) => {
            ("Write <p>".to_string(), pair("<p>", "</p>"))
        }
        // What stood on lines of its own must not run into its neighbours.
        _ if BLOCKS.contains(&name) => (format!("Take <{name}> away and keep what is in it"), pair("\n", "\n")),
        _ => (format!("Take <{name}> away and keep its text"), pair("", "")),
    })
}

fn is_web(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    lower.starts_with("https://") || lower.starts_with("http://")
}

/// What is wrong with the attributes of a tag that may stay.
fn attributes(html: &str, element: &Element, is_hardware: bool) -> Option<Problem> {
    let name = element.name.as_str();
    let stays = SUPPORTED_TAGS.contains(&name) || UNLISTED_TAGS.contains(&name) || is_hardware;
    let address = element.attributes.get("href").filter(|_| name == "a");
    if let Some(address) = address.filter(|address| !is_web(address.trim())) {
        let message = format!("the link leads to \"{}\", which is no web page", clipped(&on_one_line(address.trim()), 40));
        return Some(Problem::new(&rules::ATTRIBUTE, html, element.start.clone(), message).help("keep the text only"));
    }
    let names: Vec<String> = element
        .attributes
        .keys()
        .filter(|attribute| !(name == "a" && *attribute == "href"))
        .take(4)
        .map(|attribute| clipped(&on_one_line(attribute), 30))
        .collect();
    if !stays || names.is_empty() {
        return None;
    }
    let listed = names.join(", ");
    let (what, them) = if names.len() == 1 { ("the attribute", "it") } else { ("the attributes", "them") };
    let message = format!("<{name}> has {what} {listed}; tags of a description have none");
    let problem = Problem::new(&rules::ATTRIBUTE, html, element.start.clone(), message).help(format!("drop {them}"));
    // A link keeps its address until the link itself goes.
    let href = address.map(|address| format!(" href=\"{}\"", escaped(address))).unwrap_or_default();
    let written = html.get(element.start.start + 1..element.start.start + 1 + name.len()).unwrap_or(name);
    let plain = format!("<{written}{href}>");
    Some(problem.fix(format!("Drop {what}"), vec![edit(html, element.start.clone(), &plain)]))
}

fn comment(html: &str, span: Range<usize>) -> Problem {
    let what = if html[span.clone()].starts_with("<!--") { "a comment" } else { "a declaration" };
    Problem::new(&rules::COMMENT, html, span.clone(), format!("{what} does not belong into a description"))
        .help("take it away")
        .fix("Take it away", vec![edit(html, span, "")])
}

/// What the tokenizer stumbled over, where no other rule says it.
fn stumble(html: &str, error: Error, span: Range<usize>) -> Option<Problem> {
    use Error::*;
    match error {
        UnknownNamedCharacterReference
        | MissingSemicolonAfterCharacterReference
        | AbsenceOfDigitsInNumericCharacterReference
        | CharacterReferenceOutsideUnicodeRange
        | ControlCharacterReference
        | NoncharacterCharacterReference
        | NullCharacterReference
        | SurrogateCharacterReference => Some(reference(html, error, span)),
        InvalidFirstCharacterOfTagName | EofBeforeTagName | MissingEndTagName | EofInTag => broken_tag(html, error, span),
        _ => None,
    }
}

fn reference(html: &str, error: Error, span: Range<usize>) -> Problem {
    let near = html[..span.end.max(span.start)].rfind('&').filter(|at| span.start - at.min(&span.start) < 64);
    let start = near.unwrap_or(span.start);
    let length = html[start + 1.min(html.len() - start)..]
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '#'))
        .map_or(html.len() - start, |at| at + 1);
    let end = start + length + usize::from(html[start + length..].starts_with(';'));
    let shown = clipped(&on_one_line(&html[start..end]), 30);
    if error == Error::MissingSemicolonAfterCharacterReference {
        let problem = Problem::new(&rules::CHARACTER_REFERENCE, html, start..end, format!("{shown} lacks its semicolon"));
        return problem.help("end it with \";\", or write &amp; for the sign itself");
    }
    let problem = Problem::new(&rules::CHARACTER_REFERENCE, html, start..end, format!("{shown} means no character"));
    let problem = problem.help("write &amp; for the sign itself");
    match html[start..].starts_with('&') {
        true => problem.fix("Write &amp;", vec![edit(html, start..start + 1, "&amp;")]),
        false => problem,
    }
}

fn broken_tag(html: &str, error: Error, span: Range<usize>) -> Option<Problem> {
    let start = html[..span.end].rfind('<')?;
    if error == Error::EofInTag {
        let problem = Problem::new(&rules::BROKEN_TAG, html, start..html.len(), "this tag does not end");
        return Some(problem.help("end it with \">\", or write &lt; for the sign itself"));
    }
    if error == Error::MissingEndTagName {
        let problem = Problem::new(&rules::BROKEN_TAG, html, start..start + 3, "this end tag has no name");
        return Some(problem.help("take it away").fix("Take it away", vec![edit(html, start..start + 3, "")]));
    }
    let problem = Problem::new(&rules::BROKEN_TAG, html, start..start + 1, "this \"<\" begins no tag");
    Some(problem.help("write &lt; for the sign itself").fix("Write &lt;", vec![edit(html, start..start + 1, "&lt;")]))
}

/// Of each rule the first problems only, in the order of the text.
fn limited(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by_key(|problem| problem.span.start);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    problems.iter().for_each(|problem| *counts.entry(problem.rule.id).or_default() += 1);
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    problems.retain_mut(|problem| {
        let number = seen.entry(problem.rule.id).or_default();
        *number += 1;
        let all = counts.get(problem.rule.id).copied().unwrap_or(0);
        if *number == MOST && all > MOST {
            problem.message.push_str(&format!(" (and {} more like this)", all - MOST));
        }
        *number <= MOST
    });
    problems
}

/// An edit of `html`.
pub(super) fn edit(html: &str, range: Range<usize>, text: &str) -> Edit {
    Edit { span: Span::within(html, range), text: text.to_string() }
}

/// A text as HTML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Examples;

    fn ids(html: &str) -> Vec<&'static str> {
        judge(html).iter().map(|problem| problem.rule.id).collect()
    }

    /// Applies every fix, round by round, as `fix` does.
    fn fixed(html: &str) -> String {
        let mut html = html.to_string();
        for _ in 0..10 {
            let edits = crate::rule::compatible(judge(&html).into_iter().filter_map(|problem| problem.fix));
            if edits.is_empty() {
                break;
            }
            html = crate::rule::applied(&html, &edits);
        }
        html
    }

    #[test]
    fn the_examples_break_and_keep_their_rule() {
        for rule in rules::RULES {
            let Examples::Piece { fails, passes, .. } = rule.examples else { panic!("{}", rule.id) };
            for html in fails {
                assert_eq!(ids(html).iter().filter(|id| **id == rule.id).count(), 1, "{}: {html} {:?}", rule.id, ids(html));
            }
            for html in passes {
                assert!(!ids(html).contains(&rule.id), "{}: {html}", rule.id);
            }
        }
    }

    /// What each rule says of its own examples, at which words, and what its fix leaves: read once, and kept.
    #[test]
    fn what_the_examples_are_told_stays() {
        let mut out = String::new();
        for rule in rules::RULES {
            let Examples::Piece { fails, .. } = rule.examples else { continue };
            out.push_str(&format!("# {} ({})\n", rule.id, rule.severity().word()));
            for html in fails {
                out.push_str(&format!("{}\n", html.replace('\n', "⏎")));
                for problem in judge(html).iter().filter(|problem| problem.rule == *rule) {
                    out.push_str(&format!("  at  {:?}\n  says {}\n", &html[problem.span.range()], problem.message));
                    problem.help.iter().for_each(|help| out.push_str(&format!("  help {help}\n")));
                    if let Some(fix) = &problem.fix {
                        out.push_str(&format!("  fix  {}: {:?}\n", fix.label, crate::rule::applied(html, &fix.edits)));
                    }
                }
            }
            out.push('\n');
        }
        insta::assert_snapshot!("examples", out);
    }

    #[test]
    fn fixes_keep_the_text() {
        for (html, wanted) in [
            ("<p><strong>a</strong> <em>b</em></p>", "<p><b>a</b> <i>b</i></p>"),
            ("<p class=x id='y z'>a</p>", "<p>a</p>"),
            ("<P onclick=\"a>b\">a</P>", "<P>a</P>"),
            ("<p><span style='x'>a<font>b</font></span></p>", "<p>ab</p>"),
            ("<p>a</p><script>x('</p>')</script><p>b</p>", "<p>a</p><p>b</p>"),
            ("<div>a</div><div><p>b</p></div>", "<p>a</p>\n<p>b</p>\n"),
            ("<p><a href=\"https://a.example/?b&amp;c\">a</a></p>", "<p>a (https://a.example/?b&amp;c)</p>"),
            ("<p><a href=\"https://a.example/\">https://a.example/</a></p>", "<p>https://a.example/</p>"),
            ("<p><a href=\"javascript:x()\">a</a></p>", "<p>a</p>"),
            ("<p><img src=x alt='a tank'></p>", "<p>a tank</p>"),
            ("<p>a <p>b", "<p>a</p> <p>b</p>"),
            ("<ul>\n<li>a\n<li>b\n</ul>", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
            ("<p><b>a<i>b</b>c</i></p>", "<p><b>a<i>b</i></b>c</p>"),
            ("<p>a</br>b</p></p>", "<p>a<br>b</p>"),
            ("<p>a &nosuch; R&D <5</p>", "<p>a &amp;nosuch; R&D &lt;5</p>"),
            ("<!DOCTYPE html><p>a<!-- b --></p>", "<p>a</p>"),
            ("<p><u>Minimum hardware requirements:</u> x</p>", "<p><u>Minimum hardware requirements:</u> x</p>"),
        ] {
            let once = fixed(html);
            assert_eq!(once, wanted, "{html}");
            assert_eq!(fixed(&once), once, "{html} again");
        }
    }

    #[test]
    fn places_are_those_of_the_tags() {
        let html = "<p>a</p>\n<p><strong>b</strong></p>";
        let problems = judge(html);
        assert_eq!(&html[problems[0].span.range()], "<strong>");
    }

    #[test]
    fn a_flood_is_counted_and_not_told_one_by_one() {
        let problems = judge(&"<span>a</span>".repeat(5000));
        assert_eq!(problems.len(), MOST);
        assert!(problems[MOST - 1].message.ends_with("(and 4800 more like this)"), "{}", problems[MOST - 1].message);
    }

    #[test]
    fn hostile_texts_are_judged_in_time() {
        for html in [
            "<p>".repeat(300_000),
            "<ul><li>".repeat(100_000),
            "<b>".repeat(100_000) + &"</i>".repeat(100_000) + &"</b>".repeat(100_000),
            "&#".repeat(500_000),
            "<".repeat(1_000_000),
            "<!--".repeat(200_000),
            "<p a=".repeat(200_000),
            "\0".repeat(1_000_000),
            "<div>".repeat(20_000) + &"</div>".repeat(20_000),
        ] {
            let _ = judge(&html);
        }
    }
}
