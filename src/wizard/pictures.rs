//! Work with pictures that the wizard wants done: decoded, made, brought to a size. All of it in the worker.

use crate::app::gallery::MOST_SIDE;
use crate::app::logos::{FitWindow, FittedPicture, LogosWish, MadeLogos, MadePicture, Present};
use crate::disk::{bundle, pictures};
use crate::logos::{self, Logo};
use crate::media::make::{self, Fit, Made};
use crate::media::master::MOST_BYTES;
use crate::media::{Master, Picture, Refusal, cells, encode};
use crate::offer::{Attachment, Document, FieldPath, Offer, steps};
use crate::visible::on_one_line;
use anyhow::{Context, Result, anyhow};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Decodes pictures of a bundle, as small as they are shown. What cannot be decoded is left out: the rules say why.
pub fn decode(wanted: Vec<(u64, String, Option<PathBuf>)>, folder: Option<&Path>) -> Vec<(u64, Picture)> {
    let one = |(number, path, import): (u64, String, Option<PathBuf>)| {
        let bytes = bytes_of(folder, &path, import.as_deref()).ok()?;
        let picture = crate::media::decode_any(&bytes).ok()?;
        Some((number, cells::at_most(&picture, MOST_SIDE)))
    };
    wanted.into_iter().filter_map(one).collect()
}

fn bytes_of(folder: Option<&Path>, path: &str, import: Option<&Path>) -> Result<Vec<u8>> {
    let full = match (import, folder) {
        (Some(import), _) => import.to_path_buf(),
        (None, Some(folder)) => bundle::resolve(folder, path).map_err(|fault| anyhow!("{path}: {}", fault.words()))?,
        (None, None) => return Err(anyhow!("{path}: there is no such file")),
    };
    bundle::bytes_of(&full, MOST_BYTES).map_err(|fault| anyhow!("{}: {}", full.display(), fault.words()))
}

/// Makes all logos of a master and keeps them.
///
/// # Errors
/// In words: what is wrong with the master, or with the disk.
pub fn make_logos(wish: &LogosWish, document: &Document, folder: Option<&Path>) -> MadeLogos {
    let open = |path: &Path| {
        let shown = on_one_line(&path.display().to_string());
        let bytes =
            bundle::bytes_of(path, MOST_BYTES).map_err(|fault| Refusal::Unusable(format!("{shown}: {}", fault.words())))?;
        Master::open(&bytes).map_err(|refusal| Refusal::Unusable(format!("{shown}: {refusal}")))
    };
    let master = open(&wish.master)?;
    let wide = wish.wide.as_deref().map(open).transpose()?;
    let logos = logos::make(&master, wide.as_ref(), wish.wishes)?;
    let mut made = Vec::new();
    for logo in logos.logos {
        let origin = logo.origin();
        let Logo { field, path, made: picture, findings } = logo;
        let mut kept =
            keep(FieldPath::of(field.key, &[]), field.label, &path, picture, origin, document, folder).map_err(not_kept)?;
        kept.findings = findings.into_iter().map(|finding| (finding.severity, finding.message)).collect();
        made.push(kept);
    }
    Ok((made, logos.notes))
}

/// Brings a picture to the wanted size, cropped and padded.
///
/// # Errors
/// In words: what is wrong with the picture, or with the disk.
pub fn fit(window: &FitWindow, document: &Document, folder: Option<&Path>) -> FittedPicture {
    let (path, import) = &window.source;
    let bytes = bytes_of(folder, path, import.as_deref()).map_err(not_kept)?;
    let label = steps::field(&window.field.pattern()).map_or("", |field| field.label);
    let stem = path.rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem);
    let fresh = format!("{stem}-{}x{}.png", window.size.0, window.size.1);
    [Fit::Crop, Fit::Pad]
        .into_iter()
        .map(|how| {
            let made = make::fit(&bytes, window.size, how, window.enlarge)?;
            let enlarged = made.scale.filter(|scale| *scale > 1.000_1);
            let origin = enlarged.map(|scale| format!("enlarged, {scale:.1} times")).unwrap_or_default();
            let mut kept = keep(window.field.clone(), label, &fresh, made, origin, document, folder).map_err(not_kept)?;
            // The file as it was stays: it is somebody's.
            kept.present = None;
            Ok((how, kept))
        })
        .collect()
}

fn not_kept(error: anyhow::Error) -> Refusal {
    Refusal::Unusable(format!("{error:#}"))
}

/// Keeps a picture that was made, and looks at what its field has now.
fn keep(
    field: FieldPath,
    label: &'static str,
    path: &str,
    made: Made,
    origin: String,
    document: &Document,
    folder: Option<&Path>,
) -> Result<MadePicture> {
    let file = pictures::keep(&made.png).context("the picture could not be kept")?;
    let now = Offer::new(document).text(&field);
    // The document may not have been told yet what lies on the disk.
    let looked = folder.filter(|_| !now.is_empty() && document.attachment(&now).is_none());
    let looked = looked.zip(steps::field(&field.pattern())).map(|(folder, field)| bundle::look_at(folder, &now, field.kind));
    let present = match document.attachment(&now).or(looked.as_ref()) {
        Some(Attachment::Picture(facts)) => {
            let import = document.imports().get(&now);
            let bytes = bytes_of(folder, &now, import.map(PathBuf::as_path)).ok();
            let kept = bytes.as_deref().map(pictures::keep).transpose()?;
            // A path that tells another size would lie about the new picture.
            let same_size = (facts.width, facts.height) == (made.facts.width, made.facts.height);
            (same_size || !facts.made_here).then_some(Present { path: now, ours: facts.made_here, kept })
        }
        _ => None,
    };
    Ok(MadePicture {
        field,
        label,
        file,
        picture: Arc::new(cells::at_most(&made.picture, MOST_SIDE)),
        facts: made.facts,
        origin,
        findings: Vec::new(),
        fresh: free_name(document, folder, path, &made.png),
        present,
    })
}

/// A path that nothing has yet, or only a picture of ours: in the document and on the disk.
fn free_name(document: &Document, folder: Option<&Path>, path: &str, png: &[u8]) -> String {
    let (stem, extension) = path.rsplit_once('.').unwrap_or((path, "png"));
    let names = std::iter::once(path.to_string()).chain((2..1000).map(|number| format!("{stem}-{number}.{extension}")));
    let on_disk = |name: &str| {
        let there =
            folder.and_then(|folder| bundle::resolve(folder, name).ok()).filter(|full| std::fs::symlink_metadata(full).is_ok());
        there.is_some_and(|full| !std::fs::read(full).is_ok_and(|bytes| bytes == png || encode::is_ours(&bytes)))
    };
    let in_document =
        |name: &str| document.toml().text().contains(&format!("\"{name}\"")) || document.imports().contains_key(name);
    names.into_iter().find(|name| !in_document(name) && !on_disk(name)).unwrap_or_else(|| path.to_string())
}
