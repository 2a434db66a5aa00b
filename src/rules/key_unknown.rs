//! Keys that the format does not know.

use super::{Check, Checked, Findings};
use crate::nearest::nearest;
use crate::offer::toml_text::Node;
use crate::offer::{FieldPath, steps};
use crate::rule::{Examples, Layer, Rule, Severity, Source};
use toml_edit::{Item, TableLike, Value};

static RULE: Rule = Rule {
    id: "key-unknown",
    summary: "offer.toml has a key that means nothing",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Bundle,
    explanation: "The format knows no such key, so nothing reads it. Most often it is a typing error. It is kept as it is; the program never removes what it does not know.",
    source: Source { document: "edge-offer", section: "format of the bundle", date: "2026-11" },
    examples: Examples::Files("rules/key_unknown.rs"),
};

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Offer(|offer, findings| {
        let toml = offer.document().toml();
        walk(toml.root(), &FieldPath::default(), findings);
        if let Some(Node::Value(value)) = toml.node(&FieldPath::of("format", &[]))
            && value.as_integer() != Some(1)
        {
            findings.at_path(&RULE, &FieldPath::of("format", &[]), "this program writes and reads format = 1");
        }
    }),
};

fn walk(table: &dyn TableLike, path: &FieldPath, findings: &mut Findings) {
    for (key, item) in table.iter() {
        let path = path.key(key);
        let pattern = path.pattern();
        if pattern == "format" || steps::field(&pattern).is_some() {
            continue;
        }
        let is_list = steps::list(&pattern).is_some();
        let is_table =
            steps::fields().any(|field| field.key.strip_prefix(pattern.as_str()).is_some_and(|rest| rest.starts_with('.')));
        match item {
            Item::Table(table) if is_table => walk(table, &path, findings),
            Item::Value(Value::InlineTable(table)) if is_table => walk(table, &path, findings),
            Item::ArrayOfTables(rows) if is_list => {
                rows.iter().enumerate().for_each(|(row, table)| walk(table, &path.row(row), findings))
            }
            Item::Value(Value::Array(rows)) if is_list => {
                for (row, value) in rows.iter().enumerate() {
                    match value {
                        Value::InlineTable(table) => walk(table, &path.row(row), findings),
                        _ => drop(findings.at_path(&RULE, &path.row(row), format!("{} is no table", path.row(row)))),
                    }
                }
            }
            _ if is_list || is_table => drop(findings.at_path(
                &RULE,
                &path,
                format!(
                    "{path} is {} {}, where {} is wanted",
                    if item.type_name().starts_with(['a', 'i']) { "an" } else { "a" },
                    item.type_name(),
                    if is_list { "a list of tables" } else { "a table" }
                ),
            )),
            _ => unknown(&path, key, findings),
        }
    }
}

fn unknown(path: &FieldPath, key: &str, findings: &mut Findings) {
    let parent = path.split_last().map(|(parent, _)| parent.pattern()).unwrap_or_default();
    let prefix = if parent.is_empty() { String::new() } else { format!("{parent}.") };
    let known = steps::fields().map(|field| field.key).chain(steps::lists().map(|list| list.key));
    let mut names: Vec<&str> =
        known.filter_map(|known| known.strip_prefix(prefix.as_str())).filter_map(|rest| rest.split(['.', '[']).next()).collect();
    names.dedup();
    let shown = crate::visible::on_one_line(key);
    let finding = findings.at_path(&RULE, path, format!("no field is called \"{shown}\" here"));
    if let Some(near) = nearest(key, names) {
        finding.help(format!("did you mean \"{near}\"?"));
    }
}

#[cfg(test)]
mod tests {
    use crate::offer::Document;
    use crate::rules::check;

    #[test]
    fn what_is_of_another_kind_is_told_once() {
        let told = |toml: &str| -> Vec<String> {
            let document = Document::parse(toml.into()).unwrap();
            let found = check(&document, None).into_iter().filter(|finding| finding.rule.id == "key-unknown");
            found.map(|finding| finding.message).collect()
        };
        assert_eq!(told("listing = [\"a\"]"), ["listing is an array, where a table is wanted"]);
        assert_eq!(told("[plans]\nid = \"x\""), ["plans is a table, where a list of tables is wanted"]);
        assert_eq!(told("plans = [1, { id = \"x\" }]"), ["plans[0] is no table"]);
        assert_eq!(told("media = { logos = { small = \"a.png\" } }"), [""; 0]);
    }

    #[test]
    fn a_misspelt_key_is_named_with_its_neighbour() {
        let toml = "format = 1\n[listing]\ntitel = \"x\"\n[[plans]]\nrout = 1\nroutes = [{ nam = \"\" }]\n[x.y]\n";
        let findings: Vec<_> = check(&Document::parse(toml.into()).unwrap(), None)
            .into_iter()
            .filter(|finding| finding.rule.id == "key-unknown")
            .collect();
        let told: Vec<_> = findings
            .iter()
            .map(|finding| (finding.field.to_string(), finding.position.unwrap().line, finding.help.clone().unwrap_or_default()))
            .collect();
        assert_eq!(
            told,
            [
                ("listing.titel".to_string(), 3, "did you mean \"title\"?".to_string()),
                ("plans[0].rout".to_string(), 5, "did you mean \"routes\"?".to_string()),
                ("plans[0].routes[0].nam".to_string(), 6, "did you mean \"name\"?".to_string()),
                ("x".to_string(), 7, String::new()),
            ]
        );
    }
}
