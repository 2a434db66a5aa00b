use super::*;
use crate::edge::{Kind, judge};
use proptest::prelude::*;

fn sample() -> Configuration {
    Configuration {
        module: "gateway".into(),
        image: "registry.example.com/gateway:1.0".into(),
        routes: vec![
            ("toCloud".into(), "FROM /messages/modules/gateway/outputs/* INTO $upstream".into()),
            (
                "in".into(),
                "FROM /messages/modules/<FROM_MODULE_NAME>/* INTO BrokeredEndpoint(\"/modules/gateway/inputs/i\")".into(),
            ),
        ],
        twin: vec![("interval".into(), "5".into()), ("unit".into(), "\"<UNIT>\"".into())],
        create_options: Some(format!("{{\"Env\": [\"{}\"], \"HostConfig\": {{}}}}", "A".repeat(1200))),
        environment: vec![("LEVEL".into(), "info".into())],
    }
}

#[test]
fn what_is_written_is_accepted_and_says_what_it_leaves_out() {
    let exported = export(&sample());
    for text in [&exported.whole, &exported.layered] {
        let judgement = judge(Kind::Manifest, text, &Context::default());
        assert!(judgement.is_valid(), "{:?}", judgement.problems);
    }
    assert!(exported.whole.contains("\"createOptions02\""));
    assert!(
        matches!(&exported.notes[..], [Note::RouteLeftOut { name, .. }, Note::Placeholder { placeholder, .. }] if name == "in" && placeholder == "<UNIT>")
    );
}

#[test]
fn all_kinds_of_files_are_read() {
    let module = "{\"type\":\"docker\",\"status\":\"running\",\"settings\":{\"image\":\"${MODULES.m.amd64}\",\"createOptions\":{ \"Cmd\": [\"a\"] }},\"env\":{\"A\":{\"value\":1}}}";
    let hub = "\"$edgeHub\":{\"properties.desired.routes.r\":{\"route\":\"FROM /messages/modules/m/* INTO $upstream\",\"priority\":1},\"properties.desired.routes.x\":\"FROM /messages/modules/o/* INTO $upstream\"}";
    let layered = format!(
        "{{\"content\":{{\"modulesContent\":{{\"$edgeAgent\":{{\"properties.desired.modules.m\":{module}}},{hub},\"m\":{{\"properties.desired.a.b\":[1],\"properties.desired.x\":1,\"properties.desired.a.c.d\":\"é\",\"properties.desired.x.y\":2}}}}}}}}"
    );
    let imported = import(&layered, None).unwrap();
    assert_eq!(imported.modules, ["m"]);
    let configuration = imported.configuration;
    assert_eq!(configuration.image, "${MODULES.m.amd64}");
    assert_eq!(configuration.create_options.as_deref(), Some("{ \"Cmd\": [\"a\"] }"));
    assert_eq!(configuration.routes, [("r".to_owned(), "FROM /messages/modules/m/* INTO $upstream".to_owned())]);
    let row = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(configuration.twin, [row("a", r#"{"b":[1],"c":{"d":"é"}}"#), row("x", "1"), row("x.y", "2")]);
    assert_eq!(configuration.environment, [("A".to_owned(), "1".to_owned())]);
    let told: Vec<String> = imported.not_held.iter().map(NotHeld::to_string).collect();
    assert_eq!(told, ["priority of the route r is left out, an offer has no place for it: 1"]);

    let two = "{\"modulesContent\":{\"$edgeAgent\":{\"properties.desired\":{\"modules\":{\"a\":{},\"b\":{}}}}}}";
    assert_eq!(import(two, None), Err(ImportError::Ambiguous(vec!["a".into(), "b".into()])));
    assert_eq!(import(two, Some("c")), Err(ImportError::NoSuchModule(vec!["a".into(), "b".into()])));
    assert_eq!(import(two, Some("b")).unwrap().configuration.module, "b");
    assert_eq!(import("{}", None), Err(ImportError::NoManifest));
    assert!(matches!(import("{", None), Err(ImportError::Json(_))));

    let metadata = "{\"containerUri\":\"mcr.io/a/tank-level\",\"tagsOrDigests\":[\"1.0\",\"latest\"],\"routes\":[{\"name\":\"r\",\"value\":\"FROM x\"}],\"twins\":[{\"name\":\"t\",\"value\":\"plain\"}],\"createOptions\":null}";
    let imported = import(metadata, None).unwrap();
    assert_eq!(imported.tags, ["1.0", "latest"]);
    let configuration = imported.configuration;
    assert_eq!((configuration.module.as_str(), configuration.image.as_str()), ("tank-level", "mcr.io/a/tank-level:latest"));
    assert_eq!(configuration.twin, [("t".to_owned(), "\"plain\"".to_owned())]);
}

#[test]
fn paths_without_end_are_imported_too() {
    let agent = r#""$edgeAgent":{"properties.desired.modules.m":{}}"#;
    let path = "a.".repeat(100_000);
    let text = format!("{{\"modulesContent\":{{{agent},\"m\":{{\"properties.desired.{path}\":1}}}}}}");
    let twin = import(&text, None).unwrap().configuration.twin;
    assert_eq!((twin.len(), twin[0].0.as_str(), twin[0].1.len() > 200_000), (1, "a", true));
}

#[test]
fn what_an_offer_cannot_hold_is_said() {
    let manifest = r#"{"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": {"m": {
        "version": "2.0", "type": "docker", "status": "running", "restartPolicy": "on-failure", "startupOrder": 1, "imagePullPolicy": "on-create",
        "settings": {"image": "a:1", "createOptions": "{}", "createOptions01": "", "auth": {"x": "é"}}}}}},
        "$edgeHub": {"properties.desired": {"routes": {"r": {"Route": "FROM /messages/modules/m/* INTO $upstream", "priority": 0, "timeToLiveSecs": 60},
            "other": {"route": "FROM /messages/modules/o/* INTO $upstream", "priority": 0}, "odd": {"rout": "x"}, "gone": null}}}}}"#;
    let imported = import(manifest, None).unwrap();
    assert_eq!(imported.configuration.routes.len(), 1);
    let told: Vec<(&str, &str, &str)> =
        imported.not_held.iter().map(|left| (left.of.as_str(), left.name.as_str(), left.value.as_str())).collect();
    assert_eq!(
        told,
        [
            ("the module", "restartPolicy", "\"on-failure\""),
            ("the module", "startupOrder", "1"),
            ("the module's settings", "auth", "{\"x\":\"é\"}"),
            ("the route r", "priority", "0"),
            ("the route r", "timeToLiveSecs", "60"),
            ("the route odd", "", "{\"rout\":\"x\"}"),
        ]
    );
}

