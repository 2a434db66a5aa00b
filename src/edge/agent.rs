//! The desired properties of `$edgeAgent`: `DeploymentConfig.cs`, `DockerRuntimeInfo.cs`, `RegistryCredentials.cs` of edgeAgent.

use super::json::{self, Node};
use super::module::{self, Role};
use super::route::lexer::{self, Token, TokenKind};
use super::rules::{agent as rules, json as json_rules, manifest as manifest_rules};
use super::twin::{self, is_forbidden_in_name};
use super::{desired, dotnet};
use crate::rule::{Problem, Rule};

/// What is to be said about the desired properties of `$edgeAgent`, alone or in `{"properties.desired": …}`.
pub fn judge(text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    match json::parse(text) {
        Err(failure) => problems.push(json_rules::syntax(text, &failure)),
        Ok(node) => judge_node(text, desired(&node), false, &mut problems),
    }
    problems
}

/// The same in a larger text. In a template, placeholders are filled before a device sees them.
pub fn judge_node(text: &str, node: &Node, template: bool, problems: &mut Vec<Problem>) {
    if !node.is_object() {
        let message = format!("The desired properties of $edgeAgent must be an object, not {}", node.kind());
        problems.push(Problem::new(&rules::FIELD, text, node.range.clone(), message));
        return;
    }
    let mut agent = AgentJudge { text, node, problems };
    agent.schema_version(template);
    agent.runtime();
    agent.system_modules(template);
    agent.modules(template);
    judge_size(text, node, "$edgeAgent", problems);
}

/// What IoT Hub can store in one twin.
pub fn judge_size(text: &str, node: &Node, name: &str, problems: &mut Vec<Problem>) {
    let size = json::compact(node).len();
    if size > twin::MAX_SIZE {
        let message = format!("The desired properties of {name} take {size} bytes; IoT Hub stores {}", twin::MAX_SIZE);
        problems.push(Problem::new(&manifest_rules::SIZE, text, node.range.start..node.range.start + 1, message));
    }
}

struct AgentJudge<'t, 'n, 'a, 'p> {
    text: &'t str,
    node: &'n Node<'a>,
    problems: &'p mut Vec<Problem>,
}

impl AgentJudge<'_, '_, '_, '_> {
    fn reject(&mut self, rule: &'static Rule, node: Option<&Node>, message: impl Into<String>, help: &str) {
        let range = node.map_or(self.node.range.start..self.node.range.start + 1, |node| node.range.clone());
        self.problems.push(Problem::new(rule, self.text, range, message).help(help));
    }

    fn schema_version(&mut self, template: bool) {
        const HELP: &str = "write \"1.1\", or \"1.0\" for old devices";
        let Some(node) = self.node.get_any_case("schemaVersion") else {
            return self.reject(&rules::SCHEMA_VERSION, None, "`schemaVersion` is missing", HELP);
        };
        // A number is taken as it is written: 1.0 is "1.0".
        let written = match &node.value {
            json::Value::Float(_) => self.text[node.range.clone()].to_owned(),
            _ => dotnet::string(node).ok().flatten().unwrap_or_default().into_owned(),
        };
        if template && written.starts_with('$') {
            return self.reject(
                &manifest_rules::PLACEHOLDER,
                Some(node),
                format!("`{written}` must be filled before a device can use it"),
                HELP,
            );
        }
        match dotnet::version(&written) {
            Err(_) => self.reject(
                &rules::SCHEMA_VERSION,
                Some(node),
                format!("Invalid desired properties schema version {written}"),
                HELP,
            ),
            Ok(version) if version[0] != 1 || version > [1, 1, 0, -1] => {
                let message =
                    format!("The desired properties schema version {written} is not compatible with the expected version 1.1.0");
                self.reject(&rules::SCHEMA_VERSION, Some(node), message, HELP);
            }
            Ok(_) => {}
        }
    }

