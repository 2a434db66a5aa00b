//! The wizard as plain lines, for screen readers and for terminals that can do no more: the same fields, rules, drafts
//! and saves as on the screen, asked one after another. Nothing is redrawn, nothing is told by colour.

mod opening;
mod pictures;
mod words;

use crate::app::BrowserPage;
use crate::app::page::{self, Focus, Item, plural};
use crate::app::workspace::Workspace;
use crate::disk::bundle::NotSaved;
use crate::disk::draft::{self};
use crate::offer::field::Kind;
use crate::offer::{FieldPath, Value};
use crate::rule::Severity;
use crate::visible::visible;
use crate::wizard::effects;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Runs the lines on standard input and output.
///
/// # Errors
/// Where there is no terminal, or the bundle cannot be opened.
pub fn run(bundle: Option<&Path>) -> Result<()> {
    if !std::io::stdin().is_terminal() {
        bail!("asking line by line needs a terminal; `edge-offer new --no-input --set FIELD=VALUE` asks nothing");
    }
    let mut lines = Lines { input: std::io::stdin().lock(), output: std::io::stdout().lock() };
    lines.session(bundle)
}

/// Where lines come from and go to.
struct Lines<I, O> {
    input: I,
    output: O,
}

/// What a command leads to.
enum Then {
    /// The next line.
    Stay,
    /// The page is told anew.
    Tell,
    /// The end.
    Leave,
}

impl<I: BufRead, O: Write> Lines<I, O> {
    fn session(&mut self, bundle: Option<&Path>) -> Result<()> {
        self.say("edge-offer, line by line. \"help\" tells the commands.")?;
        let Some(mut workspace) = (match bundle {
            Some(bundle) => self.open(bundle)?,
            None => self.start()?,
        }) else {
            return Ok(());
        };
        let mut then = Then::Tell;
        loop {
            if let Then::Tell = then {
                self.tell_page(&workspace)?;
            }
            let Some(line) = self.ask("Number, command, or Enter for the next open field")? else {
                self.keep(&mut workspace);
                return self.say("The input has ended. What is not saved is kept as a draft.");
            };
            then = match self.command(&mut workspace, line.trim()) {
                Ok(then) => then,
                Err(error) => {
                    self.say(&format!("{error:#}"))?;
                    Then::Stay
                }
            };
            if let Then::Leave = then {
                return Ok(());
            }
        }
    }

    fn say(&mut self, text: &str) -> Result<()> {
        writeln!(self.output, "{}", visible(text)).context("the terminal could not be written to")
    }

    /// Asks for a line; `None` at the end of the input.
    fn ask(&mut self, question: &str) -> Result<Option<String>> {
        write!(self.output, "{}: ", visible(question))?;
        self.output.flush()?;
        let mut line = String::new();
        let read = self.input.read_line(&mut line)?;
        Ok((read > 0).then(|| line.trim_end_matches(['\n', '\r']).to_string()))
    }

    fn yes(&mut self, question: &str) -> Result<bool> {
        Ok(matches!(self.ask(&format!("{question} (yes or no)"))?.as_deref().map(str::trim), Some("yes" | "y")))
    }

    /// Tells where one is and what stands there.
    fn tell_page(&mut self, workspace: &Workspace) -> Result<()> {
        for line in words::page(workspace) {
            self.say(&line)?;
        }
        Ok(())
    }

    fn command(&mut self, workspace: &mut Workspace, line: &str) -> Result<Then> {
        let (word, rest) = line.split_once(' ').map_or((line, ""), |(word, rest)| (word, rest.trim()));
        if let Ok(number) = word.parse::<usize>() {
            return self.choose(workspace, number);
        }
        match word {
            "" => return self.next_open_field(workspace),
            "help" | "?" => return self.help(workspace, rest).map(|()| Then::Stay),
            "list" | "l" => {}
            "next" | "n" => workspace.go_to_page(workspace.page + 1),
            "previous" | "back" | "b" => workspace.go_to_page(workspace.page.saturating_sub(1)),
            "steps" => {
                for line in words::steps(workspace) {
                    self.say(&line)?;
                }
                return Ok(Then::Stay);
            }
            "step" => workspace.go_to_page(
                rest.parse::<usize>()
                    .ok()
                    .and_then(|number| number.checked_sub(1))
                    .context("say \"step\" and its number, from 1 to 10")?,
            ),
            "plan" => {
                let number = rest
                    .parse::<usize>()
                    .ok()
                    .and_then(|number| number.checked_sub(1))
                    .filter(|number| *number < workspace.offer().count("plans"));
                workspace.plan = number.context("there is no plan with this number")?;
            }
            "problems" | "p" => {
                for line in words::problems(workspace) {
                    self.say(&line)?;
                }
                return Ok(Then::Stay);
            }
            "remove" | "up" | "down" | "clear" | "edit" | "fix" => return self.on_field(workspace, word, rest),
            "undo" | "redo" => {
                workspace.undo(word == "redo").map_err(|refused| anyhow::anyhow!(refused.0))?;
                self.keep(workspace);
                self.say("Done.")?;
            }
            "logos" => return self.logos(workspace, rest),
            "save" => return self.save(workspace, rest, false).map(|_| Then::Stay),
            "export" => return self.export(workspace, rest).map(|()| Then::Stay),
            "quit" | "q" => return self.quit(workspace),
            _ => bail!("\"{word}\" is no command. \"help\" tells them"),
        }
        Ok(Then::Tell)
    }

