//! The settings of a module as a whole: each documented, none twice.

use super::placeholder::is_told;
use super::{Check, Checked};
use crate::offer::{FieldPath, Offer, steps};
use crate::rule::{Examples, Layer, Rule, Severity, Source};
use std::collections::HashMap;

const NAMES: [&str; 3] = ["plans[].routes[].name", "plans[].twin[].name", "plans[].variables[].name"];

static UNDOCUMENTED_RULE: Rule = Rule {
    id: "setting-undocumented",
    summary: "a setting that nothing documents",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Certification,
    explanation: "Every route, twin property, variable and the container's create options have to be documented: by a link, or in the description of the offer or the plan. What you write beside a setting (What it does) goes into the documentation that the package holds, ready to be put on a web page.\n\nA name that stands in one of the descriptions counts as documented.",
    source: Source {
        document: "Partner Center",
        section: "Prepare IoT Edge module technical assets, documentation of settings",
        date: "2023-10",
    },
    examples: Examples::Offer {
        fails: &[
            &[("plans[0].variables[0].name", "BAUD_RATE"), ("plans[0].variables[0].about", "")],
            &[("plans[0].create-options-about", "")],
        ],
        passes: &[
            &[("plans[0].variables[0].about", "")],
            &[("plans[0].variables[0].name", "BAUD_RATE"), ("plans[0].variables[0].about", "Speed of the port.")],
        ],
    },
};

/// Not documented.
pub static UNDOCUMENTED: Checked = Checked {
    rule: &UNDOCUMENTED_RULE,
    check: Check::Field(|offer, instance, findings| {
        let key = instance.field.key;
        if instance.text.trim().is_empty() {
            return;
        }
        let about = if NAMES.contains(&key) {
            offer.sibling(&instance.path, "about")
        } else if key == "plans[].create-options" {
            offer.sibling(&instance.path, "create-options-about")
        } else {
            return;
        };
        let told = NAMES.contains(&key) && is_told(offer, instance, instance.text.trim());
        if offer.text(&about).trim().is_empty() && !told {
            findings
                .at_path(&UNDOCUMENTED_RULE, &about, "nothing documents this setting")
                .help("say in a sentence what it does, for those who run the module");
        }
    }),
};

static TWICE_RULE: Rule = Rule {
    id: "settings-not-distinct",
    summary: "two settings of one plan have the same name",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "Routes, twin properties and variables become members of a JSON object in the deployment manifest: of two with one name only the last is left, and nobody says which.",
    source: Source {
        document: "Azure IoT Edge",
        section: "deployment manifest, routes and environment variables",
        date: "2025-05",
    },
    examples: Examples::Offer {
        fails: &[&[("plans[0].variables[1].name", "SERIAL_PORT")], &[("plans[0].routes[1].name", "LevelsToIoTHub")]],
        passes: &[&[("plans[0].variables[1].name", "SERIAL_PORT_2")]],
    },
};

/// One name twice.
pub static TWICE: Checked = Checked {
    rule: &TWICE_RULE,
    check: Check::Offer(|offer, findings| {
        for plan in 0..offer.count("plans") {
            for key in NAMES {
                let mut seen: HashMap<String, usize> = HashMap::new();
                for (row, path) in rows(offer, key, plan).into_iter().enumerate() {
                    let name = offer.text(&path).trim().to_string();
                    if name.is_empty() {
                        continue;
                    }
                    if let Some(first) = seen.get(&name) {
                        let what = path.split_last().and_then(|(row, _)| row.split_last().map(|(list, _)| list.pattern()));
                        let what = what.and_then(|list| steps::list(&list)).map_or("row", |list| list.row);
                        findings
                            .at_path(&TWICE_RULE, &path, format!("{what} {} has the name of {what} {}", row + 1, first + 1))
                            .help("give it a name of its own");
                    } else {
                        seen.insert(name, row);
                    }
                }
            }
        }
    }),
};

