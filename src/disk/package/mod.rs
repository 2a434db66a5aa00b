//! Packages on disk: written whole or not at all and never over somebody's own files, and read as if they were hostile.

mod read;

pub use read::read;

use super::{bundle, write};
use crate::offer::Document;
use crate::package::changes::Earlier;
use crate::package::{self, Files, fields, names};
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

/// Exports the document of the bundle in `folder` to `target`; a name that ends in `.zip` makes an archive. With an earlier
/// package the sheet tells only what changed since. Gives the names of the files in the package.
///
/// # Errors
/// Where a picture cannot be read, the target is something that is not a package of ours, or the disk refuses.
/// Then the target is what it was.
pub fn export(document: &Document, folder: &Path, target: &Path, draft: bool, since: Option<&Earlier>) -> Result<Vec<String>> {
    let files = package::build(document, media(document, folder, draft)?, draft, since);
    if is_archive(target) {
        refuse_foreign_archive(target)?;
        write::atomically(target, &archive(&files)?)?;
    } else {
        replace_folder(target, &files).with_context(|| format!("{} could not be written", target.display()))?;
    }
    // For the review, which tells what changed since. A convenience: where it cannot be noted, nothing is said.
    let _ = super::exports::note(folder, &files);
    Ok(files.into_keys().collect())
}

/// The pictures of the bundle in `folder`, by their names in the package.
///
/// # Errors
/// One cannot be read, unless it is for a draft, which shows what is there.
pub fn media(document: &Document, folder: &Path, draft: bool) -> Result<Files> {
    let mut media = Files::new();
    for picture in names::pictures(document) {
        match bundle::picture_bytes(folder, document, &picture.from) {
            Ok(bytes) => drop(media.insert(picture.to, bytes)),
            Err(_) if draft => {}
            Err(error) => return Err(error),
        }
    }
    Ok(media)
}

/// The package at `path`, if it is as it was exported.
///
/// # Errors
/// As [`read`], and where a file of it was changed, is missing or was added, or it is of a later format.
pub fn read_whole(path: &Path) -> Result<Files> {
    let files = read(path)?;
    let shown = crate::visible::on_one_line(&path.display().to_string());
    fields::parse(files.get(names::FIELDS).map_or(&[][..], Vec::as_slice))
        .map_err(|reason| anyhow::anyhow!("{shown}: {reason}"))?;
    match package::checksums::verify(&files) {
        None => bail!("{shown} is no whole package: it has no {}", names::CHECKSUMS),
        Some(tampered) if !tampered.is_nothing() => {
            bail!(
                "{shown} is not what was exported ({}); edge-offer verify tells all",
                tampered.lines().first().cloned().unwrap_or_default()
            )
        }
        Some(_) => Ok(files),
    }
}

/// Whether a target is an archive, by its name.
fn is_archive(target: &Path) -> bool {
    target.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"))
}

/// The archive of some files: sorted names, one fixed date, one fixed mode, so that the same files give the same bytes.
/// Pictures are compressed already.
pub fn archive(files: &Files) -> Result<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    // The same bytes on every system: else each would write its own name, and another reading of the permissions.
    let options = zip::write::SimpleFileOptions::default()
        .system(zip::System::Unix)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644);
    for (name, bytes) in files {
        let method = if name.ends_with(".png") { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
        zip.start_file(name.as_str(), options.compression_method(method))?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn refuse_foreign_archive(target: &Path) -> Result<()> {
    let foreign = || format!("{} is there and is no package of this program; remove it or choose another name", target.display());
    match fs::File::open(target) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error).with_context(foreign),
        Ok(file) => {
            let mut archive = zip::ZipArchive::new(file).ok().with_context(foreign)?;
            let mut text = Vec::new();
            archive
                .by_name(names::FIELDS)
                .ok()
                .with_context(foreign)?
                .take(1 << 24)
                .read_to_end(&mut text)
                .with_context(foreign)?;
            if fields::is_ours(&text) { Ok(()) } else { bail!(foreign()) }
        }
    }
}

/// Writes the files into a folder aside, then exchanges the folders by renaming.
fn replace_folder(target: &Path, files: &Files) -> Result<()> {
    let absolute = std::path::absolute(target)?;
    let parent = absolute.parent().context("the root folder cannot be a package")?;
    refuse_foreign_folder(&absolute)?;
    fs::create_dir_all(parent)?;
    let aside = tempfile::Builder::new().prefix(".edge-offer-").suffix(".tmp").tempdir_in(parent)?;
    write::all(aside.path(), files)?;
    let old = Old::move_away(&absolute, parent)?;
    let fresh = aside.keep();
    if let Err(error) = open_to_others(&fresh).and_then(|()| fs::rename(&fresh, &absolute)) {
        let _ = fs::remove_dir_all(&fresh);
        old.put_back(&absolute);
        return Err(error.into());
    }
    old.remove();
    let _ = write::sync_folder(parent);
    write::sweep_packages(parent);
    Ok(())
}

