//! What a rule says about a place of an offer.

use crate::offer::document::OFFER_FILE;
use crate::offer::toml_text::Node;
use crate::offer::{Document, Edition, FieldPath, Instance, Kind, Value, steps};
use crate::rule::{Edit, Fix, Position, Problem, Rule, Severity, Span, applied};
use std::collections::HashMap;

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How bad it is here.
    pub severity: Severity,
    /// The field, list or unknown key.
    pub field: FieldPath,
    /// The file of the bundle in which it stands.
    pub file: String,
    /// Where in that file; `None` where the finding is that something is not there.
    pub span: Option<Span>,
    /// Line and column of its start.
    pub position: Option<Position>,
    /// Line and column behind its end.
    pub end: Option<Position>,
    /// What is wrong here.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// A certain cure: edits of `file`.
    pub fix: Option<Fix>,
}

/// Collects findings and puts each at its place.
pub struct Findings<'a> {
    document: &'a Document,
    edition: Edition,
    found: Vec<Finding>,
    line_starts: HashMap<String, Vec<usize>>,
}

impl<'a> Findings<'a> {
    /// A collector over `document`, judged by `edition`.
    pub fn new(document: &'a Document, edition: Edition) -> Findings<'a> {
        Findings { document, edition, found: Vec::new(), line_starts: HashMap::new() }
    }

    /// How bad it is to break `rule` in this edition.
    fn severity(&self, rule: &Rule) -> Severity {
        match self.edition {
            Edition::PartnerCenter => rule.severities.partner_center,
            Edition::Portal2018 => rule.severities.portal_2018,
        }
    }

    /// A finding about the whole of a field.
    pub fn at(&mut self, rule: &'static Rule, instance: &Instance, message: impl Into<String>) -> &mut Finding {
        match instance.field.kind {
            Kind::TextFile(..) => match instance.file() {
                Some(file) if self.document.text_of(file).is_some() => {
                    let file = file.to_string();
                    self.add(rule, instance.path.clone(), file, None, message.into())
                }
                _ => self.at_path(rule, &instance.path, message),
            },
            _ => self.at_path(rule, &instance.path, message),
        }
    }

    /// A finding about a path of `offer.toml`: at its value, or where its table begins.
    pub fn at_path(&mut self, rule: &'static Rule, path: &FieldPath, message: impl Into<String>) -> &mut Finding {
        let mut span = self.document.toml().span(path);
        let mut way = path.clone();
        while let (None, Some((parent, _))) = (span, way.split_last()) {
            span = self.document.toml().span(&parent);
            way = parent;
        }
        self.add(rule, path.clone(), OFFER_FILE.to_string(), span, message.into())
    }

    /// A finding about one item of a field that holds a list of values: at that item.
    pub fn at_item(&mut self, rule: &'static Rule, instance: &Instance, item: usize, message: impl Into<String>) -> &mut Finding {
        let toml = self.document.toml();
        let span = toml.span(&instance.path.row(item)).or_else(|| toml.span(&instance.path));
        self.add(rule, instance.path.clone(), OFFER_FILE.to_string(), span, message.into())
    }

    /// A finding about bytes `from..to` of the field's judged text.
    pub fn within(
        &mut self,
        rule: &'static Rule,
        instance: &Instance,
        range: std::ops::Range<usize>,
        message: impl Into<String>,
    ) -> &mut Finding {
        let (file, span) = self.place(instance, Span::within(&instance.text, range));
        self.add(rule, instance.path.clone(), file, span, message.into())
    }

    /// A finding about bytes of `offer.toml` that belong to no field.
    pub fn in_offer_file(
        &mut self,
        rule: &'static Rule,
        range: std::ops::Range<usize>,
        message: impl Into<String>,
    ) -> &mut Finding {
        let span = Span::within(self.document.toml().text(), range);
        self.add(rule, FieldPath::default(), OFFER_FILE.to_string(), Some(span), message.into())
    }

    /// What an own language of the field (a route, JSON) says of its judged text.
    pub fn problem(&mut self, instance: &Instance, problem: Problem) {
        let (file, span) = self.place(instance, problem.span);
        let fix = problem.fix.and_then(|fix| self.in_file(instance, fix));
        let finding = self.add(problem.rule, instance.path.clone(), file, span, problem.message);
        finding.help = problem.help;
        finding.fix = fix;
    }

    /// A fix of a field's judged text as a fix of the file in which that text stands.
    fn in_file(&self, instance: &Instance, fix: Fix) -> Option<Fix> {
        let edits = match instance.field.kind {
            Kind::TextFile(..) => {
                let content = self.content(instance)?;
                fix.edits.into_iter().map(|edit| Edit { span: content.span(edit.span), text: edit.text }).collect()
            }
            // In a TOML string the text may be written with escapes: the whole value is written anew.
            _ => {
                let text = applied(&instance.text, &fix.edits);
                vec![self.document.toml().set(&instance.path, &Value::Text(text)).ok()?]
            }
        };
        Some(Fix { label: fix.label, edits })
    }

    /// A finding that was made elsewhere.
    pub fn push(&mut self, finding: Finding) {
        self.found.push(finding);
    }

    /// All findings, in the order of the form; those of one field as they were found.
    pub fn sorted(self) -> Vec<Finding> {
        let order: HashMap<&str, usize> = steps::fields().enumerate().map(|(index, field)| (field.key, index)).collect();
        let mut found: Vec<(usize, Vec<usize>, Finding)> = self
            .found
            .into_iter()
            .map(|finding| (place_in_form(&order, &finding.field), finding.field.rows(), finding))
            .collect();
        found.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)).then(b.2.severity.cmp(&a.2.severity)));
        found.into_iter().map(|(_, _, finding)| finding).collect()
    }

    fn add(&mut self, rule: &'static Rule, field: FieldPath, file: String, span: Option<Span>, message: String) -> &mut Finding {
        let position = span.map(|span| self.position(&file, span.start));
        let end = span.map(|span| self.position(&file, span.end));
        let severity = self.severity(rule);
        self.found.push(Finding { rule, severity, field, file, span, position, end, message, help: None, fix: None });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// File and bytes of a stretch of a field's judged text.
    fn place(&self, instance: &Instance, inner: Span) -> (String, Option<Span>) {
        if let Some(content) = self.content(instance) {
            return (content.file.clone(), Some(content.span(inner)));
        }
        let toml = self.document.toml();
        let whole = toml.span(&instance.path);
        let Some((span, Node::Value(_))) = whole.zip(toml.node(&instance.path)) else { return (OFFER_FILE.to_string(), whole) };
        // In a string without escapes the text stands as it is; in one with escapes only the whole can be shown.
        let literal = &toml.text()[span.range()];
        match literal.find(instance.text.as_str()) {
            Some(offset) if !instance.text.is_empty() => (
                OFFER_FILE.to_string(),
                Some(Span { start: span.start + offset + inner.start, end: span.start + offset + inner.end }),
            ),
            _ => (OFFER_FILE.to_string(), Some(span)),
        }
    }

    /// The file whose content is the field's judged text.
    fn content(&self, instance: &Instance) -> Option<Content<'a>> {
        let (Kind::TextFile(..), Some(file)) = (instance.field.kind, instance.file()) else { return None };
        let raw = self.document.text_of(file)?;
        let mark = if raw.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let carriage_returns = raw[mark..].match_indices("\r\n").enumerate().map(|(before, (at, _))| at - before).collect();
        Some(Content { file: file.to_string(), raw, mark, carriage_returns })
    }

    fn position(&mut self, file: &str, at: usize) -> Position {
        let text = self.document.text_of(file).unwrap_or("");
        let starts = self.line_starts.entry(file.to_string()).or_insert_with(|| {
            std::iter::once(0).chain(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1)).collect()
        });
        let line = starts.partition_point(|start| *start <= at);
        let start = starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        Position { line, column: text.get(start..at).map_or(1, |before| before.chars().count() + 1) }
    }
}

