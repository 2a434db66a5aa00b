//! The command line: what can be asked, and the exit status of each answer.

mod commands;
mod fix;
mod from;
mod input;
mod lint;
mod logos;
mod package;

use crate::offer::Edition;
use crate::report::Format;
use clap::{CommandFactory, Parser, Subcommand};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Authors, checks and packages an Azure Marketplace IoT Edge module offer.
#[derive(Debug, Parser)]
#[command(name = "edge-offer", version, args_conflicts_with_subcommands = true, max_term_width = 100)]
#[command(after_help = "Exit status: 0 nothing at error, 1 findings, 2 the command line, 3 a file, the terminal or the network.")]
pub struct Arguments {
    /// The bundle to edit in the wizard; without it, the start page
    bundle: Option<PathBuf>,
    /// Ask line by line, for screen readers (also ACCESSIBLE=1, TERM=dumb)
    #[arg(long)]
    accessible: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new bundle, then edit it in the wizard
    New {
        /// The folder for the bundle
        bundle: PathBuf,
        /// Begin with a package (folder or .zip), or fill a plan from a module of a deployment manifest, a template, a layer, or
        /// iot-edge-metadata.json
        #[arg(long, value_name = "PACKAGE|FILE[#MODULE]")]
        from: Option<std::ffi::OsString>,
        /// Fill a field in
        #[arg(
            long = "set",
            value_name = "FIELD=VALUE",
            help = "Fill a field in: listing.title=\"Tank Level\", plans[0].tags=latest,1.0.0"
        )]
        set: Vec<String>,
        /// Ask nothing: only write the bundle
        #[arg(long)]
        no_input: bool,
    },
    /// Edit a bundle in the wizard
    Edit {
        /// The bundle's folder
        bundle: PathBuf,
        /// Ask line by line, for screen readers
        #[arg(long)]
        accessible: bool,
    },
    /// Check bundles against every rule
    Check {
        /// The bundles' folders
        #[arg(required = true)]
        bundles: Vec<PathBuf>,
        /// How to report
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        /// The edition of the form to check for, in place of each bundle's own
        #[arg(long, value_parser = edition)]
        edition: Option<Edition>,
        /// Exit with 1 for warnings, too
        #[arg(long)]
        warnings_as_errors: bool,
        /// Ask the network, too: every address, and the images in their registries
        #[arg(long)]
        online: bool,
    },
    /// Apply the certain fixes of findings in the files of bundles
    Fix {
        /// The bundles' folders
        #[arg(required = true)]
        bundles: Vec<PathBuf>,
        /// Change nothing, and show what would be changed
        #[arg(long)]
        dry_run: bool,
        /// Apply the fixes of this rule only
        #[arg(long, value_name = "RULE")]
        rule: Option<String>,
    },
    /// Export the package: a folder, or a .zip archive by its name
    Export {
        /// The bundle's folder
        bundle: PathBuf,
        /// Where to; without it NAME-package in the current folder
        #[arg(short, long, value_name = "PATH")]
        output: Option<PathBuf>,
        /// Export although there are errors; every page says that it is a draft
        #[arg(long)]
        draft: bool,
        /// Tell only what changed since an earlier package, and refuse what must not change
        #[arg(long, value_name = "PACKAGE")]
        since: Option<PathBuf>,
    },
    /// Verify that a package is as it was exported: no file changed, missing or added
    Verify {
        /// The package: a folder or a .zip archive
        package: PathBuf,
    },
    /// Write the listing as customers will see it, as one HTML file
    Preview {
        /// The bundle's folder
        bundle: PathBuf,
        /// Where to; `-` for standard output; without it NAME-preview.html in the current folder
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// Open it in the browser
        #[arg(long)]
        open: bool,
    },
    /// Explain a rule or a field: what it is, why it matters, what to do; without a name, list all rules
    Explain {
        /// The rule's name, as findings have it, or a field's, such as listing.title
        #[arg(value_name = "RULE")]
        rule: Option<String>,
    },
    /// Judge one piece alone as the runtime does: a route, a twin, a deployment manifest
    Lint(lint::Lint),
    /// Make every logo and the hero image from one picture
    Logos(logos::Arguments),
    /// Print the JSON Schema of offer.toml
    Schema {
        /// The edition whose limits it has
        #[arg(long, value_parser = edition, default_value = "partner-center")]
        edition: Edition,
    },
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

