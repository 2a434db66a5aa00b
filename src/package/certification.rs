//! What certification needs: notes for the reviewers, and the test that the checklist before certification asks for.
//! Source: Partner Center, IoT Edge module certification, pre-certification checklist, 2023-10.

use super::{markdown, names};
use crate::offer::{FieldPath, Kind, Offer, Reading, Value};

/// `certification/notes.md`: the notes of the offer, and how each plan is started.
pub fn notes(offer: &Offer, draft: bool) -> String {
    let mut out = format!("# Notes for certification: {}\n\n", markdown::text(&offer.get("listing.title")));
    if draft {
        out.push_str(super::DRAFT_IN_MARKDOWN);
    }
    let own = offer.get("certification.notes");
    if own.trim().is_empty() {
        out.push_str("The publisher left no notes.\n");
    } else {
        own.lines().for_each(|line| {
            out.push_str(&markdown::text(line));
            out.push('\n');
        });
    }
    let (publisher, id) = (offer.get("offer.publisher"), offer.get("offer.id"));
    for plan in 0..offer.count("plans") {
        let of = |key: &str| offer.text(&FieldPath::of(key, &[plan]));
        let configuration = crate::rules::configuration::configuration(offer, plan);
        let folder = names::plan_folder(offer, plan);
        out.push_str(&format!("\n## Plan {}\n\n", markdown::text(&of("plans[].id"))));
        let mut line = |name: &str, value: String| out.push_str(&format!("- {name}: {value}\n"));
        line("Image", markdown::code(&configuration.image));
        line("Module name", markdown::code(&configuration.module));
        line("Platforms", markdown::text(&labels(offer, "plans[].platforms", plan)));
        line("Telemetry string (ProductInfo)", markdown::code(&format!("{publisher}.{id}.{}", of("plans[].id"))));
        line("Deployment manifest", markdown::code(&format!("{folder}/deployment.json")));
        for note in crate::edge::manifest::export(&configuration).notes {
            line("To know", markdown::text(&note.to_string()));
        }
    }
    out.push_str(&format!(
        "\n## The test\n\n`sh {} HUB DEVICE [PLAN]` deploys the manifest to an IoT Edge device, waits until the module runs and shows its logs.\n\
         All settings are described in `{}`, all findings of the checks in `{}`.\n",
        names::TEST,
        names::SETTINGS_MD,
        names::REPORT_HTML
    ));
    out
}

/// The labels of a set of choices, or its values.
pub fn labels(offer: &Offer, key: &str, plan: usize) -> String {
    let path = FieldPath::of(key, &[plan]);
    let Some(instance) = offer.instance(&path) else { return String::new() };
    let choices = offer.choices(instance.field, &path);
    let label = |value: &String| choices.iter().find(|(of, _)| of == value).map_or(value.clone(), |(_, label)| label.to_string());
    match &instance.reading {
        Reading::Value(Value::List(items)) => items.iter().map(label).collect::<Vec<_>>().join(", "),
        _ if matches!(instance.field.kind, Kind::Choice(_) | Kind::Category) => label(&instance.text),
        _ => instance.text,
    }
}

/// `certification/test-on-device.sh`. No value of the offer stands in it unquoted.
pub fn test(offer: &Offer, draft: bool) -> String {
    let mut plans = String::new();
    let mut known = Vec::new();
    for plan in 0..offer.count("plans") {
        let folder = names::plan_folder(offer, plan);
        let module = crate::rules::configuration::configuration(offer, plan).module;
        let name = folder.trim_start_matches("plans/").to_string();
        plans.push_str(&format!(
            "{}) module={} manifest={} ;;\n",
            quoted(&name),
            quoted(&module),
            quoted(&format!("{folder}/deployment.json"))
        ));
        known.push(name);
    }
    let first = known.first().cloned().unwrap_or_default();
    let warning = if draft { "echo 'This package is a DRAFT: do not submit it.' >&2\n" } else { "" };
    include_str!("assets/test-on-device.sh")
        .replace("@DRAFT@\n", warning)
        .replace("@FIRST@", &quoted(&first))
        .replace("@KNOWN@", &quoted(&known.join(", ")))
        .replace("@PLANS@\n", &plans)
}

/// A text as one word of a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\0', "").replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_one_word_of_the_shell() {
        assert_eq!(quoted("a'b $(x) `y`\n"), "'a'\\''b $(x) `y`\n'");
    }

    #[test]
    fn the_notes_say_how_each_plan_is_started() {
        let document = crate::sample::document();
        let notes = notes(&Offer::new(&document), false);
        assert!(notes.contains("`fjord-sensing.tank-level-gateway.standard`"), "{notes}");
        assert!(notes.contains("replace \\<LICENSE\\_KEY\\> in the environment variable LICENSE\\_KEY"), "{notes}");
        assert!(notes.contains("- Platforms: Linux x64, Linux ARM64\n"), "{notes}");
    }
}
