//! The wizard and the package: both pages in the browser, and what changed since the last export.

use crate::pty::Tui;
use crate::support::{err, sample};

/// A bundle that was exported, then changed.
fn changed() -> (tempfile::TempDir, tempfile::TempDir) {
    let (state, bundle) = (tempfile::tempdir().unwrap(), sample());
    let target = state.path().join("package.zip");
    let exported = std::process::Command::new(env!("CARGO_BIN_EXE_edge-offer"))
        .args(["export".as_ref(), bundle.path(), "-o".as_ref(), &target])
        .env("EDGE_OFFER_STATE_DIR", state.path())
        .output()
        .unwrap();
    assert!(exported.status.success(), "{}", err(&exported));
    // The package may be elsewhere by now: what was exported is known all the same.
    std::fs::remove_file(target).unwrap();
    let toml = std::fs::read_to_string(bundle.path().join("offer.toml")).unwrap();
    let toml = toml.replace("title = \"Tank Level Gateway\"", "title = \"Tank Levels\"");
    std::fs::write(
        bundle.path().join("offer.toml"),
        toml.replace("repository = \"tank-level-gateway\"", "repository = \"tanks\""),
    )
    .unwrap();
    std::fs::copy(bundle.path().join("logos/small-40x40.png"), bundle.path().join("logos/small-48x48.png")).unwrap();
    (state, bundle)
}

#[test]
fn the_review_tells_what_changed_since_the_last_export() {
    let (state, bundle) = changed();
    let mut tui = Tui::start(120, 50, state.path(), bundle.path(), &["."]);
    tui.wait("Publisher ID");
    tui.press("Alt-0");
    tui.wait("Changed since the last export");
    tui.wait("3 changes");
    tui.wait("· Title: Tank Level Gateway → Tank Levels");
    tui.wait("✗ plan standard: Repository: tank-level-gateway");
    // Another picture under the same name is a change.
    tui.wait("· Small logo, 48x48");
    // Enter goes to what changed.
    while !tui.screen().contains("Enter goes there") {
        tui.press("Tab");
        std::thread::sleep(std::time::Duration::from_millis(30));
    }
    tui.press("Enter");
    tui.wait("The words that customers read");
    // What is typed now counts at once.
    tui.text("!");
    tui.press("Alt-0");
    tui.wait("→ Tank Levels!");
    tui.kill();
}

#[cfg(target_os = "linux")]
#[test]
fn both_pages_open_in_the_browser() {
    use crate::support::edge_offer;
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;
    let (state, bundle) = changed();
    // A program that opens pages, and notes which.
    let programs = tempfile::tempdir().unwrap();
    let opener = programs.path().join("xdg-open");
    std::fs::write(&opener, "#!/bin/sh\necho \"$1\" >> \"$OPENED\"\n").unwrap();
    std::fs::set_permissions(&opener, std::fs::Permissions::from_mode(0o755)).unwrap();
    let opened = programs.path().join("opened");
    let path = format!("{}:/usr/bin:/bin", programs.path().display());
    let variables = [("PATH", path.as_str()), ("OPENED", opened.to_str().unwrap()), ("DISPLAY", ":9")];
    let mut tui = Tui::start_with(120, 50, state.path(), bundle.path(), &["."], &variables);
    tui.wait("Publisher ID");
    tui.press("Alt-2");
    tui.wait("The words that customers read");
    tui.text(" <b>");
    tui.wait("Levels <b>");
    for (key, name, expected) in [
        ("Alt-v", "preview.html", "Preview of Tank Levels &lt;b&gt;"),
        ("Alt-p", "partner-center.html", "Tank Levels &lt;b&gt; in Partner Center"),
    ] {
        tui.press(key);
        tui.wait("Opened in your browser");
        tui.wait(name);
        let told = (0..100).find_map(|_| {
            std::thread::sleep(std::time::Duration::from_millis(50));
            let lines = std::fs::read_to_string(&opened).unwrap_or_default();
            lines.lines().find(|line| line.ends_with(name)).map(str::to_string)
        });
        let page = std::fs::read_to_string(told.unwrap()).unwrap();
        assert!(page.contains(expected), "{name} does not show what is typed");
    }
    tui.kill();
    let other = sample();
    let mut tui = Tui::start_with(
        120,
        50,
        state.path(),
        other.path(),
        &["."],
        &[("DISPLAY", ""), ("WAYLAND_DISPLAY", ""), ("WSL_DISTRO_NAME", "")],
    );
    tui.wait("Publisher ID");
    tui.press("Alt-v");
    tui.wait("there is no display");
    tui.kill();
    let refused = edge_offer(&["preview", bundle.path().to_str().unwrap(), "-o", "/dev/null/x.html", "--open"]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(Path::new("/dev/null").exists());
}
