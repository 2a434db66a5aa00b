//! What stands on a page of the wizard, derived from the table of fields and the document.

use super::keys::Action;
use super::workspace::Workspace;
use crate::offer::field::{Field, List, Step};
use crate::offer::{FieldPath, Offer, steps};
use crate::package::changes::{Changes, Difference};
use crate::rule::Severity;
use crate::rules::Finding;

/// The number of the page that has no fields: Review and export.
pub const REVIEW: usize = steps::STEPS.len();
/// Its name.
pub const REVIEW_TITLE: &str = "Review and export";

/// The title of a page.
pub fn title(page: usize) -> &'static str {
    steps::STEPS.get(page).map_or(REVIEW_TITLE, |step| step.title)
}

/// The title of a page where there is little room.
pub fn short_title(page: usize) -> &'static str {
    steps::STEPS.get(page).map_or(REVIEW_TITLE, |step| step.short)
}

/// What can have the focus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The choice of the plan that is shown.
    Plan,
    /// A field.
    Field(FieldPath),
    /// The line that adds a row to the list at this path.
    Add(FieldPath),
    /// A finding on the review page, by its number.
    Finding(usize),
    /// A change since the last export on the review page: its number, and where it is.
    Change(usize, FieldPath),
    /// A line that does something.
    Button(Action),
}

