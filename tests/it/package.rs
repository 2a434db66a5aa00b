//! Packages through the binary: exported, verified, compared, read back, and refused where they must not be trusted.

use crate::support::{edge_offer, err, out, tree};
use edge_offer::disk::package as disk;
use edge_offer::package;
use std::io::{Cursor, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;

/// A folder with the sample's bundle, and what is exported of it.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Place {
        let place = Place(tempfile::tempdir().unwrap());
        for (name, bytes) in edge_offer::sample::FILES {
            place.write(&format!("bundle/{name}"), bytes);
        }
        place
    }

    fn at(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_string()
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.0.path().join(name)).unwrap()
    }

    /// Changes the text of the bundle's `offer.toml`.
    fn change(&self, from: &str, to: &str) {
        let text = String::from_utf8(self.read("bundle/offer.toml")).unwrap();
        assert!(text.contains(from), "{from}");
        self.write("bundle/offer.toml", text.replace(from, to).as_bytes());
    }

    fn export(&self, target: &str, more: &[&str]) -> (Option<i32>, String) {
        let output = edge_offer(&[&["export", &self.at("bundle"), "-o", &self.at(target)], more].concat());
        (output.status.code(), err(&output))
    }

    fn verify(&self, name: &str) -> (Option<i32>, String) {
        let output = edge_offer(&["verify", &self.at(name)]);
        (output.status.code(), out(&output) + &err(&output))
    }

    /// Puts an archive made of these files beside the bundle.
    fn archive(&self, name: &str, files: &[(&str, &[u8])]) {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        self.write(name, &zip.finish().unwrap().into_inner());
    }
}

const FIELDS: &[u8] = b"{\"generator\":\"edge-offer\",\"format\":1,\"draft\":false}";

#[test]
fn every_change_of_a_package_is_found() {
    let place = Place::new();
    assert_eq!(place.export("package", &[]).0, Some(0));
    assert_eq!(place.export("package.zip", &[]).0, Some(0));
    for name in ["package", "package.zip"] {
        let (status, said) = place.verify(name);
        assert_eq!((status, said.contains("27 files, all as they were exported")), (Some(0), true), "{said}");
    }
    let names: Vec<_> = tree(Path::new(&place.at("package"))).into_iter().map(|(name, _)| name).collect();
    for name in names.iter().filter(|name| name.to_str() != Some("SHA256SUMS")) {
        let path = Path::new(&place.at("package")).join(name);
        let bytes = std::fs::read(&path).unwrap();
        let mut other = bytes.clone();
        *other.last_mut().unwrap() ^= 1;
        std::fs::write(&path, other).unwrap();
        let shown = name.to_string_lossy().replace('\\', "/");
        assert_eq!(place.verify("package"), (Some(1), format!("changed: {shown}\n")));
        if name.to_str() != Some("offer.json") {
            std::fs::remove_file(&path).unwrap();
            assert_eq!(place.verify("package"), (Some(1), format!("missing: {shown}\n")));
        }
        std::fs::write(&path, bytes).unwrap();
    }
    place.write("package/docs/more.txt", b"x");
    assert_eq!(place.verify("package"), (Some(1), "added: docs/more.txt\n".to_string()));
    assert_eq!(place.verify("bundle").0, Some(3));
    assert_eq!(place.verify("nothing").0, Some(3));
}

