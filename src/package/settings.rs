//! The documentation of the settings, which certification wants: every route, desired property, variable and create option
//! with what it does, its default, its limits and an example. Made from what is written as "What it does" beside each.

use super::markdown;
use super::page::Page;
use super::sanitise::Markup;
use crate::offer::reading::minified;
use crate::offer::{FieldPath, Offer};
use crate::visible::visible;
use maud::html;
use serde_json::{Map, Value as Json, json};

/// One setting.
struct Setting {
    name: String,
    about: String,
    default: String,
    limits: String,
    example: String,
}

/// The settings of one kind.
struct Section {
    title: &'static str,
    intro: &'static str,
    settings: Vec<Setting>,
}

/// The settings of one plan.
struct Plan {
    name: String,
    module: String,
    image: String,
    sections: Vec<Section>,
}

fn plans(offer: &Offer) -> Vec<Plan> {
    (0..offer.count("plans"))
        .map(|plan| Plan {
            name: offer.text(&FieldPath::of("plans[].name", &[plan])),
            module: crate::rules::configuration::configuration(offer, plan).module,
            image: offer.image(plan),
            sections: sections(offer, plan),
        })
        .collect()
}

fn sections(offer: &Offer, plan: usize) -> Vec<Section> {
    let rows = |list: &str, setting: &dyn Fn(String, String, String) -> Setting| -> Vec<Setting> {
        (0..offer.rows(&FieldPath::of(list, &[plan])))
            .map(|row| {
                let of = |part: &str| offer.text(&FieldPath::of(&format!("{list}[].{part}"), &[plan, row]));
                setting(of("name"), of("value"), of("about"))
            })
            .collect()
    };
    let module = crate::rules::configuration::configuration(offer, plan).module;
    let twin = rows("plans[].twin", &|name, value, about| Setting {
        limits: format!("{}; the whole twin at most 32 KB", json_type(&value)),
        example: pretty(&json!({ "properties": { "desired": object(&name, json_or_text(&value)) } })),
        name,
        about,
        default: value,
    });
    let variables = rows("plans[].variables", &|name, value, about| Setting {
        limits: "A text, read when the container starts".to_string() + placeholder(&value),
        example: pretty(&json!({ "env": object(&name, json!({ "value": value })) })),
        name,
        about,
        default: value,
    });
    let routes = rows("plans[].routes", &|name, value, about| Setting {
        limits: crate::edge::route::describe(&value, Some(&module)).unwrap_or("No device would take this route".to_string()),
        example: pretty(&json!({ "routes": object(&name, json!(value)) })),
        name,
        about,
        default: value,
    });
    let options =
        offer.instance(&FieldPath::of("plans[].create-options", &[plan])).map(|instance| instance.text).unwrap_or_default();
    let about = offer.text(&FieldPath::of("plans[].create-options-about", &[plan]));
    let create_options = if options.trim().is_empty() {
        Vec::new()
    } else {
        let line = minified(&options);
        vec![Setting {
            name: "createOptions".to_string(),
            about,
            limits: "One JSON object, as Docker's API takes it when it creates a container".to_string(),
            example: pretty(&json!({ "settings": { "createOptions": line } })),
            default: line,
        }]
    };
    vec![
        Section {
            title: "Desired properties of the module twin",
            intro: "Can be set from the cloud while the module runs.",
            settings: twin,
        },
        Section {
            title: "Environment variables",
            intro: "Set in the deployment; a change starts the container anew.",
            settings: variables,
        },
        Section { title: "Routes", intro: "Where edgeHub sends the module's messages.", settings: routes },
        Section {
            title: "Container create options",
            intro: "What the container may use of the device.",
            settings: create_options,
        },
    ]
}

fn object(name: &str, value: Json) -> Json {
    Json::Object(Map::from_iter([(name.to_string(), value)]))
}

fn json_or_text(value: &str) -> Json {
    serde_json::from_str(value).unwrap_or_else(|_| json!(value))
}

fn json_type(value: &str) -> &'static str {
    match serde_json::from_str::<Json>(value) {
        Ok(Json::Null) => "Null, which removes the property",
        Ok(Json::Bool(_)) => "true or false, without quotes",
        Ok(Json::Number(_)) => "A number",
        Ok(Json::String(_)) => "A text in double quotes",
        Ok(Json::Array(_)) => "A list",
        Ok(Json::Object(_)) => "An object",
        Err(_) => "JSON",
    }
}

