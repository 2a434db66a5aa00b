//! Routes: `[SELECT *] FROM source [WHERE condition] INTO sink`, as edgeHub reads them.

pub mod lexer;
