//! Saving, leaving, drafts, export, and what comes back of effects.

use super::files::Purpose;
use super::page::{ago, plural};
use super::popup::{Answer, Popup, Question};
use super::workspace::Workspace;
use super::{App, Effect, Opened, Outcome, windows};
use crate::disk::bundle::NotSaved;
use crate::disk::draft::{Draft, Found};
use crate::offer::Attachment;
use crate::rule::Severity;
use crate::visible::on_one_line;
use std::path::{Path, PathBuf};

impl App {
    /// Saves; asks for a folder where there is none yet.
    pub(super) fn save(&mut self, overwrite: bool, leave: bool) -> Vec<Effect> {
        self.leaving = leave;
        let Some(workspace) = &mut self.workspace else { return Vec::new() };
        if workspace.read_only {
            self.complain("The bundle is open read-only. F3 saves a copy into another folder.");
            return Vec::new();
        }
        workspace.document.seal();
        match workspace.folder.clone() {
            // Two saves at once would each take the other for a stranger.
            Some(_) if self.saving => Vec::new(),
            Some(folder) => {
                self.saving = true;
                vec![Effect::Save(Box::new(workspace.document.clone()), folder, workspace.base.clone(), overwrite, leave)]
            }
            None => self.ask_for_file(Purpose::Save(leave)),
        }
    }

    /// Saves into a folder that was chosen; never into one that holds another bundle.
    pub(super) fn save_into(&mut self, folder: PathBuf, leave: bool) -> Vec<Effect> {
        let Some(workspace) = &mut self.workspace else { return Vec::new() };
        let other = windows::holds_bundle(&folder) && workspace.folder.as_deref().is_none_or(|own| !same_folder(own, &folder));
        if other {
            if let Some(Popup::Files(picker)) = self.popups.last_mut() {
                picker.complaint = Some("There is a bundle in this folder already. Choose another name.".to_string());
            }
            return Vec::new();
        }
        self.popups.pop();
        // In another folder nothing of the document is there yet: pictures are copied from where they lie.
        let mut document = workspace.document.clone();
        if let Some(own) = &workspace.folder {
            for picture in crate::package::names::pictures(&document) {
                if let Some(Attachment::Picture(facts)) = document.attachment(&picture.from).cloned()
                    && !document.imports().contains_key(&picture.from)
                    && let Ok(from) = crate::disk::bundle::resolve(own, &picture.from)
                {
                    document.import(&picture.from, std::path::absolute(&from).unwrap_or(from), facts);
                }
            }
        }
        vec![Effect::Save(Box::new(document), folder, Default::default(), false, leave)]
    }

    /// Leaves the offer, or the program; asks where something is not saved.
    pub(super) fn leave(&mut self, quit: bool) -> Vec<Effect> {
        self.quit_after_leaving = quit;
        let Some(workspace) = &self.workspace else { return vec![Effect::Quit] };
        if workspace.unsaved && !workspace.read_only {
            let question = Question::leave(workspace.draft.is_some());
            self.popups.push(Popup::Ask(question));
            return Vec::new();
        }
        self.left(Vec::new())
    }

    /// Leaves at once; what is not saved stays as a draft.
    pub(super) fn leave_with_draft(&mut self, quit: bool) -> Vec<Effect> {
        let effects = self.keep_draft();
        self.quit_after_leaving = quit;
        self.left(effects)
    }

    pub(super) fn leave_without_draft(&mut self) -> Vec<Effect> {
        self.draft_due = false;
        let forget = self.workspace.as_ref().and_then(|workspace| workspace.draft.clone()).map(Effect::ForgetDraft);
        self.left(forget.into_iter().collect())
    }

    /// The offer is left: to the shell, or to the start page.
    fn left(&mut self, mut effects: Vec<Effect>) -> Vec<Effect> {
        if self.quit_after_leaving {
            self.quitting = true;
            effects.push(Effect::Quit);
        } else {
            self.workspace = None;
            self.start = super::start::StartPage::read();
        }
        effects
    }

    /// A draft of what is not saved, if there is something.
    pub(super) fn keep_draft(&mut self) -> Vec<Effect> {
        self.draft_due = false;
        let Some(workspace) = &self.workspace else { return Vec::new() };
        match workspace.draft_to_keep() {
            Some((draft, path)) => vec![Effect::KeepDraft(Box::new(draft), path)],
            None if workspace.unsaved || workspace.read_only => Vec::new(),
            None => workspace.draft.clone().map(Effect::ForgetDraft).into_iter().collect(),
        }
    }

