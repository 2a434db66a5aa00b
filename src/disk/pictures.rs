//! Pictures that were made and are not in a bundle yet, and pictures that a save may replace: kept by their content in the state
//! folder, so that a draft finds them after a crash and undo finds them after a save.

use super::{state, write};
use anyhow::Result;
use std::path::PathBuf;

/// After this many days a picture that no draft names is forgotten.
const DAYS: u64 = 30;

/// Keeps a picture and gives its file.
///
/// # Errors
/// Where the state folder cannot be written.
pub fn keep(png: &[u8]) -> Result<PathBuf> {
    let path = state::folder()?.join("pictures").join(format!("{}.png", &super::digest(png)[..32]));
    let path = std::path::absolute(&path).unwrap_or(path);
    let is_young = std::fs::metadata(&path).and_then(|metadata| metadata.modified()).is_ok_and(|time| {
        // What is kept again is young again.
        time.elapsed().is_ok_and(|age| age.as_secs() < 86_400)
    });
    if !is_young || !std::fs::read(&path).is_ok_and(|there| there == png) {
        write::atomically(&path, png)?;
    }
    Ok(path)
}

/// Removes pictures that are old and that no draft names. Says nothing where it cannot.
pub fn sweep() {
    let Ok(folder) = state::folder() else { return };
    let old = |path: &PathBuf| {
        let modified = std::fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
        modified.and_then(|time| time.elapsed().ok()).is_some_and(|age| age.as_secs() > DAYS * 86_400)
    };
    let files = |name: &str| std::fs::read_dir(folder.join(name)).into_iter().flatten().flatten().map(|entry| entry.path());
    let candidates: Vec<PathBuf> = files("pictures").filter(old).collect();
    if candidates.is_empty() {
        return;
    }
    let drafts: Vec<String> = files("drafts").filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    for path in candidates {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !drafts.iter().any(|draft| draft.contains(&name)) {
            let _ = std::fs::remove_file(path);
        }
    }
}
