//! Where the program keeps what is not part of any bundle: drafts, locks, the list of recent bundles.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// The folder for the program's state: `$XDG_STATE_HOME/edge-offer`, `~/Library/Application Support/edge-offer`,
/// `%LOCALAPPDATA%\edge-offer\data`. `EDGE_OFFER_STATE_DIR` names another.
///
/// # Errors
/// Where the person has no home.
pub fn folder() -> Result<PathBuf> {
    if let Some(folder) = std::env::var_os("EDGE_OFFER_STATE_DIR").filter(|folder| !folder.is_empty()) {
        return Ok(PathBuf::from(folder));
    }
    let directories =
        directories::ProjectDirs::from("", "", "edge-offer").context("there is no home folder in which drafts could be kept")?;
    Ok(directories.state_dir().unwrap_or(directories.data_local_dir()).to_path_buf())
}

/// A short name for a bundle that no other bundle on this machine has.
pub fn key(bundle: &Path) -> String {
    let absolute =
        std::fs::canonicalize(bundle).or_else(|_| std::path::absolute(bundle)).unwrap_or_else(|_| bundle.to_path_buf());
    super::digest(absolute.as_os_str().as_encoded_bytes())[..16].to_string()
}