#[test]
fn the_same_bundle_gives_the_same_bytes_anywhere() {
    let (one, other) = (Place::new(), Place::new());
    std::fs::rename(other.at("bundle"), other.at("elsewhere")).unwrap();
    let export = |place: &Place, bundle: &str, target: &str, zone: &str| {
        let status = std::process::Command::new(env!("CARGO_BIN_EXE_edge-offer"))
            .args(["export", &place.at(bundle), "-o", &place.at(target)])
            .env("EDGE_OFFER_STATE_DIR", place.at("state"))
            .env("TZ", zone)
            .env("LANG", zone)
            .current_dir(place.at("."))
            .status();
        assert!(status.unwrap().success());
    };
    export(&one, "bundle", "package", "Pacific/Kiritimati");
    export(&one, "bundle", "package.zip", "Pacific/Kiritimati");
    // Times of files are another day's, and of another machine.
    for (name, _) in tree(Path::new(&other.at("elsewhere"))) {
        let file = std::fs::File::options().write(true).open(Path::new(&other.at("elsewhere")).join(name)).unwrap();
        file.set_modified(std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000)).unwrap();
    }
    export(&other, "elsewhere", "package", "America/Adak");
    export(&other, "elsewhere", "package.zip", "America/Adak");
    assert_eq!(tree(Path::new(&one.at("package"))), tree(Path::new(&other.at("package"))));
    assert_eq!(one.read("package.zip"), other.read("package.zip"));
    let from_folder = disk::read(Path::new(&one.at("package"))).unwrap();
    assert_eq!(from_folder, disk::read(Path::new(&one.at("package.zip"))).unwrap());
    for (name, bytes) in &from_folder {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains(one.0.path().to_str().unwrap()), "{name} names a path of this machine");
    }
}

#[test]
fn an_update_tells_only_what_changed() {
    let place = Place::new();
    assert_eq!(place.export("first.zip", &[]).0, Some(0));
    place.change("title = \"Tank Level Gateway\"", "title = \"Tank Level Gateway & <more>\"");
    place.change(
        "\"1.4.0\", \"1.4.0-linux-x64\"",
        "\"1.4.0\", \"1.5.0\", \"1.5.0-linux-x64\", \"1.5.0-linux-arm64\", \"1.4.0-linux-x64\"",
    );
    place.change("name = \"AlarmsToIoTHub\"", "name = \"Alarms\"");
    place.change("hidden = false\n", "");
    let (status, said) = place.export("second", &["--since", &place.at("first.zip")]);
    assert_eq!(status, Some(0), "{said}");
    let changes = String::from_utf8(place.read("second/CHANGES.md")).unwrap();
    assert_eq!(
        changes,
        "# What changed since the last package\n\n\
         - Title: `Tank Level Gateway` → `Tank Level Gateway & <more>`\n\
         - plan standard: Image tags: `latest, 1.4.0, 1.4.0-linux-x64, 1.4.0-linux-arm64` → `latest, 1.4.0, 1.5.0, 1.5.0-linux-x64, 1.5.0-linux-arm64, 1.4.0-linux-x64, 1.4.0-linux-arm64`\n\
         - Added: plan standard: route Alarms.\n\
         - Removed: plan standard: route AlarmsToIoTHub.\n"
    );
    let sheet = String::from_utf8(place.read("second/partner-center.html")).unwrap();
    assert!(sheet.contains("Before: <del>Tank Level Gateway</del>") && sheet.contains("Remove it from the form."));
    assert!(!sheet.contains("Offer alias</span>"), "what is as it was is only marked");
    assert!(sheet.contains("<summary>2 fields unchanged</summary>") && sheet.contains("Nothing changed on this page."));
    assert_eq!(place.verify("second").0, Some(0));
    let (status, _) = place.export("third", &["--since", &place.at("second")]);
    assert_eq!(status, Some(0));
    assert!(String::from_utf8(place.read("third/CHANGES.md")).unwrap().ends_with("\n\nNothing.\n"));
    let (status, said) = place.export("first.zip", &["--since", &place.at("first.zip")]);
    assert_eq!((status, said.contains("would take the place")), (Some(2), true), "{said}");
}

#[test]
fn an_update_tells_what_is_made_of_changed_fields_and_how_to_publish() {
    let place = Place::new();
    place.change("edition = \"partner-center\"", "edition = \"portal-2018\"");
    assert_eq!(place.export("first", &["--draft"]).0, Some(0));
    place.change("title = \"Tank Level Gateway\"", "title = \"Tank Levels\"");
    assert_eq!(place.export("second", &["--draft", "--since", &place.at("first")]).0, Some(0));
    let sheet = String::from_utf8(place.read("second/partner-center.html")).unwrap();
    assert!(sheet.contains("The same as the title."), "the offer's name is the title, too");
    assert!(sheet.contains("Choose Publish"), "an update is published, too");
    assert!(!sheet.contains("Add each") && !sheet.contains("choose New SKU"), "nothing is said of what stays");
}

