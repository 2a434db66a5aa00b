//! The Cloud Partner Portal, as documented from October 2018 to April 2020: its tabs in their order.

use super::Part::{Field, Heading, Made, Rows, Say, Secret, When};
use super::{ADMIN_USER, Portal, ROUTES, TWIN, VARIABLES, closing_page, page, plan_page};

/// The portal.
pub static PORTAL: Portal = Portal {
    name: "the Cloud Partner Portal of 2018",
    pages: &[
        page(
            "Offer Settings",
            &[
                Say("Choose + New offer, then Azure IoT Edge Modules. The tab Offer Settings opens."),
                Field("offer.id", "Offer ID"),
                Field("offer.publisher", "Publisher ID"),
                Made("Name", &["listing.title"], |offer, _| offer.get("listing.title"), "The same as the title."),
                Say("Choose Save."),
            ],
        ),
        plan_page(
            "SKUs",
            &[
                Say("On the tab SKUs choose New SKU."),
                Field("plans[].id", "SKU ID"),
                Heading("SKU Details"),
                Field("plans[].name", "Title"),
                Field("plans[].summary", "Summary"),
                Field("plans[].description", "Description"),
                Field("plans[].hidden", "Hide this SKU"),
                Heading("Edge Module Images"),
                Field("plans[].registry-subscription", "Subscription ID"),
                Field("plans[].resource-group", "Resource group name"),
                Field("plans[].registry", "Registry Name"),
                Field("plans[].repository", "Repository Name"),
                Secret("Username", ADMIN_USER),
                Secret("Password", ADMIN_USER),
                Say("Choose New Image Version for each tag."),
                Field("plans[].tags", "Image Tag or Digest"),
                Heading("Default routes"),
                ROUTES,
                Heading("Default module twin desired properties"),
                TWIN,
                Heading("Default environment variables"),
                VARIABLES,
                Heading("Default createOptions"),
                Field("plans[].create-options", "createOptions"),
            ],
        ),
        page(
            "Marketplace",
            &[
                Heading("Overview"),
                Field("listing.title", "Title"),
                Field("listing.summary", "Summary"),
                Field("listing.short-description", "Long Summary"),
                Field("listing.description", "Description"),
                Field("listing.marketing-identifier", "Marketing Identifier"),
                Rows(
                    "audience.subscriptions",
                    "Add a subscription",
                    &[("audience.subscriptions[].id", "Preview Subscription IDs")],
                ),
                Rows(
                    "documentation.links",
                    "Add a link",
                    &[
                        ("documentation.links[].title", "Useful Links: Title"),
                        ("documentation.links[].address", "Useful Links: URL"),
                    ],
                ),
                Heading("Suggested Categories"),
                Field("listing.category", "Category"),
                Field("listing.subcategories", "Its subcategories"),
                Field("listing.second-category", "Another category"),
                Field("listing.second-subcategories", "Its subcategories"),
                Heading("Marketplace Artifacts"),
                Field("media.logos.small", "Small (40 x 40)"),
                Field("media.logos.medium", "Medium (90 x 90)"),
                Field("media.logos.large-115", "Large (115 x 115)"),
                Field("media.logos.wide", "Wide (255 x 115)"),
                Field("media.hero", "Hero (815 x 290)"),
                Rows(
                    "media.screenshots",
                    "Add a screenshot",
                    &[
                        ("media.screenshots[].caption", "Screenshots: Name"),
                        ("media.screenshots[].file-2018", "Screenshots: file (533 x 324)"),
                    ],
                ),
                Rows(
                    "media.videos",
                    "Add a video",
                    &[
                        ("media.videos[].title", "Videos: Name"),
                        ("media.videos[].address", "Videos: URL"),
                        ("media.videos[].thumbnail-2018", "Videos: thumbnail (533 x 324)"),
                    ],
                ),
                Heading("Lead Management"),
                Secret(
                    "Lead Destination",
                    "None, or a destination with its connection string, which is a secret and in no file of this package.",
                ),
                Heading("Legal"),
                Field("legal.privacy-policy", "Privacy Policy URL"),
                Field("legal.terms", "Use Standard Contract?, or Terms of Use"),
                When("legal.terms", "standard-contract", "Choose Yes at Use Standard Contract?."),
                When("legal.terms", "own", "Choose No at Use Standard Contract?, and paste the text into Terms of Use."),
                When("legal.terms", "address", "Choose No at Use Standard Contract?, and paste the address into Terms of Use."),
                Field("legal.terms-text", "Terms of Use"),
                Field("legal.terms-address", "Terms of Use"),
            ],
        ),
        page(
            "Support",
            &[
                Heading("Engineering Contact"),
                Field("support.engineering.name", "Name"),
                Field("support.engineering.email", "Email"),
                Field("support.engineering.phone", "Phone"),
                Heading("Customer Support"),
                Field("support.contact.name", "Name"),
                Field("support.contact.email", "Email"),
                Field("support.contact.phone", "Phone"),
                Heading("Support Urls"),
                Field("support.website", "Public Azure Support URL"),
                Field("support.government-website", "Azure Government Support URL"),
            ],
        ),
        closing_page(
            "Publish",
            &[
                Say(
                    "Choose Publish, type the address to which the news go, and wait: ten business days are usual. When the preview is there, look at it, and choose Go live.",
                ),
                Field("certification.notes", "Notes to reviewer"),
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
        ("certification.checked", "Your answers are in the report."),
        ("suppressions[]", "It is in the report."),
        ("offer.alias", "The portal of 2018 has one name only."),
        ("offer.billing", "The form does not ask. That the licence is your own business stands in the description."),
        ("listing.language", "The form has one listing language only; a listing in another language says so in its description."),
        ("media.logos.small-48", "48 x 48 pixels: Partner Center takes it."),
        ("media.logos.large", "216 pixels and more: Partner Center takes it."),
        ("media.screenshots[].file", "1280 x 720 pixels: Partner Center takes it."),
        ("media.videos[].thumbnail", "1280 x 720 pixels: Partner Center takes it."),
        ("audience.subscriptions[].description", "The portal of 2018 takes the ids only."),
        ("documentation.links[].kind", "It is for the checks; the form has no such field."),
        ("support.csp", "The portal of 2018 asks for no CSP contact."),
        ("plans[].regions", "The portal of 2018 does not ask."),
        ("plans[].platforms", "The form does not ask: the tags and the hardware paragraph of the description say it."),
        ("plans[].image", "Customers take it from the description and from deployment.json."),
        ("plans[].routes[].about", "It is in the settings' documentation."),
        ("plans[].twin[].about", "It is in the settings' documentation."),
        ("plans[].variables[].about", "It is in the settings' documentation."),
        ("plans[].create-options-about", "It is in the settings' documentation."),
    ],
};
