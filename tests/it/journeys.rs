//! What a person does from the first start to the package, key by key.

use crate::pictures::compare;
use crate::pty::Tui;
use crate::support::{sample, tree};
use edge_offer::offer::{FieldPath, Offer};
use std::path::Path;

fn png(path: &Path, width: u32, height: u32) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    image::RgbaImage::from_pixel(width, height, image::Rgba([0, 90, 160, 255])).save(path).unwrap();
}

/// Fills a field and waits until the screen shows it, then goes on.
fn fill(tui: &mut Tui, label: &str, text: &str) {
    tui.wait(label);
    tui.text(text);
    tui.wait(&text.chars().take(20).collect::<String>());
    tui.press("Tab");
}

fn choose_picture(tui: &mut Tui, path: &Path, shown: &str) {
    tui.press("Enter");
    tui.wait("Choose a PNG file");
    tui.paste(&path.display().to_string());
    tui.press("Enter");
    tui.gone("Choose a PNG file");
    tui.wait(shown);
    tui.press("Tab");
}

/// Authors the offer of the published simulated temperature sensor. Image, route, create options and variable are those of
/// the deployment manifest in Azure/iotedge, e2e_deployment_files/nestededge_isa95_smoke_test_BaseDeployment.json.
fn author(tui: &mut Tui, pictures: &Path) {
    tui.wait("New offer");
    tui.press("Enter");
    fill(tui, "Publisher ID", "nordlys-edge");
    fill(tui, "Offer ID", "simulated-temperature-sensor");
    fill(tui, "Offer alias", "Simulated Temperature Sensor");
    tui.press("Tab Right");
    tui.wait("Free");
    tui.press("PgDn");
    fill(tui, "Title", "Simulated Temperature Sensor");
    fill(tui, "Search results summary", "Sends made-up temperatures, so that a pipeline can be tried without hardware.");
    fill(tui, "Short description", "A module that behaves like a machine with a thermometer.");
    tui.press("Enter");
    tui.wait("description.html");
    tui.paste("<p>Sends a temperature and a humidity every five seconds, as a machine would.</p>\r\n<p><u>Minimum hardware requirements:</u> Linux x64 OS, 128 MB of RAM, 60 MB of storage</p>");
    tui.wait("As customers see it");
    tui.press("Esc");
    tui.wait("2 lines");
    tui.press("Tab Enter");
    tui.wait("type to search");
    tui.text("engl");
    tui.press("Enter");
    tui.gone("type to search");
    tui.press("Tab Right");
    tui.wait("Internet of Things");
    tui.press("PgDn");
    tui.wait("PNG files");
    for (name, width, height) in
        [("s", 40, 40), ("s48", 48, 48), ("m", 90, 90), ("l", 115, 115), ("w", 255, 115), ("xl", 300, 300)]
    {
        let path = pictures.join(format!("{name}.png"));
        png(&path, width, height);
        choose_picture(tui, &path, &format!("PNG {width}x{height}"));
    }
    tui.press("PgDn");
    tui.wait("What customers agree to");
    tui.press("Right");
    tui.wait("Microsoft's Standard Contract");
    tui.press("Tab");
    fill(tui, "Privacy policy", "https://nordlys.example/privacy");
    tui.press("Alt-5");
    for (row, (title, address)) in
        [("How to use it", "https://nordlys.example/docs"), ("Tested devices", "https://nordlys.example/devices")]
            .into_iter()
            .enumerate()
    {
        tui.press("^N");
        tui.wait(&format!("Link {} of {}", row + 1, row + 1));
        tui.text(title);
        tui.press("Tab");
        tui.text(address);
        tui.press("Tab Right");
        if row == 1 {
            tui.press("Right");
            tui.wait("Device catalogue");
        }
    }
    tui.press("Alt-6");
    for who in ["support", "engineering"] {
        fill(tui, "Name", "Nordlys desk");
        fill(tui, "E-mail", &format!("{who}@nordlys.example"));
        fill(tui, "Phone", "+47 22 00 11 22");
        if who == "support" {
            fill(tui, "Support website", "https://nordlys.example/help");
            tui.press("Tab");
        }
    }
    plan(tui);
    configuration(tui);
    tui.press("Alt-9 ^N");
    tui.wait("Subscription 1 of 1");
    tui.text("0c1d7a44-3b1e-4f6a-9d55-1f0e2b7c8a90");
    tui.press("Alt-0");
    tui.wait("No errors.");
}

