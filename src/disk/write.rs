//! Writes a file so that it is the old one or the new one, whatever happens meanwhile.

use anyhow::{Context, Result};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The start of the names of files that are being written. What a killed process left of them is swept up by [`sweep`].
const ASIDE: &str = ".edge-offer-";

/// Puts `bytes` at `path`: written aside in the same folder, synced, renamed over it, and the folder synced.
/// Folders on the way are made. A symbolic link is followed, an existing file keeps its permissions.
pub fn atomically(path: &Path, bytes: &[u8]) -> Result<()> {
    put(path, bytes).with_context(|| format!("{} could not be written", path.display()))
}

fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    };
    fs::create_dir_all(&folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(ASIDE).suffix(".tmp");
    let mut aside = platform::with_common_permissions(&mut builder).tempfile_in(&folder)?;
    aside.write_all(bytes)?;
    if let Ok(existing) = fs::metadata(&target) {
        aside.as_file().set_permissions(existing.permissions())?;
    }
    aside.as_file().sync_all()?;
    aside.persist(&target)?;
    platform::sync_folder(&folder)
}

/// Writes files into a folder that nobody knows yet, each synced, and every folder synced at the end.
pub fn all(folder: &Path, files: &std::collections::BTreeMap<String, Vec<u8>>) -> Result<()> {
    let mut folders = std::collections::BTreeSet::from([folder.to_path_buf()]);
    for (name, bytes) in files {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
            folders.extend(parent.ancestors().take_while(|above| above.starts_with(folder)).map(Path::to_path_buf));
        }
        let mut file = File::create_new(&path)?;
        file.write_all(bytes)?;
        file.sync_all()?;
    }
    folders.iter().try_for_each(|folder| platform::sync_folder(folder))
}

/// Makes sure that what was renamed in a folder stays so, where the system can.
pub fn sync_folder(folder: &Path) -> Result<()> {
    platform::sync_folder(folder)
}

/// Removes what killed processes left in `folder`, if it is more than a minute old. Says nothing where it cannot.
pub fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(ASIDE) && name.ends_with(".tmp") && is_old(&entry.path()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Removes the packages that killed processes left half-written or half-replaced beside a package that is whole again.
pub fn sweep_packages(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && name.starts_with(ASIDE) && name.ends_with(".tmp") && is_old(&entry.path()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn is_old(path: &Path) -> bool {
    let modified = fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    modified.and_then(|time| time.elapsed().ok()).is_some_and(|age| age.as_secs() > 60)
}

/// Reads an ordinary file of at most `most` bytes. `Ok(Err(size))` says that it is larger.
pub fn read_at_most(path: &Path, most: u64) -> std::io::Result<Result<Vec<u8>, u64>> {
    use std::io::Read;
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    if size > most {
        return Ok(Err(size));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    file.take(most + 1).read_to_end(&mut bytes)?;
    Ok(if bytes.len() as u64 > most { Err(bytes.len() as u64) } else { Ok(bytes) })
}

#[cfg(unix)]
mod platform {
    use std::os::unix::fs::PermissionsExt;

    /// New files get what the person's umask leaves of rw-rw-rw-, not the private mode of temporary files.
    pub fn with_common_permissions<'a, 'b, 'c>(builder: &'c mut tempfile::Builder<'a, 'b>) -> &'c mut tempfile::Builder<'a, 'b> {
        builder.permissions(std::fs::Permissions::from_mode(0o666))
    }

    /// A rename is on the disk only when its folder is.
    pub fn sync_folder(folder: &std::path::Path) -> anyhow::Result<()> {
        Ok(std::fs::File::open(folder)?.sync_all()?)
    }
}

#[cfg(not(unix))]
mod platform {
    pub fn with_common_permissions<'a, 'b, 'c>(builder: &'c mut tempfile::Builder<'a, 'b>) -> &'c mut tempfile::Builder<'a, 'b> {
        builder
    }

    /// Folders cannot be synced here.
    pub fn sync_folder(_folder: &std::path::Path) -> anyhow::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b.txt");
        atomically(&path, b"one").unwrap();
        atomically(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_permissions_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        fs::write(&real, "x").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        atomically(&link, b"y").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(fs::read(&real).unwrap(), b"y");
    }

    #[test]
    fn what_cannot_be_written_says_where() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), "x").unwrap();
        let error = atomically(&folder.path().join("file/below"), b"y").unwrap_err();
        assert!(format!("{error:#}").contains("file/below could not be written"), "{error:#}");
    }
}
