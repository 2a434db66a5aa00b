//! A module that is deployed already, as a plan of the offer.

use super::document::{Document, OFFER_FILE};
use super::path::FieldPath;
use super::toml_literal::literal;
use super::toml_text::{EditRefused, Value};
use crate::edge::create_options;
use crate::edge::endpoint;
use crate::edge::manifest::{Configuration, Imported};
use crate::edge::route::parser::{self, Sink};
use crate::edge::route::source::{Reach, reach};
use crate::rule::{Edit, Span};
use std::ops::Range;

/// Adds a plan with what was imported, as one step for undo, and gives its row.
///
/// The plan is called as the module, because the marketplace makes the module's default name of the plan's. Nothing is judged and
/// nothing is left out: what the form does not take is for the rules to say.
///
/// # Errors
/// An `offer.toml` whose plans are written so that no table can be added at its end.
pub fn add_plan(document: &mut Document, imported: &Imported) -> Result<usize, EditRefused> {
    let plan = document.toml().rows(&FieldPath::of("plans", &[]));
    let place = FieldPath::of("plans", &[]).row(plan);
    document.as_one_step(&place, |document| {
        let end = document.toml().text().len();
        let text = plan_text(imported, document.toml().text(), document.toml().newline());
        document.edit_text(OFFER_FILE, vec![Edit { span: Span { start: end, end }, text }], &place)?;
        match imported.configuration.create_options.as_deref() {
            Some(options) if says_something(options) => document.set_content(
                &place.key("create-options"),
                &super::reading::laid_out(options),
                "create-options.json",
                None,
            ),
            _ => Ok(()),
        }
    })?;
    Ok(plan)
}

fn says_something(options: &str) -> bool {
    create_options::minified(options).is_none_or(|text| text != "{}")
}

