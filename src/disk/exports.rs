//! What was exported last of each bundle, for the review, which tells what changed since.

use super::state;
use crate::offer::OFFER_FILE;
use crate::package::Files;
use crate::package::changes::Earlier;
use crate::package::fields;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The package that was exported last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LastExport {
    /// Its fields and the digests of its pictures.
    pub earlier: Earlier,
    /// The sizes of its pictures in bytes, by their names: the wizard knows no digests of its own pictures.
    pub sizes: BTreeMap<String, u64>,
}

/// Notes what was exported of the bundle in `bundle`. Of a draft, which is not submitted, and of what was never saved as a bundle
/// nothing is noted.
///
/// # Errors
/// It cannot be written.
pub fn note(bundle: &Path, files: &Files) -> Result<()> {
    let earlier = Earlier::of(files).map_err(|reason| anyhow::anyhow!("{reason}"))?;
    if earlier.fields["draft"] == true || !bundle.join(OFFER_FILE).is_file() {
        return Ok(());
    }
    let sizes: BTreeMap<&String, usize> =
        files.iter().filter(|(name, _)| earlier.pictures.contains_key(*name)).map(|(name, bytes)| (name, bytes.len())).collect();
    let text = json!({ "fields": earlier.fields, "pictures": earlier.pictures, "sizes": sizes });
    let file = file(bundle)?;
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    // Not synced: what is lost or half-written in a crash is only not told, and nobody waits for the disk.
    Ok(std::fs::write(file, text.to_string())?)
}

/// What was exported last of the bundle in `bundle`, if anything is known.
pub fn last(bundle: &Path) -> Option<LastExport> {
    let text = std::fs::read(file(bundle).ok()?).ok()?;
    let noted: Value = serde_json::from_slice(&text).ok()?;
    let fields = fields::parse(noted["fields"].to_string().as_bytes()).ok()?;
    let pictures = serde_json::from_value(noted["pictures"].clone()).ok()?;
    let sizes = serde_json::from_value(noted["sizes"].clone()).ok()?;
    Some(LastExport { earlier: Earlier { fields, pictures }, sizes })
}

fn file(bundle: &Path) -> Result<PathBuf> {
    let folder = state::folder().context("nothing can be kept")?;
    Ok(folder.join("exports").join(state::key(bundle)).with_extension("json"))
}
