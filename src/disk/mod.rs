//! The disk: bundle, draft, lock, package. The one place that reads and writes files.

pub mod bundle;
pub mod draft;
pub mod lock;
pub mod package;
pub mod pictures;
pub mod recent;
pub mod state;
pub mod write;

/// The SHA-256 of some bytes, in hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    use sha2::Digest;
    use std::fmt::Write;
    sha2::Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing into a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
