//! Pictures: what a file really is, whatever its name says.

mod probe;

pub use probe::probe;

/// What is known of a picture from its bytes.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PictureFacts {
    /// The file's size in bytes.
    pub bytes: u64,
    /// What the signature says: `PNG`, `JPEG`, …; `unknown` where it says nothing.
    pub format: String,
    /// Width in pixels; 0 where it cannot be told.
    pub width: u32,
    /// Height in pixels; 0 where it cannot be told.
    pub height: u32,
    /// Whether it moves (APNG).
    pub animated: bool,
    /// Why it cannot be decoded, if it cannot.
    pub broken: Option<String>,
}
