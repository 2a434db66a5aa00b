//! Runs `../shared/corpus`. Nothing of it is part of the project: where it is missing, the tests say so and pass.

use edge_offer::edge::{Context, Kind, body_path, endpoint, judge};
use edge_offer::rule::{Position, Severity};
use serde_json::Value;
use std::path::PathBuf;

fn corpus() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if folder.is_dir() {
        return Some(folder);
    }
    tell!("skipped: the corpus is not beside the project");
    None
}

fn lines(file: &str) -> Option<Vec<Value>> {
    let text = std::fs::read_to_string(corpus()?.join(file)).expect(file);
    Some(text.lines().map(|line| serde_json::from_str(line).expect(file)).collect())
}

fn text<'v>(case: &'v Value, field: &str) -> &'v str {
    case[field].as_str().unwrap_or_default()
}

/// Counts agreements, and fails with all differences.
struct Tally {
    file: &'static str,
    agreed: usize,
    differences: Vec<String>,
}

impl Tally {
    fn new(file: &'static str) -> Tally {
        Tally { file, agreed: 0, differences: Vec::new() }
    }

    fn add(&mut self, agrees: bool, case: impl FnOnce() -> String) {
        if agrees {
            self.agreed += 1;
        } else {
            self.differences.push(case());
        }
    }

    fn finish(self) {
        tell!("{}: {} of {} cases agree", self.file, self.agreed, self.agreed + self.differences.len());
        assert!(self.differences.is_empty(), "{}:\n{}", self.file, self.differences.join("\n"));
        assert!(self.agreed > 0, "{} is empty", self.file);
    }
}

/// Adds the verdict of one piece.
fn verdict(tally: &mut Tally, kind: Kind, piece: &str, expected: bool, note: &str) {
    let judgement = judge(kind, piece, &Context::default());
    tally.add(judgement.is_valid() == expected, || {
        let said: Vec<_> = judgement.problems.iter().map(|p| format!("{} {}", p.rule.id, p.message)).collect();
        format!("{note} {piece:.300} should be {}: {said:?}", if expected { "valid" } else { "invalid" })
    });
}

#[test]
fn routes() {
    let Some(cases) = lines("routes.jsonl") else { return };
    let mut tally = Tally::new("routes.jsonl");
    for case in cases {
        let route = text(&case, "route");
        verdict(&mut tally, Kind::Route, route, text(&case, "verdict") == "valid", "");
        let Some(error) = case["errors"].get(0) else { continue };
        first_place(&mut tally, Kind::Route, route, error);
    }
    tally.finish();
}

/// The first error stands where the runtime has its first error; where it has words for it, they are said.
fn first_place(tally: &mut Tally, kind: Kind, piece: &str, error: &Value) {
    let (message, place) = (text(error, "Message"), text(error, "at"));
    let problems = judge(kind, piece, &Context::default()).problems;
    let mut errors = problems.iter().filter(|p| p.rule.severity() == Severity::Error);
    if message == "Syntax error." {
        if kind == Kind::Route {
            let found = errors.next().map(|p| Position::of(piece, p.span.start));
            let found = found.map(|p| format!("{}:{}", p.line, p.column)).unwrap_or_default();
            tally.add(place.starts_with(&format!("{found}-")), || format!("{piece}: at {found}, not {place}"));
        }
    } else {
        tally.add(errors.any(|p| p.message == message.trim_end()), || format!("{piece}: {message} is not said"));
    }
}

#[test]
fn conditions() {
    let Some(cases) = lines("conditions.jsonl") else { return };
    let mut tally = Tally::new("conditions.jsonl");
    for case in cases {
        let condition = text(&case, "condition");
        verdict(&mut tally, Kind::Condition, condition, text(&case, "verdict_in_route") == "valid", "");
        for error in case["errors"].as_array().into_iter().flatten() {
            first_place(&mut tally, Kind::Condition, condition, error);
        }
    }
    tally.finish();
}

#[test]
fn endpoints() {
    let Some(cases) = lines("endpoints.jsonl") else { return };
    let mut tally = Tally::new("endpoints.jsonl");
    for case in cases {
        let argument = text(&case, "argument");
        let result = match case["function"].as_str() {
            Some(name) => endpoint::function(name, argument).map(drop),
            None => endpoint::system(argument),
        };
        let said = result.as_ref().err().map(|error| error.message().to_owned());
        let expected = case["error"].as_str();
        let agrees = match (expected, &said) {
            (None, None) => true,
            (Some(expected), Some(said)) => expected.ends_with(said.as_str()),
            _ => false,
        };
        tally.add(agrees, || format!("{argument}: {said:?}, not {expected:?}"));
    }
    tally.finish();
}

#[test]
fn body_paths() {
    let Some(cases) = lines("body-paths.jsonl") else { return };
    let mut tally = Tally::new("body-paths.jsonl");
    for case in cases {
        let path = text(&case, "v");
        let valid =
            if text(&case, "op") == "jsonpath" { body_path::check(path).is_ok() } else { body_path::is_twin_change_path(path) };
        tally.add(valid == (text(&case, "oracle") == "valid"), || path.to_owned());
    }
    tally.finish();
}

#[test]
fn images() {
    let Some(cases) = lines("images.jsonl") else { return };
    let mut tally = Tally::new("images.jsonl");
    for case in cases {
        verdict(&mut tally, Kind::Image, text(&case, "image"), text(&case, "verdict") == "valid", "");
    }
    tally.finish();
}

fn file(case: &Value) -> String {
    let name = text(case, "file");
    std::fs::read_to_string(corpus().expect("seen before").join(name)).expect(name)
}

