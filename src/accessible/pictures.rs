//! Pictures by lines: chosen, made from one master, brought to their size. What the screen shows is told in numbers and findings.

use super::{Lines, Then};
use crate::app::logos::{FitWindow, LogosWindow, LogosWish, MadePicture};
use crate::app::page::plural;
use crate::app::start::new_offer;
use crate::app::workspace::Workspace;
use crate::app::{App, Event, Outcome};
use crate::media::Refusal;
use crate::media::make::{Fit, Wishes};
use crate::offer::FieldPath;
use crate::wizard::pictures::{fit, make_logos};
use anyhow::{Result, anyhow, bail};
use std::io::{BufRead, Write};
use std::path::PathBuf;

/// The file that a person names: in the bundle's folder, or from where the program was started.
fn file_named(workspace: &Workspace, name: &str) -> PathBuf {
    let base = workspace.folder.clone().unwrap_or_else(|| PathBuf::from("."));
    if base.join(name).is_file() { base.join(name) } else { PathBuf::from(name) }
}

/// A picture that was made, in a sentence or two.
fn told(made: &MadePicture) -> String {
    let origin = if made.origin.is_empty() { String::new() } else { format!(", {}", made.origin) };
    let size = format!("{} by {} pixels, {} bytes{origin}", made.facts.width, made.facts.height, made.facts.bytes);
    let findings: Vec<String> =
        made.findings.iter().map(|(severity, message)| format!(" {}: {message}.", severity.word())).collect();
    format!("{}: {size}.{}", made.label, findings.concat())
}

impl<I: BufRead, O: Write> Lines<I, O> {
    /// Takes a picture as the screen does: looked at first, and copied into the bundle by the next save.
    pub(super) fn picture(&mut self, workspace: &mut Workspace, path: &FieldPath, file: &str) -> Result<()> {
        let from = file_named(workspace, file);
        let facts = crate::disk::bundle::probe_file(&from).map_err(|fault| anyhow!("{file}: {}", fault.words()))?;
        let owned = std::mem::replace(workspace, new_offer());
        let mut app = App::with_workspace(owned);
        app.update(Event::Done(Outcome::Probed(path.clone(), from, Ok(facts))));
        if let Some(back) = app.workspace {
            *workspace = back;
        }
        Ok(())
    }

    /// Makes every logo and the hero image from a master, tells them, and takes them where the person agrees.
    pub(super) fn logos(&mut self, workspace: &mut Workspace, master: &str) -> Result<Then> {
        if workspace.read_only {
            bail!("the bundle is open read-only");
        }
        if master.is_empty() {
            bail!("say \"logos\" and the file of a picture: SVG, PNG, JPEG or WebP");
        }
        let wish = LogosWish { master: file_named(workspace, master), wide: None, wishes: Wishes::default() };
        let mut window = LogosWindow { wish, made: None, with_hero: true, replace: false };
        let mut made = make_logos(&window.wish, &workspace.document, workspace.folder.as_deref());
        if let Err(Refusal::TooSmall(reason)) = &made {
            self.say(reason)?;
            if !self.yes("Make them larger than the picture is, and so blurred?")? {
                return Ok(Then::Stay);
            }
            window.wish.wishes.enlarge = true;
            made = make_logos(&window.wish, &workspace.document, workspace.folder.as_deref());
        }
        if let Ok((_, notes)) = &made {
            notes.iter().try_for_each(|note| self.say(note))?;
        }
        window.made = Some(Ok(made.map_err(|refusal| anyhow!("{refusal}"))?));
        window.taken().iter().try_for_each(|picture| self.say(&told(picture)))?;
        if window.foreign() > 0 {
            let files = plural(window.foreign(), "file");
            window.replace = self.yes(&format!("{files} made elsewhere are in these fields. Replace them at the next save?"))?;
        }
        let taken: Vec<MadePicture> = window.taken().into_iter().cloned().collect();
        if !self.yes(&format!("Take these {}?", plural(taken.len(), "picture")))? {
            return Ok(Then::Stay);
        }
        workspace.take_pictures(&taken, window.replace).map_err(|refused| anyhow!(refused.0))?;
        self.keep(workspace);
        self.say("Taken. The files come into the bundle when you save; \"undo\" takes them back.")?;
        Ok(Then::Stay)
    }

    /// Brings a picture to its size, cropped or padded.
    pub(super) fn fit(&mut self, workspace: &mut Workspace, mut wish: FitWindow) -> Result<()> {
        let mut made = fit(&wish, &workspace.document, workspace.folder.as_deref());
        if let Err(Refusal::TooSmall(reason)) = &made {
            self.say(reason)?;
            if !self.yes("Make it larger than it is, and so blurred?")? {
                return Ok(());
            }
            wish.enlarge = true;
            made = fit(&wish, &workspace.document, workspace.folder.as_deref());
        }
        let made = made.map_err(|refusal| anyhow!("{refusal}"))?;
        let (width, height) = wish.size;
        let question = format!("Say crop or pad to bring it to {width} by {height} pixels; Enter leaves it");
        let how = match self.ask(&question)?.as_deref().map(str::trim) {
            Some("crop") => Fit::Crop,
            Some("pad") => Fit::Pad,
            _ => return Ok(()),
        };
        let taken: Vec<MadePicture> = made.into_iter().filter(|(made, _)| *made == how).map(|(_, made)| made).collect();
        workspace.take_pictures(&taken, false).map_err(|refused| anyhow!(refused.0))?;
        self.say("The picture has the wanted size now; the file as it was stays.")
    }
}