/// One thing on a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A heading with a sentence.
    Heading(String, String),
    /// Lines that only tell.
    Text(String),
    /// Which plan is shown: its number and how many there are.
    Plan(usize, usize),
    /// Which row of a list follows: the list, its path, the row, and how many there are.
    Row(&'static List, FieldPath, usize, usize),
    /// A field.
    Field(&'static Field, FieldPath),
    /// The line that adds a row.
    Add(&'static List, FieldPath),
    /// A finding, by its number.
    Finding(usize),
    /// What changed since the last export: its number, and the difference.
    Change(usize, Difference),
    /// A line that does something: what, its name, and a word about it.
    Button(Action, String, String),
}

impl Item {
    /// The focus that this item takes; `None` for what cannot have it.
    pub fn focus(&self) -> Option<Focus> {
        match self {
            Item::Plan(..) => Some(Focus::Plan),
            Item::Field(_, path) => Some(Focus::Field(path.clone())),
            Item::Add(_, path) => Some(Focus::Add(path.clone())),
            Item::Finding(number) => Some(Focus::Finding(*number)),
            Item::Change(number, difference) => Some(Focus::Change(*number, difference.path.clone())),
            Item::Button(action, ..) => Some(Focus::Button(*action)),
            Item::Heading(..) | Item::Text(_) | Item::Row(..) => None,
        }
    }
}

/// What stands on the page that is shown.
pub fn items(workspace: &Workspace) -> Vec<Item> {
    let (offer, plan) = (&workspace.offer(), workspace.plan);
    let Some(step) = steps::STEPS.get(workspace.page) else {
        return review(offer, &workspace.findings, workspace.changes().as_ref());
    };
    let mut items = vec![Item::Text(step.intro.to_string())];
    let by_plan = step.fields().all(|field| field.key.starts_with("plans[]"));
    let plans = offer.count("plans");
    if by_plan {
        if plans == 0 {
            if let Some(list) = steps::list("plans") {
                items.push(Item::Text("There is no plan yet. An offer needs at least one.".to_string()));
                items.push(Item::Add(list, FieldPath::of("plans", &[])));
            }
            return items;
        }
        items.push(Item::Plan(plan, plans));
    }
    for group in step.groups {
        if !group.heading.is_empty() {
            items.push(Item::Heading(group.heading.to_string(), group.intro.to_string()));
        }
        match group.list {
            // The plans themselves: the page shows the one that is chosen.
            Some(list) if list.key == "plans" => fields(workspace, offer, group.fields, &[plan], &mut items),
            Some(_) => rows(workspace, offer, group, &mut items),
            None => fields(workspace, offer, group.fields, &[plan], &mut items),
        }
    }
    if by_plan && is_plans(step) {
        items.push(Item::Button(Action::AddRow, "+ Add a plan".to_string(), format!("{plans} of 100")));
    }
    items
}

/// Whether a step is the one that lists the plans.
pub fn is_plans(step: &Step) -> bool {
    step.groups.iter().any(|group| group.list.is_some_and(|list| list.key == "plans"))
}

/// What means nothing as things are stands there only if something is wrong with it (a secret in a text that is not used
/// now), and does not vanish under the hands of who mends it.
fn fields(workspace: &Workspace, offer: &Offer, fields: &'static [Field], rows: &[usize], items: &mut Vec<Item>) {
    for field in fields {
        let path = FieldPath::of(field.key, rows);
        let is_mended = || matches!(&workspace.focus, Focus::Field(focus) if *focus == path);
        if offer.applies(field, &path) || workspace.findings_of(&path).next().is_some() || is_mended() {
            items.push(Item::Field(field, path));
        }
    }
}

fn rows(workspace: &Workspace, offer: &Offer, group: &'static crate::offer::field::Group, items: &mut Vec<Item>) {
    let Some(list) = steps::lists().find(|list| group.list.as_ref() == Some(*list)) else { return };
    let path = FieldPath::of(list.key, &[workspace.plan]);
    let count = offer.rows(&path);
    for row in 0..count {
        items.push(Item::Row(list, path.clone(), row, count));
        let mut rows = path.rows();
        rows.push(row);
        fields(workspace, offer, group.fields, &rows, items);
    }
    items.push(Item::Add(list, path));
}

fn review(offer: &Offer, findings: &[Finding], changes: Option<&Changes>) -> Vec<Item> {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let missing = findings.iter().filter(|finding| finding.is_missing()).count();
    let words = match (missing, errors - missing.min(errors), findings.len()) {
        (0, 0, 0) => "Nothing is left to do: the offer is complete.".to_string(),
        (0, 0, others) => format!("No errors. {others} more to look at; none of them keeps you from exporting."),
        (0, wrong, _) => format!("{} to correct before export. Enter goes to the field.", plural(wrong, "error")),
        (missing, 0, _) => format!("{} to fill in before export. Enter goes to the field.", plural(missing, "field")),
        (missing, wrong, _) => format!(
            "{} to fill in and {} to correct before export. Enter goes to the field.",
            plural(missing, "field"),
            plural(wrong, "error")
        ),
    };
    let mut items = vec![Item::Text(words)];
    let mut last = None;
    for (number, finding) in findings.iter().enumerate() {
        let page = page_of(&finding.field);
        if last != Some(page) {
            items.push(Item::Heading(page.map_or("offer.toml".to_string(), |page| title(page).to_string()), String::new()));
            last = Some(page);
        }
        items.push(Item::Finding(number));
    }
    let suppressions = offer.count("suppressions");
    if suppressions > 0 {
        let words = format!("{} under Audience and certification.", plural(suppressions, "suppression"));
        items.push(Item::Text(words));
    }
    if let Some(changes) = changes {
        changed(changes, &mut items);
    }
    items.push(Item::Heading("Finish".to_string(), String::new()));
    items.push(Item::Button(Action::Save, "Save the bundle".to_string(), "offer.toml and the files beside it".to_string()));
    let about = if errors == 0 { "everything Partner Center asks for" } else { "with errors: only as a draft" };
    items.push(Item::Button(Action::Export, "Export the package".to_string(), about.to_string()));
    items.push(Item::Button(
        Action::OpenPreview,
        "See the listing".to_string(),
        "in your browser, as customers will see it".to_string(),
    ));
    items.push(Item::Button(Action::OpenSheet, "See the paste sheet".to_string(), "in your browser".to_string()));
    let names = crate::package::file_names(offer.document());
    items.push(Item::Heading("Files of the package".to_string(), format!("{} of them", names.len())));
    items.push(Item::Text(names.join("\n")));
    items
}

/// What changed since the last export, and what of it may not.
fn changed(changes: &Changes, items: &mut Vec<Item>) {
    const MOST: usize = 30;
    let told: Vec<_> = changes.told().collect();
    let words = match told.len() {
        0 => "nothing".to_string(),
        count => plural(count, "change"),
    };
    items.push(Item::Heading("Changed since the last export".to_string(), words));
    items.extend(told.iter().take(MOST).enumerate().map(|(number, difference)| Item::Change(number, (*difference).clone())));
    if told.len() > MOST {
        items.push(Item::Text(format!("… and {} more", told.len() - MOST)));
    }
}

/// The page on which a path is filled in.
pub fn page_of(path: &FieldPath) -> Option<usize> {
    let mut way = path.clone();
    loop {
        let pattern = way.pattern();
        if let Some(page) = steps::step_of(&pattern) {
            return Some(page);
        }
        let below = |step: &&Step| {
            step.fields().any(|field| field.key.strip_prefix(&pattern).is_some_and(|rest| rest.starts_with(['.', '['])))
        };
        if let (false, Some(page)) = (pattern.is_empty(), steps::STEPS.iter().position(below)) {
            return Some(page);
        }
        way = way.split_last()?.0;
    }
}

/// How far a step is, in Partner Center's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Nothing is filled in.
    NotStarted,
    /// Something is missing or wrong.
    Incomplete,
    /// Everything that is required is there, and nothing is wrong.
    Complete,
}

impl Progress {
    /// Partner Center's words.
    pub fn words(self) -> &'static str {
        match self {
            Progress::NotStarted => "Not started",
            Progress::Incomplete => "Incomplete",
            Progress::Complete => "Complete",
        }
    }
}

