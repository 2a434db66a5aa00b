//! The one table of fields: one file a step, in the order of Partner Center's pages. Everything else is derived from it.

mod audience;
mod configuration;
mod documentation;
mod legal;
mod listing;
mod media;
mod offer;
mod plans;
mod support;

use super::field::{Edition, Field, Group, Kind, List, PerEdition, Required, Step};
use crate::rule::Source;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The steps that have fields, in order. The wizard's last step, Review and export, has none.
pub static STEPS: [&Step; 9] = [
    &offer::STEP,
    &listing::STEP,
    &media::STEP,
    &legal::STEP,
    &documentation::STEP,
    &support::STEP,
    &plans::STEP,
    &configuration::STEP,
    &audience::STEP,
];

/// All fields, in the order of the steps.
pub fn fields() -> impl Iterator<Item = &'static Field> {
    STEPS.iter().flat_map(|step| step.fields())
}

/// All lists of rows, in the order of the steps.
pub fn lists() -> impl Iterator<Item = &'static List> {
    STEPS.iter().flat_map(|step| step.groups).filter_map(|group| group.list.as_ref())
}

/// The field whose key is `pattern`.
pub fn field(pattern: &str) -> Option<&'static Field> {
    static BY_KEY: LazyLock<HashMap<&str, &Field>> = LazyLock::new(|| fields().map(|field| (field.key, field)).collect());
    BY_KEY.get(pattern).copied()
}

/// The list whose key is `pattern`.
pub fn list(pattern: &str) -> Option<&'static List> {
    lists().find(|list| list.key == pattern)
}

/// The step on which the field or list with this key stands, from 0.
pub fn step_of(pattern: &str) -> Option<usize> {
    STEPS.iter().position(|step| {
        step.fields().any(|field| field.key == pattern)
            || step.groups.iter().any(|group| group.list.is_some_and(|list| list.key == pattern))
    })
}

/// A field with nothing but its name: the start of each row of the table.
const fn field_row(key: &'static str, label: &'static str, kind: Kind, source: Source) -> Field {
    Field { key, label, help: "", kind, required: Required::No, most: None, least: 0, example: "", source }
}

impl Field {
    const fn required(mut self) -> Field {
        self.required = Required::Yes;
        self
    }

    const fn when(mut self, sibling: &'static str, value: &'static str) -> Field {
        self.required = Required::When(sibling, value);
        self
    }

    const fn required_in(mut self, edition: Edition) -> Field {
        self.required = Required::In(edition);
        self
    }

    const fn with(mut self, siblings: &'static [&'static str]) -> Field {
        self.required = Required::With(siblings);
        self
    }

    const fn help(mut self, help: &'static str) -> Field {
        self.help = help;
        self
    }

    const fn example(mut self, example: &'static str) -> Field {
        self.example = example;
        self
    }

    const fn most(mut self, partner_center: usize, portal_2018: usize) -> Field {
        self.most = Some(PerEdition { partner_center, portal_2018 });
        self
    }

    const fn least(mut self, least: usize) -> Field {
        self.least = least;
        self
    }
}

const fn source(document: &'static str, section: &'static str, date: &'static str) -> Source {
    Source { document, section, date }
}

const fn group(heading: &'static str, intro: &'static str, fields: &'static [Field]) -> Group {
    Group { heading, intro, list: None, fields }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_field_is_told_completely_and_once() {
        let mut seen = HashSet::new();
        for field in fields() {
            assert!(seen.insert(field.key), "{} twice", field.key);
            assert!(!field.label.is_empty() && field.help.len() > 20, "{} has no help", field.key);
            assert!(!field.example.is_empty(), "{} has no example", field.key);
            assert!(!field.source.document.is_empty() && field.source.date.len() >= 7, "{} has no dated source", field.key);
        }
        assert!(seen.len() > 60);
    }

    #[test]
    fn fields_of_rows_stand_in_their_list() {
        for group in STEPS.iter().flat_map(|step| step.groups) {
            for field in group.fields {
                let rows = field.key.matches("[]").count();
                let expected =
                    group.list.map_or(usize::from(field.key.starts_with("plans[]")), |list| list.key.matches("[]").count() + 1);
                assert_eq!(rows, expected, "{}", field.key);
                if let Some(list) = group.list {
                    assert!(field.key.starts_with(&format!("{}[].", list.key)), "{}", field.key);
                }
            }
        }
    }
}