#[test]
fn what_must_not_change_is_refused() {
    let place = Place::new();
    place.change("terms = \"own\"", "terms = \"standard-contract\"");
    place.change("regions = [\"azure-global\"]", "regions = [\"azure-global\", \"azure-government\"]");
    assert_eq!(place.export("first", &[]).0, Some(0));
    let before = place.read("bundle/offer.toml");
    for (from, to, told) in [
        ("id = \"tank-level-gateway\"", "id = \"tank-gateway\"", "Offer ID: tank-level-gateway → tank-gateway"),
        ("publisher = \"fjord-sensing\"", "publisher = \"fjords\"", "Publisher ID: fjord-sensing → fjords"),
        ("billing = \"byol\"", "billing = \"free\"", "licence model"),
        ("terms = \"standard-contract\"", "terms = \"own\"", "Standard Contract cannot be taken back"),
        ("id = \"standard\"", "id = \"pro\"", "plan standard: gone"),
        ("repository = \"tank-level-gateway\"", "repository = \"tanks\"", "Repository: tank-level-gateway → tanks"),
        ("regions = [\"azure-global\", \"azure-government\"]", "regions = [\"azure-global\"]", "a region cannot be removed"),
        ("\"1.4.0\", \"1.4.0-linux-x64\", \"1.4.0-linux-arm64\"", "\"1.5.0\"", "a version tag that is live"),
        ("\"latest\", \"1.4.0\"", "\"latest\", \"1.3.0\", \"1.4.0\"", "needs a version tag greater than 1.4.0"),
        ("value = \"30\"", "value = \"60\"", "needs a version tag greater than 1.4.0"),
    ] {
        place.change(from, to);
        let (status, said) = place.export("second", &["--since", &place.at("first")]);
        assert_eq!(status, Some(1), "{to}: {said}");
        assert!(said.contains(told) && said.contains("not exported"), "{to}: {said}");
        assert!(!Path::new(&place.at("second")).exists(), "{to}");
        let (status, said) = place.export("draft", &["--since", &place.at("first"), "--draft"]);
        assert_eq!(status, Some(0), "{said}");
        assert!(String::from_utf8(place.read("draft/CHANGES.md")).unwrap().contains("**This may not be: "), "{to}");
        place.write("bundle/offer.toml", &before);
    }
    place.change("title = \"Tank Level Gateway\"", "title = \"Tank Levels\"");
    assert_eq!(place.export("second", &["--since", &place.at("first")]).0, Some(0), "words may change without a version");
}

#[test]
fn a_package_that_is_not_whole_is_not_compared_and_not_read_back() {
    let place = Place::new();
    assert_eq!(place.export("package", &[]).0, Some(0));
    place.write("package/listing/description.html", b"<p>other</p>");
    let (status, said) = place.export("second", &["--since", &place.at("package")]);
    assert_eq!((status, said.contains("changed: listing/description.html")), (Some(3), true), "{said}");
    let from = |name: &str| edge_offer(&["new", &place.at("new"), "--no-input", "--from", &place.at(name)]);
    let refused = from("package");
    assert_eq!((refused.status.code(), err(&refused).contains("is not what was exported")), (Some(3), true), "{}", err(&refused));
    place.archive("later.zip", &[("offer.json", b"{\"generator\":\"edge-offer\",\"format\":2}"), ("SHA256SUMS", b"")]);
    let refused = from("later.zip");
    assert_eq!(
        (refused.status.code(), err(&refused).contains("a later edge-offer: its format is 2")),
        (Some(3), true),
        "{}",
        err(&refused)
    );
    let (status, said) = place.export("second", &["--since", &place.at("later.zip")]);
    assert_eq!((status, said.contains("a later edge-offer")), (Some(3), true), "{said}");
    assert!(!Path::new(&place.at("new")).exists() && !Path::new(&place.at("second")).exists());
}

