//! Stage 3, verification: `runconfig/hostconfig_unix.go`, `daemon/container.go` and `daemon/daemon_unix.go` of moby 20.10.27,
//! as far as they do not depend on the device.

use super::mounts::{self, Mount};
use crate::edge::json::{Node, Value, same_any_case};
use crate::edge::rules::create_options as rules;
use crate::rule::{Problem, Rule};

/// Adds what dockerd refuses.
pub fn verify(text: &str, root: &Node, problems: &mut Vec<Problem>) {
    let nothing = Node { range: root.range.clone(), value: Value::Null };
    let host = field(root, "HostConfig").unwrap_or(&nothing);
    let mut verifier = Verifier { text, problems };
    verifier.config(root);
    verifier.binds(host);
    verifier.mounts(host);
    verifier.ports(host);
    verifier.restart_policy(host);
    verifier.lists(host);
    verifier.resources(root, host);
    verifier.cpu(host);
    verifier.network(root, host);
}

/// The member that Go finds: in any case, the last one that is not null.
pub fn field<'n, 'a>(node: &'n Node<'a>, name: &str) -> Option<&'n Node<'a>> {
    node.members()
        .iter()
        .rev()
        .find(|member| same_any_case(&member.name, name) && !member.node.is_null())
        .map(|member| &member.node)
}

fn text_of<'n>(node: &'n Node, name: &str) -> &'n str {
    field(node, name).and_then(Node::as_str).unwrap_or_default()
}

fn number(node: &Node, name: &str) -> i64 {
    match field(node, name).map(|node| &node.value) {
        Some(Value::Integer(value)) => *value,
        _ => 0,
    }
}

fn list<'n, 'a>(node: &'n Node<'a>, name: &str) -> &'n [Node<'a>] {
    field(node, name).map_or(&[], Node::items)
}

struct Verifier<'t, 'p> {
    text: &'t str,
    problems: &'p mut Vec<Problem>,
}

impl Verifier<'_, '_> {
    fn reject(&mut self, rule: &'static Rule, node: Option<&Node>, message: impl Into<String>, help: &str) {
        let range = node.map_or(0..0, |node| node.range.clone());
        self.problems.push(Problem::new(rule, self.text, range, message).help(help));
    }

    /// `validateContainerConfig`.
    fn config(&mut self, root: &Node) {
        let directory = text_of(root, "WorkingDir");
        if !directory.is_empty() && !directory.starts_with('/') {
            let message = format!("the working directory '{directory}' is invalid, it needs to be an absolute path");
            self.reject(&rules::VALUE, field(root, "WorkingDir"), message, "begin it with a slash");
        }
        let signal = text_of(root, "StopSignal");
        if !signal.is_empty() && !is_signal(signal) {
            self.reject(
                &rules::VALUE,
                field(root, "StopSignal"),
                format!("Invalid signal: {signal}"),
                "write SIGTERM, SIGINT, …",
            );
        }
        for variable in list(root, "Env") {
            if let Some(written) = variable.as_str().filter(|written| written.is_empty() || written.starts_with('=')) {
                self.reject(&rules::ENV, Some(variable), format!("invalid environment variable: {written}"), "write NAME=value");
            }
        }
        let Some(health) = field(root, "Healthcheck") else { return };
        for name in ["Interval", "Timeout", "StartPeriod"] {
            let duration = number(health, name);
            if duration != 0 && duration < 1_000_000 {
                let help = "write nanoseconds: 30 seconds are 30000000000";
                self.reject(&rules::VALUE, field(health, name), format!("{name} in Healthcheck cannot be less than 1ms"), help);
            }
        }
        if number(health, "Retries") < 0 {
            self.reject(&rules::VALUE, field(health, "Retries"), "Retries in Healthcheck cannot be negative", "write 0 or more");
        }
    }

