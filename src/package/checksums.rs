//! `SHA256SUMS`: what belongs to a package, and whether it is still what it was.

use super::Files;
use super::names::CHECKSUMS;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The SHA-256 of some bytes, in hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing into a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The list of digests over all files of a package, as `sha256sum` reads it.
pub fn write(files: &Files) -> String {
    files.iter().filter(|(name, _)| *name != CHECKSUMS).map(|(name, bytes)| format!("{}  {name}\n", digest(bytes))).collect()
}

/// The digests of a list, by the files' names; or the number of the line that is none, from 1.
pub fn parse(text: &str) -> Result<BTreeMap<&str, &str>, usize> {
    let mut sums = BTreeMap::new();
    for (number, line) in text.lines().enumerate() {
        let whole = line.split_once("  ").filter(|(sum, name)| {
            sum.len() == 64 && sum.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) && !name.is_empty()
        });
        match whole {
            Some((sum, name)) if sums.insert(name, sum).is_none() => {}
            _ => return Err(number + 1),
        }
    }
    Ok(sums)
}

/// How a package differs from what was exported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tampered {
    /// Files with other bytes.
    pub changed: Vec<String>,
    /// Files that are gone.
    pub missing: Vec<String>,
    /// Files that do not belong to it.
    pub added: Vec<String>,
    /// The line of the list of digests that is none.
    pub bad_line: Option<usize>,
}

impl Tampered {
    /// Whether it is all as it was exported.
    pub fn is_nothing(&self) -> bool {
        *self == Tampered::default()
    }

    /// One line for each difference.
    pub fn lines(&self) -> Vec<String> {
        let named = |word: &str, names: &[String]| names.iter().map(|name| format!("{word}: {name}")).collect::<Vec<_>>();
        let bad = self.bad_line.map(|line| format!("changed: {CHECKSUMS} (line {line} is no digest of a file)"));
        [named("changed", &self.changed), named("missing", &self.missing), named("added", &self.added), bad.into_iter().collect()]
            .concat()
    }
}

/// Compares the files of a package with its list of digests. `None` where it has no list.
pub fn verify(files: &Files) -> Option<Tampered> {
    let list = String::from_utf8_lossy(files.get(CHECKSUMS)?).into_owned();
    let sums = match parse(&list) {
        Ok(sums) => sums,
        Err(line) => return Some(Tampered { bad_line: Some(line), ..Tampered::default() }),
    };
    let mut tampered = Tampered::default();
    for (name, sum) in &sums {
        match files.get(*name) {
            None => tampered.missing.push((*name).to_string()),
            Some(bytes) if digest(bytes) != *sum => tampered.changed.push((*name).to_string()),
            Some(_) => {}
        }
    }
    tampered.added = files.keys().filter(|name| *name != CHECKSUMS && !sums.contains_key(name.as_str())).cloned().collect();
    Some(tampered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_difference_is_found() {
        let mut files = Files::from([("a".to_string(), b"1".to_vec()), ("b/c d".to_string(), b"2".to_vec())]);
        assert_eq!(verify(&files), None);
        files.insert(CHECKSUMS.to_string(), write(&files).into_bytes());
        assert!(verify(&files).unwrap().is_nothing());
        files.insert("a".to_string(), b"x".to_vec());
        files.insert("new".to_string(), b"x".to_vec());
        files.remove("b/c d");
        assert_eq!(verify(&files).unwrap().lines(), ["changed: a", "missing: b/c d", "added: new"]);
        files.insert(CHECKSUMS.to_string(), b"nothing\n".to_vec());
        assert_eq!(verify(&files).unwrap().bad_line, Some(1));
    }
}
