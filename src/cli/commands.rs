//! The commands, one function each.

use super::{Failure, Verdict, eprintln_visible, say};
use crate::app::App;
use crate::app::start::StartPage;
use crate::disk::{bundle, package};
use crate::offer::set::set_from_text;
use crate::offer::{Edition, OFFER_FILE};
use crate::report::{self, Checked, Format};
use crate::rule::Severity;
use crate::rules;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// The wizard, on a bundle or on its start page.
pub fn wizard(path: Option<&Path>, accessible: bool) -> Result<Verdict, Failure> {
    if accessible || wants_lines() {
        return crate::accessible::run(path).map(|()| Verdict::Fine).map_err(Failure::Machine);
    }
    match path {
        Some(path) => crate::wizard::edit(path)?,
        None => crate::wizard::run(App::new(StartPage::read()), None)?,
    }
    Ok(Verdict::Fine)
}

/// Whether the environment asks for plain lines.
fn wants_lines() -> bool {
    let set = |name: &str| std::env::var(name).is_ok_and(|value| !matches!(value.as_str(), "" | "0" | "false"));
    set("ACCESSIBLE") || std::env::var("TERM").is_ok_and(|term| term == "dumb")
}

/// Makes a bundle.
pub fn new(
    folder: &Path,
    from: Option<&std::ffi::OsStr>,
    set: &[String],
    no_input: bool,
    accessible: bool,
) -> Result<Verdict, Failure> {
    let shown = folder.display();
    if folder.join(OFFER_FILE).exists() {
        return Err(Failure::Machine(anyhow::anyhow!("{shown} holds a bundle already; `edge-offer {shown}` edits it")));
    }
    let mut document = crate::starter::document();
    if let Some(from) = from {
        super::from::fill(&mut document, from)?;
    }
    for assignment in set {
        let Some((field, value)) = assignment.split_once('=') else {
            return Err(Failure::Usage(format!("--set wants FIELD=VALUE, not {assignment}")));
        };
        set_from_text(&mut document, field.trim(), value).map_err(|refused| Failure::Usage(format!("--set: {refused}")))?;
    }
    match bundle::save(&document, folder, &bundle::Base::new(), false) {
        Ok(_) => {}
        Err(bundle::NotSaved::Changed(files)) => {
            return Err(Failure::Machine(anyhow::anyhow!("{} is in {shown} already; nothing was written", files.join(", "))));
        }
        Err(bundle::NotSaved::Disk(error)) => return Err(Failure::Machine(error)),
    }
    if no_input || !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        eprintln_visible(&format!("made {}", folder.join(OFFER_FILE).display()));
        return Ok(Verdict::Fine);
    }
    wizard(Some(folder), accessible)
}

/// Checks bundles and reports.
pub fn check(
    bundles: &[PathBuf],
    format: Format,
    edition: Option<Edition>,
    warnings_as_errors: bool,
) -> Result<Verdict, Failure> {
    let checked = check_all(bundles, edition);
    let worst = if warnings_as_errors { Severity::Warning } else { Severity::Error };
    let failed = checked.iter().any(|one| one.result.is_err());
    let found = checked.iter().any(|one| one.findings().iter().any(|finding| finding.severity >= worst));
    let color = colors(std::io::stdout().is_terminal());
    // In text, what could not be opened is talk; in a format for programs it is part of the answer.
    if format == Format::Text {
        let (opened, not_opened): (Vec<Checked>, Vec<Checked>) = checked.into_iter().partition(|one| one.result.is_ok());
        for one in &not_opened {
            if let Err(reason) = &one.result {
                eprintln_visible(&format!("error: {reason}"));
            }
        }
        say(report::render(format, &opened, color).as_bytes())?;
    } else {
        say(report::render(format, &checked, color).as_bytes())?;
    }
    Ok(if failed {
        Verdict::Failed
    } else if found {
        Verdict::Findings
    } else {
        Verdict::Fine
    })
}

