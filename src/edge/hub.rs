//! The desired properties of `$edgeHub`: `EdgeHubConfigParser.cs`, `EdgeHubDesiredProperties_1_*.cs`, `RouteSpec*.cs` of edgeHub.

use super::embedded::Place;
use super::json::{self, Member, Node, Value};
use super::rules::{hub as rules, json as json_rules, manifest as manifest_rules, route as route_rules};
use super::twin::is_forbidden_in_name;
use super::{Context, agent, desired, dotnet, route};
use crate::rule::{Problem, Rule};
use std::ops::Range;

/// What is to be said about the desired properties of `$edgeHub`, alone or in `{"properties.desired": …}`.
pub fn judge(text: &str, context: &Context) -> Vec<Problem> {
    let mut problems = Vec::new();
    match json::parse(text) {
        Err(failure) => problems.push(json_rules::syntax(text, &failure)),
        Ok(node) => judge_node(text, desired(&node), false, context, &mut problems),
    }
    problems
}

/// The same in a larger text. In a template, placeholders are filled before a device sees them.
pub fn judge_node(text: &str, node: &Node, template: bool, context: &Context, problems: &mut Vec<Problem>) {
    let mut hub = Hub { text, node, context: &Context { marketplace: false, ..*context }, problems };
    if !node.is_object() {
        let message = format!("The desired properties of $edgeHub must be an object, not {}", node.kind());
        return hub.reject(&rules::FIELD, Some(node.range.clone()), message, "write an object");
    }
    let minor = hub.schema_version(template);
    hub.routes(minor);
    hub.store_and_forward();
    if minor >= 2 {
        hub.broker();
    }
    agent::judge_size(text, node, "$edgeHub", problems);
}

/// The value of one route: a text, or in schema 1.1 and later an object.
pub fn judge_route_value(text: &str, node: &Node, minor: i64, context: &Context, problems: &mut Vec<Problem>) {
    Hub { text, node, context, problems }.route(node, minor);
}

struct Hub<'t, 'n, 'a, 'c, 'p> {
    text: &'t str,
    node: &'n Node<'a>,
    context: &'c Context<'c>,
    problems: &'p mut Vec<Problem>,
}

