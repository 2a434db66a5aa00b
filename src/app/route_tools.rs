//! Help with routes: what can be written next, and a route put together from its parts.

use super::editor::Editor;
use super::finder::{Entry, Finder};
use super::popup::Popup;
use super::workspace::Workspace;
use super::{App, Effect};
use crate::edge::route::{Completion, Parts, complete, describe};
use crate::offer::field::{Kind, Language};
use crate::offer::reading::{laid_out, minified};
use crate::offer::toml_text::EditRefused;
use crate::offer::{FieldPath, Instance};
use crossterm::event::{KeyCode, KeyEvent};

/// The line of the builder that has the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Where the messages come from.
    Source,
    /// Which of them.
    Condition,
    /// Where they go.
    Sink,
}

/// A route in its parts, live on the text of its field.
#[derive(Clone, Debug)]
pub struct RouteBuilder {
    /// The field.
    pub path: FieldPath,
    /// Sources to choose from, with a word about each; the route's own first.
    pub sources: Vec<(String, String)>,
    /// The chosen source.
    pub source: usize,
    /// The condition.
    pub condition: Editor,
    /// Sinks to choose from, with a word about each; the route's own first.
    pub sinks: Vec<(String, String)>,
    /// The chosen sink.
    pub sink: usize,
    /// The line that has the focus.
    pub part: Part,
    /// The module to which the route belongs.
    module: String,
}

impl RouteBuilder {
    /// A builder over the route at `path`, which reads `text`; `modules` are the names that may stand in it, its own first.
    pub fn new(path: FieldPath, text: &str, modules: &[&str]) -> RouteBuilder {
        let parts = Parts::parse(text);
        let choices = |before: &str, own: Option<&str>| {
            let offered = complete(before, before.len(), modules)
                .into_iter()
                .map(|completion| (completion.text.trim_end().to_string(), completion.about));
            let mut choices: Vec<(String, String)> = offered.collect();
            if let Some(own) = own
                && !choices.iter().any(|(choice, _)| choice == own)
            {
                choices.insert(0, (own.to_string(), "as it is now".to_string()));
            }
            let chosen = own.and_then(|own| choices.iter().position(|(choice, _)| choice == own)).unwrap_or(0);
            (choices, chosen)
        };
        let (sources, source) = choices("FROM ", parts.as_ref().map(|parts| parts.source.as_str()));
        let (sinks, sink) = choices("FROM /messages/* INTO ", parts.as_ref().map(|parts| parts.sink.as_str()));
        let condition = parts.and_then(|parts| parts.condition).unwrap_or_default();
        let module = modules.first().map(|module| (*module).to_string()).unwrap_or_default();
        RouteBuilder {
            path,
            sources,
            source,
            condition: Editor::new(condition.trim(), false, true),
            sinks,
            sink,
            part: Part::Source,
            module,
        }
    }

    /// The route as it is put together.
    pub fn text(&self) -> String {
        let condition = Some(self.condition.text()).filter(|condition| !condition.trim().is_empty());
        let of =
            |choices: &[(String, String)], chosen: usize| choices.get(chosen).map(|(text, _)| text.clone()).unwrap_or_default();
        Parts { source: of(&self.sources, self.source), condition, sink: of(&self.sinks, self.sink) }.to_string()
    }

    /// What it does, in a sentence.
    pub fn words(&self) -> String {
        describe(&self.text(), Some(&self.module))
            .unwrap_or("No device would take this route: look at its condition.".to_string())
    }

    /// Gives it a key; `true` where the route is another now.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        let turn = |chosen: &mut usize, count: usize, forward: bool| {
            *chosen = if forward { (*chosen + 1) % count.max(1) } else { (*chosen + count.max(1) - 1) % count.max(1) };
            true
        };
        match (key.code, self.part) {
            (KeyCode::Down | KeyCode::Tab, Part::Source) => self.part = Part::Condition,
            (KeyCode::Down | KeyCode::Tab, _) => self.part = Part::Sink,
            (KeyCode::Up | KeyCode::BackTab, Part::Sink) => self.part = Part::Condition,
            (KeyCode::Up | KeyCode::BackTab, _) => self.part = Part::Source,
            (KeyCode::Left | KeyCode::Right | KeyCode::Char(' '), Part::Source) => {
                return turn(&mut self.source, self.sources.len(), key.code != KeyCode::Left);
            }
            (KeyCode::Left | KeyCode::Right | KeyCode::Char(' '), Part::Sink) => {
                return turn(&mut self.sink, self.sinks.len(), key.code != KeyCode::Left);
            }
            (_, Part::Condition) => {
                let before = self.condition.text();
                self.condition.key(key);
                return self.condition.text() != before;
            }
            _ => {}
        }
        false
    }
}

impl Workspace {
    /// The names that may stand in a route of the plan that is shown: its module's, and the form's placeholder.
    pub fn route_modules(&self) -> Vec<String> {
        let own = self.offer().module_name(self.plan);
        [own, "<FROM_MODULE_NAME>".to_string()].into_iter().filter(|name| !name.is_empty()).collect()
    }

