//! Web addresses.

use super::{Check, Checked};
use crate::offer::Kind;
use crate::rule::{Examples, Layer, Rule, Severity, Source};
use url::{Host, Url};

static RULE: Rule = Rule {
    id: "address-not-web",
    summary: "a web address is malformed, or nobody else can reach it",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "The form takes full addresses that begin with http:// or https://. An address with a user name, of this machine (localhost) or of a private network works for you and for no customer.",
    source: Source {
        document: "Partner Center",
        section: "IoT Edge module offer listing details, useful links",
        date: "2023-10",
    },
    examples: Examples::Offer {
        fails: &[
            &[("legal.privacy-policy", "fjordsensing.example/privacy")],
            &[("legal.privacy-policy", "ftp://fjordsensing.example/")],
            &[("support.website", "mailto:support@fjordsensing.example")],
            &[("legal.privacy-policy", "javascript:alert(1)")],
            &[("legal.privacy-policy", "https://localhost:8080/")],
            &[("legal.privacy-policy", "http://192.168.1.4/")],
            &[("legal.privacy-policy", "https://me:secret@fjordsensing.example/")],
            &[("legal.privacy-policy", "https://fjord sensing.example/")],
            &[("legal.privacy-policy", "https://fjordsensing/")],
        ],
        passes: &[
            &[("legal.privacy-policy", "https://fjordsensing.example:8443/a?b=c#d")],
            &[("legal.privacy-policy", "https://bücher.example/")],
        ],
    },
};

/// The rule.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Field(|_, instance, findings| {
        if instance.field.kind != Kind::Address || instance.is_empty() {
            return;
        }
        if let Some((message, help)) = fault(&instance.text) {
            findings.at(&RULE, instance, message).help(help);
        }
    }),
};

/// What is wrong with an address, and what to do.
pub fn fault(text: &str) -> Option<(String, String)> {
    let say = |message: &str, help: &str| Some((message.to_string(), help.to_string()));
    if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return say("an address has no blanks", "write %20 for a space that belongs there");
    }
    let url = match Url::parse(text) {
        Ok(url) => url,
        Err(url::ParseError::RelativeUrlWithoutBase) => {
            return say("the address does not begin with http:// or https://", &format!("write https://{text}"));
        }
        Err(error) => {
            return say(&format!("this is no web address: {error}"), "for example: https://fjordsensing.example/support");
        }
    };
    if !matches!(url.scheme(), "http" | "https") || !text.to_ascii_lowercase().starts_with("http") || !text.contains("://") {
        return say("the address does not begin with http:// or https://", "give the address of a web page");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return say("the address holds a user name", "give an address that everybody can open");
    }
    match url.host() {
        Some(Host::Domain(domain)) if domain == "localhost" || domain.ends_with(".localhost") || domain.ends_with(".local") => {
            say("the address is one of your own machine", "give an address that everybody can open")
        }
        Some(Host::Domain(domain)) if !domain.trim_end_matches('.').contains('.') => {
            say("the address has no domain with a dot", "give an address that everybody can open")
        }
        Some(Host::Ipv4(ip)) if ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_unspecified() => {
            say("the address is one of a private network", "give an address that everybody can open")
        }
        Some(Host::Ipv6(ip)) if ip.is_loopback() || ip.is_unspecified() || ip.is_unique_local() || ip.is_unicast_link_local() => {
            say("the address is one of a private network", "give an address that everybody can open")
        }
        Some(_) => None,
        None => say("the address names no host", "for example: https://fjordsensing.example/support"),
    }
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn only_what_everybody_can_open_is_an_address() {
        for address in
            ["https://a.example", "HTTP://a.example/", "https://[2001:db8::1]/", "http://8.8.8.8/", "https://a.example./"]
        {
            assert_eq!(fault(address), None, "{address}");
        }
        for (address, words) in [
            ("https://tank.local/", "your own machine"),
            ("https://a.localhost/", "your own machine"),
            ("http://10.0.0.1/", "private network"),
            ("http://127.0.0.1/", "private network"),
            ("http://169.254.1.1/", "private network"),
            ("http://0.0.0.0/", "private network"),
            ("http://[::1]/", "private network"),
            ("http://[::]/", "private network"),
            ("http://[fd00::1]/", "private network"),
            ("http://[fe80::1]/", "private network"),
            ("https://me@a.example/", "user name"),
            ("https://:secret@a.example/", "user name"),
            ("https:a.example", "does not begin with"),
            ("data:text/plain,http://a.example", "does not begin with"),
            ("https://a.example/\u{1}", "no blanks"),
            ("https://", "no web address"),
        ] {
            assert!(fault(address).is_some_and(|(message, _)| message.contains(words)), "{address}: {:?}", fault(address));
        }
    }
}
