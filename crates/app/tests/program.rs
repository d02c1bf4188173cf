//! The program as it is started from a shell.
#![cfg(test)]

use std::net::TcpListener;
use std::process::Command;

#[test]
fn a_taken_port_is_said_in_words_and_without_a_trace() {
    let taken = TcpListener::bind("0.0.0.0:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let data = tempfile::tempdir().unwrap();
    let ended = Command::new(env!("CARGO_BIN_EXE_xingtan"))
        .args(["serve", "--port", &port, "--data"])
        .arg(data.path())
        .env("RUST_BACKTRACE", "1")
        .output()
        .unwrap();
    let said = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(1), "{said}");
    assert!(said.contains(&format!("端口 {port} 已被占用")), "{said}");
    assert!(!said.contains("backtrace") && !said.contains("main.rs"), "{said}");
}
