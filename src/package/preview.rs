//! The listing as customers will see it: the card in the search results, the detail page, and the page in the Azure portal.
//! Without a script; what is opened and chosen is done by the page's own radio buttons.
//! Source: Partner Center, annotated pictures of an IoT Edge module in both stores, 2022-03.

use super::page::Page;
use super::sanitise::{Markup, sanitise, web_address};
use super::{Files, names, pictures};
use crate::offer::{Edition, FieldPath, Instance, Offer, categories};
use crate::visible::visible;
use maud::{PreEscaped, html};

/// What the preview is made of.
pub struct Preview<'a> {
    /// The offer.
    pub offer: Offer<'a>,
    /// The pictures of the package, by their names.
    pub pictures: &'a Files,
    /// Whether it says that it is a draft.
    pub draft: bool,
}

impl Preview<'_> {
    /// `preview.html`.
    pub fn render(&self) -> String {
        let title = self.text("listing.title", "(no title yet)");
        let body = html! {
            header.bar {
                h1 { "Preview: " (title) }
                fieldset.look {
                    legend { "Look" }
                    @for (id, words, checked) in [("look-auto", "as the browser", true), ("look-light", "light", false), ("look-dark", "dark", false)] {
                        label { input type="radio" name="look" id=(id) checked[checked]; " " (words) }
                    }
                }
            }
            p.quiet { "What customers will see, as far as it can be told before the offer is live. The stores show your publisher's display name, which only Partner Center knows; here stands the publisher ID." }
            main {
                section aria-labelledby="card" { h2 id="card" { "In the search results" } (self.card()) }
                section aria-labelledby="store" { h2 id="store" { "Azure Marketplace" } (self.store()) }
                section aria-labelledby="portal" { h2 id="portal" { "Azure portal" } (self.portal()) }
                @if self.offer.edition() == Edition::Portal2018 { (self.hero()) }
            }
        };
        let title = format!("Preview of {title}");
        Page { title: &title, style: include_str!("assets/preview.css"), script: "", draft: self.draft, body }.render()
    }

    /// A field's text, or what stands for it while it is empty.
    fn text(&self, key: &str, nothing: &str) -> String {
        match self.offer.get(key) {
            text if text.trim().is_empty() => nothing.to_string(),
            text => visible(&text).into_owned(),
        }
    }

    fn publisher(&self) -> String {
        self.text("offer.publisher", "(no publisher yet)")
    }

    fn title(&self) -> String {
        self.text("listing.title", "(no title yet)")
    }

    fn summary(&self) -> String {
        self.text("listing.summary", "(no summary yet)")
    }

    /// The first of these pictures that is there.
    fn picture(&self, keys: &[&str], class: &str, width: u32) -> Markup {
        let address = keys.iter().find_map(|key| self.address(&self.offer.instance(&FieldPath::of(key, &[]))?, width));
        html! {
            @match address {
                Some(address) => img class=(class) src=(address) alt="";
                None => span.nothing class=(class) { "no logo" }
            }
        }
    }

    fn address(&self, instance: &Instance, width: u32) -> Option<String> {
        instance.file()?;
        pictures::within(self.pictures, &names::picture(instance), width)
    }

    /// The card: logo, name, publisher, summary, clipped as the stores clip them.
    fn card(&self) -> Markup {
        let small: &[&str] = match self.offer.edition() {
            Edition::PartnerCenter => &["media.logos.small-48", "media.logos.medium", "media.logos.large"],
            Edition::Portal2018 => &["media.logos.small", "media.logos.medium", "media.logos.large-115"],
        };
        html! {
            div.cards {
                figure {
                    div.card {
                        div.top { (self.picture(small, "small", 90)) }
                        div.middle {
                            p.name { (self.title()) }
                            p.by { "By " (self.publisher()) }
                            p.summary { (self.summary()) }
                        }
                        p.get { "Get it now" }
                    }
                    figcaption.quiet { "Azure Marketplace" }
                }
                figure {
                    div.card.tile {
                        div.row { (self.picture(small, "small", 90)) span.heart aria-hidden="true" { "♡" } }
                        p.name { (self.title()) }
                        p.by { (self.publisher()) }
                        p.summary { (self.summary()) }
                    }
                    figcaption.quiet { "Azure portal" }
                }
            }
        }
    }

    fn large(&self) -> &'static [&'static str] {
        match self.offer.edition() {
            Edition::PartnerCenter => &["media.logos.large", "media.logos.medium"],
            Edition::Portal2018 => &["media.logos.large-115", "media.logos.medium"],
        }
    }

    /// The detail page of Azure Marketplace.
    fn store(&self) -> Markup {
        html! {
            div.frame.store {
                p.masthead aria-hidden="true" { "Azure Marketplace" }
                p.crumbs { "Products › " (self.title()) }
                div.columns {
                    div.side {
                        div.logo { (self.picture(self.large(), "large", 350)) }
                        p.button { "GET IT NOW" }
                        (self.side())
                    }
                    div.main {
                        p.title { (self.title()) }
                        p.by { (self.publisher()) }
                        p.stars { span aria-hidden="true" { "★★★★★" } " (0) " span.link { "Write a review" } }
                        (tabs("store", &[("Overview", self.store_overview()), ("Plans", self.store_plans()), ("Reviews", html! { p { "There are no reviews yet." } })]))
                    }
                }
            }
        }
    }

    /// Categories, support and legal, under the logo.
    fn side(&self) -> Markup {
        let categories: Vec<&str> = ["listing.category", "listing.second-category"]
            .iter()
            .filter_map(|key| categories::find(&self.offer.get(key)).map(|category| category.label))
            .collect();
        let terms = match self.offer.get("legal.terms").as_str() {
            "standard-contract" => link("https://go.microsoft.com/fwlink/?linkid=2041178", "License Agreement"),
            "address" => link(&self.offer.get("legal.terms-address"), "License Agreement"),
            "own" => html! { a href="#terms" { "License Agreement" } },
            _ => html! { span.nothing { "no terms yet" } },
        };
        html! {
            p.part { "Categories" }
            @for category in categories { p { span.link { (category) } } }
            p.part { "Support" }
            p { (link(&self.offer.get("support.website"), "Support")) }
            p.part { "Legal" }
            p { (terms) }
            p { (link(&self.offer.get("legal.privacy-policy"), "Privacy Policy")) }
        }
    }

    fn description(&self) -> Markup {
        let html =
            self.offer.instance(&FieldPath::of("listing.description", &[])).map(|instance| instance.text).unwrap_or_default();
        html! {
            div.description {
                @if html.trim().is_empty() { p.nothing { "(no description yet)" } } @else { (sanitise(&html)) }
            }
        }
    }

    fn store_overview(&self) -> Markup {
        html! {
            p.lead { (self.summary()) }
            (self.description())
            div.learn {
                div { p.lead { "Learn more" } (self.links()) }
                div.gallery { (self.gallery()) }
            }
            @if self.offer.get("legal.terms") == "own" {
                details.terms id="terms" { summary { "License Agreement" } (sanitise(&self.offer.instance(&FieldPath::of("legal.terms-text", &[])).map(|instance| instance.text).unwrap_or_default())) }
            }
        }
    }

    fn links(&self) -> Markup {
        html! {
            @for row in 0..self.offer.count("documentation.links") {
                p { (link(&self.offer.text(&FieldPath::of("documentation.links[].address", &[row])), &self.offer.text(&FieldPath::of("documentation.links[].title", &[row])))) }
            }
        }
    }

    /// Screenshots with their captions, and videos behind their thumbnails.
    fn gallery(&self) -> Markup {
        // Each edition has a picture of its own size.
        let picture = |keys: [&str; 2], row: usize| {
            let asked = keys.iter().filter_map(|key| self.offer.instance(&FieldPath::of(key, &[row])));
            let mut asked = asked.filter(|instance| instance.field.is_asked_in(self.offer.edition()));
            asked.next().and_then(|instance| self.address(&instance, 960))
        };
        html! {
            @for row in 0..self.offer.count("media.screenshots") {
                @let caption = self.offer.text(&FieldPath::of("media.screenshots[].caption", &[row]));
                figure {
                    @match picture(["media.screenshots[].file", "media.screenshots[].file-2018"], row) {
                        Some(address) => img.shot src=(address) alt=(visible(&caption));
                        None => span.nothing.shot { "no picture" }
                    }
                    figcaption.quiet { (visible(&caption)) }
                }
            }
            @for row in 0..self.offer.count("media.videos") {
                @let title = self.offer.text(&FieldPath::of("media.videos[].title", &[row]));
                figure {
                    @match picture(["media.videos[].thumbnail", "media.videos[].thumbnail-2018"], row) {
                        Some(address) => img.shot src=(address) alt="";
                        None => span.nothing.shot { "no thumbnail" }
                    }
                    figcaption { "▶ " (link(&self.offer.text(&FieldPath::of("media.videos[].address", &[row])), &title)) }
                }
            }
        }
    }

    /// Name and description of each plan that is not hidden.
    fn plans(&self) -> Vec<(String, String)> {
        let of = |key: &str, plan| self.offer.text(&FieldPath::of(key, &[plan]));
        let hidden =
            |plan| self.offer.instance(&FieldPath::of("plans[].hidden", &[plan])).is_some_and(|instance| instance.text == "true");
        (0..self.offer.count("plans"))
            .filter(|plan| !hidden(*plan))
            .map(|plan| (visible(&of("plans[].name", plan)).into_owned(), visible(&of("plans[].description", plan)).into_owned()))
            .collect()
    }

    fn store_plans(&self) -> Markup {
        html! {
            p.middle { "Plans and Pricing" br; "This table provides the details about the plans and pricing" }
            (table("Plan", &self.plans()))
        }
    }

    /// The page in the Azure portal.
    fn portal(&self) -> Markup {
        html! {
            div.frame.portal {
                p.crumbs { "Home › Marketplace ›" }
                p.blade { (self.title()) }
                p.by { (self.publisher()) }
                div.head {
                    (self.picture(self.large(), "logo", 350))
                    div {
                        p.name { (self.title()) " " span.heart { "♡ Save for later" } }
                        p.by { (self.publisher()) }
                        p.button { "Create" }
                    }
                }
                (tabs("portal", &[
                    ("Overview", html! {
                        (self.description())
                        p.part { "Useful Links" }
                        (self.links())
                        div.gallery { (self.gallery()) }
                    }),
                    ("Plans", table("Software plan", &self.plans())),
                ]))
            }
        }
    }

    /// The hero of the portal of 2018, with the text that is drawn on it.
    fn hero(&self) -> Markup {
        let Some(address) =
            self.offer.instance(&FieldPath::of("media.hero", &[])).and_then(|instance| self.address(&instance, 815))
        else {
            return PreEscaped(String::new());
        };
        let plan = self.plans().into_iter().next().map(|(name, _)| name).unwrap_or_default();
        html! {
            section aria-labelledby="hero" {
                h2 id="hero" { "Hero in the Azure portal" }
                div.hero {
                    img src=(address) alt="";
                    div { p { (self.publisher()) } p { strong { (plan) } } p { (self.text("listing.short-description", "")) } p.button { "Create" } }
                }
            }
        }
    }
}

