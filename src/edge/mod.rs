//! The runtime's own law: what edgeHub, edgeAgent, aziot-edged and dockerd really accept.
//!
//! Pure: it knows no disk, no terminal, no bundle. Each function takes a text and answers with problems at byte spans in that text.

pub mod agent;
pub mod body_path;
pub mod condition;
pub mod create_options;
pub mod dotnet;
mod embedded;
pub mod endpoint;
pub mod env;
pub mod hub;
pub mod image;
pub mod json;
pub mod manifest;
pub mod module;
pub mod route;
pub mod rules;
mod strict;
pub mod twin;

pub use rules::RULES;

use crate::rule::{Layer, Problem, Severity, Span};

/// What `edge-offer lint` can judge of this part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A route.
    Route,
    /// The condition of a route.
    Condition,
    /// The desired properties of a module's twin.
    Twin,
    /// createOptions.
    CreateOptions,
    /// Environment variables: `{NAME: {"value": …}}`.
    Env,
    /// The name of an image.
    Image,
    /// One module of `$edgeAgent`.
    Module,
    /// The desired properties of `$edgeAgent`.
    Agent,
    /// The desired properties of `$edgeHub`.
    Hub,
    /// A deployment manifest: whole, template or layered.
    Manifest,
}

impl Kind {
    /// All kinds, in the order of the command line's help.
    pub const ALL: [Kind; 10] = [
        Kind::Route,
        Kind::Condition,
        Kind::Twin,
        Kind::CreateOptions,
        Kind::Env,
        Kind::Image,
        Kind::Module,
        Kind::Agent,
        Kind::Hub,
        Kind::Manifest,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Route => "route",
            Kind::Condition => "condition",
            Kind::Twin => "twin",
            Kind::CreateOptions => "create-options",
            Kind::Env => "env",
            Kind::Image => "image",
            Kind::Module => "module",
            Kind::Agent => "agent",
            Kind::Hub => "hub",
            Kind::Manifest => "manifest",
        }
    }

    /// The kind of this name.
    pub fn parse(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What is known around a piece.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// The name of the module that the piece belongs to.
    pub module: Option<&'a str>,
    /// Whether the limits of the marketplace's form count too.
    pub marketplace: bool,
}

/// The judgement of one piece.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judgement {
    /// What is to be said, in the order of the text.
    pub problems: Vec<Problem>,
}

impl Judgement {
    /// Whether the runtime accepts it.
    pub fn is_valid(&self) -> bool {
        !self.rejected_by(Layer::Runtime)
    }

    /// Whether this layer rejects it.
    pub fn rejected_by(&self, layer: Layer) -> bool {
        self.problems.iter().any(|problem| problem.rule.layer == layer && problem.rule.severity() == Severity::Error)
    }
}

/// Judges one piece.
pub fn judge(kind: Kind, text: &str, context: &Context) -> Judgement {
    let mut problems = match kind {
        Kind::Route => route::judge::judge(text, context),
        Kind::Condition => judge_condition(text, context),
        Kind::Twin => twin::judge(text, context),
        Kind::CreateOptions => create_options::judge(text, context),
        Kind::Env => env::judge(text, context),
        Kind::Image => image::judge(text),
        Kind::Module => module::judge(text),
        Kind::Agent => agent::judge(text),
        Kind::Hub => hub::judge(text, context),
        Kind::Manifest => manifest::judge(text, context),
    };
    problems.sort_by_key(|problem| problem.span);
    Judgement { problems }
}

/// The object inside `{"properties.desired": …}`, or the object itself.
fn desired<'n, 'a>(node: &'n json::Node<'a>) -> &'n json::Node<'a> {
    node.get(manifest::DESIRED).unwrap_or(node)
}

/// A condition is judged as edgeHub sees it: in a route. `/*` before it and `*/` in it make a comment there too.
fn judge_condition(text: &str, context: &Context) -> Vec<Problem> {
    const BEFORE: &str = "FROM /messages/* WHERE ";
    let route = format!("{BEFORE}{text} INTO $upstream");
    let end = BEFORE.len() + text.len();
    let mut problems = route::judge::judge(&route, &Context { marketplace: false, ..*context });
    let place = |at: usize| at.clamp(BEFORE.len(), end) - BEFORE.len();
    for problem in &mut problems {
        let outside = |edit: &crate::rule::Edit| edit.span.start < BEFORE.len() || edit.span.end > end;
        problem.fix = problem.fix.take().filter(|fix| !fix.edits.iter().any(outside));
        let spans = problem.fix.iter_mut().flat_map(|fix| fix.edits.iter_mut().map(|edit| &mut edit.span));
        for span in spans.chain([&mut problem.span]) {
            *span = Span::within(text, place(span.start)..place(span.end));
        }
    }
    problems
}

#[cfg(test)]
mod tests;
