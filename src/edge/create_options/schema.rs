//! The names and types of createOptions, as its three readers know them.
//!
//! edgeAgent's classes (`models/*.cs`), aziot-edged's (`docker-rs/src/models`), and dockerd 20.10's (`api/types/container`, `mount`, `network`).

/// One name in an object.
#[derive(Debug)]
pub struct Field {
    /// The name, as Docker's documentation writes it.
    pub name: &'static str,
    /// The type in edgeAgent's class; `None`: it is passed on as it is.
    pub agent: Option<Agent>,
    /// The type that aziot-edged insists on.
    pub edged: Option<Edged>,
    /// The type in dockerd.
    pub docker: Docker,
}

/// Types of edgeAgent's classes.
#[derive(Clone, Copy, Debug)]
pub enum Agent {
    /// `string`
    String,
    /// `bool`
    Bool,
    /// `bool?`
    OptionalBool,
    /// A whole number between two bounds.
    Integer(i128, i128),
    /// `long?`
    OptionalInteger,
    /// `IList<…>`
    List(&'static Agent),
    /// `IDictionary<string, …>`
    Map(&'static Agent),
    /// `EmptyStruct`
    Empty,
    /// `RestartPolicyKind`
    RestartKind,
    /// A class.
    Object(&'static [Field]),
}

/// Types of aziot-edged, where they are stricter than dockerd's.
#[derive(Clone, Copy, Debug)]
pub enum Edged {
    /// `String`
    String,
    /// `Vec<String>`
    Strings,
    /// `HashMap<String, String>`
    StringMap,
    /// `HashMap<String, Value>`
    Map,
    /// A vector of objects.
    Objects,
    /// `HashMap<String, Vec<HostConfigPortBindings>>`
    PortBindings,
}

/// Types of dockerd.
#[derive(Clone, Copy, Debug)]
pub enum Docker {
    /// `string`
    String,
    /// `bool`
    Bool,
    /// A whole number between two bounds, with its name.
    Integer(i128, i128, &'static str),
    /// `strslice.StrSlice`: a string or strings.
    StringOrStrings,
    /// A slice.
    List(&'static Docker),
    /// A map with string keys.
    Map(&'static Docker),
    /// A struct; empty for `struct{}`.
    Object(&'static [Field], &'static str),
    /// dockerd does not know the name and ignores it.
    Ignored,
}

impl Docker {
    /// The name of the type in Go.
    pub fn go_name(&self) -> String {
        match self {
            Docker::String => "string".into(),
            Docker::Bool => "bool".into(),
            Docker::Integer(.., name) => (*name).into(),
            Docker::StringOrStrings => "strslice.StrSlice".into(),
            Docker::List(item) => format!("[]{}", item.go_name()),
            Docker::Map(value) => format!("map[string]{}", value.go_name()),
            Docker::Object(_, name) => (*name).into(),
            Docker::Ignored => "interface {}".into(),
        }
    }
}

const INT64: Docker = Docker::Integer(i64::MIN as i128, i64::MAX as i128, "int64");
const INT: Docker = Docker::Integer(i64::MIN as i128, i64::MAX as i128, "int");
const UINT64: Docker = Docker::Integer(0, u64::MAX as i128, "uint64");
const UINT32: Docker = Docker::Integer(0, u32::MAX as i128, "uint32");
const UINT16: Docker = Docker::Integer(0, u16::MAX as i128, "uint16");
const STRINGS: Docker = Docker::List(&Docker::String);
const STRING_MAP: Docker = Docker::Map(&Docker::String);
const EMPTY_MAP: Docker = Docker::Map(&Docker::Object(&[], "struct {}"));
const LONG: Agent = Agent::Integer(i64::MIN as i128, i64::MAX as i128);
const ULONG: Agent = Agent::Integer(0, u64::MAX as i128);
const USHORT: Agent = Agent::Integer(0, u16::MAX as i128);
const AGENT_STRINGS: Agent = Agent::List(&Agent::String);
const AGENT_STRING_MAP: Agent = Agent::Map(&Agent::String);

/// A name that edgeAgent passes on as it is.
const fn passed(name: &'static str, docker: Docker) -> Field {
    Field { name, agent: None, edged: None, docker }
}

/// A name that edgeAgent passes on, and about whose type aziot-edged is strict.
const fn strict(name: &'static str, edged: Edged, docker: Docker) -> Field {
    Field { name, agent: None, edged: Some(edged), docker }
}

/// A name with a type in edgeAgent's class.
const fn typed(name: &'static str, agent: Agent, docker: Docker) -> Field {
    Field { name, agent: Some(agent), edged: None, docker }
}

/// A name with a type in edgeAgent's class and in aziot-edged's.
const fn both(name: &'static str, agent: Agent, edged: Edged, docker: Docker) -> Field {
    Field { name, agent: Some(agent), edged: Some(edged), docker }
}

/// The names beside `HostConfig`.
pub static CONFIG: &[Field] = &[
    strict("Hostname", Edged::String, Docker::String),
    passed("Domainname", Docker::String),
    passed("User", Docker::String),
    passed("AttachStdin", Docker::Bool),
    passed("AttachStdout", Docker::Bool),
    passed("AttachStderr", Docker::Bool),
    typed("ExposedPorts", Agent::Map(&Agent::Empty), EMPTY_MAP),
    passed("Tty", Docker::Bool),
    passed("OpenStdin", Docker::Bool),
    passed("StdinOnce", Docker::Bool),
    both("Env", AGENT_STRINGS, Edged::Strings, STRINGS),
    strict("Cmd", Edged::Strings, Docker::StringOrStrings),
    passed("Healthcheck", Docker::Object(HEALTH, "container.HealthConfig")),
    passed("ArgsEscaped", Docker::Bool),
    both("Image", Agent::String, Edged::String, Docker::String),
    strict("Volumes", Edged::Map, EMPTY_MAP),
    passed("WorkingDir", Docker::String),
    strict("Entrypoint", Edged::Strings, Docker::StringOrStrings),
    passed("NetworkDisabled", Docker::Bool),
    passed("MacAddress", Docker::String),
    passed("OnBuild", STRINGS),
    both("Labels", AGENT_STRING_MAP, Edged::StringMap, STRING_MAP),
    passed("StopSignal", Docker::String),
    passed("StopTimeout", INT),
    passed("Shell", Docker::StringOrStrings),
    typed("Name", Agent::String, Docker::Ignored),
    typed("HostConfig", Agent::Object(HOST_CONFIG), Docker::Object(HOST_CONFIG, "container.HostConfig")),
    typed("NetworkingConfig", Agent::Object(NETWORKING), Docker::Object(NETWORKING, "network.NetworkingConfig")),
    passed("Cpuset", Docker::String),
];

static HEALTH: &[Field] = &[
    passed("Test", STRINGS),
    passed("Interval", INT64),
    passed("Timeout", INT64),
    passed("StartPeriod", INT64),
    passed("Retries", INT),
];

/// The names in `HostConfig`.
pub static HOST_CONFIG: &[Field] = &[
    both("Binds", AGENT_STRINGS, Edged::Strings, STRINGS),
    passed("ContainerIDFile", Docker::String),
    typed("LogConfig", Agent::Object(LOG_CONFIG), Docker::Object(LOG_CONFIG, "container.LogConfig")),
    typed("NetworkMode", Agent::String, Docker::String),
    both(
        "PortBindings",
        Agent::Map(&Agent::List(&Agent::Object(PORT_BINDING))),
        Edged::PortBindings,
        Docker::Map(&Docker::List(&Docker::Object(PORT_BINDING, "nat.PortBinding"))),
    ),
    typed("RestartPolicy", Agent::Object(RESTART_POLICY), Docker::Object(RESTART_POLICY, "container.RestartPolicy")),
    typed("AutoRemove", Agent::Bool, Docker::Bool),
    typed("VolumeDriver", Agent::String, Docker::String),
    typed("VolumesFrom", AGENT_STRINGS, STRINGS),
    both("CapAdd", AGENT_STRINGS, Edged::Strings, Docker::StringOrStrings),
    both("CapDrop", AGENT_STRINGS, Edged::Strings, Docker::StringOrStrings),
    passed("CgroupnsMode", Docker::String),
    typed("Dns", AGENT_STRINGS, STRINGS),
    typed("DnsOptions", AGENT_STRINGS, STRINGS),
    typed("DnsSearch", AGENT_STRINGS, STRINGS),
    typed("ExtraHosts", AGENT_STRINGS, STRINGS),
    typed("GroupAdd", AGENT_STRINGS, STRINGS),
    typed("IpcMode", Agent::String, Docker::String),
    typed("Cgroup", Agent::String, Docker::String),
    typed("Links", AGENT_STRINGS, STRINGS),
    typed("OomScoreAdj", LONG, INT),
    typed("PidMode", Agent::String, Docker::String),
    typed("Privileged", Agent::Bool, Docker::Bool),
    typed("PublishAllPorts", Agent::Bool, Docker::Bool),
    typed("ReadonlyRootfs", Agent::Bool, Docker::Bool),
    typed("SecurityOpt", AGENT_STRINGS, STRINGS),
    typed("StorageOpt", AGENT_STRING_MAP, STRING_MAP),
    typed("Tmpfs", AGENT_STRING_MAP, STRING_MAP),
    typed("UTSMode", Agent::String, Docker::String),
    typed("UsernsMode", Agent::String, Docker::String),
    typed("ShmSize", LONG, INT64),
    typed("Sysctls", AGENT_STRING_MAP, STRING_MAP),
    typed("Runtime", Agent::String, Docker::String),
    typed("ConsoleSize", Agent::List(&ULONG), Docker::List(&Docker::Integer(0, u64::MAX as i128, "uint"))),
    typed("Isolation", Agent::String, Docker::String),
    typed("CpuShares", LONG, INT64),
    typed("Memory", LONG, INT64),
    typed("NanoCpus", LONG, INT64),
    typed("CgroupParent", Agent::String, Docker::String),
    typed("BlkioWeight", USHORT, UINT16),
    typed(
        "BlkioWeightDevice",
        Agent::List(&Agent::Object(WEIGHT_DEVICE)),
        Docker::List(&Docker::Object(WEIGHT_DEVICE, "blkiodev.WeightDevice")),
    ),
    typed("BlkioDeviceReadBps", THROTTLE, DOCKER_THROTTLE),
    typed("BlkioDeviceWriteBps", THROTTLE, DOCKER_THROTTLE),
    typed("BlkioDeviceReadIOps", THROTTLE, DOCKER_THROTTLE),
    typed("BlkioDeviceWriteIOps", THROTTLE, DOCKER_THROTTLE),
    typed("CpuPeriod", LONG, INT64),
    typed("CpuQuota", LONG, INT64),
    typed("CpuRealtimePeriod", LONG, INT64),
    typed("CpuRealtimeRuntime", LONG, INT64),
    typed("CpusetCpus", Agent::String, Docker::String),
    typed("CpusetMems", Agent::String, Docker::String),
    typed("Devices", Agent::List(&Agent::Object(DEVICE)), Docker::List(&Docker::Object(DEVICE, "container.DeviceMapping"))),
    strict("DeviceCgroupRules", Edged::Strings, STRINGS),
    passed("DeviceRequests", Docker::List(&Docker::Object(DEVICE_REQUEST, "container.DeviceRequest"))),
    typed("DiskQuota", LONG, Docker::Ignored),
    typed("KernelMemory", LONG, INT64),
    passed("KernelMemoryTCP", INT64),
    typed("MemoryReservation", LONG, INT64),
    typed("MemorySwap", LONG, INT64),
    typed("MemorySwappiness", Agent::OptionalInteger, INT64),
    typed("OomKillDisable", Agent::OptionalBool, Docker::Bool),
    typed("PidsLimit", LONG, INT64),
    typed("Ulimits", Agent::List(&Agent::Object(ULIMIT)), Docker::List(&Docker::Object(ULIMIT, "units.Ulimit"))),
    typed("CpuCount", LONG, INT64),
    typed("CpuPercent", LONG, INT64),
    typed("IOMaximumIOps", ULONG, UINT64),
    typed("IOMaximumBandwidth", ULONG, UINT64),
    both("Mounts", Agent::List(&Agent::Object(MOUNT)), Edged::Objects, Docker::List(&Docker::Object(MOUNT, "mount.Mount"))),
    passed("MaskedPaths", STRINGS),
    passed("ReadonlyPaths", STRINGS),
    typed("Init", Agent::OptionalBool, Docker::Bool),
    typed("InitPath", Agent::String, Docker::Ignored),
];

const THROTTLE: Agent = Agent::List(&Agent::Object(THROTTLE_DEVICE));
const DOCKER_THROTTLE: Docker = Docker::List(&Docker::Object(THROTTLE_DEVICE, "blkiodev.ThrottleDevice"));

static LOG_CONFIG: &[Field] = &[typed("Type", Agent::String, Docker::String), typed("Config", AGENT_STRING_MAP, STRING_MAP)];
static PORT_BINDING: &[Field] =
    &[typed("HostIp", Agent::String, Docker::String), typed("HostPort", Agent::String, Docker::String)];
static RESTART_POLICY: &[Field] = &[typed("Name", Agent::RestartKind, Docker::String), typed("MaximumRetryCount", LONG, INT)];
static WEIGHT_DEVICE: &[Field] = &[typed("Path", Agent::String, Docker::String), typed("Weight", USHORT, UINT16)];
static THROTTLE_DEVICE: &[Field] = &[typed("Path", Agent::String, Docker::String), typed("Rate", ULONG, UINT64)];
static DEVICE: &[Field] = &[
    typed("PathOnHost", Agent::String, Docker::String),
    typed("PathInContainer", Agent::String, Docker::String),
    typed("CgroupPermissions", Agent::String, Docker::String),
];
static DEVICE_REQUEST: &[Field] = &[
    passed("Driver", Docker::String),
    passed("Count", INT),
    passed("DeviceIDs", STRINGS),
    passed("Capabilities", Docker::List(&STRINGS)),
    passed("Options", STRING_MAP),
];
static ULIMIT: &[Field] = &[typed("Name", Agent::String, Docker::String), typed("Hard", LONG, INT64), typed("Soft", LONG, INT64)];
static MOUNT: &[Field] = &[
    typed("Type", Agent::String, Docker::String),
    typed("Source", Agent::String, Docker::String),
    typed("Target", Agent::String, Docker::String),
    typed("ReadOnly", Agent::Bool, Docker::Bool),
    passed("Consistency", Docker::String),
    passed("BindOptions", Docker::Object(BIND_OPTIONS, "mount.BindOptions")),
    passed("VolumeOptions", Docker::Object(VOLUME_OPTIONS, "mount.VolumeOptions")),
    passed("TmpfsOptions", Docker::Object(TMPFS_OPTIONS, "mount.TmpfsOptions")),
];
static BIND_OPTIONS: &[Field] = &[passed("Propagation", Docker::String), passed("NonRecursive", Docker::Bool)];
static VOLUME_OPTIONS: &[Field] = &[
    passed("NoCopy", Docker::Bool),
    passed("Labels", STRING_MAP),
    passed("DriverConfig", Docker::Object(DRIVER, "mount.Driver")),
];
static DRIVER: &[Field] = &[passed("Name", Docker::String), passed("Options", STRING_MAP)];
static TMPFS_OPTIONS: &[Field] = &[passed("SizeBytes", INT64), passed("Mode", UINT32)];

static NETWORKING: &[Field] = &[typed(
    "EndpointsConfig",
    Agent::Map(&Agent::Object(ENDPOINT)),
    Docker::Map(&Docker::Object(ENDPOINT, "network.EndpointSettings")),
)];
static ENDPOINT: &[Field] = &[
    typed("Aliases", AGENT_STRINGS, STRINGS),
    passed("IPAMConfig", Docker::Object(IPAM, "network.EndpointIPAMConfig")),
    passed("Links", STRINGS),
    passed("NetworkID", Docker::String),
    passed("EndpointID", Docker::String),
    passed("Gateway", Docker::String),
    passed("IPAddress", Docker::String),
    passed("IPPrefixLen", INT),
    passed("IPv6Gateway", Docker::String),
    passed("GlobalIPv6Address", Docker::String),
    passed("GlobalIPv6PrefixLen", INT),
    passed("MacAddress", Docker::String),
    passed("DriverOpts", STRING_MAP),
];
static IPAM: &[Field] =
    &[passed("IPv4Address", Docker::String), passed("IPv6Address", Docker::String), passed("LinkLocalIPs", STRINGS)];

/// The field of this name in any case, as all readers but aziot-edged look it up.
pub fn find(fields: &'static [Field], name: &str) -> Option<&'static Field> {
    fields
        .iter()
        .find(|field| field.name == name)
        .or_else(|| fields.iter().find(|field| crate::edge::json::same_any_case(field.name, name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Docker resolves a name at the top level among both structs, so none may stand in both.
    #[test]
    fn no_name_belongs_to_both_levels() {
        for field in CONFIG {
            assert!(find(HOST_CONFIG, field.name).is_none(), "{}", field.name);
        }
    }
}