#[test]
fn twins() {
    let Some(cases) = lines("twins.jsonl") else { return };
    let mut tally = Tally::new("twins.jsonl");
    for case in cases {
        let twin = file(&case);
        verdict(&mut tally, Kind::Twin, &twin, text(&case, "verdict") == "valid", text(&case, "file"));
        let reason = text(&case, "reason");
        let said = judge(Kind::Twin, &twin, &Context::default()).problems;
        tally.add(reason.is_empty() || said.iter().any(|p| p.message == reason), || format!("{reason} is not said: {said:?}"));
    }
    tally.finish();
}

#[test]
fn create_options() {
    let Some(cases) = lines("create-options.jsonl") else { return };
    let mut tally = Tally::new("create-options.jsonl");
    for case in cases {
        verdict(&mut tally, Kind::CreateOptions, &file(&case), text(&case, "verdict") == "valid", text(&case, "file"));
    }
    tally.finish();
}

/// Which kind a file of deployment-sections is: the corpus does not say.
fn section_kind(text: &str) -> Kind {
    let lower = text.to_lowercase();
    if lower.contains("schemaversion") || lower.contains("storeandforward") {
        Kind::Hub
    } else if lower.contains("\"settings\"") || lower.contains("\"status\"") || lower.contains("\"image\"") {
        Kind::Module
    } else {
        Kind::CreateOptions
    }
}

#[test]
fn deployment_sections() {
    let Some(cases) = lines("deployment-sections.jsonl") else { return };
    let mut tally = Tally::new("deployment-sections.jsonl");
    for case in cases {
        let section = file(&case);
        verdict(&mut tally, section_kind(&section), &section, text(&case, "verdict") == "valid", text(&case, "file"));
    }
    tally.finish();
}

/// A section as it stands is accepted where the device accepts it; in the manifest, a template's placeholders count as filled.
#[test]
fn manifests() {
    let Some(cases) = lines("manifests.jsonl") else { return };
    let mut tally = Tally::new("manifests.jsonl");
    for case in cases {
        let name = text(&case, "file");
        let manifest = std::fs::read_to_string(corpus().expect("seen before").join("manifests").join(name)).expect(name);
        let passes = |field: &str| ["ok", "absent"].contains(&text(&case, field));
        let filled = passes("edgeAgent_image_placeholders_filled") && passes("edgeHub_schemaVersion_placeholder_filled");
        if text(&case, "json") == "json" {
            verdict(&mut tally, Kind::Manifest, &manifest, filled, name);
        }
        let Ok(root) = serde_json::from_str::<Value>(&manifest) else { continue };
        let root = root.get("content").unwrap_or(&root);
        let content = root.get("modulesContent").or(root.get("moduleContent")).unwrap_or(root);
        for (section, field, kind) in [("$edgeAgent", "edgeAgent_as_is", Kind::Agent), ("$edgeHub", "edgeHub_as_is", Kind::Hub)] {
            let Some(desired) = content.get(section).and_then(|section| section.get("properties.desired")) else { continue };
            verdict(&mut tally, kind, &desired.to_string(), passes(field), name);
        }
    }
    tally.finish();
}

/// What export writes for a plan is what the published schemas of manifests ask for: the whole device's sections, and the
/// parts of a layer against the same parts of those schemas.
#[test]
fn exported_manifests_keep_the_published_schemas() {
    let Some(folder) = corpus() else { return };
    let schema = |name: &str| -> Value {
        serde_json::from_str(&std::fs::read_to_string(folder.join("schemas").join(name)).expect(name)).expect(name)
    };
    let document = edge_offer::sample::document();
    let files = edge_offer::package::build(&document, edge_offer::package::Files::new(), false, None);
    let manifest = |name: &str| -> Value { serde_json::from_slice(&files[&format!("plans/standard/{name}")]).expect(name) };
    let whole = manifest("deployment.json");
    let sections =
        whole.get("modulesContent").or_else(|| whole.pointer("/content/modulesContent")).expect("modulesContent").clone();
    for (section, names) in [
        ("$edgeAgent", ["azure-iot-edgeagent-deployment-1.0.json", "cli-ext.azure-iot-edgeagent-deployment-1.0.json"]),
        ("$edgeHub", ["azure-iot-edgehub-deployment-1.0.json", "cli-ext.azure-iot-edgehub-deployment-1.0.json"]),
    ] {
        for name in names {
            let validator = jsonschema::validator_for(&schema(name)).expect(name);
            let instance = serde_json::json!({ section: sections[section] });
            let wrong: Vec<String> = validator.iter_errors(&instance).map(|error| error.to_string()).collect();
            assert!(wrong.is_empty(), "{name}: {wrong:?}");
            let broken = serde_json::json!({ section: { "properties.desired": { "schemaVersion": "9" } } });
            assert!(!validator.is_valid(&broken), "{name} refuses nothing");
        }
    }
    // A layer has no schema of its own: put where its paths say, its module and routes must fit into the whole.
    let layer = manifest("deployment.layered.json");
    let layer = layer.get("modulesContent").or_else(|| layer.pointer("/content/modulesContent")).expect("modulesContent");
    let mut layered = sections.clone();
    for (section, list) in [("$edgeAgent", "modules"), ("$edgeHub", "routes")] {
        for (path, value) in layer[section].as_object().expect(section) {
            let name = path.strip_prefix(&format!("properties.desired.{list}.")).expect("a part of the list");
            layered[section]["properties.desired"][list][name] = value.clone();
        }
        let name = if section == "$edgeAgent" {
            "azure-iot-edgeagent-deployment-1.0.json"
        } else {
            "azure-iot-edgehub-deployment-1.0.json"
        };
        assert!(jsonschema::is_valid(&schema(name), &serde_json::json!({ section: layered[section] })), "{section} of the layer");
    }
    assert_eq!(layered, sections, "the layer says of the module what the whole says");
}
