//! Keys and clicks for the windows over the page.

use super::editor::Editor;
use super::files::{FilePicker, Purpose};
use super::keys::{self, Action};
use super::popup::{Answer, Destination, Popup};
use super::{App, Effect, here, page};
use crate::offer::field::Kind;
use crate::offer::{FieldPath, OFFER_FILE, Value, steps};
use crate::wrap;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::path::Path;

/// Moves the caret up or down by rows as they are seen. `false` at the edge of the text, where nothing moves.
pub fn move_by_rows(editor: &mut Editor, by: isize, width: usize, select: bool) -> bool {
    let rows = wrap::rows(editor.lines(), width.max(2));
    let row = wrap::row_of(&rows, editor.caret());
    let target = row.saturating_add_signed(by).min(rows.len().saturating_sub(1));
    if target == row {
        return false;
    }
    let x = wrap::screen_column(editor.lines(), rows[row], editor.caret().1);
    let caret = wrap::caret_at(editor.lines(), &rows, target, x);
    editor.move_to(caret, select);
    true
}

/// Turns the wheel over a window.
pub fn scroll(popup: &mut Popup, rows: isize) {
    if let Popup::Files(picker) = popup {
        let last = picker.matching().len().saturating_sub(1);
        picker.selected = Some(picker.selected.unwrap_or(0).saturating_add_signed(rows).min(last));
    } else if let Some(list) = popup.list() {
        list.scroll(rows);
    }
}

impl App {
    /// Gives a key to the topmost window.
    pub(super) fn key_to_window(&mut self, key: KeyEvent) -> Vec<Effect> {
        if key.code == KeyCode::Esc || matches!(keys::action(key), Some(Action::CopyOrQuit | Action::Quit)) {
            return self.cancel_window();
        }
        let Some(popup) = self.popups.last_mut() else { return Vec::new() };
        match popup {
            Popup::Ask(_) => self.key_to_question(key),
            Popup::Route(_) => self.key_to_builder(key),
            Popup::Logos(_) => self.key_to_logos(key),
            Popup::Fit(_) => self.key_to_fit(key),
            Popup::Files(_) if key.code == KeyCode::Enter => self.choose_file(),
            Popup::Files(picker) => {
                let changed = picker.key(key);
                if changed { self.list_if_elsewhere() } else { Vec::new() }
            }
            Popup::Find(input) if key.code == KeyCode::Enter => {
                let word = input.text();
                self.find(&word)
            }
            Popup::Find(input) => {
                input.key(key);
                Vec::new()
            }
            // In a set, the blank marks; letters still search.
            Popup::Choose { chosen: Some(_), .. } if key.code == KeyCode::Char(' ') => self.toggle_choice(),
            _ if key.code == KeyCode::Enter => self.choose_line_selected(),
            list => {
                list.list().map(|list| list.key(key));
                Vec::new()
            }
        }
    }

    fn key_to_question(&mut self, key: KeyEvent) -> Vec<Effect> {
        let Some(Popup::Ask(question)) = self.popups.last_mut() else { return Vec::new() };
        let count = question.answers.len();
        match key.code {
            KeyCode::Enter => {
                let answer = question.answers[question.selected].2;
                return self.answer(answer);
            }
            KeyCode::Up | KeyCode::Left | KeyCode::BackTab => question.selected = (question.selected + count - 1) % count,
            KeyCode::Down | KeyCode::Right | KeyCode::Tab => question.selected = (question.selected + 1) % count,
            KeyCode::Char(c) => {
                let answer =
                    question.answers.iter().find(|(letter, ..)| *letter == c.to_ascii_lowercase()).map(|(_, _, answer)| *answer);
                return answer.map(|answer| self.answer(answer)).unwrap_or_default();
            }
            _ => {}
        }
        Vec::new()
    }

    pub(super) fn paste_to_window(&mut self, text: &str) -> Vec<Effect> {
        match self.popups.last_mut() {
            Some(Popup::Files(picker)) => {
                // A dragged file comes as a whole path: it takes the place of what was typed.
                let path = text.trim();
                if Path::new(path.trim_matches(['\'', '"'])).is_absolute() {
                    picker.set_text("");
                }
                picker.input.insert(path);
                picker.selected = None;
                return self.list_if_elsewhere();
            }
            Some(Popup::Find(input)) => input.insert(text),
            // A paste never answers a question, nor turns a part of a route.
            Some(popup) => drop(popup.list().map(|list| list.insert(text))),
            None => {}
        }
        Vec::new()
    }

