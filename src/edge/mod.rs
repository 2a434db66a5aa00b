//! The runtime's own law: what edgeHub, edgeAgent, aziot-edged and dockerd really accept.
//!
//! Pure: it knows no disk, no terminal, no bundle. Each function takes a text and answers with problems at byte spans in that text.

pub mod body_path;
pub mod condition;
pub mod endpoint;
pub mod json;
pub mod route;