/// A link as the store has it: to http and https only.
fn link(address: &str, words: &str) -> Markup {
    let words = if words.trim().is_empty() { "(no title)" } else { words };
    html! {
        @match web_address(address) {
            Some(address) => a href=(address) rel="noopener noreferrer nofollow" { (visible(words)) },
            None => span.nothing { (visible(words)) " (no address)" }
        }
    }
}

/// Parts of which one is shown, chosen by radio buttons: no script is needed.
fn tabs(name: &str, parts: &[(&str, Markup)]) -> Markup {
    html! {
        fieldset.tabs {
            legend { "Part of the page" }
            @for (number, (words, _)) in parts.iter().enumerate() {
                input type="radio" name=(name) id=(format!("{name}-{number}")) checked[number == 0];
                label for=(format!("{name}-{number}")) { (words) }
            }
            @for (_, content) in parts { div.tab { (content) } }
        }
    }
}

fn table(heading: &str, plans: &[(String, String)]) -> Markup {
    html! {
        table {
            thead { tr { th scope="col" { (heading) } th scope="col" { "Description" } } }
            tbody { @for (name, description) in plans { tr { th scope="row" { (name) } td { (description) } } } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::offer::set::set_from_text;

    fn page(changes: &[(&str, &str)]) -> String {
        let mut document = crate::sample::document();
        changes.iter().for_each(|(field, value)| set_from_text(&mut document, field, value).unwrap());
        Preview { offer: Offer::new(&document), pictures: &crate::package::sample_pictures(), draft: false }.render()
    }

    #[test]
    fn links_lead_to_the_web_only() {
        let page = page(&[
            ("support.website", "javascript:alert(1)"),
            ("documentation.links[0].address", " data:text/html,x"),
            ("documentation.links[1].title", "<i>x</i>"),
        ]);
        assert!(!page.contains("javascript:") && !page.contains("data:text"), "{page}");
        assert!(page.contains("&lt;i&gt;x&lt;/i&gt;"));
        assert!(page.contains("href=\"https://fjordsensing.example/privacy\""));
    }

    #[test]
    fn a_hidden_plan_is_not_shown() {
        assert!(page(&[]).contains("<th scope=\"row\">Tank Level Gateway</th>"));
        assert!(!page(&[("plans[0].hidden", "true")]).contains("<th scope=\"row\">"));
    }

    #[test]
    fn each_edition_shows_its_own_logos() {
        let logo = |name: &str| crate::package::page::data_address(crate::sample::file(name).unwrap());
        let (now, then) = (page(&[]), page(&[("offer.edition", "portal-2018")]));
        assert!(now.contains(&logo("logos/large-350x350.png")) && !now.contains(&logo("logos/large-115x115.png")));
        assert!(then.contains(&logo("logos/large-115x115.png")) && then.contains(&logo("logos/hero-815x290.png")));
    }
}
