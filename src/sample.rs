//! The sample offer, which the binary carries within itself.

use crate::offer::{Attachment, Document, Kind};

macro_rules! files {
    ($($name:literal),* $(,)?) => { &[$(($name, include_bytes!(concat!("../assets/sample/", $name)))),*] };
}

/// The sample's files: path in the bundle, and bytes.
pub static FILES: &[(&str, &[u8])] = files![
    "offer.toml",
    "description.html",
    "terms.html",
    "create-options.json",
    "logos/master.svg",
    "logos/small-40x40.png",
    "logos/small-48x48.png",
    "logos/medium-90x90.png",
    "logos/large-115x115.png",
    "logos/wide-255x115.png",
    "logos/large-350x350.png",
    "logos/hero-815x290.png",
    "screenshots/levels.png",
    "screenshots/levels-2018.png",
];

/// The bytes of one file of the sample.
pub fn file(path: &str) -> Option<&'static [u8]> {
    FILES.iter().find(|(name, _)| *name == path).map(|(_, bytes)| *bytes)
}

/// The sample as a document, with all its files attached. Empty if the assets are damaged, which a test excludes.
pub fn document() -> Document {
    // Its pictures are looked at once.
    static SAMPLE: std::sync::LazyLock<Document> = std::sync::LazyLock::new(read);
    SAMPLE.clone()
}

fn read() -> Document {
    let text = |path: &str| String::from_utf8_lossy(file(path).unwrap_or_default()).into_owned();
    let mut document = match Document::parse(text("offer.toml")) {
        Ok(document) => document,
        Err(_) => return Document::default(),
    };
    for (path, kind) in document.wanted() {
        let attachment = match kind {
            Kind::Picture(..) => Attachment::Picture(crate::media::probe(file(&path).unwrap_or_default())),
            _ => Attachment::Text(text(&path)),
        };
        document.attach(&path, attachment);
    }
    document
}
