//! What `lint` found in one piece: one result behind the formats.

use super::excerpt::{Paint, Shown};
use super::places::Places;
use super::{Entry, Format, Subject, region};
use crate::app::page::plural;
use crate::edge::json::{self, Node};
use crate::edge::{Context, Judgement, Kind, judge, route};
use crate::rule::{Layer, Problem, Severity, Source};
use crate::visible::on_one_line;
use serde::Serialize;
use std::fmt::Write;

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// A piece of the module's configuration, judged by the runtime's law.
    Edge(Kind),
    /// A description.
    Html,
    /// A picture: bytes and no text.
    Logo,
}

impl PieceKind {
    /// All kinds, in the order of the command line's help.
    pub fn all() -> impl Iterator<Item = PieceKind> {
        Kind::ALL.into_iter().map(PieceKind::Edge).chain([PieceKind::Html, PieceKind::Logo])
    }

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            PieceKind::Edge(kind) => kind.name(),
            PieceKind::Html => "html",
            PieceKind::Logo => "logo",
        }
    }

    /// The kind of this name.
    pub fn parse(name: &str) -> Option<PieceKind> {
        PieceKind::all().find(|kind| kind.name() == name)
    }

    /// Judges a text of this kind by every layer.
    pub fn judge(self, text: &str, module: Option<&str>) -> Judgement {
        match self {
            PieceKind::Edge(kind) => judge(kind, text, &Context { module, marketplace: true }),
            PieceKind::Html => Judgement { problems: crate::html::judge(text) },
            PieceKind::Logo => crate::logos::judge(text.as_bytes()),
        }
    }

    /// Whose word on such a piece is the last.
    fn judged_by(self) -> Layer {
        match self {
            PieceKind::Edge(_) => Layer::Runtime,
            PieceKind::Html | PieceKind::Logo => Layer::Marketplace,
        }
    }
}

/// A piece and its judgement.
pub struct Piece<'a> {
    kind: PieceKind,
    text: &'a str,
    file: Option<&'a str>,
    module: Option<&'a str>,
    judgement: Judgement,
}

/// The stable answer for programs: who rejects the piece, and every finding in the order of the text.
#[derive(Serialize)]
struct Answer<'p> {
    verdict: &'static str,
    layers: Layers,
    findings: Vec<Found<'p>>,
}

#[derive(Serialize)]
#[serde(rename_all = "UPPERCASE")]
struct Layers {
    r: &'static str,
    m: &'static str,
    h: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Found<'p> {
    rule: &'static str,
    severity: Severity,
    layer: Layer,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<String>,
    message: &'p str,
    help: Option<&'p str>,
    fixable: bool,
    #[serde(serialize_with = "as_text")]
    source: &'static Source,
}

fn as_text<S: serde::Serializer>(source: &&Source, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(source)
}

/// The one object of `--format json`.
#[derive(Serialize)]
struct Report<'p> {
    format: u8,
    tool: &'static str,
    version: &'static str,
    kind: &'static str,
    file: Option<&'p str>,
    #[serde(flatten)]
    answer: Answer<'p>,
}

impl<'a> Piece<'a> {
    /// Judges a piece by every layer. `file` is where it comes from, `module` the name of the module to which it belongs.
    pub fn judge(kind: PieceKind, text: &'a str, file: Option<&'a str>, module: Option<&'a str>) -> Piece<'a> {
        Piece { kind, text, file, module, judgement: kind.judge(text, module) }
    }

    /// Judges the bytes of a picture.
    pub fn picture(bytes: &[u8], file: Option<&'a str>) -> Piece<'a> {
        Piece { kind: PieceKind::Logo, text: "", file, module: None, judgement: crate::logos::judge(bytes) }
    }

    /// Whether there is a finding at error, of whatever layer.
    pub fn has_error(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    fn count(&self, severity: Severity) -> usize {
        self.judgement.problems.iter().filter(|problem| problem.rule.severity() == severity).count()
    }

    /// Renders the result. `color` is for text on a terminal.
    pub fn render(&self, format: Format, color: bool) -> String {
        match format {
            Format::Text => {
                let mut out = String::new();
                // Writing into a String cannot fail.
                let _ = self.write_text(&mut out, &Paint(color));
                out
            }
            Format::Json => {
                let (tool, version) = ("edge-offer", env!("CARGO_PKG_VERSION"));
                let report = Report { format: 1, tool, version, kind: self.kind.name(), file: self.file, answer: self.answer() };
                serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
            }
            Format::Sarif => super::sarif::render(&[self.subject()]),
            Format::Github => super::github::render(&[self.subject()]),
        }
    }

    /// The same for the formats that know nothing of pieces.
    fn subject(&self) -> Subject<'_> {
        let places = Places::new(self.text);
        let name = self.file.unwrap_or("stdin").to_string();
        let entries = self.judgement.problems.iter().map(|problem| Entry {
            rule: problem.rule,
            severity: problem.rule.severity(),
            field: String::new(),
            file: name.replace('\\', "/"),
            text: Some(self.text),
            region: Some(region(&places, problem.span)),
            message: problem.message.clone(),
            help: problem.help.as_deref(),
            fix: problem.fix.as_ref(),
            suppressed: None,
        });
        Subject { entries: entries.collect(), name: name.clone(), failed: None }
    }

    /// Writes the result as one line of JSON: an answer of `--jsonl`.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write_line(&self, out: &mut impl std::io::Write) -> std::io::Result<()> {
        serde_json::to_writer(&mut *out, &self.answer())?;
        out.write_all(b"\n")
    }

    fn answer(&self) -> Answer<'_> {
        let verdict = |layer| if self.judgement.rejected_by(layer) { "invalid" } else { "valid" };
        let layers = Layers { r: verdict(Layer::Runtime), m: verdict(Layer::Marketplace), h: verdict(Layer::Hub) };
        let problems = &self.judgement.problems;
        if problems.is_empty() {
            return Answer { verdict: layers.r, layers, findings: Vec::new() };
        }
        let (places, root) = (Places::new(self.text), self.root());
        let findings = problems.iter().map(|problem| found(problem, &places, root.as_ref())).collect();
        Answer { verdict: layers.r, layers, findings }
    }

