//! What differs between systems and concerns no file: processes, the browser.

use std::path::Path;
use std::process::Command;

/// Whether a process with this number runs.
#[cfg(unix)]
pub fn is_running(process: u32) -> bool {
    let number = i32::try_from(process).ok().and_then(rustix::process::Pid::from_raw);
    // A process of somebody else refuses the question, and so it runs.
    number.is_some_and(|number| !matches!(rustix::process::test_kill_process(number), Err(rustix::io::Errno::SRCH)))
}

/// Whether a process with this number runs: not to be told without unsafe code here, so that a draft is rather offered than hidden.
#[cfg(not(unix))]
pub fn is_running(_process: u32) -> bool {
    false
}

/// The person's own editor on a file. What `$EDITOR` holds is a line for the shell, as git takes it: `code --wait`, `'/my tools/edit'`.
#[cfg(unix)]
pub fn editor(line: &str, file: &Path) -> Command {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("{line} \"$@\"")).arg(line).arg(file);
    command
}

/// The person's own editor on a file: a program and its arguments.
#[cfg(not(unix))]
pub fn editor(line: &str, file: &Path) -> Command {
    let mut words = line.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words).arg(file);
    command
}

/// Opens a page in the person's browser, without waiting for it.
///
/// # Errors
/// Why it cannot be: there is no display, or no program that opens pages.
pub fn open_in_browser(file: &Path) -> Result<(), String> {
    if !has_display() {
        return Err("there is no display".to_string());
    }
    let absolute = std::path::absolute(file).map_err(|error| error.to_string())?;
    open::that_detached(absolute).map_err(|error| error.to_string())
}

/// Whether there is a screen for windows. Without one, openers start browsers for terminals, over what stands there.
fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(windows, target_os = "macos")) || set("DISPLAY") || set("WAYLAND_DISPLAY") || set("WSL_DISTRO_NAME")
}