/// Where a path stands in the order of the fields: a list at its first field, an unknown key behind its table's last.
fn place_in_form(order: &HashMap<&str, usize>, path: &FieldPath) -> usize {
    let mut way = path.clone();
    loop {
        let pattern = way.pattern();
        if let Some(index) = order.get(pattern.as_str()) {
            return *index;
        }
        let below =
            |field: &crate::offer::Field| field.key.strip_prefix(&pattern).is_some_and(|rest| rest.starts_with(['.', '[']));
        if let Some(index) = steps::fields().position(below) {
            return index;
        }
        match way.split_last() {
            Some((parent, _)) if !parent.segments().is_empty() => way = parent,
            _ => return usize::MAX,
        }
    }
}

/// A file whose content is judged with LF line ends and without a byte order mark.
struct Content<'a> {
    file: String,
    raw: &'a str,
    mark: usize,
    /// For each CR of a CR LF: the byte of the judged text at which its LF stands.
    carriage_returns: Vec<usize>,
}

impl Content<'_> {
    /// The bytes of the file that are `inner` of the judged text.
    fn span(&self, inner: Span) -> Span {
        let moved = |at: usize| self.mark + at + self.carriage_returns.partition_point(|newline| *newline < at);
        Span::within(self.raw, moved(inner.start)..moved(inner.end))
    }
}

impl Finding {
    /// Whether it only says that something is not there yet: what every new offer has, and no mistake.
    pub fn is_missing(&self) -> bool {
        matches!(self.rule.id, "required-missing" | "rows-too-few")
    }

    /// The same with what to do.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Finding {
        self.help = Some(help.into());
        self
    }
}

#[cfg(test)]
mod tests {
    use crate::offer::{Attachment, Document};
    use crate::rules::check;

    #[test]
    fn places_and_fixes_are_those_of_the_file_with_its_line_ends() {
        let raw = "\u{feff}<p>one</p>\r\n<p>two</p>\r\n\r\n<p>t\u{200b}hree</p>\r\n";
        let mut document = Document::parse("[listing]\ndescription = \"d.html\"\n".into()).unwrap();
        document.attach("d.html", Attachment::Text(raw.into()));
        let found = check(&document, None).into_iter().find(|finding| finding.rule.id == "text-invisible").unwrap();
        assert_eq!((found.file.as_str(), &raw[found.span.unwrap().range()]), ("d.html", "\u{200b}"));
        assert_eq!((found.position.unwrap().line, found.position.unwrap().column), (4, 5));
        document.edit_text(&found.file, found.fix.unwrap().edits, &found.field).unwrap();
        assert_eq!(document.text_of("d.html"), Some("\u{feff}<p>one</p>\r\n<p>two</p>\r\n\r\n<p>three</p>\r\n"));
    }
}
