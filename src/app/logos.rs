//! Pictures that are made here: every logo from one master, and a picture brought to the wanted size. Both are shown before they
//! are done, and each is one step for undo.

use super::files::Purpose;
use super::page::{Focus, plural};
use super::popup::Popup;
use super::workspace::Workspace;
use super::{App, Effect};
use crate::media::compose::Background;
use crate::media::make::{Fit, Wishes};
use crate::media::{Picture, PictureFacts, Refusal};
use crate::offer::field::PictureSize;
use crate::offer::toml_text::EditRefused;
use crate::offer::{Attachment, Document, FieldPath, Kind, Value};
use crate::rule::Severity;
use crossterm::event::{KeyCode, KeyEvent};
use std::path::PathBuf;
use std::sync::Arc;

/// What is to be made of a master.
#[derive(Clone, Debug, PartialEq)]
pub struct LogosWish {
    /// The file of the master.
    pub master: PathBuf,
    /// The file of another one for the wide pictures.
    pub wide: Option<PathBuf>,
    /// How.
    pub wishes: Wishes,
}

/// The pictures that were made of a master, and what people should know, in sentences; or why there are none.
pub type MadeLogos = Result<(Vec<MadePicture>, Vec<String>), Refusal>;
/// A picture in the wanted size, cropped and padded; or why there is none.
pub type FittedPicture = Result<Vec<(Fit, MadePicture)>, Refusal>;

/// A picture that was made, kept in a file outside of the bundle.
#[derive(Clone, Debug, PartialEq)]
pub struct MadePicture {
    /// The field that it is for.
    pub field: FieldPath,
    /// The field's label.
    pub label: &'static str,
    /// The file in which it is kept until the bundle is saved.
    pub file: PathBuf,
    /// What is known of it.
    pub facts: PictureFacts,
    /// Its pixels, small enough to be shown.
    pub picture: Arc<Picture>,
    /// What it was made from, in words.
    pub origin: String,
    /// What the rules say of it: how bad, and the message.
    pub findings: Vec<(Severity, String)>,
    /// The free path in the bundle where it goes if nothing is to be replaced.
    pub fresh: String,
    /// The path of the field's present file, whether this program made that, and a copy of it, if it lies in the bundle.
    pub present: Option<Present>,
}

/// The file that a field has now.
#[derive(Clone, Debug, PartialEq)]
pub struct Present {
    /// Its path in the bundle.
    pub path: String,
    /// Whether it was made here and not changed since.
    pub ours: bool,
    /// A copy of it.
    pub kept: Option<PathBuf>,
}

impl MadePicture {
    /// The path that it gets.
    fn path(&self, replace: bool) -> &str {
        match &self.present {
            Some(present) if replace || present.ours => &present.path,
            _ => &self.fresh,
        }
    }

    /// Puts it into its field.
    fn put(&self, document: &mut Document, replace: bool) -> Result<(), EditRefused> {
        let path = self.path(replace).to_string();
        let kept = self.present.as_ref().filter(|present| present.path == path).and_then(|present| present.kept.clone());
        document.place(&path, self.file.clone(), self.facts.clone(), kept, &self.field);
        document.set(&self.field, &Value::Text(path), None)
    }
}

/// The window that shows all logos of a master before they are taken.
#[derive(Clone, Debug)]
pub struct LogosWindow {
    /// What was asked for.
    pub wish: LogosWish,
    /// The pictures, or why there are none; `None` while they are being made.
    pub made: Option<MadeLogos>,
    /// Whether the hero image is taken, too.
    pub with_hero: bool,
    /// Whether files that were made elsewhere are replaced.
    pub replace: bool,
}

impl LogosWindow {
    /// How many fields have a file that was made elsewhere.
    pub fn foreign(&self) -> usize {
        let made = self.taken();
        made.iter().filter(|made| made.present.as_ref().is_some_and(|present| !present.ours)).count()
    }

    /// The pictures that are taken by Enter.
    pub fn taken(&self) -> Vec<&MadePicture> {
        match &self.made {
            Some(Ok((made, _))) => made.iter().filter(|made| self.with_hero || made.field.to_string() != "media.hero").collect(),
            _ => Vec::new(),
        }
    }

    /// The background in words.
    pub fn background(&self) -> String {
        match self.wish.wishes.background {
            Background::Auto => "chosen here".to_string(),
            Background::Transparent => "transparent".to_string(),
            Background::Color(color) => crate::media::light::hex(color),
        }
    }
}

