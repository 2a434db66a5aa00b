//! What changed since an earlier package, field by field, and what of it may not.

use super::fields::{self, at, name_of, place_of};
use super::permanent::{self, Allowed};
use super::{Files, names};
use crate::offer::field::List;
use crate::offer::path::Segment;
use crate::offer::{Edition, Field, FieldPath, Kind, Offer, steps};
use crate::visible::on_one_line;
use serde_json::Value as Json;
use std::collections::{BTreeMap, HashMap};

/// What is known of an earlier package.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Earlier {
    /// Its `offer.json`.
    pub fields: Json,
    /// The digests of its pictures, by their names.
    pub pictures: BTreeMap<String, String>,
}

impl Earlier {
    /// What is known from the files of a package.
    ///
    /// # Errors
    /// There is no `offer.json` that can be read.
    pub fn of(files: &Files) -> Result<Earlier, fields::Unreadable> {
        let fields = fields::parse(files.get(names::FIELDS).map_or(&[][..], Vec::as_slice))?;
        let pictures = files.iter().filter(|(name, _)| name.starts_with("media/"));
        Ok(Earlier { fields, pictures: pictures.map(|(name, bytes)| (name.clone(), super::digest(bytes))).collect() })
    }
}

/// How a field or a row differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A field has another value: before and after, as people read them; `None` for nothing.
    Value {
        /// Before.
        before: Option<String>,
        /// After.
        after: Option<String>,
    },
    /// A row is new.
    Added,
    /// A row is gone.
    Removed,
    /// The rows of a list stand in another order.
    Moved,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The field, the row or the list; for what is gone, where it was.
    pub path: FieldPath,
    /// What people call it: `Plan standard, route LevelsToIoTHub: Route`.
    pub name: String,
    /// How it differs.
    pub change: Change,
    /// Why that may not be, if it may not.
    pub forbidden: Option<String>,
}

impl Difference {
    /// It on one line, for people at a terminal.
    pub fn words(&self) -> String {
        let shown = |value: &Option<String>| value.as_deref().map_or("nothing".to_string(), on_one_line);
        let words = match &self.change {
            Change::Value { before, after } => format!("{}: {} → {}", self.name, shown(before), shown(after)),
            Change::Added => format!("{}: new", self.name),
            Change::Removed => format!("{}: gone", self.name),
            Change::Moved => format!("{}: in another order", self.name),
        };
        match &self.forbidden {
            Some(reason) => format!("{words}. This may not be: {reason}"),
            None => words,
        }
    }
}

/// Everything that changed since an earlier package, in the order of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The differences.
    pub list: Vec<Difference>,
}

impl Changes {
    /// What may not be.
    pub fn forbidden(&self) -> impl Iterator<Item = (&Difference, &str)> {
        self.list.iter().filter_map(|difference| Some((difference, difference.forbidden.as_deref()?)))
    }

    /// What people are told: the fields of a row that is new are not told one by one.
    pub fn told(&self) -> impl Iterator<Item = &Difference> {
        let added: Vec<&FieldPath> =
            self.list.iter().filter(|difference| difference.change == Change::Added).map(|difference| &difference.path).collect();
        self.list
            .iter()
            .filter(move |difference| !added.iter().any(|row| difference.path != **row && difference.path.is_within(row)))
    }

    /// The difference of the field at `path`, if it has one.
    pub fn of(&self, path: &FieldPath) -> Option<&Difference> {
        self.list.iter().find(|difference| difference.path == *path && matches!(difference.change, Change::Value { .. }))
    }

    /// The rows of the list at `path` that are gone.
    pub fn removed<'a>(&'a self, path: &'a FieldPath) -> impl Iterator<Item = &'a Difference> {
        self.list.iter().filter(move |difference| {
            difference.change == Change::Removed && difference.path.split_last().is_some_and(|(list, _)| list == *path)
        })
    }
}

/// Compares an offer with an earlier package. `digest_of` gives the digest of a picture of the offer by its name in the package;
/// `None` where it is not known, and then the name decides.
pub fn since(earlier: &Earlier, offer: &Offer, digest_of: impl Fn(&str) -> Option<String>) -> Changes {
    let comparison = Comparison { earlier, offer, now: fields::write(offer, false), rows: HashMap::new(), digest_of };
    comparison.run()
}

