//! The paste sheet: the portal's pages in their order, each field with the portal's label and exactly the text to paste.

use super::changes::{Change, Changes, Difference};
use super::page::{Page, exact};
use super::portal::{self, Part};
use super::sanitise::Markup;
use super::{Files, certification, names, permanent, pictures};
use crate::app::page::plural;
use crate::offer::field::{Language, grouped};
use crate::offer::reading::minified;
use crate::offer::{FieldPath, Instance, Kind, Offer, steps};
use crate::visible::{on_one_line, visible};
use maud::{PreEscaped, html};

/// What the sheet is made of.
pub struct Sheet<'a> {
    /// The offer.
    pub offer: Offer<'a>,
    /// The pictures of the package, by their names.
    pub pictures: &'a Files,
    /// The digest of everything that is submitted: ticks belong to it.
    pub digest: &'a str,
    /// Whether it says that it is a draft.
    pub draft: bool,
    /// What changed since an earlier package; only that is shown then.
    pub changes: Option<&'a Changes>,
}

/// What a part of a page is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Heading,
    Say,
    Row,
    Entry,
}

/// A page of the portal as it is filled in: its title, and what stands on it.
struct Filled {
    title: String,
    /// Whether it ends the work: an update does it, too.
    closing: bool,
    parts: Vec<(Role, Markup)>,
    /// Optional fields that stay empty.
    empty: Vec<String>,
    /// Fields that are as they were.
    unchanged: Vec<String>,
    entries: usize,
}