    fn help(&mut self, workspace: &Workspace, rest: &str) -> Result<()> {
        let field =
            rest.parse::<usize>().ok().and_then(|number| words::focuses(workspace).into_iter().nth(number.checked_sub(1)?));
        let lines = match field {
            Some(Focus::Field(path)) => words::about(workspace, &path),
            _ => words::COMMANDS.iter().map(|line| (*line).to_string()).collect(),
        };
        lines.iter().try_for_each(|line| self.say(line))
    }

    /// The next required field that is empty or wrong, wherever it is.
    fn next_open_field(&mut self, workspace: &mut Workspace) -> Result<Then> {
        if workspace.findings.is_empty() {
            self.say("There is nothing left to do. \"save\" and \"export\" finish.")?;
            return Ok(Then::Stay);
        }
        workspace.move_to_finding(true);
        match workspace.focus.clone() {
            Focus::Field(path) => self.fill(workspace, &path),
            Focus::Add(_) => {
                self.tell_page(workspace)?;
                Ok(Then::Stay)
            }
            _ => Ok(Then::Tell),
        }
    }

    /// Goes to where a finding or a change is, and asks for the field's value where there is a field.
    fn fill_at(&mut self, workspace: &mut Workspace, path: &FieldPath) -> Result<Then> {
        workspace.go_to(path);
        match workspace.focus.clone() {
            Focus::Field(path) => self.fill(workspace, &path),
            _ => Ok(Then::Tell),
        }
    }

    fn choose(&mut self, workspace: &mut Workspace, number: usize) -> Result<Then> {
        let focus = number
            .checked_sub(1)
            .and_then(|number| words::focuses(workspace).into_iter().nth(number))
            .context("there is no such number on this page")?;
        workspace.set_focus(focus.clone());
        match focus {
            Focus::Field(path) => self.fill(workspace, &path),
            Focus::Add(_) | Focus::Button(crate::app::keys::Action::AddRow) => {
                workspace.add_row().map_err(|refused| anyhow::anyhow!(refused.0))?;
                self.keep(workspace);
                Ok(Then::Tell)
            }
            Focus::Finding(number) => {
                let path = workspace.findings.get(number).map(|finding| finding.field.clone()).unwrap_or_default();
                self.fill_at(workspace, &path)
            }
            Focus::Change(_, path) => self.fill_at(workspace, &path),
            Focus::Button(crate::app::keys::Action::Export) => self.export(workspace, "").map(|()| Then::Stay),
            Focus::Button(crate::app::keys::Action::OpenPreview) => self.open_page(workspace, BrowserPage::Preview),
            Focus::Button(crate::app::keys::Action::OpenSheet) => self.open_page(workspace, BrowserPage::Sheet),
            Focus::Button(_) => self.save(workspace, "", false).map(|_| Then::Stay),
            Focus::Plan => {
                self.say("\"plan\" and a number shows another plan.")?;
                Ok(Then::Stay)
            }
        }
    }