struct Comparison<'a, D> {
    earlier: &'a Earlier,
    offer: &'a Offer<'a>,
    now: Json,
    /// For each row of the offer: the row of the earlier package that it was.
    rows: HashMap<FieldPath, FieldPath>,
    digest_of: D,
}

impl<D: Fn(&str) -> Option<String>> Comparison<'_, D> {
    fn run(mut self) -> Changes {
        let mut list = Vec::new();
        for group in steps::STEPS.iter().flat_map(|step| step.groups) {
            if let Some(rows) = &group.list {
                self.compare_rows(rows, &mut list);
            }
            for field in group.fields {
                for path in self.offer.instances(field.key) {
                    list.extend(self.compare_field(field, path));
                }
            }
        }
        self.compare_versions(&mut list);
        Changes { list }
    }

    fn before(&self, path: &FieldPath) -> Option<&Json> {
        at(&self.earlier.fields, &place_of(path))
    }

    /// Where a path of the offer was in the earlier package; `None` in a row that is new.
    fn old(&self, path: &FieldPath) -> Option<FieldPath> {
        let (mut new, mut old) = (FieldPath::default(), FieldPath::default());
        for segment in path.segments() {
            match segment {
                Segment::Key(key) => (new, old) = (new.key(key), old.key(key)),
                Segment::Row(row) => {
                    new = new.row(*row);
                    old = self.rows.get(&new)?.clone();
                }
            }
        }
        Some(old)
    }

    /// Pairs the rows of a list by their first field, which names them: the first of a name with the first, and so on.
    fn compare_rows(&mut self, list: &'static List, out: &mut Vec<Difference>) {
        let Some(naming) = naming(list) else { return };
        for path in self.offer.instances(list.key) {
            let old_path = self.old(&path);
            let count = |root: &Json, path: &FieldPath| at(root, &place_of(path)).and_then(Json::as_array).map_or(0, Vec::len);
            let name = |root: &Json, row: FieldPath| at(root, &place_of(&row.key(naming))).cloned().unwrap_or_default();
            let old_names: Vec<Json> = old_path
                .iter()
                .flat_map(|old| (0..count(&self.earlier.fields, old)).map(|row| name(&self.earlier.fields, old.row(row))))
                .collect();
            let mut left: Vec<usize> = (0..old_names.len()).collect();
            let mut pairs = Vec::new();
            for row in 0..self.offer.rows(&path) {
                let of = name(&self.now, path.row(row));
                let found = left.iter().position(|old| old_names[*old] == of);
                match (found, &old_path) {
                    (Some(at), Some(old_path)) => {
                        let old = left.remove(at);
                        pairs.push(old);
                        self.rows.insert(path.row(row), old_path.row(old));
                    }
                    // In a row that is new itself, its rows need not be told.
                    _ if old_path.is_some() => out.push(self.row(list, path.row(row), &of, Change::Added)),
                    _ => {}
                }
            }
            for old in left {
                out.push(self.row(list, path.row(old), &old_names[old], Change::Removed));
            }
            if pairs.windows(2).any(|pair| pair[0] > pair[1]) {
                out.push(Difference {
                    name: format!("{}{}s", self.around(&path), list.row),
                    path,
                    change: Change::Moved,
                    forbidden: None,
                });
            }
        }
    }

    fn row(&self, list: &List, path: FieldPath, name: &Json, change: Change) -> Difference {
        let around = path.split_last().map(|(list, _)| self.around(&list)).unwrap_or_default();
        let name = name.as_str().map(|name| format!(" {}", on_one_line(name))).unwrap_or_default();
        let forbidden = (list.key == "plans" && change == Change::Removed)
            .then(|| "a plan that is live cannot be taken away, and its id cannot be changed".to_string());
        Difference { path, name: format!("{around}{}{name}", list.row), change, forbidden }
    }

    /// `plan standard, route Up: ` for everything within that row.
    fn around(&self, path: &FieldPath) -> String {
        let mut words = Vec::new();
        let mut way = FieldPath::default();
        for segment in path.segments() {
            match segment {
                Segment::Key(key) => way = way.key(key),
                Segment::Row(row) => {
                    let list = steps::list(&way.pattern());
                    way = way.row(*row);
                    if let Some(list) = list {
                        let name = naming(list).map(|name| self.offer.text(&way.key(name))).unwrap_or_default();
                        let name = if name.is_empty() || name.contains('/') { (row + 1).to_string() } else { on_one_line(&name) };
                        words.push(format!("{} {name}", list.row));
                    }
                }
            }
        }
        if words.is_empty() { String::new() } else { words.join(", ") + ": " }
    }

    fn compare_field(&self, field: &'static Field, path: FieldPath) -> Option<Difference> {
        let after = at(&self.now, &place_of(&path));
        let before = self.old(&path).and_then(|old| self.before(&old));
        let same = match (before, after, field.kind) {
            (Some(before), Some(after), Kind::Picture(..)) => self.is_same_picture(before, after),
            _ => before == after,
        };
        // What is not filled in and what is false are the same to the form.
        let nothing =
            |value: Option<&Json>| value.is_none_or(|value| *value == Json::Bool(false) || *value == Json::Array(Vec::new()));
        if same || (nothing(before) && nothing(after)) {
            return None;
        }
        let shown = |value: Option<&Json>| value.map(|value| words(self.offer, field, &path, value));
        let (shown_before, mut shown_after) = (shown(before), shown(after));
        if matches!(field.kind, Kind::Picture(..)) && shown_before == shown_after {
            shown_after = shown_after.map(|name| format!("{name}, another picture"));
        }
        Some(Difference {
            name: format!("{}{}", self.around(&path), field.label),
            forbidden: if self.old(&path).is_some() { self.forbidden(field, before, after) } else { None },
            change: Change::Value { before: shown_before, after: shown_after },
            path,
        })
    }

    fn is_same_picture(&self, before: &Json, after: &Json) -> bool {
        let (Some(before_name), Some(after_name)) = (before.as_str(), after.as_str()) else { return before == after };
        match (self.earlier.pictures.get(before_name), (self.digest_of)(after_name)) {
            (Some(before), Some(after)) => *before == after,
            _ => before == after,
        }
    }

    fn forbidden(&self, field: &Field, before: Option<&Json>, after: Option<&Json>) -> Option<String> {
        let permanent = permanent::of(field.key)?;
        let before = before?;
        let broken = match permanent.allowed {
            Allowed::Nothing => true,
            Allowed::UnlessWas(value) => before == value,
            Allowed::More => match (before, after) {
                (Json::Array(before), after) => {
                    let after = after.and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
                    let matters = |item: &&Json| field.key != "plans[].tags" || item.as_str().and_then(version).is_some();
                    before.iter().filter(matters).any(|item| !after.contains(item))
                }
                (_, after) => after.is_none() && self.offer.edition() == Edition::Portal2018,
            },
        };
        broken.then(|| {
            let mut words = permanent.words.trim_end_matches('.').to_string();
            words[..1].make_ascii_lowercase();
            words
        })
    }

    /// A plan whose image or configuration changed needs a version greater than all before it.
    fn compare_versions(&self, list: &mut [Difference]) {
        for plan in 0..self.offer.count("plans") {
            let row = FieldPath::of("plans", &[]).row(plan);
            let Some(old) = self.rows.get(&row) else { continue };
            let tags = row.key("tags");
            let greatest = |value: Option<&Json>| value?.as_array()?.iter().filter_map(Json::as_str).filter_map(version).max();
            let Some(before) = greatest(self.before(&old.key("tags"))) else { continue };
            if greatest(at(&self.now, &place_of(&tags))).is_some_and(|after| after > before) {
                continue;
            }
            let technical = |difference: &&mut Difference| {
                difference.path.is_within(&row)
                    && !LISTING_OF_A_PLAN.contains(&difference.path.segments().get(2).map_or("", key))
                    && difference.path.split_last().is_none_or(|(_, last)| key(last) != "about")
                    && difference.path != row
            };
            // At the tags, if they are among what changed: that is where the cure is.
            let mut changed: Vec<&mut Difference> = list.iter_mut().filter(technical).collect();
            changed.sort_by_key(|difference| difference.path != tags);
            if let Some(first) = changed.into_iter().next() {
                let [major, minor, patch] = before;
                let words = format!(
                    "what devices get of this plan changed, so it needs a version tag greater than {major}.{minor}.{patch}"
                );
                first.forbidden = Some(match first.forbidden.take() {
                    Some(also) => format!("{also}; {words}"),
                    None => words,
                });
            }
        }
    }
}

