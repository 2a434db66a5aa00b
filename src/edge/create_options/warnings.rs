//! What all readers accept in createOptions, and which then does not do what it says, or is not liked.

use super::schema::{CONFIG, Docker, Field, HOST_CONFIG, find};
use super::verify::field;
use crate::edge::json::{Member, Node, Value};
use crate::edge::rules::create_options_warnings as rules;
use crate::nearest::nearest;
use crate::rule::Problem;

/// Adds the warnings of a document as the author wrote it.
pub fn warn(text: &str, root: &Node, problems: &mut Vec<Problem>) {
    let mut warner = Warner { text, problems, unknown_names: 0 };
    warner.top_level(root);
    if let Some(host) = field(root, "HostConfig") {
        warner.host_config(host);
        warner.host_ports(host);
        warner.binds(host);
        warner.access(host);
        warner.host_network(root, host);
    }
    for name in ["Healthcheck", "NetworkingConfig"] {
        if let (Some(node), Some(field)) = (field(root, name), find(CONFIG, name)) {
            warner.unknown_inside(node, &field.docker);
        }
    }
    if let Some(member) = root.member_any_case("Env").filter(|member| !member.node.items().is_empty()) {
        let message = "Variables here win over those of the manifest and of the runtime";
        warner.add(
            Problem::new(&rules::ENV, text, member.name_range.clone(), message)
                .help("put them into the table of environment variables"),
        );
    }
}

/// Whether a bind begins with a drive of Windows.
pub fn is_windows_path(bind: &str) -> bool {
    let bytes = bind.as_bytes();
    bytes.len() > 2 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':' && matches!(bytes[2], b'/' | b'\\')
}

struct Warner<'t, 'p> {
    text: &'t str,
    problems: &'p mut Vec<Problem>,
    unknown_names: usize,
}

/// Names of `HostConfig` that dockerd 20.10 still honours at the top level.
const HONOURED: &[&str] = &["Memory", "MemorySwap", "CpuShares", "CpusetCpus", "VolumeDriver"];

