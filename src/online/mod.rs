//! `check --online`: the addresses of an offer, and its images in their registries. The only part of the program that
//! speaks to the network, and only when it is asked to.

mod addresses;
mod client;
mod registry;
pub mod rules;

pub use client::Options;
pub use rules::RULES;

use crate::offer::{Document, Edition, Offer};
use crate::rules::{Finding, Findings};
use client::Client;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What was found, and whether the network answered at all.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The findings, in the order of the form.
    pub findings: Vec<Finding>,
    /// Whether something was asked, and nobody answered: there is no network.
    pub no_network: bool,
}

/// Asks for every address and every image of an offer; ten at a time, ten seconds each at most. `progress` is told how many of
/// how many are done.
pub fn check(
    document: &Document,
    edition: Option<Edition>,
    options: &Options,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Outcome {
    let offer = Offer::new(document).with_edition(edition.unwrap_or(document.edition()));
    let client = Client::new(options);
    let tasks: Vec<Task> = addresses::tasks(&offer, &client).into_iter().chain(registry::tasks(&offer, options)).collect();
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || {
        let mut answers = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(task) = tasks.get(number) else { return answers };
            answers.push((number, task.run(&client)));
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, tasks.len());
        }
    };
    let mut answers: Vec<(usize, Answer)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..options.at_a_time.min(tasks.len())).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    });
    answers.sort_by_key(|(number, _)| *number);
    let no_network = !answers.is_empty() && answers.iter().all(|(_, answer)| !answer.answered);
    let mut findings = Findings::new(document, offer.edition());
    for remark in answers.into_iter().flat_map(|(_, answer)| answer.remarks) {
        let finding = findings.at_path(remark.rule, &remark.field, remark.message);
        finding.help = remark.help;
    }
    Outcome { findings: findings.sorted(), no_network }
}

/// One thing to ask for.
enum Task {
    Address(addresses::Address),
    Image(registry::Image),
}

impl Task {
    fn run(&self, client: &Client) -> Answer {
        match self {
            Task::Address(address) => address.check(client),
            Task::Image(image) => image.check(client),
        }
    }
}

/// What came of it.
#[derive(Default)]
struct Answer {
    /// Whether anybody answered.
    answered: bool,
    remarks: Vec<Remark>,
}

/// A finding before it has its place.
struct Remark {
    rule: &'static crate::rule::Rule,
    field: crate::offer::FieldPath,
    message: String,
    help: Option<String>,
}

impl Answer {
    fn add(&mut self, rule: &'static crate::rule::Rule, field: &crate::offer::FieldPath, message: String, help: &str) {
        let help = (!help.is_empty()).then(|| help.to_string());
        // What a server says never reaches a terminal as it is.
        let message = crate::visible::on_one_line(&message);
        self.remarks.push(Remark { rule, field: field.clone(), message, help });
    }
}
