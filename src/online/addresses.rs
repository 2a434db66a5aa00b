//! The web addresses of an offer.

use super::client::{Client, Failure, Reply, is_private};
use super::rules;
use super::{Answer, Task};
use crate::offer::{FieldPath, Kind, Offer};
use url::Url;

/// An address, and every field that has it.
pub struct Address {
    url: Url,
    fields: Vec<FieldPath>,
}

/// The addresses that are worth asking for, each once, in the order of the form.
pub fn tasks(offer: &Offer, client: &Client) -> Vec<Task> {
    let mut addresses: Vec<Address> = Vec::new();
    for instance in offer.applicable().filter(|instance| instance.field.kind == Kind::Address) {
        let Ok(url) = Url::parse(instance.text.trim()) else { continue };
        if !matches!(url.scheme(), "http" | "https") || (!client.options.private_addresses && is_private(&url)) {
            continue;
        }
        match addresses.iter_mut().find(|known| known.url == url) {
            Some(known) => known.fields.push(instance.path),
            None => addresses.push(Address { url, fields: vec![instance.path] }),
        }
    }
    addresses.into_iter().map(Task::Address).collect()
}

impl Address {
    /// Asks for the page: HEAD, and GET where HEAD is refused.
    pub fn check(&self, client: &Client) -> Answer {
        let head = client.ask("HEAD", &self.url, &[]);
        let reply = match head {
            // Many servers know HEAD badly; what they say to GET counts.
            Ok(reply) if !reply.status.is_success() => client.ask("GET", &self.url, &[]),
            Err(Failure::Nonsense(_)) => client.ask("GET", &self.url, &[]),
            other => other,
        };
        let mut answer = Answer { answered: !matches!(reply, Err(Failure::Nobody(_) | Failure::TooSlow)), remarks: Vec::new() };
        for field in &self.fields {
            match &reply {
                Ok(reply) => self.judge(reply, field, &mut answer),
                Err(failure) => Address::failed(failure, field, &mut answer),
            }
        }
        answer
    }

    fn judge(&self, reply: &Reply, field: &FieldPath, answer: &mut Answer) {
        let (status, url) = (reply.status, &reply.url);
        let place = if *url == self.url { String::new() } else { format!(" at {url}") };
        match status.as_u16() {
            200..=299 => {}
            401 | 403 | 407 => {
                let message = format!("the server wants a sign-in ({status}){place}");
                return answer.add(&rules::ADDRESS_UNSURE, field, message, "look whether the page opens without one");
            }
            408 | 425 | 429 | 503 | 504 => {
                let message = format!("the server is busy or refuses programs ({status}){place}");
                return answer.add(&rules::ADDRESS_UNSURE, field, message, "look at it in a browser");
            }
            _ => {
                let message = format!("the page does not open: {status}{place}");
                return answer.add(&rules::ADDRESS_FAILS, field, message, "mend the address or the page");
            }
        }
        let kind = reply.header("content-type").split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let is_page =
            kind.is_empty() || kind.starts_with("text/") || kind == "application/pdf" || kind == "application/xhtml+xml";
        if reply.header("content-disposition").to_ascii_lowercase().starts_with("attachment") || !is_page {
            answer.add(&rules::ADDRESS_DOWNLOADS, field, format!("this begins a download ({kind})"), "link a page");
        }
        if reply.moved == Some(true) {
            answer.add(&rules::ADDRESS_MOVED, field, format!("the page has moved for good to {url}"), "write the new address");
        }
    }

    fn failed(failure: &Failure, field: &FieldPath, answer: &mut Answer) {
        match failure {
            Failure::Nobody(reason) | Failure::Redirect(reason) => {
                answer.add(&rules::ADDRESS_FAILS, field, format!("the page does not open: {reason}"), "mend the address");
            }
            Failure::TooSlow => {
                let message = "the page did not come within ten seconds".to_string();
                answer.add(&rules::ADDRESS_UNSURE, field, message, "look at it in a browser");
            }
            Failure::Certificate(reason) => {
                let message = format!("the certificate is not to be trusted: {reason}");
                answer.add(&rules::ADDRESS_CERTIFICATE, field, message, "renew it, or mend the address");
            }
            Failure::Nonsense(reason) => {
                answer.add(
                    &rules::ADDRESS_FAILS,
                    field,
                    format!("the server's answer is broken: {reason}"),
                    "look at it in a browser",
                );
            }
        }
    }
}
