//! Step 8, *Module configuration*: how the module starts by default, for each plan.

use super::{field_row, source};
use crate::offer::field::{Field, Group, Kind, Language, List, PerEdition, Step};
use crate::rule::Source;

const TECHNICAL: Source = source("Partner Center", "Set plan technical configuration, default deployment settings", "2023-10");
const DOCS: Source = source("Partner Center", "Prepare IoT Edge module technical assets, documentation of settings", "2023-10");
const ABOUT_HELP: &str =
    "One sentence for those who run the module. The settings' documentation, which certification wants, is made from it.";

const fn settings(key: &'static str, row: &'static str) -> Option<List> {
    Some(List { key, row, least: 0, most: PerEdition::same(5), source: TECHNICAL })
}

const ROUTES: &[Field] = &[
    field_row("plans[].routes[].name", "Name", Kind::Line, TECHNICAL)
        .required()
        .most(511, 511)
        .help("Names the route in the deployment manifest: letters and digits.")
        .example("LevelsToIoTHub"),
    field_row("plans[].routes[].value", "Route", Kind::Route, TECHNICAL)
        .required()
        .most(511, 511)
        .help("FROM a source, INTO a sink. Use the module's default name for this module and <FROM_MODULE_NAME> for a module that you do not know.")
        .example("FROM /messages/modules/TankLevelGatewayStandard/outputs/* INTO $upstream"),
    field_row("plans[].routes[].about", "What it does", Kind::Line, DOCS)
        .help(ABOUT_HELP)
        .example("Sends every level that the module reports to IoT Hub."),
];

const TWIN: &[Field] = &[
    field_row("plans[].twin[].name", "Name", Kind::Line, TECHNICAL)
        .required()
        .most(511, 511)
        .help("Names the desired property in the module's twin.")
        .example("SampleIntervalSeconds"),
    field_row("plans[].twin[].value", "Value", Kind::JsonValue, TECHNICAL)
        .required()
        .most(511, 511)
        .help("JSON: a number, true, a text in double quotes, or an object of at most four levels. The form takes no arrays. \"true\" is a text, true is not.")
        .example("30"),
    field_row("plans[].twin[].about", "What it does", Kind::Line, DOCS)
        .help(ABOUT_HELP)
        .example("How often each sensor is read, in seconds, from 5 to 3600."),
];

const VARIABLES: &[Field] = &[
    field_row("plans[].variables[].name", "Name", Kind::Line, TECHNICAL)
        .required()
        .most(511, 511)
        .help("Names the environment variable.")
        .example("SERIAL_PORT"),
    field_row("plans[].variables[].value", "Value", Kind::Line, TECHNICAL)
        .required()
        .most(511, 511)
        .help("The default. Where none makes sense, a placeholder in angle brackets: <MY_SERVER_IP_ADDRESS>. Never a secret.")
        .example("/dev/ttyUSB0"),
    field_row("plans[].variables[].about", "What it does", Kind::Line, DOCS)
        .help(ABOUT_HELP)
        .example("The serial port to which the sensors are connected."),
];

const CREATE_OPTIONS: &[Field] = &[
    field_row("plans[].create-options", "Container create options", Kind::TextFile(Language::Json, "create-options.json"), TECHNICAL)
        .most(511, 511)
        .help("Docker's options for the container as one JSON object: ports, devices, volumes. What counts is its length without spaces. Ask for no more rights than the module needs.")
        .example(r#"{"HostConfig":{"Devices":[{"PathOnHost":"/dev/ttyUSB0","PathInContainer":"/dev/ttyUSB0","CgroupPermissions":"rwm"}]}}"#),
    field_row("plans[].create-options-about", "What they do", Kind::Line, DOCS)
        .help(ABOUT_HELP)
        .example("Gives the module access to the serial port."),
];

/// The step.
pub static STEP: Step = Step {
    title: "Module configuration",
    short: "Module configuration",
    intro: "The default settings with which the module must be able to start, for each plan.",
    groups: &[
        Group { heading: "Routes", intro: "Where messages go.", list: settings("plans[].routes", "route"), fields: ROUTES },
        Group {
            heading: "Twin desired properties",
            intro: "What can be set from the cloud while the module runs.",
            list: settings("plans[].twin", "desired property"),
            fields: TWIN,
        },
        Group { heading: "Create options", intro: "", list: None, fields: CREATE_OPTIONS },
        Group {
            heading: "Environment variables",
            intro: "What is set when the container starts.",
            list: settings("plans[].variables", "variable"),
            fields: VARIABLES,
        },
    ],
};
