//! `fix`: applies the certain fixes in the files of bundles, or shows what it would do.

use super::commands::colors;
use super::{Failure, Verdict, eprintln_visible, say};
use crate::app::page::plural;
use crate::disk::bundle::{self, NotSaved};
use crate::fixing::{self, Applied};
use crate::nearest::nearest;
use crate::report::Paint;
use crate::rule::Severity;
use crate::rules;
use crate::visible::visible;
use similar::{ChangeTag, TextDiff};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// Fixes bundles one after the other.
///
/// # Errors
/// A rule that there is not; a bundle that cannot be read or written stops nothing but itself.
pub fn fix(bundles: &[PathBuf], rule: Option<&str>, dry_run: bool) -> Result<Verdict, Failure> {
    if let Some(name) = rule {
        let rules = rules::all();
        if !rules.iter().any(|rule| rule.id == name) {
            let near = nearest(name, rules.iter().map(|rule| rule.id));
            let hint = near.map_or("`edge-offer explain` lists the rules".to_string(), |near| format!("did you mean {near}?"));
            return Err(Failure::Usage(format!("there is no rule {name}; {hint}")));
        }
    }
    let mut verdict = Verdict::Fine;
    for folder in bundles {
        let one = match fix_one(folder, rule, dry_run) {
            Ok(one) => one,
            Err(Failure::Machine(error)) => {
                eprintln_visible(&format!("error: {error:#}"));
                Verdict::Failed
            }
            Err(usage) => return Err(usage),
        };
        verdict = verdict.worse(one);
    }
    Ok(verdict)
}

fn fix_one(folder: &Path, rule: Option<&str>, dry_run: bool) -> Result<Verdict, Failure> {
    let opened = bundle::open(folder)?;
    let mut document = opened.document.clone();
    let today = crate::clock::today();
    let applied = fixing::fix(&mut document, today, rule);
    if dry_run {
        let paint = Paint(colors(std::io::stdout().is_terminal()));
        for (file, after) in document.texts() {
            let before = opened.document.text_of(file).unwrap_or("");
            if before != after {
                say(difference(&folder.join(file), before, after, &paint).as_bytes())?;
            }
        }
    } else if !applied.is_empty() {
        match bundle::save(&document, &opened.folder, &opened.base, false) {
            Ok(_) => {}
            Err(NotSaved::Changed(files)) => {
                let files = files.join(", ");
                return Err(anyhow::anyhow!("{}: {files} changed meanwhile; nothing was written", folder.display()).into());
            }
            Err(NotSaved::Disk(error)) => return Err(error.into()),
        }
    }
    let left = rules::judge(&document, None, today).findings;
    let errors = left.iter().filter(|finding| finding.severity == Severity::Error).count();
    tell(folder, &applied, dry_run, left.len());
    Ok(if errors > 0 { Verdict::Findings } else { Verdict::Fine })
}

/// Says what was done, and what is left for a person.
fn tell(folder: &Path, applied: &[Applied], dry_run: bool, left: usize) {
    let name = folder.display();
    if applied.is_empty() {
        let rest = if left == 0 { String::new() } else { format!("; {} left", plural(left, "finding")) };
        return eprintln_visible(&format!("{name}: nothing to fix{rest}"));
    }
    let mut lines: Vec<(String, usize)> = Vec::new();
    for one in applied {
        let line = format!("{}: {} ({})", one.file, one.label, one.rule);
        match lines.iter_mut().find(|(known, _)| *known == line) {
            Some((_, count)) => *count += 1,
            None => lines.push((line, 1)),
        }
    }
    let done = if dry_run { "would apply" } else { "applied" };
    eprintln_visible(&format!("{name}: {done} {}; {} left", fixes(applied.len()), plural(left, "finding")));
    for (line, count) in lines {
        let times = if count > 1 { format!(", {count} times") } else { String::new() };
        eprintln_visible(&format!("  {line}{times}"));
    }
}

fn fixes(count: usize) -> String {
    if count == 1 { "1 fix".to_string() } else { format!("{count} fixes") }
}

/// The difference between two texts, as `diff -u` writes it. Nothing in it can command a terminal.
fn difference(file: &Path, before: &str, after: &str, paint: &Paint) -> String {
    let name = visible(&file.display().to_string().replace('\\', "/")).replace('\n', " ");
    let diff = TextDiff::from_lines(before, after);
    let mut out = paint.with("1", &format!("--- {name}\n+++ {name}\n"));
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        out.push_str(&paint.with("36", &format!("{}\n", hunk.header())));
        for change in hunk.iter_changes() {
            let (sign, colour) = match change.tag() {
                ChangeTag::Delete => ('-', "31"),
                ChangeTag::Insert => ('+', "32"),
                ChangeTag::Equal => (' ', ""),
            };
            let line = visible(change.value().trim_end_matches(['\n', '\r'])).replace('\n', " ");
            let text = format!("{sign}{line}");
            out.push_str(&if colour.is_empty() { text } else { paint.with(colour, &text) });
            out.push('\n');
            if change.missing_newline() {
                out.push_str("\\ No newline at end of file\n");
            }
        }
    }
    out
}
