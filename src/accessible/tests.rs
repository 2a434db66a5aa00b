//! What is said by lines, and what is answered.

use super::*;
use crate::app::start::new_offer;

fn told(workspace: &mut Workspace, said: &str) -> String {
    let mut lines = Lines { input: said.as_bytes(), output: Vec::new() };
    while let Some(line) = lines.ask("").unwrap() {
        if let Err(error) = lines.command(workspace, line.trim()) {
            lines.say(&format!("{error:#}")).unwrap();
        }
    }
    String::from_utf8(lines.output).unwrap()
}

fn workspace() -> Workspace {
    let mut workspace = new_offer();
    workspace.draft = None;
    workspace
}

#[test]
fn a_field_is_asked_judged_and_taken() {
    let mut workspace = workspace();
    let out = told(&mut workspace, "1\nFjord Sensing\n1\nfjord-sensing\nstep 2\n5\ngerman\n");
    assert!(out.contains("Publisher ID. Required."), "{out}");
    assert!(out.contains("Error: Publisher ID cannot have \"F\""), "{out}");
    assert!(out.contains("Taken."), "{out}");
    assert_eq!(workspace.offer().get("offer.publisher"), "fjord-sensing");
    assert_eq!(workspace.offer().get("listing.language"), "de");
}

#[test]
fn logos_are_made_told_and_taken_by_lines() {
    let folder = tempfile::tempdir().unwrap();
    let master = folder.path().join("master.svg");
    std::fs::write(&master, crate::sample::file("logos/master.svg").unwrap()).unwrap();
    let mut workspace = workspace();
    let made = |workspace: &mut Workspace, file: &Path, answers: &str| {
        told(workspace, &format!("logos {}\n{answers}\n", file.display()))
    };
    let out = made(&mut workspace, &master, "no");
    assert!(out.contains("Wide logo, 255x115: 255 by 115 pixels"), "{out}");
    assert_eq!(workspace.offer().get("media.logos.wide"), "");
    let out = made(&mut workspace, &master, "yes");
    assert!(out.contains("Taken."), "{out}");
    assert_eq!(workspace.offer().get("media.logos.wide"), "logos/wide-255x115.png");
    assert!(!workspace.findings.iter().any(|finding| finding.field.to_string().starts_with("media.logos")), "{out}");
    told(&mut workspace, "undo\n");
    assert_eq!(workspace.offer().get("media.logos.wide"), "");
    // Too small a master is enlarged only if that is said; what is no picture is only refused.
    let small = folder.path().join("small.png");
    std::fs::write(&small, crate::sample::file("logos/medium-90x90.png").unwrap()).unwrap();
    let out = made(&mut workspace, &small, "no");
    assert!(out.contains("too small") && out.contains("blurred") && !out.contains("Wide logo"), "{out}");
    let out = made(&mut workspace, &small, "yes\nyes");
    assert!(out.contains("enlarged") && out.contains("Taken."), "{out}");
    let out = made(&mut workspace, &folder.path().join("none.png"), "");
    assert!(out.contains("no such file") && !out.contains("larger"), "{out}");
}

#[test]
fn a_picture_is_brought_to_its_size_by_lines() {
    let folder = tempfile::tempdir().unwrap();
    let large = folder.path().join("large.png");
    std::fs::write(&large, crate::sample::file("logos/large-350x350.png").unwrap()).unwrap();
    let mut workspace = workspace();
    // The first field of Media is the small logo.
    let out = told(&mut workspace, &format!("step 3\n1\n{}\nfix 1\ncrop\n", large.display()));
    assert!(out.contains("40x40 is wanted") && out.contains("has the wanted size now"), "{out}");
    let instance = workspace.offer().instance(&FieldPath::of("media.logos.small", &[])).unwrap();
    assert!(matches!(instance.attachment, Some(crate::offer::Attachment::Picture(facts)) if facts.width == 40), "{out}");
}

#[test]
fn rows_texts_and_undo_work_by_lines() {
    let mut workspace = workspace();
    let out = told(&mut workspace, "step 5\n1\n1\nDocs\nstep 2\n4\n<p>one</p>\n<p>two</p>\n.\nnonsense\n");
    assert_eq!(workspace.offer().text(&FieldPath::parse("documentation.links[0].title").unwrap()), "Docs");
    assert_eq!(workspace.document.text_of("description.html"), Some("<p>one</p>\n<p>two</p>"));
    assert!(out.contains("\"nonsense\" is no command"), "{out}");
    told(&mut workspace, "undo\n");
    assert_eq!(workspace.document.text_of("description.html"), None);
}