impl Hub<'_, '_, '_, '_, '_> {
    fn reject(&mut self, rule: &'static Rule, range: Option<Range<usize>>, message: impl Into<String>, help: &str) {
        let range = range.unwrap_or(self.node.range.start..self.node.range.start + 1);
        self.problems.push(Problem::new(rule, self.text, range, message).help(help));
    }

    /// The minor number of the schema version; 1 where there is none.
    fn schema_version(&mut self, template: bool) -> i64 {
        const HELP: &str = "write \"1.0\", or \"1.1\" for routes with priority or time to live";
        // The parser looks the name up exactly as written.
        let Some(node) = self.node.get("schemaVersion") else {
            self.reject(&rules::SCHEMA_VERSION, None, "EdgeHub config missing SchemaVersion", HELP);
            return 1;
        };
        let place = Some(node.range.clone());
        let written = match &node.value {
            Value::Float(value) => format!("{value}"),
            Value::String(text) => text.to_string(),
            _ => self.text[node.range.clone()].to_owned(),
        };
        if template && written.starts_with('$') {
            self.reject(
                &manifest_rules::PLACEHOLDER,
                place,
                format!("`{written}` must be filled before a device can use it"),
                HELP,
            );
            return 1;
        }
        match dotnet::version(&written) {
            Err(_) => {
                self.reject(&rules::SCHEMA_VERSION, place, format!("Error parsing schema version string: {written}"), HELP);
                1
            }
            Ok([1, minor @ 0..=3, ..]) => minor,
            Ok(_) => {
                self.reject(
                    &rules::SCHEMA_VERSION,
                    place,
                    format!("EdgeHub config contains unsupported SchemaVersion: {written}"),
                    HELP,
                );
                1
            }
        }
    }

    fn routes(&mut self, minor: i64) {
        let Some(routes) = self.node.get_any_case("routes") else {
            if minor > 0 {
                self.reject(&rules::FIELD, None, "Value cannot be null. (Parameter 'routes')", "add \"routes\": {}");
            }
            return;
        };
        let is_nothing = routes.is_null() || routes.as_str() == Some("");
        match &routes.value {
            Value::Object(members) => members.iter().for_each(|member| self.named_route(member, minor)),
            // From 1.1 on a converter walks over the children; what has none is no route.
            Value::Array(items) if minor > 0 && items.is_empty() => {}
            Value::Array(_) => {
                self.reject(&rules::FIELD, Some(routes.range.clone()), "`routes` must be an object", "name each route")
            }
            _ if is_nothing || minor > 0 => {}
            _ => self.reject(&rules::FIELD, Some(routes.range.clone()), "`routes` must be an object", "name each route"),
        }
    }

    fn named_route(&mut self, member: &Member, minor: i64) {
        let (name, place) = (member.name.as_ref(), member.name_range.clone());
        let is_skipped =
            minor == 0 && dotnet::string(&member.node).is_ok_and(|route| route.is_none_or(|route| route.trim().is_empty()));
        let is_blank = if minor == 0 { name.trim().is_empty() && !is_skipped } else { name.is_empty() };
        if is_blank {
            self.reject(&rules::ROUTE_VALUE, Some(place.clone()), "Empty route name", "give the route a name");
        }
        if let Some(bad) = name.chars().find(|c| is_forbidden_in_name(*c)) {
            let message = format!("The route's name contains `{bad}`, which IoT Hub does not store");
            self.reject(&rules::ROUTE_NAME, Some(place), message, "use letters, digits, - and _");
        }
        self.route(&member.node, minor);
    }

    fn route(&mut self, node: &Node, minor: i64) {
        let place = node.range.clone();
        match &node.value {
            Value::String(_) => self.route_text(node, minor),
            Value::Object(_) if minor > 0 => self.route_object(node),
            Value::Object(_) => {
                let message = "A route with priority or time to live needs schemaVersion 1.1";
                self.reject(
                    &rules::ROUTE_VALUE,
                    Some(place),
                    message,
                    "write \"schemaVersion\": \"1.1\", or the route as a text",
                );
            }
            Value::Null | Value::Undefined if minor == 0 => {}
            _ => self.reject(
                &rules::ROUTE_VALUE,
                Some(place),
                format!("Malformed route specification: {}", node.kind()),
                "write the route as a text",
            ),
        }
    }

    fn route_object(&mut self, node: &Node) {
        match node.get_any_case("route") {
            Some(route) if matches!(dotnet::string(route), Ok(Some(_))) => self.route_text(route, 1),
            other => {
                let range = other.unwrap_or(node).range.clone();
                self.reject(&rules::ROUTE_VALUE, Some(range), "route is null or whitespace.", "add \"route\": \"FROM … INTO …\"");
            }
        }
        if let Some(priority) = node.get_any_case("priority") {
            const DEFAULT: i128 = 2_000_000_000;
            match dotnet::integer(priority, 0, i128::from(u32::MAX)) {
                Ok(0..=9 | DEFAULT) => {}
                _ => {
                    let message = "Invalid priority for route: priority can only be between 0-9";
                    self.reject(
                        &rules::ROUTE_VALUE,
                        Some(priority.range.clone()),
                        message,
                        "0 is the highest priority, 9 the lowest",
                    );
                }
            }
        }
        if let Some(time) = node.get_any_case("timeToLiveSecs")
            && dotnet::integer(time, 0, i128::from(u32::MAX)).is_err()
        {
            self.reject(
                &rules::ROUTE_VALUE,
                Some(time.range.clone()),
                "`timeToLiveSecs` must be a whole number from 0",
                "write seconds",
            );
        }
    }

    fn route_text(&mut self, node: &Node, minor: i64) {
        let Some(route) = dotnet::string(node).ok().flatten() else { return };
        if route.trim().is_empty() {
            if minor > 0 {
                let problem = Problem::new(&route_rules::EMPTY, self.text, node.range.clone(), "route is null or whitespace.");
                self.problems.push(problem.help("write the route, or take it away"));
            }
            return;
        }
        let problems = route::judge::judge(&route, self.context);
        match node.as_str() {
            Some(_) => Place::string(self.text, node.range.clone()).relocate(self.text, problems, self.problems),
            None => self.problems.extend(problems.into_iter().map(|problem| Problem {
                span: crate::rule::Span { start: node.range.start, end: node.range.end },
                fix: None,
                ..problem
            })),
        }
    }

    fn store_and_forward(&mut self) {
        const HELP: &str = "write {\"timeToLiveSecs\": 7200}";
        let Some(config) =
            self.node.get_any_case("storeAndForwardConfiguration").filter(|node| !node.is_null() && node.as_str() != Some(""))
        else {
            return self.reject(&rules::FIELD, None, "Value cannot be null. (Parameter 'storeAndForwardConfiguration')", HELP);
        };
        if !config.is_object() {
            return self.reject(
                &rules::FIELD,
                Some(config.range.clone()),
                "`storeAndForwardConfiguration` must be an object",
                HELP,
            );
        }
        if let Some(time) = config.get_any_case("timeToLiveSecs").filter(|node| dotnet::int32(node).is_err()) {
            let message = "`timeToLiveSecs` must be a whole number of at most 2147483647";
            self.reject(&rules::FIELD, Some(time.range.clone()), message, "write seconds; a negative number means for ever");
        }
        let Some(limits) = config.get_any_case("storeLimits").filter(|node| !node.is_null() && node.as_str() != Some("")) else {
            return;
        };
        if !limits.is_object() {
            return self.reject(
                &rules::FIELD,
                Some(limits.range.clone()),
                "`storeLimits` must be an object",
                "write {\"maxSizeBytes\": …}",
            );
        }
        if let Some(size) = limits
            .get_any_case("maxSizeBytes")
            .filter(|node| dotnet::integer(node, i128::from(i64::MIN), i128::from(i64::MAX)).is_err())
        {
            self.reject(&rules::FIELD, Some(size.range.clone()), "`maxSizeBytes` must be a whole number", "write bytes");
        }
    }

    /// `BrokerPropertiesValidator`: faults of bridges are only logged, those of authorizations reject everything.
    fn broker(&mut self) {
        let Some(broker) = self.node.get_any_case("mqttBroker").filter(|node| !node.is_null() && node.as_str() != Some(""))
        else {
            return;
        };
        let authorizations = broker.get_any_case("authorizations");
        for statement in authorizations.map_or(&[][..], Node::items) {
            let identities = statement.get_any_case("identities").map_or(&[][..], Node::items);
            let faulty = identities.is_empty() || identities.iter().any(|identity| identity.as_str().is_none_or(str::is_empty));
            let rules_of = |name: &str| statement.get_any_case(name).map_or(&[][..], Node::items).to_vec();
            let faulty_rule = rules_of("allow").iter().chain(&rules_of("deny")).any(|rule| !is_broker_rule(rule));
            if faulty || faulty_rule {
                let message = "Error validating authorization policy";
                let help = "each statement has identities, operations (mqtt:connect, mqtt:publish, mqtt:subscribe) and resources";
                self.reject(&rules::BROKER, Some(statement.range.clone()), message, help);
            }
        }
        let wrong =
            !broker.is_object() || authorizations.is_some_and(|node| !matches!(node.value, Value::Array(_) | Value::Null));
        if wrong {
            self.reject(
                &rules::BROKER,
                Some(broker.range.clone()),
                "`mqttBroker` must be an object with lists",
                "write {\"authorizations\": []}",
            );
        }
    }
}

