//! What was exported last of each bundle, for the review, which tells what changed since.

use super::{state, write};
use crate::package::changes::Earlier;
use crate::package::fields::{self, Unreadable};
use anyhow::{Context, Result, anyhow};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Notes what was exported of the bundle in `bundle`.
///
/// # Errors
/// It cannot be written.
pub fn note(bundle: &Path, exported: &std::result::Result<Earlier, Unreadable>) -> Result<()> {
    let exported = exported.as_ref().map_err(|reason| anyhow!("{reason}"))?;
    // A draft is not submitted, so nothing is told against it.
    if exported.fields["draft"] == true {
        return Ok(());
    }
    let text = json!({ "fields": exported.fields, "pictures": exported.pictures });
    write::atomically(&file(bundle)?, text.to_string().as_bytes())
}

/// What was exported last of the bundle in `bundle`, if anything is known.
pub fn last(bundle: &Path) -> Option<Earlier> {
    let text = std::fs::read(file(bundle).ok()?).ok()?;
    let noted: Value = serde_json::from_slice(&text).ok()?;
    let fields = fields::parse(noted["fields"].to_string().as_bytes()).ok()?;
    let pictures = serde_json::from_value(noted["pictures"].clone()).ok()?;
    Some(Earlier { fields, pictures })
}

fn file(bundle: &Path) -> Result<PathBuf> {
    let folder = state::folder().context("nothing can be kept")?;
    Ok(folder.join("exports").join(state::key(bundle)).with_extension("json"))
}