    /// Asks for a field's value until the person is content.
    fn fill(&mut self, workspace: &mut Workspace, path: &FieldPath) -> Result<Then> {
        workspace.go_to(path);
        for line in words::about(workspace, path) {
            self.say(&line)?;
        }
        let kind = workspace.field().map(|instance| instance.field.kind);
        let several_lines = matches!(kind, Some(Kind::Prose | Kind::TextFile(..)));
        let question = if several_lines {
            "New text, one line after the other, a single dot ends it; Enter at once keeps it"
        } else {
            "New value; Enter keeps it"
        };
        let Some(first) = self.ask(question)? else { return Ok(Then::Stay) };
        if first.is_empty() {
            return Ok(Then::Stay);
        }
        let mut text = first;
        if several_lines && text != "." {
            while let Some(line) = self.ask("and")?.filter(|line| line != ".") {
                text = format!("{text}\n{line}");
            }
        }
        self.put(workspace, path, &text)?;
        self.keep(workspace);
        let problems: Vec<String> = workspace.findings_of(path).map(words::finding).collect();
        if problems.is_empty() {
            self.say("Taken.")?;
        }
        problems.iter().try_for_each(|line| self.say(line))?;
        Ok(Then::Stay)
    }

    /// Puts what was said into a field; choices are named by number, value or label.
    fn put(&mut self, workspace: &mut Workspace, path: &FieldPath, text: &str) -> Result<()> {
        let instance = workspace.field().context("there is no such field")?;
        let choices = workspace.offer().choices(instance.field, path);
        let named = |word: &str| {
            let by_number = word.parse::<usize>().ok().and_then(|number| choices.get(number.checked_sub(1)?));
            let by_name =
                || choices.iter().find(|(value, label)| value.eq_ignore_ascii_case(word) || label.eq_ignore_ascii_case(word));
            by_number.or_else(by_name).map_or(word.to_string(), |(value, _)| value.to_string())
        };
        let kind = instance.field.kind;
        let result = match kind {
            Kind::Choice(_) | Kind::Category => workspace.choose(path, Value::Text(named(text.trim()))),
            Kind::Choices(_) | Kind::Subcategories(_) => {
                let chosen = text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(named).collect();
                workspace.choose(path, Value::List(chosen))
            }
            Kind::Answer if matches!(text.trim().to_ascii_lowercase().as_str(), "yes" | "y") => {
                let today = workspace.today.to_string();
                workspace.put(path, &today, None)
            }
            Kind::Picture(..) => return self.picture(workspace, path, text.trim()),
            _ => workspace.put(path, text, None),
        };
        result.map_err(|refused| anyhow::anyhow!(refused.0))
    }

    fn on_field(&mut self, workspace: &mut Workspace, word: &str, rest: &str) -> Result<Then> {
        let number = rest
            .parse::<usize>()
            .ok()
            .and_then(|number| number.checked_sub(1))
            .with_context(|| format!("say \"{word}\" and the number of a field"))?;
        let focus = words::focuses(workspace).into_iter().nth(number).context("there is no such number on this page")?;
        workspace.set_focus(focus.clone());
        let refused = |refused: crate::offer::toml_text::EditRefused| anyhow::anyhow!(refused.0);
        match (word, focus) {
            ("remove", _) => workspace.remove_row().map_err(refused)?,
            ("up", _) => workspace.move_row(false).map_err(refused)?,
            ("down", _) => workspace.move_row(true).map_err(refused)?,
            ("fix", _) => match workspace.fit_wish() {
                Some(wish) => self.fit(workspace, wish)?,
                None => drop(workspace.fix().map_err(refused)?),
            },
            ("clear", Focus::Field(path)) => {
                let is_list = workspace.field().is_some_and(|instance| {
                    matches!(instance.field.kind, Kind::Choices(_) | Kind::Subcategories(_) | Kind::Words)
                });
                let result =
                    if is_list { workspace.choose(&path, Value::List(Vec::new())) } else { workspace.put(&path, "", None) };
                result.map_err(refused)?;
            }
            ("edit", Focus::Field(path)) => {
                let text = workspace.field().map(|instance| instance.text.clone()).unwrap_or_default();
                match effects::external_editor("text.txt", &text).map_err(|reason| anyhow::anyhow!(reason))? {
                    Some(edited) => workspace.put(&path, edited.strip_suffix('\n').unwrap_or(&edited), None).map_err(refused)?,
                    None => self.say("Your editor changed nothing.")?,
                }
            }
            _ => bail!("this is no field"),
        }
        self.keep(workspace);
        Ok(Then::Tell)
    }

    /// Keeps the draft, as after every change.
    fn keep(&mut self, workspace: &mut Workspace) {
        match (workspace.draft_to_keep(), &workspace.draft) {
            (Some((kept, path)), _) => {
                if let Err(error) = draft::keep(&kept, &path) {
                    let _ = self.say(&format!("The draft could not be kept: {error:#}"));
                }
            }
            (None, Some(path)) if !workspace.unsaved && !workspace.read_only => draft::forget(path),
            _ => {}
        }
    }

