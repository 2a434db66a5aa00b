//! Disks that are full, read-only or gone: a clear word, and nothing lost. These need root and Linux; elsewhere they say
//! that they were skipped.

use crate::pty::Tui;
use crate::support::{edge_offer, err, sample, tree};
use std::path::Path;
use std::process::Command;

/// A file system of its own in memory, unmounted at the end.
struct Small {
    folder: tempfile::TempDir,
}

impl Small {
    fn mount(size: &str) -> Option<Small> {
        let folder = tempfile::tempdir().ok()?;
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
            .arg(folder.path())
            .output()
            .ok()?;
        if !mounted.status.success() {
            tell!("skipped: no file system can be mounted here ({})", String::from_utf8_lossy(&mounted.stderr).trim());
            return None;
        }
        Some(Small { folder })
    }

    fn read_only(&self) {
        assert!(Command::new("mount").args(["-o", "remount,ro"]).arg(self.folder.path()).status().unwrap().success());
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.folder.path()).status();
    }
}

fn copy_sample_to(folder: &Path) {
    let bundle = sample();
    for (name, bytes) in tree(bundle.path()) {
        std::fs::create_dir_all(folder.join(&name).parent().unwrap()).unwrap();
        std::fs::write(folder.join(&name), bytes).unwrap();
    }
}

#[test]
fn a_full_disk_loses_nothing_on_save() {
    let Some(disk) = Small::mount("200k") else { return };
    let bundle = disk.path().join("bundle");
    copy_sample_to(&bundle);
    let state = tempfile::tempdir().unwrap();
    let mut tui = Tui::start(100, 30, state.path(), disk.path(), &["bundle"]);
    tui.wait("Publisher ID");
    tui.press("Alt-2");
    tui.text("!");
    tui.wait("Gateway!");
    let before = tree(&bundle);
    // Whatever room is left is taken by somebody else.
    let _ = std::fs::write(disk.path().join("filler"), vec![0; 400 << 10]);
    tui.press("^S");
    tui.wait("Not saved");
    tui.wait("Gateway!");
    assert_eq!(tree(&bundle), before);
    std::fs::remove_file(disk.path().join("filler")).unwrap();
    tui.press("^S");
    tui.wait("Saved 1 file");
    tui.press("^Q");
    assert_eq!(tui.exit(), 0);
}

#[test]
fn a_read_only_disk_is_told_and_the_draft_is_kept() {
    let Some(disk) = Small::mount("400k") else { return };
    let bundle = disk.path().join("bundle");
    copy_sample_to(&bundle);
    disk.read_only();
    let state = tempfile::tempdir().unwrap();
    let mut tui = Tui::start(100, 30, state.path(), disk.path(), &["bundle"]);
    tui.wait("Publisher ID");
    tui.text("x");
    tui.wait("draft kept");
    tui.press("^S");
    tui.wait("Not saved");
    tui.wait("Read-only file system");
    tui.kill();
    let mut tui = Tui::start(100, 30, state.path(), disk.path(), &["bundle"]);
    tui.wait("There is a draft");
    tui.kill();
    let refused = edge_offer(&["export", bundle.to_str().unwrap(), "-o", disk.path().join("package").to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(err(&refused).contains("could not be written"), "{}", err(&refused));
}

#[test]
fn an_export_to_a_full_disk_leaves_the_old_package() {
    let Some(disk) = Small::mount("900k") else { return };
    let bundle = sample();
    let target = disk.path().join("package");
    let arguments = ["export", bundle.path().to_str().unwrap(), "-o", target.to_str().unwrap()];
    assert_eq!(edge_offer(&arguments).status.code(), Some(0));
    let before = tree(disk.path());
    let free = 900 - 40 - before.iter().map(|(_, bytes)| bytes.len().div_ceil(4096) * 4).sum::<usize>();
    std::fs::write(disk.path().join("filler"), vec![0; free.saturating_sub(24) << 10]).unwrap();
    let with_filler = tree(disk.path());
    let refused = edge_offer(&arguments);
    assert_eq!(refused.status.code(), Some(3), "{}", err(&refused));
    assert_eq!(tree(disk.path()), with_filler, "the old package is whole, and nothing is left beside it");
}

#[test]
fn an_archive_or_a_preview_for_a_full_disk_leaves_what_was_there() {
    let Some(disk) = Small::mount("400k") else { return };
    let bundle = sample();
    std::fs::write(disk.path().join("filler"), vec![0; 340 << 10]).unwrap();
    let before = tree(disk.path());
    for arguments in [["export", "package.zip"], ["export", "package"], ["preview", "preview.html"]] {
        let target = disk.path().join(arguments[1]);
        let refused = edge_offer(&[arguments[0], bundle.path().to_str().unwrap(), "-o", target.to_str().unwrap()]);
        assert_eq!(refused.status.code(), Some(3), "{arguments:?}: {}", err(&refused));
        assert!(err(&refused).contains("could not be written"), "{}", err(&refused));
        assert_eq!(tree(disk.path()), before, "{arguments:?} left something behind");
        assert_eq!(std::fs::read_dir(disk.path()).unwrap().count(), 1, "{arguments:?} left something behind");
    }
}

#[test]
fn a_state_folder_that_cannot_be_written_is_told() {
    let Some(disk) = Small::mount("100k") else { return };
    disk.read_only();
    let bundle = sample();
    let mut tui = Tui::start(100, 30, disk.path(), bundle.path(), &["."]);
    tui.wait("Publisher ID");
    tui.text("x");
    tui.wait("The draft could not be kept");
    tui.press("^S");
    tui.wait("Saved 1 file");
    tui.press("^Q");
    assert_eq!(tui.exit(), 0);
}
