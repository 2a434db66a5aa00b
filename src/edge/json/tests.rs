use super::*;

/// The tolerance of Newtonsoft.Json 13 (`JsonTextReader.ParseValue`, `ParseProperty`, `ParseReadNumber`): text, one-line form.
const ACCEPTED: &[(&str, &str)] = &[
    ("", "null"),
    ("  \n", "null"),
    ("/* c */ {} // d", "{}"),
    ("{'a':'b'}", r#"{"a":"b"}"#),
    ("{a:1,$b_2:2}", r#"{"a":1,"$b_2":2}"#),
    ("[1,2,]", "[1,2]"),
    ("{\"a\":1,}", r#"{"a":1}"#),
    ("[1,,2]", "[1,undefined,2]"),
    ("{\"a\":,\"b\":1}", r#"{"a":undefined,"b":1}"#),
    ("{\"a\":undefined}", r#"{"a":undefined}"#),
    ("[.5,-.5,1.,1e3,0x1F,010,-0]", "[0.5,-0.5,1.0,1000.0,31,8,0]"),
    ("[NaN,Infinity,-Infinity]", "[NaN,Infinity,-Infinity]"),
    ("99999999999999999999", "99999999999999999999"),
    ("{\"a\":1,\"a\":2}", r#"{"a":2}"#),
    ("\"\\u0041\\ud83d\\ude00\\/\\'\"", "\"A😀/'\""),
    ("\"\\ud83d\"", "\"\u{fffd}\""),
    ("\"a\nb\"", "\"a\\nb\""),
    ("\u{a0}[]\u{2003}", "[]"),
];

/// The same source: what it throws on.
const REJECTED: &[&str] = &[
    "{",
    "[",
    "[1",
    "{\"a\"",
    "{\"a\":",
    "{\"a\":1",
    "{a b:1}",
    "{\"a\" /* */ :1}",
    "{,}",
    "{\"a\":}",
    "{\"a\":]",
    "[}",
    "]",
    "1 2",
    "{}{}",
    "\"a",
    "'a\"",
    "\"\\x\"",
    "\"\\u12\"",
    "tru",
    "truex",
    "nul",
    "+1",
    "1a",
    "08",
    "0x",
    "1-2",
    "-",
    "1e",
    "#",
    "{}x",
    "/",
    "/*",
    "hello",
    "[1 2]",
    "{\"a\" 1}",
];

#[test]
fn reads_what_newtonsoft_reads() {
    for (text, expected) in ACCEPTED {
        let node = parse(text).unwrap_or_else(|failure| panic!("{text:?}: {failure:?}"));
        assert_eq!(compact(&node), *expected, "{text:?}");
    }
}

#[test]
fn rejects_what_newtonsoft_rejects() {
    for text in REJECTED {
        let failure = parse(text).map(|node| compact(&node)).expect_err(text);
        assert!(failure.range.end <= text.len(), "{text:?}: {failure:?}");
    }
}

#[test]
fn sixty_four_levels_are_read_and_sixty_five_are_not() {
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    assert!(parse(&nested(64)).is_ok());
    assert_eq!(parse(&nested(65)).map_err(|f| f.range.start), Err(64));
    assert!(parse(&"[".repeat(100_000)).is_err());
    assert!(parse(&"{\"a\":".repeat(100_000)).is_err());
}

#[test]
fn places_are_those_of_the_text() {
    let text = r#" {"a": [1, "é"]} "#;
    let node = parse(text).unwrap();
    let list = node.get("a").unwrap();
    assert_eq!(&text[list.range.clone()], r#"[1, "é"]"#);
    assert_eq!(&text[list.items()[1].range.clone()], "\"é\"");
    assert_eq!(&text[node.members()[0].name_range.clone()], "\"a\"");
}

#[test]
fn floats_are_written_as_dotnet_writes_them() {
    for (value, expected) in
        [(1.5, "1.5"), (1000.0, "1000.0"), (1e16, "1E+16"), (1.5e-7, "1.5E-07"), (0.0, "0.0"), (-2.0, "-2.0")]
    {
        assert_eq!(number_text(value), expected);
    }
}

#[test]
fn a_place_inside_a_string_is_found_outside_it() {
    let text = r#"x "{\"a\": 1\u00e9}""#;
    let map = SourceMap::of(text, 2..text.len());
    let inner = "{\"a\": 1é}";
    let a = inner.find("\"a\"").unwrap();
    assert_eq!(&text[map.outer(a..a + 3)], r#"\"a\""#);
    let one = inner.find("1é").unwrap();
    assert_eq!(&text[map.outer(one..one + 1)], "1");
    assert_eq!(&text[map.outer(one..one + 3)], r"1\u00e9");
    assert_eq!(map.outer(inner.len()..inner.len()), text.len() - 1..text.len() - 1);
}

#[test]
fn names_are_compared_as_dotnet_does() {
    assert!(same_any_case("Env", "eNV"));
    assert!(same_any_case("É", "é"));
    assert!(!same_any_case("Env", "Envs"));
    assert!(!same_any_case("ß", "SS"));
}

#[test]
fn a_place_has_a_pointer() {
    let text = r#"{"a/b": [1, {"c": "x"}]}"#;
    let node = parse(text).unwrap();
    assert_eq!(pointer(&node, text.find('x').unwrap()), "/a~1b/1/c");
    assert_eq!(pointer(&node, text.find("\"c\"").unwrap()), "/a~1b/1/c");
    assert_eq!(pointer(&node, 0), "");
}

#[test]
fn every_byte_has_its_pointer() {
    let text = "[10,[20 ],{\"a\" :3}]";
    let node = parse(text).unwrap();
    let expected =
        ["", "/0", "/0", "", "/1", "/1/0", "/1/0", "/1", "/1", "", "/2", "/2/a", "/2/a", "/2/a", "/2", "/2", "/2/a", "/2", ""];
    for (at, expected) in expected.into_iter().enumerate() {
        assert_eq!(pointer(&node, at), expected, "{at}");
    }
}