/// Checks several bundles side by side; the answers come in the order of the names.
fn check_all(bundles: &[PathBuf], edition: Option<Edition>) -> Vec<Checked> {
    let today = crate::clock::today();
    let one = |folder: &PathBuf| Checked {
        bundle: folder.clone(),
        result: bundle::open(folder).map_err(|error| format!("{error:#}")).map(|bundle| {
            let judgement = rules::judge(&bundle.document, edition, today);
            (bundle.document, judgement)
        }),
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(bundles.len());
    if threads < 2 {
        return bundles.iter().map(one).collect();
    }
    let share = bundles.len().div_ceil(threads);
    std::thread::scope(|scope| {
        let parts: Vec<_> =
            bundles.chunks(share).map(|part| scope.spawn(move || part.iter().map(one).collect::<Vec<_>>())).collect();
        parts.into_iter().flat_map(|part| part.join().unwrap_or_default()).collect()
    })
}

/// Whether to write colours: to a terminal that shows them, unless NO_COLOR; CLICOLOR_FORCE forces.
pub fn colors(terminal: bool) -> bool {
    let set = |name: &str| std::env::var(name).is_ok_and(|value| !value.is_empty());
    let forced = std::env::var("CLICOLOR_FORCE").is_ok_and(|value| !matches!(value.as_str(), "" | "0"));
    !set("NO_COLOR") && (forced || (terminal && std::env::var("TERM").is_ok_and(|term| term != "dumb")))
}

/// Exports a package.
pub fn export(folder: &Path, output: Option<PathBuf>, draft: bool) -> Result<Verdict, Failure> {
    let opened = bundle::open(folder)?;
    let mut judgement = rules::judge(&opened.document, None, crate::clock::today());
    judgement.findings.retain(|finding| finding.severity == Severity::Error);
    let count = judgement.findings.len();
    if count > 0 && !draft {
        let checked = [Checked { bundle: folder.to_path_buf(), result: Ok((opened.document, judgement)) }];
        let told = report::render(Format::Text, &checked, colors(std::io::stderr().is_terminal()));
        // The report is safe for a terminal as it is; only its colours are controls.
        let _ = std::io::Write::write_all(&mut std::io::stderr().lock(), told.as_bytes());
        eprintln_visible(&format!("not exported: {}; --draft exports nevertheless", crate::app::page::plural(count, "error")));
        return Ok(Verdict::Findings);
    }
    let target = match output {
        Some(target) => target,
        None => {
            let absolute = std::path::absolute(&opened.folder).map_err(anyhow::Error::new)?;
            let name = absolute.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or("offer".to_string());
            PathBuf::from(format!("{name}-package"))
        }
    };
    if is_same(&target, &opened.folder) {
        return Err(Failure::Usage("the package cannot take the place of its bundle".to_string()));
    }
    let names = package::export(&opened.document, &opened.folder, &target, draft)?;
    eprintln_visible(&format!("exported {} files to {}", names.len(), target.display()));
    Ok(Verdict::Fine)
}

fn is_same(a: &Path, b: &Path) -> bool {
    matches!((std::fs::canonicalize(a), std::fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}

/// Explains one rule, or lists all.
pub fn explain(name: Option<&str>) -> Result<Verdict, Failure> {
    let rules = rules::all();
    let Some(name) = name else {
        let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
        let list: String =
            rules.iter().map(|rule| format!("{:width$}  {:7}  {}\n", rule.id, rule.severity().word(), rule.summary)).collect();
        return say(list.as_bytes());
    };
    let Some(rule) = rules.iter().find(|rule| rule.id == name) else {
        let near = crate::nearest::nearest(name, rules.iter().map(|rule| rule.id));
        let hint = near.map_or("`edge-offer explain` lists the rules".to_string(), |near| format!("did you mean {near}?"));
        return Err(Failure::Usage(format!("there is no rule {name}; {hint}")));
    };
    let who = rule.layer.who();
    let mut text = format!("{}\n{}.\n{}; {who} says so.\n", rule.id, rule.summary, rule.severity().word());
    for paragraph in rule.explanation.split("\n\n") {
        text.push('\n');
        crate::wrap::paragraphs(paragraph, 80).iter().for_each(|row| text.push_str(&format!("{row}\n")));
    }
    let (fails, passes) = examples(rule);
    for (title, lines) in [("Not so:", fails), ("But so:", passes)] {
        if !lines.is_empty() {
            text.push_str(&format!("\n{title}\n"));
            lines.iter().take(3).for_each(|line| text.push_str(&format!("  {}\n", crate::visible::on_one_line(line))));
        }
    }
    text.push_str(&format!("\nSource: {}\n", rule.source));
    say(text.as_bytes())
}

/// A rule's examples as lines.
fn examples(rule: &crate::rule::Rule) -> (Vec<String>, Vec<String>) {
    use crate::rule::Examples;
    let changes = |lists: &[&[(&str, &str)]]| {
        lists
            .iter()
            .map(|list| list.iter().map(|(field, value)| format!("{field} = {value}")).collect::<Vec<_>>().join(", "))
            .collect()
    };
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_string()).collect();
    match &rule.examples {
        Examples::Piece { fails, passes, .. } => (texts(fails), texts(passes)),
        Examples::Offer { fails, passes } => (changes(fails), changes(passes)),
        Examples::Files(_) => (Vec::new(), Vec::new()),
    }
}

/// Prints the schema.
pub fn schema(edition: Edition) -> Result<Verdict, Failure> {
    let text = serde_json::to_string_pretty(&crate::schema::schema(edition)).map_err(anyhow::Error::new)?;
    say(format!("{text}\n").as_bytes())
}

/// Prints the manual page.
pub fn man(command: clap::Command) -> Result<Verdict, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page).map_err(anyhow::Error::new)?;
    say(&page)
}
