//! What holds for the package of any offer: it comes back byte for byte, and nothing in a page of it can start.

use edge_offer::offer::set::set_from_text;
use edge_offer::offer::{Attachment, Document, Kind, steps};
use edge_offer::package::read_back::read_back;
use edge_offer::package::{self, Files, names};
use proptest::prelude::*;

/// What people and enemies write.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,30}",
        any::<String>(),
        "[\r\n\t\"'\\\\<>&]{1,6}",
        Just("\u{feff}\u{feff}x\r\r\n\r\r\r\ny\r".to_string()),
        Just("<script>alert(1)</script> <!-- ]]> </textarea></pre> 👩‍💻 \u{202e}".to_string()),
        Just("\u{feff}<script>x</script><p onclick=x>y".to_string()),
        Just("true".to_string()),
        Just("1.2.3, latest".to_string()),
    ]
}

/// An offer: the sample or nothing, with some fields changed.
fn document() -> impl Strategy<Value = Made> {
    let change = (any::<prop::sample::Index>(), 0usize..3, 0usize..3, text());
    (any::<bool>(), proptest::collection::vec(change, 0..24), text()).prop_map(|(sample, changes, description)| {
        let mut document = if sample { edge_offer::sample::document() } else { Document::parse("format = 1\n".into()).unwrap() };
        let fields: Vec<_> = steps::fields().collect();
        for (field, row, inner, text) in changes {
            let field = fields[field.index(fields.len())];
            let text = match field.kind {
                Kind::Choice(choices) if text.len() % 2 == 0 => choices[text.len() / 2 % choices.len()].value.to_string(),
                Kind::Picture(..) => {
                    let files: Vec<_> =
                        edge_offer::sample::FILES.iter().map(|(name, _)| *name).filter(|name| name.ends_with("png")).collect();
                    files[text.len() % files.len()].to_string()
                }
                _ => text,
            };
            let path = edge_offer::offer::FieldPath::of(field.key, &[row, inner]).to_string();
            let _ = set_from_text(&mut document, &path, &text);
        }
        if set_from_text(&mut document, "listing.description", "x").is_ok() {
            let file = edge_offer::offer::Offer::new(&document).get("listing.description");
            document.attach(&file, Attachment::Text(description));
        }
        for (file, kind) in document.wanted() {
            let attachment = match kind {
                Kind::Picture(..) => Attachment::Picture(edge_offer::media::probe(edge_offer::sample::file(&file).unwrap())),
                _ => Attachment::Text(String::new()),
            };
            document.attach(&file, attachment);
        }
        Made(document)
    })
}

/// A document that is told by its text.
struct Made(Document);

impl std::fmt::Debug for Made {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.toml().text())
    }
}

fn media(document: &Document) -> Files {
    let pictures = names::pictures(document).into_iter();
    pictures.filter_map(|picture| Some((picture.to, edge_offer::sample::file(&picture.from)?.to_vec()))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_offer_read_back_has_the_same_package(Made(document) in document()) {
        let files = package::build(&document, media(&document), true, None);
        let mut expected = package::file_names(&document);
        expected.insert(0, names::DRAFT.to_string());
        expected.sort();
        prop_assert_eq!(expected, files.keys().cloned().collect::<Vec<_>>());
        let read = read_back(&files).unwrap();
        // The bundle goes over the disk, as text.
        let mut again = Document::parse(read.document.toml().text().to_string()).unwrap();
        for (file, attachment) in read.document.attachments() {
            again.attach(file, attachment.clone());
        }
        let of = |name: &str| read.pictures.iter().find(|(own, _)| own == name).map(|(_, bytes)| bytes.clone());
        let media: Files = names::pictures(&again).into_iter().filter_map(|picture| Some((picture.to, of(&picture.from)?))).collect();
        let second = package::build(&again, media, true, None);
        for (name, bytes) in files.iter().filter(|(name, _)| *name != names::CHECKSUMS && *name != names::REPORT_HTML) {
            let other = second.get(name).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
            prop_assert_eq!(Some(String::from_utf8_lossy(bytes).into_owned()), other, "{}", name);
        }
        prop_assert_eq!(files, second);
    }

    #[test]
    fn nothing_in_any_page_can_start(Made(document) in document(), Made(earlier) in document()) {
        let earlier = package::changes::Earlier::of(&package::build(&earlier, Files::new(), true, None)).unwrap();
        for since in [None, Some(&earlier)] {
            for (name, bytes) in package::build(&document, media(&document), true, since) {
                if name.ends_with(".html") && !name.starts_with("listing/") {
                    let page = String::from_utf8(bytes).unwrap();
                    let problems = what_could_start(&page);
                    prop_assert!(problems.is_empty(), "{}: {:?}", name, problems);
                }
            }
        }
    }
}

/// What in a page could run, load or lead somewhere else than to the web.
fn what_could_start(page: &str) -> Vec<String> {
    use html5gum::{Token, Tokenizer};
    let mut found = Vec::new();
    let mut scripts = 0;
    for token in Tokenizer::new(page) {
        let Ok(token) = token;
        let Token::StartTag(tag) = token else { continue };
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        scripts += usize::from(name == "script");
        if matches!(name.as_str(), "iframe" | "object" | "embed" | "link" | "base" | "form" | "svg" | "video" | "audio") {
            found.push(name.clone());
        }
        for (key, value) in &tag.attributes {
            let (key, value) = (String::from_utf8_lossy(key), String::from_utf8_lossy(value));
            let allowed = match key.as_ref() {
                "href" => value.starts_with('#') || value.starts_with("http://") || value.starts_with("https://"),
                "src" => value.starts_with("data:image/png;base64,"),
                "style" | "srcset" | "action" | "formaction" => false,
                key => !key.starts_with("on"),
            };
            if !allowed {
                found.push(format!("{name} {key}={value}"));
            }
        }
    }
    if scripts > 1 {
        found.push(format!("{scripts} scripts"));
    }
    found
}