fn edition(name: &str) -> Result<Edition, String> {
    Edition::parse(name).ok_or_else(|| format!("the editions are {}", Edition::ALL.map(Edition::name).join(" and ")))
}

/// Why a command came to nothing.
pub enum Failure {
    /// The command line makes no sense: status 2.
    Usage(String),
    /// A file, the terminal or the network: status 3.
    Machine(anyhow::Error),
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Failure {
        Failure::Machine(error)
    }
}

/// What a command found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing at error: status 0.
    Fine,
    /// Findings: status 1.
    Findings,
    /// Part of the work could not be done, which was told: status 3.
    Failed,
}

impl Verdict {
    /// The worse of two: what could not be done counts most.
    pub fn worse(self, other: Verdict) -> Verdict {
        match (self, other) {
            (Verdict::Failed, _) | (_, Verdict::Failed) => Verdict::Failed,
            (Verdict::Findings, _) | (_, Verdict::Findings) => Verdict::Findings,
            _ => Verdict::Fine,
        }
    }
}

/// Runs the program.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match arguments.command {
        None => commands::wizard(arguments.bundle.as_deref(), arguments.accessible),
        Some(Command::Edit { bundle, accessible }) => commands::wizard(Some(&bundle), accessible || arguments.accessible),
        Some(Command::New { bundle, from, set, no_input }) => {
            commands::new(&bundle, from.as_deref(), &set, no_input, arguments.accessible)
        }
        Some(Command::Check { bundles, format, edition, warnings_as_errors, online }) => {
            commands::check(&bundles, format, edition, warnings_as_errors, online)
        }
        Some(Command::Export { bundle, output, draft, since }) => package::export(&bundle, output, draft, since.as_deref()),
        Some(Command::Verify { package }) => package::verify(&package),
        Some(Command::Preview { bundle, output, open }) => package::preview(&bundle, output, open),
        Some(Command::Fix { bundles, dry_run, rule }) => fix::fix(&bundles, rule.as_deref(), dry_run),
        Some(Command::Explain { rule }) => commands::explain(rule.as_deref()),
        Some(Command::Lint(lint)) => lint.run(),
        Some(Command::Logos(logos)) => logos.run(),
        Some(Command::Schema { edition }) => commands::schema(edition),
        Some(Command::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "edge-offer", &mut script);
            say(&script)
        }
        Some(Command::Man) => commands::man(Arguments::command()),
    };
    match result {
        Ok(Verdict::Fine) => ExitCode::SUCCESS,
        Ok(Verdict::Findings) => ExitCode::from(1),
        Ok(Verdict::Failed) => ExitCode::from(3),
        Err(Failure::Usage(reason)) => {
            eprintln_visible(&format!("error: {reason}"));
            ExitCode::from(2)
        }
        Err(Failure::Machine(error)) => {
            eprintln_visible(&format!("error: {error:#}"));
            ExitCode::from(3)
        }
    }
}

/// Writes data to standard output. A reader that went away (`| head`) is no error.
pub fn say(data: &[u8]) -> Result<Verdict, Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(data).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::Machine(anyhow::Error::new(error).context("standard output could not be written")))
        }
        _ => Ok(Verdict::Fine),
    }
}

/// Writes a word to the person to standard error; what it quotes cannot command the terminal.
pub fn eprintln_visible(text: &str) {
    // Nobody is left to be told where standard error is gone.
    let _ = writeln!(std::io::stderr().lock(), "{}", crate::visible::visible(text));
}