    /// Exports; errors are shown first.
    pub(super) fn export(&mut self) -> Vec<Effect> {
        let Some(workspace) = &self.workspace else { return Vec::new() };
        let errors = workspace.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        if errors == 0 {
            return self.ask_for_file(Purpose::Export(false));
        }
        let text = format!(
            "The offer has {}; it would be rejected. A draft package shows what there is, and says that it is a draft.",
            plural(errors, "error")
        );
        let answers = vec![
            ('s', "Show the findings", Answer::ShowReview),
            ('d', "Export a draft", Answer::ExportDraft),
            ('c', "Not now", Answer::Stay),
        ];
        self.popups.push(Popup::Ask(Question::new("Not ready for export", text, answers)));
        Vec::new()
    }

    pub(super) fn export_to(&mut self, target: PathBuf, draft: bool) -> Vec<Effect> {
        let Some(workspace) = &self.workspace else { return Vec::new() };
        let folder = workspace.folder.clone().unwrap_or_else(super::here);
        if workspace.folder.as_deref().is_some_and(|own| same_folder(own, &target)) {
            self.complain("The package cannot take the place of its bundle. Choose another name.");
            return Vec::new();
        }
        vec![Effect::Export(Box::new(workspace.document.clone()), folder, target, draft)]
    }

    /// Opens a page of the package as things are now, saved or not.
    pub(super) fn open_page(&mut self, page: super::BrowserPage) -> Vec<Effect> {
        let Some(workspace) = &self.workspace else { return Vec::new() };
        let folder = workspace.folder.clone().unwrap_or_else(super::here);
        let is_draft = workspace.findings.iter().any(|finding| finding.severity == Severity::Error);
        vec![Effect::OpenPage(Box::new(workspace.document.clone()), folder, page, is_draft)]
    }

    /// What came back of an effect.
    pub(super) fn done(&mut self, outcome: Outcome) -> Vec<Effect> {
        match outcome {
            Outcome::Opened(Ok(opened)) => return self.opened(opened),
            Outcome::Opened(Err(reason)) => self.complain(reason),
            Outcome::Imported(Ok((document, left))) => {
                self.workspace = Some(super::start::offer_from(*document));
                self.draft_due = true;
                let notes =
                    if left.is_empty() { String::new() } else { format!(" An offer has no place for: {}.", left.join("; ")) };
                self.say(format!("The module's configuration is in the plan.{notes}"));
            }
            Outcome::Imported(Err(reason)) => self.complain(reason),
            Outcome::Modules(file, modules) => self.popups.push(super::popup::modules(file, modules)),
            Outcome::Listed(folder, listed) => self.listed(&folder, listed),
            Outcome::Attached(attachments) => self.attached(attachments),
            Outcome::Probed(field, from, facts) => self.picture_chosen(&field, &from, facts),
            Outcome::Decoded(pictures) => self.decoded(pictures),
            Outcome::LogosMade(wish, made) => self.logos_made(&wish, made),
            Outcome::Fitted(field, made) => self.fitted(&field, made),
            Outcome::DraftKept(kept) => match (kept, &mut self.workspace) {
                (Ok(()), Some(workspace)) => workspace.draft_kept = true,
                (Err(reason), _) => self.complain(format!("The draft could not be kept: {reason}")),
                _ => {}
            },
            Outcome::Saved(saved, folder, leave) => return self.saved(saved, folder, leave),
            Outcome::Exported(Ok((target, files, last_export))) => {
                if let Some(workspace) = &mut self.workspace {
                    workspace.last_export = last_export;
                }
                self.say(format!("Exported {files} files to {}.", on_one_line(&target.display().to_string())))
            }
            Outcome::PageOpened(Ok((path, None))) => {
                self.say(format!("Opened in your browser; it lies in {}.", on_one_line(&path.display().to_string())))
            }
            Outcome::PageOpened(Ok((path, Some(reason)))) => {
                self.complain(format!("Open {} yourself: {reason}.", on_one_line(&path.display().to_string())))
            }
            Outcome::PageOpened(Err(reason)) => self.complain(reason),
            Outcome::Exported(Err(reason)) => self.complain(format!("Not exported: {reason}")),
            Outcome::Edited(Ok(Some(text))) => {
                let effects = self.edited_outside(&text);
                if self.message.is_none() {
                    self.say("Taken over from your editor.");
                }
                return effects;
            }
            Outcome::Edited(Ok(None)) => self.say("Your editor changed nothing."),
            Outcome::Edited(Err(reason)) => self.complain(reason),
        }
        Vec::new()
    }

