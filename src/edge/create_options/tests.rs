use super::*;
use crate::edge::{Kind, judge};

fn judged(text: &str) -> crate::edge::Judgement {
    judge(Kind::CreateOptions, text, &Context::default())
}

fn ids(text: &str) -> Vec<&'static str> {
    judged(text).problems.iter().map(|p| p.rule.id).collect()
}

fn all(valid: bool, cases: &[&str]) {
    for text in cases {
        assert_eq!(judged(text).is_valid(), valid, "{text}: {:?}", judged(text).problems);
    }
}

fn host(inner: &str) -> String {
    format!("{{\"HostConfig\":{{{inner}}}}}")
}

fn all_host(valid: bool, cases: &[&str]) {
    for inner in cases {
        let text = host(inner);
        assert_eq!(judged(&text).is_valid(), valid, "{text}: {:?}", judged(&text).problems);
    }
}

/// DockerConfig.cs and Newtonsoft's leniency (dossier 3.1).
#[test]
fn the_agent_converts_what_it_can() {
    all(
        true,
        &["", "  ", "null", "NULL", " null ", "{}", "\"\"", "undefined", "/* c */{}", "{'Env':['a=b',],}", "{Env:['a=b']}"],
    );
    all(
        true,
        &[
            "{\"env\":[\"a=b\"]}",
            "{\"Env\":null}",
            "{\"Env\":\"\"}",
            "{\"HostConfig\":null}",
            "{\"HostConfig\":\"\"}",
            "{\"Image\":5}",
            "{\"Unknown\":{}}",
        ],
    );
    all(
        false,
        &[
            "[]",
            "5",
            "\"x\"",
            "{",
            "{}{}",
            "{} x",
            "true",
            "{\"Env\":5}",
            "{\"Env\":\"x\"}",
            "{\"Env\":{}}",
            "{\"HostConfig\":[]}",
            "{\"HostConfig\":\"x\"}",
        ],
    );
    all(
        false,
        &[
            "{\"ExposedPorts\":[\"80/tcp\"]}",
            "{\"ExposedPorts\":{\"80/tcp\":null}}",
            "{\"ExposedPorts\":{\"80/tcp\":1}}",
            "{\"Labels\":{\"a\":{}}}",
        ],
    );
    all_host(
        true,
        &[
            "\"Privileged\":\"true\"",
            "\"Privileged\":1",
            "\"Memory\":\"67108864\"",
            "\"Memory\":67108864.4",
            "\"MemorySwappiness\":null",
            "\"OomKillDisable\":\"\"",
            "\"PortBindings\":{\"80/tcp\":[{\"HostPort\":80}]}",
            "\"portbindings\":{\"80/tcp\":[{\"hostport\":\"80\"}]}",
            "\"LogConfig\":{\"Config\":{\"max-file\":3}}",
            "\"RestartPolicy\":{\"Name\":\"unless-stopped\"}",
            "\"RestartPolicy\":{\"Name\":\"Always\"}",
            "\"BlkioWeight\":65536.0e-2",
        ],
    );
    all_host(
        false,
        &[
            "\"Privileged\":\"yes\"",
            "\"Privileged\":null",
            "\"Privileged\":\"\"",
            "\"Memory\":\"<x>\"",
            "\"Memory\":null",
            "\"Memory\":\"64m\"",
            "\"Memory\":[]",
            "\"BlkioWeight\":65536",
            "\"BlkioWeight\":-1",
            "\"Memory\":9223372036854775808",
            "\"Binds\":\"/a:/b\"",
            "\"Binds\":{}",
            "\"NetworkMode\":{}",
            "\"PortBindings\":[]",
            "\"PortBindings\":{\"80/tcp\":{\"HostPort\":\"80\"}}",
            "\"RestartPolicy\":\"always\"",
            "\"RestartPolicy\":{\"Name\":\"sometimes\"}",
            "\"Mounts\":{}",
            "\"Mounts\":[5]",
        ],
    );
}

/// docker-rs models (dossier 3.2).
#[test]
fn edged_is_strict_about_names_it_knows() {
    all(
        true,
        &[
            "{\"Cmd\":[\"a\"]}",
            "{\"Cmd\":null}",
            "{\"cmd\":\"a\"}",
            "{\"Entrypoint\":[]}",
            "{\"Hostname\":\"h\"}",
            "{\"Volumes\":{\"/a\":{}}}",
        ],
    );
    all(
        false,
        &[
            "{\"Cmd\":\"a\"}",
            "{\"Cmd\":[1]}",
            "{\"Cmd\":[null]}",
            "{\"Entrypoint\":\"a\"}",
            "{\"Hostname\":5}",
            "{\"Volumes\":[\"/a\"]}",
            "{\"Env\":[null]}",
        ],
    );
    all(false, &["{\"Labels\":{\"a\":null}}", "{\"Cmd\":[\"a\",,\"b\"]}", "{\"StopTimeout\":NaN}"]);
    all_host(
        false,
        &[
            "\"Binds\":[null]",
            "\"PortBindings\":{\"80/tcp\":null}",
            "\"PortBindings\":{\"80/tcp\":[null]}",
            "\"DeviceCgroupRules\":\"c 1:1 rwm\"",
            "\"Mounts\":[null]",
        ],
    );
}