fn is_broker_rule(rule: &Node) -> bool {
    let texts = |name: &str| {
        rule.get_any_case(name)
            .map_or(&[][..], Node::items)
            .iter()
            .map(|node| node.as_str().unwrap_or_default())
            .collect::<Vec<_>>()
    };
    let (operations, resources) = (texts("operations"), texts("resources"));
    let known = |operation: &&str| matches!(*operation, "mqtt:publish" | "mqtt:subscribe" | "mqtt:connect");
    !operations.is_empty()
        && operations.iter().all(known)
        && (!resources.is_empty() || operations == ["mqtt:connect"])
        && resources.iter().all(|topic| is_topic_filter(topic))
}

/// A wildcard of MQTT takes a whole level, and `#` stands last.
fn is_topic_filter(topic: &str) -> bool {
    let levels: Vec<&str> = topic.split('/').collect();
    !topic.is_empty()
        && levels.iter().enumerate().all(|(index, level)| {
            !(level.contains('+') && *level != "+") && !(level.contains('#') && (*level != "#" || index + 1 != levels.len()))
        })
}

#[cfg(test)]
mod tests {
    use crate::edge::{Context, Kind, judge};

    fn hub(version: &str, routes: &str, more: &str) -> String {
        format!("{{\"schemaVersion\":{version},{routes}\"storeAndForwardConfiguration\":{{\"timeToLiveSecs\":7200}}{more}}}")
    }

    fn valid(text: &str) -> bool {
        judge(Kind::Hub, text, &Context::default()).is_valid()
    }

