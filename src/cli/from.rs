//! `new --from`: the configuration of a module that is deployed already, or everything of a package.

use super::{Failure, eprintln_visible, input};
use crate::edge::manifest::{ImportError, Imported, import};
use crate::offer::import::add_plan;
use crate::offer::{Document, Offer};
use crate::package::read_back::read_back;
use crate::rule::Position;
use anyhow::Context;
use std::ffi::OsStr;
use std::path::Path;

/// What a new bundle begins with.
pub struct Start {
    /// The bundle's content.
    pub document: Document,
    /// Its pictures, until they are copied into the bundle.
    pub pictures: Option<tempfile::TempDir>,
}

/// What a bundle in `folder` begins with: everything of a package, or a plan with the configuration that `FILE[#MODULE]` names,
/// and a word on what of it an offer cannot hold.
///
/// # Errors
/// A file that cannot be read or holds no such thing; a module that is not named where there are several, or that is not there;
/// a package that is not as it was exported.
pub fn start(from: &OsStr, folder: &Path) -> Result<Start, Failure> {
    let path = Path::new(from);
    if path.is_dir() || is_archive(path) {
        return of_package(path, folder);
    }
    let mut document = crate::starter::document();
    fill(&mut document, from)?;
    Ok(Start { document, pictures: None })
}

fn is_archive(path: &Path) -> bool {
    use std::io::Read;
    let mut first = [0; 2];
    std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut first)).is_ok() && &first == b"PK"
}

fn of_package(path: &Path, folder: &Path) -> Result<Start, Failure> {
    let files = crate::disk::package::read_whole(path)?;
    let shown = path.display();
    let read = read_back(&files).map_err(|reason| anyhow::anyhow!("{shown}: {reason}"))?;
    let aside = tempfile::tempdir().context("no temporary folder could be made")?;
    let mut document = read.document;
    for (number, (name, bytes)) in read.pictures.iter().enumerate() {
        if folder.join(name).exists() {
            return Err(anyhow::anyhow!("{name} is in {} already; nothing was written", folder.display()).into());
        }
        let from = aside.path().join(number.to_string());
        std::fs::write(&from, bytes).with_context(|| format!("{} could not be written", from.display()))?;
        document.import(name, from, crate::media::probe(bytes));
    }
    Ok(Start { document, pictures: Some(aside) })
}

/// Adds a plan with the configuration that `FILE[#MODULE]` names, and says what of it an offer cannot hold.
fn fill(document: &mut Document, from: &OsStr) -> Result<(), Failure> {
    let (file, module) = split(from);
    let name = file.display().to_string();
    let opened = std::fs::File::open(file).with_context(|| format!("{name} cannot be read"))?;
    let text = input::read(opened, &name)?;
    let imported = import(&text, module).map_err(|error| failure(error, &name, &text, module))?;
    let plan = add_plan(document, &imported).map_err(|refused| anyhow::anyhow!("{name}: {refused}"))?;
    tell(&imported, &Offer::new(document).module_name(plan));
    Ok(())
}

/// The file and the module. A `#` may be part of a file's name: the longest name that is there wins.
fn split(from: &OsStr) -> (&Path, Option<&str>) {
    let whole = Path::new(from);
    match from.to_str().and_then(|text| text.rsplit_once('#')) {
        Some((file, module)) if !whole.exists() => (Path::new(file), Some(module)),
        _ => (whole, None),
    }
}

fn failure(error: ImportError, name: &str, text: &str, module: Option<&str>) -> Failure {
    let list = |modules: &[String]| modules.join(", ");
    match &error {
        ImportError::Json(failure) => {
            let Position { line, column } = Position::of(text, failure.range.start);
            Failure::Machine(anyhow::anyhow!("{name}:{line}:{column}: {error}"))
        }
        ImportError::NoManifest => Failure::Machine(anyhow::anyhow!("{name}: {error}")),
        ImportError::NoSuchModule(modules) if modules.is_empty() => {
            Failure::Usage(format!("--from: {name} has no modules but the runtime's own"))
        }
        ImportError::NoSuchModule(modules) => {
            let asked = module.unwrap_or_default();
            let near = crate::nearest::nearest(asked, modules.iter().map(String::as_str));
            let hint = near.map_or(String::new(), |near| format!("; did you mean {near}?"));
            Failure::Usage(format!("--from: {name} has no module {asked}{hint} It has: {}", list(modules)))
        }
        ImportError::Ambiguous(modules) => {
            let first = modules.first().map_or("MODULE", String::as_str);
            Failure::Usage(format!("--from: {name} has several modules: {}; name one, as in {name}#{first}", list(modules)))
        }
    }
}

fn tell(imported: &Imported, module: &str) {
    let name = &imported.configuration.module;
    if name != module && !module.is_empty() {
        eprintln_visible(&format!("note: the marketplace makes {module} of the name {name}; its routes say so"));
    }
    for left in &imported.not_held {
        eprintln_visible(&format!("note: {left}"));
    }
}
