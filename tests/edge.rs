//! The whole corpus of real cases, each with the real runtime's verdict, if it lies beside the project; and properties that hold for any text.

#![allow(clippy::expect_used, reason = "helpers of tests; what fails here fails the test")]

/// Says something past the test runner, which keeps what tests print to itself while they pass.
macro_rules! tell {
    ($($words:tt)*) => {{
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), $($words)*);
    }};
}

#[path = "edge/corpus.rs"]
mod corpus;
#[path = "edge/properties.rs"]
mod properties;
#[path = "edge/robust.rs"]
mod robust;