impl Sheet<'_> {
    /// `partner-center.html`.
    pub fn render(&self) -> String {
        let portal = portal::of(self.offer.edition());
        let offer_title = self.offer.get("listing.title");
        let title = format!("{} in {}", visible(&offer_title), portal.name);
        let pages = self.pages(portal);
        let (publisher, id) = (self.offer.get("offer.publisher"), self.offer.get("offer.id"));
        let store = format!("edge-offer {publisher}.{id} {}", self.digest.get(..16).unwrap_or(self.digest));
        let entries: usize = pages.iter().map(|page| page.entries).sum();
        let body = html! {
            a.skip href="#pages" { "To the pages" }
            header {
                h1 { (title) }
                p { "Work through the pages in their order, and tick what is done. Copy puts exactly the text shown on the clipboard; without scripts, one click into a text selects all of it." }
                @if let Some(changes) = self.changes { (changed_words(changes)) }
                div.progress data-only="script" {
                    label for="progress" { "Done" }
                    progress id="progress" max=(entries) value="0" {}
                    span id="count" role="status" { "0 of " (entries) }
                    button.again type="button" { "Start again" }
                }
                p.said role="status" aria-live="polite" id="said" {}
            }
            nav aria-label="Pages" {
                ol { @for (number, page) in pages.iter().enumerate() { li { a href=(format!("#page-{}", number + 1)) { (page.title) } @if self.is_unchanged_page(page) { span.quiet { " unchanged" } } } } }
            }
            main id="pages" data-store=(store) {
                @for (number, page) in pages.iter().enumerate() { (self.page(number + 1, page)) }
                (self.not_entered(portal))
            }
        };
        Page {
            title: &title,
            style: include_str!("assets/sheet.css"),
            script: include_str!("assets/sheet.js"),
            draft: self.draft,
            body,
        }
        .render()
    }

    /// The pages, those of the plans once for each plan.
    fn pages(&self, portal: &portal::Portal) -> Vec<Filled> {
        let mut filled = Vec::new();
        let mut pages = portal.pages;
        while let Some(first) = pages.first() {
            let run = pages.iter().take_while(|page| page.for_each_plan == first.for_each_plan).count();
            let (these, rest) = pages.split_at(run);
            pages = rest;
            if first.for_each_plan {
                for plan in 0..self.offer.count("plans") {
                    let id = self.offer.text(&FieldPath::of("plans[].id", &[plan]));
                    let id = if id.is_empty() { (plan + 1).to_string() } else { on_one_line(&id) };
                    filled.extend(these.iter().map(|page| self.fill(page, plan, format!("Plan {id}: {}", page.title))));
                }
            } else {
                filled.extend(these.iter().map(|page| self.fill(page, 0, page.title.to_string())));
            }
        }
        filled
    }

    fn fill(&self, page: &portal::Page, plan: usize, title: String) -> Filled {
        let closing = page.closing;
        let mut filled = Filled { title, closing, parts: Vec::new(), empty: Vec::new(), unchanged: Vec::new(), entries: 0 };
        for part in page.parts {
            match part {
                Part::Say(words) => filled.parts.push((Role::Say, html! { p.say { (words) } })),
                Part::When(key, value, words) => {
                    let path = FieldPath::of(key, &[plan]);
                    if self.offer.text(&path) == *value && !self.is_unchanged(&path) {
                        filled.parts.push((Role::Say, html! { p.say { (words) } }));
                    }
                }
                Part::Heading(words) => filled.parts.push((Role::Heading, html! { h3 { (words) } })),
                Part::Field(key, label) => self.field(&mut filled, FieldPath::of(key, &[plan]), label),
                Part::Rows(list, add, fields) => self.rows(&mut filled, list, add, fields, plan),
                Part::Made(label, make, about) => {
                    let value = make(&self.offer, plan);
                    // What is made of fields is as it was when the fields are; what cannot be told is shown only in a whole sheet.
                    if self.changes.is_none() {
                        filled.entry(
                            &format!("made {plan} {label}"),
                            label,
                            html! { p.about { (about) } (value_markup(label, &value)) },
                            true,
                        );
                    }
                }
                Part::Secret(label, from) => {
                    if self.changes.is_none() {
                        let body = html! { p.secret { strong { "Typed by hand. " } (from) } };
                        filled.entry(&format!("secret {plan} {label}"), label, body, false);
                    }
                }
                Part::Upload(label, name) => {
                    if self.changes.is_none() {
                        filled.entry(name, label, html! { p { "Instead of typing, upload " code { (name) } "." } }, false);
                    }
                }
            }
        }
        filled.tidy(self.changes.is_some());
        filled
    }

    fn is_unchanged(&self, path: &FieldPath) -> bool {
        self.changes.is_some_and(|changes| changes.of(path).is_none())
    }

    fn field(&self, filled: &mut Filled, path: FieldPath, label: &str) {
        let Some(instance) = self.offer.instance(&path) else { return };
        if !self.offer.applies(instance.field, &path) {
            return;
        }
        let difference = self.changes.and_then(|changes| changes.of(&path));
        if self.changes.is_some() && difference.is_none() {
            if !instance.is_empty() {
                filled.unchanged.push(label.to_string());
            }
            return;
        }
        if instance.is_empty() && difference.is_none() {
            if self.offer.is_required(instance.field, &path) {
                let body =
                    html! { p.missing { strong { "Missing." } " The form wants it, and the offer does not have it yet." } };
                filled.entry(&path.to_string(), label, body, false);
            } else {
                filled.empty.push(label.to_string());
            }
            return;
        }
        let permanent = permanent::of(instance.field.key).filter(|permanent| permanent.concerns(&instance.text));
        let body = html! {
            @if let Some(difference) = difference { (before(difference)) }
            (self.value(&instance, label))
            @if let Some(permanent) = permanent { p.permanent { strong { "For good. " } (permanent.words) } }
        };
        let copies = copies(&instance);
        filled.entry_counted(&path.to_string(), label, &self.count(&instance), body, copies);
    }

    /// The rows of a list, one after the other.
    fn rows(&self, filled: &mut Filled, list: &str, add: &str, fields: &[(&str, &str)], plan: usize) {
        let path = FieldPath::of(list, &[plan]);
        let row_name = steps::list(list).map_or("row", |list| list.row);
        if let Some(changes) = self.changes {
            for removed in changes.removed(&path) {
                let body = html! { p.change { "Remove it from the form." } };
                filled.entry(&format!("removed {}", removed.path), &removed.name, body, false);
            }
            if changes.list.iter().any(|difference| difference.path == path && difference.change == Change::Moved) {
                let order: Vec<String> = (0..self.offer.rows(&path))
                    .filter_map(|row| fields.first().map(|(key, _)| on_one_line(&self.offer.text(&at_row(key, &path, row)))))
                    .collect();
                let body = html! { p.change { "They stand in another order now:" } ol { @for name in &order { li { (name) } } } };
                filled.entry(&format!("moved {path}"), &format!("Order of each {row_name}"), body, false);
            }
        }
        let count = self.offer.rows(&path);
        if count == 0 {
            filled.empty.push(format!("{} (none)", steps::list(list).map_or("rows", |list| list.row)));
        }
        for row in 0..count {
            let is_new = self.changes.is_some_and(|changes| {
                changes.list.iter().any(|difference| difference.path == path.row(row) && difference.change == Change::Added)
            });
            let shown =
                self.changes.is_none() || is_new || fields.iter().any(|(key, _)| !self.is_unchanged(&at_row(key, &path, row)));
            if shown {
                let again = if row > 0 || is_new { format!(" ({add})") } else { String::new() };
                filled.parts.push((Role::Row, html! { h4 { (capital(row_name)) " " (row + 1) " of " (count) (again) @if is_new { " " span.new { "new" } } } }));
            }
            for (key, label) in fields {
                let label = if shown { (*label).to_string() } else { format!("{row_name} {}: {label}", row + 1) };
                self.field(filled, at_row(key, &path, row), &label);
            }
        }
    }

    /// How much of a field's limit is used.
    fn count(&self, instance: &Instance) -> String {
        let Some(most) = instance.field.most.map(|most| most.of(self.offer.edition())) else { return String::new() };
        let unit = if matches!(instance.field.kind, Kind::Words | Kind::Choices(_) | Kind::Subcategories(_)) {
            "items"
        } else {
            "characters"
        };
        format!("{} of {} {unit}", grouped(instance.size()), grouped(most))
    }

    /// What is to be pasted, chosen or uploaded.
    fn value(&self, instance: &Instance, label: &str) -> Markup {
        match instance.field.kind {
            _ if instance.is_empty() => html! { p.change { "Clear it: it is empty now." } },
            Kind::Picture(..) => self.picture(instance, label),
            Kind::Flag => html! { p.choose { @if instance.text == "true" { "Tick it." } @else { "Leave it without a tick." } } },
            Kind::Choice(_) | Kind::Choices(_) | Kind::Category | Kind::Subcategories(_) => {
                let rows = instance.path.rows();
                let words = certification::labels(&self.offer, instance.field.key, rows.first().copied().unwrap_or(0));
                let words = if rows.len() > 1 { instance.text.clone() } else { words };
                html! { p.choose { "Choose " strong { (visible(&words)) } } }
            }
            Kind::Words => html! { @for item in instance.items() { (value_markup(label, &item)) } },
            Kind::TextFile(Language::Json, _) => value_markup(label, &minified(&instance.text)),
            _ => value_markup(label, &instance.text),
        }
    }

    fn picture(&self, instance: &Instance, label: &str) -> Markup {
        let name = names::picture(instance);
        let address = pictures::within(self.pictures, &name, 240);
        html! {
            p.upload {
                @match address {
                    Some(address) => img.thumbnail src=(address) alt=(format!("{label}: {name}"));
                    None => span.missing { "This picture is missing or cannot be shown. " }
                }
                span { "Upload " code { (name) } }
            }
        }
    }

    /// Whether an update has nothing to do on a page. What closes the work is to be done where anything changed.
    fn is_unchanged_page(&self, page: &Filled) -> bool {
        self.changes.is_some_and(|changes| page.entries == 0 && (!page.closing || changes.list.is_empty()))
    }

    fn page(&self, number: usize, page: &Filled) -> Markup {
        let nothing = self.is_unchanged_page(page);
        html! {
            section id=(format!("page-{number}")) aria-labelledby=(format!("title-{number}")) {
                h2 id=(format!("title-{number}")) { (number) ". " (page.title) }
                @if nothing {
                    p.quiet { "Nothing changed on this page." }
                } @else {
                    @for (_, part) in &page.parts { (part) }
                }
                @if !page.empty.is_empty() && self.changes.is_none() { p.quiet { "Leave empty: " (page.empty.join(", ")) "." } }
                @if !page.unchanged.is_empty() {
                    details { summary { (plural(page.unchanged.len(), "field")) " unchanged" } ul { @for label in &page.unchanged { li { (label) } } } }
                }
            }
        }
    }

    /// What of the offer is asked for nowhere, and why: so that nobody looks for its place.
    fn not_entered(&self, portal: &portal::Portal) -> Markup {
        let filled = |key: &str| {
            self.offer
                .instances(key)
                .into_iter()
                .any(|path| self.offer.instance(&path).is_some_and(|instance| !instance.is_empty()))
        };
        let fields: Vec<_> = steps::fields()
            .filter_map(|field| Some((field, portal.reason_not_entered(field.key)?)))
            // What is for edge-offer alone nobody looks for in the form.
            .filter(|(field, _)| field.kind != Kind::Answer && field.table() != "suppressions[]" && filled(field.key))
            .collect();
        html! {
            section aria-labelledby="not-entered" {
                h2 id="not-entered" { "Not entered in the form" }
                dl { @for (field, reason) in fields { dt { (field.label) } dd { (reason) } } }
            }
        }
    }
}

