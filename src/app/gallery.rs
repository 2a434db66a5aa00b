//! The pixels of pictures that are shown: decoded in the worker, found by the number of their file.

use super::{App, Effect};
use crate::media::light::Rgb;
use crate::media::{Picture, cells};
use crate::offer::{Attachment, Kind};
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

/// No picture is kept with a longer side than this: more than any cell of a terminal shows.
pub const MOST_SIDE: u32 = 400;
/// The number of the page on which pictures are shown.
pub const MEDIA: usize = 2;

/// A picture as rows of cells, two colours in each.
pub type Cells = Vec<Vec<[Rgb; 2]>>;
/// What a picture as cells depends on: its number, the tile under it, columns and rows.
type Key = (u64, Rgb, u16, u16);

/// The pictures that were decoded.
#[derive(Debug, Default)]
pub struct Gallery {
    pictures: HashMap<u64, Arc<Picture>>,
    asked: HashSet<u64>,
    /// What was made small already: the same picture is drawn with every key.
    small: RefCell<HashMap<Key, Rc<Cells>>>,
}

impl Gallery {
    /// A picture, if it is decoded.
    pub fn get(&self, number: u64) -> Option<&Arc<Picture>> {
        self.pictures.get(&number)
    }

    /// Takes a picture in.
    pub fn put(&mut self, number: u64, picture: Arc<Picture>) {
        self.pictures.insert(number, picture);
    }

    /// A picture on a tile as cells, if it is decoded.
    pub fn cells(&self, number: u64, tile: Rgb, columns: u16, rows: u16) -> Option<Rc<Cells>> {
        let picture = self.pictures.get(&number)?;
        let mut small = self.small.borrow_mut();
        // Sizes come and go with the window; what is kept is what one screen can hold.
        if small.len() > 256 {
            small.clear();
        }
        let made = small.entry((number, tile, columns, rows));
        Some(Rc::clone(made.or_insert_with(|| Rc::new(cells::half_blocks(picture, tile, columns, rows)))))
    }
}

impl App {
    /// Asks for the pictures of the page that are not decoded yet.
    pub(super) fn want_pictures(&mut self) -> Option<Effect> {
        let workspace = self.workspace.as_ref().filter(|workspace| workspace.page == MEDIA)?;
        let offer = workspace.offer();
        let mut wanted: Vec<(u64, String, Option<PathBuf>)> = Vec::new();
        for instance in offer.applicable().filter(|instance| matches!(instance.field.kind, Kind::Picture(..))) {
            if let (Some(Attachment::Picture(facts)), Some(path)) = (instance.attachment, instance.file())
                && facts.broken.is_none()
                && facts.width > 0
                && self.gallery.asked.insert(facts.digest)
            {
                wanted.push((facts.digest, path.to_string(), workspace.document.imports().get(path).cloned()));
            }
        }
        (!wanted.is_empty()).then(|| Effect::Decode(wanted, workspace.folder.clone()))
    }

    /// Takes decoded pictures in.
    pub(super) fn decoded(&mut self, pictures: Vec<(u64, Picture)>) {
        for (number, picture) in pictures {
            self.gallery.put(number, Arc::new(picture));
        }
    }
}
