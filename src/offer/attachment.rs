//! The files that `offer.toml` names: what is known of each, or why it cannot be used.

use crate::media::PictureFacts;

/// Why a file of the bundle cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum FileFault {
    /// There is none.
    Missing,
    /// It lies outside the bundle: an absolute path, `..`, or a symbolic link that leads out.
    Outside,
    /// It is a folder, a pipe or a device.
    NotAFile,
    /// It has this many bytes, too many for what it is.
    TooLarge(u64),
    /// It is no UTF-8 from this byte on.
    NotUtf8(usize),
    /// The system refuses to read it, with its reason.
    Unreadable(String),
}

/// What is known of a file that `offer.toml` names.
#[derive(Clone, Debug, PartialEq)]
pub enum Attachment {
    /// A text.
    Text(String),
    /// A picture.
    Picture(PictureFacts),
    /// Nothing that could be used.
    Fault(FileFault),
}

impl FileFault {
    /// What is wrong, as the end of a sentence.
    pub fn words(&self) -> String {
        match self {
            FileFault::Missing => "there is no such file".to_string(),
            FileFault::Outside => "it lies outside the bundle".to_string(),
            FileFault::NotAFile => "it is no ordinary file".to_string(),
            FileFault::TooLarge(bytes) => format!("it has {bytes} bytes, too many for what it is"),
            FileFault::NotUtf8(at) => format!("it is no UTF-8 text (byte {})", at + 1),
            FileFault::Unreadable(reason) => reason.clone(),
        }
    }
}