#[test]
fn a_bundle_read_back_exports_the_same() {
    let place = Place::new();
    assert_eq!(place.export("package", &[]).0, Some(0));
    assert_eq!(place.export("package.zip", &[]).0, Some(0));
    for from in ["package", "package.zip"] {
        let made = edge_offer(&["new", &place.at(&format!("new-{from}")), "--no-input", "--from", &place.at(from)]);
        assert_eq!(made.status.code(), Some(0), "{}", err(&made));
        let exported = edge_offer(&["export", &place.at(&format!("new-{from}")), "-o", &place.at("again.zip")]);
        assert_eq!(exported.status.code(), Some(0), "{}", err(&exported));
        assert!(place.read("again.zip") == place.read("package.zip"));
    }
    // What is there already is not written over.
    place.write("third/logos/small-40x40.png", b"mine");
    let refused = edge_offer(&["new", &place.at("third"), "--no-input", "--from", &place.at("package")]);
    assert_eq!(refused.status.code(), Some(3));
    assert_eq!(place.read("third/logos/small-40x40.png"), b"mine");
    assert!(!Path::new(&place.at("third/offer.toml")).exists());
}

#[test]
fn archives_that_must_not_be_trusted_are_refused() {
    let place = Place::new();
    let refused = |name: &str, said: &str| {
        let (status, told) = place.verify(name);
        assert_eq!(status, Some(3), "{name}: {told}");
        assert!(told.contains(said), "{name}: {told}");
    };
    for path in ["/etc/passwd", "../out", "a/../../out", "a\\..\\out", "C:/out", "a//b", "./a"] {
        place.archive("bad.zip", &[("offer.json", FIELDS), (path, b"x")]);
        refused("bad.zip", "leads out of the package");
    }
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("offer.json", SimpleFileOptions::default()).unwrap();
    zip.write_all(FIELDS).unwrap();
    zip.add_symlink("media/link", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    place.write("link.zip", &zip.finish().unwrap().into_inner());
    refused("link.zip", "media/link is a link");
    // A bomb: a gigabyte of zeros in a megabyte, and one that only its own header makes small.
    place.archive("bomb.zip", &[("offer.json", FIELDS), ("media/zeros.png", &vec![0; 70 << 20])]);
    refused("bomb.zip", "unpacks to more than any file of a package has");
    place.archive("ratio.zip", &[("offer.json", FIELDS), ("media/zeros.png", &vec![0; 8 << 20])]);
    refused("ratio.zip", "unpacks to more than any file of a package has");
    let mut lying = place.read("ratio.zip");
    let central = lying.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    lying[central + 24..central + 28].copy_from_slice(&10u32.to_le_bytes());
    place.write("lying.zip", &lying);
    refused("lying.zip", "");
    let many: Vec<String> = (0..5000).map(|number| format!("media/{number}.png")).collect();
    let files: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).chain([("offer.json", FIELDS)]).collect();
    place.archive("many.zip", &files);
    refused("many.zip", "more than 4096 files");
    // Two files of one name, made by renaming one in the bytes.
    place.archive("twins.zip", &[("offer.json", FIELDS), ("a.txt", b"one"), ("b.txt", b"two")]);
    let twins: Vec<u8> = place.read("twins.zip");
    let mut twins = twins;
    while let Some(at) = twins.windows(5).position(|five| five == b"b.txt") {
        twins[at] = b'a';
    }
    place.write("twins.zip", &twins);
    refused("twins.zip", "the same name");
    place.archive("cases.zip", &[("offer.json", FIELDS), ("a.txt", b"one"), ("A.txt", b"two")]);
    refused("cases.zip", "the same name");
    // The bit that says that a file is encrypted.
    place.archive("secret.zip", &[("offer.json", FIELDS), ("a.txt", b"one")]);
    let mut secret = place.read("secret.zip");
    for (sign, flags) in [(&b"PK\x01\x02"[..], 8), (&b"PK\x03\x04"[..], 6)] {
        let at = secret.windows(4).rposition(|four| four == sign).unwrap();
        secret[at + flags] |= 1;
    }
    place.write("secret.zip", &secret);
    refused("secret.zip", "encrypted");
    place.write("none.zip", b"PK but no archive");
    refused("none.zip", "no zip archive");
    let whole = place.read("cases.zip");
    for end in 0..whole.len() {
        place.write("cut.zip", &whole[..end]);
        assert!(disk::read(Path::new(&place.at("cut.zip"))).is_err(), "cut at {end}");
    }
}

