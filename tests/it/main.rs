//! The program from outside: its screens, its command line, and the real binary in a pseudo-terminal.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says where")]

/// Says something past the test runner, which keeps what tests print to itself while they pass.
macro_rules! tell {
    ($($words:tt)*) => {{
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), $($words)*);
    }};
}

mod browser;
mod cli;
mod docs;
mod drawn;
mod faults;
mod from;
mod internet;
mod journeys;
mod lint;
mod logos;
mod online;
mod online_registry;
mod package;
mod package_properties;
mod pictures;
mod pty;
mod review;
mod round_trip;
mod rules;
mod screens;
mod support;
mod told;
