//! Does what the wizard wants done on the disk, and in the person's own editor.

use super::pictures;
use crate::app::files::FileEntry;
use crate::app::{BrowserPage, Effect, Opened, Outcome};
use crate::disk::{bundle, draft, exports, lock, package, recent, state, write};
use crate::edge::manifest::{self, ImportError};
use crate::offer::{Attachment, Document, FileFault, Kind, OFFER_FILE};
use crate::package::names;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// Does an effect of the disk; effects of the terminal give nothing.
pub fn perform(effect: Effect) -> Option<Outcome> {
    Some(match effect {
        Effect::Open(folder) => Outcome::Opened(open(&folder).map_err(|error| format!("{error:#}"))),
        Effect::NoteRecent(folder) => {
            recent::note(&folder);
            return None;
        }
        Effect::CopySample(folder) => {
            Outcome::Opened(copy_sample(&folder).and_then(|()| open(&folder)).map_err(|error| format!("{error:#}")))
        }
        Effect::Import(file, module) => import(file, module.as_deref()),
        Effect::List(folder) => {
            let entries = list(&folder).map_err(|error| error.to_string());
            Outcome::Listed(folder, entries)
        }
        Effect::Attach(wanted, folder) => Outcome::Attached(attach(wanted, folder.as_deref())),
        Effect::Probe(field, from) => {
            let facts = bundle::probe_file(&from);
            Outcome::Probed(field, from, facts)
        }
        Effect::Decode(wanted, folder) => Outcome::Decoded(pictures::decode(wanted, folder.as_deref())),
        Effect::MakeLogos(wish, document, folder) => {
            let made = pictures::make_logos(&wish, &document, folder.as_deref());
            Outcome::LogosMade(wish, made)
        }
        Effect::FitPicture(window, document, folder) => {
            let made = pictures::fit(&window, &document, folder.as_deref());
            Outcome::Fitted(window.field, made)
        }
        Effect::KeepDraft(kept, path) => Outcome::DraftKept(draft::keep(&kept, &path).map_err(|error| format!("{error:#}"))),
        Effect::ForgetDraft(path) => {
            draft::forget(&path);
            return None;
        }
        Effect::Save(document, folder, base, overwrite, leave) => {
            let saved = bundle::save(&document, &folder, &base, overwrite);
            if saved.is_ok() {
                recent::note(&folder);
            }
            Outcome::Saved(saved, folder, leave)
        }
        Effect::Export(document, folder, target, is_draft) => {
            let exported = package::export(&document, &folder, &target, is_draft, None);
            let told = exported.map(|names| (target, names.len(), exports::last(&folder)));
            Outcome::Exported(told.map_err(|error| format!("{error:#}")))
        }
        Effect::OpenPage(document, folder, page, is_draft) => {
            Outcome::PageOpened(open_page(&document, &folder, page, is_draft).map_err(|error| format!("{error:#}")))
        }
        Effect::ExternalEditor(..) | Effect::Copy(_) | Effect::Mouse(_) | Effect::Suspend | Effect::Quit => return None,
    })
}

fn open(folder: &Path) -> Result<Box<Opened>> {
    let bundle = bundle::open_texts(folder)?;
    write::sweep(&bundle.folder);
    crate::disk::pictures::sweep();
    let (lock, held_by) = match lock::lock(&bundle.folder) {
        Ok(lock::Locked::Ours(lock)) => (Some(lock), None),
        Ok(lock::Locked::Elsewhere(process)) => (None, Some(process)),
        // Where nothing can be locked, nobody else can lock either: saving still looks before it writes.
        Err(_) => (None, None),
    };
    let draft = match draft::path(Some(&bundle.folder)) {
        Ok(path) if held_by.is_none() => draft::find(&path),
        _ => draft::Found::None,
    };
    let draft_changes = match &draft {
        draft::Found::Draft(draft) => {
            draft.document().map(|document| draft::differences(&bundle.document, &document)).unwrap_or_default()
        }
        _ => Vec::new(),
    };
    let last_export = exports::last(&bundle.folder);
    Ok(Box::new(Opened { bundle, lock, held_by, draft, draft_changes, last_export }))
}

/// Writes a page of the package into the state folder and opens it. Gives where it lies, and why it could not be opened, if so.
///
/// # Errors
/// It cannot be written.
pub fn open_page(document: &Document, folder: &Path, page: BrowserPage, is_draft: bool) -> Result<(PathBuf, Option<String>)> {
    let media = package::media(document, folder, true)?;
    let (name, text) = match page {
        BrowserPage::Sheet => (names::SHEET, crate::package::sheet(document, media, is_draft)),
        BrowserPage::Preview => (names::PREVIEW, crate::package::preview(document, &media, is_draft)),
    };
    let path = state::folder()?.join("pages").join(state::key(folder)).join(name);
    write::atomically(&path, text.as_bytes())?;
    let refused = crate::platform::open_in_browser(&path).err();
    Ok((path, refused))
}