/// The state of every page: how far it is, and how many errors and warnings it has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// For each page.
    pub pages: Vec<(Progress, usize, usize)>,
    /// How many required fields are filled.
    pub filled: usize,
    /// How many fields are required, as things are.
    pub required: usize,
}

/// Sums up an offer.
pub fn overview(offer: &Offer, findings: &[Finding]) -> Overview {
    let mut overview = Overview::default();
    let pages: Vec<Option<usize>> = findings.iter().map(|finding| page_of(&finding.field)).collect();
    let errors_in_all = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    for (page, step) in steps::STEPS.iter().enumerate() {
        let mut started = false;
        for field in step.fields() {
            for path in offer.instances(field.key) {
                let empty = offer.instance_of(field, path.clone()).is_empty();
                started |= !empty;
                if offer.is_required(field, &path) {
                    overview.required += 1;
                    overview.filled += usize::from(!empty);
                }
            }
        }
        let on_page = |severity: Severity| {
            findings.iter().zip(&pages).filter(|(finding, of)| finding.severity == severity && **of == Some(page)).count()
        };
        let (errors, warnings) = (on_page(Severity::Error), on_page(Severity::Warning));
        let progress = match (started, errors) {
            (false, 1..) => Progress::NotStarted,
            (_, 0) => Progress::Complete,
            _ => Progress::Incomplete,
        };
        overview.pages.push((progress, errors, warnings));
    }
    let review = if errors_in_all == 0 { Progress::Complete } else { Progress::Incomplete };
    overview.pages.push((review, 0, 0));
    overview
}

/// `1 error`, `2 errors`.
pub fn plural(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// `less than a minute ago`, `3 minutes ago`, `2 days ago`.
pub fn ago(seconds: u64) -> String {
    match seconds {
        0..60 => "less than a minute ago".to_string(),
        60..3600 => format!("{} ago", plural(usize::try_from(seconds / 60).unwrap_or(0), "minute")),
        3600..86_400 => format!("{} ago", plural(usize::try_from(seconds / 3600).unwrap_or(0), "hour")),
        _ => format!("{} ago", plural(usize::try_from(seconds / 86_400).unwrap_or(usize::MAX), "day")),
    }
}
