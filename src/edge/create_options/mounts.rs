//! Binds and mounts, as dockerd 20.10 parses them on Linux: `volume/mounts/linux_parser.go`.

/// How a bind or mount is faulty; the text is dockerd's.
pub type Fault = String;

const PROPAGATIONS: &[&str] = &["private", "rprivate", "slave", "rslave", "shared", "rshared"];

/// A mount, decoded.
#[derive(Clone, Debug, Default)]
pub struct Mount<'a> {
    /// `bind`, `volume` or `tmpfs`.
    pub kind: &'a str,
    /// What is mounted.
    pub source: &'a str,
    /// Where.
    pub target: &'a str,
    /// Whether it may only be read.
    pub read_only: bool,
    /// Whether options of this type are given, and the propagation in them.
    pub bind_options: Option<&'a str>,
    /// Whether options of this type are given.
    pub volume_options: bool,
    /// Whether options of this type are given.
    pub tmpfs_options: bool,
}

/// `ParseMountRaw`: `source:target[:mode]`, or only a target.
///
/// # Errors
/// What dockerd says.
pub fn parse_bind(raw: &str) -> Result<(), Fault> {
    let invalid = || format!("invalid volume specification: '{raw}'");
    let parts: Vec<&str> = raw.split(':').collect();
    if parts.len() > 3 || parts[0].is_empty() {
        return Err(invalid());
    }
    let (source, target, mode) = match parts[..] {
        [target] => ("", target, ""),
        [_, mode] if is_mode(mode) => return Err(invalid()),
        [source, target] => (source, target, ""),
        [source, target, mode] => (source, target, mode),
        _ => return Err(invalid()),
    };
    if !is_mode(mode) {
        return Err(format!("invalid mode: {mode}"));
    }
    let options = || mode.split(',');
    let mount = Mount {
        kind: if source.starts_with('/') { "bind" } else { "volume" },
        source,
        target,
        read_only: options().any(|option| option == "ro"),
        bind_options: options().find(|option| PROPAGATIONS.contains(option)),
        volume_options: options().any(|option| option == "nocopy"),
        tmpfs_options: false,
    };
    validate(&mount).map_err(|fault| format!("{}: {fault}", invalid()))
}

/// `linuxValidMountMode`: at most one option of each sort.
fn is_mode(mode: &str) -> bool {
    let sorts: [&[&str]; 5] = [&["rw", "ro"], &["Z", "z"], PROPAGATIONS, &["nocopy"], &["consistent", "cached", "delegated"]];
    let mut seen = [0; 5];
    for option in mode.split(',').filter(|_| !mode.is_empty()) {
        match sorts.iter().position(|sort| sort.contains(&option)) {
            Some(sort) => seen[sort] += 1,
            None => return false,
        }
    }
    seen.iter().all(|count| *count <= 1)
}

/// `validateMountConfigImpl`, but for the existence of the source, which depends on the device.
///
/// # Errors
/// What dockerd says.
pub fn validate(mount: &Mount) -> Result<(), Fault> {
    let missing = |field: &str| Err(format!("invalid mount config for type \"{}\": field {field} must not be empty", mount.kind));
    let extra =
        |field: &str| Err(format!("invalid mount config for type \"{}\": field {field} must not be specified", mount.kind));
    let wrap = |fault: Fault| format!("invalid mount config for type \"{}\": {fault}", mount.kind);
    if mount.target.is_empty() {
        return missing("Target");
    }
    validate_target(mount.target).map_err(wrap)?;
    match mount.kind {
        "bind" if mount.source.is_empty() => missing("Source"),
        "bind" => match mount.bind_options {
            Some(propagation) if !propagation.is_empty() && !PROPAGATIONS.contains(&propagation) => {
                Err(wrap(format!("invalid propagation mode: {propagation}")))
            }
            _ if mount.volume_options => extra("VolumeOptions"),
            _ => absolute(mount.source).map_err(wrap),
        },
        "volume" if mount.bind_options.is_some() => extra("BindOptions"),
        "volume" if mount.source.is_empty() && mount.read_only => {
            Err(wrap("must not set ReadOnly mode when using anonymous volumes".into()))
        }
        "volume" => Ok(()),
        "tmpfs" if mount.bind_options.is_some() => extra("BindOptions"),
        "tmpfs" if !mount.source.is_empty() => extra("Source"),
        "tmpfs" => Ok(()),
        _ => Err(wrap("mount type unknown".into())),
    }
}

