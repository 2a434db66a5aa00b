//! `lint`: the real cases through the binary, its formats, its exit statuses, and input that nobody should send.

use crate::support::{edge_offer, edge_offer_reading, err, out};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Answers of `lint KIND --jsonl` to these texts, and the exit status.
fn answers(kind: &str, texts: &[String]) -> (Vec<Value>, Option<i32>) {
    let input: String = texts.iter().map(|text| json!(text).to_string() + "\n").collect();
    let output = edge_offer_reading(&["lint", kind, "--jsonl"], input.as_bytes());
    assert_eq!(err(&output), "", "{kind}");
    (out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect(), output.status.code())
}

fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !folder.is_dir() {
        tell!("skipped: the corpus is not beside the project");
        return None;
    }
    Some(folder)
}

/// Cases: the text and whether the runtime accepts it. All of them have to agree.
fn agree(file: &str, kind: &str, cases: Vec<(String, bool)>) {
    assert!(!cases.is_empty(), "{file}");
    let (texts, expected): (Vec<String>, Vec<bool>) = cases.into_iter().unzip();
    let (answers, status) = answers(kind, &texts);
    assert_eq!(answers.len(), texts.len(), "{file}");
    let word = |valid: bool| if valid { "valid" } else { "invalid" };
    for ((text, expected), answer) in texts.iter().zip(&expected).zip(&answers) {
        assert_eq!(answer["verdict"], word(*expected), "{file} {text:.300}: {answer:.600}");
        assert_eq!(answer["layers"]["R"], answer["verdict"]);
        let error = |layer: &str| {
            answer["findings"].as_array().unwrap().iter().any(|found| found["layer"] == layer && found["severity"] == "error")
        };
        for layer in ["R", "M", "H"] {
            assert_eq!(answer["layers"][layer], word(!error(layer)), "{file} {text:.300}: {answer:.600}");
        }
    }
    let errors = answers.iter().any(|answer| answer["layers"].as_object().unwrap().values().any(|verdict| verdict == "invalid"));
    assert_eq!(status, Some(i32::from(errors)), "{file}");
    tell!("{file}: {} of {} cases agree as {kind}", texts.len(), texts.len());
}

#[test]
fn the_whole_corpus_agrees_through_the_binary() {
    let Some(folder) = corpus() else { return };
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let rows = |name: &str| -> Vec<Value> { read(name).lines().map(|line| serde_json::from_str(line).unwrap()).collect() };
    let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_string();
    let inline = |file: &str, key: &str, verdict: &str| -> Vec<(String, bool)> {
        rows(file).iter().map(|row| (text(row, key), row[verdict] == "valid")).collect()
    };
    agree("routes.jsonl", "route", inline("routes.jsonl", "route", "verdict"));
    agree("conditions.jsonl", "condition", inline("conditions.jsonl", "condition", "verdict_in_route"));
    agree("images.jsonl", "image", inline("images.jsonl", "image", "verdict"));
    let in_files = |file: &str| -> Vec<(String, bool)> {
        rows(file).iter().map(|row| (read(&text(row, "file")), row["verdict"] == "valid")).collect()
    };
    agree("twins.jsonl", "twin", in_files("twins.jsonl"));
    agree("create-options.jsonl", "create-options", in_files("create-options.jsonl"));
    let sections = in_files("deployment-sections.jsonl");
    for kind in ["hub", "module", "create-options"] {
        let of_kind = sections.iter().filter(|(section, _)| section_kind(section) == kind).cloned().collect();
        agree("deployment-sections.jsonl", kind, of_kind);
    }
    let cases = rows("manifests.jsonl");
    let passes = |row: &Value, field: &str| ["ok", "absent"].contains(&row[field].as_str().unwrap_or_default());
    let filled = |row: &Value| {
        passes(row, "edgeAgent_image_placeholders_filled") && passes(row, "edgeHub_schemaVersion_placeholder_filled")
    };
    let json = cases.iter().filter(|row| row["json"] == "json");
    let manifests = json.map(|row| (read(&format!("manifests/{}", text(row, "file"))), filled(row))).collect();
    agree("manifests.jsonl", "manifest", manifests);
}

