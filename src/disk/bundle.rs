//! A bundle on disk: opened, saved, and never overwritten behind somebody's back.

use super::{digest, write};
use crate::media;
use crate::offer::{Attachment, Document, FileFault, Kind, OFFER_FILE};
use anyhow::{Context, Result, anyhow, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// No text of a bundle has more bytes than this; the longest field takes 10,000 characters.
const MOST_TEXT: u64 = 4 << 20;
/// No picture has more bytes than this.
pub const MOST_PICTURE: u64 = 32 << 20;

/// No deployment manifest has more bytes than this.
const MOST_IMPORT: u64 = 16 << 20;

/// The texts as they were on disk when they were read: their digests. A text that is not in it was not there.
pub type Base = BTreeMap<String, String>;

/// A bundle that was opened.
#[derive(Debug)]
pub struct Bundle {
    /// Its folder.
    pub folder: PathBuf,
    /// Its content.
    pub document: Document,
    /// What its texts were.
    pub base: Base,
}

/// Opens the bundle in `folder` (or the one of which `folder` is the `offer.toml`), with all the files that it names.
///
/// # Errors
/// Where there is no bundle, or its `offer.toml` cannot be read as TOML; with file, line and column.
pub fn open(folder: &Path) -> Result<Bundle> {
    let mut bundle = open_texts(folder)?;
    attach_wanted(&bundle.folder, &mut bundle.document, &mut bundle.base, |_| true);
    super::facts::keep();
    Ok(bundle)
}

/// The same without the pictures, which take longer than everything else: the wizard looks at them after its first frame.
///
/// # Errors
/// As [`open()`].
pub fn open_texts(folder: &Path) -> Result<Bundle> {
    let folder = if folder.is_file() && folder.file_name().is_some_and(|name| name == OFFER_FILE) {
        folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_path_buf()
    } else {
        folder.to_path_buf()
    };
    let file = folder.join(OFFER_FILE);
    let shown = crate::visible::on_one_line(&file.display().to_string());
    let metadata = match fs::metadata(&folder) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let folder = crate::visible::on_one_line(&folder.display().to_string());
            bail!("{folder}: there is no such folder; `edge-offer new {folder}` makes a bundle there")
        }
        Err(error) => return Err(error).with_context(|| format!("{} could not be opened", folder.display())),
    };
    if !metadata.is_dir() {
        bail!("{} is no folder; a bundle is a folder with {OFFER_FILE} in it", folder.display());
    }
    if !file.exists() && fs::symlink_metadata(&file).is_err() {
        bail!("{} is no bundle: it has no {OFFER_FILE}; `edge-offer new` makes one", folder.display());
    }
    let text = match read_text(&file) {
        Ok(text) => text,
        Err(FileFault::NotUtf8(at)) => {
            let bytes = fs::read(&file).unwrap_or_default();
            let (line, column) = position_in_bytes(&bytes, at);
            bail!("{shown}: line {line}, column {column}: this is no UTF-8 text (byte {}); nothing was changed", at + 1)
        }
        Err(fault) => bail!("{shown}: {}", fault.words()),
    };
    let mut base = Base::from([(OFFER_FILE.to_string(), digest(text.as_bytes()))]);
    let mut document = Document::parse(text).map_err(|fault| {
        anyhow!("{shown}: {fault}\n  = nothing was changed; correct this line in an editor and open the bundle again")
    })?;
    attach_wanted(&folder, &mut document, &mut base, |kind| !matches!(kind, Kind::Picture(..)));
    Ok(Bundle { folder, document, base })
}

/// Reads the files that `document` names and that were not looked at yet, of the kinds that are asked for.
pub fn attach_wanted(folder: &Path, document: &mut Document, base: &mut Base, of: impl Fn(Kind) -> bool) {
    for (path, kind) in document.wanted().into_iter().filter(|(_, kind)| of(*kind)) {
        let attachment = look_at(folder, &path, kind);
        if let Attachment::Text(text) = &attachment {
            base.insert(path.clone(), digest(text.as_bytes()));
        }
        document.attach(&path, attachment);
    }
}

