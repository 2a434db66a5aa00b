//! One wizard on one bundle: the second learns of the first.

use super::state;
use anyhow::Result;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

/// A bundle that is ours while this lives. The system releases it with the process, however that ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// What became of the wish to have a bundle.
#[derive(Debug)]
pub enum Locked {
    /// It is ours.
    Ours(Lock),
    /// Another process has it; its number, if it can be read.
    Elsewhere(Option<u32>),
}

/// Locks `bundle` for this process.
///
/// # Errors
/// Where the state folder cannot be written.
pub fn lock(bundle: &Path) -> Result<Locked> {
    let folder = state::folder()?.join("locks");
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(state::key(bundle));
    let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
    match file.try_lock() {
        Ok(()) => {
            file.set_len(0)?;
            file.rewind()?;
            write!(file, "{}", std::process::id())?;
            Ok(Locked::Ours(Lock { _file: file }))
        }
        Err(TryLockError::WouldBlock) => {
            let mut owner = String::new();
            // Some systems do not let others read a locked file.
            let _ = file.read_to_string(&mut owner);
            Ok(Locked::Elsewhere(owner.trim().parse().ok()))
        }
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}