    /// The value in which findings are pointed at, of what is JSON.
    fn root(&self) -> Option<Node<'_>> {
        let is_json = !matches!(
            self.kind,
            PieceKind::Html
                | PieceKind::Logo
                | PieceKind::Edge(Kind::Route)
                | PieceKind::Edge(Kind::Condition)
                | PieceKind::Edge(Kind::Image)
        );
        is_json.then(|| json::parse_nested(self.text, json::MAX_DEPTH + 4).ok()).flatten()
    }

    fn write_text(&self, out: &mut String, paint: &Paint) -> std::fmt::Result {
        let name = self.file.unwrap_or("<stdin>");
        let (places, root) = (Places::new(self.text), self.root());
        for problem in &self.judgement.problems {
            let position = places.position(problem.span.start);
            let pointer = root.as_ref().map(|root| json::pointer(root, problem.span.start)).unwrap_or_default();
            // A fix that only says the help again is the help.
            let says_more = |label: &str| problem.help.as_ref().is_none_or(|help| !help.eq_ignore_ascii_case(label));
            let fix = problem.fix.as_ref().filter(|fix| says_more(&fix.label)).map(|fix| format!("fix: {}", fix.label));
            let layer = problem.rule.layer;
            let by = (layer != self.kind.judged_by()).then(|| format!("by: {}", layer.who()));
            Shown {
                indent: "",
                severity: problem.rule.severity(),
                rule: problem.rule.id,
                message: &problem.message,
                // A picture has no lines.
                place: match self.kind {
                    PieceKind::Logo => name.to_string(),
                    _ => format!("{name}:{}:{}  {pointer}", position.line, position.column).trim_end().to_string(),
                },
                excerpt: (self.kind != PieceKind::Logo).then_some((self.text, problem.span, position)),
                notes: problem.help.iter().cloned().chain(fix).chain(by).collect(),
            }
            .write(out, paint)?;
        }
        self.write_summary(out, name)
    }

    fn write_summary(&self, out: &mut String, name: &str) -> std::fmt::Result {
        let (errors, warnings) = (self.count(Severity::Error), self.count(Severity::Warning));
        let advice = self.count(Severity::Advice);
        let mut parts = vec![plural(errors, "error"), plural(warnings, "warning")];
        if advice > 0 {
            parts.push(format!("{advice} advice"));
        }
        let found = if errors + warnings + advice == 0 { "no findings".to_string() } else { parts.join(", ") };
        let judge = self.kind.judged_by();
        let says = if self.judgement.rejected_by(judge) { "rejects" } else { "accepts" };
        writeln!(out, "{}: {found}; {} {says} it", on_one_line(name), judge.who())?;
        match route::describe(self.text, self.module) {
            Some(sentence) if self.kind == PieceKind::Edge(Kind::Route) && self.judgement.is_valid() => {
                writeln!(out, "{}", on_one_line(&sentence))
            }
            _ => Ok(()),
        }
    }
}

fn found<'p>(problem: &'p Problem, places: &Places, root: Option<&Node>) -> Found<'p> {
    let (start, end) = (places.position(problem.span.start), places.position(problem.span.end));
    Found {
        rule: problem.rule.id,
        severity: problem.rule.severity(),
        layer: problem.rule.layer,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        pointer: root.map(|root| json::pointer(root, problem.span.start)),
        message: &problem.message,
        help: problem.help.as_deref(),
        fixable: problem.fix.is_some(),
        source: &problem.rule.source,
    }
}