    fn edited_outside(&mut self, text: &str) -> Vec<Effect> {
        // An editor ends a file with a line feed, which a field of one line does not have.
        self.result(|workspace| {
            let super::page::Focus::Field(path) = workspace.focus.clone() else { return Ok(()) };
            let had_it = workspace.field().is_some_and(|instance| instance.text.ends_with('\n'));
            let text = if had_it { text } else { text.strip_suffix('\n').unwrap_or(text) };
            workspace.put(&path, text, None)?;
            workspace.load_editor(true);
            Ok(())
        })
    }

    fn listed(&mut self, folder: &Path, listed: Result<Vec<super::FileEntry>, String>) {
        if let Some(Popup::Files(picker)) = self.popups.last_mut()
            && picker.listed == folder
        {
            match listed {
                Ok(entries) => picker.entries = entries,
                Err(_) => picker.entries.clear(),
            }
        }
    }

    fn attached(&mut self, attachments: Vec<(String, Attachment)>) {
        let Some(workspace) = &mut self.workspace else { return };
        for (file, attachment) in attachments {
            self.asked_for.retain(|asked| *asked != file);
            // What was typed meanwhile is newer than the disk.
            if workspace.document.attachment(&file).is_none() {
                if let Attachment::Text(text) = &attachment {
                    workspace.base.insert(file.clone(), crate::disk::digest(text.as_bytes()));
                }
                workspace.document.attach(&file, attachment);
            }
        }
        workspace.judge();
        if workspace.editor.is_none() {
            workspace.load_editor(true);
        }
    }

    fn saved(
        &mut self,
        saved: Result<(Vec<String>, crate::disk::bundle::Base), NotSaved>,
        folder: PathBuf,
        leave: bool,
    ) -> Vec<Effect> {
        self.saving = false;
        let Some(workspace) = &mut self.workspace else { return Vec::new() };
        match saved {
            Ok((written, base)) => {
                let old_draft = workspace.draft.clone();
                workspace.read_only = false;
                workspace.draft = crate::disk::draft::path(Some(&folder)).ok();
                workspace.folder = Some(folder.clone());
                workspace.base = base;
                workspace.document.imports_done();
                workspace.judge();
                let still_unsaved = workspace.unsaved;
                workspace.draft_kept = false;
                self.draft_due = still_unsaved;
                let place = on_one_line(&folder.display().to_string());
                self.say(if written.is_empty() {
                    format!("{place} was up to date.")
                } else {
                    format!("Saved {} in {place}.", plural(written.len(), "file"))
                });
                let mut effects: Vec<Effect> =
                    old_draft.into_iter().filter(|_| !still_unsaved).map(Effect::ForgetDraft).collect();
                if leave && !still_unsaved {
                    effects = self.left(effects);
                }
                effects
            }
            Err(NotSaved::Changed(files)) => {
                let text =
                    format!("Since you opened the bundle, somebody else changed {}. Nothing was written yet.", files.join(", "));
                let answers = vec![
                    ('c', "Not now; the draft is kept", Answer::Stay),
                    ('o', "Write mine over it", Answer::Overwrite),
                    ('r', "Take theirs and forget mine", Answer::Reload),
                ];
                self.leaving = leave;
                self.popups.push(Popup::Ask(Question::new("The bundle has changed on disk", text, answers)));
                Vec::new()
            }
            Err(NotSaved::Disk(error)) => {
                self.complain(format!("Not saved: {error:#}. What you typed is kept here and in the draft."));
                self.keep_draft()
            }
        }
    }

