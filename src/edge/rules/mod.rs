//! Every rule of this part: what is told about it stands here, the check stands with the grammar or table it belongs to.

pub mod agent;
pub mod condition;
pub mod create_options;
pub mod create_options_warnings;
pub mod env;
pub mod form;
pub mod hub;
pub mod image;
pub mod json;
pub mod manifest;
pub mod module;
pub mod route;
pub mod route_warnings;
mod sources;
pub mod twin;

use crate::rule::Rule;

/// All rules, in the order in which they are explained.
pub static RULES: &[&Rule] = &[
    &route::EMPTY,
    &route::SYNTAX,
    &route::PLACEHOLDER_SOURCE,
    &route::UNKNOWN_ENDPOINT,
    &route::ENDPOINT_ADDRESS,
    &condition::OPERAND_TYPES,
    &condition::UNKNOWN_FUNCTION,
    &condition::ARGUMENTS,
    &condition::BODY_PATH,
    &route_warnings::TEXT_AFTER_SINK,
    &route_warnings::SOURCE_NEVER_MATCHES,
    &route_warnings::INNER_STAR,
    &route_warnings::OTHER_MODULE,
    &route_warnings::ADDRESS_WORDS,
    &route_warnings::SWALLOWED_OPERATOR,
    &route_warnings::NEVER_BOOLEAN,
    &route_warnings::UNKNOWN_SYSTEM_PROPERTY,
    &route_warnings::UNSURE_NEGATION,
    &route_warnings::TOO_LONG,
    &json::SYNTAX,
    &twin::NOT_AN_OBJECT,
    &twin::SIZE,
    &twin::DEPTH,
    &twin::NAME_LENGTH,
    &twin::NAME_CHARACTERS,
    &twin::VALUE_LENGTH,
    &twin::VALUE_TYPE,
    &twin::INTEGER_RANGE,
    &twin::NULL_IN_ARRAY,
    &twin::NEARLY_FULL,
    &env::SHAPE,
    &env::NAME,
    &env::NAME_IN_TWIN,
    &env::OVERRIDDEN,
    &env::REWRITTEN_DATE,
    &image::FORMAT,
    &image::PLACEHOLDER,
    &image::REFERENCE,
    &image::LATEST,
    &create_options::AGENT,
    &create_options::EDGED,
    &create_options::DOCKER_TYPE,
    &create_options::BIND,
    &create_options::PORT,
    &create_options::ENV,
    &create_options::RESOURCES,
    &create_options::NETWORK,
    &create_options::VALUE,
    &create_options::CONTAINER,
    &create_options_warnings::TOP_LEVEL,
    &create_options_warnings::IN_HOST_CONFIG,
    &create_options_warnings::UNKNOWN_NAME,
    &create_options_warnings::HOST_PORT,
    &create_options_warnings::HOST_NETWORK,
    &create_options_warnings::PRIVILEGED,
    &create_options_warnings::HOST_ACCESS,
    &create_options_warnings::WINDOWS_BIND,
    &create_options_warnings::RELATIVE_BIND,
    &create_options_warnings::ENV,
    &module::SHAPE,
    &module::FIELD,
    &module::CHUNKS,
    &agent::SCHEMA_VERSION,
    &agent::FIELD,
    &agent::CREDENTIALS,
    &agent::SYSTEM_MODULE,
    &agent::NAME,
    &agent::NAME_IN_ROUTES,
    &agent::VALUE_LENGTH,
    &hub::SCHEMA_VERSION,
    &hub::FIELD,
    &hub::ROUTE_VALUE,
    &hub::ROUTE_NAME,
    &hub::BROKER,
    &manifest::EMPTY,
    &manifest::PLACEHOLDER,
    &manifest::SIZE,
    &form::COUNT,
    &form::NAME,
    &form::VALUE,
    &form::ARRAY,
    &form::NESTING,
    &form::NOT_STRICT,
    &form::CREATE_OPTIONS,
];
