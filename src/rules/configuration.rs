//! The module's configuration, judged by the runtime's own law (`edge`), at its place in the offer.
//!
//! The rules themselves stand in `edge::rules`. What the form's table of fields says already (lengths, numbers of rows)
//! is not said again here.

use super::Findings;
use crate::edge::{self, Context, judge, twin};
use crate::offer::field::Language;
use crate::offer::{FieldPath, Instance, Kind, Offer};
use crate::rule::Problem;

/// Judges one field by the runtime's law, if it is one of the configuration.
pub fn check(offer: &Offer, instance: &Instance, findings: &mut Findings) {
    if instance.is_empty() {
        return;
    }
    let name = instance.path.rows().first().map(|plan| offer.module_name(*plan)).filter(|name| !name.is_empty());
    let context = Context { module: name.as_deref(), marketplace: true };
    let text = instance.text.as_str();
    let problems = match instance.field.kind {
        Kind::Route => judge(edge::Kind::Route, text, &context).problems,
        Kind::Image => judge(edge::Kind::Image, text, &context).problems,
        Kind::JsonValue => twin::judge_value(text, &context),
        Kind::TextFile(Language::Json, _) => judge(edge::Kind::CreateOptions, text, &context).problems,
        _ if instance.field.key == "plans[].variables[].name" => variable(offer, instance, &context),
        _ => Vec::new(),
    };
    for problem in problems.into_iter().filter(|problem| !is_said_elsewhere(problem)) {
        findings.problem(instance, problem);
    }
}

/// Lengths are said by the table of fields. A route from `<FROM_MODULE_NAME>` is what the form asks for: the exported
/// manifest leaves it out and says so.
fn is_said_elsewhere(problem: &Problem) -> bool {
    matches!(
        problem.rule.id,
        "form-value-too-long"
            | "form-name-too-long"
            | "form-create-options-too-long"
            | "form-too-many"
            | "route-too-long"
            | "route-placeholder-source"
            | "image-placeholder"
    )
}

/// A variable, judged as the manifest has it; what is said of its value is said at its name.
fn variable(offer: &Offer, instance: &Instance, context: &Context) -> Vec<Problem> {
    let value = offer.text(&offer.sibling(&instance.path, "value"));
    let json = serde_json::json!({ instance.text.as_str(): { "value": value } }).to_string();
    let judged = judge(edge::Kind::Env, &json, context).problems;
    judged
        .into_iter()
        .map(|problem| Problem {
            fix: None,
            ..Problem::new(problem.rule, &instance.text, 0..instance.text.len(), problem.message)
        })
        .collect()
}

/// What the plan of this row is deployed with.
pub fn configuration(offer: &Offer, plan: usize) -> edge::manifest::Configuration {
    let rows = |list: &str| -> Vec<(String, String)> {
        let count = offer.rows(&FieldPath::of(list, &[plan]));
        let of = |row: usize, part: &str| offer.text(&FieldPath::of(&format!("{list}[].{part}"), &[plan, row]));
        (0..count).map(|row| (of(row, "name"), of(row, "value"))).collect()
    };
    let options =
        offer.instance(&FieldPath::of("plans[].create-options", &[plan])).map(|instance| instance.text).unwrap_or_default();
    edge::manifest::Configuration {
        module: match offer.module_name(plan) {
            name if name.is_empty() => "module".to_string(),
            name => name,
        },
        image: offer.image(plan),
        routes: rows("plans[].routes"),
        twin: rows("plans[].twin"),
        create_options: (!options.trim().is_empty()).then_some(options),
        environment: rows("plans[].variables"),
    }
}

#[cfg(test)]
mod tests {
    use crate::offer::set::set_from_text;
    use crate::rules::check;

    fn found(field: &str, value: &str) -> Vec<(&'static str, String)> {
        let mut document = crate::sample::document();
        set_from_text(&mut document, field, value).unwrap();
        check(&document, None).into_iter().map(|finding| (finding.rule.id, finding.field.to_string())).collect()
    }

    #[test]
    fn each_part_is_judged_as_the_runtime_does() {
        for (field, value, rule) in [
            ("plans[0].routes[0].value", "FROM /messages/* WHERE a == 1 INTO $upstream", "route-syntax"),
            ("plans[0].routes[0].value", "FROM /messages/* INTO $upstream WHERE a = \"1\"", "route-text-after-sink"),
            ("plans[0].twin[0].value", "{\"a\": 1,}", "form-json-not-strict"),
            ("plans[0].twin[0].value", "[1, 2]", "form-twin-array"),
            ("plans[0].twin[0].value", "30 s", "json-syntax"),
            ("plans[0].create-options", "{\"Privileged\": true}", "create-options-top-level"),
            ("plans[0].create-options", "\"HostConfig\":{}", "json-syntax"),
            ("plans[0].variables[0].name", "IOTEDGE_DEVICEID", "env-overridden"),
            ("plans[0].image", "fjord.azurecr.io/tank:1.0@sha256:abc", "image-format"),
        ] {
            let found = found(field, value);
            assert!(found.iter().any(|(_, of)| of == field), "{value}: {found:?}");
            assert!(found.contains(&(rule, field.to_string())), "{value}: {found:?}");
        }
    }

    #[test]
    fn what_the_form_asks_for_is_no_finding() {
        for (field, value) in [
            (
                "plans[0].routes[0].value",
                "FROM /messages/modules/<FROM_MODULE_NAME>/outputs/* INTO BrokeredEndpoint(\"/modules/TankLevelGateway/inputs/in\")",
            ),
            ("plans[0].image", "$upstream:443/microsoft/sensor:<Build.BuildNumber>-linux-<Architecture>"),
        ] {
            assert_eq!(found(field, value), [], "{value}");
        }
    }
}
