//! The core: the document that a person edits, the table of fields, and the offer that is read from both.
//!
//! No terminal, no disk, no clock.

pub mod attachment;
pub mod categories;
pub mod document;
pub mod field;
pub mod import;
mod journal;
pub mod path;
pub mod reading;
pub mod set;
pub mod steps;
mod toml_literal;
pub mod toml_text;

pub use attachment::{Attachment, FileFault};
pub use document::{Document, OFFER_FILE};
pub use field::{Edition, Field, Kind};
pub use path::FieldPath;
pub use reading::{Instance, Offer, Reading};
pub use toml_text::Value;