#[cfg(unix)]
#[test]
fn a_folder_with_links_is_refused() {
    let place = Place::new();
    assert_eq!(place.export("package", &[]).0, Some(0));
    std::os::unix::fs::symlink("/etc/passwd", place.at("package/listing/link")).unwrap();
    let (status, said) = place.verify("package");
    assert_eq!((status, said.contains("listing/link is a link")), (Some(3), true), "{said}");
}

#[test]
fn the_preview_is_written_alone() {
    let place = Place::new();
    let preview = |more: &[&str]| edge_offer(&[&["preview", &place.at("bundle")], more].concat());
    let written = preview(&["-o", &place.at("p.html"), "--open"]);
    assert_eq!(written.status.code(), Some(0), "{}", err(&written));
    assert_eq!(out(&written), format!("{}\n", place.at("p.html")));
    assert_eq!(place.export("package", &[]).0, Some(0));
    assert!(place.read("p.html") == place.read("package/preview.html"));
    assert_eq!(preview(&["-o", "-"]).stdout, place.read("p.html"));
    assert_eq!(preview(&["-o", &place.at("p.html")]).status.code(), Some(0), "a page of ours is replaced");
    place.write("mine.html", b"<p>mine</p>");
    let refused = preview(&["-o", &place.at("mine.html")]);
    assert_eq!((refused.status.code(), place.read("mine.html")), (Some(3), b"<p>mine</p>".to_vec()), "{}", err(&refused));
    // An offer with errors has a preview, too.
    place.change("title = \"Tank Level Gateway\"", "title = \"\"");
    std::fs::remove_file(place.at("bundle/logos/large-350x350.png")).unwrap();
    assert_eq!(preview(&["-o", &place.at("p.html")]).status.code(), Some(0));
    assert!(String::from_utf8(place.read("p.html")).unwrap().contains("(no title yet)"));
    assert_eq!(preview(&["-o", &place.at("none/../p.html/x")]).status.code(), Some(3));
}

#[test]
fn the_manifests_of_the_sample_are_what_the_runtime_accepts() {
    let place = Place::new();
    assert_eq!(place.export("package", &[]).0, Some(0));
    for name in ["deployment.json", "deployment.layered.json"] {
        let judged = edge_offer(&["lint", "manifest", &place.at(&format!("package/plans/standard/{name}"))]);
        assert_eq!(judged.status.code(), Some(0), "{}", out(&judged));
        assert!(out(&judged).contains("the IoT Edge runtime accepts it"), "{}", out(&judged));
    }
}

/// However early an export is killed, the target is a whole package: the old one or the new one, or for a moment none.
#[cfg(unix)]
#[test]
fn a_killed_export_leaves_a_whole_package_or_none() {
    let place = Place::new();
    for target in ["package", "package.zip"] {
        assert_eq!(place.export(target, &[]).0, Some(0));
        for pause in 0..24u64 {
            let mut export = std::process::Command::new(env!("CARGO_BIN_EXE_edge-offer"))
                .args(["export", &place.at("bundle"), "-o", &place.at(target)])
                .env("EDGE_OFFER_STATE_DIR", place.at("state"))
                .stderr(std::process::Stdio::null())
                .spawn()
                .unwrap();
            std::thread::sleep(std::time::Duration::from_millis(pause * 4));
            export.kill().unwrap();
            export.wait().unwrap();
            if Path::new(&place.at(target)).exists() {
                assert_eq!(place.verify(target).0, Some(0), "killed after {} ms", pause * 4);
            } else {
                assert_eq!(target, "package", "an archive is replaced at once");
            }
        }
        // What was left half-written does not keep the next export from its work.
        assert_eq!(place.export(target, &[]).0, Some(0));
        assert_eq!(place.verify(target).0, Some(0));
    }
}