/// Which kind a file of deployment-sections is: the corpus does not say.
fn section_kind(text: &str) -> &'static str {
    let lower = text.to_lowercase();
    if lower.contains("schemaversion") || lower.contains("storeandforward") {
        "hub"
    } else if lower.contains("\"settings\"") || lower.contains("\"status\"") || lower.contains("\"image\"") {
        "module"
    } else {
        "create-options"
    }
}

#[test]
fn every_example_of_every_rule_is_judged_alike_by_the_binary() {
    for kind in edge_offer::edge::Kind::ALL {
        let mut cases: Vec<(String, bool, &str, bool)> = Vec::new();
        for rule in edge_offer::edge::RULES {
            let edge_offer::rule::Examples::Piece { kind: name, fails, passes } = rule.examples else { continue };
            for (texts, breaks) in [(fails, true), (passes, false)] {
                let of_kind = texts.iter().filter(|_| name == kind.name());
                let judge = |text: &str| edge_offer::edge::judge(kind, text, &Default::default()).is_valid();
                cases.extend(of_kind.map(|text| (text.to_string(), judge(text), rule.id, breaks)));
            }
        }
        let (answers, _) = answers(kind.name(), &cases.iter().map(|case| case.0.clone()).collect::<Vec<_>>());
        assert_eq!(answers.len(), cases.len());
        for ((text, valid, rule, breaks), answer) in cases.iter().zip(answers) {
            assert_eq!(answer["verdict"], if *valid { "valid" } else { "invalid" }, "{text}");
            let found = answer["findings"].as_array().unwrap().iter().any(|found| found["rule"] == *rule);
            assert_eq!(found, *breaks, "{rule} {text}");
        }
    }
}

#[test]
fn text_shows_the_line_the_caret_and_what_the_route_does() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("my.route");
    std::fs::write(&file, "FROM /messages/*\r\nWHERE temperature > 30 && level = \"a\"\nINTO $upstream\n").unwrap();
    let output = edge_offer(&["lint", "route", file.to_str().unwrap()]);
    let text = out(&output);
    assert_eq!((output.status.code(), err(&output).as_str()), (Some(1), ""), "{text}");
    assert!(text.contains(":2:24\n  2 | WHERE temperature > 30 && level = \"a\"\n    |                        ^"), "{text}");
    assert!(text.contains("AND") && text.contains("the IoT Edge runtime rejects it"), "{text}");
    let output = edge_offer_reading(&["lint", "route"], b"FROM /messages/modules/gateway/outputs/* INTO $upstream\n");
    assert_eq!(output.status.code(), Some(0));
    let expected = "<stdin>: no findings; the IoT Edge runtime accepts it\nMessages from any output of gateway go to IoT Hub.\n";
    assert_eq!(out(&output), expected);
    let own = ["lint", "route", "-", "--module", "gateway"];
    let output = edge_offer_reading(&own, b"FROM /messages/modules/gateway/outputs/* INTO $upstream\r\n");
    assert!(out(&output).ends_with("Messages from any output of this module go to IoT Hub.\n"), "{}", out(&output));
}

#[test]
fn json_has_places_layers_and_pointers() {
    let manifest = "\u{feff}{\n \"modulesContent\": {\"$edgeHub\": {\"properties.desired\": {\"schemaVersion\": \"1.1\",\n  \"routes\": {\"é/r\": \"FROM /messages/*\"}}}}}\n";
    let output = edge_offer_reading(&["lint", "manifest", "--format", "json"], manifest.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let keys: Vec<&String> = report.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["format", "tool", "version", "kind", "file", "verdict", "layers", "findings"]);
    assert_eq!((&report["format"], &report["tool"], &report["kind"]), (&json!(1), &json!("edge-offer"), &json!("manifest")));
    assert_eq!(
        (&report["file"], &report["verdict"], &report["layers"]["R"]),
        (&Value::Null, &json!("invalid"), &json!("invalid"))
    );
    let route = report["findings"].as_array().unwrap().iter().find(|found| found["line"] == 3 && found["severity"] == "error");
    let route = route.unwrap_or_else(|| panic!("{report:#}"));
    assert_eq!(route["pointer"], "/modulesContent/$edgeHub/properties.desired/routes/é~1r");
    assert_eq!((&route["endLine"], route["column"].as_u64() >= Some(22)), (&json!(3), true), "{route}");
    for key in ["rule", "layer", "message", "source"] {
        assert!(route[key].as_str().is_some_and(|text| !text.is_empty()), "{key}: {route}");
    }
    assert!(route.get("help").is_some() && route["fixable"].is_boolean());
}

