//! Plans beside each other, and what their choices ask for.

use super::{Check, Checked};
use crate::offer::{FieldPath, Offer};
use crate::rule::{Examples, Layer, Rule, Severity, Source};

static SHARED_RULE: Rule = Rule {
    id: "plans-share-image",
    summary: "two plans with the same image",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Marketplace,
    explanation: "\"A unique SKU is required for each image you're planning to publish\": a plan stands for an image. Two plans with one image differ in words only; make one of them, or give each its own tags.",
    source: Source { document: "Cloud Partner Portal", section: "IoT Edge module offer process, parts", date: "2020-04" },
    examples: Examples::Files("rules/plans.rs"),
};

/// One image twice.
pub static SHARED: Checked = Checked {
    rule: &SHARED_RULE,
    check: Check::Offer(|offer, findings| {
        let image = |plan: usize| {
            let of = |key: &str| offer.instance(&FieldPath::of(key, &[plan])).map(|of| of.text).unwrap_or_default();
            (of("plans[].registry"), of("plans[].repository"), of("plans[].tags"))
        };
        let images: Vec<_> = (0..offer.count("plans")).map(image).collect();
        let mut seen = std::collections::HashMap::new();
        for (plan, image) in images.iter().enumerate().filter(|(_, (_, repository, _))| !repository.is_empty()) {
            if let Some(first) = seen.get(image) {
                let message = format!("plan {} has the image and the tags of plan {}", plan + 1, first + 1);
                findings
                    .at_path(&SHARED_RULE, &FieldPath::of("plans[].repository", &[plan]), message)
                    .help("a plan stands for an image");
            } else {
                seen.insert(image.clone(), plan);
            }
        }
    }),
};

static GLOBAL_RULE: Rule = Rule {
    id: "plan-without-global",
    summary: "a plan that is not offered in Azure Global",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "Azure Global is always part of a plan; Azure Government can be added. Azure in China takes no IoT Edge modules. A region cannot be removed after publishing.",
    source: Source {
        document: "Partner Center",
        section: "Configure plan setup; feature availability by region",
        date: "2023-10",
    },
    examples: Examples::Offer {
        fails: &[&[("plans[0].regions", "azure-government"), ("support.government-website", "https://fjordsensing.example/gov")]],
        passes: &[&[("plans[0].regions", "azure-global")]],
    },
};

/// Without Azure Global.
pub static WITHOUT_GLOBAL: Checked = Checked {
    rule: &GLOBAL_RULE,
    check: Check::Field(|_, instance, findings| {
        let items = instance.items();
        if instance.field.key == "plans[].regions" && !items.is_empty() && !items.iter().any(|item| item == "azure-global") {
            findings.at(&GLOBAL_RULE, instance, "Azure Global is always part of a plan").help("mark Azure Global");
        }
    }),
};

static GOVERNMENT_RULE: Rule = Rule {
    id: "government-support-missing",
    summary: "a plan for Azure Government without a support website for it",
    severities: Severity::Warning.but_in_2018(Severity::Error),
    layer: Layer::Marketplace,
    explanation: "An offer in Azure Government names the support website for its customers there. The portal of 2018 demands it; Partner Center's page leaves it open.",
    source: Source { document: "Cloud Partner Portal", section: "IoT Edge module, Support tab", date: "2018-10" },
    examples: Examples::Offer {
        fails: &[&[("plans[0].regions", "azure-global, azure-government")]],
        passes: &[&[
            ("plans[0].regions", "azure-global, azure-government"),
            ("support.government-website", "https://fjordsensing.example/government"),
        ]],
    },
};

/// Azure Government without support.
pub static GOVERNMENT: Checked = Checked {
    rule: &GOVERNMENT_RULE,
    check: Check::Offer(|offer, findings| {
        if sells_to_government(offer) && offer.get("support.government-website").trim().is_empty() {
            findings
                .at_path(
                    &GOVERNMENT_RULE,
                    &FieldPath::of("support.government-website", &[]),
                    "a plan is offered in Azure Government, and this is empty",
                )
                .help("give the page on which those customers find help");
        }
    }),
};

fn sells_to_government(offer: &Offer) -> bool {
    (0..offer.count("plans"))
        .filter_map(|plan| offer.instance(&FieldPath::of("plans[].regions", &[plan])))
        .any(|regions| regions.items().iter().any(|item| item == "azure-government"))
}

static IMAGE_RULE: Rule = Rule {
    id: "image-not-told",
    summary: "customers are not told where the image is",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Certification,
    explanation: "Since 28 August 2024 the marketplace serves no module images: a customer adds an IoT Edge module by hand and types the image URI that the publisher gives. If neither the description of the offer nor that of the plan names it, the listing leads nowhere.\n\nName the image's URI in the description.",
    source: Source { document: "Azure IoT Edge", section: "Deploy modules from the Azure portal", date: "2025-05" },
    examples: Examples::Offer {
        fails: &[&[("plans[0].image", "ghcr.io/fjord-sensing/tank:1.4.0")]],
        passes: &[&[
            ("plans[0].image", "ghcr.io/fjord-sensing/tank:1.4.0"),
            ("plans[0].description", "One site. The image: ghcr.io/fjord-sensing/tank:1.4.0"),
        ]],
    },
};

/// The image is nowhere named.
pub static IMAGE: Checked = Checked {
    rule: &IMAGE_RULE,
    check: Check::Offer(|offer, findings| {
        let text = |key: &str, plan: usize| offer.instance(&FieldPath::of(key, &[plan])).map(|of| of.text).unwrap_or_default();
        for plan in 0..offer.count("plans") {
            let image = offer.image(plan);
            let repository = image.split('@').next().unwrap_or_default();
            let repository =
                repository.rsplit_once(':').filter(|(_, tag)| !tag.contains('/')).map_or(repository, |(name, _)| name);
            let told = |key: &str| text(key, plan).contains(repository);
            if !repository.is_empty()
                && !image.contains('<')
                && !text("listing.description", 0).is_empty()
                && !told("listing.description")
                && !told("plans[].description")
            {
                let path = FieldPath::of("plans[].image", &[plan]);
                findings
                    .at_path(&IMAGE_RULE, &path, format!("no description names the image {repository}"))
                    .help("customers type its URI by hand: name it in the description");
            }
        }
    }),
};

#[cfg(test)]
mod tests {
    use crate::rules::tests::ids;

    #[test]
    fn two_plans_with_one_image_are_told() {
        let plan = |id: &str, tags: &str| {
            format!("[[plans]]\nid = \"{id}\"\nregistry = \"fives\"\nrepository = \"r\"\ntags = [{tags}]\n")
        };
        let shared = |one: &str, two: &str| {
            ids(&(plan("one", one) + &plan("two", two))).contains(&("plans-share-image", "plans[1].repository".to_string()))
        };
        assert!(shared("\"latest\"", "\"latest\""));
        assert!(!shared("\"latest\"", "\"latest\", \"1.0.0\""));
    }
}
