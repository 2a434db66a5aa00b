//! `new --from`: the files that name modules, through the binary.

use crate::support::{edge_offer, err, out};
use std::path::{Path, PathBuf};

const MANIFEST: &str = r#"{"modulesContent": {
  "$edgeAgent": {"properties.desired": {"schemaVersion": "1.1", "modules": {
    "tank-level": {"type": "docker", "status": "running", "restartPolicy": "always", "env": {"PORT": {"value": "/dev/ttyUSB0"}},
      "settings": {"image": "contoso.azurecr.io/tank:1.2.0", "createOptions": "{\"HostConfig\":{\"Memory\":1073741824}}"}},
    "other": {"settings": {"image": "contoso.azurecr.io/other:1"}}}}},
  "$edgeHub": {"properties.desired": {"schemaVersion": "1.1", "routes": {
    "r1": {"route": "FROM /messages/modules/tank-level/outputs/* INTO $upstream", "priority": 1},
    "r2": "FROM /messages/modules/other/* INTO BrokeredEndpoint(\"/modules/tank-level/inputs/in\")",
    "r3": "FROM /messages/modules/other/* INTO $upstream",
    "r4": "FROM /messages/modules/tank-level/outputs/a INTO $upstream", "r5": "FROM /messages/modules/tank-level/outputs/b INTO $upstream",
    "r6": "FROM /messages/modules/tank-level/outputs/c INTO $upstream", "r7": "FROM /messages/modules/tank-level/outputs/d INTO $upstream"}}},
  "tank-level": {"properties.desired": {"interval": 30, "list": [1, 2]}}}}"#;

struct Folder(tempfile::TempDir);

impl Folder {
    fn with(name: &str, content: &[u8]) -> Folder {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(name), content).unwrap();
        Folder(folder)
    }

    fn at(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_string()
    }

    /// Makes the bundle `new` from something in the folder: the status, and what was said.
    fn new_from(&self, from: &str, more: &[&str]) -> (Option<i32>, String) {
        let output = edge_offer(&[&["new", &self.at("new"), "--no-input", "--from", &self.at(from)], more].concat());
        assert_eq!(out(&output), "");
        (output.status.code(), err(&output))
    }

    fn offer(&self) -> edge_offer::offer::Document {
        edge_offer::disk::bundle::open(&self.0.path().join("new")).unwrap().document
    }
}

#[test]
fn a_module_of_a_manifest_becomes_a_plan() {
    let folder = Folder::with("deployment.json", MANIFEST.as_bytes());
    let (status, said) =
        folder.new_from("deployment.json#tank-level", &["--set", "plans[0].id=standard", "--set", "plans[0].tags=latest"]);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("note: priority of the route r1 is left out, an offer has no place for it: 1\n"), "{said}");
    assert!(said.contains("note: the marketplace makes tanklevel of the name tank-level"), "{said}");
    let document = folder.offer();
    let toml = document.toml().text();
    for expected in [
        "[[plans]]\nname = \"tank-level\"\nimage = \"contoso.azurecr.io/tank:1.2.0\"\ncreate-options = \"create-options.json\"\nid = \"standard\"\n",
        "name = \"r1\"\nvalue = \"FROM /messages/modules/tanklevel/outputs/* INTO $upstream\"\n",
        "value = 'FROM /messages/modules/other/* INTO BrokeredEndpoint(\"/modules/tanklevel/inputs/in\")'\n",
        "name = \"r7\"\n",
        "name = \"interval\"\nvalue = \"30\"\n",
        "name = \"list\"\nvalue = \"[1,2]\"\n",
        "name = \"PORT\"\nvalue = \"/dev/ttyUSB0\"\n",
    ] {
        assert!(toml.contains(expected), "{expected}\n{toml}");
    }
    assert!(!toml.contains("\"r3\""), "{toml}");
    let options = "{\n  \"HostConfig\": {\n    \"Memory\": 1073741824\n  }\n}\n";
    assert_eq!(document.text_of("create-options.json"), Some(options));
    let checked = edge_offer(&["check", &folder.at("new")]);
    assert!(out(&checked).contains("plans[0].routes"), "six routes are a finding: {}", out(&checked));
}