    fn cancel_window(&mut self) -> Vec<Effect> {
        let popup = self.popups.pop();
        match popup {
            // Not answering what to do with a draft or another's lock means: not now.
            Some(Popup::Ask(_)) if self.waiting.is_some() => {
                self.waiting = None;
                if self.workspace.is_none() && self.start.is_only_for_question {
                    return vec![Effect::Quit];
                }
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// Chooses a line of the topmost window, as a click does.
    pub(super) fn choose_line(&mut self, line: usize) -> Vec<Effect> {
        match self.popups.last_mut() {
            Some(Popup::Files(picker)) => {
                picker.selected = Some(line);
                self.choose_file()
            }
            Some(Popup::Ask(question)) => {
                let answer = question.answers.get(line).map(|(_, _, answer)| *answer);
                answer.map(|answer| self.answer(answer)).unwrap_or_default()
            }
            Some(popup) => {
                let is_set = matches!(popup, Popup::Choose { chosen: Some(_), .. });
                let Some(list) = popup.list() else { return Vec::new() };
                list.select(line);
                if is_set { self.toggle_choice() } else { self.choose_line_selected() }
            }
            None => Vec::new(),
        }
    }

    fn choose_line_selected(&mut self) -> Vec<Effect> {
        match self.popups.pop() {
            Some(Popup::Help(finder)) => {
                finder.current().map(|entry| entry.value).map(|action| self.act(action)).unwrap_or_default()
            }
            Some(Popup::Palette(finder)) => match finder.current().map(|entry| entry.value.clone()) {
                Some(Destination::Do(action)) => self.act(action),
                Some(Destination::Field(path)) => {
                    if let Some(workspace) = &mut self.workspace {
                        workspace.full = false;
                        workspace.go_to(&path);
                    }
                    Vec::new()
                }
                None => Vec::new(),
            },
            Some(Popup::Modules(file, finder)) => match finder.current().map(|entry| entry.value.clone()) {
                Some(module) => vec![Effect::Import(file, Some(module))],
                None => Vec::new(),
            },
            Some(Popup::Complete(finder)) => match finder.current().map(|entry| entry.value.clone()) {
                Some(completion) => self.result(|workspace| workspace.take(&completion)),
                None => Vec::new(),
            },
            Some(Popup::Choose { path, finder, chosen: None, .. }) => match finder.current().map(|entry| entry.value.clone()) {
                Some(value) => self.result(|workspace| workspace.choose(&path, Value::Text(value))),
                None => Vec::new(),
            },
            // A set is filled mark by mark; Enter only closes its window.
            _ => Vec::new(),
        }
    }

    /// Marks or unmarks the selected value of a set; the document follows at once.
    fn toggle_choice(&mut self) -> Vec<Effect> {
        let Some(Popup::Choose { path, finder, chosen: Some(chosen), .. }) = self.popups.last_mut() else { return Vec::new() };
        let Some(value) = finder.current().map(|entry| entry.value.clone()) else { return Vec::new() };
        match chosen.iter().position(|other| *other == value) {
            Some(at) => drop(chosen.remove(at)),
            None => chosen.push(value),
        }
        let (path, chosen) = (path.clone(), chosen.clone());
        self.result(|workspace| workspace.choose(&path, Value::List(chosen)))
    }

    fn find(&mut self, word: &str) -> Vec<Effect> {
        let found =
            self.workspace.as_mut().and_then(|workspace| workspace.editor.as_mut()).is_some_and(|editor| editor.find(word));
        if !found {
            self.complain(format!("\"{}\" is not in this text.", crate::visible::on_one_line(word)));
        }
        Vec::new()
    }

    /// Opens the window for a file.
    pub(super) fn ask_for_file(&mut self, purpose: Purpose) -> Vec<Effect> {
        let folder = self.workspace.as_ref().and_then(|workspace| workspace.folder.clone());
        let start = match &purpose {
            Purpose::Export(_) => folder
                .as_ref()
                .and_then(|folder| Some(format!("{}-package", std::path::absolute(folder).ok()?.file_name()?.to_string_lossy())))
                .unwrap_or("package".into()),
            Purpose::Sample => "edge-offer-sample".to_string(),
            Purpose::Save(_) => self.workspace.as_ref().map(|workspace| workspace.offer().get("offer.id")).unwrap_or_default(),
            // Where the last one lies, the next one will lie, too.
            Purpose::Picture(field) => {
                let file = self.workspace.as_ref().map(|workspace| workspace.offer().text(field)).unwrap_or_default();
                file.rfind('/').map(|slash| file[..=slash].to_string()).unwrap_or_default()
            }
            Purpose::Open | Purpose::Import | Purpose::Master => String::new(),
        };
        let from = match &purpose {
            Purpose::Picture(_) | Purpose::Master => folder.unwrap_or_else(here),
            Purpose::Export(_) => folder
                .as_deref()
                .and_then(|folder| Some(std::path::absolute(folder).ok()?.parent()?.to_path_buf()))
                .unwrap_or_else(here),
            _ => here(),
        };
        let picker = FilePicker::new(purpose, from, &start);
        let listed = picker.listed.clone();
        self.popups.push(Popup::Files(picker));
        vec![Effect::List(listed)]
    }

    fn list_if_elsewhere(&mut self) -> Vec<Effect> {
        match self.popups.last_mut() {
            Some(Popup::Files(picker)) if picker.folder() != picker.listed => {
                picker.listed = picker.folder();
                picker.entries.clear();
                vec![Effect::List(picker.listed.clone())]
            }
            _ => Vec::new(),
        }
    }

    /// Enter in the window for a file: into a folder, or the file is taken.
    fn choose_file(&mut self) -> Vec<Effect> {
        let Some(Popup::Files(picker)) = self.popups.last_mut() else { return Vec::new() };
        let path = picker.path();
        let entry = picker.selected.and_then(|selected| picker.matching().get(selected).map(|entry| (*entry).clone()));
        let into_folder = match (&picker.purpose, &entry) {
            (Purpose::Picture(_) | Purpose::Import | Purpose::Master, Some(entry)) => entry.is_folder,
            (_, Some(entry)) => entry.is_folder && !entry.is_bundle,
            (_, None) => false,
        };
        if into_folder {
            picker.enter(&path);
            return self.list_if_elsewhere();
        }
        if picker.input.text().trim().is_empty() && picker.selected.is_none() {
            picker.complaint = Some("Type a path, or select something below.".to_string());
            return Vec::new();
        }
        let purpose = picker.purpose.clone();
        match purpose {
            Purpose::Picture(field) => vec![Effect::Probe(field, path)],
            Purpose::Master => self.master_chosen(path),
            Purpose::Open => {
                self.popups.pop();
                vec![Effect::Open(path)]
            }
            Purpose::Sample => {
                self.popups.pop();
                vec![Effect::CopySample(path)]
            }
            Purpose::Import => {
                self.popups.pop();
                vec![Effect::Import(path, None)]
            }
            Purpose::Save(leave) => self.save_into(path, leave),
            Purpose::Export(draft) => {
                self.popups.pop();
                self.export_to(path, draft)
            }
        }
    }

    /// A picture was looked at for a field: taken as it lies in the bundle, or to be copied there by the next save.
    pub(super) fn picture_chosen(
        &mut self,
        field: &FieldPath,
        from: &Path,
        facts: Result<crate::media::PictureFacts, crate::offer::FileFault>,
    ) {
        let facts = match facts {
            Ok(facts) => facts,
            Err(fault) => {
                if let Some(Popup::Files(picker)) = self.popups.last_mut() {
                    picker.complaint =
                        Some(format!("{}: {}.", crate::visible::on_one_line(&from.display().to_string()), fault.words()));
                }
                return;
            }
        };
        let Some(workspace) = &mut self.workspace else { return };
        self.popups.pop();
        let inside = workspace.folder.as_deref().and_then(|folder| {
            let (folder, from) = (std::fs::canonicalize(folder).ok()?, std::fs::canonicalize(from).ok()?);
            Some(from.strip_prefix(folder).ok()?.to_string_lossy().replace('\\', "/"))
        });
        let fresh_name = match steps::field(&field.pattern()).map(|field| field.kind) {
            Some(Kind::Picture(_, name)) => name,
            _ => return,
        };
        let absolute = std::path::absolute(from).unwrap_or_else(|_| from.to_path_buf());
        let field = field.clone();
        let _ = self.result(|workspace| {
            workspace.change(|document| {
                document.as_one_step(&field, |document| {
                    let path = match inside {
                        Some(path) => {
                            document.attach(&path, crate::offer::Attachment::Picture(facts));
                            path
                        }
                        None => {
                            let path = document.unused_name(fresh_name);
                            document.place(&path, absolute, facts, None, &field);
                            path
                        }
                    };
                    document.set(&field, &Value::Text(path), None)
                })
            })
        });
    }

    /// Does what an answer means.
    fn answer(&mut self, answer: Answer) -> Vec<Effect> {
        self.popups.pop();
        match answer {
            Answer::Stay => {
                if self.waiting.take().is_some() && self.workspace.is_none() && self.start.is_only_for_question {
                    return vec![Effect::Quit];
                }
                Vec::new()
            }
            Answer::SaveAndLeave => self.save(false, true),
            Answer::LeaveWithDraft => self.leave_with_draft(self.quit_after_leaving),
            Answer::LeaveWithoutDraft => self.leave_without_draft(),
            Answer::Overwrite => self.save(true, self.leaving),
            Answer::Reload => self.reload(),
            Answer::ResumeDraft => self.resume_draft(),
            Answer::DiscardDraft => self.discard_draft(),
            Answer::OpenReadOnly => self.open_waiting(true),
            Answer::ExportDraft => self.ask_for_file(Purpose::Export(true)),
            Answer::ApplyFix => self.apply_fix(),
            Answer::ShowReview => {
                if let Some(workspace) = &mut self.workspace {
                    workspace.go_to_page(page::REVIEW);
                }
                Vec::new()
            }
        }
    }

    /// A key on a window's input that is none of a window: for the start page's windows.
    pub(super) fn is_plain(key: KeyEvent) -> bool {
        !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
    }
}

/// Whether a folder holds a bundle already.
pub fn holds_bundle(folder: &Path) -> bool {
    folder.join(OFFER_FILE).exists()
}
