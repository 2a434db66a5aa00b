//! Routes: `[SELECT *] FROM source [WHERE condition] INTO sink`, as edgeHub reads them.

mod advice;
pub mod judge;
pub mod lexer;
pub mod parser;
pub mod source;
