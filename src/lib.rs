//! **edge-offer**: authors, checks and packages an Azure Marketplace *IoT Edge module* offer.
//!
//! The library holds everything; the binary only calls [`edge`] and its siblings. See ARCHITECTURE.md for the map.

pub mod edge;
pub mod rule;