impl Filled {
    fn entry(&mut self, key: &str, label: &str, body: Markup, copies: bool) {
        self.entry_counted(key, label, "", body, usize::from(copies));
    }

    /// One thing to do, with its tick.
    fn entry_counted(&mut self, key: &str, label: &str, count: &str, body: Markup, copies: usize) {
        self.entries += 1;
        let label = visible(label);
        let markup = html! {
            div.entry role="group" aria-label=(label) {
                div.head {
                    span.label { (label) }
                    @if !count.is_empty() { span.count { (count) } }
                    label.tick data-only="script" { input type="checkbox" data-key=(visible(key)) aria-label=(format!("Done: {label}")); " Done" }
                    span.box aria-hidden="true" { "☐" }
                }
                (body)
                @if copies > 1 { p.quiet { (copies) " texts to copy, one after the other." } }
            }
        };
        self.parts.push((Role::Entry, markup));
    }

    /// Takes out headings under which nothing is left, and in an update what is said of fields that are as they were.
    fn tidy(&mut self, is_update: bool) {
        let parts = std::mem::take(&mut self.parts);
        let mut next = None;
        for (role, markup) in parts.into_iter().rev() {
            let kept = match role {
                Role::Heading => !matches!(next, None | Some(Role::Heading)),
                Role::Say if is_update && !self.closing => matches!(next, Some(Role::Row | Role::Entry)),
                Role::Say | Role::Row | Role::Entry => true,
            };
            if kept {
                next = Some(role);
                self.parts.push((role, markup));
            }
        }
        self.parts.reverse();
    }
}

