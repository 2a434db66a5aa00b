//! **edge-offer**: authors, checks and packages an Azure Marketplace *IoT Edge module* offer.
//!
//! The library holds everything; the binary only calls it. ARCHITECTURE.md is the map.

pub mod disk;
pub mod edge;
pub mod html;
pub mod media;
pub mod nearest;
pub mod offer;
pub mod package;
pub mod platform;
pub mod rule;
pub mod rules;
pub mod sample;
pub mod visible;
