//! xingtan.
fn main() {}
