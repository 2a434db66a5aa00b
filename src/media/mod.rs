//! Pictures: what a file really is, whatever its name says; what can be seen in it; and every logo from one master.

pub mod cells;
pub mod compose;
pub mod encode;
pub mod judge;
pub mod light;
pub mod make;
pub mod master;
pub mod picture;
mod probe;
mod svg;

pub use judge::{Ground, Look};
pub use master::{Master, Refusal};
pub use picture::Picture;
pub use probe::{decode, decode_any, number, probe};

/// What is known of a picture from its bytes.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
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
    /// A number for its bytes: two files with the same number are the same picture.
    #[serde(default)]
    pub digest: u64,
    /// Whether this program made the file and nobody changed it since.
    #[serde(default)]
    pub made_here: bool,
    /// What can be seen in it; `None` where it was not looked at: it is no PNG, broken, or too large for the store.
    #[serde(default)]
    pub look: Option<Look>,
}

#[cfg(test)]
mod tests;