    fn binds(&mut self, host: &Node) {
        for bind in list(host, "Binds") {
            if let Some(Err(fault)) = bind.as_str().map(mounts::parse_bind) {
                let windows = bind.as_str().is_some_and(super::warnings::is_windows_path);
                let help = if windows {
                    "a colon separates the parts, so a Windows path cannot be bound in a Linux container"
                } else {
                    "write \"/path/on/host:/path/in/container\", perhaps with :ro"
                };
                self.reject(&rules::BIND, Some(bind), fault, help);
            }
        }
        for target in field(host, "Tmpfs").map_or(&[][..], Node::members) {
            if let Err(fault) = mounts::validate_target(&target.name) {
                self.problems.push(Problem::new(&rules::BIND, self.text, target.name_range.clone(), fault));
            }
        }
    }

    fn mounts(&mut self, host: &Node) {
        for node in list(host, "Mounts").iter().filter(|node| node.is_object()) {
            let mount = Mount {
                kind: text_of(node, "Type"),
                source: text_of(node, "Source"),
                target: text_of(node, "Target"),
                read_only: matches!(field(node, "ReadOnly").map(|node| &node.value), Some(Value::Bool(true))),
                bind_options: field(node, "BindOptions").map(|options| text_of(options, "Propagation")),
                volume_options: field(node, "VolumeOptions").is_some(),
                tmpfs_options: field(node, "TmpfsOptions").is_some(),
            };
            if let Err(fault) = mounts::validate(&mount) {
                self.reject(
                    &rules::BIND,
                    Some(node),
                    fault,
                    "write {\"Type\": \"bind\", \"Source\": \"/on/host\", \"Target\": \"/in/container\"}",
                );
            }
        }
    }

    /// `validatePortBindings`.
    fn ports(&mut self, host: &Node) {
        for port in field(host, "PortBindings").map_or(&[][..], Node::members) {
            let number = split_port(&port.name);
            if !number.is_empty() && number.parse::<u16>().is_err() || number.starts_with('+') {
                let message = format!("invalid port specification: {number:?}");
                let problem = Problem::new(&rules::PORT, self.text, port.name_range.clone(), message);
                self.problems.push(problem.help("write \"8080/tcp\"; ranges are not possible here"));
            }
            for binding in port.node.items() {
                let host_port = text_of(binding, "HostPort");
                if !is_port_or_range(split_port(host_port)) {
                    let message = format!("invalid port specification: {host_port:?}");
                    self.reject(
                        &rules::PORT,
                        field(binding, "HostPort"),
                        message,
                        "write a number between 1 and 65535, or leave it empty",
                    );
                }
            }
        }
    }

    fn restart_policy(&mut self, host: &Node) {
        let Some(policy) = field(host, "RestartPolicy") else { return };
        let (name, count) = (text_of(policy, "Name"), number(policy, "MaximumRetryCount"));
        if matches!(name, "always" | "unless-stopped" | "no") && count != 0 {
            let message = format!("maximum retry count cannot be used with restart policy '{name}'");
            self.reject(&rules::VALUE, Some(policy), message, "leave MaximumRetryCount out");
        }
        if name == "on-failure" && count < 0 {
            self.reject(&rules::VALUE, Some(policy), "maximum retry count cannot be negative", "write 0 or more");
        }
        let removes = matches!(field(host, "AutoRemove").map(|node| &node.value), Some(Value::Bool(true)));
        if removes && !matches!(name, "" | "no") {
            let help = "leave both out: edgeAgent starts and removes containers itself";
            self.reject(
                &rules::VALUE,
                field(host, "AutoRemove"),
                "can't create 'AutoRemove' container with restart policy",
                help,
            );
        }
    }

