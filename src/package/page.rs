//! What all pages of a package have in common: one file, no network, and nothing that a text could start.
//!
//! Pages are written with maud, which escapes every text; only the markup of [`super::sanitise`] and of maud itself stands as it is.

use super::sanitise::Markup;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, PreEscaped, html};
use sha2::Digest;

/// The mark by which a page of ours is known before it is written over.
pub const MARK: &str = "<meta name=\"generator\" content=\"edge-offer\">";

const COMMON: &str = include_str!("assets/common.css");

/// A page.
pub struct Page<'a> {
    /// Its title.
    pub title: &'a str,
    /// The style of this page, behind that of all pages.
    pub style: &'a str,
    /// Its script; empty for none.
    pub script: &'a str,
    /// Whether it says that it is a draft.
    pub draft: bool,
    /// What stands in it.
    pub body: Markup,
}

impl Page<'_> {
    /// The page as a file.
    ///
    /// The policy lets exactly this style and this script in, by their digests, and pictures within the page; nothing is fetched.
    pub fn render(&self) -> String {
        let style = [COMMON, self.style].concat();
        let policy = format!(
            "default-src 'none'; img-src data:; style-src 'sha256-{}'; script-src {}; base-uri 'none'; form-action 'none'",
            digest(&style),
            if self.script.is_empty() { "'none'".to_string() } else { format!("'sha256-{}'", digest(self.script)) }
        );
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(policy);
                    (PreEscaped(MARK))
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="referrer" content="no-referrer";
                    meta name="color-scheme" content="light dark";
                    title { @if self.draft { "DRAFT: " } (self.title) }
                    style { (PreEscaped(&style)) }
                }
                body {
                    @if self.draft {
                        p.draft role="note" { strong { "Draft." } " The offer has errors or was not checked. Do not submit it." }
                    }
                    (self.body)
                    @if !self.script.is_empty() { script { (PreEscaped(self.script)) } }
                }
            }
        };
        page.into_string() + "\n"
    }
}

fn digest(text: &str) -> String {
    STANDARD.encode(sha2::Sha256::digest(text.as_bytes()))
}

/// A picture's bytes as an address within the page.
pub fn data_address(bytes: &[u8]) -> String {
    format!("data:image/png;base64,{}", STANDARD.encode(bytes))
}

/// A text exactly as it is, for a person to select and to copy. A parser swallows a line feed right behind `<pre>`, and makes
/// line feeds of carriage returns that are not written as references.
pub fn exact(text: &str) -> Markup {
    let mut out = String::with_capacity(text.len() + 8);
    if text.starts_with('\n') {
        out.push('\n');
    }
    // Writing into a String cannot fail.
    let _ = std::fmt::Write::write_str(&mut maud::Escaper::new(&mut out), text);
    PreEscaped(out.replace('\r', "&#13;"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_as_it_is_through_a_parser() {
        assert_eq!(exact("\n\na").into_string(), "\n\n\na");
        assert_eq!(exact("a\r\n<b>&\"").into_string(), "a&#13;\n&lt;b&gt;&amp;&quot;");
    }

    #[test]
    fn the_policy_names_the_style_and_the_script_by_their_digests() {
        let page = Page { title: "</title><script>", style: "", script: "1", draft: true, body: html! { p { "<x>" } } }.render();
        assert!(page.contains("<title>DRAFT: &lt;/title&gt;&lt;script&gt;</title>") && page.contains("<p>&lt;x&gt;</p>"));
        // echo -n 1 | openssl dgst -sha256 -binary | base64
        assert!(page.contains("script-src 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"), "{page}");
        assert!(page.contains(MARK));
    }
}
