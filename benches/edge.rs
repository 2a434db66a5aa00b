//! How long judging takes: the loads that the design names.

use edge_offer::edge::manifest::{Configuration, export};
use edge_offer::edge::{Context, Kind, judge};

fn main() {
    divan::main();
}

/// How many of the texts the runtime accepts; so that nothing is optimised away.
fn judge_all(kind: Kind, texts: &[String]) -> usize {
    texts.iter().filter(|text| judge(kind, text, &Context::default()).is_valid()).count()
}

#[divan::bench]
fn ten_thousand_routes(bencher: divan::Bencher) {
    let forms = [
        "FROM /messages/modules/m#/outputs/* INTO $upstream",
        "FROM /messages/* WHERE as_number(temperature) > # AND $contentType = 'application/json' INTO BrokeredEndpoint(\"/modules/m#/inputs/i\")",
        "FROM /messages/* WHERE temperature > # INTO $upstream",
        "FROM /messages/modules/m# $upstream",
    ];
    let routes: Vec<_> = (0..10_000).map(|i| forms[i % forms.len()].replace('#', &i.to_string())).collect();
    bencher.bench(|| judge_all(Kind::Route, &routes));
}

#[divan::bench]
fn eight_thousand_conditions(bencher: divan::Bencher) {
    let forms = [
        "$body.message.weather.temperature >= # AND is_defined(alert)",
        "concat('a', b, '#') = 'ab#' OR NOT (substring(c, 1, #) = 'x')",
        "abs(temp) > #",
        "((a ?? 'x') = 'x') AND starts_with(b, '#')",
    ];
    let conditions: Vec<_> = (0..8_000).map(|i| forms[i % forms.len()].replace('#', &i.to_string())).collect();
    bencher.bench(|| judge_all(Kind::Condition, &conditions));
}

#[divan::bench]
fn manifests_of_two_megabytes(bencher: divan::Bencher) {
    let manifest = |i: usize| {
        let row = |name: &str| (0..12).map(|n| (format!("{name}{n}"), format!("\"value {n} of {i}\""))).collect::<Vec<_>>();
        let route = |n: usize| {
            (format!("r{n}"), format!("FROM /messages/modules/m{i}/outputs/o{n} WHERE as_number(t) > {n} INTO $upstream"))
        };
        let configuration = Configuration {
            module: format!("m{i}"),
            image: format!("registry.example.com/m{i}:1.0"),
            routes: (0..8).map(route).collect(),
            twin: row("property"),
            create_options: Some(format!(
                "{{\"Env\":[\"A={}\"],\"HostConfig\":{{\"Binds\":[\"/a:/b\"],\"PortBindings\":{{\"80/tcp\":[{{\"HostPort\":\"80\"}}]}}}}}}",
                "x".repeat(1500)
            )),
            environment: row("VARIABLE"),
        };
        export(&configuration).whole
    };
    let manifests: Vec<_> = (0..284).map(manifest).collect();
    let bytes: usize = manifests.iter().map(String::len).sum();
    bencher.counter(divan::counter::BytesCount::new(bytes)).bench(|| judge_all(Kind::Manifest, &manifests));
}

#[divan::bench]
fn create_options(bencher: divan::Bencher) {
    let text = r#"{"ExposedPorts":{"80/tcp":{}},"HostConfig":{"Binds":["/a:/b:ro"],"PortBindings":{"80/tcp":[{"HostPort":"8080"}]},"LogConfig":{"Type":"json-file"}}}"#;
    let texts = vec![text.to_owned(); 1000];
    bencher.bench(|| judge_all(Kind::CreateOptions, &texts));
}
