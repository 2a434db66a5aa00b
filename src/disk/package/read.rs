//! Reads a package that somebody gives us, folder or archive, as if it was hostile: what would leave the package, exhaust the
//! memory or mean two things at once is refused.

use crate::disk::write::read_at_most;
use crate::package::{Files, names};
use anyhow::{Context, Result, bail, ensure};
use std::collections::HashSet;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

/// No package has more files than this: an offer of 100 plans has about 600.
const MOST_FILES: usize = 4096;
/// No file of a package has more bytes than this.
const MOST_FILE: u64 = 64 << 20;
/// No package has more bytes than this altogether.
const MOST_TOTAL: u64 = 256 << 20;
/// Up to this size a file may be compressed as well as it likes.
const SMALL: u64 = 1 << 20;
/// Above it, no more than to this part of its size.
const MOST_RATIO: u64 = 200;

/// The files of the package at `path`: a folder, or an archive.
///
/// # Errors
/// It cannot be read, is no package, or is one that must not be trusted: paths that lead out of it, links, duplicates,
/// encrypted files, more than any package has.
pub fn read(path: &Path) -> Result<Files> {
    let shown = crate::visible::on_one_line(&path.display().to_string());
    let metadata = fs::metadata(path).with_context(|| format!("{shown} cannot be read"))?;
    let files = if metadata.is_dir() {
        folder(path)
    } else if metadata.is_file() {
        let bytes = read_at_most(path, MOST_TOTAL).with_context(|| format!("{shown} cannot be read"))?;
        match bytes {
            Ok(bytes) => archive(&bytes),
            Err(size) => Err(anyhow::anyhow!("it has {size} bytes, more than any package")),
        }
    } else {
        Err(anyhow::anyhow!("it is no ordinary file"))
    };
    let files = files.with_context(|| format!("{shown} is no package that can be read"))?;
    ensure!(files.contains_key(names::FIELDS), "{shown} is no package of this program: it has no {}", names::FIELDS);
    Ok(files)
}

/// Counts what is read, against the limits.
#[derive(Default)]
struct Budget {
    files: usize,
    bytes: u64,
}

impl Budget {
    /// Reads one file, no further than the limits; `compressed` is how many bytes it has in an archive.
    fn take(&mut self, name: &str, input: impl Read, compressed: Option<u64>) -> Result<Vec<u8>> {
        self.files += 1;
        ensure!(self.files <= MOST_FILES, "it has more than {MOST_FILES} files");
        let by_ratio = compressed.map_or(u64::MAX, |compressed| SMALL.max(compressed.saturating_mul(MOST_RATIO)));
        let most = by_ratio.min(MOST_FILE).min(MOST_TOTAL.saturating_sub(self.bytes));
        let mut bytes = Vec::new();
        input.take(most + 1).read_to_end(&mut bytes).with_context(|| format!("{} cannot be unpacked", quoted(name)))?;
        ensure!(bytes.len() as u64 <= most, "{} unpacks to more than any file of a package has", quoted(name));
        self.bytes += bytes.len() as u64;
        Ok(bytes)
    }
}

fn quoted(name: &str) -> String {
    crate::visible::on_one_line(name)
}

/// Whether a name stays within the package on every system.
fn is_safe(name: &str) -> bool {
    !name.is_empty() && !name.contains(['\\', ':', '\0']) && name.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

fn folder(root: &Path) -> Result<Files> {
    let (mut files, mut budget) = (Files::new(), Budget::default());
    let mut folders = vec![(root.to_path_buf(), String::new())];
    let mut seen = 0;
    while let Some((folder, prefix)) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("{} cannot be listed", folder.display()))? {
            let entry = entry?;
            seen += 1;
            ensure!(seen <= 2 * MOST_FILES, "it has more than {MOST_FILES} files");
            let Some(name) = entry.file_name().to_str().map(|name| format!("{prefix}{name}")) else {
                bail!("{} has no name of UTF-8 letters", quoted(&entry.path().display().to_string()))
            };
            let metadata = fs::symlink_metadata(entry.path())?;
            if metadata.is_dir() {
                ensure!(prefix.matches('/').count() < 16, "its folders are nested too deep");
                folders.push((entry.path(), name + "/"));
            } else if metadata.is_file() {
                let bytes = budget.take(&name, fs::File::open(entry.path())?, None)?;
                files.insert(name, bytes);
            } else {
                bail!("{} is a link or no ordinary file; a package has neither", quoted(&name));
            }
        }
    }
    Ok(files)
}

fn archive(bytes: &[u8]) -> Result<Files> {
    let count = entries(bytes).context("it is no zip archive that can be read")?;
    ensure!(count <= 2 * MOST_FILES, "it has more than {MOST_FILES} files");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).context("it is no zip archive that can be read")?;
    // The reader keeps one of two files of the same name; the directory tells how many there are.
    ensure!(count == archive.len(), "two of its files have the same name");
    let (mut files, mut budget, mut names) = (Files::new(), Budget::default(), HashSet::new());
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).context("its directory cannot be read")?;
        let name = entry.name().context("a file has no name of UTF-8 letters")?.into_owned();
        ensure!(!entry.encrypted(), "{} is encrypted", quoted(&name));
        ensure!(is_safe(name.strip_suffix('/').unwrap_or(&name)), "the path {} leads out of the package", quoted(&name));
        const KIND: u32 = 0o170_000;
        let kind = entry.unix_mode().map_or(0, |mode| mode & KIND);
        ensure!(
            matches!(kind, 0 | 0o100_000 | 0o040_000),
            "{} is a link or no ordinary file; a package has neither",
            quoted(&name)
        );
        let (is_folder, compressed) = (entry.is_dir(), entry.compressed_size());
        drop(entry);
        if is_folder {
            continue;
        }
        let entry = archive.by_index(index).with_context(|| format!("{} cannot be unpacked", quoted(&name)))?;
        let bytes = budget.take(&name, entry, Some(compressed))?;
        // Some systems do not tell large letters from small ones: there, one of two would take the other's place.
        ensure!(names.insert(name.to_lowercase()), "two of its files have the same name: {}", quoted(&name));
        files.insert(name, bytes);
    }
    Ok(files)
}

/// How many files the archive's directory has, counted by walking it. `None` where it cannot be walked, or is of the kind for
/// archives larger than any package.
fn entries(bytes: &[u8]) -> Option<usize> {
    let number = |at: usize, length: usize| -> Option<usize> {
        Some(bytes.get(at..at + length)?.iter().rev().fold(0usize, |sum, byte| sum << 8 | usize::from(*byte)))
    };
    // The end record has 22 bytes and a comment of at most 65535.
    let last = bytes.len().checked_sub(22)?;
    let end = (last.saturating_sub(65_535)..=last).rev().find(|at| bytes[*at..].starts_with(b"PK\x05\x06"))?;
    let (size, offset) = (number(end + 12, 4)?, number(end + 16, 4)?);
    // Something may stand before the archive; its directory still ends where the end record begins.
    let mut at = end.checked_sub(size).filter(|start| *start >= offset)?;
    let mut count = 0;
    while at < end {
        if !bytes[at..].starts_with(b"PK\x01\x02") {
            return None;
        }
        at = at.checked_add(46 + number(at + 28, 2)? + number(at + 30, 2)? + number(at + 32, 2)?)?;
        count += 1;
    }
    (at == end && number(end + 10, 2)? == count).then_some(count)
}