    /// What can be written at the caret of the route that is being typed.
    pub fn completions(&self) -> Vec<Completion> {
        let (Some(editor), Some(Instance { field, .. })) = (&self.editor, self.field()) else { return Vec::new() };
        let (line, column) = editor.caret();
        if field.kind != Kind::Route || line > 0 {
            return Vec::new();
        }
        let text = editor.text();
        let cursor = text.char_indices().nth(column).map_or(text.len(), |(at, _)| at);
        let modules = self.route_modules();
        complete(&text, cursor, &modules.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// The rest of the first completion, where the caret stands at the end: shown behind it, taken by →.
    pub fn ghost(&self) -> Option<String> {
        let editor = self.editor.as_ref().filter(|editor| editor.selection().is_none())?;
        let text = editor.text();
        if editor.caret() != (0, text.chars().count()) {
            return None;
        }
        let first = self.completions().into_iter().next()?;
        first.text.get(first.span.end - first.span.start..).filter(|rest| !rest.is_empty()).map(str::to_string)
    }

    /// Writes a completion.
    pub fn take(&mut self, completion: &Completion) -> Result<(), EditRefused> {
        let Some(editor) = &mut self.editor else { return Ok(()) };
        let mut text = editor.text();
        if text.get(completion.span.range()).is_none() {
            return Ok(());
        }
        text.replace_range(completion.span.range(), &completion.text);
        let column = text[..completion.span.start + completion.text.len()].chars().count();
        *editor = Editor::new(&text, false, true);
        editor.move_to((0, column), false);
        self.commit_editor(None)
    }

    /// Writes the focused JSON text with one member a line, or without blanks.
    pub fn lay_out_json(&mut self, pretty: bool) -> Result<(), EditRefused> {
        let refused = |words: &str| EditRefused(words.to_string());
        let Some(instance) = self.field().filter(|instance| is_json(instance.field.kind)) else {
            return Err(refused("the focus is on no JSON"));
        };
        if serde_json::from_str::<serde::de::IgnoredAny>(&instance.text).is_err() {
            return Err(refused("this is no JSON yet; its finding says where"));
        }
        let text = if pretty { laid_out(&instance.text).trim_end().to_string() } else { minified(&instance.text) };
        let path = instance.path;
        self.put(&path, &text, None)?;
        self.load_editor(!self.full);
        Ok(())
    }
}

/// Whether a field holds JSON.
pub fn is_json(kind: Kind) -> bool {
    matches!(kind, Kind::JsonValue | Kind::TextFile(Language::Json, _))
}

impl App {
    /// Shows what can be written next.
    pub(super) fn offer_completions(&mut self) -> Vec<Effect> {
        let completions = self.workspace.as_ref().map(Workspace::completions).unwrap_or_default();
        if completions.is_empty() {
            self.complain("There is nothing to complete here.");
            return Vec::new();
        }
        let entries = completions.into_iter().map(|completion| Entry {
            label: completion.text.trim_end().to_string(),
            detail: completion.about.clone(),
            key: String::new(),
            value: completion,
        });
        self.popups.push(Popup::Complete(Finder::new(entries.collect())));
        Vec::new()
    }

    /// Opens the builder on the focused route.
    pub(super) fn build_route(&mut self) -> Vec<Effect> {
        let Some(workspace) = &self.workspace else { return Vec::new() };
        let Some(instance) = workspace.field().filter(|instance| instance.field.kind == Kind::Route) else {
            self.complain("The focus is on no route.");
            return Vec::new();
        };
        let modules = workspace.route_modules();
        let builder =
            RouteBuilder::new(instance.path.clone(), &instance.text, &modules.iter().map(String::as_str).collect::<Vec<_>>());
        self.popups.push(Popup::Route(builder));
        Vec::new()
    }

    /// A key for the builder: what it makes stands in the field at once.
    pub(super) fn key_to_builder(&mut self, key: KeyEvent) -> Vec<Effect> {
        let Some(Popup::Route(builder)) = self.popups.last_mut() else { return Vec::new() };
        if key.code == KeyCode::Enter {
            // A route that was empty is taken as it stands, even if nothing was turned.
            let (path, text) = (builder.path.clone(), builder.text());
            self.popups.pop();
            return self.put_route(&path, &text);
        }
        if !builder.key(key) {
            return Vec::new();
        }
        let (path, text) = (builder.path.clone(), builder.text());
        self.put_route(&path, &text)
    }

    fn put_route(&mut self, path: &FieldPath, text: &str) -> Vec<Effect> {
        self.result(|workspace| {
            workspace.put(path, text, None)?;
            workspace.load_editor(true);
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyModifiers;

    #[test]
    fn a_builder_keeps_what_it_does_not_know() {
        let path = FieldPath::parse("plans[0].routes[0].value").unwrap();
        let text = "FROM /messages/modules/Other/outputs/a WHERE $body.level > 3 INTO BrokeredEndpoint(\"/modules/x/inputs/y\")";
        let mut builder = RouteBuilder::new(path, text, &["Tank"]);
        assert_eq!(builder.text(), text);
        let press = |builder: &mut RouteBuilder, code| builder.key(KeyEvent::new(code, KeyModifiers::NONE));
        assert!(press(&mut builder, KeyCode::Right));
        assert!(!builder.text().contains("Other") && builder.text().contains("WHERE $body.level > 3"));
        assert!(!press(&mut builder, KeyCode::Down));
        assert!(press(&mut builder, KeyCode::Char('0')));
        assert!(builder.text().contains("WHERE $body.level > 30 INTO"));
        assert!(builder.words().contains("$body.level > 30"), "{}", builder.words());
    }
}
