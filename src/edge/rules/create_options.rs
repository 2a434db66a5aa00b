//! What edgeAgent, aziot-edged or dockerd reject in createOptions.

use super::sources::iotedge;
use crate::rule::{Examples, Layer, Rule, Severity, Source};

const fn rule(
    id: &'static str,
    summary: &'static str,
    explanation: &'static str,
    source: Source,
    fails: &'static [&'static str],
    passes: &'static [&'static str],
) -> Rule {
    Rule {
        id,
        summary,
        severities: Severity::Error.everywhere(),
        layer: Layer::Runtime,
        explanation,
        source,
        examples: Examples::Piece { kind: "create-options", fails, passes },
    }
}

const fn moby(section: &'static str) -> Source {
    Source { document: "moby 20.10.27", section, date: "2023-10" }
}

/// edgeAgent cannot convert a value.
pub static AGENT: Rule = rule(
    "create-options-agent",
    "createOptions that edgeAgent cannot convert",
    "edgeAgent reads createOptions into its own classes first. Names may be in any case, numbers and booleans become texts and texts numbers where they can, but an \
     object cannot become a list, nor \"<memory>\" a number, and the whole must be one JSON object with its braces. It says \"Error converting value … to type …\" and \
     refuses the whole deployment, with all modules of the device.\n\n\
     Placeholders in angle brackets are only possible where a text is expected.",
    iotedge("Azure/iotedge 1.6.1, Agent.Docker/models/*.cs, DockerConfig.cs", "GetCreateOptions"),
    &[
        "[]",
        "{\"Env\": \"A=b\"}",
        "{\"HostConfig\": {\"Memory\": \"<MEMORY>\"}}",
        "{\"HostConfig\": {\"Binds\": \"/a:/b\"}}",
        "{\"ExposedPorts\": [\"80/tcp\"]}",
    ],
    &[
        "",
        "{}",
        "{\"Env\": [\"A=b\"]}",
        "{\"HostConfig\": {\"Memory\": 67108864, \"Binds\": [\"/a:/b\"]}}",
        "{\"ExposedPorts\": {\"80/tcp\": {}}}",
    ],
);

/// aziot-edged cannot read what edgeAgent sends.
pub static EDGED: Rule = rule(
    "create-options-edged",
    "createOptions that aziot-edged cannot read",
    "aziot-edged is stricter than Docker in some places: Cmd and Entrypoint must be lists of texts although Docker takes a single text too, Hostname must be a text, \
     Volumes an object, and no list may contain null. A module with such options stays in backoff; edgeAgent's log shows a serde error.",
    iotedge("Azure/iotedge 1.6.1, edgelet/docker-rs/src/models", "ContainerCreateBody, HostConfig, Mount"),
    &[
        "{\"Cmd\": \"run\"}",
        "{\"Entrypoint\": \"run\"}",
        "{\"Hostname\": 5}",
        "{\"Volumes\": [\"/a\"]}",
        "{\"Env\": [null]}",
        "{\"HostConfig\": {\"PortBindings\": {\"80/tcp\": null}}}",
    ],
    &["{\"Cmd\": [\"run\"]}", "{\"Hostname\": \"h\"}", "{\"Volumes\": {\"/a\": {}}}"],
);

/// dockerd cannot decode it.
pub static DOCKER_TYPE: Rule = rule(
    "create-options-docker-type",
    "createOptions with a value of a type that Docker does not take",
    "Docker decodes types strictly: \"json: cannot unmarshal string into Go struct field …\". A number in quotes is no number to it, and a number is no text. edgeAgent \
     converts values of names it knows itself, but passes the others on as they are. At the top level the names of HostConfig are decoded too, so a \
     wrong Mounts there is an error although a right one would have no effect.",
    moby("runconfig, api/types/container"),
    &[
        "{\"User\": 1000}",
        "{\"StopTimeout\": \"10\"}",
        "{\"Tty\": \"true\"}",
        "{\"Mounts\": {}}",
        "{\"HostConfig\": {\"DeviceRequests\": [{\"Capabilities\": [\"gpu\"]}]}}",
    ],
    &[
        "{\"User\": \"1000\"}",
        "{\"StopTimeout\": 10}",
        "{\"HostConfig\": {\"DeviceRequests\": [{\"Capabilities\": [[\"gpu\"]]}]}}",
    ],
);

/// A bind or mount that cannot be parsed.
pub static BIND: Rule = rule(
    "create-options-mount",
    "A bind or mount that Docker cannot parse",
    "A bind is source:target or source:target:mode. The target is an absolute path and not the root; the source an absolute path of the device or the name of a \
     volume; the mode is ro or rw, z or Z, nocopy, a propagation such as rshared, or a consistency, each at most once, with commas between. A colon separates, so \
     C:/data:/d has three parts, and Docker says \"invalid mode: /d\".\n\n\
     An entry of Mounts has Type bind, volume or tmpfs, a Target, and for bind an absolute Source.",
    moby("volume/mounts/linux_parser.go, ParseMountRaw, validateMountConfigImpl"),
    &[
        "{\"HostConfig\": {\"Binds\": [\"C:/data:/d\"]}}",
        "{\"HostConfig\": {\"Binds\": [\"/a:b\"]}}",
        "{\"HostConfig\": {\"Binds\": [\"/a:/b:rx\"]}}",
        "{\"HostConfig\": {\"Mounts\": [{\"Type\": \"bind\", \"Source\": \"a\", \"Target\": \"/b\"}]}}",
    ],
    &[
        "{\"HostConfig\": {\"Binds\": [\"/a:/b:ro\", \"volume:/c\"]}}",
        "{\"HostConfig\": {\"Mounts\": [{\"Type\": \"tmpfs\", \"Target\": \"/b\"}]}}",
    ],
);

