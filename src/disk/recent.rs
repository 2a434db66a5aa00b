//! The bundles that were opened last.

use super::{state, write};
use std::path::{Path, PathBuf};

const MOST: usize = 9;

/// The bundles that were opened last and are still there, the latest first.
pub fn list() -> Vec<PathBuf> {
    let Ok(path) = file() else { return Vec::new() };
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let bundles: Vec<PathBuf> = serde_json::from_str(&text).unwrap_or_default();
    bundles.into_iter().filter(|bundle| bundle.join(crate::offer::OFFER_FILE).is_file()).collect()
}

/// Notes that `bundle` was opened. The list is a convenience: where it cannot be written, nothing is said.
pub fn note(bundle: &Path) {
    let Ok(bundle) = std::fs::canonicalize(bundle) else { return };
    let mut bundles = list();
    bundles.retain(|other| *other != bundle);
    bundles.insert(0, bundle);
    bundles.truncate(MOST);
    if let (Ok(path), Ok(text)) = (file(), serde_json::to_vec_pretty(&bundles)) {
        let _ = write::atomically(&path, &text);
    }
}

fn file() -> anyhow::Result<PathBuf> {
    Ok(state::folder()?.join("recent.json"))
}