    /// A bundle was opened: at once, or after a question about its draft or its lock.
    fn opened(&mut self, opened: Box<Opened>) -> Vec<Effect> {
        if let Some(holder) = opened.held_by {
            let who = holder.map_or("Another wizard".to_string(), |process| format!("Another wizard (process {process})"));
            let folder = on_one_line(&opened.bundle.folder.display().to_string());
            let text = format!("{who} has {folder} open. Two that write would overwrite each other.");
            let answers = vec![('r', "Open it read-only", Answer::OpenReadOnly), ('c', "Stop here", Answer::Stay)];
            self.waiting = Some(opened);
            self.popups.push(Popup::Ask(Question::new("The bundle is open elsewhere", text, answers)));
            return Vec::new();
        }
        if let Found::Draft(draft) = &opened.draft {
            let fields = match opened.draft_changes.as_slice() {
                [] => "It changes files, but no field.".to_string(),
                some => format!("It changes {}.", listed(some)),
            };
            let stale =
                if draft.base != opened.bundle.base { " The bundle itself was changed meanwhile; saving will ask." } else { "" };
            let text = format!("A draft from {} was not saved. {fields}{stale}", ago(draft.age().as_secs()));
            let answers = vec![
                ('r', "Go on with the draft", Answer::ResumeDraft),
                ('d', "Forget the draft, open what is saved", Answer::DiscardDraft),
                ('c', "Not now", Answer::Stay),
            ];
            self.waiting = Some(opened);
            self.popups.push(Popup::Ask(Question::new("There is a draft", text, answers)));
            return Vec::new();
        }
        self.waiting = Some(opened);
        self.open_waiting(false)
    }

    /// Shows the bundle that waits.
    pub(super) fn open_waiting(&mut self, read_only: bool) -> Vec<Effect> {
        let Some(opened) = self.waiting.take() else { return Vec::new() };
        let Opened { bundle, lock, draft, last_export, .. } = *opened;
        let note = Effect::NoteRecent(bundle.folder.clone());
        let mut workspace = Workspace::new(Some(bundle.folder), bundle.document, bundle.base, lock);
        workspace.read_only = read_only;
        workspace.last_export = last_export;
        self.workspace = Some(workspace);
        self.asked_for.clear();
        if let Found::Damaged(aside) = draft {
            self.complain(format!(
                "A damaged draft was found; nothing of it could be read. It lies in {}.",
                on_one_line(&aside.display().to_string())
            ));
        } else if read_only {
            self.say("Open read-only: nothing can be changed here.");
        }
        vec![note]
    }

    /// Goes on with the draft of the bundle that waits, on the field where it was left.
    pub(super) fn resume_draft(&mut self) -> Vec<Effect> {
        let Some(opened) = self.waiting.take() else { return Vec::new() };
        let Found::Draft(draft) = opened.draft else { return Vec::new() };
        self.open_draft(&draft, opened.lock);
        if let Some(workspace) = &mut self.workspace {
            workspace.last_export = opened.last_export;
        }
        Vec::new()
    }

    /// Shows a draft.
    pub(super) fn open_draft(&mut self, draft: &Draft, lock: Option<crate::disk::lock::Lock>) {
        match draft.document() {
            Ok(document) => {
                let mut workspace = Workspace::new(draft.bundle.clone(), document, draft.base.clone(), lock);
                if let Some(place) = crate::offer::FieldPath::parse(&draft.place) {
                    workspace.go_to(&place);
                }
                workspace.draft_kept = true;
                self.workspace = Some(workspace);
                self.asked_for.clear();
                self.say(format!("Your draft from {} is back.", ago(draft.age().as_secs())));
            }
            Err(error) => self.complain(format!("{error:#}")),
        }
    }

    pub(super) fn discard_draft(&mut self) -> Vec<Effect> {
        let forget = self
            .waiting
            .as_ref()
            .and_then(|opened| crate::disk::draft::path(Some(&opened.bundle.folder)).ok())
            .map(Effect::ForgetDraft);
        let mut effects = self.open_waiting(false);
        effects.extend(forget);
        effects
    }

    /// Takes the bundle as it is on disk now.
    pub(super) fn reload(&mut self) -> Vec<Effect> {
        let Some(workspace) = self.workspace.take() else { return Vec::new() };
        self.draft_due = false;
        let mut effects: Vec<Effect> = workspace.draft.clone().map(Effect::ForgetDraft).into_iter().collect();
        effects.extend(workspace.folder.clone().map(Effect::Open));
        // Its lock goes with it before the bundle is opened anew.
        drop(workspace);
        effects
    }
}

fn same_folder(a: &Path, b: &Path) -> bool {
    match (std::fs::canonicalize(a), std::fs::canonicalize(b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}

/// `Title, Summary and 3 more`.
fn listed(labels: &[String]) -> String {
    match labels {
        [] => String::new(),
        [only] => only.clone(),
        [first, second] => format!("{first} and {second}"),
        [first, second, third] => format!("{first}, {second} and {third}"),
        [first, second, third, rest @ ..] => format!("{first}, {second}, {third} and {} more", rest.len()),
    }
}