fn copies(instance: &Instance) -> usize {
    match instance.field.kind {
        Kind::Words => instance.items().len(),
        _ => 1,
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn at_row(key: &str, list: &FieldPath, row: usize) -> FieldPath {
    let mut rows = list.rows();
    rows.push(row);
    FieldPath::of(key, &rows)
}

/// A text, exactly, with its button.
fn value_markup(label: &str, text: &str) -> Markup {
    html! {
        div.value {
            // The text is the only thing in the element, so that it is copied exactly.
            pre tabindex="0" aria-label=(format!("{label}: the text")) { (exact(text)) }
            button.copy type="button" data-only="script" aria-label=(format!("Copy {label}")) { "Copy" }
        }
    }
}

fn before(difference: &Difference) -> Markup {
    let Change::Value { before, .. } = &difference.change else { return PreEscaped(String::new()) };
    html! {
        @match before {
            Some(before) => p.before { "Before: " del { (visible(before)) } },
            None => p.before { "Before: nothing" },
        }
        @if let Some(reason) = &difference.forbidden { p.missing { strong { "This may not be. " } (visible(reason)) } }
    }
}

fn changed_words(changes: &Changes) -> Markup {
    let fields = changes.list.len();
    html! {
        p.note {
            @if fields == 0 { "Nothing changed since the last package: there is nothing to enter." }
            @else { "An update: only what changed since the last package is shown, with what it was before. Everything else stays as it is in the form." }
        }
    }
}
