//! A route in its parts, to build one from pickers, and one sentence that says what it does.

use super::parser::{Sink, parse};
use super::source::{Reach, reach};
use crate::edge::endpoint;

/// The three parts of a route, as they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// `/messages/modules/m/outputs/*`.
    pub source: String,
    /// The condition without `WHERE`.
    pub condition: Option<String>,
    /// `$upstream` or `BrokeredEndpoint("…")`.
    pub sink: String,
}

impl Parts {
    /// The parts of a text that parses as a route; comments and odd blanks between them are lost. `None` also where the
    /// blanks keep it a route: without them, stars and slashes of its source may become a comment.
    pub fn parse(text: &str) -> Option<Parts> {
        let parsed = parse(text);
        if !parsed.is_route() {
            return None;
        }
        let parts = Parts {
            source: parsed.source?.path,
            condition: parsed.condition.map(|condition| text[condition.range].to_owned()),
            sink: text[parsed.sink?.range()].to_owned(),
        };
        let again = parts.to_string();
        let again = parse(&again);
        (again.is_route() && again.source.is_some_and(|source| source.path == parts.source)).then_some(parts)
    }
}

impl std::fmt::Display for Parts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FROM {}", self.source)?;
        if let Some(condition) = self.condition.as_deref().map(str::trim).filter(|condition| !condition.is_empty()) {
            write!(f, " WHERE {condition}")?;
        }
        write!(f, " INTO {}", self.sink)
    }
}

/// What a route does, in one sentence; `None` if edgeHub cannot read it.
///
/// `module` is the module whose route it is, so that it can be called "this module".
pub fn describe(text: &str, module: Option<&str>) -> Option<String> {
    let parsed = parse(text);
    if !parsed.is_route() {
        return None;
    }
    let name = |written: &str| match module {
        Some(own) if own.eq_ignore_ascii_case(written) => "this module".to_owned(),
        _ => written.to_owned(),
    };
    let from = match reach(&parsed.source?.path) {
        Reach::Everything => "All messages and twin changes".to_owned(),
        Reach::AllMessages => "Messages of all devices and modules".into(),
        Reach::AllModules => "Messages of all modules".into(),
        Reach::TwinChanges => "Changes of twins".into(),
        Reach::Nothing => return Some("No message ever takes this route: its source matches none.".into()),
        Reach::Module { module, output: Some(output), .. } => format!("Messages from the output {output} of {}", name(&module)),
        Reach::Module { module, output: None, outputs_only: true } => format!("Messages from any output of {}", name(&module)),
        Reach::Module { module, .. } => format!("Messages of {}", name(&module)),
    };
    let filter = match &parsed.condition {
        Some(condition) => {
            format!(" for which {} is true", text[condition.range.clone()].split_whitespace().collect::<Vec<_>>().join(" "))
        }
        None => String::new(),
    };
    let to = match parsed.sink? {
        Sink::System(range) => {
            endpoint::system(&text[range]).ok()?;
            "IoT Hub".to_owned()
        }
        Sink::Function { name: function, argument, .. } => {
            let inner = &text[argument.start + 1..argument.end - 1];
            let address = endpoint::function(&text[function], inner).ok()?;
            format!("the input {} of {}", inner[address.input].trim(), name(inner[address.module].trim()))
        }
    };
    Some(format!("{from}{filter} go to {to}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_is_told_in_one_sentence() {
        for (text, expected) in [
            (
                "FROM /messages/modules/gateway/outputs/* INTO $upstream",
                Some("Messages from any output of this module go to IoT Hub."),
            ),
            (
                "FROM /messages/modules/a/outputs/o INTO BrokeredEndpoint(\"/modules/gateway/inputs/i\")",
                Some("Messages from the output o of a go to the input i of this module."),
            ),
            (
                "FROM /messages/* WHERE as_number(t)  > 30 INTO $upstream",
                Some("Messages of all devices and modules for which as_number(t) > 30 is true go to IoT Hub."),
            ),
            ("FROM /twinChangeNotifications INTO $upstream", Some("Changes of twins go to IoT Hub.")),
            ("FROM /x INTO $upstream", Some("No message ever takes this route: its source matches none.")),
            ("FROM /messages/* INTO $cloud", None),
            ("FROM", None),
        ] {
            assert_eq!(describe(text, Some("gateway")).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn parts_make_the_route_again() {
        for text in ["FROM /messages/* INTO $upstream", "FROM /a/b WHERE x = 'y' INTO BrokeredEndpoint('/modules/m/inputs/i')"] {
            assert_eq!(Parts::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Parts::parse("select * from / a /* c */ where(x)into $up").unwrap().to_string(), "FROM /a WHERE (x) INTO $up");
        assert_eq!(Parts::parse("FROM /a"), None);
        assert_eq!(Parts::parse("FROM /*ROM /* /* INTO $upstream"), None);
    }
}
