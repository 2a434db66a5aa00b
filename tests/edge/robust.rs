//! Absurd inputs: ten megabytes (one without optimisation), a hundred thousand levels. None panics, and none takes more than linear time.

use edge_offer::edge::{Context, Kind, judge, manifest, route};
use std::time::{Duration, Instant};

/// Judges a text as every kind, and does everything else that can be done with a text.
fn everything(text: &str) {
    let context = Context { module: Some("gateway"), marketplace: true };
    let start = Instant::now();
    for kind in Kind::ALL {
        let judgement = judge(kind, text, &context);
        assert!(judgement.problems.iter().all(|problem| text.is_char_boundary(problem.span.start)), "{kind:?}");
    }
    let _ = (route::describe(text, None), route::tokens(text), route::Parts::parse(text), manifest::import(text, None).is_ok());
    let _ = route::complete(text, text.len() / 2, &["gateway"]);
    let taken = start.elapsed();
    assert!(taken < Duration::from_secs(120), "{taken:?} for {:.40}", text);
}

const SIZE: usize = if cfg!(debug_assertions) { 1_000_000 } else { 10_000_000 };

#[test]
fn a_hundred_thousand_levels() {
    for (open, close) in
        [("[", "]"), ("{\"a\":", "}"), ("(", ")"), ("FROM /a WHERE (", ""), ("NOT ", ""), ("f(", ")"), ("- ", ""), ("{", "}")]
    {
        everything(&open.repeat(100_000));
        everything(&format!("{}1{}", open.repeat(100_000), close.repeat(100_000)));
        everything(&format!("FROM /a WHERE {}true{} INTO $upstream", open.repeat(100_000), close.repeat(100_000)));
    }
}

#[test]
fn many_megabytes() {
    let many = |piece: &str| piece.repeat(SIZE / piece.len());
    for piece in ["a", "'", "\"", "/*", "\\", "é", " ", "\n", "$", "<", "{\"", "a=", "a AND ", "/a", ",", "0"] {
        everything(&many(piece));
    }
    let members = |member: &str| (0..SIZE / 50).map(|i| member.replace('#', &i.to_string())).collect::<Vec<_>>().join(",");
    everything(&format!("{{{}}}", members("\"n#\":{\"value\":\"2021-01-01T00:00:00+01:00\"}")));
    everything(&format!("{{\"HostConfig\":{{\"Binds\":[{}]}}}}", members("\"c:/#:/d\"")));
    everything(&format!("{{\"HostConfig\":{{{}}}}}", members("\"Bind#\":1")));
    everything(&format!("FROM /a WHERE {} INTO $upstream", many("a != 'x' AND ") + "true"));
    let text = format!("\"{}\"", many("\\\\\\\""));
    everything(&format!("{{\"image\":\"a:1\",\"createOptions\":{text}}}"));
}
