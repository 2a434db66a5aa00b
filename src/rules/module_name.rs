//! The default name of the module in a deployment.

use super::{Check, Checked};
use crate::offer::FieldPath;
use crate::rule::{Examples, Layer, Rule, Severity, Source};

static EMPTY_RULE: Rule = Rule {
    id: "module-name-empty",
    summary: "no module name can be made from the plan's name",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "The module's default name is the plan's name without spaces and special characters. A name without any Latin letter or digit leaves nothing, and the deployment has no name for the module.",
    source: Source {
        document: "Partner Center",
        section: "Set up plan listing details for an IoT Edge module offer",
        date: "2023-10",
    },
    examples: Examples::Offer {
        fails: &[&[("plans[0].name", "水位計")]],
        passes: &[&[("plans[0].name", "水位計 Tank")], &[("plans[0].name", "Tank Level Gateway")]],
    },
};

/// Nothing is left of it.
pub static EMPTY: Checked = Checked {
    rule: &EMPTY_RULE,
    check: Check::Field(|offer, instance, findings| {
        let plan = instance.path.rows().first().copied().unwrap_or(0);
        if instance.field.key == "plans[].name" && !instance.text.trim().is_empty() && offer.module_name(plan).is_empty() {
            findings
                .at(&EMPTY_RULE, instance, "no module name can be made from this name")
                .help("give it a word in Latin letters");
        }
    }),
};

static DIFFERS_RULE: Rule = Rule {
    id: "module-name-differs",
    summary: "a route uses a module name that the form may not give",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Marketplace,
    explanation: "Microsoft's pages contradict each other on the module's default name: the plan's name by the page on plan listings, the offer's name by the page on technical configuration. While both make the same name, nothing can go wrong. Where they differ and a route names this module by one of them, the route drops every message if the other is taken.\n\nGive plan and offer names that make the same module name.",
    source: Source {
        document: "Partner Center",
        section: "plan listing details; plan technical configuration, default module name",
        date: "2023-10",
    },
    examples: Examples::Offer {
        fails: &[&[("listing.title", "Tank Level Reader")]],
        passes: &[&[("listing.title", "Tank-Level Gateway")]],
    },
};

/// Two names for one module.
pub static DIFFERS: Checked = Checked {
    rule: &DIFFERS_RULE,
    check: Check::Offer(|offer, findings| {
        let title = offer.text(&FieldPath::of("listing.title", &[]));
        let by_offer: String = title.chars().filter(char::is_ascii_alphanumeric).collect();
        for plan in 0..offer.count("plans") {
            let by_plan = offer.module_name(plan);
            let uses = |path: &FieldPath| {
                let route = offer.text(path);
                [&by_plan, &by_offer].iter().any(|name| !name.is_empty() && route.contains(&format!("/modules/{name}/")))
            };
            let rows = offer.rows(&FieldPath::of("plans[].routes", &[plan]));
            let route = (0..rows).map(|row| FieldPath::of("plans[].routes[].value", &[plan, row])).find(uses);
            if let (Some(route), false, true) = (route, by_offer.is_empty(), by_plan != by_offer) {
                let message = format!("the module may be called {by_plan} (the plan's name) or {by_offer} (the title)");
                findings.at_path(&DIFFERS_RULE, &route, message).help("choose names that make the same module name");
            }
        }
    }),
};