#[test]
fn the_form_has_its_own_verdict_and_the_status_counts_it() {
    let twin = "{\"a\":[1]}".to_string();
    let (answers, status) = answers("twin", std::slice::from_ref(&twin));
    assert_eq!((&answers[0]["verdict"], &answers[0]["layers"]["M"], status), (&json!("valid"), &json!("invalid"), Some(1)));
    let output = edge_offer_reading(&["lint", "twin"], twin.as_bytes());
    assert!(out(&output).contains("error[form-twin-array]") && out(&output).contains("= by: the marketplace's form"));
    assert!(out(&output).ends_with("the IoT Edge runtime accepts it\n") && output.status.code() == Some(1), "{}", out(&output));
}

#[test]
fn the_line_end_of_a_file_is_no_part_of_a_single_line() {
    for (kind, text) in [("route", "FROM /messages/*"), ("condition", "a ="), ("image", "a:1:2"), ("image", "a:1\n")] {
        let (answers, _) = answers(kind, &[text.to_string()]);
        for end in ["\n", "\r\n"] {
            let input = format!("{text}{end}");
            let output = edge_offer_reading(&["lint", kind, "--format", "json"], input.as_bytes());
            let report: Value = serde_json::from_slice(&output.stdout).unwrap();
            assert_eq!(report["findings"], answers[0]["findings"], "{kind} {input:?}");
        }
    }
    let more = edge_offer_reading(&["lint", "route", "--format", "json"], b"FROM /messages/*\n\n");
    assert_eq!(serde_json::from_slice::<Value>(&more.stdout).unwrap()["findings"][0]["line"], 2);
    let twin = edge_offer_reading(&["lint", "twin"], b"{\"a\": 1}\n\n");
    assert_eq!(twin.status.code(), Some(0));
}

#[test]
fn the_status_tells_the_command_line_and_the_file_apart() {
    let unknown = edge_offer(&["lint", "twins"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(err(&unknown).contains("'twin'") && err(&unknown).contains("create-options"), "{}", err(&unknown));
    assert_eq!(edge_offer(&["lint"]).status.code(), Some(2));
    assert_eq!(edge_offer(&["lint", "route", "--format", "yaml"]).status.code(), Some(2));
    let missing = edge_offer(&["lint", "route", "/nowhere/r\u{1b}[31m"]);
    assert_eq!(missing.status.code(), Some(3));
    assert!(err(&missing).contains("/nowhere/r⟨U+001B⟩[31m cannot be read"), "{}", err(&missing));
    let folder = tempfile::tempdir().unwrap();
    for format in ["text", "json"] {
        let output = edge_offer(&["lint", "route", folder.path().to_str().unwrap(), "--format", format]);
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(3), ""), "{}", err(&output));
    }
}