fn refuse_foreign_folder(target: &Path) -> Result<()> {
    let Ok(metadata) = fs::symlink_metadata(target) else { return Ok(()) };
    if !metadata.is_dir() {
        bail!("it is there and is no folder; choose another name, or one that ends in .zip");
    }
    let ours =
        fs::read(target.join(names::FIELDS)).is_ok_and(|text| fields::is_ours(&text)) && target.join(names::CHECKSUMS).is_file();
    let empty = fs::read_dir(target)?.next().is_none();
    if !ours && !empty {
        bail!("it is there and is no package of this program; remove it or choose another name");
    }
    // What a person put beside our files would be lost with the old package.
    if ours && let Some(extra) = foreign_file(target)? {
        bail!("{} in it is not part of the package and would be lost; move it away first", extra.display());
    }
    Ok(())
}

/// A file in an old package that its list of digests does not name.
fn foreign_file(target: &Path) -> Result<Option<PathBuf>> {
    let sums = fs::read_to_string(target.join(names::CHECKSUMS))?;
    let known: Vec<&str> = sums.lines().filter_map(|line| line.split_once("  ")).map(|(_, name)| name).collect();
    let mut folders = vec![target.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if fs::symlink_metadata(&path)?.is_dir() {
                folders.push(path);
                continue;
            }
            let relative = path.strip_prefix(target).unwrap_or(&path).to_path_buf();
            let name = relative.to_string_lossy().replace('\\', "/");
            if name != names::CHECKSUMS && !known.contains(&name.as_str()) {
                return Ok(Some(relative));
            }
        }
    }
    Ok(None)
}

/// The package that was there before.
struct Old(Option<PathBuf>);

impl Old {
    fn move_away(target: &Path, parent: &Path) -> Result<Old> {
        if !target.exists() {
            return Ok(Old(None));
        }
        let place = tempfile::Builder::new().prefix(".edge-offer-old-").suffix(".tmp").tempdir_in(parent)?.keep();
        fs::remove_dir(&place)?;
        fs::rename(target, &place)?;
        Ok(Old(Some(place)))
    }

    fn put_back(self, target: &Path) {
        if let Old(Some(place)) = self {
            let _ = fs::rename(place, target);
        }
    }

    fn remove(self) {
        if let Old(Some(place)) = self {
            let _ = fs::remove_dir_all(place);
        }
    }
}

/// A temporary folder is private; a package is to be shown.
#[cfg(unix)]
fn open_to_others(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn open_to_others(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::digest;

    fn sample_on_disk() -> (tempfile::TempDir, Document) {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in crate::sample::FILES {
            write::atomically(&folder.path().join(name), bytes).unwrap();
        }
        let document = bundle::open(folder.path()).unwrap().document;
        (folder, document)
    }

    #[test]
    fn folder_and_archive_hold_the_same_and_every_digest_is_right() {
        let (folder, document) = sample_on_disk();
        let out = tempfile::tempdir().unwrap();
        let names = export(&document, folder.path(), &out.path().join("package"), false, None).unwrap();
        export(&document, folder.path(), &out.path().join("package.zip"), false, None).unwrap();
        let first = fs::read(out.path().join("package.zip")).unwrap();
        export(&document, folder.path(), &out.path().join("package.zip"), false, None).unwrap();
        assert_eq!(fs::read(out.path().join("package.zip")).unwrap(), first);
        let mut archive = zip::ZipArchive::new(Cursor::new(first)).unwrap();
        for name in &names {
            let mut packed = Vec::new();
            archive.by_name(name).unwrap().read_to_end(&mut packed).unwrap();
            assert_eq!(fs::read(out.path().join("package").join(name)).unwrap(), packed, "{name}");
        }
        let sums = fs::read_to_string(out.path().join("package/SHA256SUMS")).unwrap();
        assert_eq!(sums.lines().count(), names.len() - 1);
        for line in sums.lines() {
            let (sum, name) = line.split_once("  ").unwrap();
            assert_eq!(digest(&fs::read(out.path().join("package").join(name)).unwrap()), sum);
        }
    }

    #[test]
    fn what_is_not_ours_is_not_replaced() {
        let (folder, document) = sample_on_disk();
        let out = tempfile::tempdir().unwrap();
        let target = out.path().join("package");
        fs::create_dir(&target).unwrap();
        fs::write(target.join("thesis.txt"), "mine").unwrap();
        assert!(
            format!("{:#}", export(&document, folder.path(), &target, false, None).unwrap_err())
                .contains("no package of this program")
        );
        assert_eq!(fs::read_to_string(target.join("thesis.txt")).unwrap(), "mine");
        fs::remove_file(target.join("thesis.txt")).unwrap();
        export(&document, folder.path(), &target, false, None).unwrap();
        fs::write(target.join("notes.txt"), "mine").unwrap();
        assert!(format!("{:#}", export(&document, folder.path(), &target, false, None).unwrap_err()).contains("notes.txt"));
        fs::write(out.path().join("a.zip"), "mine").unwrap();
        assert!(export(&document, folder.path(), &out.path().join("a.zip"), false, None).is_err());
        assert_eq!(fs::read_to_string(out.path().join("a.zip")).unwrap(), "mine");
        assert_eq!(fs::read_dir(out.path()).unwrap().count(), 2, "something was left behind");
    }
}
