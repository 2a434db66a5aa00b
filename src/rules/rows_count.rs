//! Too few or too many rows of a list. The limits stand in the table of fields.

use super::{Check, Checked};
use crate::offer::field::List;
use crate::offer::{FieldPath, Offer, steps};
use crate::rule::{Examples, Layer, Rule, Severity, Source};

static TOO_FEW_RULE: Rule = Rule {
    id: "rows-too-few",
    summary: "a list that needs a row has none",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "An offer needs at least one plan, one useful link and one subscription that may see its preview.",
    source: Source { document: "Partner Center", section: "IoT Edge module offer pages", date: "2023-10" },
    examples: Examples::Files("rules/rows_count.rs"),
};

/// Fewer than the least.
pub static TOO_FEW: Checked = Checked {
    rule: &TOO_FEW_RULE,
    check: Check::Offer(|offer, findings| {
        for (list, path) in all(offer) {
            let rows = offer.rows(&path);
            if rows < list.least {
                findings
                    .at_path(&TOO_FEW_RULE, &path, format!("at least one {} is required", list.row))
                    .help(format!("add a {}", list.row));
            }
        }
    }),
};

static TOO_MANY_RULE: Rule = Rule {
    id: "rows-too-many",
    summary: "a list has more rows than the form takes",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "The form takes a limited number: 5 routes, 5 twin properties and 5 variables for each plan, 25 useful links (10 in the portal of 2018), 5 screenshots, 4 videos, 100 plans. More than that can still be set by customers after deployment; describe them in your documentation.",
    source: Source { document: "Partner Center", section: "limits stand with each list", date: "2023-10" },
    examples: Examples::Files("rules/rows_count.rs"),
};

/// More than the most.
pub static TOO_MANY: Checked = Checked {
    rule: &TOO_MANY_RULE,
    check: Check::Offer(|offer, findings| {
        for (list, path) in all(offer) {
            let (rows, most) = (offer.rows(&path), list.most.of(offer.edition()));
            if rows > most {
                findings.at_path(&TOO_MANY_RULE, &path, format!("{rows} {}s; the form takes {most}", list.row));
            }
        }
    }),
};

fn all(offer: &Offer) -> Vec<(&'static List, FieldPath)> {
    steps::lists().flat_map(|list| offer.instances(list.key).into_iter().map(move |path| (list, path))).collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::ids;

    #[test]
    fn lists_are_counted_for_each_plan() {
        let six = "[[plans]]\nid = \"a\"\n".to_string() + &"[[plans.routes]]\nname = \"r\"\n".repeat(6);
        assert!(ids(&six).contains(&("rows-too-many", "plans[0].routes".to_string())));
        let five = "[[plans]]\nid = \"a\"\n".to_string() + &"[[plans.routes]]\nname = \"r\"\n".repeat(5);
        assert!(!ids(&five).iter().any(|(id, _)| *id == "rows-too-many"));
        assert!(ids("").contains(&("rows-too-few", "plans".to_string())));
        assert!(!ids(&five).contains(&("rows-too-few", "plans".to_string())));
    }
}