#[test]
fn offer_json_keeps_its_schema_and_is_documented() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let schema = package::schema::schema();
    let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    let page = std::fs::read_to_string(kept.join("package.md")).unwrap_or_default();
    let (before, rest) = page.split_once("<!-- names -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- end of names -->").unwrap();
    let page_now = format!("{before}<!-- names -->\n{}<!-- end of names -->{after}", package::schema::names_table());
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(kept.join("offer.schema.json"), &text).unwrap();
        std::fs::write(kept.join("package.md"), &page_now).unwrap();
    }
    let hint = "is not what the table of fields says: UPDATE_DOCS=1 cargo test --test it offer_json";
    assert!(std::fs::read_to_string(kept.join("offer.schema.json")).unwrap_or_default() == text, "docs/offer.schema.json {hint}");
    assert!(std::fs::read_to_string(kept.join("package.md")).unwrap() == page_now, "docs/package.md {hint}");

    let validator = jsonschema::validator_for(&schema).unwrap();
    let document = edge_offer::sample::document();
    let json = package::fields::write(&edge_offer::offer::Offer::new(&document), false);
    let wrong: Vec<String> = validator.iter_errors(&json).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    for (pointer, value) in [
        ("/listing/title", serde_json::json!("x".repeat(201))),
        ("/listing/titel", serde_json::json!("x")),
        ("/listing/description", serde_json::json!("x".repeat(5001))),
        ("/plans/0/hidden", serde_json::json!("no")),
        ("/listingAssets/azureLogoWide", serde_json::json!("logos/wide.png")),
        ("/format", serde_json::json!(2)),
        ("/previewAudiences", serde_json::json!(vec![serde_json::json!({}); 101])),
    ] {
        let mut broken = json.clone();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        broken.pointer_mut(parent).unwrap()[key] = value;
        assert!(!validator.is_valid(&broken), "{pointer}");
    }
}

#[cfg(unix)]
#[test]
fn the_test_on_a_device_deploys_waits_and_shows_the_logs() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.change("name = \"Tank Level Gateway\"\nsummary", "name = \"Tank '$(touch /tmp/never)' Gateway\"\nsummary");
    place.change("TankLevelGateway", "TanktouchtmpneverGateway");
    let (status, said) = place.export("package", &["--draft"]);
    assert_eq!(status, Some(0), "{said}");
    let script = place.at("package/certification/test-on-device.sh");
    assert!(std::process::Command::new("sh").args(["-n", &script]).status().unwrap().success());
    match std::process::Command::new("shellcheck").arg(&script).output() {
        Ok(checked) => assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout)),
        Err(_) => tell!("shellcheck is not here: the script was only parsed"),
    }
    // An az that answers as the real one does, and notes what it was asked.
    place.write(
        "bin/az",
        b"#!/bin/sh\necho \"$*\" >> \"$CALLS\"\ncase \"$*\" in\n*module-twin*) echo \"$STATE\" ;;\n*GetModuleLogs*) echo 'a line of the log' ;;\nesac\n",
    );
    std::fs::set_permissions(place.at("bin/az"), std::fs::Permissions::from_mode(0o755)).unwrap();
    let run = |state: &str, arguments: &[&str]| {
        let output = std::process::Command::new("sh")
            .arg(&script)
            .args(arguments)
            .env("PATH", format!("{}:/usr/bin:/bin", place.at("bin")))
            .env("CALLS", place.at("calls"))
            .env("STATE", state)
            .env("SECONDS_TO_WAIT", "1")
            .output()
            .unwrap();
        (output.status.code(), out(&output) + &err(&output))
    };
    let (status, said) = run("running", &["hub one", "device"]);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("TanktouchtmpneverGateway runs") && said.contains("a line of the log"), "{said}");
    assert!(said.contains("<LICENSE_KEY>"), "placeholders are told: {said}");
    assert!(said.contains("DRAFT"), "{said}");
    let calls = String::from_utf8(place.read("calls")).unwrap();
    assert!(calls.contains("iot edge set-modules --hub-name hub one --device-id device --content"), "{calls}");
    assert!(calls.contains("properties.reported.modules.\"TanktouchtmpneverGateway\".runtimeStatus"), "{calls}");
    assert_eq!(run("backoff", &["hub", "device"]).0, Some(1));
    assert_eq!(run("running", &["hub", "device", "other"]).0, Some(2));
    assert_eq!(run("running", &["hub"]).0, Some(2));
}