fn rows(offer: &Offer, key: &str, plan: usize) -> Vec<FieldPath> {
    let list = key.rsplit_once("[].").map_or(key, |(list, _)| list);
    (0..offer.rows(&FieldPath::of(list, &[plan]))).map(|row| FieldPath::of(key, &[plan, row])).collect()
}

static LIKE_VALUE_RULE: Rule = Rule {
    id: "twin-text-like-value",
    summary: "a desired property is the text of a number or of true or false",
    severities: Severity::Advice.everywhere(),
    layer: Layer::Runtime,
    explanation: "\"true\" and \"30\" in quotes are texts, true and 30 are not: a module that reads a boolean gets a text and fails, or takes every text for true. Microsoft's own extension mixed them up (vscode-azure-iot-edge, issues 397 and 399).\n\nTake the quotes away if the module reads a number or a boolean.",
    source: Source { document: "microsoft/vscode-azure-iot-edge", section: "issues 397, 399", date: "2019-08" },
    examples: Examples::Offer {
        fails: &[&[("plans[0].twin[0].value", "\"30\"")], &[("plans[0].twin[0].value", "\"true\"")]],
        passes: &[&[("plans[0].twin[0].value", "30")], &[("plans[0].twin[0].value", "\"COM3\"")]],
    },
};

/// A text that looks like a value.
pub static LIKE_VALUE: Checked = Checked {
    rule: &LIKE_VALUE_RULE,
    check: Check::Field(|_, instance, findings| {
        if instance.field.key != "plans[].twin[].value" {
            return;
        }
        let Ok(serde_json::Value::String(text)) = serde_json::from_str(&instance.text) else { return };
        if matches!(text.as_str(), "true" | "false" | "null")
            || (text.parse::<f64>().is_ok() && !text.contains(char::is_alphabetic))
        {
            findings
                .at(&LIKE_VALUE_RULE, instance, format!("\"{text}\" in quotes is a text"))
                .help(format!("write {text} without quotes if the module does not read a text"));
        }
    }),
};

static IN_VARIABLE_RULE: Rule = Rule {
    id: "secret-in-variable",
    summary: "a variable that is named like a secret has a value",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Certification,
    explanation: "A variable called PASSWORD, SECRET, TOKEN or API_KEY whose default is a real value gives the same secret to every customer, in a manifest that everybody can read. Use a placeholder, <PASSWORD>, and say in the documentation what to put there.",
    source: Source { document: "Certification policies", section: "100.11", date: "2024-08" },
    examples: Examples::Offer {
        fails: &[&[("plans[0].variables[1].name", "MQTT_PASSWORD"), ("plans[0].variables[1].value", "tank42")]],
        passes: &[
            &[("plans[0].variables[1].name", "MQTT_PASSWORD"), ("plans[0].variables[1].value", "<MQTT_PASSWORD>")],
            &[("plans[0].variables[1].name", "TOKEN_FILE"), ("plans[0].variables[1].value", "/run/secrets/token")],
        ],
    },
};

/// A value in a variable for a secret.
pub static IN_VARIABLE: Checked = Checked {
    rule: &IN_VARIABLE_RULE,
    check: Check::Field(|offer, instance, findings| {
        if instance.field.key != "plans[].variables[].value" {
            return;
        }
        let name = offer.text(&offer.sibling(&instance.path, "name")).to_ascii_uppercase();
        let is_secret =
            ["PASSWORD", "PASSWD", "SECRET", "TOKEN", "API_KEY", "APIKEY", "ACCESS_KEY", "PRIVATE_KEY", "CONNECTION_STRING"]
                .iter()
                .any(|word| name.ends_with(word));
        let value = instance.text.trim();
        if is_secret && !value.is_empty() && !value.contains('<') && !value.starts_with('/') {
            findings
                .at(&IN_VARIABLE_RULE, instance, "a secret does not belong into the defaults")
                .help(format!("write a placeholder: <{}>", crate::visible::on_one_line(&name)));
        }
    }),
};