#[test]
fn a_templates_placeholders_are_no_errors() {
    let text = |image: &str| {
        format!(
            "{{\"modulesContent\":{{\"$edgeAgent\":{{\"properties.desired.modules.m\":{{\"type\":\"docker\",\"status\":\"running\",\"settings\":{{\"image\":\"{image}\"}}}}}}}}}}"
        )
    };
    let judgement = |image| judge(Kind::Manifest, &text(image), &Context::default());
    assert!(judgement("${MODULES.m}").is_valid() && judgement("$REGISTRY/a:1").is_valid());
    assert!(!judgement("$upstream/a:1").is_valid() && !judgement("a:1:2").is_valid());
}

/// Names that routes can say: `e0` is a number to edgeHub, and `or` a keyword.
fn names() -> impl Strategy<Value = String> {
    "m[A-Za-z0-9_-]{0,12}"
}

fn configurations() -> impl Strategy<Value = Configuration> {
    let value =
        prop::sample::select(vec!["5", "true", "\"x\"", "{\"a\":[1,2.5],\"b\":null}", "\"é\\n\"", "1.5"]).prop_map(str::to_owned);
    let options =
        prop::option::of("[ -~é]{0,1500}".prop_map(|text| format!("{{\"Env\":[{}]}}", crate::edge::json::quoted(&text))));
    let routes = prop::collection::btree_map(names(), "[a-z]{1,8}", 0..7);
    let twin = prop::collection::btree_map(names(), value, 0..7);
    let environment = prop::collection::btree_map(names(), ".{0,20}", 0..7);
    (names(), "[a-z]{1,8}(:[0-9.]{1,5})?", routes, twin, options, environment).prop_map(
        |(module, image, routes, twin, create_options, environment)| {
            let route =
                |output: String| format!("FROM /messages/modules/{module}/outputs/x{output} WHERE a = 'é\"' INTO $upstream");
            let routes = routes.into_iter().map(|(name, output)| (name, route(output))).collect();
            Configuration {
                module: module.clone(),
                image,
                routes,
                twin: twin.into_iter().collect(),
                create_options,
                environment: environment.into_iter().collect(),
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_what_was_written_gives_the_same(configuration in configurations()) {
        let exported = export(&configuration);
        let mut expected = configuration.clone();
        expected.create_options.get_or_insert_with(|| "{}".into());
        for text in [&exported.whole, &exported.layered] {
            prop_assert_eq!(&import(text, None).unwrap().configuration, &expected);
            let judgement = judge(Kind::Manifest, text, &Context::default());
            prop_assert!(judgement.is_valid(), "{:?}", judgement.problems);
        }
    }
}

#[test]
fn routes_that_take_all_messages_concern_every_module() {
    let route = |source: &str| format!("FROM {source} INTO $upstream");
    let manifest = serde_json::json!({"modulesContent": {
        "$edgeAgent": {"properties.desired": {"modules": {"a": {"settings": {"image": "a:1"}}, "b": {"settings": {"image": "b:1"}}}}},
        "$edgeHub": {"properties.desired": {"routes": {
            "everything": route("/*"), "messages": route("/messages/*"), "modules": route("/messages/modules/*"),
            "own": route("/messages/modules/a/*"), "other": route("/messages/modules/b/*"), "twins": route("/twinChangeNotifications"),
        }}},
    }});
    let imported = import(&manifest.to_string(), Some("a")).unwrap();
    let mut names: Vec<&str> = imported.configuration.routes.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["everything", "messages", "modules", "own"]);
}