    /// Extra hosts, capabilities and other single words.
    fn lists(&mut self, host: &Node) {
        for entry in list(host, "ExtraHosts") {
            let written = entry.as_str().unwrap_or_default();
            let fault = match written.split_once(':') {
                Some((name, address)) if !name.is_empty() => {
                    let known = address == "host-gateway" || address.trim().parse::<std::net::IpAddr>().is_ok();
                    (!known).then(|| format!("invalid IP address in add-host: {address:?}"))
                }
                _ => Some(format!("bad format for add-host: {written:?}")),
            };
            if let Some(fault) = fault {
                self.reject(&rules::VALUE, Some(entry), fault, "write \"name:192.0.2.1\"");
            }
        }
        for name in ["CapAdd", "CapDrop"] {
            for entry in list(host, name) {
                let written = entry.as_str().unwrap_or_default();
                if !is_capability(written) {
                    let message = format!("invalid {name}: unknown capability: {written:?}");
                    self.reject(&rules::VALUE, Some(entry), message, "write a capability such as NET_ADMIN");
                }
            }
        }
        let isolation = text_of(host, "Isolation");
        if !isolation.is_empty() && !isolation.eq_ignore_ascii_case("default") {
            self.reject(
                &rules::VALUE,
                field(host, "Isolation"),
                format!("invalid isolation '{isolation}' on linux"),
                "leave it out",
            );
        }
        let cgroup = text_of(host, "CgroupnsMode");
        if !matches!(cgroup, "" | "private" | "host") {
            self.reject(
                &rules::VALUE,
                field(host, "CgroupnsMode"),
                format!("invalid cgroup namespace mode: {cgroup}"),
                "write private or host",
            );
        }
    }

    /// `verifyPlatformContainerResources`: memory. The top level's Memory and MemorySwap count where HostConfig has none.
    fn resources(&mut self, root: &Node, host: &Node) {
        const LEAST: i64 = 6 * 1024 * 1024;
        let outer = |name| Some(number(host, name)).filter(|value| *value != 0).unwrap_or(number(root, name));
        let (memory, swap, reserved) = (outer("Memory"), outer("MemorySwap"), number(host, "MemoryReservation"));
        let place = field(host, "Memory").or(field(root, "Memory"));
        if memory != 0 && memory < LEAST {
            self.reject(&rules::RESOURCES, place, "Minimum memory limit allowed is 6MB", "write bytes: 64 MiB are 67108864");
        }
        let swap_place = field(host, "MemorySwap").or(field(root, "MemorySwap"));
        if memory > 0 && swap > 0 && swap < memory {
            let message = "Minimum memoryswap limit should be larger than memory limit, see usage";
            self.reject(&rules::RESOURCES, swap_place, message, "MemorySwap is memory and swap together; -1 means without limit");
        }
        if memory == 0 && swap > 0 {
            let message = "You should always set the Memory limit when using Memoryswap limit, see usage";
            self.reject(&rules::RESOURCES, swap_place, message, "add Memory");
        }
        let reserved_place = field(host, "MemoryReservation");
        if reserved > 0 && reserved < LEAST {
            self.reject(&rules::RESOURCES, reserved_place, "Minimum memory reservation allowed is 6MB", "write bytes");
        }
        if memory > 0 && reserved > memory {
            let message = "Minimum memory limit can not be less than memory reservation limit, see usage";
            self.reject(&rules::RESOURCES, reserved_place, message, "reserve no more than Memory");
        }
        if let Some(place) = field(host, "MemorySwappiness") {
            let swappiness = number(host, "MemorySwappiness");
            if swappiness != -1 && !(0..=100).contains(&swappiness) {
                let message = format!("Invalid value: {swappiness}, valid memory swappiness range is 0-100");
                self.reject(&rules::RESOURCES, Some(place), message, "write 0 to 100");
            }
        }
        if number(host, "ShmSize") < 0 {
            self.reject(&rules::RESOURCES, field(host, "ShmSize"), "SHM size can not be less than 0", "write bytes");
        }
        let score = number(host, "OomScoreAdj");
        if !(-1000..=1000).contains(&score) {
            let message = format!("Invalid value {score}, range for oom score adj is [-1000, 1000]");
            self.reject(&rules::RESOURCES, field(host, "OomScoreAdj"), message, "write -1000 to 1000");
        }
    }