fn plan(tui: &mut Tui) {
    tui.press("Alt-7 Enter");
    tui.wait("Plan 1 of 1");
    fill(tui, "Plan ID", "standard");
    fill(tui, "Plan name", "Simulated Temperature Sensor");
    fill(tui, "Plan summary", "The sensor, as it is.");
    tui.text("One sensor for one device.");
    tui.press("Tab Tab Enter");
    tui.wait("Space marks");
    tui.press("Space Enter");
    tui.wait("[x] Azure Global");
    tui.press("Tab");
    fill(tui, "Registry name", "nordlysedge");
    fill(tui, "Repository", "simulated-temperature-sensor");
    fill(tui, "Subscription of the registry", "0c1d7a44-3b1e-4f6a-9d55-1f0e2b7c8a90");
    fill(tui, "Resource group", "edge");
    fill(tui, "Image tags", "latest, 1.5.0, 1.5.0-linux-x64");
    tui.press("Enter");
    tui.wait("Space marks");
    tui.press("Space Enter");
    tui.wait("[x] Linux x64");
    tui.press("Tab");
    tui.text("$upstream:443/microsoft/azureiotedge-simulated-temperature-sensor:<Build.BuildNumber>-linux-<Architecture>");
}

fn configuration(tui: &mut Tui) {
    tui.press("Alt-8");
    tui.wait("Add a route");
    tui.press("^N");
    tui.wait("Route 1 of 1");
    fill(tui, "Name", "ToUpstream");
    fill(tui, "Route", "FROM /messages/* INTO $upstream");
    fill(tui, "What it does", "Sends all messages to IoT Hub.");
    tui.press("^P");
    tui.wait("Commands and fields");
    tui.text("container create options");
    tui.press("Enter");
    tui.gone("Commands and fields");
    tui.press("Enter");
    tui.wait("line 1, column 1");
    tui.paste("{\"HostConfig\":{\"LogConfig\":{\"Type\":\"json-file\",\"Config\":{\"max-size\":\"4m\",\"max-file\":\"7\",\"compress\":\"true\"}}}}");
    tui.wait("no findings");
    tui.press("Esc");
    tui.wait("What they do");
    tui.press("Tab Tab Enter");
    tui.wait("Variable 1 of 1");
    fill(tui, "Name", "MessageCount");
    fill(tui, "Value", "-1");
}

#[test]
fn an_offer_is_authored_saved_reopened_changed_and_exported() {
    let (state, work) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut tui = Tui::start_with(120, 36, state.path(), work.path(), &[], &[("COLORTERM", "truecolor"), ("COLORFGBG", "15;0")]);
    author(&mut tui, &work.path().join("pictures"));
    tui.wait("draft kept");
    compare("journey-review", &tui);
    tui.press("Alt-8");
    tui.wait("Variable 1 of 1");
    compare("journey-configuration", &tui);
    tui.press("Alt-0");
    tui.press("^S");
    tui.wait("Save the bundle into a folder");
    tui.press("Enter");
    tui.wait("Saved");
    tui.wait("saved");
    tui.press("^Q");
    assert_eq!(tui.exit(), 0);
    assert!(!tui.on_alternate_screen() && !tui.takes_pastes() && !tui.takes_mouse());

    let bundle = work.path().join("simulated-temperature-sensor");
    let opened = edge_offer::disk::bundle::open(&bundle).unwrap();
    let offer = Offer::new(&opened.document);
    let text = |path: &str| offer.instance(&FieldPath::parse(path).unwrap()).unwrap().text;
    assert_eq!(text("plans[0].routes[0].value"), "FROM /messages/* INTO $upstream");
    assert_eq!(text("plans[0].variables[0].value"), "-1");
    assert_eq!(
        text("plans[0].image"),
        "$upstream:443/microsoft/azureiotedge-simulated-temperature-sensor:<Build.BuildNumber>-linux-<Architecture>"
    );
    assert!(text("plans[0].create-options").contains("\"max-file\":\"7\""));
    assert_eq!(text("listing.description").lines().count(), 2);
    assert_eq!(
        std::fs::read(bundle.join("logos/wide-255x115.png")).unwrap(),
        std::fs::read(work.path().join("pictures/w.png")).unwrap()
    );
    let left: Vec<_> = edge_offer::rules::check(&opened.document, None)
        .into_iter()
        .filter(|finding| finding.severity == edge_offer::rule::Severity::Error)
        .collect();
    assert!(left.is_empty(), "{left:#?}");

    // A week later: a comment by hand, one change in the wizard, and the package.
    let before = std::fs::read_to_string(bundle.join("offer.toml")).unwrap();
    let by_hand = before.replace("[listing]", "# reviewed by Kari\n[listing]");
    std::fs::write(bundle.join("offer.toml"), &by_hand).unwrap();
    let mut tui = Tui::start(120, 40, state.path(), work.path(), &["simulated-temperature-sensor"]);
    tui.wait("Publisher ID");
    tui.press("Alt-2");
    tui.wait("The words that customers read");
    tui.text(" 2");
    tui.wait("Simulated Temperature Sensor 2");
    tui.press("^S");
    tui.wait("Saved 1 file");
    tui.press("F5");
    tui.wait("Export the package to");
    tui.press("Enter");
    tui.wait("Exported");
    tui.press("^Q");
    assert_eq!(tui.exit(), 0);
    let after = std::fs::read_to_string(bundle.join("offer.toml")).unwrap();
    assert_eq!(
        after,
        by_hand.replacen("title = \"Simulated Temperature Sensor\"", "title = \"Simulated Temperature Sensor 2\"", 1)
    );
    let package = tree(&work.path().join("simulated-temperature-sensor-package"));
    assert!(package.iter().any(|(name, _)| name == Path::new("media/logo-wide-255x115.png")));
    let json: serde_json::Value =
        serde_json::from_slice(&package.iter().find(|(name, _)| name == Path::new("offer.json")).unwrap().1).unwrap();
    assert_eq!(json["listing"]["title"], "Simulated Temperature Sensor 2");
}