    fn save(&mut self, workspace: &mut Workspace, folder: &str, overwrite: bool) -> Result<bool> {
        let target = match (folder, &workspace.folder) {
            ("", Some(own)) => own.clone(),
            ("", None) => match self.ask("Folder for the bundle")?.filter(|folder| !folder.trim().is_empty()) {
                Some(folder) => PathBuf::from(folder.trim()),
                None => return Ok(false),
            },
            (folder, _) => PathBuf::from(folder),
        };
        if workspace.read_only && workspace.folder.as_ref() == Some(&target) {
            bail!("the bundle is open read-only");
        }
        let same = workspace.folder.as_ref() == Some(&target);
        if !same && target.join(crate::offer::OFFER_FILE).exists() {
            bail!("there is a bundle in {} already", target.display());
        }
        let base = if same { workspace.base.clone() } else { Default::default() };
        match crate::disk::bundle::save(&workspace.document, &target, &base, overwrite) {
            Ok((written, base)) => {
                if let Some(path) = &workspace.draft {
                    draft::forget(path);
                }
                workspace.draft = draft::path(Some(&target)).ok();
                workspace.folder = Some(target.clone());
                workspace.base = base;
                workspace.document.imports_done();
                workspace.judge();
                crate::disk::recent::note(&target);
                self.say(&format!("Saved {} in {}.", plural(written.len(), "file"), target.display()))?;
                Ok(true)
            }
            Err(NotSaved::Changed(files)) => {
                if self.yes(&format!("{} changed on disk since you opened the bundle. Write yours over it?", files.join(", ")))? {
                    return self.save(workspace, folder, true);
                }
                Ok(false)
            }
            Err(NotSaved::Disk(error)) => Err(error.context("not saved; what you said is kept as a draft")),
        }
    }

    fn export(&mut self, workspace: &mut Workspace, target: &str) -> Result<()> {
        let errors = workspace.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        let is_draft = errors > 0 && self.yes(&format!("The offer has {}. Export a draft?", plural(errors, "error")))?;
        if errors > 0 && !is_draft {
            return Ok(());
        }
        let target = match target {
            "" => {
                match self.ask("Folder for the package, or a name that ends in .zip")?.filter(|target| !target.trim().is_empty())
                {
                    Some(target) => PathBuf::from(target.trim()),
                    None => return Ok(()),
                }
            }
            target => PathBuf::from(target),
        };
        let folder = workspace.folder.clone().unwrap_or_else(|| PathBuf::from("."));
        let names = crate::disk::package::export(&workspace.document, &folder, &target, is_draft, None)?;
        workspace.last_export = crate::disk::exports::last(&folder);
        self.say(&format!("Exported {} to {}.", plural(names.len(), "file"), target.display()))
    }

    /// Opens a page of the package in the browser, as things are now.
    fn open_page(&mut self, workspace: &Workspace, page: BrowserPage) -> Result<Then> {
        let is_draft = workspace.findings.iter().any(|finding| finding.severity == Severity::Error);
        let folder = workspace.folder.clone().unwrap_or_else(|| PathBuf::from("."));
        let (path, refused) = crate::wizard::effects::open_page(&workspace.document, &folder, page, is_draft)?;
        let path = path.display();
        match refused {
            None => self.say(&format!("Opened in your browser; it lies in {path}.")),
            Some(reason) => self.say(&format!("Open {path} yourself: {reason}.")),
        }?;
        Ok(Then::Stay)
    }

    fn quit(&mut self, workspace: &mut Workspace) -> Result<Then> {
        if workspace.unsaved && !workspace.read_only {
            self.keep(workspace);
            match self
                .ask("Not everything is saved. Say save, leave (the draft is kept), forget, or stay")?
                .as_deref()
                .map(str::trim)
            {
                Some("save") if self.save(workspace, "", false)? => {}
                Some("leave") | None => {}
                Some("forget") => {
                    if let Some(path) = &workspace.draft {
                        draft::forget(path);
                    }
                }
                _ => return Ok(Then::Stay),
            }
        }
        Ok(Then::Leave)
    }
}

/// What has a number on the page, in order.
fn numbered(items: &[Item]) -> impl Iterator<Item = (&Item, Focus)> {
    items.iter().filter_map(|item| item.focus().map(|focus| (item, focus)))
}

/// The title of the page, with its number.
fn page_title(workspace: &Workspace) -> String {
    format!("Step {} of {}: {}", workspace.page + 1, page::REVIEW + 1, page::title(workspace.page))
}

#[cfg(test)]
mod tests;
