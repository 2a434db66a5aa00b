//! A picture in the cells of a terminal.
