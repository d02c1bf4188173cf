//! classes.