/// Go's decoding of container.Config and HostConfig (dossier 3.3).
#[test]
fn dockerd_decodes_types_strictly() {
    all(
        true,
        &[
            "{\"User\":\"1000\"}",
            "{\"Tty\":true}",
            "{\"tty\":null}",
            "{\"StopTimeout\":10}",
            "{\"Shell\":\"sh\"}",
            "{\"Healthcheck\":{\"Test\":[\"CMD\",\"x\"],\"Interval\":1000000}}",
        ],
    );
    all(
        false,
        &[
            "{\"User\":1000}",
            "{\"Tty\":\"true\"}",
            "{\"StopTimeout\":\"10\"}",
            "{\"StopTimeout\":1.5}",
            "{\"StopTimeout\":1e3}",
            "{\"Healthcheck\":[]}",
            "{\"Volumes\":{\"/a\":\"b\"}}",
        ],
    );
    all(
        false,
        &[
            "{\"WorkingDir\":5}",
            "{\"OnBuild\":\"x\"}",
            "{\"Domainname\":[]}",
            "{\"Mounts\":{}}",
            "{\"Binds\":\"/a:/b\"}",
            "{\"PortBindings\":[]}",
            "{\"Privileged\":\"true\"}",
        ],
    );
    all(true, &["{\"Privileged\":true}", "{\"Mounts\":[]}", "{\"Binds\":[\"nonsense\"]}"]);
    all_host(
        true,
        &[
            "\"DeviceRequests\":[{\"Count\":-1,\"Capabilities\":[[\"gpu\"]],\"DeviceIDs\":null}]",
            "\"runtime\":\"nvidia\"",
            "\"Mounts\":[]",
        ],
    );
    all_host(
        false,
        &[
            "\"DeviceRequests\":[{\"Capabilities\":[\"gpu\"]}]",
            "\"DeviceRequests\":{}",
            "\"MaskedPaths\":\"/a\"",
            "\"CgroupnsMode\":5",
        ],
    );
}