#[test]
fn nothing_typed_is_lost_by_a_kill() {
    let (state, bundle) = (tempfile::tempdir().unwrap(), sample());
    let saved = tree(bundle.path());
    let mut tui = Tui::start(100, 30, state.path(), bundle.path(), &["."]);
    tui.wait("Publisher ID");
    tui.press("Alt-2");
    tui.wait("The words that customers read");
    tui.text(" of Oslo");
    tui.wait("draft kept");
    tui.kill();
    assert_eq!(tree(bundle.path()), saved, "the bundle itself changes on save only");

    let mut tui = Tui::start(100, 30, state.path(), bundle.path(), &["."]);
    tui.wait("There is a draft");
    tui.wait("│ Title.");
    tui.press("Enter");
    tui.wait("Tank Level Gateway of Oslo");
    // On the field where it was left.
    tui.wait("Title  The name that customers see");
    tui.press("^S");
    tui.wait("Saved 1 file");
    tui.press("^Q");
    assert_eq!(tui.exit(), 0);
    assert!(std::fs::read_to_string(bundle.path().join("offer.toml")).unwrap().contains("Tank Level Gateway of Oslo"));
    let mut tui = Tui::start(100, 30, state.path(), bundle.path(), &["."]);
    tui.wait("Publisher ID");
    tui.press("^Q");
    assert_eq!(tui.exit(), 0);
}