/// Backgrounds to choose from with a key; any other is a matter of the command line.
const BACKGROUNDS: [Background; 6] = [
    Background::Auto,
    Background::Transparent,
    Background::Color([47, 72, 88]),
    Background::Color([20, 84, 71]),
    Background::Color([92, 45, 94]),
    Background::Color([236, 240, 243]),
];

/// The window that shows a picture in the wanted size, cropped and padded.
#[derive(Clone, Debug)]
pub struct FitWindow {
    /// The field.
    pub field: FieldPath,
    /// Its picture in the bundle, and the file of it if that is not there yet.
    pub source: (String, Option<PathBuf>),
    /// The wanted size.
    pub size: (u32, u32),
    /// Whether it may be enlarged.
    pub enlarge: bool,
    /// Cropped and padded, or why not; `None` while they are being made.
    pub made: Option<FittedPicture>,
    /// Which of them is chosen.
    pub chosen: usize,
}

impl Workspace {
    /// Puts pictures that were made into their fields, as one step for undo.
    ///
    /// # Errors
    /// As [`Document::set`].
    pub fn take_pictures(&mut self, taken: &[MadePicture], replace: bool) -> Result<(), EditRefused> {
        let Some(first) = taken.first() else { return Ok(()) };
        self.change(|document| {
            document.as_one_step(&first.field, |document| taken.iter().try_for_each(|made| made.put(document, replace)))
        })
    }

    /// What has to be done to bring the picture of the focused field to the wanted size, if its finding can be cured so.
    pub fn fit_wish(&self) -> Option<FitWindow> {
        let Focus::Field(field) = &self.focus else { return None };
        let instance = self.field()?;
        let (Kind::Picture(size, _), Some(Attachment::Picture(facts)), Some(path)) =
            (instance.field.kind, instance.attachment, instance.file())
        else {
            return None;
        };
        if !self.findings_of(field).any(|finding| matches!(finding.rule.id, "logo-wrong-size" | "picture-not-png")) {
            return None;
        }
        let size = match size {
            PictureSize::Exact(width, height) => (width, height),
            PictureSize::Square(least, most) => {
                let side = facts.width.min(facts.height).clamp(least, most);
                (side, side)
            }
        };
        let source = (path.to_string(), self.document.imports().get(path).cloned());
        Some(FitWindow { field: field.clone(), source, size, enlarge: false, made: None, chosen: 0 })
    }
}

impl App {
    /// Asks for the master.
    pub(super) fn make_logos(&mut self) -> Vec<Effect> {
        match &self.workspace {
            Some(workspace) if workspace.read_only => {
                self.complain("The bundle is open read-only; nothing was changed.");
                Vec::new()
            }
            Some(_) => self.ask_for_file(Purpose::Master),
            None => Vec::new(),
        }
    }

    /// Begins to make logos of a file that was chosen.
    pub(super) fn master_chosen(&mut self, master: PathBuf) -> Vec<Effect> {
        self.popups.pop();
        // A wide master that was asked for comes back to its window.
        if let Some(Popup::Logos(window)) = self.popups.last_mut() {
            window.wish.wide = Some(master);
            window.made = None;
            let wish = window.wish.clone();
            return self.remake(wish);
        }
        let wish = LogosWish { master, wide: None, wishes: Wishes::default() };
        self.popups.push(Popup::Logos(Box::new(LogosWindow { wish: wish.clone(), made: None, with_hero: true, replace: false })));
        self.remake(wish)
    }

    fn remake(&mut self, wish: LogosWish) -> Vec<Effect> {
        let Some(workspace) = &self.workspace else { return Vec::new() };
        vec![Effect::MakeLogos(wish, Box::new(workspace.document.clone()), workspace.folder.clone())]
    }

    /// The logos of a master are made.
    pub(super) fn logos_made(&mut self, wish: &LogosWish, made: MadeLogos) {
        if let Ok((pictures, _)) = &made {
            for picture in pictures {
                self.gallery.put(picture.facts.digest, Arc::clone(&picture.picture));
            }
        }
        if let Some(Popup::Logos(window)) = self.popups.iter_mut().rev().find(|popup| matches!(popup, Popup::Logos(_)))
            && window.wish == *wish
        {
            window.made = Some(made);
        }
    }