/// What the file at `path` in the bundle's folder is, for a field of this kind.
pub fn look_at(folder: &Path, path: &str, kind: Kind) -> Attachment {
    let full = match resolve(folder, path) {
        Ok(full) => full,
        Err(fault) => return Attachment::Fault(fault),
    };
    match kind {
        Kind::Picture(..) => match probe_file(&full) {
            Ok(facts) => Attachment::Picture(facts),
            Err(fault) => Attachment::Fault(fault),
        },
        _ => match read_text(&full) {
            Ok(text) => Attachment::Text(text),
            Err(fault) => Attachment::Fault(fault),
        },
    }
}

/// The text of a file anywhere on disk, without a byte order mark: a manifest to import.
pub fn text_file(path: &Path) -> Result<String, FileFault> {
    let text =
        String::from_utf8(read(path, MOST_IMPORT)?).map_err(|error| FileFault::NotUtf8(error.utf8_error().valid_up_to()))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_string).unwrap_or(text))
}

/// The bytes of an ordinary file anywhere on disk, of at most `most` bytes.
pub fn bytes_of(path: &Path, most: u64) -> Result<Vec<u8>, FileFault> {
    read(path, most)
}

/// The facts of the picture in a file anywhere on disk.
pub fn probe_file(path: &Path) -> Result<media::PictureFacts, FileFault> {
    Ok(super::facts::probe(&read(path, MOST_PICTURE)?))
}

/// The bytes of a picture of the bundle: of the file that a save will copy, or of the one in the folder.
pub fn picture_bytes(folder: &Path, document: &Document, path: &str) -> Result<Vec<u8>> {
    let full = match document.imports().get(path) {
        Some(from) => from.clone(),
        None => resolve(folder, path).map_err(|fault| anyhow!("{path}: {}", fault.words()))?,
    };
    read(&full, MOST_PICTURE).map_err(|fault| anyhow!("{path}: {}", fault.words()))
}

/// Where `path`, as `offer.toml` has it, lies on disk.
///
/// # Errors
/// `Outside` for an absolute path, for `..`, and where symbolic links lead out of the folder.
pub fn resolve(folder: &Path, path: &str) -> Result<PathBuf, FileFault> {
    let relative = Path::new(path);
    let plain = relative.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    // A drive letter or a backslash is a name here and a way out on Windows: a bundle travels.
    if !plain || path.contains(['\\', ':', '\0']) || path.is_empty() {
        return Err(FileFault::Outside);
    }
    let full = folder.join(relative);
    let root = fs::canonicalize(folder).map_err(unreadable)?;
    let mut existing = full.as_path();
    loop {
        match fs::canonicalize(existing) {
            Ok(real) if real.starts_with(&root) => return Ok(full),
            Ok(_) => return Err(FileFault::Outside),
            // A link that leads nowhere could still lead out.
            Err(_) if fs::symlink_metadata(existing).is_ok_and(|metadata| metadata.is_symlink()) => {
                return Err(FileFault::Outside);
            }
            Err(_) => match existing.parent() {
                Some(parent) => existing = parent,
                None => return Ok(full),
            },
        }
    }
}

fn read_text(path: &Path) -> Result<String, FileFault> {
    String::from_utf8(read(path, MOST_TEXT)?).map_err(|error| FileFault::NotUtf8(error.utf8_error().valid_up_to()))
}

fn read(path: &Path, most: u64) -> Result<Vec<u8>, FileFault> {
    let metadata = fs::metadata(path)
        .map_err(|error| if error.kind() == std::io::ErrorKind::NotFound { FileFault::Missing } else { unreadable(error) })?;
    // A pipe would block, a device might never end.
    if !metadata.is_file() {
        return Err(FileFault::NotAFile);
    }
    write::read_at_most(path, most).map_err(unreadable)?.map_err(FileFault::TooLarge)
}