#[test]
fn the_terminal_is_given_back_on_every_way_out() {
    for (name, status) in [("TERM", 0), ("HUP", 0), ("INT", 0)] {
        let (state, bundle) = (tempfile::tempdir().unwrap(), sample());
        let mut tui = Tui::start(100, 30, state.path(), bundle.path(), &["."]);
        tui.wait("Publisher ID");
        assert!(tui.on_alternate_screen() && tui.takes_pastes() && tui.takes_mouse());
        tui.press("Alt-2");
        tui.text("!!");
        tui.wait("Gateway!!");
        tui.signal(name);
        assert_eq!(tui.exit(), status, "{name}");
        assert!(!tui.on_alternate_screen() && !tui.takes_pastes() && !tui.takes_mouse(), "{name}");
        let mut tui = Tui::start(100, 30, state.path(), bundle.path(), &["."]);
        tui.wait("There is a draft");
        tui.press("Enter");
        tui.wait("Gateway!!");
        tui.kill();
    }
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_gives_the_terminal_back_and_keeps_the_draft() {
    let (state, bundle) = (tempfile::tempdir().unwrap(), sample());
    let mut tui = Tui::start_with(100, 30, state.path(), bundle.path(), &["."], &[("EDGE_OFFER_PANIC_ON_PASTE", "boom")]);
    tui.wait("Publisher ID");
    tui.press("Alt-2");
    tui.text("!!");
    tui.wait("Gateway!!");
    tui.paste("boom");
    assert_eq!(tui.exit(), 3);
    assert!(!tui.on_alternate_screen() && !tui.takes_pastes() && !tui.takes_mouse());
    assert!(tui.screen().contains("this is a bug in edge-offer"), "{}", tui.screen());
    let mut tui = Tui::start(100, 30, state.path(), bundle.path(), &["."]);
    tui.wait("There is a draft");
    tui.press("Enter");
    tui.wait("Gateway!!");
    tui.kill();
}

#[test]
fn the_shell_gets_the_terminal_for_a_while() {
    let (state, bundle) = (tempfile::tempdir().unwrap(), sample());
    let mut tui = Tui::start(100, 30, state.path(), bundle.path(), &["."]);
    tui.wait("Publisher ID");
    tui.press("Alt-z");
    let start = std::time::Instant::now();
    while tui.on_alternate_screen() {
        assert!(start.elapsed().as_secs() < 10);
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    tui.signal("CONT");
    tui.wait("Publisher ID");
    tui.press("Alt-2");
    tui.text("?");
    tui.wait("Gateway?");
    tui.kill();
}

#[test]
fn the_second_wizard_says_so_and_opens_read_only() {
    let (state, bundle) = (tempfile::tempdir().unwrap(), sample());
    let mut first = Tui::start(100, 30, state.path(), bundle.path(), &["."]);
    first.wait("Publisher ID");
    let mut second = Tui::start(100, 30, state.path(), bundle.path(), &["."]);
    second.wait(&format!("Another wizard (process {})", first.process()));
    second.press("Enter");
    second.wait("read-only");
    second.text("x");
    second.wait("nothing was changed");
    second.press("^S");
    second.wait("F3 saves a copy");
    second.press("^Q");
    assert_eq!(second.exit(), 0);
    let mut third = Tui::start(100, 30, state.path(), bundle.path(), &["."]);
    third.wait("open elsewhere");
    third.press("Down Enter");
    assert_eq!(third.exit(), 0);
    first.kill();
}

#[test]
fn a_bundle_that_changed_on_disk_is_asked_about() {
    let (state, bundle) = (tempfile::tempdir().unwrap(), sample());
    let file = bundle.path().join("offer.toml");
    let mut tui = Tui::start(100, 30, state.path(), bundle.path(), &["."]);
    tui.wait("Publisher ID");
    tui.text("-mine");
    tui.wait("sensing-mine");
    let theirs = std::fs::read_to_string(&file).unwrap() + "# theirs\n";
    std::fs::write(&file, &theirs).unwrap();
    tui.press("^S");
    tui.wait("The bundle has changed on disk");
    tui.press("Esc");
    tui.gone("The bundle has changed on disk");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), theirs);
    tui.press("^S");
    tui.wait("The bundle has changed on disk");
    tui.text("r");
    tui.gone("sensing-mine");
    tui.wait("Publisher ID");
    tui.press("^Q");
    assert_eq!(tui.exit(), 0);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), theirs);
}

#[test]
fn undo_goes_over_all_fields_and_quitting_asks_only_for_a_loss() {
    let (state, bundle) = (tempfile::tempdir().unwrap(), sample());
    let mut tui = Tui::start(100, 30, state.path(), bundle.path(), &["."]);
    tui.wait("Publisher ID");
    tui.text("x");
    tui.press("Alt-2");
    tui.wait("The words that customers read");
    tui.text(" one two");
    tui.wait("Gateway one two");
    tui.press("^Z");
    tui.wait("Gateway one");
    tui.gone("Gateway one two");
    tui.press("^Z ^Z");
    tui.wait("Store: Azure Marketplace");
    tui.gone("fjord-sensingx");
    tui.press("^Y");
    tui.wait("fjord-sensingx");
    tui.press("^Q");
    tui.wait("Not everything is saved");
    tui.press("Esc");
    tui.gone("Not everything is saved");
    tui.press("^Z");
    tui.wait("saved");
    tui.press("^Q");
    assert_eq!(tui.exit(), 0);
}

