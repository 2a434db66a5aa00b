//! `new --from`: the configuration of a module that is deployed already.

use super::{Failure, eprintln_visible, input};
use crate::edge::manifest::{ImportError, Imported, import};
use crate::offer::import::add_plan;
use crate::offer::{Document, Offer};
use crate::rule::Position;
use anyhow::Context;
use std::ffi::OsStr;
use std::path::Path;

/// Adds a plan with the configuration that `FILE[#MODULE]` names, and says what of it an offer cannot hold.
///
/// # Errors
/// A file that cannot be read or holds no such thing; a module that is not named where there are several, or that is not there.
pub fn fill(document: &mut Document, from: &OsStr) -> Result<(), Failure> {
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
