//! Where links lead: short links, retired pages, the same page twice.

use super::{Check, Checked};
use crate::offer::{FieldPath, Kind};
use crate::rule::{Examples, Layer, Rule, Severities, Severity, Source};
use url::Url;

const LINKS: Source = Source {
    document: "Partner Center",
    section: "Configure IoT Edge module offer listing details, useful links",
    date: "2023-10",
};

const fn rule(
    id: &'static str,
    summary: &'static str,
    severities: Severities,
    source: Source,
    explanation: &'static str,
    fails: &'static [&'static [(&'static str, &'static str)]],
    passes: &'static [&'static [(&'static str, &'static str)]],
) -> Rule {
    let layer = Layer::Certification;
    Rule { id, summary, severities, layer, explanation, source, examples: Examples::Offer { fails, passes } }
}

/// Services that shorten addresses.
const SHORT: [&str; 12] = [
    "bit.ly",
    "t.co",
    "tinyurl.com",
    "goo.gl",
    "aka.ms",
    "ow.ly",
    "is.gd",
    "youtu.be",
    "rebrand.ly",
    "lnkd.in",
    "buff.ly",
    "t.ly",
];

/// Microsoft's device catalogue, under the names that its pages gave it.
const RETIRED: [&str; 2] = ["catalog.azureiotsolutions.com", "devicecatalog.azure.com"];

fn url(text: &str) -> Option<(Url, String)> {
    let url = Url::parse(text).ok()?;
    let host = url.host_str()?.trim_end_matches('.').to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host).to_string();
    Some((url, host))
}

fn is_retired(url: &Url, host: &str) -> bool {
    RETIRED.contains(&host) || (host == "aka.ms" && url.path().starts_with("/iot-edge-certified"))
}

static SHORT_RULE: Rule = rule(
    "address-short",
    "a short link instead of the page's own address",
    Severity::Warning.everywhere(),
    LINKS,
    "A short link hides where it leads, and can lead elsewhere tomorrow. For videos the form's text forbids it; for other links reviewers ask. Give the address of the page itself.",
    &[&[("documentation.links[0].address", "https://bit.ly/3xyz")]],
    &[&[("documentation.links[0].address", "https://docs.fjordsensing.example/setup")]],
);

/// Short links.
pub static SHORT_LINK: Checked = Checked {
    rule: &SHORT_RULE,
    check: Check::Field(|_, instance, findings| {
        let Some((url, host)) = url(&instance.text).filter(|_| instance.field.kind == Kind::Address) else { return };
        if SHORT.contains(&host.as_str()) && !is_retired(&url, &host) && instance.field.key != "media.videos[].address" {
            findings.at(&SHORT_RULE, instance, format!("{host} is a service of short links")).help("give the page's own address");
        }
    }),
};

static RETIRED_RULE: Rule = rule(
    "address-retired-catalogue",
    "a link to Microsoft's device catalogue, which was retired",
    Severity::Warning.everywhere(),
    Source { document: "Azure Certified Device", section: "certification overview", date: "2024-02" },
    "\"As of February 2024, the Azure Certified Device program has been retired.\" The form's pages still ask for a link to the catalogue. Link a page of your own that lists tested devices.",
    &[
        &[("documentation.links[1].address", "https://catalog.azureiotsolutions.com/alldevices?filters={}")],
        &[("documentation.links[1].address", "https://aka.ms/iot-edge-certified")],
    ],
    &[&[("documentation.links[1].address", "https://docs.fjordsensing.example/devices")]],
);

/// The retired catalogue.
pub static RETIRED_CATALOGUE: Checked = Checked {
    rule: &RETIRED_RULE,
    check: Check::Field(|_, instance, findings| {
        let Some((url, host)) = url(&instance.text).filter(|_| instance.field.kind == Kind::Address) else { return };
        if is_retired(&url, &host) {
            findings
                .at(&RETIRED_RULE, instance, "the device catalogue was retired in February 2024")
                .help("link a page of your own that lists tested devices");
        }
    }),
};

static INSECURE_RULE: Rule = rule(
    "address-insecure",
    "an address with http://",
    Severity::Advice.everywhere(),
    LINKS,
    "The form takes http://, but browsers warn of it, and customers read your terms and privacy policy over a line that anybody can change. Use https:// where the page has it.",
    &[&[("legal.privacy-policy", "http://fjordsensing.example/privacy")]],
    &[&[("legal.privacy-policy", "https://fjordsensing.example/privacy")]],
);

/// Without TLS.
pub static INSECURE: Checked = Checked {
    rule: &INSECURE_RULE,
    check: Check::Field(|_, instance, findings| {
        if instance.field.kind == Kind::Address && instance.text.to_ascii_lowercase().starts_with("http://") {
            findings
                .at(&INSECURE_RULE, instance, "this page is opened without encryption")
                .help("use https:// if the page has it");
        }
    }),
};

static PRIVACY_RULE: Rule = rule(
    "privacy-same-as-terms",
    "privacy policy and terms of use are the same page",
    Severity::Warning.everywhere(),
    Source { document: "Partner Center", section: "checklist for listings, privacy policy", date: "2023-10" },
    "The privacy policy is a page of its own, apart from the terms of use. (The wording is from the checklist for Microsoft 365; reviewers apply it.)",
    &[&[("legal.terms", "address"), ("legal.terms-address", "https://fjordsensing.example/privacy/")]],
    &[&[("legal.terms", "address"), ("legal.terms-address", "https://fjordsensing.example/terms")]],
);

/// One page for two things.
pub static PRIVACY: Checked = Checked {
    rule: &PRIVACY_RULE,
    check: Check::Offer(|offer, findings| {
        let bare = |text: String| text.trim().trim_end_matches('/').to_ascii_lowercase();
        let (privacy, terms) = (bare(offer.get("legal.privacy-policy")), bare(offer.get("legal.terms-address")));
        if !privacy.is_empty() && privacy == terms && offer.get("legal.terms") == "address" {
            findings
                .at_path(
                    &PRIVACY_RULE,
                    &FieldPath::of("legal.privacy-policy", &[]),
                    "the privacy policy is the page of the terms",
                )
                .help("give it a page of its own");
        }
    }),
};

static TWICE_RULE: Rule = rule(
    "links-not-distinct",
    "two useful links lead to the same page",
    Severity::Warning.everywhere(),
    Source {
        document: "Partner Center",
        section: "marketplace criteria for content validation, learn-more links",
        date: "2022-05",
    },
    "Each link leads to a page about just its subject. Two links to one page look as if the second page did not exist.",
    &[&[("documentation.links[2].address", "https://docs.fjordsensing.example/tank-level-gateway/setup")]],
    &[&[("documentation.links[2].address", "https://docs.fjordsensing.example/tank-level-gateway/setup#messages")]],
);

/// The same link twice.
pub static TWICE: Checked = Checked {
    rule: &TWICE_RULE,
    check: Check::Offer(|offer, findings| {
        let mut seen: Vec<String> = Vec::new();
        for path in offer.instances("documentation.links[].address") {
            let address = offer.text(&path).trim().trim_end_matches('/').to_string();
            if !address.is_empty() && seen.contains(&address) {
                findings.at_path(&TWICE_RULE, &path, "another link leads to the same page").help("link the page about just this");
            }
            seen.push(address);
        }
    }),
};
