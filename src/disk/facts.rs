//! What is known of pictures, by the number of their bytes: one that has not changed is neither decoded nor looked at again.
//!
//! The facts are kept for the time of the process, and in one small file of the state folder for the next one. Where that cannot be
//! read or written nobody is told: then pictures are looked at anew, which takes a few milliseconds.

use super::state;
use crate::media::{self, PictureFacts};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Mutex;

/// The way in which pictures are judged. It grows with every change of it, so that no old judgement is taken for a new one.
const JUDGED: u32 = 1;
/// No more pictures are remembered.
const MOST: usize = 400;

#[derive(Debug, Default, Serialize, Deserialize)]
struct Kept {
    version: String,
    judged: u32,
    facts: BTreeMap<u64, PictureFacts>,
}

#[derive(Debug)]
struct Memory {
    kept: Kept,
    changed: bool,
}

static MEMORY: Mutex<Option<Memory>> = Mutex::new(None);

/// The facts of the picture in these bytes, looked at now or remembered.
pub fn probe(bytes: &[u8]) -> PictureFacts {
    let number = media::number(bytes);
    if let Some(known) = with(|memory| memory.kept.facts.get(&number).filter(|known| known.bytes == bytes.len() as u64).cloned())
    {
        return known;
    }
    let facts = media::probe(bytes);
    with(|memory| {
        if memory.kept.facts.len() >= MOST {
            memory.kept.facts.clear();
        }
        memory.kept.facts.insert(number, facts.clone());
        memory.changed = true;
        None::<()>
    });
    facts
}

/// Writes down what was learnt since the last time.
pub fn keep() {
    // Unit tests leave the person's own state alone.
    if cfg!(test) {
        return;
    }
    let text = with(|memory| std::mem::take(&mut memory.changed).then(|| serde_json::to_vec(&memory.kept).ok()).flatten());
    let (Some(text), Some(path)) = (text, path()) else { return };
    let Some(folder) = path.parent() else { return };
    // A memory need not survive a power cut: it is put in place as a whole, but not synced.
    let _ = std::fs::create_dir_all(folder);
    if let Ok(mut aside) = tempfile::NamedTempFile::new_in(folder)
        && std::io::Write::write_all(&mut aside, &text).is_ok()
    {
        let _ = aside.persist(path);
    }
}

fn path() -> Option<PathBuf> {
    state::folder().ok().map(|folder| folder.join("pictures.json"))
}

/// Works on the memory; `None` where a thread died with it.
fn with<T>(work: impl FnOnce(&mut Memory) -> Option<T>) -> Option<T> {
    let mut memory = MEMORY.lock().ok()?;
    work(memory.get_or_insert_with(read))
}

fn read() -> Memory {
    let version = env!("CARGO_PKG_VERSION");
    let text = path().and_then(|path| super::write::read_at_most(&path, 4 << 20).ok()?.ok());
    let kept = text.and_then(|text| serde_json::from_slice::<Kept>(&text).ok());
    let kept = kept.filter(|kept| kept.version == version && kept.judged == JUDGED);
    let fresh = || Kept { version: version.to_string(), judged: JUDGED, facts: BTreeMap::new() };
    Memory { kept: kept.unwrap_or_else(fresh), changed: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_what_was_seen() {
        for name in ["logos/wide-255x115.png", "logos/hero-815x290.png", "logos/master.svg"] {
            let bytes = crate::sample::file(name).unwrap();
            let (first, again) = (probe(bytes), probe(bytes));
            assert_eq!((&first, &again), (&media::probe(bytes), &first), "{name}");
            let text = serde_json::to_string(&first).unwrap();
            assert_eq!(serde_json::from_str::<PictureFacts>(&text).unwrap(), first, "{name}");
        }
        let mut changed = crate::sample::file("logos/wide-255x115.png").unwrap().to_vec();
        changed.truncate(changed.len() - 3);
        assert!(probe(&changed).broken.is_some());
    }
}