    /// `verifyPlatformContainerResources`: processors and block devices; `validateQoS`.
    fn cpu(&mut self, host: &Node) {
        let (nano, period, quota) = (number(host, "NanoCpus"), number(host, "CpuPeriod"), number(host, "CpuQuota"));
        if nano > 0 && (period > 0 || quota > 0) {
            let other = if period > 0 { "CPU Period" } else { "CPU Quota" };
            let message = format!("Conflicting options: Nano CPUs and {other} cannot both be set");
            self.reject(&rules::RESOURCES, field(host, "NanoCpus"), message, "write one of them");
        }
        if nano < 0 {
            self.reject(&rules::RESOURCES, field(host, "NanoCpus"), "Range of CPUs is from 0.01", "one processor is 1000000000");
        }
        if period != 0 && !(1000..=1_000_000).contains(&period) {
            let message = "CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)";
            self.reject(&rules::RESOURCES, field(host, "CpuPeriod"), message, "write microseconds");
        }
        if quota > 0 && quota < 1000 {
            let message = "CPU cfs quota can not be less than 1ms (i.e. 1000)";
            self.reject(&rules::RESOURCES, field(host, "CpuQuota"), message, "write microseconds");
        }
        let weight = number(host, "BlkioWeight");
        if weight > 0 && !(10..=1000).contains(&weight) {
            self.reject(
                &rules::RESOURCES,
                field(host, "BlkioWeight"),
                "Range of blkio weight is from 10 to 1000",
                "write 10 to 1000",
            );
        }
        for name in ["IOMaximumBandwidth", "IOMaximumIOps"] {
            if field(host, name).is_some_and(|node| !matches!(node.value, Value::Integer(0))) {
                let message = format!("invalid QoS settings: linux does not support {name}");
                self.reject(&rules::RESOURCES, field(host, name), message, "leave it out: it is for Windows");
            }
        }
    }

    /// `validateNetMode` and `verifyNetworkingConfig`.
    fn network(&mut self, root: &Node, host: &Node) {
        let mode = text_of(host, "NetworkMode");
        let place = field(host, "NetworkMode");
        let container = mode.split(':').next() == Some("container");
        if container && mode.split(':').nth(1).is_none_or(str::is_empty) {
            self.reject(
                &rules::NETWORK,
                place,
                "invalid container format container:<name|id>",
                "name the container after the colon",
            );
        }
        let hostname = !text_of(root, "Hostname").is_empty();
        let joins = mode.strip_prefix("container:").is_some_and(|name| !name.is_empty());
        let filled = |node: Option<&Node>| node.is_some_and(|node| !node.items().is_empty() || !node.members().is_empty());
        let conflicts = [
            (joins && hostname, "conflicting options: hostname and the network mode"),
            (joins && filled(field(host, "Links")), "conflicting options: container type network can't be used with links"),
            (joins && filled(field(host, "Dns")), "conflicting options: dns and the network mode"),
            (joins && filled(field(host, "ExtraHosts")), "conflicting options: custom host-to-IP mapping and the network mode"),
            (
                joins && filled(field(host, "PortBindings")),
                "conflicting options: port publishing and the container type network mode",
            ),
            (
                joins && filled(field(root, "ExposedPorts")),
                "conflicting options: port exposing and the container type network mode",
            ),
            (
                (joins || mode == "host") && !text_of(root, "MacAddress").is_empty(),
                "conflicting options: mac-address and the network mode",
            ),
            (
                mode == "host" && filled(field(host, "Links")),
                "conflicting options: host type networking can't be used with links",
            ),
            (text_of(host, "UTSMode") == "host" && hostname, "conflicting options: hostname and the UTS mode"),
        ];
        for (_, message) in conflicts.into_iter().filter(|(applies, _)| *applies) {
            self.reject(&rules::NETWORK, place, message, "leave one of them out");
        }
        let Some(endpoints) = field(root, "NetworkingConfig").and_then(|config| field(config, "EndpointsConfig")) else { return };
        if endpoints.members().len() > 1 {
            let names: Vec<_> = endpoints.members().iter().map(|member| member.name.as_ref()).collect();
            let message = format!("Container cannot be connected to network endpoints: {}", names.join(", "));
            self.reject(&rules::NETWORK, Some(endpoints), message, "name one network");
        }
        for endpoint in endpoints.members().iter().filter(|member| member.node.is_null()) {
            let message = format!("no EndpointSettings for {}", endpoint.name);
            self.reject(&rules::NETWORK, Some(&endpoint.node), message, "write {}");
        }
    }
}