fn unreadable(error: std::io::Error) -> FileFault {
    FileFault::Unreadable(error.to_string())
}

fn position_in_bytes(bytes: &[u8], at: usize) -> (usize, usize) {
    let before = &bytes[..at.min(bytes.len())];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    (line, String::from_utf8_lossy(&before[start..]).chars().count() + 1)
}

/// Why a save did not happen.
#[derive(Debug)]
pub enum NotSaved {
    /// These texts are not on disk as they were read: somebody else changed them.
    Changed(Vec<String>),
    /// The disk refused.
    Disk(anyhow::Error),
}

/// Saves `document` into `folder`: pictures first, `offer.toml` last, each atomically, and only what differs.
/// Gives the files that were written, and what the texts are now.
///
/// # Errors
/// [`NotSaved::Changed`] where a text was changed by someone else since `base`, unless `overwrite`.
pub fn save(document: &Document, folder: &Path, base: &Base, overwrite: bool) -> Result<(Vec<String>, Base), NotSaved> {
    let disk = |error: anyhow::Error| NotSaved::Disk(error);
    fs::create_dir_all(folder).with_context(|| format!("{} could not be made", folder.display())).map_err(disk)?;
    let mut to_write = Vec::new();
    let mut now = Base::new();
    let mut changed = Vec::new();
    for (file, text) in document.texts() {
        let wanted = digest(text.as_bytes());
        let path = place(folder, file).map_err(disk)?;
        let there = fs::read(&path).ok().map(|bytes| digest(&bytes));
        if there.as_ref() != base.get(file) && there.as_ref() != Some(&wanted) {
            changed.push(file.to_string());
        }
        if there.as_ref() != Some(&wanted) {
            to_write.push((file, path, text));
        }
        now.insert(file.to_string(), wanted);
    }
    let mut pictures = Vec::new();
    for (file, from) in document.imports() {
        let path = place(folder, file).map_err(disk)?;
        let bytes = read(from, MOST_PICTURE).map_err(|fault| disk(anyhow!("{}: {}", from.display(), fault.words())))?;
        match fs::read(&path) {
            Ok(there) if there == bytes => continue,
            // A picture of ours, or the one that the person chose to replace; anything else is somebody's.
            Ok(there) if !media::encode::is_ours(&there) && document.may_replace(file) != Some(media::number(&there)) => {
                changed.push(file.clone());
            }
            _ => {}
        }
        pictures.push((file, path, bytes));
    }
    if !changed.is_empty() && !overwrite {
        return Err(NotSaved::Changed(changed));
    }
    let mut written = Vec::new();
    for (file, path, bytes) in pictures {
        write::atomically(&path, &bytes).map_err(disk)?;
        written.push(file.clone());
    }
    // offer.toml names the others, so it comes last.
    to_write.sort_by_key(|(file, _, _)| (*file == OFFER_FILE, *file));
    for (file, path, text) in to_write {
        write::atomically(&path, text.as_bytes()).map_err(disk)?;
        written.push(file.to_string());
    }
    Ok((written, now))
}

/// What the texts of a document would be on disk: the base of a document that is just as it was read.
pub fn base_of(document: &Document) -> Base {
    document.texts().map(|(file, text)| (file.to_string(), digest(text.as_bytes()))).collect()
}