    /// Dossier 1.6.
    #[test]
    fn versions_decide_what_a_route_may_be() {
        let text = "\"routes\":{\"r\":\"FROM /* INTO $upstream\"},";
        let object = "\"routes\":{\"r\":{\"route\":\"FROM /* INTO $upstream\"}},";
        for (version, routes, expected) in [
            ("\"1.0\"", text, true),
            ("\"1.0.7\"", text, true),
            ("\"1.1\"", text, true),
            ("\"1.1\"", object, true),
            ("\"1.3\"", object, true),
            ("1.1", text, true),
            ("\"1.0\"", object, false),
            ("1.0", text, false),
            ("1", text, false),
            ("\"1\"", text, false),
            ("\"x\"", text, false),
            ("\"1.4\"", text, false),
            ("\"0.9\"", text, false),
            ("\"2.0\"", text, false),
            ("null", text, false),
            ("\"1.0\"", "", true),
            ("\"1.1\"", "", false),
            ("\"1.0\"", "\"routes\":null,", true),
            ("\"1.0\"", "\"routes\":{\"r\":\"\"},", true),
            ("\"1.0\"", "\"routes\":{\"r\":null},", true),
            ("\"1.1\"", "\"routes\":{\"r\":\" \"},", false),
            ("\"1.1\"", "\"routes\":{\"r\":null},", false),
            ("\"1.1\"", "\"routes\":{},", true),
            ("\"1.1\"", "\"routes\":{\"\":\"FROM /* INTO $upstream\"},", false),
            ("\"1.1\"", "\"routes\":{\" \":\"FROM /* INTO $upstream\"},", true),
            ("\"1.1\"", "\"routes\":{\"r\":\"FROM x\"},", false),
            ("\"1.1\"", "\"routes\":{\"r\":5},", false),
        ] {
            assert_eq!(valid(&hub(version, routes, "")), expected, "{version} {routes}");
        }
        assert!(!valid("{\"SchemaVersion\":\"1.0\",\"storeAndForwardConfiguration\":{}}"));
    }

    #[test]
    fn priority_and_time_to_live_have_bounds() {
        for (fields, expected) in [
            ("", true),
            (",\"priority\":0", true),
            (",\"priority\":9", true),
            (",\"priority\":2000000000", true),
            (",\"priority\":\"5\"", true),
            (",\"timeToLiveSecs\":0", true),
            (",\"timeToLiveSecs\":4294967295", true),
            (",\"priority\":10", false),
            (",\"priority\":-1", false),
            (",\"priority\":null", false),
            (",\"priority\":2000000001", false),
            (",\"timeToLiveSecs\":-1", false),
            (",\"timeToLiveSecs\":4294967296", false),
        ] {
            let routes = format!("\"routes\":{{\"r\":{{\"route\":\"FROM /* INTO $upstream\"{fields}}}}},");
            assert_eq!(valid(&hub("\"1.1\"", &routes, "")), expected, "{fields}");
        }
    }

    #[test]
    fn store_and_forward_is_required() {
        let text = |config: &str| format!("{{\"schemaVersion\":\"1.0\",\"storeAndForwardConfiguration\":{config}}}");
        for config in [
            "{}",
            "{\"timeToLiveSecs\":-1}",
            "{\"timeToLiveSecs\":\"5\"}",
            "{\"timeToLiveSecs\":2147483647}",
            "{\"storeLimits\":{\"maxSizeBytes\":1.5}}",
            "{\"storeLimits\":null}",
        ] {
            assert!(valid(&text(config)), "{config}");
        }
        for config in [
            "null",
            "\"\"",
            "5",
            "[]",
            "{\"timeToLiveSecs\":2147483648}",
            "{\"timeToLiveSecs\":1.5}",
            "{\"timeToLiveSecs\":null}",
            "{\"storeLimits\":5}",
            "{\"storeLimits\":{\"maxSizeBytes\":\"x\"}}",
        ] {
            assert!(!valid(&text(config)), "{config}");
        }
        assert!(!valid("{\"schemaVersion\":\"1.0\"}"));
    }

    #[test]
    fn a_route_is_placed_in_the_file() {
        let text = hub("\"1.0\"", "\"routes\":{\"r\":\"FROM /* WHERE a == \\\"x\\\" INTO $upstream\"},", "");
        let judgement = judge(Kind::Hub, &text, &Context::default());
        assert_eq!(judgement.problems[0].span.start, text.find("==").unwrap() + 1);
    }
}
