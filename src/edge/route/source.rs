//! What a source matches: `CustomMessageSource.cs`, and the sources that edgeHub ever puts on a message.

/// Which messages a source lets through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Every message and every twin change.
    Everything,
    /// The messages of devices and modules.
    AllMessages,
    /// The messages of all modules, not those of devices.
    AllModules,
    /// The messages of one module.
    Module {
        /// Its name.
        module: String,
        /// The output, or none for all of them.
        output: Option<String>,
        /// Whether only messages from outputs are meant, whatever the output.
        outputs_only: bool,
    },
    /// Changes of twins.
    TwinChanges,
    /// Nothing: no message has such a source.
    Nothing,
}

/// Which messages pass a source; the runtime cuts stars off its end and compares beginnings without regard to case.
pub fn reach(path: &str) -> Reach {
    let trimmed = path.trim_end_matches('*').trim_end_matches('/');
    let segments: Vec<&str> = trimmed.split('/').skip(1).collect();
    let is = |index: usize, name: &str| segments.get(index).is_some_and(|segment| segment.eq_ignore_ascii_case(name));
    // `trim_end_matches('/')` takes more than the runtime does, but the grammar has no `//`.
    match segments.len() {
        0 => Reach::Everything,
        1 if is(0, "messages") => Reach::AllMessages,
        1 if is(0, "twinChangeNotifications") => Reach::TwinChanges,
        2 if is(0, "messages") && is(1, "modules") => Reach::AllModules,
        3..=5 if is(0, "messages") && is(1, "modules") && (segments.len() == 3 || is(3, "outputs")) => Reach::Module {
            module: segments[2].to_owned(),
            output: segments.get(4).map(|output| (*output).to_owned()),
            outputs_only: segments.len() > 3,
        },
        _ => Reach::Nothing,
    }
}

/// Whether there is a star that is not at the end, where it is an ordinary character.
pub fn has_inner_star(path: &str) -> bool {
    path.trim_end_matches('*').contains('*')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(module: &str, output: Option<&str>, outputs_only: bool) -> Reach {
        Reach::Module { module: module.into(), output: output.map(Into::into), outputs_only }
    }

    /// Dossier 1.3: RoutingMessageConverter.cs stamps four shapes of source, and a route matches by its beginning.
    #[test]
    fn sources_reach_what_edgehub_stamps() {
        for (path, expected) in [
            ("/*", Reach::Everything),
            ("/messages", Reach::AllMessages),
            ("/messages/*", Reach::AllMessages),
            ("/MESSAGES/Modules/*", Reach::AllModules),
            ("/messages/modules*", Reach::AllModules),
            ("/messages/modules/m", module("m", None, false)),
            ("/messages/modules/m*", module("m", None, false)),
            ("/messages/modules/m/*", module("m", None, false)),
            ("/messages/modules/m/outputs/*", module("m", None, true)),
            ("/messages/modules/m/outputs/o", module("m", Some("o"), true)),
            ("/twinChangeNotifications", Reach::TwinChanges),
            ("/messages/events", Reach::Nothing),
            ("/modules/m", Reach::Nothing),
            ("/messages/modules/m/output/o", Reach::Nothing),
            ("/messages/modules/m/outputs/o/x", Reach::Nothing),
            ("/twinChangeNotifications/x", Reach::Nothing),
        ] {
            assert_eq!(reach(path), expected, "{path}");
        }
        assert!(has_inner_star("/messages/modules/*/outputs/x"));
        assert!(!has_inner_star("/messages/*"));
    }
}