fn place(folder: &Path, file: &str) -> Result<PathBuf> {
    resolve(folder, file).map_err(|fault| anyhow!("{file}: {}", fault.words()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        folder
    }

    fn fault_of(folder: &Path, file: &str) -> Option<FileFault> {
        match open(folder).unwrap().document.attachment(file) {
            Some(Attachment::Fault(fault)) => Some(fault.clone()),
            _ => None,
        }
    }

    #[test]
    fn a_path_never_leads_out_of_the_bundle() {
        for path in ["../../etc/passwd", "/etc/passwd", "a/../../x", "C:\\x", "..\\x"] {
            let toml = format!("[listing]\ndescription = '{path}'\n");
            let folder = folder_with(&[("offer.toml", toml.as_bytes())]);
            assert_eq!(fault_of(folder.path(), path), Some(FileFault::Outside), "{path}");
            let found: Vec<_> = crate::rules::check(&open(folder.path()).unwrap().document, None);
            assert!(
                found
                    .iter()
                    .any(|finding| finding.rule.id == "file-unusable" && finding.field.to_string() == "listing.description")
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_bundle_is_refused_and_a_pipe_does_not_block() {
        let folder =
            folder_with(&[("offer.toml", b"[listing]\ndescription = \"link.html\"\n[legal]\nterms-text = \"far/terms.html\"\n")]);
        std::os::unix::fs::symlink("/etc/passwd", folder.path().join("link.html")).unwrap();
        std::os::unix::fs::symlink("/", folder.path().join("far")).unwrap();
        assert_eq!(fault_of(folder.path(), "link.html"), Some(FileFault::Outside));
        assert_eq!(fault_of(folder.path(), "far/terms.html"), Some(FileFault::Outside));
        fs::remove_file(folder.path().join("link.html")).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(folder.path().join("link.html")).status().unwrap().success());
        assert_eq!(fault_of(folder.path(), "link.html"), Some(FileFault::NotAFile));
    }

    #[test]
    fn texts_that_are_none_are_named_and_kept() {
        let folder = folder_with(&[("offer.toml", b"[listing]\ndescription = \"d.html\"\n"), ("d.html", b"ab\xff")]);
        assert_eq!(fault_of(folder.path(), "d.html"), Some(FileFault::NotUtf8(2)));
        fs::write(folder.path().join("d.html"), vec![b'x'; 5 << 20]).unwrap();
        assert_eq!(fault_of(folder.path(), "d.html"), Some(FileFault::TooLarge(5 << 20)));
        let bundle = open(folder.path()).unwrap();
        assert!(save(&bundle.document, folder.path(), &bundle.base, false).unwrap().0.is_empty());
        assert_eq!(fs::metadata(folder.path().join("d.html")).unwrap().len(), 5 << 20);
    }

    #[test]
    fn what_is_no_bundle_is_said_with_its_place() {
        let folder = folder_with(&[]);
        let error = |path: &Path| format!("{:#}", open(path).unwrap_err());
        assert!(error(&folder.path().join("none")).contains("there is no such folder"));
        assert!(error(folder.path()).contains("has no offer.toml"));
        fs::write(folder.path().join("offer.toml"), "format = 1\n[listing]\ntitle = \"half").unwrap();
        let told = error(folder.path());
        assert!(told.contains("line 3, column") && told.contains("3 | title = \"half"), "{told}");
        fs::write(folder.path().join("offer.toml"), b"a = 1\nb = \"\xff\"").unwrap();
        assert!(error(folder.path()).contains("line 2, column 6: this is no UTF-8 text"));
    }

    #[test]
    fn a_bundle_that_changed_meanwhile_is_not_overwritten() {
        let folder = folder_with(&[("offer.toml", b"[listing]\ntitle = \"a\"\n")]);
        let mut bundle = open(folder.path()).unwrap();
        crate::offer::set::set_from_text(&mut bundle.document, "listing.title", "mine").unwrap();
        fs::write(folder.path().join("offer.toml"), "[listing]\ntitle = \"theirs\"\n").unwrap();
        let refused = save(&bundle.document, folder.path(), &bundle.base, false);
        assert!(matches!(refused, Err(NotSaved::Changed(files)) if files == ["offer.toml"]));
        assert!(fs::read_to_string(folder.path().join("offer.toml")).unwrap().contains("theirs"));
        let (written, base) = save(&bundle.document, folder.path(), &bundle.base, true).unwrap();
        assert_eq!(written, ["offer.toml"]);
        assert!(save(&bundle.document, folder.path(), &base, false).unwrap().0.is_empty());
    }
}
