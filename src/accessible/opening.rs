//! How a session of lines begins: the start page, a bundle, its draft.

use super::Lines;
use crate::app::start::{Start, StartPage, new_offer};
use crate::app::workspace::Workspace;
use crate::app::{Effect, Outcome};
use crate::disk::draft::{self, Found};
use crate::offer::FieldPath;
use crate::wizard::effects;
use anyhow::Result;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

impl<I: BufRead, O: Write> Lines<I, O> {
    pub(super) fn start(&mut self) -> Result<Option<Workspace>> {
        let page = StartPage::read();
        for (number, line) in page.lines.iter().enumerate() {
            let (words, more) = line.words();
            self.say(&format!("{}. {words}. {more}", number + 1))?;
        }
        loop {
            let Some(line) = self.ask("Number, or quit")? else { return Ok(None) };
            if matches!(line.trim(), "quit" | "q") {
                return Ok(None);
            }
            let chosen = line.trim().parse::<usize>().ok().and_then(|number| page.lines.get(number.checked_sub(1)?));
            let opened = match chosen {
                Some(Start::New) => return Ok(Some(new_offer())),
                Some(Start::Open) => self.ask("Folder of the bundle")?.map(|folder| self.open(Path::new(folder.trim()))),
                Some(Start::Import) => self.ask("File with the deployment manifest")?.map(|file| self.import(file.trim(), None)),
                Some(Start::Sample) => self.ask("Folder for the copy of the sample")?.map(|folder| {
                    let folder = PathBuf::from(folder.trim());
                    effects::copy_sample(&folder)?;
                    self.open(&folder)
                }),
                Some(Start::Recent(bundle)) => Some(self.open(bundle)),
                Some(Start::Draft(path, draft)) => Some(match &draft.bundle {
                    Some(bundle) => self.open(bundle),
                    None => draft.document().map(|document| {
                        let mut workspace = Workspace::new(None, document, draft.base.clone(), None);
                        workspace.draft = Some(path.clone());
                        Some(workspace)
                    }),
                }),
                None => {
                    self.say("There is no such number.")?;
                    None
                }
            };
            match opened {
                Some(Ok(Some(workspace))) => return Ok(Some(workspace)),
                Some(Err(error)) => self.say(&format!("{error:#}"))?,
                _ => {}
            }
        }
    }

    /// Begins an offer with a deployed module; asks which, where there are several.
    fn import(&mut self, file: &str, module: Option<String>) -> Result<Option<Workspace>> {
        match effects::perform(Effect::Import(PathBuf::from(file), module)) {
            Some(Outcome::Imported(Ok((document, left)))) => {
                left.iter().try_for_each(|left| self.say(&format!("Left out: {left}.")))?;
                Ok(Some(crate::app::start::offer_from(*document)))
            }
            Some(Outcome::Imported(Err(reason))) => Err(anyhow::anyhow!(reason)),
            Some(Outcome::Modules(_, modules)) => {
                for (number, module) in modules.iter().enumerate() {
                    self.say(&format!("{}. {module}", number + 1))?;
                }
                let answer = self.ask("Number of the module")?.unwrap_or_default();
                let chosen = answer.trim().parse::<usize>().ok().and_then(|number| modules.get(number.checked_sub(1)?));
                match chosen {
                    Some(module) => self.import(file, Some(module.clone())),
                    None => Err(anyhow::anyhow!("there is no such number")),
                }
            }
            _ => Ok(None),
        }
    }

    /// Opens a bundle; asks what to do with a draft or with another wizard that has it. `None` where nothing is to be done.
    pub(super) fn open(&mut self, bundle: &Path) -> Result<Option<Workspace>> {
        let Some(Outcome::Opened(opened)) = effects::perform(Effect::Open(bundle.to_path_buf())) else { return Ok(None) };
        let mut opened = opened.map_err(|reason| anyhow::anyhow!(reason))?;
        let bundle = &mut opened.bundle;
        crate::disk::bundle::attach_wanted(&bundle.folder, &mut bundle.document, &mut bundle.base, |_| true);
        let read_only = opened.held_by.is_some();
        if read_only && !self.yes("Another wizard has this bundle open. Open it read-only?")? {
            return Ok(None);
        }
        if let Found::Draft(draft) = &opened.draft {
            let age = crate::app::page::ago(draft.age().as_secs());
            let changes = if opened.draft_changes.is_empty() { "no field".to_string() } else { opened.draft_changes.join(", ") };
            if self.yes(&format!("There is a draft from {age} that was not saved. It changes: {changes}. Go on with it?"))? {
                let mut workspace =
                    Workspace::new(Some(opened.bundle.folder), draft.document()?, draft.base.clone(), opened.lock);
                workspace.last_export = opened.last_export;
                if let Some(place) = FieldPath::parse(&draft.place) {
                    workspace.go_to(&place);
                }
                return Ok(Some(workspace));
            }
            if self.yes("Forget the draft?")? {
                if let Ok(path) = draft::path(Some(&opened.bundle.folder)) {
                    draft::forget(&path);
                }
            } else {
                return Ok(None);
            }
        }
        let bundle = opened.bundle;
        let mut workspace = Workspace::new(Some(bundle.folder), bundle.document, bundle.base, opened.lock);
        workspace.read_only = read_only;
        workspace.last_export = opened.last_export;
        Ok(Some(workspace))
    }
}