/// What of a plan is words of its listing only, and needs no new version.
const LISTING_OF_A_PLAN: &[&str] =
    &["name", "summary", "description", "hidden", "regions", "create-options-about", "registry-subscription", "resource-group"];

fn key(segment: &Segment) -> &str {
    match segment {
        Segment::Key(key) => key,
        Segment::Row(_) => "",
    }
}

/// The numbers of a version tag X.Y.Z, also of `X.Y.Z-linux-x64`.
fn version(tag: &str) -> Option<[u64; 3]> {
    let mut numbers = tag.split('-').next()?.split('.').map(|part| part.parse().ok());
    let version = [numbers.next()??, numbers.next()??, numbers.next()??];
    numbers.next().is_none().then_some(version)
}

/// The name of the first field of a list's rows, which tells one row from another.
pub fn naming(list: &List) -> Option<&'static str> {
    let prefix = format!("{}[].", list.key);
    steps::fields().find_map(|field| field.key.strip_prefix(&prefix))
}

/// A value of `offer.json` as people read it.
fn words(offer: &Offer, field: &'static Field, path: &FieldPath, value: &Json) -> String {
    let choices = offer.choices(field, path);
    let label = |value: &str| choices.iter().find(|(of, _)| *of == value).map_or(value, |(_, label)| *label).to_string();
    match value {
        Json::Bool(true) => "Yes".to_string(),
        Json::Bool(false) => "No".to_string(),
        Json::Array(items) => items.iter().filter_map(Json::as_str).map(label).collect::<Vec<_>>().join(", "),
        Json::String(text) => label(text),
        other => other.to_string(),
    }
}