/// A new offer with the configuration of a module that is deployed already.
fn import(file: PathBuf, module: Option<&str>) -> Outcome {
    let name = file.display().to_string();
    let text = match bundle::text_file(&file) {
        Ok(text) => text,
        Err(fault) => return Outcome::Imported(Err(format!("{name}: {}", fault.words()))),
    };
    let imported = match manifest::import(&text, module) {
        Ok(imported) => imported,
        Err(ImportError::Ambiguous(modules)) => return Outcome::Modules(file, modules),
        Err(error) => return Outcome::Imported(Err(format!("{name}: {error}"))),
    };
    let mut document = crate::starter::document();
    let added = crate::offer::import::add_plan(&mut document, &imported);
    let left = imported.not_held.iter().map(ToString::to_string).collect();
    Outcome::Imported(added.map(|_| (Box::new(document), left)).map_err(|refused| refused.to_string()))
}

/// Writes the sample into a folder in which there is nothing yet.
///
/// # Errors
/// Where there is something in the folder, or it cannot be written.
pub fn copy_sample(folder: &Path) -> Result<()> {
    if std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        bail!("{} is not empty; choose another folder for the sample", folder.display());
    }
    for (name, bytes) in crate::sample::FILES {
        write::atomically(&folder.join(name), bytes)?;
    }
    Ok(())
}

/// Folders first, then files, by name; pictures with what they are. Hidden ones are left out.
fn list(folder: &Path) -> std::io::Result<Vec<FileEntry>> {
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let path = entry.path();
        let is_folder = path.is_dir();
        let is_picture = path.extension().is_some_and(|extension| {
            ["png", "svg", "jpg", "jpeg", "webp"].iter().any(|known| extension.eq_ignore_ascii_case(known))
        });
        let picture = if is_picture && !is_folder { bundle::probe_file(&path).ok() } else { None };
        entries.push(FileEntry { name, is_folder, is_bundle: is_folder && path.join(OFFER_FILE).is_file(), picture });
    }
    entries.sort_by_key(|entry| (!entry.is_folder, entry.picture.is_none(), entry.name.to_lowercase()));
    Ok(entries)
}

fn attach(wanted: Vec<(String, Kind)>, folder: Option<&Path>) -> Vec<(String, Attachment)> {
    let look = |file: &str, kind| match folder {
        Some(folder) => bundle::look_at(folder, file, kind),
        None => Attachment::Fault(FileFault::Missing),
    };
    let attachments = wanted.into_iter().map(|(file, kind)| (file.clone(), look(&file, kind))).collect();
    crate::disk::facts::keep();
    attachments
}

/// Edits a text in `$VISUAL` or `$EDITOR`. `Ok(None)` where it was not changed.
/// The file with the text is kept where the editor fails, and said to be.
///
/// # Errors
/// Where there is no editor, it fails, or what it leaves is no text.
pub fn external_editor(name: &str, text: &str) -> Result<Option<String>, String> {
    edit_outside(name, text).map_err(|error| format!("{error:#}"))
}

fn edit_outside(name: &str, text: &str) -> Result<Option<String>> {
    let editor = ["VISUAL", "EDITOR"].iter().find_map(|name| std::env::var(name).ok().filter(|editor| !editor.trim().is_empty()));
    let editor =
        editor.or_else(|| default_editor().map(str::to_string)).context("neither VISUAL nor EDITOR names your editor")?;
    let folder = state::folder()?.join("edit").join(std::process::id().to_string());
    let path: PathBuf = folder.join(name);
    write::atomically(&path, text.as_bytes())?;
    let status = crate::platform::editor(&editor, &path).status().with_context(|| format!("{editor} could not be started"))?;
    if !status.success() {
        bail!("{editor} ended with an error; nothing was taken over. The text lies in {}", path.display());
    }
    let bytes = std::fs::read(&path).with_context(|| format!("{} could not be read", path.display()))?;
    let edited = String::from_utf8(bytes)
        .ok()
        .with_context(|| format!("what {editor} left is no UTF-8 text; it lies in {}", path.display()))?
        .replace("\r\n", "\n");
    let _ = std::fs::remove_dir_all(&folder);
    Ok((edited != text && edited.strip_suffix('\n') != Some(text)).then_some(edited))
}

/// The editor of a system where none was named.
fn default_editor() -> Option<&'static str> {
    if cfg!(windows) { Some("notepad") } else { None }
}
