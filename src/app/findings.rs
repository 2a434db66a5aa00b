//! What can be done about the finding under the caret: its fix, or a suppression with a reason.

use super::page::Focus;
use super::popup::{Answer, Popup, Question};
use super::workspace::Workspace;
use super::{App, Effect};
use crate::offer::toml_text::EditRefused;
use crate::offer::{FieldPath, Value};
use crate::rules::Finding;

/// Of a text that is written anew, so many lines are shown before.
const SHOWN_LINES: usize = 9;

impl App {
    /// Applies the fix under the caret. One that writes a whole text anew is shown first.
    pub(super) fn fix(&mut self) -> Vec<Effect> {
        let Some(workspace) = &self.workspace else { return Vec::new() };
        let Some(finding) = workspace.fixable() else {
            return self.refused(EditRefused("there is no certain fix for this field".to_string()));
        };
        let Some(text) = rewritten(workspace, finding) else { return self.apply_fix() };
        let lines: Vec<&str> = text.lines().collect();
        let mut shown: Vec<String> =
            lines.iter().take(SHOWN_LINES).map(|line| crate::wrap::clipped(&crate::visible::on_one_line(line), 60)).collect();
        if lines.len() > SHOWN_LINES {
            shown.push(format!("… and {} lines more", lines.len() - SHOWN_LINES));
        }
        let title = finding.fix.as_ref().map(|fix| fix.label.clone()).unwrap_or_default();
        let answers = vec![('w', "Write it so (^Z takes it back)", Answer::ApplyFix), ('c', "Leave it as it is", Answer::Stay)];
        let before =
            crate::offer::field::grouped(workspace.document.text_of(&finding.file).map_or(0, |text| text.chars().count()));
        let after = crate::offer::field::grouped(text.chars().count());
        let text = format!("{}\n\n{before} characters become {after}.", shown.join("\n"));
        self.popups.push(Popup::Ask(Question::new(&title, text, answers)));
        Vec::new()
    }

    pub(super) fn apply_fix(&mut self) -> Vec<Effect> {
        let Some(workspace) = &mut self.workspace else { return Vec::new() };
        match workspace.fix() {
            Ok(done) => self.say(format!("{done}: done. ^Z takes it back.")),
            Err(refused) => return self.refused(refused),
        }
        Vec::new()
    }
}

/// What becomes of a text of several lines or a long one, where its fix replaces all of it.
fn rewritten(workspace: &Workspace, finding: &Finding) -> Option<String> {
    let text = workspace.document.text_of(&finding.file)?;
    let [edit] = finding.fix.as_ref()?.edits.as_slice() else { return None };
    let is_whole = edit.span.start == 0 && edit.span.end == text.len() && finding.file != crate::offer::OFFER_FILE;
    is_whole.then(|| edit.text.clone())
}

impl Workspace {
    /// The finding under the caret: in a long text the nearest one from the caret's line on, elsewhere the field's first.
    fn under_caret(&self, wanted: impl Fn(&Finding) -> bool) -> Option<&Finding> {
        let path = match &self.focus {
            Focus::Field(path) => path,
            Focus::Finding(number) => return self.findings.get(*number).filter(|finding| wanted(finding)),
            _ => return None,
        };
        let mut found: Vec<&Finding> = self.findings_of(path).filter(|finding| wanted(finding)).collect();
        if let (true, Some(editor)) = (self.full, &self.editor) {
            let line = editor.caret().0 + 1;
            let far = |finding: &&Finding| finding.position.map_or(usize::MAX, |position| position.line.abs_diff(line));
            found.sort_by_key(far);
        }
        found.first().copied()
    }

    /// The finding under the caret that has a certain fix.
    pub fn fixable(&self) -> Option<&Finding> {
        self.under_caret(|finding| finding.fix.is_some())
    }

    /// Applies the fix of the finding under the caret; says what it did.
    ///
    /// # Errors
    /// Where there is none, or nothing may be changed.
    pub fn fix(&mut self) -> Result<String, EditRefused> {
        let found =
            self.fixable().and_then(|finding| finding.fix.clone().map(|fix| (finding.file.clone(), finding.field.clone(), fix)));
        let Some((file, path, fix)) = found else {
            return Err(EditRefused("there is no certain fix for this field".to_string()));
        };
        self.change(|document| document.edit_text(&file, fix.edits, &path))?;
        // In a long text the caret stays where the eye is.
        let caret = self.editor.as_ref().filter(|_| self.full).map(|editor| editor.caret());
        self.load_editor(true);
        if let (Some(caret), Some(editor)) = (caret, &mut self.editor) {
            editor.move_to(caret, false);
        }
        Ok(fix.label)
    }

    /// Adds a suppression of the finding under the caret, and goes to its reason. Gives the rule's name.
    ///
    /// # Errors
    /// Where there is no finding, or none that can be suppressed.
    pub fn suppress(&mut self) -> Result<&'static str, EditRefused> {
        let Some(finding) = self.under_caret(|_| true) else {
            return Err(EditRefused("there is no finding here to suppress".to_string()));
        };
        let (rule, field) = (finding.rule, finding.field.to_string());
        if !crate::rules::suppression::can_be_suppressed(rule) {
            return Err(EditRefused(format!("{} cannot be suppressed: the bundle could not be used", rule.id)));
        }
        let list = FieldPath::of("suppressions", &[]);
        let row = self.offer().rows(&list);
        let part = |name: &str| FieldPath::of(&format!("suppressions[].{name}"), &[row]);
        self.change(|document| {
            document.as_one_step(&part("rule"), |document| {
                document.push_row(&list)?;
                document.set(&part("rule"), &Value::Text(rule.id.to_string()), None)?;
                document.set(&part("field"), &Value::Text(field), None)
            })
        })?;
        self.go_to(&part("reason"));
        Ok(rule.id)
    }
}