    /// A key for the window of all logos.
    pub(super) fn key_to_logos(&mut self, key: KeyEvent) -> Vec<Effect> {
        let Some(Popup::Logos(window)) = self.popups.last_mut() else { return Vec::new() };
        match key.code {
            KeyCode::Enter => return self.take_logos(),
            KeyCode::Char('b') => {
                let at = BACKGROUNDS.iter().position(|background| *background == window.wish.wishes.background).unwrap_or(0);
                window.wish.wishes.background = BACKGROUNDS[(at + 1) % BACKGROUNDS.len()];
                window.made = None;
                let wish = window.wish.clone();
                return self.remake(wish);
            }
            KeyCode::Char('u') if matches!(window.made, Some(Err(Refusal::TooSmall(_)))) => {
                window.wish.wishes.enlarge = true;
                window.made = None;
                let wish = window.wish.clone();
                return self.remake(wish);
            }
            KeyCode::Char('h') => window.with_hero = !window.with_hero,
            KeyCode::Char('r') => window.replace = !window.replace,
            KeyCode::Char('w') => return self.ask_for_file(Purpose::Master),
            _ => {}
        }
        Vec::new()
    }

    /// Takes all logos of the window, as one step for undo.
    fn take_logos(&mut self) -> Vec<Effect> {
        let Some(Popup::Logos(window)) = self.popups.last() else { return Vec::new() };
        let taken: Vec<MadePicture> = window.taken().into_iter().cloned().collect();
        if taken.is_empty() {
            return Vec::new();
        }
        let replace = window.replace;
        self.popups.pop();
        let first = taken[0].field.clone();
        let effects = self.result(|workspace| workspace.take_pictures(&taken, replace));
        if self.message.is_none() {
            if let Some(workspace) = &mut self.workspace {
                workspace.go_to(&first);
            }
            self.say(format!(
                "{} made and filled in; the files come into the bundle when you save. ^Z takes them back.",
                plural(taken.len(), "picture")
            ));
        }
        effects
    }

    /// Opens the window in which the focused picture is brought to the wanted size.
    pub(super) fn fit_picture(&mut self) -> Option<Vec<Effect>> {
        let window = self.workspace.as_ref()?.fit_wish()?;
        if self.workspace.as_ref().is_some_and(|workspace| workspace.read_only) {
            self.complain("The bundle is open read-only; nothing was changed.");
            return Some(Vec::new());
        }
        let effects = self.fit_effect(&window);
        self.popups.push(Popup::Fit(Box::new(window)));
        Some(effects)
    }

    fn fit_effect(&self, window: &FitWindow) -> Vec<Effect> {
        let Some(workspace) = &self.workspace else { return Vec::new() };
        vec![Effect::FitPicture(Box::new(window.clone()), Box::new(workspace.document.clone()), workspace.folder.clone())]
    }

    /// A picture is brought to the wanted size.
    pub(super) fn fitted(&mut self, field: &FieldPath, made: FittedPicture) {
        if let Ok(pictures) = &made {
            for (_, picture) in pictures {
                self.gallery.put(picture.facts.digest, Arc::clone(&picture.picture));
            }
        }
        if let Some(Popup::Fit(window)) = self.popups.last_mut()
            && window.field == *field
        {
            window.made = Some(made);
        }
    }

    /// A key for the window of one picture.
    pub(super) fn key_to_fit(&mut self, key: KeyEvent) -> Vec<Effect> {
        let Some(Popup::Fit(window)) = self.popups.last_mut() else { return Vec::new() };
        match (key.code, &window.made) {
            (KeyCode::Left | KeyCode::Right | KeyCode::Tab | KeyCode::BackTab | KeyCode::Char(' '), _) => {
                window.chosen = 1 - window.chosen.min(1)
            }
            (KeyCode::Char('u'), Some(Err(Refusal::TooSmall(_)))) => {
                window.enlarge = true;
                window.made = None;
                let window = window.clone();
                return self.fit_effect(&window);
            }
            (KeyCode::Enter, Some(Ok(made))) => {
                let Some((_, made)) = made.get(window.chosen).cloned() else { return Vec::new() };
                self.popups.pop();
                let effects = self.result(|workspace| workspace.take_pictures(&[made], false));
                if self.message.is_none() {
                    self.say("The picture has the wanted size now; the file as it was stays. ^Z takes it back.");
                }
                return effects;
            }
            _ => {}
        }
        Vec::new()
    }
}
