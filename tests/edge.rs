//! The whole corpus of real cases, each with the real runtime's verdict, if it lies beside the project; and properties that hold for any text.

#[path = "edge/corpus.rs"]
mod corpus;
#[path = "edge/properties.rs"]
mod properties;