#[test]
fn a_hostile_paste_reaches_the_document_and_not_the_terminal() {
    let (state, bundle) = (tempfile::tempdir().unwrap(), sample());
    let mut tui = Tui::start(100, 30, state.path(), bundle.path(), &["."]);
    tui.wait("Publisher ID");
    tui.press("Alt-4");
    tui.wait("What customers agree to");
    tui.press("Tab Enter");
    tui.wait("terms.html");
    let hostile = "\u{202e}evil \u{1b}[2J\u{1b}]0;owned\u{7} ".repeat(50_000);
    assert!(hostile.len() > 1_000_000);
    let before = tui.raw().len();
    tui.paste(&hostile);
    tui.wait("the limit is 10,000");
    let shown = String::from_utf8_lossy(&tui.raw()[before..]).into_owned();
    assert!(!shown.contains('\u{202e}') && !shown.contains("\u{1b}[2J") && !shown.contains("owned\u{7}"));
    tui.wait("␛[2J");
    tui.press("^S");
    tui.wait("Saved 1 file");
    tui.press("Esc ^Q");
    assert_eq!(tui.exit(), 0);
    assert!(std::fs::read_to_string(bundle.path().join("terms.html")).unwrap().contains(&hostile));
}

#[test]
fn small_windows_keep_the_state_and_one_cell_does_no_harm() {
    let (state, bundle) = (tempfile::tempdir().unwrap(), sample());
    let mut tui = Tui::start(120, 40, state.path(), bundle.path(), &["."]);
    tui.wait("Publisher ID");
    tui.text("x");
    for (columns, rows) in [(60, 20), (1, 1), (39, 9), (3, 200), (250, 3), (80, 24)] {
        tui.resize(columns, rows);
        std::thread::sleep(std::time::Duration::from_millis(60));
    }
    tui.wait("fjord-sensingx");
    tui.resize(30, 8);
    tui.wait("nothing is lost");
    tui.resize(80, 24);
    tui.wait("Offer alias");
    tui.press("^C ^C");
    assert_eq!(tui.exit(), 0);
}

#[test]
fn the_persons_own_editor_is_used() {
    let (state, bundle) = (tempfile::tempdir().unwrap(), sample());
    let script = state.path().join("my editor.sh");
    std::fs::write(&script, "#!/bin/sh\nsed -i 's/tanks/silos/' \"$1\"\n").unwrap();
    std::process::Command::new("chmod").arg("+x").arg(&script).status().unwrap();
    let editor = format!("'{}'", script.display());
    let mut tui = Tui::start_with(120, 40, state.path(), bundle.path(), &["."], &[("EDITOR", &editor)]);
    tui.wait("Publisher ID");
    tui.press("Alt-2");
    tui.wait("The words that customers read");
    tui.press("Tab Tab Tab ^E");
    tui.wait("Taken over from your editor");
    tui.wait("silos");
    tui.press("^S");
    tui.wait("Saved 1 file");
    let text = std::fs::read_to_string(bundle.path().join("description.html")).unwrap();
    let edited: String = include_str!("../../assets/sample/description.html")
        .split_inclusive('\n')
        .map(|line| line.replacen("tanks", "silos", 1))
        .collect();
    assert_eq!(text, edited);
    tui.kill();
}

#[test]
fn the_caret_stands_where_the_next_letter_goes() {
    let (state, bundle) = (tempfile::tempdir().unwrap(), sample());
    let mut tui = Tui::start(80, 24, state.path(), bundle.path(), &["."]);
    tui.wait("Publisher ID");
    tui.press("Alt-2");
    tui.wait("The words that customers read");
    tui.press("^U");
    tui.wait(" 0/200");
    let (row, start) = tui.whole_screen().cursor_position();
    for (text, columns) in [("日本", 4), ("e\u{301}", 5), ("👩‍💻", 7)] {
        tui.text(text);
        tui.until(text, |_| tui.caret() == (row, start + columns));
    }
    tui.press("Backspace");
    tui.until("the whole emoji to go", |_| tui.caret() == (row, start + 5));
    tui.kill();
}

#[test]
fn the_mouse_focuses_chooses_and_scrolls() {
    let (state, bundle) = (tempfile::tempdir().unwrap(), sample());
    let mut tui = Tui::start(80, 24, state.path(), bundle.path(), &["."]);
    tui.wait("Publisher ID");
    tui.click(5, 3);
    tui.wait("The words that customers read");
    let row = tui.screen().lines().position(|line| line.contains("Short description")).unwrap();
    tui.click(40, row as u16);
    tui.wait("A little more than the summary");
    tui.send("\x1b[<65;40;10M");
    tui.press("^Q");
    assert_eq!(tui.exit(), 0);
}