/// `CHANGES.md`: the changes in words.
pub fn render(changes: &Changes) -> String {
    let mut out = "# What changed since the last package\n\n".to_string();
    if changes.list.is_empty() {
        out.push_str("Nothing.\n");
    }
    for difference in changes.told() {
        let name = super::markdown::text(&difference.name);
        let line = match &difference.change {
            Change::Added => format!("- Added: {name}.\n"),
            Change::Removed => format!("- Removed: {name}.\n"),
            Change::Moved => format!("- In another order: {name}.\n"),
            Change::Value { before, after } => {
                let shown = |value: &Option<String>| value.as_deref().map_or("nothing".to_string(), super::markdown::code);
                match (before, after) {
                    (Some(before), Some(after))
                        if before.contains('\n') || after.contains('\n') || before.len() + after.len() > 200 =>
                    {
                        format!("- {name}: changed.\n\n{}\n", super::markdown::block(&diff(before, after)))
                    }
                    _ => format!("- {name}: {} → {}\n", shown(before), shown(after)),
                }
            }
        };
        out.push_str(&line);
        if let Some(reason) = &difference.forbidden {
            out.push_str(&format!("  **This may not be: {}.**\n", super::markdown::text(reason)));
        }
    }
    out
}

/// The lines that differ, those of before with `-`, those of after with `+`.
fn diff(before: &str, after: &str) -> String {
    let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let start = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let end = before[start..].iter().rev().zip(after[start..].iter().rev()).take_while(|(a, b)| a == b).count();
    let mut out = String::new();
    before[start..before.len() - end].iter().for_each(|line| out.push_str(&format!("- {line}\n")));
    after[start..after.len() - end].iter().for_each(|line| out.push_str(&format!("+ {line}\n")));
    out
}

/// The name in `offer.json` of a difference's place, for programs.
pub fn place(difference: &Difference) -> String {
    FieldPath::of(&name_of(&difference.path.pattern()), &difference.path.rows()).to_string()
}
