//! The disk: bundle, draft, lock, package. The one place that reads and writes files.

pub mod bundle;
pub mod draft;
pub mod exports;
pub mod facts;
pub mod lock;
pub mod package;
pub mod pictures;
pub mod recent;
pub mod state;
pub mod write;

pub use crate::package::digest;
