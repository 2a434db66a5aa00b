//! How elements lie in each other: what is not closed, what overlaps, what stands where it cannot.

use super::judge::edit;
use super::rules;
use super::tree::{Element, End, Tree};
use crate::rule::Problem;
use std::collections::HashMap;

/// Judges the structure of a text.
pub fn judge(html: &str, tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    // Late end tags, by name, in the order of the text: each belongs to an element that was crossed before it.
    let mut late: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, (name, _)) in tree.stray_ends.iter().enumerate().rev() {
        late.entry(name).or_default().push(number);
    }
    let mut told = vec![false; tree.stray_ends.len()];
    for element in &tree.elements {
        let name = element.name.as_str();
        if !super::SUPPORTED_TAGS.contains(&name) && !super::UNLISTED_TAGS.contains(&name) {
            continue;
        }
        match &element.end {
            End::Crossed(at) => {
                let numbers = late.get_mut(name);
                let is_later = |number: &usize| tree.stray_ends[*number].1.start >= *at;
                let matching = numbers.and_then(|numbers| numbers.iter().rposition(is_later).map(|found| numbers.remove(found)));
                match matching {
                    Some(number) => {
                        told[number] = true;
                        let (_, stray) = &tree.stray_ends[number];
                        let edits = vec![edit(html, *at..*at, &format!("</{name}>")), edit(html, stray.clone(), "")];
                        let message = format!("<{name}> overlaps the element around it");
                        problems.push(
                            Problem::new(&rules::CROSSED, html, element.start.clone(), message)
                                .help(format!("close it before the outer element: </{name}> first"))
                                .fix(format!("Close <{name}> first"), edits),
                        );
                    }
                    None => problems.push(not_closed(html, element, *at)),
                }
            }
            End::Missing(at) => problems.push(not_closed(html, element, *at)),
            End::Void | End::Tag(_) => {}
        }
    }
    for ((name, span), _) in tree.stray_ends.iter().zip(&told).filter(|(_, told)| !**told) {
        problems.push(stray(html, name, span.clone()));
    }
    lists(html, tree, &mut problems);
    problems
}

fn not_closed(html: &str, element: &Element, at: usize) -> Problem {
    let (name, start) = (&element.name, element.start.clone());
    let message = match element.closes_itself {
        true => format!("<{name}/> does not close itself, and nothing else closes it"),
        false => format!("<{name}> is never closed"),
    };
    // Space before the place where it ends stays outside.
    let at = html[..at].trim_end().len().max(start.end);
    Problem::new(&rules::NOT_CLOSED, html, start, message)
        .help(format!("write </{name}> where it ends"))
        .fix(format!("Write </{name}>"), vec![edit(html, at..at, &format!("</{name}>"))])
}

fn stray(html: &str, name: &str, span: std::ops::Range<usize>) -> Problem {
    let shown = crate::wrap::clipped(&crate::visible::on_one_line(name), 30);
    let (label, text) = if name == "br" { ("Write <br>", "<br>") } else { ("Take it away", "") };
    Problem::new(&rules::END_WITHOUT_START, html, span.clone(), format!("</{shown}> closes nothing"))
        .help(label.to_lowercase())
        .fix(label, vec![edit(html, span, text)])
}

fn lists(html: &str, tree: &Tree, problems: &mut Vec<Problem>) {
    let is_list = |number: usize| matches!(tree.elements[number].name.as_str(), "ul" | "ol");
    for element in &tree.elements {
        let in_list = element.parent.is_some_and(is_list);
        let name = crate::wrap::clipped(&crate::visible::on_one_line(&element.name), 30);
        if element.name == "li" && !in_list {
            problems.push(
                Problem::new(&rules::LIST, html, element.start.clone(), "<li> stands in no list")
                    .help("put <ul> and </ul> round it"),
            );
        } else if element.name != "li" && in_list && super::SUPPORTED_TAGS.contains(&element.name.as_str()) {
            let message = format!("<{name}> stands in a list, but in none of its items");
            problems.push(Problem::new(&rules::LIST, html, element.start.clone(), message).help("move it into an item"));
        }
    }
    for (span, parent) in &tree.texts {
        if parent.is_some_and(is_list) {
            let message = "text stands in a list, but in none of its items";
            problems.push(Problem::new(&rules::LIST, html, span.clone(), message).help("put <li> and </li> round it"));
        }
    }
}
