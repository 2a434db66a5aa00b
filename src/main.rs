//! The binary: arguments in, exit status out.

fn main() -> std::process::ExitCode {
    edge_offer::cli::main()
}