#[test]
fn lines_for_screen_readers_author_and_save() {
    let (state, work) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut tui = Tui::start(100, 40, state.path(), work.path(), &["--accessible"]);
    tui.wait("Number, or quit");
    tui.text("1\r");
    tui.wait("Step 1 of 10: Offer");
    tui.text("1\r");
    tui.wait("New value");
    tui.text("nordlys-edge\r");
    tui.wait("Taken.");
    tui.text("save here\r");
    tui.wait("Saved");
    tui.text("quit\r");
    assert_eq!(tui.exit(), 0);
    assert!(std::fs::read_to_string(work.path().join("here/offer.toml")).unwrap().contains("publisher = \"nordlys-edge\""));
    assert!(!tui.raw().windows(2).any(|pair| pair == b"\x1b["), "plain lines hold no commands for the terminal");
}

#[test]
fn a_route_is_completed_built_and_explained() {
    let (state, bundle) = (tempfile::tempdir().unwrap(), sample());
    let mut tui = Tui::start(120, 40, state.path(), bundle.path(), &["."]);
    tui.wait("Publisher ID");
    tui.press("Alt-8 Tab");
    tui.wait("→ Messages from the output levels of this module");
    tui.press("^U");
    tui.wait("0/511");
    tui.press("Right");
    tui.wait("5/511");
    tui.text("/messages/modules/Ta");
    tui.press("Right");
    tui.text(" INTO $up");
    tui.press("Right");
    tui.wait("→ Messages from any output of this module go to");
    tui.press("^R");
    tui.wait("Build this route");
    tui.press("Down");
    tui.text("$body.level > 3");
    tui.wait("for which $body.level > 3 is true");
    tui.press("Enter ^S");
    tui.wait("Saved 1 file");
    let toml = std::fs::read_to_string(bundle.path().join("offer.toml")).unwrap();
    assert!(toml.contains("FROM /messages/modules/TankLevelGateway/outputs/* WHERE $body.level > 3 INTO $upstream"), "{toml}");
    tui.kill();
}

#[test]
fn json_is_laid_out_and_made_small() {
    let (state, bundle) = (tempfile::tempdir().unwrap(), sample());
    let before = std::fs::read_to_string(bundle.path().join("create-options.json")).unwrap();
    let mut tui = Tui::start(120, 40, state.path(), bundle.path(), &["."]);
    tui.wait("Publisher ID");
    tui.press("Alt-8 ^P");
    tui.wait("Commands and fields");
    tui.text("container create");
    tui.press("Enter Enter");
    tui.wait("line 1, column 1");
    tui.send("\x1b[24~");
    tui.wait("{\"HostConfig\":{\"Devices\":[{");
    tui.send("\x1b[23~");
    tui.wait("\"Memory\": 268435456");
    tui.press("^Z ^Z ^S");
    tui.wait("up to date");
    assert_eq!(std::fs::read_to_string(bundle.path().join("create-options.json")).unwrap(), before);
    tui.kill();
}

#[test]
fn a_deployed_module_becomes_an_offer() {
    let (state, work) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let module = |image: &str| serde_json::json!({"type": "docker", "status": "running", "restartPolicy": "always", "settings": {"image": image, "createOptions": "{\"HostConfig\":{}}"}});
    let manifest = serde_json::json!({"modulesContent": {
        "$edgeAgent": {"properties.desired": {"modules": {"pump-watch": module("fjord.azurecr.io/pump:1.0.0"), "other": module("o:1")}}},
        "$edgeHub": {"properties.desired": {"routes": {"up": "FROM /messages/modules/pump-watch/outputs/* INTO $upstream"}}},
        "pump-watch": {"properties.desired": {"Interval": 5}},
    }});
    std::fs::write(work.path().join("deployment.json"), manifest.to_string()).unwrap();
    let mut tui = Tui::start(100, 30, state.path(), work.path(), &[]);
    tui.wait("Import a deployed module");
    tui.press("Down Enter");
    tui.wait("Choose a deployment manifest");
    tui.text("deployment.json");
    tui.press("Enter");
    tui.wait("Which module");
    tui.text("pump");
    tui.press("Enter");
    tui.wait("Plan 1 of 1: pump-watch");
    tui.press("Alt-8");
    tui.wait("FROM /messages/modules/pumpwatch/");
    tui.wait("draft kept");
    tui.kill();
}
