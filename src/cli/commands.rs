//! The commands, one function each.

use super::{Failure, Verdict, eprintln_visible, say};
use crate::app::App;
use crate::app::start::StartPage;
use crate::disk::bundle;
use crate::nearest::nearest;
use crate::offer::set::set_from_text;
use crate::offer::{Edition, FieldPath, OFFER_FILE, steps};
use crate::report::{self, Checked, Format, rules_page};
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
    let super::from::Start { mut document, pictures } = match from {
        Some(from) => super::from::start(from, folder)?,
        None => super::from::Start { document: crate::starter::document(), pictures: None },
    };
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
    // They are copied now.
    drop(pictures);
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
    online: bool,
) -> Result<Verdict, Failure> {
    let mut checked = check_all(bundles, edition);
    let mut answered = true;
    if online {
        checked.iter_mut().for_each(|one| answered &= ask_the_network(one, edition));
    }
    let worst = if warnings_as_errors { Severity::Warning } else { Severity::Error };
    let failed = !answered || checked.iter().any(|one| one.result.is_err());
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

/// Adds what the network says of one bundle. `false` where nobody answers at all: then only what needs no network is told.
fn ask_the_network(checked: &mut Checked, edition: Option<Edition>) -> bool {
    let Ok((document, judgement)) = &mut checked.result else { return true };
    let shown = std::io::stderr().is_terminal();
    let progress = |done: usize, all: usize| {
        if shown {
            // A line that is written over; it may be gone.
            let end = if done == all { "\r\x1b[K" } else { "" };
            let _ = std::io::Write::write_all(&mut std::io::stderr().lock(), format!("\rasked {done} of {all}{end}").as_bytes());
        }
    };
    let outcome = crate::online::check(document, edition, &crate::online::Options::from_environment(), &progress);
    if outcome.no_network {
        let reason = "the network cannot be reached: none of the offer's addresses and registries answered";
        eprintln_visible(&format!("error: {}: {reason}", checked.bundle.display()));
        return false;
    }
    *judgement = rules::judge_with(document, edition, crate::clock::today(), Some(outcome.findings));
    true
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

/// Explains one rule or one field, or lists all rules.
pub fn explain(name: Option<&str>) -> Result<Verdict, Failure> {
    let rules = rules::all();
    let Some(name) = name else { return say(rules_page::list(&rules).as_bytes()) };
    if let Some(rule) = rules.iter().find(|rule| rule.id == name) {
        return say(rules_page::rule(rule).as_bytes());
    }
    let pattern = FieldPath::parse(&name.replace("[]", "[0]")).map(|path| path.pattern());
    if let Some(field) = pattern.as_deref().and_then(steps::field) {
        return say(rules_page::field(field).as_bytes());
    }
    let names = rules.iter().map(|rule| rule.id).chain(steps::fields().map(|field| field.key));
    let hint =
        nearest(name, names).map_or("`edge-offer explain` lists the rules".to_string(), |near| format!("did you mean {near}?"));
    Err(Failure::Usage(format!("there is no rule or field {name}; {hint}")))
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