#[test]
fn bad_input_is_answered_and_never_crashes() {
    for kind in edge_offer::edge::Kind::ALL.map(edge_offer::edge::Kind::name) {
        for input in ["", "\n", "\0", "\u{1b}[31m\u{202e}x", "null", "\"", "{", "}", "'"] {
            for format in ["text", "json"] {
                let output = edge_offer_reading(&["lint", kind, "--format", format], input.as_bytes());
                assert!(matches!(output.status.code(), Some(0 | 1)), "{kind} {input:?}: {:?} {}", output.status, err(&output));
                assert!(!out(&output).contains(['\u{1b}', '\0', '\u{202e}']) || format == "json", "{kind} {input:?}");
            }
        }
        for input in ["[".repeat(100_000), "(".repeat(100_000), "{\"a\":".repeat(100_000), "NOT ".repeat(100_000)] {
            let output = edge_offer_reading(&["lint", kind], input.as_bytes());
            assert!(matches!(output.status.code(), Some(0 | 1)), "{kind}: {:?} {}", output.status, err(&output));
        }
    }
}

#[test]
fn what_is_no_text_is_told_with_its_place() {
    let output = edge_offer_reading(&["lint", "twin"], b"{\n\"\xc3\xa9\xff\": 1}");
    assert_eq!((output.status.code(), out(&output).as_str()), (Some(3), ""));
    assert_eq!(err(&output), "error: standard input: it is no UTF-8 text: line 2, column 3 (byte 6)\n");
    let utf16 = edge_offer_reading(&["lint", "twin"], b"\xff\xfe{\0}\0");
    assert_eq!(utf16.status.code(), Some(3));
    assert!(err(&utf16).contains("line 1, column 1 (byte 1)"), "{}", err(&utf16));
    let large = edge_offer_reading(&["lint", "twin"], &vec![b' '; (16 << 20) + 1]);
    assert_eq!((large.status.code(), err(&large).contains("larger than 16 MiB")), (Some(3), true), "{}", err(&large));
    let most = edge_offer_reading(&["lint", "image"], &vec![b':'; 10 << 20]);
    assert_eq!(most.status.code(), Some(1), "{}", err(&most));
}

#[test]
fn lines_that_hold_no_string_are_answered_in_their_place() {
    let input =
        b"\"FROM /messages/* INTO $upstream\"\n\nnot json\n\"FROM\"\r\n[1]\n\"a\xff\"\n\"FROM /messages/* INTO $upstream\"";
    let output = edge_offer_reading(&["lint", "route", "--jsonl", "--format", "json"], input);
    let answers: Vec<Value> = out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let verdicts: Vec<&str> = answers.iter().map(|answer| answer["verdict"].as_str().unwrap_or("error")).collect();
    assert_eq!(verdicts, ["valid", "error", "error", "invalid", "error", "error", "valid"]);
    assert!(answers[2]["error"].as_str().unwrap().starts_with("this is no JSON string"));
    assert_eq!(output.status.code(), Some(3));
    assert!(err(&output).starts_with("error: standard input, line 2: "), "{}", err(&output));
    assert!(err(&output).contains("4 lines could not be judged"));
    let empty = edge_offer_reading(&["lint", "route", "--jsonl"], b"");
    assert_eq!((empty.status.code(), out(&empty).as_str()), (Some(0), ""));
}

#[test]
fn an_answer_comes_before_the_next_line_is_sent() {
    use std::io::{BufRead, Write};
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_edge-offer"))
        .args(["lint", "route", "--jsonl"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let (mut input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut lines = std::io::BufReader::new(output).lines();
    for _ in 0..3 {
        input.write_all(b"\"FROM\"\n").unwrap();
        assert!(lines.next().unwrap().unwrap().contains("invalid"));
    }
    drop(input);
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[test]
fn a_hundred_thousand_findings_take_no_time() {
    let rows: Vec<String> = (0..100_000).map(|row| format!("\"r{row}\":\"FROM\"")).collect();
    let hub = format!("{{\"schemaVersion\":\"1.0\",\"routes\":{{{}}}}}", rows.join(","));
    for format in ["text", "json"] {
        let start = std::time::Instant::now();
        let output = edge_offer_reading(&["lint", "hub", "--format", format], hub.as_bytes());
        assert!(out(&output).matches("route-syntax").count() >= 100_000);
        assert_eq!(output.status.code(), Some(1));
        assert!(start.elapsed() < std::time::Duration::from_secs(60), "{:?} for {format}", start.elapsed());
    }
}
