//! What is accepted in createOptions without effect, or not liked.

use super::sources::iotedge;
use crate::rule::{Examples, Layer, Rule, Severity, Source};

/// A warning of the runtime's layer.
const fn warning(
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
        severities: Severity::Warning.everywhere(),
        layer: Layer::Runtime,
        explanation,
        source,
        examples: Examples::Piece { kind: "create-options", fails, passes },
    }
}

const MOBY: Source = Source {
    document: "moby 20.10.27, runconfig/config_unix.go",
    section: "ContainerConfigWrapper, getHostConfig",
    date: "2023-10",
};
const ADVICE: Source =
    Source { document: "Microsoft, IoT Edge module certification and security guidance", section: "privileges", date: "2023-10" };

/// Something of HostConfig beside it.
pub static TOP_LEVEL: Rule = warning(
    "create-options-top-level",
    "A name of HostConfig at the top level of createOptions",
    "Privileged, Binds, Mounts, PortBindings, NetworkMode and most other options belong into HostConfig. At the top level Docker decodes them and then ignores them, \
     without a word: no bind is made, no port is opened. Only Memory, MemorySwap, CpuShares, CpusetCpus and VolumeDriver are still honoured there.",
    MOBY,
    &[
        "{\"Privileged\": true}",
        "{\"Binds\": [\"/a:/b\"]}",
        "{\"PortBindings\": {}}",
        "{\"NetworkMode\": \"host\"}",
        "{\"Mounts\": []}",
    ],
    &["{\"HostConfig\": {\"Privileged\": true}}", "{\"Memory\": 67108864}"],
);

/// Something of the top level in HostConfig.
pub static IN_HOST_CONFIG: Rule = warning(
    "create-options-in-host-config",
    "A name of the top level inside HostConfig",
    "ExposedPorts, Env, Labels, Cmd, NetworkingConfig and other options stand beside HostConfig. Inside it Docker does not know them and ignores them.",
    MOBY,
    &["{\"HostConfig\": {\"ExposedPorts\": {\"80/tcp\": {}}}}", "{\"HostConfig\": {\"NetworkingConfig\": {}}}"],
    &["{\"ExposedPorts\": {\"80/tcp\": {}}, \"HostConfig\": {}}"],
);

/// A name that Docker does not know.
pub static UNKNOWN_NAME: Rule = warning(
    "create-options-unknown-name",
    "A name in createOptions that Docker does not know",
    "Docker ignores names that it does not know, so a misspelt option has no effect and nobody says so. Case does not matter.",
    MOBY,
    &[
        "{\"HostConfir\": {}}",
        "{\"HostConfig\": {\"PortBinding\": {}}}",
        "{\"HostConfig\": {\"Mounts\": [{\"Type\": \"tmpfs\", \"Target\": \"/a\", \"Destination\": \"/b\"}]}}",
    ],
    &["{\"hostconfig\": {\"portbindings\": {}}}"],
);

/// A port as a number.
pub static HOST_PORT: Rule = warning(
    "create-options-host-port-number",
    "HostPort as a number",
    "Docker takes HostPort as a text. edgeAgent converts a number, so it works on IoT Edge, and fails with every other tool. Put it in quotes.",
    iotedge("Azure/iotedge 1.6.1, models/PortBinding.cs", "HostPort"),
    &["{\"HostConfig\": {\"PortBindings\": {\"80/tcp\": [{\"HostPort\": 8080}]}}}"],
    &["{\"HostConfig\": {\"PortBindings\": {\"80/tcp\": [{\"HostPort\": \"8080\"}]}}}"],
);

/// Half of the host network.
pub static HOST_NETWORK: Rule = warning(
    "create-options-host-network",
    "NetworkMode host without its EndpointsConfig",
    "edgeAgent puts every module into its own network unless NetworkingConfig says otherwise. For the host's network both are needed: HostConfig.NetworkMode \"host\" and \
     NetworkingConfig.EndpointsConfig {\"host\": {}}.",
    iotedge("Azure/iotedge 1.6.1, CombinedDockerConfigProvider.cs; azure-docs iot-edge how-to-use-create-options.md", "network"),
    &["{\"HostConfig\": {\"NetworkMode\": \"host\"}}"],
    &[
        "{\"HostConfig\": {\"NetworkMode\": \"host\"}, \"NetworkingConfig\": {\"EndpointsConfig\": {\"host\": {}}}}",
        "{\"HostConfig\": {\"NetworkMode\": \"bridge\"}}",
    ],
);