fn placeholder(value: &str) -> &'static str {
    if crate::edge::route::placeholders(value).next().is_none() { "" } else { "; the default is a placeholder, to be replaced" }
}

fn pretty(value: &Json) -> String {
    format!("{value:#}")
}

const NO_WORDS: &str = "(not described)";

/// `docs/configuration.md`.
pub fn markdown(offer: &Offer, draft: bool) -> String {
    let mut out = format!("# Configuration of {}\n\n", markdown::text(&offer.get("listing.title")));
    if draft {
        out.push_str(super::DRAFT_IN_MARKDOWN);
    }
    for plan in plans(offer) {
        out.push_str(&format!(
            "## {}\n\nModule name: {}. Image: {}.\n\n",
            markdown::text(&plan.name),
            markdown::code(&plan.module),
            markdown::code(&plan.image)
        ));
        for section in plan.sections {
            out.push_str(&format!("### {}\n\n{}\n\n", section.title, section.intro));
            if section.settings.is_empty() {
                out.push_str("There are none.\n\n");
            }
            for setting in section.settings {
                let about = if setting.about.trim().is_empty() { NO_WORDS.to_string() } else { markdown::text(&setting.about) };
                out.push_str(&format!(
                    "#### {}\n\n{about}\n\n- Default: {}\n- Limits: {}\n\nExample:\n\n{}\n",
                    markdown::text(&setting.name),
                    markdown::code(&setting.default),
                    markdown::text(&setting.limits),
                    markdown::block(&setting.example)
                ));
            }
        }
    }
    out
}

/// `docs/configuration.html`.
pub fn page(offer: &Offer, draft: bool) -> String {
    let title = format!("Configuration of {}", visible(&offer.get("listing.title")));
    let body = html! {
        main {
            h1 { (title) }
            @for plan in plans(offer) { (plan_section(&plan)) }
        }
    };
    Page { title: &title, style: "", script: "", draft, body }.render()
}

fn plan_section(plan: &Plan) -> Markup {
    html! {
        section {
            h2 { (visible(&plan.name)) }
            p { "Module name: " code { (visible(&plan.module)) } ". Image: " code { (visible(&plan.image)) } "." }
            @for section in &plan.sections {
                h3 { (section.title) }
                p { (section.intro) }
                @if section.settings.is_empty() { p { "There are none." } }
                @for setting in &section.settings {
                    h4 { code { (visible(&setting.name)) } }
                    p { @if setting.about.trim().is_empty() { (NO_WORDS) } @else { (visible(&setting.about)) } }
                    dl {
                        dt { "Default" } dd { code { (visible(&setting.default)) } }
                        dt { "Limits" } dd { (visible(&setting.limits)) }
                        dt { "Example" } dd { pre { (super::page::exact(&visible(&setting.example))) } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::offer::set::set_from_text;

    #[test]
    fn every_setting_of_the_sample_is_told_with_what_it_does() {
        let document = crate::sample::document();
        let offer = Offer::new(&document);
        let (text, page) = (markdown(&offer, false), page(&offer, false));
        for words in [
            "How often each sensor is read, in seconds, from 5 to 3600.",
            "SERIAL_PORT",
            "LICENSE_KEY",
            "Sends every changed level to IoT Hub.",
            "Gives the module the serial port and 256 MB of memory.",
        ] {
            assert!(page.contains(words), "{words}");
            assert!(text.replace('\\', "").contains(words), "{words} in {text}");
        }
        assert!(text.contains("- Default: `30`\n- Limits: A number; the whole twin at most 32 KB\n"));
        assert!(text.contains("the default is a placeholder, to be replaced"));
    }

    #[test]
    fn a_setting_cannot_leave_its_place() {
        let mut document = crate::sample::document();
        set_from_text(&mut document, "plans[0].variables[0].about", "<script>alert(1)</script>\n# [x](javascript:y)").unwrap();
        set_from_text(&mut document, "plans[0].variables[0].value", "`</code><script>").unwrap();
        let offer = Offer::new(&document);
        assert!(!page(&offer, false).contains("<script>"));
        let text = markdown(&offer, false);
        assert!(text.contains("\\<script\\>") && !text.contains("\n# [x]"), "{text}");
        assert!(text.contains("`` `</code><script> ``"), "{text}");
    }
}
