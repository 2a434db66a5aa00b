//! The name of a place in `offer.toml`: `listing.title`, `plans[0].routes[1].value`.

use std::fmt;

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Segment {
    /// A key of a table.
    Key(String),
    /// A row of a list, from 0.
    Row(usize),
}

/// A path from the root of `offer.toml` to a field, a list or a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldPath(Vec<Segment>);

impl FieldPath {
    /// Reads `plans[0].routes[1].value`. `None` where it is not a path: empty keys, a row that is no number.
    pub fn parse(text: &str) -> Option<FieldPath> {
        let mut segments = Vec::new();
        for part in text.split('.') {
            let (key, mut rows) = part.split_at(part.find('[').unwrap_or(part.len()));
            if key.is_empty() {
                return None;
            }
            segments.push(Segment::Key(key.to_string()));
            while !rows.is_empty() {
                let (row, rest) = rows.strip_prefix('[')?.split_once(']')?;
                segments.push(Segment::Row(row.parse().ok()?));
                rows = rest;
            }
        }
        Some(FieldPath(segments))
    }

    /// The path that a pattern of the table of fields (`plans[].routes[].value`) has in the given rows.
    /// Rows that are missing in `rows` count as 0.
    pub fn of(pattern: &str, rows: &[usize]) -> FieldPath {
        let mut rows = rows.iter().copied();
        let mut segments = Vec::new();
        for part in pattern.split('.') {
            let key = part.strip_suffix("[]").unwrap_or(part);
            segments.push(Segment::Key(key.to_string()));
            if key.len() < part.len() {
                segments.push(Segment::Row(rows.next().unwrap_or(0)));
            }
        }
        FieldPath(segments)
    }

    /// The segments, from the root.
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// The path and its last segment; `None` for the root.
    pub fn split_last(&self) -> Option<(FieldPath, &Segment)> {
        let (last, parent) = self.0.split_last()?;
        Some((FieldPath(parent.to_vec()), last))
    }

    /// This path with a key below it.
    pub fn key(&self, key: &str) -> FieldPath {
        let mut segments = self.0.clone();
        segments.push(Segment::Key(key.to_string()));
        FieldPath(segments)
    }

    /// This path with a row below it.
    pub fn row(&self, row: usize) -> FieldPath {
        let mut segments = self.0.clone();
        segments.push(Segment::Row(row));
        FieldPath(segments)
    }

    /// The numbers of the rows on the way: `[0, 1]` for `plans[0].routes[1].value`.
    pub fn rows(&self) -> Vec<usize> {
        self.0
            .iter()
            .filter_map(|segment| match segment {
                Segment::Row(row) => Some(*row),
                Segment::Key(_) => None,
            })
            .collect()
    }

    /// The pattern in the table of fields: `plans[].routes[].value`.
    pub fn pattern(&self) -> String {
        self.written(|_| "[]".to_string())
    }

    /// Whether `self` is `ancestor` or lies below it.
    pub fn is_within(&self, ancestor: &FieldPath) -> bool {
        self.0.starts_with(&ancestor.0)
    }

    fn written(&self, row: impl Fn(usize) -> String) -> String {
        let mut text = String::new();
        for segment in &self.0 {
            match segment {
                Segment::Key(key) => {
                    if !text.is_empty() {
                        text.push('.');
                    }
                    text.push_str(key);
                }
                Segment::Row(number) => text.push_str(&row(*number)),
            }
        }
        text
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written(|row| format!("[{row}]")))
    }
}

impl serde::Serialize for FieldPath {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_reads_as_it_is_written() {
        for text in ["listing.title", "plans[0].routes[12].value", "plans[3]", "a[0][1].b"] {
            assert_eq!(FieldPath::parse(text).unwrap().to_string(), text);
        }
        for text in ["", ".", "a..b", "a[", "a[x]", "a[1]x", "[1]", "a[-1]"] {
            assert_eq!(FieldPath::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_pattern_and_its_rows_make_a_path() {
        let path = FieldPath::of("plans[].routes[].value", &[2, 7]);
        assert_eq!(path.to_string(), "plans[2].routes[7].value");
        assert_eq!(path.pattern(), "plans[].routes[].value");
        assert_eq!(path.rows(), [2, 7]);
        assert!(path.is_within(&FieldPath::parse("plans[2].routes[7]").unwrap()));
        assert!(!path.is_within(&FieldPath::parse("plans[2].routes[1]").unwrap()));
    }
}