/// The module's default name in a plan with this name, as [`super::Offer::module_name`] has it.
fn default_name(plan: &str) -> String {
    plan.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// The tables to add at the end of `before`.
fn plan_text(imported: &Imported, before: &str, newline: &str) -> String {
    let Configuration { module, image, routes, twin, environment, .. } = &imported.configuration;
    let own = default_name(module);
    let mut out = String::new();
    if !before.is_empty() && !before.ends_with('\n') {
        out.push_str(newline);
    }
    let mut line = |text: &str| out.push_str(&[text, newline].concat());
    let pair = |key: &str, value: Value| format!("{key} = {}", literal(&value, "", newline));
    line("");
    line("[[plans]]");
    line(&pair("name", Value::Text(module.clone())));
    if !imported.tags.is_empty() {
        line(&pair("tags", Value::List(imported.tags.clone())));
    }
    line(&pair("image", Value::Text(image.clone())));
    let routes: Vec<(String, String)> = routes.iter().map(|(name, route)| (name.clone(), renamed(route, module, &own))).collect();
    for (list, rows) in [("routes", &routes), ("twin", twin), ("variables", environment)] {
        for (name, value) in rows {
            line("");
            line(&format!("[[plans.{list}]]"));
            line(&pair("name", Value::Text(name.clone())));
            line(&pair("value", Value::Text(value.clone())));
        }
    }
    out
}

/// A route in which the module is called otherwise. What cannot be read stays as it is.
fn renamed(route: &str, from: &str, to: &str) -> String {
    let parsed = parser::parse(route);
    if to.is_empty() || from == to || !parsed.is_route() {
        return route.to_string();
    }
    let mut text = route.to_string();
    // The sink first: it stands behind the source.
    if let Some(Sink::Function { name, argument, .. }) = &parsed.sink
        && let Some(module) = receiver(route, name, argument).filter(|module| &route[module.clone()] == from)
    {
        text.replace_range(module, to);
    }
    if let Some(source) = &parsed.source
        && let Reach::Module { module, .. } = reach(&source.path)
        && module.eq_ignore_ascii_case(from)
    {
        let start = source.path.match_indices('/').nth(2).map_or(0, |(slash, _)| slash + 1);
        let rest = &source.path[start + module.len()..];
        text.replace_range(source.range.clone(), &[&source.path[..start], to, rest].concat());
    }
    text
}

/// The bytes of the name of the module that receives, as it stands in the argument of `BrokeredEndpoint`.
fn receiver(route: &str, function: &Range<usize>, argument: &Range<usize>) -> Option<Range<usize>> {
    let inner = argument.start + 1..argument.end.saturating_sub(1);
    let address = endpoint::function(route.get(function.clone())?, route.get(inner.clone())?).ok()?;
    let written = route.get(inner.start + address.module.start..inner.start + address.module.end)?;
    let start = inner.start + address.module.start + (written.len() - written.trim_start().len());
    Some(start..start + written.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edge::manifest::{export, import};
    use crate::offer::Offer;
    use crate::rules::configuration::configuration;
    use proptest::prelude::*;

    fn imported(configuration: Configuration) -> Imported {
        Imported { modules: Vec::new(), configuration, tags: vec!["latest".into(), "1.0.0".into()], not_held: Vec::new() }
    }

    #[test]
    fn a_plan_is_added_behind_the_others_and_can_be_undone() {
        let mut document = Document::parse("format = 1\r\n# end".into()).unwrap();
        let configuration = Configuration {
            module: "tank-level".into(),
            image: "a.azurecr.io/t:1".into(),
            routes: vec![("up".into(), "FROM /messages/modules/tank-level/* INTO $upstream".into())],
            twin: vec![("a".into(), "[1]".into())],
            create_options: Some("{\"Env\":[\"A={1}\",\"B=\\\"\"],\"HostConfig\":{}}".into()),
            environment: vec![("A".into(), "x\ny".into())],
        };
        for plan in 0..2 {
            assert_eq!(add_plan(&mut document, &imported(configuration.clone())), Ok(plan));
        }
        let plan = "\r\n[[plans]]\r\nname = \"tank-level\"\r\ntags = [\"latest\", \"1.0.0\"]\r\nimage = \"a.azurecr.io/t:1\"\r\n\
            create-options = \"create-options.json\"\r\n\r\n\
            [[plans.routes]]\r\nname = \"up\"\r\nvalue = \"FROM /messages/modules/tanklevel/* INTO $upstream\"\r\n\r\n\
            [[plans.twin]]\r\nname = \"a\"\r\nvalue = \"[1]\"\r\n\r\n\
            [[plans.variables]]\r\nname = \"A\"\r\nvalue = \"\"\"\r\nx\r\ny\"\"\"\r\n";
        let second = plan.replace("create-options.json", "create-options-2.json");
        assert_eq!(document.toml().text(), format!("format = 1\r\n# end\r\n{plan}{second}"));
        let options = "{\n  \"Env\": [\n    \"A={1}\",\n    \"B=\\\"\"\n  ],\n  \"HostConfig\": {}\n}\n";
        assert_eq!(document.text_of("create-options-2.json"), Some(options));
        document.undo();
        document.undo();
        assert_eq!(document.toml().text(), "format = 1\r\n# end");
    }

    #[test]
    fn an_offer_that_cannot_take_a_table_is_left_alone() {
        let text = "format = 1\nplans = []\n";
        let mut document = Document::parse(text.into()).unwrap();
        assert!(add_plan(&mut document, &imported(Configuration::default())).is_err());
        assert_eq!(document.toml().text(), text);
    }

    #[test]
    fn routes_call_the_module_by_its_new_name() {
        for (route, expected) in [
            ("FROM /messages/modules/a-b/* INTO $upstream", "FROM /messages/modules/ab/* INTO $upstream"),
            (
                "FROM /messages/modules/A-B/outputs/a-b WHERE x = 'a-b' INTO $upstream",
                "FROM /messages/modules/ab/outputs/a-b WHERE x = 'a-b' INTO $upstream",
            ),
            ("FROM /messages/modules/a-b* INTO $upstream", "FROM /messages/modules/ab* INTO $upstream"),
            ("FROM /messages /modules/a-b/* INTO $upstream", "FROM /messages/modules/ab/* INTO $upstream"),
            ("FROM /messages/modules/a-b-c/* INTO $upstream", "FROM /messages/modules/a-b-c/* INTO $upstream"),
            (
                "FROM /messages/modules/x/* INTO BrokeredEndpoint(\"/modules/a-b/inputs/a-b\")",
                "FROM /messages/modules/x/* INTO BrokeredEndpoint(\"/modules/ab/inputs/a-b\")",
            ),
            (
                "FROM /messages/modules/a-b/* INTO BrokeredEndpoint( ' /modules/ a-b /inputs/i' )",
                "FROM /messages/modules/ab/* INTO BrokeredEndpoint( ' /modules/ ab /inputs/i' )",
            ),
            ("FROM /messages/modules/a-b/* $upstream", "FROM /messages/modules/a-b/* $upstream"),
        ] {
            assert_eq!(renamed(route, "a-b", "ab"), expected);
        }
        assert_eq!(renamed("FROM /messages/modules/-/* INTO $upstream", "-", ""), "FROM /messages/modules/-/* INTO $upstream");
    }

    fn configurations() -> impl Strategy<Value = Configuration> {
        let rows = |value: BoxedStrategy<String>| {
            prop::collection::btree_map("m[A-Za-z0-9_-]{0,12}", value, 0..7).prop_map(|rows| rows.into_iter().collect::<Vec<_>>())
        };
        let json = prop::sample::select(vec!["5", "true", "\"x\"", "{\"a\":[1,2.5],\"b\":null}", "\"é\\n'\\\\\"", "[[]]"]);
        let text = "(?s).{0,20}".prop_filter("files have their own line ends", |text| !text.contains("\r\n"));
        let options =
            prop::option::of("[ -~é]{0,900}".prop_map(|text| format!("{{\"Env\":[{}]}}", crate::edge::json::quoted(&text))));
        let routes = rows("[a-z]{1,8}".prop_map(String::from).boxed());
        (
            "m[A-Za-z0-9_-]{0,12}",
            "[a-z]{1,8}:[0-9.]{1,5}",
            routes,
            rows(json.prop_map(String::from).boxed()),
            options,
            rows(text.boxed()),
        )
            .prop_map(|(module, image, routes, twin, create_options, environment)| {
                let route = |output| format!("FROM /messages/modules/{module}/outputs/x{output} WHERE a = 'é\"' INTO $upstream");
                let routes = routes.into_iter().map(|(name, output)| (name, route(output))).collect();
                Configuration { module, image, routes, twin, create_options, environment }
            })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_was_exported_comes_back_as_the_same_plan(original in configurations()) {
            let own = default_name(&original.module);
            let expected = Configuration {
                routes: original.routes.iter().map(|(name, route)| {
                    (name.clone(), route.replace(&format!("/modules/{}/", original.module), &format!("/modules/{own}/")))
                }).collect(),
                module: own,
                ..original.clone()
            };
            let exported = export(&original);
            for text in [&exported.whole, &exported.layered] {
                let mut document = crate::starter::document();
                let plan = add_plan(&mut document, &import(text, None).unwrap()).unwrap();
                let read = configuration(&Offer::new(&document), plan);
                prop_assert_eq!(export(&read).whole, export(&expected).whole);
                let options = read.create_options.as_deref().and_then(create_options::minified);
                prop_assert_eq!(options, original.create_options.as_deref().and_then(create_options::minified));
                prop_assert_eq!(Configuration { create_options: None, ..read }, Configuration { create_options: None, ..expected.clone() });
            }
        }
    }
}
