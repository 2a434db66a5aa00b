//! `logos`: every logo from one master.

use super::{Failure, Verdict, eprintln_visible, say};
use crate::disk::{bundle, write};
use crate::logos::{Logo, Logos, make};
use crate::media::compose::Background;
use crate::media::make::Wishes;
use crate::media::master::MOST_BYTES;
use crate::media::{Master, Refusal, encode, light};
use crate::visible::on_one_line;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// What `logos` is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The picture to make them from: an SVG, or a PNG, JPEG or WebP of 350 pixels or more
    master: PathBuf,
    /// The folder to put them into
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Another picture for the wide logo and the hero image, such as the name beside the mark
    #[arg(long, value_name = "MASTER")]
    wide: Option<PathBuf>,
    /// What is put behind the mark: auto, transparent, or a colour such as #1f7a8c
    #[arg(long, value_name = "COLOR", default_value = "auto", value_parser = background)]
    background: Background,
    /// Enlarge a picture that is too small, which blurs it
    #[arg(long)]
    allow_upscale: bool,
    /// Overwrite files that this program did not make
    #[arg(long)]
    force: bool,
}

fn background(text: &str) -> Result<Background, String> {
    match text {
        "auto" => Ok(Background::Auto),
        "transparent" | "none" => Ok(Background::Transparent),
        color => light::from_hex(color)
            .map(Background::Color)
            .ok_or_else(|| "it is auto, transparent, or a colour such as #1f7a8c".to_string()),
    }
}

impl Arguments {
    /// Makes the logos, writes them and says what they are.
    ///
    /// # Errors
    /// A file that cannot be read, a master from which no logos can be made, a folder that cannot be written.
    pub fn run(&self) -> Result<Verdict, Failure> {
        let master = open(&self.master)?;
        let wide = self.wide.as_deref().map(open).transpose()?;
        let wishes = Wishes { background: self.background, enlarge: self.allow_upscale };
        let shown = self.master.display();
        let made = make(&master, wide.as_ref(), wishes).map_err(|refusal| {
            let hint = if let Refusal::TooSmall(_) = refusal { " (--allow-upscale enlarges it)" } else { "" };
            Failure::Machine(anyhow::anyhow!("{shown}: {refusal}{hint}"))
        })?;
        self.write(&made)?;
        say(report(&self.output, &master, wide.as_ref(), &made).as_bytes())?;
        Ok(Verdict::Fine)
    }

    /// Looks at all places before the first file is written.
    fn write(&self, made: &Logos) -> Result<(), Failure> {
        let places: Vec<(PathBuf, &Logo)> = made.logos.iter().map(|logo| (self.output.join(name(logo)), logo)).collect();
        if !self.force {
            let others: Vec<String> = places
                .iter()
                .filter(|(path, logo)| is_of_others(path, logo))
                .map(|(path, _)| path.display().to_string())
                .collect();
            if !others.is_empty() {
                return Err(Failure::Machine(anyhow::anyhow!(
                    "{} made elsewhere, or changed since: {}\n  = nothing was written; --force overwrites, -o chooses another folder",
                    if others.len() == 1 { "this file was" } else { "these files were" },
                    others.join(", ")
                )));
            }
        }
        let put = |(path, logo): &(PathBuf, &Logo)| match std::fs::read(path) {
            Ok(there) if there == logo.made.png => Ok(()),
            _ => write::atomically(path, &logo.made.png),
        };
        // Each is synced, and disks take two at once as quickly as one.
        let (first, second) = places.split_at(places.len() / 2);
        std::thread::scope(|scope| {
            let other = scope.spawn(|| first.iter().try_for_each(put));
            second.iter().try_for_each(put)?;
            other.join().unwrap_or_else(|_| Err(anyhow::anyhow!("a file could not be written")))
        })?;
        Ok(())
    }
}

/// Whether something else than a picture of ours lies at a path.
fn is_of_others(path: &Path, logo: &Logo) -> bool {
    match std::fs::symlink_metadata(path) {
        Err(error) => error.kind() != std::io::ErrorKind::NotFound,
        Ok(_) => !std::fs::read(path).is_ok_and(|there| there == logo.made.png || encode::is_ours(&there)),
    }
}

fn name(logo: &Logo) -> &str {
    logo.path.rsplit('/').next().unwrap_or(&logo.path)
}

fn open(path: &Path) -> Result<Master, Failure> {
    let shown = path.display();
    let bytes = bundle::bytes_of(path, MOST_BYTES).map_err(|fault| anyhow::anyhow!("{shown}: {}", fault.words()))?;
    Master::open(&bytes).map_err(|refusal| Failure::Machine(anyhow::anyhow!("{shown}: {refusal}")))
}

/// One line a file, what was judged below it, and what one should know at the end.
fn report(folder: &Path, master: &Master, wide: Option<&Master>, made: &Logos) -> String {
    let mut out = String::new();
    let shown = |logo: &Logo| on_one_line(&folder.join(name(logo)).display().to_string());
    let width = made.logos.iter().map(|logo| shown(logo).chars().count()).max().unwrap_or(0);
    let line = |out: &mut String, text: String| {
        // Writing into a String cannot fail.
        let _ = writeln!(out, "{text}");
    };
    for logo in &made.logos {
        let picture = &logo.made.picture;
        let size = format!("{}x{}", picture.width, picture.height);
        let judged = if logo.findings.is_empty() { "nothing found" } else { "" };
        line(
            &mut out,
            format!("{:width$}  {size:>7}  {:>6} bytes  {}  {judged}", shown(logo), logo.made.png.len(), logo.origin())
                .trim_end()
                .to_string(),
        );
        for finding in &logo.findings {
            line(&mut out, format!("  {}: {}: {}", finding.severity.word(), finding.rule.id, on_one_line(&finding.message)));
        }
    }
    let from = wide.map_or(master.words(), |wide| format!("{}; wide: {}", master.words(), wide.words()));
    eprintln_visible(&format!("made {} pictures from {from}", made.logos.len()));
    for note in &made.notes {
        eprintln_visible(note);
    }
    out
}
