//! The sources that several rules share.

use crate::rule::Source;

/// A source file of IoT Edge 1.6.1.
pub const fn iotedge(document: &'static str, section: &'static str) -> Source {
    Source { document, section, date: "2026-11" }
}

/// The plan's technical configuration in Partner Center.
pub const fn form(section: &'static str) -> Source {
    Source { document: "Partner Center, iot-edge-plan-technical-configuration.md", section, date: "2023-10-23" }
}