/// A place in the container: not the root, and absolute. Also for the names of `Tmpfs`.
///
/// # Errors
/// What dockerd says.
pub fn validate_target(target: &str) -> Result<(), Fault> {
    if is_root(target) {
        return Err("invalid specification: destination can't be '/'".into());
    }
    absolute(target)
}

/// `path.Clean(p) == "/"`, with backslashes taken for slashes.
fn is_root(path: &str) -> bool {
    let mut depth = 0_usize;
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => depth = depth.saturating_sub(1),
            _ => depth += 1,
        }
    }
    path.starts_with(['/', '\\']) && depth == 0
}

fn absolute(path: &str) -> Result<(), Fault> {
    if path.starts_with(['/', '\\']) { Ok(()) } else { Err(format!("invalid mount path: '{path}' mount path must be absolute")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// linux_parser.go and its tests.
    #[test]
    fn binds_are_those_of_linux() {
        for raw in [
            "/a:/b",
            "/a:/b:ro",
            "/a:/b:rw,z",
            "/a:/b:ro,rshared,Z,cached",
            "name:/b",
            "name:/b:nocopy",
            "$X/y:/b",
            "/b",
            "/a:/b:",
            "\\a:/b",
            "./a:/b",
            "a:\\b",
            "/a:/b/",
            "~/x:/b:delegated",
            "${A}:/b",
        ] {
            assert_eq!(parse_bind(raw), Ok(()), "{raw}");
        }
        for raw in [
            "",
            ":",
            ":/b",
            "a",
            "/",
            "/a:",
            "/a:b",
            "/a:/",
            "/a:/..",
            "/a:/b/..",
            "/a:ro",
            "/a:rw",
            "/a:/b:x",
            "/a:/b:ro,rw",
            "/a:/b:z,Z",
            "/a:/b:shared,private",
            "/a:/b:ro:z",
            "c:/x:/d",
            "C:\\x:/d",
            "name:/b:shared",
            "/a:/b:nocopy",
            "/a:/b:ro,",
            "/a:/b: ro",
            "/a::/b",
        ] {
            assert!(parse_bind(raw).is_err(), "{raw}");
        }
        assert_eq!(parse_bind("c:/x:/d"), Err("invalid mode: /d".into()));
    }

    #[test]
    fn mounts_are_those_of_linux() {
        let mount = |kind, source, target| Mount { kind, source, target, ..Mount::default() };
        for good in [mount("bind", "/a", "/b"), mount("volume", "v", "/b"), mount("volume", "", "/b"), mount("tmpfs", "", "/b")] {
            assert_eq!(validate(&good), Ok(()), "{good:?}");
        }
        for bad in [
            mount("bind", "", "/b"),
            mount("bind", "a", "/b"),
            mount("bind", "/a", ""),
            mount("bind", "/a", "b"),
            mount("bind", "/a", "/"),
            mount("tmpfs", "/a", "/b"),
            mount("", "/a", "/b"),
            mount("npipe", "/a", "/b"),
            mount("Bind", "/a", "/b"),
            Mount { read_only: true, ..mount("volume", "", "/b") },
            Mount { bind_options: Some(""), ..mount("volume", "v", "/b") },
            Mount { bind_options: Some("x"), ..mount("bind", "/a", "/b") },
            Mount { volume_options: true, ..mount("bind", "/a", "/b") },
        ] {
            assert!(validate(&bad).is_err(), "{bad:?}");
        }
    }
}