    fn runtime(&mut self) {
        const HELP: &str = "write {\"type\": \"docker\", \"settings\": {\"minDockerVersion\": \"v1.25\"}}";
        let Some(runtime) = self.node.get_any_case("runtime").filter(|node| node.is_object()) else {
            let place = self.node.get_any_case("runtime");
            return self.reject(&rules::FIELD, place, "`runtime` is missing or no object", HELP);
        };
        if runtime.get_any_case("type").and_then(Node::as_str) != Some("docker") {
            self.reject(
                &rules::FIELD,
                runtime.get_any_case("type").or(Some(runtime)),
                "The runtime's `type` must be docker",
                HELP,
            );
        }
        let Some(settings) = runtime.get_any_case("settings").filter(|node| node.is_object()) else {
            return self.reject(&rules::FIELD, Some(runtime), "The runtime's `settings` are missing or no object", HELP);
        };
        let docker_version = settings.get_any_case("minDockerVersion");
        if docker_version.is_none_or(|node| !matches!(dotnet::string(node), Ok(Some(_)))) {
            self.reject(
                &rules::FIELD,
                docker_version.or(Some(settings)),
                "Value cannot be null. (Parameter 'minDockerVersion')",
                "write \"v1.25\"",
            );
        }
        if let Some(options) = settings.get_any_case("loggingOptions").filter(|node| dotnet::string(node).is_err()) {
            self.reject(&rules::FIELD, Some(options), "`loggingOptions` must be a text", "leave it empty: \"\"");
        }
        if let Some(credentials) = settings.get_any_case("registryCredentials") {
            self.credentials(credentials);
        }
    }

    fn credentials(&mut self, credentials: &Node) {
        if credentials.is_null() || credentials.as_str() == Some("") {
            return;
        }
        if !credentials.is_object() {
            return self.reject(
                &rules::CREDENTIALS,
                Some(credentials),
                "`registryCredentials` must be an object",
                "name each registry",
            );
        }
        for registry in credentials.members() {
            judge_credential(self.text, &registry.node, self.problems);
        }
    }

    fn system_modules(&mut self, template: bool) {
        let Some(modules) = self.node.get_any_case("systemModules").filter(|node| node.is_object()) else {
            let place = self.node.get_any_case("systemModules");
            return self.reject(
                &rules::FIELD,
                place,
                "`systemModules` is missing or no object",
                "name edgeAgent and edgeHub there",
            );
        };
        for (name, role) in [("edgeAgent", Role::EdgeAgent), ("edgeHub", Role::EdgeHub)] {
            match modules.get_any_case(name) {
                Some(node) if !node.is_null() => module::judge_node(self.text, node, role, template, self.problems),
                _ => {
                    let message = format!("`{name}` is missing: the device keeps the one it has");
                    self.reject(&rules::SYSTEM_MODULE, Some(modules), message, "name its image");
                }
            }
        }
    }

    fn modules(&mut self, template: bool) {
        let Some(modules) = self.node.get_any_case("modules") else { return };
        if modules.is_null() || modules.as_str() == Some("") {
            return;
        }
        if !modules.is_object() {
            return self.reject(&rules::FIELD, Some(modules), "`modules` must be an object", "name each module");
        }
        for member in modules.members() {
            judge_name(self.text, &member.name, member.name_range.clone(), self.problems);
            module::judge_node(self.text, &member.node, Role::Custom, template, self.problems);
        }
    }
}

/// `RegistryCredentials`: three texts that are not blank.
pub fn judge_credential(text: &str, node: &Node, problems: &mut Vec<Problem>) {
    if node.is_null() || node.as_str() == Some("") {
        return;
    }
    for name in ["address", "username", "password"] {
        let place = node.get_any_case(name);
        let written = place.and_then(|value| dotnet::string(value).ok().flatten());
        if written.is_none_or(|written| written.trim().is_empty()) {
            let range = place.unwrap_or(node).range.clone();
            problems.push(
                Problem::new(&rules::CREDENTIALS, text, range, format!("{name} is null or whitespace."))
                    .help("write it, or take the registry away"),
            );
        }
    }
}