/// `nat.SplitProtoPort`: the part before the protocol.
fn split_port(raw: &str) -> &str {
    raw.split('/').next().unwrap_or_default()
}

/// `nat.ParsePortRangeToInt`.
fn is_port_or_range(port: &str) -> bool {
    let number = |digits: &str| digits.parse::<u16>().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()));
    match port.split_once('-') {
        None => port.is_empty() || number(port).is_some(),
        Some((first, last)) => {
            let last = last.split('-').next().unwrap_or_default();
            matches!((number(first), number(last)), (Some(first), Some(last)) if first <= last)
        }
    }
}

fn is_signal(signal: &str) -> bool {
    const NAMES: &[&str] = &[
        "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL", "PIPE", "POLL", "PROF",
        "PWR", "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP", "TTIN", "TTOU", "URG", "USR1", "USR2", "VTALRM",
        "WINCH", "XCPU", "XFSZ", "RTMIN", "RTMAX",
    ];
    if let Ok(number) = signal.parse::<i64>() {
        return number != 0;
    }
    let name = signal.to_ascii_uppercase();
    let name = name.strip_prefix("SIG").unwrap_or(&name);
    let real_time = |prefix: &str, most: u8| {
        name.strip_prefix(prefix).and_then(|n| n.parse().ok()).is_some_and(|n: u8| (1..=most).contains(&n))
    };
    NAMES.contains(&name) || real_time("RTMIN+", 15) || real_time("RTMAX-", 14)
}

fn is_capability(written: &str) -> bool {
    const NAMES: &[&str] = &[
        "ALL",
        "AUDIT_CONTROL",
        "AUDIT_READ",
        "AUDIT_WRITE",
        "BLOCK_SUSPEND",
        "BPF",
        "CHECKPOINT_RESTORE",
        "CHOWN",
        "DAC_OVERRIDE",
        "DAC_READ_SEARCH",
        "FOWNER",
        "FSETID",
        "IPC_LOCK",
        "IPC_OWNER",
        "KILL",
        "LEASE",
        "LINUX_IMMUTABLE",
        "MAC_ADMIN",
        "MAC_OVERRIDE",
        "MKNOD",
        "NET_ADMIN",
        "NET_BIND_SERVICE",
        "NET_BROADCAST",
        "NET_RAW",
        "PERFMON",
        "SETFCAP",
        "SETGID",
        "SETPCAP",
        "SETUID",
        "SYSLOG",
        "SYS_ADMIN",
        "SYS_BOOT",
        "SYS_CHROOT",
        "SYS_MODULE",
        "SYS_NICE",
        "SYS_PACCT",
        "SYS_PTRACE",
        "SYS_RAWIO",
        "SYS_RESOURCE",
        "SYS_TIME",
        "SYS_TTY_CONFIG",
        "WAKE_ALARM",
    ];
    let name = written.to_ascii_uppercase();
    name == "ALL" || NAMES[1..].contains(&name.strip_prefix("CAP_").unwrap_or(&name))
}
