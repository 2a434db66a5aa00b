//! Addresses of videos: the two forms that the store embeds.

use super::{Check, Checked};
use crate::offer::Instance;
use crate::rule::{Edit, Examples, Layer, Problem, Rule, Severity, Source};
use url::Url;

static RULE: Rule = Rule {
    id: "video-address-form",
    summary: "a video's address is not of YouTube's or Vimeo's long form",
    severities: Severity::Error.everywhere(),
    layer: Layer::Marketplace,
    explanation: "The store embeds videos of YouTube and Vimeo only, and takes their addresses in one form each: https://www.youtube.com/watch?v=VIDEO_ID and https://vimeo.com/VIDEO_ID. Short addresses (youtu.be), addresses of the player and of lists are not taken.\n\nOpen the video in a browser and copy the address from there.",
    source: Source {
        document: "Partner Center",
        section: "Configure IoT Edge module offer listing details, videos",
        date: "2023-10",
    },
    examples: Examples::Offer {
        fails: &[
            &[("media.videos[0].address", "https://youtu.be/dQw4w9WgXcQ")],
            &[("media.videos[0].address", "https://www.youtube.com/embed/dQw4w9WgXcQ")],
            &[("media.videos[0].address", "https://player.vimeo.com/video/76979871")],
            &[("media.videos[0].address", "https://videos.example/tour.mp4")],
            &[("media.videos[0].address", "https://vimeo.com/channels")],
            &[("media.videos[0].address", "https://www.youtube.com/watch?list=PL1&v=dQw4w9WgXcQ&t=30")],
        ],
        passes: &[
            &[("media.videos[0].address", "https://www.youtube.com/watch?v=dQw4w9WgXcQ")],
            &[("media.videos[0].address", "https://vimeo.com/76979871")],
        ],
    },
};

/// Another form.
pub static CHECKED: Checked = Checked {
    rule: &RULE,
    check: Check::Field(|_, instance: &Instance, findings| {
        if instance.field.key != "media.videos[].address" || instance.is_empty() {
            return;
        }
        let text = instance.text.trim();
        // What is no address at all is said by another rule.
        let Ok(address) = Url::parse(text) else { return };
        let long = long_form(&address);
        if long.as_deref() == Some(text) {
            return;
        }
        let message = match (&long, address.host_str()) {
            (Some(_), _) => "the address of this video is not in the form that the store embeds".to_string(),
            (None, Some(host)) => format!("{host} with this path is no video of YouTube or Vimeo"),
            (None, None) => "this is no video of YouTube or Vimeo".to_string(),
        };
        let whole = 0..instance.text.len();
        let mut problem = Problem::new(&RULE, &instance.text, whole.clone(), message)
            .help("https://www.youtube.com/watch?v=VIDEO_ID or https://vimeo.com/VIDEO_ID");
        if let Some(long) = long {
            let edit = Edit { span: crate::rule::Span::within(&instance.text, whole), text: long.clone() };
            problem = problem.fix(format!("Write {long}"), vec![edit]);
        }
        findings.problem(instance, problem);
    }),
};

/// The long form of a video's address, where it can be told.
fn long_form(address: &Url) -> Option<String> {
    let host = address.host_str()?.trim_start_matches("www.").trim_start_matches("m.");
    let parts: Vec<&str> = address.path_segments()?.filter(|part| !part.is_empty()).collect();
    let youtube = |id: &str| {
        let known = id.len() == 11 && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        known.then(|| format!("https://www.youtube.com/watch?v={id}"))
    };
    let vimeo = |id: &str| {
        let known = !id.is_empty() && id.len() <= 12 && id.bytes().all(|byte| byte.is_ascii_digit());
        known.then(|| format!("https://vimeo.com/{id}"))
    };
    match (host, parts.as_slice()) {
        ("youtube.com", ["watch"]) => address.query_pairs().find(|(key, _)| key == "v").and_then(|(_, id)| youtube(&id)),
        ("youtube.com" | "youtube-nocookie.com", ["embed" | "shorts" | "live", id]) => youtube(id),
        ("youtu.be", [id]) => youtube(id),
        ("vimeo.com", [id]) => vimeo(id),
        ("player.vimeo.com", ["video", id]) => vimeo(id),
        _ => None,
    }
}