#[test]
fn several_modules_are_listed_and_none_is_guessed() {
    let folder = Folder::with("deployment.json", MANIFEST.as_bytes());
    let (status, said) = folder.new_from("deployment.json", &[]);
    assert_eq!(status, Some(2));
    assert!(said.contains("tank-level, other") && said.contains("deployment.json#tank-level"), "{said}");
    let (status, said) = folder.new_from("deployment.json#tanklevel", &[]);
    assert_eq!((status, said.contains("did you mean tank-level? It has: tank-level, other")), (Some(2), true), "{said}");
    assert!(!Path::new(&folder.at("new")).exists());
}

#[test]
fn files_that_hold_no_module_are_told_apart() {
    let status = |name: &str, content: &[u8], expected: &str| {
        let (status, said) = Folder::with(name, content).new_from(name, &[]);
        assert!(said.contains(expected), "{said}");
        status
    };
    assert_eq!(status("a.json", b"{\n  \"modulesContent\" {}}", "a.json:2:20: this is no JSON"), Some(3));
    assert_eq!(status("a.json", b"{}", "neither a deployment manifest nor"), Some(3));
    assert_eq!(status("a.json", b"", "neither a deployment manifest nor"), Some(3));
    assert_eq!(status("a.json", b"{\xff", "line 1, column 2 (byte 2)"), Some(3));
    assert_eq!(status("a.json", "[".repeat(100_000).as_bytes(), "this is no JSON"), Some(3));
    assert_eq!(status("a.json", b"{\"modulesContent\":{\"$edgeHub\":{}}}", "has no modules"), Some(2));
    assert_eq!(status("a#b.json", b"{}", "neither a deployment manifest nor"), Some(3));
    let (status, said) = Folder::with("a.json", b"{}").new_from("b.json#m", &[]);
    assert_eq!((status, said.contains("b.json cannot be read")), (Some(3), true), "{said}");
}

#[test]
fn the_metadata_of_a_published_plan_is_read() {
    let metadata = r#"{"containerUri": "contoso.azurecr.io/tank-level", "tagsOrDigests": ["latest", "1.0.0"], "routes": [{"name": "up", "value": "FROM /messages/* INTO $upstream"}],
        "twins": [{"name": "unit", "value": "\"l\""}], "createOptions": null, "environmentVariables": [{"name": "A", "value": "1"}]}"#;
    let folder = Folder::with("iot-edge-metadata.json", metadata.as_bytes());
    assert_eq!(folder.new_from("iot-edge-metadata.json", &[]).0, Some(0));
    let document = folder.offer();
    assert!(
        document.toml().text().contains("tags = [\"latest\", \"1.0.0\"]\nimage = \"contoso.azurecr.io/tank-level:latest\"\n")
    );
    assert!(document.toml().text().contains("name = \"unit\"\nvalue = '\"l\"'\n"), "{}", document.toml().text());
}

/// Every module of every public manifest becomes a bundle that opens, with everything in it.
#[test]
fn real_manifests_are_imported() {
    use edge_offer::edge::manifest::{ImportError, import};
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !folder.is_dir() {
        tell!("skipped: the corpus is not beside the project");
        return;
    }
    let mut count = 0;
    for folder in [folder.join("manifests"), folder.join("iot-edge-metadata")] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let Ok(text) = std::fs::read_to_string(entry.unwrap().path()) else { continue };
            let modules = match import(&text, None) {
                Ok(imported) => imported.modules,
                Err(ImportError::Ambiguous(modules)) => modules,
                Err(_) => continue,
            };
            for module in modules {
                let imported = import(&text, Some(&module)).unwrap();
                let mut document = edge_offer::starter::document();
                let plan = edge_offer::offer::import::add_plan(&mut document, &imported).unwrap();
                let again = edge_offer::offer::Document::parse(document.toml().text().to_string()).unwrap();
                let offer = edge_offer::offer::Offer::new(&again);
                let rows = |list: &str| offer.rows(&edge_offer::offer::FieldPath::of(list, &[plan]));
                let (expected, imported) =
                    (&imported.configuration, (rows("plans[].routes"), rows("plans[].twin"), rows("plans[].variables")));
                assert_eq!(imported, (expected.routes.len(), expected.twin.len(), expected.environment.len()));
                assert_eq!(offer.image(plan), expected.image.trim());
                count += 1;
            }
        }
    }
    tell!("{count} modules of real manifests imported");
    assert!(count > 100);
}
