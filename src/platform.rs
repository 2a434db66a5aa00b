//! What differs between systems and concerns no file: processes.

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
