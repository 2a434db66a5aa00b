//! Partner Center, as documented in October 2023 (Create an IoT Edge module offer; the pages of its left menu in their order).

use super::Part::{Field, Heading, Made, Rows, Say, Secret, Upload, When};
use super::{ADMIN_USER, Portal, ROUTES, TWIN, VARIABLES, closing_page, page, plan_page};

/// The portal.
pub static PORTAL: Portal = Portal {
    name: "Partner Center",
    pages: &[
        page(
            "New offer",
            &[
                Say(
                    "Sign in to Partner Center (partner.microsoft.com), open Marketplace offers, and on the tab Overview choose + New offer, then IoT Edge module.",
                ),
                Field("offer.id", "Offer ID"),
                Field("offer.alias", "Offer alias"),
                Field("offer.publisher", "Publisher"),
                Say(
                    "Choose Create. From here on the pages are those of the menu on the left; choose Save draft at the foot of each.",
                ),
            ],
        ),
        page(
            "Offer setup",
            &[
                Say(
                    "Leave Alias as it is. Where the page asks how customers get the offer, the one option for this type of offer is Get it now (Transact).",
                ),
                Secret(
                    "Customer leads",
                    "Optional. Choose Connect, the destination, and type its connection string or address: it is a secret and is in no file of this package. Then choose Validate.",
                ),
            ],
        ),
        page(
            "Properties",
            &[
                Heading("Categories"),
                Field("listing.category", "Primary category"),
                Field("listing.subcategories", "Subcategories of the primary category"),
                Field("listing.second-category", "Secondary category"),
                Field("listing.second-subcategories", "Subcategories of the secondary category"),
                Heading("Legal"),
                Field("legal.terms", "Standard Contract, or Terms and conditions"),
                When(
                    "legal.terms",
                    "standard-contract",
                    "Tick Use the Standard Contract for Microsoft's commercial marketplace, and choose Accept in the dialog.",
                ),
                When(
                    "legal.terms",
                    "own",
                    "Leave Use the Standard Contract unticked, and paste the text into Terms and conditions.",
                ),
                When(
                    "legal.terms",
                    "address",
                    "Leave Use the Standard Contract unticked, and paste the address into Terms and conditions.",
                ),
                Field("legal.terms-text", "Terms and conditions"),
                Field("legal.terms-address", "Terms and conditions"),
            ],
        ),
        page(
            "Offer listing",
            &[
                Field("listing.title", "Name"),
                Field("listing.summary", "Search results summary"),
                Field("listing.short-description", "Short description"),
                Say(
                    "Paste the description in its HTML view (the button with the angle brackets), so that its markup is taken as markup.",
                ),
                Field("listing.description", "Description"),
                Field("legal.privacy-policy", "Privacy policy link"),
                Heading("Useful links"),
                Rows(
                    "documentation.links",
                    "Add a link",
                    &[("documentation.links[].title", "Title"), ("documentation.links[].address", "Link (URL)")],
                ),
                Heading("Contact information: support contact"),
                Field("support.contact.name", "Name"),
                Field("support.contact.email", "Email"),
                Field("support.contact.phone", "Phone"),
                Field("support.website", "Support website: Azure Global support website"),
                Field("support.government-website", "Support website: Azure Government support website"),
                Heading("Contact information: engineering contact"),
                Field("support.engineering.name", "Name"),
                Field("support.engineering.email", "Email"),
                Field("support.engineering.phone", "Phone"),
                Heading("Contact information: CSP program contact"),
                Field("support.csp.name", "Name"),
                Field("support.csp.email", "Email"),
                Field("support.csp.phone", "Phone"),
                Field("support.csp.materials", "CSP marketing materials"),
                Heading("Marketplace media: logos"),
                Field("media.logos.large", "Large (from 216 x 216 to 350 x 350 px)"),
                Say("Partner Center makes the smaller logos of the large one. Replace them by these, which are sharper."),
                Field("media.logos.medium", "Medium (90 x 90 px)"),
                Field("media.logos.small-48", "Small (48 x 48 px)"),
                Heading("Marketplace media: screenshots"),
                Rows(
                    "media.screenshots",
                    "Add a screenshot",
                    &[("media.screenshots[].file", "Screenshot (1280 x 720 px)"), ("media.screenshots[].caption", "Caption")],
                ),
                Heading("Marketplace media: videos"),
                Rows(
                    "media.videos",
                    "Add a video",
                    &[
                        ("media.videos[].title", "Name"),
                        ("media.videos[].address", "Address (URL)"),
                        ("media.videos[].thumbnail", "Thumbnail (1280 x 720 px)"),
                    ],
                ),
            ],
        ),
        page(
            "Preview audience",
            &[
                Say("Up to ten subscriptions are typed in; for more choose Import and take the file."),
                Rows(
                    "audience.subscriptions",
                    "Add a subscription",
                    &[
                        ("audience.subscriptions[].id", "Azure subscription ID"),
                        ("audience.subscriptions[].description", "Description"),
                    ],
                ),
                Upload("Import audience (CSV)", crate::package::names::AUDIENCE),
            ],
        ),
        plan_page(
            "Plan overview",
            &[
                Say("Choose + Create new plan."),
                Field("plans[].id", "Plan ID"),
                Field("plans[].name", "Plan name"),
                Say("Choose Create. The plan's own pages open; Plan overview at the top leads back."),
            ],
        ),
        plan_page("Plan setup", &[Field("plans[].regions", "Azure regions")]),
        plan_page(
            "Plan listing",
            &[
                Say("The name is there already."),
                Field("plans[].summary", "Plan summary"),
                Field("plans[].description", "Plan description"),
            ],
        ),
        plan_page("Availability", &[Field("plans[].hidden", "Hide plan")]),
        plan_page(
            "Technical configuration",
            &[
                Heading("Image repository details"),
                Field("plans[].registry-subscription", "Azure subscription ID"),
                Field("plans[].resource-group", "Azure resource group name"),
                Field("plans[].registry", "Azure container registry name"),
                Field("plans[].repository", "Repository name"),
                Secret("Username", ADMIN_USER),
                Secret("Password", ADMIN_USER),
                Heading("Image versions"),
                Say("Add each tag as a version of its own."),
                Field("plans[].tags", "Image tag or digest"),
                Heading("Default routes"),
                ROUTES,
                Heading("Default twin desired properties"),
                TWIN,
                Heading("Default environment variables"),
                VARIABLES,
                Heading("Default container create options"),
                Field("plans[].create-options", "Create options"),
            ],
        ),
        closing_page(
            "Review and publish",
            &[
                Say("Every page has to say Complete. Choose Review and publish."),
                Field("certification.notes", "Notes for certification"),
                Say(
                    "Choose Publish. Certification takes days; when the status says Publisher approval, look at the preview link, and choose Go live.",
                ),
                Made(
                    "Address of the listing",
                    &[],
                    |offer, _| {
                        format!(
                            "https://azuremarketplace.microsoft.com/marketplace/apps/{}.{}?tab=Overview",
                            offer.get("offer.publisher"),
                            offer.get("offer.id")
                        )
                    },
                    "Nothing to fill in: there it will be.",
                ),
            ],
        ),
    ],
    not_entered: &[
        ("offer.edition", "It chooses this sheet."),
        ("listing.marketing-identifier", "Partner Center makes it of the ids."),
        ("media.screenshots[].file-2018", "533 x 324 pixels: the portal of 2018 took it."),
        ("media.videos[].thumbnail-2018", "533 x 324 pixels: the portal of 2018 took it."),
        ("certification.checked", "Your answers are in the report."),
        ("suppressions[]", "It is in the report."),
        (
            "offer.billing",
            "The form does not ask. The store says Get it now; that the licence is your own business stands in the description.",
        ),
        ("listing.language", "The form has one listing language only; a listing in another language says so in its description."),
        ("media.logos.small", "40 x 40 pixels: the portal of 2018 took it."),
        ("media.logos.large-115", "115 x 115 pixels: the portal of 2018 took it."),
        ("media.logos.wide", "255 x 115 pixels: the portal of 2018 took it."),
        ("media.hero", "Partner Center has no hero image."),
        ("documentation.links[].kind", "It is for the checks; the form has no such field."),
        ("plans[].platforms", "The form does not ask: the tags and the hardware paragraph of the description say it."),
        ("plans[].image", "Customers take it from the description and from deployment.json."),
        ("plans[].routes[].about", "It is in the settings' documentation."),
        ("plans[].twin[].about", "It is in the settings' documentation."),
        ("plans[].variables[].about", "It is in the settings' documentation."),
        ("plans[].create-options-about", "It is in the settings' documentation."),
    ],
};
