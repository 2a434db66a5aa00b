//! Whatever can be imported becomes a plan that is read back as it was, and that the rules can judge.
#![no_main]

use edge_offer::edge::manifest::import;
use edge_offer::offer::import::add_plan;
use edge_offer::offer::{Document, Offer};
use edge_offer::rules::{check, configuration::configuration};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(imported) = import(text, None) else { return };
    let mut document = Document::parse("format = 1\n".into()).expect("this is an offer.toml");
    let plan = add_plan(&mut document, &imported).expect("a plan can be added");
    let read = configuration(&Offer::new(&document), plan);
    let as_read = |text: &str| text.replace("\r\n", "\n");
    let expected = &imported.configuration;
    let same = |read: &[(String, String)], expected: &[(String, String)]| {
        read.len() == expected.len()
            && read.iter().zip(expected).all(|(read, expected)| *read == (as_read(&expected.0), as_read(&expected.1)))
    };
    assert!(same(&read.twin, &expected.twin) && same(&read.environment, &expected.environment), "{read:?} {expected:?}");
    assert_eq!(read.routes.len(), expected.routes.len());
    check(&document, None);
});