impl Warner<'_, '_> {
    fn add(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    fn top_level(&mut self, root: &Node) {
        for member in root.members() {
            if find(CONFIG, &member.name).is_some() {
                continue;
            }
            match find(HOST_CONFIG, &member.name) {
                Some(field) if HONOURED.contains(&field.name) => {}
                Some(field) => {
                    let message = format!("`{}` has no effect here: it belongs into HostConfig", field.name);
                    let problem = Problem::new(&rules::TOP_LEVEL, self.text, member.name_range.clone(), message);
                    self.add(problem.help(format!("write {{\"HostConfig\": {{\"{}\": …}}}}", field.name)));
                }
                None => self.unknown(member, CONFIG, "createOptions"),
            }
        }
    }

    fn host_config(&mut self, host: &Node) {
        for member in host.members() {
            match find(HOST_CONFIG, &member.name) {
                Some(field) => self.unknown_inside(&member.node, &field.docker),
                None => match find(CONFIG, &member.name) {
                    Some(field) => {
                        let message = format!("`{}` has no effect here: it belongs beside HostConfig, not into it", field.name);
                        self.add(
                            Problem::new(&rules::IN_HOST_CONFIG, self.text, member.name_range.clone(), message)
                                .help("move it one level up"),
                        );
                    }
                    None => self.unknown(member, HOST_CONFIG, "HostConfig"),
                },
            }
        }
    }

    fn unknown(&mut self, member: &Member, fields: &'static [Field], of: &str) {
        // Whoever has so many wrong names has another problem, and seeking the nearest one takes time.
        const MOST: usize = 50;
        if self.unknown_names == MOST {
            return;
        }
        self.unknown_names += 1;
        let message = format!("Docker knows no `{}` in {of}, and ignores it", member.name);
        let problem = Problem::new(&rules::UNKNOWN_NAME, self.text, member.name_range.clone(), message);
        self.add(match nearest(&member.name, fields.iter().map(|field| field.name)) {
            Some(name) => {
                let edit = crate::rule::Edit {
                    span: crate::rule::Span { start: member.name_range.start, end: member.name_range.end },
                    text: format!("\"{name}\""),
                };
                problem.help(format!("did you mean {name}?")).fix(format!("Write {name}"), vec![edit])
            }
            None => problem,
        });
    }

    /// Unknown names in the objects below.
    fn unknown_inside(&mut self, node: &Node, docker: &Docker) {
        match docker {
            Docker::List(item) => node.items().iter().for_each(|node| self.unknown_inside(node, item)),
            Docker::Map(value) => node.members().iter().for_each(|member| self.unknown_inside(&member.node, value)),
            Docker::Object(fields, name) if !fields.is_empty() => {
                for member in node.members() {
                    match find(fields, &member.name) {
                        Some(field) => self.unknown_inside(&member.node, &field.docker),
                        None => self.unknown(member, fields, name.rsplit('.').next().unwrap_or(name)),
                    }
                }
            }
            _ => {}
        }
    }

    fn host_ports(&mut self, host: &Node) {
        let ports = field(host, "PortBindings").map_or(&[][..], Node::members);
        for binding in ports.iter().flat_map(|port| port.node.items()) {
            if let Some(number) =
                field(binding, "HostPort").filter(|node| matches!(node.value, Value::Integer(_) | Value::Float(_)))
            {
                let written = &self.text[number.range.clone()];
                let edit = crate::rule::Edit {
                    span: crate::rule::Span { start: number.range.start, end: number.range.end },
                    text: format!("\"{written}\""),
                };
                let problem = Problem::new(
                    &rules::HOST_PORT,
                    self.text,
                    number.range.clone(),
                    "HostPort is a text to Docker; only edgeAgent converts a number",
                );
                self.add(problem.help(format!("write \"{written}\"")).fix("Put it in quotes", vec![edit]));
            }
        }
    }

    fn binds(&mut self, host: &Node) {
        for bind in field(host, "Binds").map_or(&[][..], Node::items) {
            let Some(written) = bind.as_str() else { continue };
            let source = written.split(':').next().unwrap_or_default();
            if is_windows_path(written) {
                let message = format!("`{written}` binds a path of Windows; modules of the marketplace run on Linux");
                self.add(
                    Problem::new(&rules::WINDOWS_BIND, self.text, bind.range.clone(), message)
                        .help("bind a path such as /var/lib/module"),
                );
            } else if written.contains(':') && !source.starts_with(['/', '$', '<']) && source.contains(['/', '~', '\\']) {
                let message = format!("`{source}` is taken for the name of a volume, and is none");
                self.add(
                    Problem::new(&rules::RELATIVE_BIND, self.text, bind.range.clone(), message)
                        .help("write an absolute path, or the name of a volume"),
                );
            }
        }
    }

    /// What gives the container power over the device.
    fn access(&mut self, host: &Node) {
        let is_true = |node: &Node| match &node.value {
            Value::Bool(value) => *value,
            Value::String(text) => text.trim().eq_ignore_ascii_case("true"),
            Value::Integer(value) => *value != 0,
            _ => false,
        };
        if let Some(node) = field(host, "Privileged").filter(|node| is_true(node)) {
            let problem =
                Problem::new(&rules::PRIVILEGED, self.text, node.range.clone(), "The module asks for full access to the device");
            self.add(problem.help("name the devices and capabilities it needs: Devices, CapAdd"));
        }
        for name in ["PidMode", "IpcMode", "UTSMode", "UsernsMode"] {
            if let Some(node) = field(host, name).filter(|node| node.as_str() == Some("host")) {
                self.add(Problem::new(
                    &rules::HOST_ACCESS,
                    self.text,
                    node.range.clone(),
                    format!("{name} `host` shares a namespace with the device"),
                ));
            }
        }
        let capability = |node: &&Node| {
            node.as_str().is_some_and(|name| matches!(name.to_ascii_uppercase().trim_start_matches("CAP_"), "ALL" | "SYS_ADMIN"))
        };
        for node in field(host, "CapAdd").map_or(&[][..], Node::items).iter().filter(capability) {
            self.add(Problem::new(
                &rules::HOST_ACCESS,
                self.text,
                node.range.clone(),
                "This capability is nearly full access to the device",
            ));
        }
        let binds =
            field(host, "Binds").map_or(&[][..], Node::items).iter().map(|node| (node, node.as_str().unwrap_or_default()));
        let mounts = field(host, "Mounts")
            .map_or(&[][..], Node::items)
            .iter()
            .filter_map(|node| Some((node, field(node, "Source")?.as_str()?)));
        let found: Vec<_> = binds.chain(mounts).filter(|(_, path)| reaches_the_host(path)).collect();
        for (node, path) in found {
            let source = path.split(':').next().unwrap_or_default();
            let message = format!("`{source}` gives the module control over the device");
            self.add(
                Problem::new(&rules::HOST_ACCESS, self.text, node.range.clone(), message)
                    .help("bind only the folders and devices it needs"),
            );
        }
    }

    fn host_network(&mut self, root: &Node, host: &Node) {
        let Some(mode) = field(host, "NetworkMode").filter(|node| node.as_str() == Some("host")) else { return };
        let endpoints = field(root, "NetworkingConfig").and_then(|config| field(config, "EndpointsConfig"));
        if endpoints.is_none_or(|endpoints| endpoints.get("host").is_none()) {
            let message = "edgeAgent still adds its own network; the host network needs its EndpointsConfig too";
            let problem = Problem::new(&rules::HOST_NETWORK, self.text, mode.range.clone(), message);
            self.add(problem.help("add \"NetworkingConfig\": {\"EndpointsConfig\": {\"host\": {}}} beside HostConfig"));
        }
    }
}

fn reaches_the_host(bind: &str) -> bool {
    let source = bind.split(':').next().unwrap_or_default().trim_end_matches('/');
    let is_root = source.is_empty() && bind.starts_with('/');
    is_root || source.ends_with("/docker.sock") || matches!(source, "/proc" | "/sys" | "/dev" | "/etc" | "/var/run" | "/run")
}