/// The name of a module, which is a name in a twin, of a container and in routes.
pub fn judge_name(text: &str, name: &str, range: std::ops::Range<usize>, problems: &mut Vec<Problem>) {
    if let Some(bad) = name.chars().find(|c| is_forbidden_in_name(*c)) {
        let message = format!("The module's name contains `{bad}`, which IoT Hub does not store");
        problems.push(Problem::new(&rules::NAME, text, range, message).help("use letters, digits, - and _"));
    } else if !can_stand_in_route(name) {
        let message = format!("No route can start at a module named `{name}`");
        problems.push(
            Problem::new(&rules::NAME_IN_ROUTES, text, range, message)
                .help("use a name that is no number and no word of the language"),
        );
    }
}

/// Whether a name is one segment of a source to edgeHub.
pub fn can_stand_in_route(name: &str) -> bool {
    matches!(lexer::lex(name)[..], [Token { kind: TokenKind::Id, start: 0, end }, _] if end == name.len())
}

#[cfg(test)]
mod tests {
    use crate::edge::{Context, Kind, judge};

    fn text(version: &str, runtime: &str, more: &str) -> String {
        format!("{{\"schemaVersion\":{version},\"runtime\":{runtime},\"systemModules\":{{}}{more}}}")
    }

    const RUNTIME: &str = "{\"type\":\"docker\",\"settings\":{\"minDockerVersion\":\"v1.25\",\"loggingOptions\":\"\"}}";

    fn valid(text: &str) -> bool {
        judge(Kind::Agent, text, &Context::default()).is_valid()
    }

    /// Dossier 5, last paragraph.
    #[test]
    fn versions_up_to_one_one_zero_pass() {
        for version in ["\"1.0\"", "\"1.0.0.0\"", "\"1.1\"", "\"1.1.0\"", "1.0", "1.1", "\"1.0.99\""] {
            assert!(valid(&text(version, RUNTIME, "")), "{version}");
        }
        for version in
            ["\"1\"", "1", "\"1.1.1\"", "\"1.1.0.0\"", "\"1.2\"", "\"2.0\"", "\"0.9\"", "null", "\"\"", "\"x\"", "{}", "\"${V}\""]
        {
            assert!(!valid(&text(version, RUNTIME, "")), "{version}");
        }
    }

    #[test]
    fn parts_are_required_or_not() {
        let with = |more: &str| text("\"1.1\"", RUNTIME, more);
        for more in [
            "",
            ",\"modules\":null",
            ",\"modules\":{}",
            ",\"Modules\":{\"a b\":{\"type\":\"docker\",\"status\":\"running\",\"settings\":{\"image\":\"a:1\"}}}",
            ",\"x\":1",
        ] {
            assert!(valid(&with(more)), "{more}");
        }
        for more in [
            ",\"modules\":[]",
            ",\"modules\":{\"a\":null}",
            ",\"modules\":{\"a\":{}}",
            ",\"systemModules\":null",
            ",\"systemModules\":{\"edgeHub\":{\"type\":\"docker\",\"settings\":{\"image\":\"a\"}}}",
        ] {
            assert!(!valid(&with(more)), "{more}");
        }
        assert!(valid(&with(",\"systemModules\":{\"edgeAgent\":{\"type\":\"docker\",\"settings\":{\"image\":\"a\"}}}")));
        assert!(valid(&format!("{{\"properties.desired\":{}}}", with(""))));
        for runtime in [
            "null",
            "{}",
            "{\"type\":\"docker\"}",
            "{\"type\":\"Docker\",\"settings\":{\"minDockerVersion\":\"\"}}",
            "{\"type\":\"docker\",\"settings\":{}}",
        ] {
            assert!(!valid(&text("\"1.0\"", runtime, "")), "{runtime}");
        }
        let credentials = |inner: &str| {
            let runtime =
                format!("{{\"type\":\"docker\",\"settings\":{{\"minDockerVersion\":\"v1\",\"registryCredentials\":{inner}}}}}");
            valid(&text("\"1.0\"", &runtime, ""))
        };
        assert!(
            credentials("null")
                && credentials("{}")
                && credentials("{\"r\":{\"address\":\"a\",\"username\":\"$U\",\"password\":\"p\"}}")
        );
        assert!(
            !credentials("{\"r\":{\"address\":\" \",\"username\":\"u\",\"password\":\"p\"}}")
                && !credentials("{\"r\":{\"address\":\"a\",\"username\":\"u\"}}")
                && !credentials("[]")
        );
    }
}