/// Not a port.
pub static PORT: Rule = rule(
    "create-options-port",
    "A port that Docker cannot parse",
    "The names in PortBindings are a port of the container and its protocol: 8080/tcp, 53/udp. HostPort is a port of the device from 0 to 65535 as a text, or a range; \
     empty means any. Docker says \"invalid port specification\".",
    moby("daemon/container.go, validatePortBindings; go-connections/nat"),
    &[
        "{\"HostConfig\": {\"PortBindings\": {\"http\": []}}}",
        "{\"HostConfig\": {\"PortBindings\": {\"80/tcp\": [{\"HostPort\": \"http\"}]}}}",
    ],
    &["{\"HostConfig\": {\"PortBindings\": {\"80/tcp\": [{\"HostPort\": \"8080\"}]}}}"],
);

/// A variable without a name.
pub static ENV: Rule = rule(
    "create-options-env",
    "A variable without a name in createOptions",
    "An entry of Env is NAME=value. Without a name before the equals sign Docker says \"invalid environment variable\".",
    moby("opts/env.go, ValidateEnv"),
    &["{\"Env\": [\"\"]}", "{\"Env\": [\"=x\"]}"],
    &["{\"Env\": [\"A=x\", \"B\"]}"],
);

/// Memory and processors.
pub static RESOURCES: Rule = rule(
    "create-options-resources",
    "Limits of memory or processors that Docker refuses",
    "Limits are checked against each other and against a least value: Memory is in bytes and at least 6 MiB (6291456), MemorySwap counts memory and swap together, \
     CpuPeriod and CpuQuota are microseconds, NanoCpus excludes them. What was meant as megabytes fails here.",
    moby("daemon/daemon_unix.go, verifyPlatformContainerResources"),
    &[
        "{\"HostConfig\": {\"Memory\": 64}}",
        "{\"HostConfig\": {\"Memory\": 67108864, \"MemorySwap\": 1}}",
        "{\"HostConfig\": {\"OomScoreAdj\": 2000}}",
    ],
    &["{\"HostConfig\": {\"Memory\": 67108864}}"],
);

/// Options of the network that contradict each other.
pub static NETWORK: Rule = rule(
    "create-options-network",
    "Options of the network that contradict each other",
    "A container that joins another one's network has no host name, ports or hosts of its own; one on the host's network has no links; and a container is created in \
     one network only. Docker says \"conflicting options\" or \"Container cannot be connected to network endpoints\".",
    moby("runconfig/hostconfig.go, validateNetMode; daemon/create.go, verifyNetworkingConfig"),
    &[
        "{\"Hostname\": \"h\", \"HostConfig\": {\"NetworkMode\": \"container:x\"}}",
        "{\"NetworkingConfig\": {\"EndpointsConfig\": {\"a\": {}, \"b\": {}}}}",
    ],
    &["{\"NetworkingConfig\": {\"EndpointsConfig\": {\"host\": {}}}, \"HostConfig\": {\"NetworkMode\": \"host\"}}"],
);

/// Any other value.
pub static VALUE: Rule = rule(
    "create-options-value",
    "A value in createOptions that Docker refuses",
    "WorkingDir must be absolute, StopSignal a signal, times of a Healthcheck nanoseconds and at least one millisecond, capabilities known ones, an extra host \
     name:address, and AutoRemove excludes a restart policy. dockerd checks this before it creates the container, and the module stays in backoff.",
    moby("daemon/container.go, validateContainerConfig, validateHostConfig"),
    &[
        "{\"WorkingDir\": \"app\"}",
        "{\"StopSignal\": \"TERMINATE\"}",
        "{\"Healthcheck\": {\"Interval\": 30}}",
        "{\"HostConfig\": {\"CapAdd\": [\"ADMIN\"]}}",
    ],
    &[
        "{\"WorkingDir\": \"/app\"}",
        "{\"StopSignal\": \"SIGINT\"}",
        "{\"Healthcheck\": {\"Interval\": 30000000000}}",
        "{\"HostConfig\": {\"CapAdd\": [\"NET_ADMIN\"]}}",
    ],
);

/// The deployment passes, the module does not start.
pub static CONTAINER: Rule = Rule {
    id: "module-never-starts",
    summary: "createOptions that pass in a deployment, and with which no container can be created",
    severities: Severity::Warning.everywhere(),
    layer: Layer::Runtime,
    explanation: "edgeAgent accepts a deployment if it can read it. What aziot-edged or dockerd then refuse shows only on the device: the module stays in backoff, and \
        edgeAgent tries again and again. The other modules run.",
    source: iotedge("Azure/iotedge 1.6.1, CreateOrUpdateCommand.cs", "ExecuteAsync"),
    examples: Examples::Piece {
        kind: "module",
        fails: &[
            "{\"type\":\"docker\",\"status\":\"running\",\"settings\":{\"image\":\"a:1\",\"createOptions\":\"{\\\"Cmd\\\":\\\"run\\\"}\"}}",
        ],
        passes: &[
            "{\"type\":\"docker\",\"status\":\"running\",\"settings\":{\"image\":\"a:1\",\"createOptions\":\"{\\\"Cmd\\\":[\\\"run\\\"]}\"}}",
        ],
    },
};
