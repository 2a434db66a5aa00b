//! **edge-offer**: authors, checks and packages an Azure Marketplace *IoT Edge module* offer.
//!
//! The library holds everything; the binary only calls it. ARCHITECTURE.md is the map.

pub mod accessible;
pub mod app;
pub mod cli;
pub mod clock;
pub mod disk;
pub mod edge;
pub mod fixing;
pub mod html;
pub mod logos;
pub mod media;
pub mod nearest;
pub mod offer;
pub mod online;
pub mod package;
pub mod platform;
pub mod report;
pub mod rule;
pub mod rules;
pub mod sample;
pub mod schema;
pub mod starter;
pub mod ui;
pub mod visible;
pub mod wizard;
pub mod wrap;
