//! The text of `offer.toml`, and edits of it that leave every other byte as it is.
//!
//! The text is the truth. `toml_edit` parses it and says where each value stands; a change replaces just those bytes
//! and parses again. (Writing `toml_edit`'s own tree back would move interleaved dotted keys and rewrite line ends.)

use super::path::{FieldPath, Segment};
use super::toml_literal::literal;
use crate::rule::{Edit, Position, Span};
use std::sync::{Arc, OnceLock};
use toml_edit::{Document, Item, TableLike, Value as TomlValue};

/// What a field holds in `offer.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A string. Line ends are LF, whatever the file has.
    Text(String),
    /// `true` or `false`.
    Flag(bool),
    /// An array of strings.
    List(Vec<String>),
}

/// Why a text is no TOML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TomlFault {
    /// What is wrong, in the parser's words.
    pub message: String,
    /// The byte at which it was noticed.
    pub at: usize,
    /// Its line and column.
    pub position: Position,
    /// The line on which it stands.
    pub line: String,
}

/// An edit that cannot be made because the file has something else at that place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditRefused(pub String);

impl std::fmt::Display for EditRefused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What stands at a path.
#[derive(Clone, Copy)]
pub enum Node<'a> {
    /// A table, in whatever notation.
    Table(&'a dyn TableLike),
    /// A value; arrays and inline tables too.
    Value(&'a TomlValue),
    /// `[[rows]]`.
    Rows(&'a toml_edit::ArrayOfTables),
}

/// A parsed `offer.toml`.
#[derive(Clone, Debug)]
pub struct TomlText {
    document: Arc<Document<String>>,
    /// Found when they are first asked for: a bundle of a hundred plans has thousands.
    sections: Arc<OnceLock<Vec<Section>>>,
}

impl Default for TomlText {
    fn default() -> TomlText {
        #[expect(clippy::expect_used, reason = "an empty text is TOML")]
        TomlText::parse(String::new()).expect("an empty text is TOML")
    }
}

/// One `[header]` or `[[header]]` and what belongs to it.
#[derive(Clone, Debug)]
struct Section {
    path: FieldPath,
    /// Where its header begins, and the comment lines that stand directly on it.
    start: usize,
    /// Where its header ends.
    header_end: usize,
    /// Where its last value ends, or its header.
    content_end: usize,
}

impl TomlText {
    /// Parses a text. A leading byte order mark is kept.
    pub fn parse(text: String) -> Result<TomlText, TomlFault> {
        match Document::parse(text.clone()) {
            Ok(document) => Ok(TomlText { document: Arc::new(document), sections: Arc::default() }),
            Err(error) => {
                let at = Span::within(&text, error.span().unwrap_or(0..0)).start;
                let position = Position::of(&text, at);
                let line = text.lines().nth(position.line - 1).unwrap_or("").to_string();
                Err(TomlFault { message: error.message().replace('\n', ", "), at, position, line })
            }
        }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        self.document.raw()
    }

    /// The root table.
    pub fn root(&self) -> &dyn TableLike {
        self.document.as_table()
    }

    /// What stands at `path`.
    pub fn node(&self, path: &FieldPath) -> Option<Node<'_>> {
        let mut node = Node::Table(self.document.as_table());
        for segment in path.segments() {
            node = match (segment, node) {
                (Segment::Key(key), Node::Table(table)) => of_item(table.get(key)?)?,
                (Segment::Key(key), Node::Value(TomlValue::InlineTable(table))) => of_value(table.get(key)?),
                (Segment::Row(row), Node::Rows(rows)) => Node::Table(rows.get(*row)?),
                (Segment::Row(row), Node::Value(TomlValue::Array(array))) => of_value(array.get(*row)?),
                _ => return None,
            };
        }
        Some(node)
    }

    /// How many rows the list at `path` has; 0 where there is none.
    pub fn rows(&self, path: &FieldPath) -> usize {
        match self.node(path) {
            Some(Node::Rows(rows)) => rows.len(),
            Some(Node::Value(TomlValue::Array(array))) => array.len(),
            _ => 0,
        }
    }

    /// The bytes that name `path`: its value, or else its header.
    pub fn span(&self, path: &FieldPath) -> Option<Span> {
        let range = match self.node(path)? {
            Node::Value(value) => value.span(),
            Node::Rows(rows) => rows.get(0).and_then(|row| row.span()),
            // A table without a header of its own begins with its first subtable.
            Node::Table(_) => self
                .sections()
                .iter()
                .find(|section| section.path.is_within(path))
                .map(|section| section.header_start(self.text())..section.header_end),
        }?;
        Some(Span::within(self.text(), range))
    }

    /// The edit that puts `value` at `path`. Tables on the way are made; rows are not.
    pub fn set(&self, path: &FieldPath, value: &Value) -> Result<Edit, EditRefused> {
        if let Some(node) = self.node(path) {
            let Node::Value(old) = node else {
                return Err(EditRefused(format!("{path} is a table in offer.toml, not a value")));
            };
            let span = Span::within(self.text(), old.span().unwrap_or(0..0));
            return Ok(Edit { span, text: literal(value, &self.text()[span.range()], self.newline()) });
        }
        let Some((parent, Segment::Key(key))) = path.split_last() else {
            return Err(EditRefused(format!("{path} is no place for a value")));
        };
        let text = format!("{key} = {}", literal(value, "", self.newline()));
        match self.node(&parent) {
            Some(Node::Value(TomlValue::InlineTable(table))) => Ok(self.insert_into_braces(table, &text)),
            Some(Node::Table(_)) => Ok(self.insert_line(&parent, &text)),
            Some(_) => Err(EditRefused(format!("{parent} is no table in offer.toml"))),
            None => match parent.segments().last() {
                Some(Segment::Row(_)) => Err(EditRefused(format!("there is no {parent} in offer.toml"))),
                _ => {
                    self.check_way(&parent)?;
                    Ok(self.append(&format!("[{parent}]{}{text}", self.newline())))
                }
            },
        }
    }

    /// The edit that adds an empty row at the end of the list at `path`.
    pub fn push_row(&self, path: &FieldPath) -> Result<Edit, EditRefused> {
        let header = format!("[[{}]]", path.pattern().replace("[]", ""));
        match self.node(path) {
            Some(Node::Rows(rows)) => {
                let last = path.row(rows.len().saturating_sub(1));
                Ok(self.insert_section_after(&last, &header))
            }
            Some(Node::Value(TomlValue::Array(array))) => Ok(self.insert_element(array)),
            Some(_) => Err(EditRefused(format!("{path} is no list in offer.toml"))),
            None => {
                let Some((parent, Segment::Key(key))) = path.split_last() else {
                    return Err(EditRefused(format!("{path} is no list")));
                };
                match self.node(&parent) {
                    Some(Node::Value(TomlValue::InlineTable(table))) => {
                        Ok(self.insert_into_braces(table, &format!("{key} = [{{}}]")))
                    }
                    Some(Node::Table(_)) if matches!(parent.segments().last(), Some(Segment::Row(_))) => {
                        Ok(self.insert_section_after(&parent, &header))
                    }
                    Some(Node::Table(_)) => Ok(self.append(&header)),
                    Some(_) => Err(EditRefused(format!("{parent} is no table in offer.toml"))),
                    None if matches!(parent.segments().last(), Some(Segment::Row(_))) => {
                        Err(EditRefused(format!("there is no {parent} in offer.toml")))
                    }
                    None => {
                        self.check_way(&parent)?;
                        Ok(self.append(&header))
                    }
                }
            }
        }
    }

    /// The edits that remove row `row` of the list at `path`, last place first.
    pub fn remove_row(&self, path: &FieldPath, row: usize) -> Result<Vec<Edit>, EditRefused> {
        let gone = |span: Span| Edit { span, text: String::new() };
        match self.node(path) {
            Some(Node::Rows(rows)) if row < rows.len() => {
                let mut regions = self.regions(&path.row(row));
                regions.reverse();
                Ok(regions.into_iter().map(|region| gone(self.with_blank_lines(region))).collect())
            }
            Some(Node::Value(TomlValue::Array(array))) if row < array.len() => {
                let spans: Vec<Span> =
                    array.iter().map(|value| Span::within(self.text(), value.span().unwrap_or(0..0))).collect();
                let span = match (row, spans.get(row + 1)) {
                    (_, Some(next)) => Span { start: spans[row].start, end: next.start },
                    (0, None) => spans[0],
                    (_, None) => Span { start: spans[row - 1].end, end: spans[row].end },
                };
                Ok(vec![gone(span)])
            }
            _ => Err(EditRefused(format!("there is no {} in offer.toml", path.row(row)))),
        }
    }

    /// The edits that exchange row `row` and the row after it, last place first.
    pub fn swap_rows(&self, path: &FieldPath, row: usize) -> Result<Vec<Edit>, EditRefused> {
        let spans = match self.node(path) {
            Some(Node::Rows(rows)) if row + 1 < rows.len() => {
                let (first, second) = (self.regions(&path.row(row)), self.regions(&path.row(row + 1)));
                let ([first], [second]) = (first.as_slice(), second.as_slice()) else {
                    return Err(EditRefused(format!(
                        "the parts of {} are scattered in offer.toml; move them together there first",
                        path.row(row)
                    )));
                };
                [*first, *second]
            }
            Some(Node::Value(TomlValue::Array(array))) if row + 1 < array.len() => {
                [row, row + 1].map(|row| Span::within(self.text(), array.get(row).and_then(TomlValue::span).unwrap_or(0..0)))
            }
            _ => return Err(EditRefused(format!("there is no {} in offer.toml", path.row(row + 1)))),
        };
        let text = spans.map(|span| self.text()[span.range()].to_string());
        let [first, second] = text;
        Ok(vec![Edit { span: spans[1], text: first }, Edit { span: spans[0], text: second }])
    }

    /// The file's line end, as its first line has it.
    pub fn newline(&self) -> &'static str {
        match self.text().find('\n') {
            Some(at) if self.text()[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }

    /// A table may be made at `path` only where nothing else stands on the way.
    fn check_way(&self, path: &FieldPath) -> Result<(), EditRefused> {
        let mut way = path.clone();
        while let Some((parent, _)) = way.split_last() {
            match self.node(&way) {
                Some(Node::Table(_)) => return Ok(()),
                Some(_) => return Err(EditRefused(format!("{way} is no table in offer.toml"))),
                None => way = parent,
            }
        }
        Ok(())
    }

    /// A line in the body of the table at `path`: after its last value, or under its header, or under a header made for it.
    fn insert_line(&self, path: &FieldPath, line: &str) -> Edit {
        let newline = self.newline();
        let Some(Node::Table(table)) = self.node(path) else { return self.append(line) };
        let prefix = self.dotted_prefix(path);
        if let Some(end) = last_value_end(table) {
            let at = self.line_end(end);
            return insertion(at, format!("{newline}{}{prefix}{line}", self.indent(end)));
        }
        if path.segments().is_empty() {
            return match self.sections().first() {
                Some(first) => insertion(first.start, format!("{line}{newline}{newline}")),
                None => self.append(line),
            };
        }
        let sections = self.sections();
        if let Some(own) = sections.iter().find(|section| section.path == *path) {
            return insertion(self.line_end(own.header_end), format!("{newline}{line}"));
        }
        match sections.iter().find(|section| section.path.is_within(path)) {
            Some(child) => insertion(child.start, format!("[{path}]{newline}{line}{newline}{newline}")),
            None => self.append(&format!("[{path}]{newline}{line}")),
        }
    }

    /// The keys that a line needs before its own where its table is written with dotted keys: `contact.` in `[support]`.
    fn dotted_prefix(&self, path: &FieldPath) -> String {
        let mut prefix = String::new();
        let mut way = path.clone();
        while let Some((parent, Segment::Key(key))) = way.split_last() {
            let dotted = match self.node(&parent) {
                Some(Node::Table(table)) => table.get(key).and_then(Item::as_table).is_some_and(toml_edit::Table::is_dotted),
                _ => false,
            };
            if !dotted {
                break;
            }
            prefix.insert_str(0, &format!("{key}."));
            way = parent;
        }
        prefix
    }

    fn insert_into_braces(&self, table: &toml_edit::InlineTable, text: &str) -> Edit {
        let last = table.iter().filter_map(|(_, value)| value.span()).map(|span| span.end).max();
        match (last, table.span()) {
            (Some(end), _) => insertion(end, format!(", {text}")),
            (None, Some(braces)) => insertion(braces.start + 1, format!(" {text} ")),
            (None, None) => self.append(text),
        }
    }

    fn insert_element(&self, array: &toml_edit::Array) -> Edit {
        let last = array.iter().filter_map(TomlValue::span).last();
        match (last, array.span()) {
            (Some(last), _) => {
                let indent = self.indent(last.start);
                let own_line = self.text()[..last.start].trim_end_matches([' ', '\t']).ends_with('\n');
                let between = if own_line { format!(",{}{indent}", self.newline()) } else { ", ".to_string() };
                insertion(last.end, format!("{between}{{}}"))
            }
            (None, Some(brackets)) => insertion(brackets.start + 1, "{}".to_string()),
            (None, None) => insertion(self.text().len(), String::new()),
        }
    }

    /// A new section behind everything that belongs to `path`.
    fn insert_section_after(&self, path: &FieldPath, header: &str) -> Edit {
        let newline = self.newline();
        let end = self.sections().iter().filter(|section| section.path.is_within(path)).map(|section| section.content_end).max();
        let at = self.line_end(end.unwrap_or(self.text().len()));
        insertion(at, format!("{newline}{newline}{header}"))
    }

    /// A new section at the end of the file; the file's last line keeps its line end, or its lack of one.
    fn append(&self, section: &str) -> Edit {
        let newline = self.newline();
        let text = self.text();
        let kept = text.trim_end_matches(['\n', '\r', ' ', '\t']).len();
        let before = if kept == 0 { String::new() } else { format!("{newline}{newline}") };
        // What follows the last line (a comment may be that line) stays where it is: behind the new section.
        let after = if text.is_empty() { newline } else { "" };
        insertion(kept, format!("{before}{section}{after}"))
    }

    /// The stretches of the text that belong to `path`, in order; neighbours are one.
    fn regions(&self, path: &FieldPath) -> Vec<Span> {
        let mut regions: Vec<Span> = Vec::new();
        let mut before_is_ours = false;
        for section in self.sections() {
            let ours = section.path.is_within(path);
            if ours {
                let end = self.line_end(section.content_end);
                match regions.last_mut() {
                    Some(region) if before_is_ours => region.end = end,
                    _ => regions.push(Span { start: section.start, end }),
                }
            }
            before_is_ours = ours;
        }
        regions
    }

    /// A region with the blank lines that separate it from what follows, or at the end of the file from what precedes.
    fn with_blank_lines(&self, region: Span) -> Span {
        let text = self.text();
        let rest = &text[region.end..];
        let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
        if region.end + blank < text.len() {
            // Spaces that indent what follows stay with it.
            let end = rest[..blank].rfind('\n').map_or(region.end, |newline| region.end + newline + 1);
            return Span { start: region.start, end };
        }
        let start = text[..region.start].trim_end_matches([' ', '\t', '\r', '\n']).len();
        Span { start, end: region.end }
    }

    fn sections(&self) -> &[Section] {
        self.sections.get_or_init(|| {
            let mut sections = Vec::new();
            collect_sections(self.document.as_table(), &FieldPath::default(), &mut sections);
            sections.sort_by_key(|section| section.header_end);
            for section in &mut sections {
                section.start = self.attached_start(section.start);
            }
            sections
        })
    }

    /// The start of the comment lines directly above the line of `at`.
    fn attached_start(&self, at: usize) -> usize {
        let text = self.text();
        let mut start = line_start(text, at);
        while start > 0 {
            let above = line_start(text, start - 1);
            if !text[above..start].trim_start().starts_with('#') {
                break;
            }
            start = above;
        }
        // The comment at the very top speaks of the file, not of its first section.
        if start == 0 && at > 0 { line_start(text, at) } else { start }
    }

    fn line_end(&self, at: usize) -> usize {
        let text = self.text();
        let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
        if text[..end].ends_with('\r') && end > at { end - 1 } else { end }
    }

    fn indent(&self, at: usize) -> &str {
        let line = &self.text()[line_start(self.text(), at)..];
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    }
}

impl Section {
    /// Where the header itself begins, without the comments above it.
    fn header_start(&self, text: &str) -> usize {
        line_start(text, self.header_end)
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

fn insertion(at: usize, text: String) -> Edit {
    Edit { span: Span { start: at, end: at }, text }
}

fn of_item(item: &Item) -> Option<Node<'_>> {
    match item {
        Item::None => None,
        Item::Value(value) => Some(of_value(value)),
        Item::Table(table) => Some(Node::Table(table)),
        Item::ArrayOfTables(rows) => Some(Node::Rows(rows)),
    }
}

/// An inline table is a table to those who read and a value to those who write; [`TomlText::node`] gives the value.
fn of_value(value: &TomlValue) -> Node<'_> {
    Node::Value(value)
}

/// The end of the last value that is written in the table's own section, dotted keys included.
fn last_value_end(table: &dyn TableLike) -> Option<usize> {
    table
        .iter()
        .filter_map(|(_, item)| match item {
            Item::Value(value) => value.span().map(|span| span.end),
            Item::Table(table) if table.is_dotted() => last_value_end(table),
            _ => None,
        })
        .max()
}

fn collect_sections(table: &toml_edit::Table, path: &FieldPath, sections: &mut Vec<Section>) {
    for (key, item) in table.iter() {
        let path = path.key(key);
        match item {
            Item::Table(table) => collect_section(table, path, sections),
            Item::ArrayOfTables(rows) => {
                for (row, table) in rows.iter().enumerate() {
                    collect_section(table, path.row(row), sections);
                }
            }
            _ => {}
        }
    }
}

fn collect_section(table: &toml_edit::Table, path: FieldPath, sections: &mut Vec<Section>) {
    collect_sections(table, &path, sections);
    if let (false, false, Some(header)) = (table.is_implicit(), table.is_dotted(), table.span()) {
        let content_end = last_value_end(table).unwrap_or(header.end);
        sections.push(Section { path, start: header.start, header_end: header.end, content_end });
    }
}