/// Full access.
pub static PRIVILEGED: Rule = Rule {
    layer: Layer::Certification,
    ..warning(
        "create-options-privileged",
        "A privileged module",
        "Privileged gives a module all devices and capabilities of the host. The certification of IoT Edge modules asks for the least privilege, and customers can forbid it \
     (allow_elevated_docker_permissions = false), in which case it is dropped without a word. Name the devices and capabilities that are needed.",
        ADVICE,
        &["{\"HostConfig\": {\"Privileged\": true}}"],
        &[
            "{\"HostConfig\": {\"Privileged\": false}}",
            "{\"HostConfig\": {\"Devices\": [{\"PathOnHost\": \"/dev/ttyUSB0\", \"PathInContainer\": \"/dev/ttyUSB0\", \"CgroupPermissions\": \"rwm\"}]}}",
        ],
    )
};

/// Access to the host by other ways.
pub static HOST_ACCESS: Rule = Rule {
    layer: Layer::Certification,
    ..warning(
        "create-options-host-access",
        "A module that reaches into the device",
        "The socket of Docker, the root folder, /dev, /etc, a namespace of the host, or the capability SYS_ADMIN give a module control over the whole device. \
     Certification and customers ask why. Bind only the folders and devices that the module needs.",
        ADVICE,
        &[
            "{\"HostConfig\": {\"Binds\": [\"/var/run/docker.sock:/var/run/docker.sock\"]}}",
            "{\"HostConfig\": {\"PidMode\": \"host\"}}",
            "{\"HostConfig\": {\"Binds\": [\"/:/host\"]}}",
        ],
        &["{\"HostConfig\": {\"Binds\": [\"/var/lib/module:/data\"]}}"],
    )
};

/// A drive of Windows.
pub static WINDOWS_BIND: Rule = warning(
    "create-options-windows-bind",
    "A bind of a Windows path",
    "IoT Edge runs Linux containers, also on Windows. A path with a drive letter has a colon too many, and Docker refuses it.",
    iotedge("moby 20.10.27, volume/mounts/linux_parser.go", "linuxSplitRawSpec"),
    &["{\"HostConfig\": {\"Binds\": [\"C:/data:/d\"]}}", "{\"HostConfig\": {\"Binds\": [\"c:\\\\data:/d\"]}}"],
    &["{\"HostConfig\": {\"Binds\": [\"/data:/d\"]}}"],
);

/// A path that is taken for a name.
pub static RELATIVE_BIND: Rule = warning(
    "create-options-relative-bind",
    "A bind of a relative path",
    "What does not begin with a slash is the name of a volume to Docker, and a name has no slashes: creating the container fails. There is no working folder on a device \
     to which a path could be relative, and ~ is not expanded.",
    iotedge("moby 20.10.27, volume/local/local.go", "validateName"),
    &["{\"HostConfig\": {\"Binds\": [\"./data:/d\"]}}", "{\"HostConfig\": {\"Binds\": [\"~/data:/d\"]}}"],
    &["{\"HostConfig\": {\"Binds\": [\"data:/d\", \"/data:/e\"]}}"],
);

/// Variables in two places.
pub static ENV: Rule = Rule {
    severities: Severity::Advice.everywhere(),
    ..warning(
        "create-options-env-wins",
        "Variables in createOptions",
        "Variables in createOptions.Env win over those of the manifest, and over those that the runtime sets, so a customer who changes a variable in the portal sees no \
     effect. The table of environment variables is the place for them.",
        iotedge("Azure/iotedge 1.6.1, CreateOrUpdateCommand.cs; edgelet-docker/src/runtime.rs", "merge of variables"),
        &["{\"Env\": [\"A=b\"]}"],
        &["{\"Env\": []}", "{}"],
    )
};
