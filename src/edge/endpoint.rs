//! Where a route leads: `EndpointFactory.cs` of edgeHub.

use std::ops::Range;

/// Why an endpoint cannot be made; the text is the runtime's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EndpointError {
    /// Not `$upstream`.
    System(String),
    /// Not `BrokeredEndpoint`.
    Function(String),
    /// The address has not four parts, or names no input.
    Address(String),
}

impl EndpointError {
    /// What the runtime says.
    pub fn message(&self) -> &str {
        match self {
            EndpointError::System(message) | EndpointError::Function(message) | EndpointError::Address(message) => message,
        }
    }
}

/// The four parts of an address, as bytes of the text between the quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Meant to be `modules`; the runtime does not look.
    pub modules: Range<usize>,
    /// The module that receives.
    pub module: Range<usize>,
    /// Meant to be `inputs`; the runtime does not look.
    pub inputs: Range<usize>,
    /// The input that receives.
    pub input: Range<usize>,
}

/// `CreateSystemEndpoint`.
///
/// # Errors
/// Every name but `$upstream`, whatever its case.
pub fn system(name: &str) -> Result<(), EndpointError> {
    if name.eq_ignore_ascii_case("$upstream") {
        return Ok(());
    }
    Err(EndpointError::System(format!("System endpoint type '{name}' not supported.")))
}

/// `CreateFunctionEndpoint`: `argument` is the text between the quotes, with its escapes as they are written.
///
/// # Errors
/// Every function but `BrokeredEndpoint`, whatever its case; every address that has not four parts or no input.
pub fn function(name: &str, argument: &str) -> Result<Address, EndpointError> {
    if !name.eq_ignore_ascii_case("BrokeredEndpoint") {
        return Err(EndpointError::Function(format!("Function endpoint type '{name}' not supported.")));
    }
    let trimmed = argument.trim();
    if trimmed.is_empty() {
        return Err(EndpointError::Address("parameterString is null or whitespace.".into()));
    }
    let path = trimmed.strip_prefix('/').unwrap_or(trimmed);
    let path = path.strip_suffix('/').unwrap_or(path);
    let items: Vec<&str> = path.split('/').collect();
    let [modules, module, inputs, input] = items[..] else {
        return Err(EndpointError::Address(format!(
            "Parameter string {path} could not be parsed. Expect input in this format - /modules/{{mid}}/inputs/{{input}}"
        )));
    };
    if input.trim().is_empty() {
        return Err(EndpointError::Address("input is null or whitespace.".into()));
    }
    let place = |item: &str| {
        // The items are slices of the argument, so their distance is their place in it.
        let start = item.as_ptr() as usize - argument.as_ptr() as usize;
        start..start + item.len()
    };
    Ok(Address { modules: place(modules), module: place(module), inputs: place(inputs), input: place(input) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// EndpointFactory.cs: the argument, whether an endpoint comes of it.
    const ADDRESSES: &[(&str, bool)] = &[
        ("/modules/a/inputs/b", true),
        ("modules/a/inputs/b", true),
        ("  /modules/a/inputs/b/  ", true),
        ("/a/b/c/d", true),
        ("/modules//inputs/b", true),
        ("///inputs/b", true),
        ("/modules/a/inputs/", false),
        ("/modules/a/inputs/ ", false),
        ("/modules/a/inputs", false),
        ("/modules/a/inputs/b/c", false),
        ("//modules/a/inputs/b", false),
        ("/modules/a/inputs/b//", false),
        ("", false),
        (" \t", false),
        ("/", false),
    ];

    #[test]
    fn an_address_has_four_parts() {
        for (argument, valid) in ADDRESSES {
            assert_eq!(function("BrokeredEndpoint", argument).is_ok(), *valid, "{argument:?}");
        }
        let text = " /modules/a/inputs/b";
        let address = function("BROKEREDENDPOINT", text).unwrap();
        assert_eq!((&text[address.module], &text[address.input]), ("a", "b"));
    }

    #[test]
    fn only_two_kinds_of_endpoint_exist() {
        assert!(system("$UPSTREAM").is_ok());
        assert_eq!(system("$up").unwrap_err().message(), "System endpoint type '$up' not supported.");
        assert_eq!(function("Brokered", "/a/b/c/d").unwrap_err().message(), "Function endpoint type 'Brokered' not supported.");
    }
}
