//! The rules that speak when the network is asked.

use crate::rule::{Examples, Layer, Rule, Severities, Severity, Source};

const POLICY: Source =
    Source { document: "Certification policies", section: "100.4, 100.5, links and documentation", date: "2024-08" };
const ASSETS: Source = Source {
    document: "Partner Center",
    section: "Prepare IoT Edge module technical assets, tags; pre-certification checklist",
    date: "2023-10",
};

const fn rule(
    id: &'static str,
    summary: &'static str,
    severities: Severities,
    source: Source,
    explanation: &'static str,
) -> Rule {
    let examples = Examples::Files("tests/it/online.rs");
    Rule { id, summary, severities, layer: Layer::Certification, explanation, source, examples }
}

/// All of them, in the order in which they are explained.
pub static RULES: &[&Rule] = &[
    &ADDRESS_FAILS,
    &ADDRESS_UNSURE,
    &ADDRESS_CERTIFICATE,
    &ADDRESS_MOVED,
    &ADDRESS_DOWNLOADS,
    &REGISTRY_CLOSED,
    &TAG_MISSING,
    &NO_MANIFEST_LIST,
    &PLATFORMS_DIFFER,
    &PORT_NOT_EXPOSED,
];

/// Nobody is there, or the page is not.
pub static ADDRESS_FAILS: Rule = rule(
    "online-address-fails",
    "an address does not work",
    Severity::Error.everywhere(),
    POLICY,
    "The page was asked for, as a browser does, and did not come: no such host, no such page, redirects without end, an error of the server. Reviewers follow every link.\n\nOpen it in a browser that is not signed in, and mend the address or the page.",
);

/// It could not be told.
pub static ADDRESS_UNSURE: Rule = rule(
    "online-address-unsure",
    "it could not be told whether an address works",
    Severity::Warning.everywhere(),
    POLICY,
    "The server answered, but not with the page: it wants a sign-in (401, 403), is busy (429, 503), or took longer than ten seconds. Some servers treat programs so and serve browsers.\n\nOpen it in a browser that is not signed in.",
);

/// Its certificate is not to be trusted.
pub static ADDRESS_CERTIFICATE: Rule = rule(
    "online-address-certificate",
    "a page's certificate is not to be trusted",
    Severity::Error.everywhere(),
    POLICY,
    "The certificate of the server has expired, is for another name, or was issued by nobody whom this system trusts. A browser shows a warning in place of the page.",
);

/// It has moved for good.
pub static ADDRESS_MOVED: Rule = rule(
    "online-address-moved",
    "a page has moved for good",
    Severity::Advice.everywhere(),
    POLICY,
    "The server says that the page has a new address for good (301, 308). The old one works as long as somebody keeps the redirect. Write the new one.",
);

/// It begins a download.
pub static ADDRESS_DOWNLOADS: Rule = rule(
    "online-address-downloads",
    "a link begins a download",
    Severity::Warning.everywhere(),
    POLICY,
    "Links lead to pages; a link that begins a download by itself is rejected. Link the page on which the file can be found.",
);

/// The registry does not let us look.
pub static REGISTRY_CLOSED: Rule = rule(
    "online-registry-closed",
    "the registry does not let anybody look at the image",
    Severity::Warning.everywhere(),
    ASSETS,
    "The registry could not be reached, or wants a user name and password. Give them in the environment, where they are read and never stored: EDGE_OFFER_REGISTRY_USER and EDGE_OFFER_REGISTRY_PASSWORD. For Azure Container Registry a token with the right to pull is enough.\n\nIf customers are to deploy from there without credentials, let it be pulled anonymously.",
);

/// A tag that is not there.
pub static TAG_MISSING: Rule = rule(
    "online-tag-missing",
    "a tag is not in the registry",
    Severity::Error.everywhere(),
    ASSETS,
    "Every listed tag has to be in the registry before the offer is submitted, latest among them: certification pulls each. Push it, or take it out of the list.",
);

/// One image where a list is wanted.
pub static NO_MANIFEST_LIST: Rule = rule(
    "online-no-manifest-list",
    "a tag for several platforms is no manifest list",
    Severity::Error.everywhere(),
    ASSETS,
    "Where the module runs on more than one platform, latest and the version are manifest lists (multi-arch images), so that each device pulls its own. This tag is a single image.\n\ndocker buildx build --platform … --push makes one, or docker manifest create.",
);

/// Other platforms than it says.
pub static PLATFORMS_DIFFER: Rule = rule(
    "online-platforms-differ",
    "the image has other platforms than the plan",
    Severity::Error.everywhere(),
    ASSETS,
    "The image in the registry runs on other platforms than are marked in the plan, and so than the description promises. Mark what the image has, or build what is promised.",
);

/// A port that the image does not have.
pub static PORT_NOT_EXPOSED: Rule = rule(
    "online-port-not-exposed",
    "a port is bound that the image does not expose",
    Severity::Warning.everywhere(),
    ASSETS,
    "createOptions bind a port of the container that neither the image (EXPOSE) nor createOptions (ExposedPorts) declare. Docker binds it all the same; but mostly the number is a slip of the pen, and nothing listens there.",
);
