//! Drafts: what was typed and not saved, kept so that nothing can take it away.

use super::bundle::Base;
use super::{state, write};
use crate::offer::{Document, Offer, steps};
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What a wizard held when it was last heard of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The version of this format: 1.
    pub format: u32,
    /// The bundle's folder; none where the offer was never saved.
    pub bundle: Option<PathBuf>,
    /// When it was kept, in seconds since 1970.
    pub kept_at: u64,
    /// The field that was being filled.
    pub place: String,
    /// The bundle's texts as they were when the wizard read them.
    pub base: Base,
    /// The texts as they were typed.
    pub texts: BTreeMap<String, String>,
    /// Pictures that a save would have copied into the bundle.
    pub imports: BTreeMap<String, PathBuf>,
    /// The files that those may replace: the number of each.
    #[serde(default)]
    pub replaces: BTreeMap<String, u64>,
}

impl Draft {
    /// What `document` holds now.
    pub fn of(document: &Document, bundle: Option<&Path>, base: &Base, place: &str) -> Draft {
        Draft {
            format: 1,
            bundle: bundle.map(Path::to_path_buf),
            kept_at: SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()),
            place: place.to_string(),
            base: base.clone(),
            texts: document.texts().map(|(file, text)| (file.to_string(), text.to_string())).collect(),
            imports: document.imports().clone(),
            replaces: document.replaces().clone(),
        }
    }

    /// The document that the draft holds. Pictures are looked at again.
    ///
    /// # Errors
    /// Where the text of `offer.toml` in it is no TOML, which only damage can bring about.
    pub fn document(&self) -> Result<Document> {
        let text = |file: &str| self.texts.get(file).cloned().unwrap_or_default();
        let mut document =
            Document::parse(text(crate::offer::OFFER_FILE)).map_err(|fault| anyhow::anyhow!("the draft is damaged: {fault}"))?;
        for file in self.texts.keys().filter(|file| *file != crate::offer::OFFER_FILE) {
            document.attach(file, crate::offer::Attachment::Text(text(file)));
        }
        for (file, from) in &self.imports {
            if let Ok(facts) = super::bundle::probe_file(from) {
                document.import(file, from.clone(), facts);
            }
        }
        document.set_replaces(self.replaces.clone());
        if let Some(bundle) = &self.bundle {
            super::bundle::attach_wanted(bundle, &mut document, &mut Base::new(), |_| true);
        }
        Ok(document)
    }

    /// How long ago it was kept.
    pub fn age(&self) -> Duration {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Duration::from_secs(now.saturating_sub(self.kept_at))
    }
}

/// Where the draft of a bundle is kept; a new offer that has no folder yet goes by the number of its process.
pub fn path(bundle: Option<&Path>) -> Result<PathBuf> {
    let name = match bundle {
        Some(bundle) => state::key(bundle),
        None => format!("new-{}", std::process::id()),
    };
    Ok(state::folder()?.join("drafts").join(format!("{name}.json")))
}

/// Keeps a draft.
///
/// # Errors
/// Where the state folder cannot be written.
pub fn keep(draft: &Draft, path: &Path) -> Result<()> {
    let text = serde_json::to_vec(draft).context("the draft could not be written down")?;
    write::atomically(path, &text)
}

/// Forgets a draft: what it held is saved, or was given up on purpose.
pub fn forget(path: &Path) {
    let _ = fs::remove_file(path);
}

/// What was found where a draft could be.
#[derive(Debug)]
pub enum Found {
    /// Nothing.
    None,
    /// A draft.
    Draft(Box<Draft>),
    /// A file that is no draft; it was moved there, so that nothing of it is lost.
    Damaged(PathBuf),
}

/// Looks for the draft of a bundle.
pub fn find(path: &Path) -> Found {
    let Ok(text) = fs::read(path) else { return Found::None };
    match serde_json::from_slice::<Draft>(&text) {
        Ok(draft) if draft.format == 1 && draft.texts.contains_key(crate::offer::OFFER_FILE) => Found::Draft(Box::new(draft)),
        _ => {
            let aside = path.with_extension("damaged");
            let _ = fs::rename(path, &aside);
            Found::Damaged(aside)
        }
    }
}

/// All drafts that are kept and that no running wizard holds, the latest first, each with its file.
pub fn list() -> Vec<(PathBuf, Draft)> {
    let Ok(folder) = state::folder() else { return Vec::new() };
    let files = fs::read_dir(folder.join("drafts")).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut drafts: Vec<(PathBuf, Draft)> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .filter(|path| !belongs_to_running_process(path))
        .filter_map(|path| match find(&path) {
            Found::Draft(draft) => Some((path, *draft)),
            _ => None,
        })
        .collect();
    drafts.sort_by_key(|(_, draft)| std::cmp::Reverse(draft.kept_at));
    drafts
}

/// A new offer's draft goes by a process number: while that process runs, it is its own.
fn belongs_to_running_process(path: &Path) -> bool {
    let number = path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.strip_prefix("new-"));
    number
        .and_then(|number| number.parse::<u32>().ok())
        .is_some_and(|number| number != std::process::id() && crate::platform::is_running(number))
}

/// The labels of the fields in which two documents differ, in the order of the form.
pub fn differences(old: &Document, new: &Document) -> Vec<String> {
    let (old, new) = (Offer::new(old), Offer::new(new));
    let mut labels = Vec::new();
    for field in steps::fields() {
        let (before, after) = (old.instances(field.key), new.instances(field.key));
        let text = |offer: &Offer, path: &crate::offer::FieldPath| offer.instance_of(field, path.clone()).text;
        let same = before.len() == after.len() && before.iter().all(|path| text(&old, path) == text(&new, path));
        if !same {
            labels.push(field.label.to_string());
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_gives_back_every_text() {
        let folder = tempfile::tempdir().unwrap();
        let mut document = crate::sample::document();
        crate::offer::set::set_from_text(&mut document, "listing.title", "Typed \u{202e}\" and\ttab").unwrap();
        crate::offer::set::set_from_text(&mut document, "listing.description", "<p>typed</p>").unwrap();
        let path = folder.path().join("drafts/x.json");
        keep(&Draft::of(&document, None, &Base::new(), "listing.title"), &path).unwrap();
        let Found::Draft(draft) = find(&path) else { panic!("no draft") };
        let read = draft.document().unwrap();
        assert!(read.texts().eq(document.texts()));
        assert_eq!(differences(&crate::sample::document(), &read), ["Title", "Description"]);
    }

    #[test]
    fn a_damaged_draft_is_kept_aside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.json");
        fs::write(&path, "{\"format\":1,\"bun").unwrap();
        let Found::Damaged(aside) = find(&path) else { panic!("not damaged") };
        assert!(fs::read_to_string(aside).unwrap().contains("bun") && !path.exists());
    }
}