/// daemon/container.go and daemon_unix.go of moby 20.10.27.
#[test]
fn dockerd_verifies_values() {
    all(
        true,
        &[
            "{\"WorkingDir\":\"/a\"}",
            "{\"WorkingDir\":\"\"}",
            "{\"StopSignal\":\"SIGTERM\"}",
            "{\"StopSignal\":\"rtmin+3\"}",
            "{\"Env\":[\"A\",\"B=\"]}",
        ],
    );
    all(
        false,
        &[
            "{\"WorkingDir\":\"a\"}",
            "{\"StopSignal\":\"NOPE\"}",
            "{\"StopSignal\":\"0\"}",
            "{\"Env\":[\"\"]}",
            "{\"Env\":[\"=x\"]}",
        ],
    );
    all(true, &["{\"Healthcheck\":{\"Interval\":0}}", "{\"Healthcheck\":{\"Timeout\":1000000,\"Retries\":0}}"]);
    all(
        false,
        &[
            "{\"Healthcheck\":{\"Interval\":999999}}",
            "{\"Healthcheck\":{\"StartPeriod\":30}}",
            "{\"Healthcheck\":{\"Retries\":-1}}",
        ],
    );
    all_host(
        true,
        &[
            "\"Memory\":6291456",
            "\"Memory\":0",
            "\"Memory\":67108864,\"MemorySwap\":-1",
            "\"Memory\":67108864,\"MemorySwap\":67108864",
            "\"MemorySwappiness\":100",
            "\"MemorySwappiness\":-1",
            "\"OomScoreAdj\":-1000",
            "\"CpuPeriod\":1000",
            "\"CpuQuota\":1000",
            "\"BlkioWeight\":10",
            "\"CapAdd\":[\"NET_ADMIN\",\"cap_sys_time\",\"ALL\"]",
            "\"ExtraHosts\":[\"a:192.0.2.1\"]",
            "\"ExtraHosts\":[\"a:::1\",\"b:host-gateway\"]",
            "\"Isolation\":\"default\"",
            "\"AutoRemove\":true",
            "\"RestartPolicy\":{\"Name\":\"on-failure\",\"MaximumRetryCount\":3}",
            "\"PortBindings\":{\"80\":[{}],\"81/udp\":[{\"HostPort\":\"8000-8010\"}],\"\":[],\"82/tcp\":[{\"HostPort\":\"\"}]}",
            "\"Tmpfs\":{\"/run\":\"rw\"}",
            "\"NetworkMode\":\"container:x\"",
        ],
    );
    all_host(
        false,
        &[
            "\"Memory\":6291455",
            "\"Memory\":-1",
            "\"Memory\":67108864,\"MemorySwap\":67108863",
            "\"MemorySwap\":67108864",
            "\"MemorySwappiness\":101",
            "\"OomScoreAdj\":1001",
            "\"CpuPeriod\":999",
            "\"CpuPeriod\":1000001",
            "\"CpuQuota\":999",
            "\"BlkioWeight\":9",
            "\"BlkioWeight\":1001",
            "\"NanoCpus\":1,\"CpuQuota\":1000",
            "\"CapAdd\":[\"NOPE\"]",
            "\"CapDrop\":[\"\"]",
            "\"ExtraHosts\":[\"a\"]",
            "\"ExtraHosts\":[\"a:b\"]",
            "\"ExtraHosts\":[\":192.0.2.1\"]",
            "\"Isolation\":\"hyperv\"",
            "\"AutoRemove\":true,\"RestartPolicy\":{\"Name\":\"always\"}",
            "\"RestartPolicy\":{\"Name\":\"always\",\"MaximumRetryCount\":1}",
            "\"PortBindings\":{\"x/tcp\":[]}",
            "\"PortBindings\":{\"80-90/tcp\":[]}",
            "\"PortBindings\":{\"65536/tcp\":[]}",
            "\"PortBindings\":{\"80/tcp\":[{\"HostPort\":\"x\"}]}",
            "\"PortBindings\":{\"80/tcp\":[{\"HostPort\":\"90-80\"}]}",
            "\"PortBindings\":{\"80/tcp\":[{\"HostPort\":\"-1\"}]}",
            "\"Tmpfs\":{\"run\":\"\"}",
            "\"Tmpfs\":{\"/\":\"\"}",
            "\"NetworkMode\":\"container:\"",
            "\"IOMaximumIOps\":1",
            "\"CgroupnsMode\":\"x\"",
            "\"Mounts\":[{\"Type\":\"bind\",\"Source\":\"/a\"}]",
            "\"Binds\":[\"c:/a:/b\"]",
            "\"Mounts\":[{\"Type\":\"x\",\"Target\":\"/a\"}]",
            "\"ShmSize\":-1",
            "\"MemoryReservation\":1",
            "\"Memory\":67108864,\"MemoryReservation\":67108865",
        ],
    );
    all(
        false,
        &[
            "{\"NetworkingConfig\":{\"EndpointsConfig\":{\"a\":{},\"b\":{}}}}",
            "{\"NetworkingConfig\":{\"EndpointsConfig\":{\"a\":null}}}",
        ],
    );
    all(false, &["{\"Memory\":1000,\"HostConfig\":{}}", "{\"Hostname\":\"h\",\"HostConfig\":{\"NetworkMode\":\"container:x\"}}"]);
}

#[test]
fn a_stage_is_reached_only_through_the_ones_before() {
    assert_eq!(ids("{\"HostConfig\":{\"Memory\":\"x\",\"Binds\":[\"a\"]}}"), ["create-options-agent"]);
    assert_eq!(ids("{\"Cmd\":\"a\",\"User\":5}"), ["create-options-edged"]);
}

#[test]
fn one_line_is_what_the_form_counts() {
    assert_eq!(minified("{ \"a\" : 1, }").as_deref(), Some("{\"a\":1}"));
    assert_eq!(minified(" ").as_deref(), Some("{}"));
    assert_eq!(minified("[]"), None);
    let context = Context { module: None, marketplace: true };
    let text = |length: usize| format!("{{ \"Env\": [\"{}\"] }}", "A".repeat(length - 12));
    let rejected = |length| judge(Kind::CreateOptions, &text(length), &context).rejected_by(crate::rule::Layer::Marketplace);
    assert!(!rejected(511) && rejected(512));
}

#[test]
fn missing_braces_are_put_round() {
    let text = "\"HostConfig\": {\"PortBindings\": {}}";
    let judgement = judged(text);
    assert!(!judgement.is_valid());
    assert_eq!(judgement.problems[0].fix.as_ref().unwrap().edits.len(), 2);
}
