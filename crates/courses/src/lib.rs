//! courses.
