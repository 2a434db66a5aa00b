//! The commands about packages: export, verify, preview.

use super::commands::colors;
use super::{Failure, Verdict, eprintln_visible, say};
use crate::app::page::plural;
use crate::disk::bundle::{self, Bundle};
use crate::disk::{package, write};
use crate::offer::Offer;
use crate::package::changes::{self, Changes, Earlier};
use crate::package::page::MARK;
use crate::package::{self as contents, checksums};
use crate::report::{self, Checked, Format};
use crate::rule::Severity;
use crate::rules;
use anyhow::Context;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// Exports a package.
pub fn export(folder: &Path, output: Option<PathBuf>, draft: bool, since: Option<&Path>) -> Result<Verdict, Failure> {
    let opened = bundle::open(folder)?;
    let earlier = since.map(earlier).transpose()?;
    let mut refused = false;
    let mut judgement = rules::judge(&opened.document, None, crate::clock::today());
    judgement.findings.retain(|finding| finding.severity == Severity::Error);
    let count = judgement.findings.len();
    if count > 0 && !draft {
        let checked = [Checked { bundle: folder.to_path_buf(), result: Ok((opened.document.clone(), judgement)) }];
        let told = report::render(Format::Text, &checked, colors(std::io::stderr().is_terminal()));
        // The report is safe for a terminal as it is; only its colours are controls.
        let _ = std::io::Write::write_all(&mut std::io::stderr().lock(), told.as_bytes());
        eprintln_visible(&format!("not exported: {}; --draft exports nevertheless", plural(count, "error")));
        refused = true;
    }
    if let (Some(earlier), Some(since)) = (&earlier, since) {
        refused |= tell_forbidden(&changes_of(&opened, earlier), since, draft);
    }
    if refused {
        return Ok(Verdict::Findings);
    }
    let target = match output {
        Some(target) => target,
        None => PathBuf::from(format!("{}-package", name(&opened.folder)?)),
    };
    if is_same(&target, &opened.folder) {
        return Err(Failure::Usage("the package cannot take the place of its bundle".to_string()));
    }
    if since.is_some_and(|since| is_same(&target, since)) {
        return Err(Failure::Usage(
            "the package would take the place of the one to which it is compared; name another with -o".to_string(),
        ));
    }
    let names = package::export(&opened.document, &opened.folder, &target, draft, earlier.as_ref())?;
    eprintln_visible(&format!("exported {} files to {}", names.len(), target.display()));
    Ok(Verdict::Fine)
}

fn earlier(path: &Path) -> Result<Earlier, Failure> {
    let files = package::read_whole(path)?;
    Ok(Earlier::of(&files).map_err(|reason| anyhow::anyhow!("{}: {reason}", path.display()))?)
}

fn changes_of(opened: &Bundle, earlier: &Earlier) -> Changes {
    let media = package::media(&opened.document, &opened.folder, true).unwrap_or_default();
    changes::since(earlier, &Offer::new(&opened.document), |name| media.get(name).map(|bytes| contents::digest(bytes)))
}

/// Says what must not change and did. Gives whether that keeps from exporting.
fn tell_forbidden(changes: &Changes, since: &Path, draft: bool) -> bool {
    let mut count = 0;
    for (difference, _) in changes.forbidden() {
        count += 1;
        eprintln_visible(&format!("error: {}", difference.words()));
    }
    if count > 0 && !draft {
        let since = since.display();
        eprintln_visible(&format!(
            "not exported: {} against {since}; --draft exports nevertheless",
            plural(count, "forbidden change")
        ));
    }
    count > 0 && !draft
}

/// Verifies a package.
pub fn verify(path: &Path) -> Result<Verdict, Failure> {
    let files = package::read(path)?;
    let shown = crate::visible::on_one_line(&path.display().to_string());
    let Some(tampered) = checksums::verify(&files) else {
        say(format!("missing: {}\n", contents::names::CHECKSUMS).as_bytes())?;
        return Ok(Verdict::Findings);
    };
    if tampered.is_nothing() {
        let draft = if files.contains_key(contents::names::DRAFT) { "; it is a draft" } else { "" };
        return say(format!("{shown}: {}, all as they were exported{draft}\n", plural(files.len(), "file")).as_bytes());
    }
    let lines: String = tampered.lines().iter().map(|line| format!("{}\n", crate::visible::on_one_line(line))).collect();
    say(lines.as_bytes())?;
    Ok(Verdict::Findings)
}

/// Writes the preview alone. A bundle with errors has one, too.
pub fn preview(folder: &Path, output: Option<PathBuf>, open: bool) -> Result<Verdict, Failure> {
    let opened = bundle::open(folder)?;
    let media = package::media(&opened.document, &opened.folder, true)?;
    let page = contents::preview(&opened.document, &media, false);
    if output.as_deref() == Some(Path::new("-")) {
        if open {
            return Err(Failure::Usage("--open needs a file; name one with -o".to_string()));
        }
        return say(page.as_bytes());
    }
    let target = match output {
        Some(target) => target,
        None => PathBuf::from(format!("{}-preview.html", name(&opened.folder)?)),
    };
    write_page(&target, &page)?;
    say(format!("{}\n", crate::visible::on_one_line(&target.display().to_string())).as_bytes())?;
    if open && let Err(reason) = crate::platform::open_in_browser(&target) {
        eprintln_visible(&format!("note: it could not be opened here: {reason}"));
    }
    Ok(Verdict::Fine)
}

/// Writes a page; never over a file that is none of ours.
fn write_page(target: &Path, page: &str) -> Result<(), Failure> {
    use std::io::Read;
    let mut first = Vec::new();
    let unwritable = || format!("{} could not be written", target.display());
    match std::fs::File::open(target) {
        Ok(file) => {
            file.take(4096).read_to_end(&mut first).with_context(unwritable)?;
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => first.extend_from_slice(MARK.as_bytes()),
        Err(error) => return Err(anyhow::Error::new(error).context(unwritable()).into()),
    }
    if !first.windows(MARK.len()).any(|window| window == MARK.as_bytes()) {
        return Err(anyhow::anyhow!(
            "{} is there and is no page of this program; remove it or choose another name",
            target.display()
        )
        .into());
    }
    Ok(write::atomically(target, page.as_bytes())?)
}

/// The name of a bundle, for the files that are made of it.
fn name(folder: &Path) -> Result<String, Failure> {
    let absolute = std::path::absolute(folder).map_err(anyhow::Error::new)?;
    let real = std::fs::canonicalize(&absolute).unwrap_or(absolute);
    Ok(real.file_name().map_or("offer".to_string(), |name| name.to_string_lossy().into_owned()))
}

fn is_same(a: &Path, b: &Path) -> bool {
    matches!((std::fs::canonicalize(a), std::fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}
