//! The program as it is started from a shell.

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
    let (_, other) = said.trim().rsplit_once("make run PORT=").unwrap();
    assert_ne!(other, port);
    assert!(TcpListener::bind(format!("0.0.0.0:{other}")).is_ok(), "what is proposed is free: {said}");
    assert!(!said.contains("backtrace") && !said.contains("main.rs"), "{said}");
}

#[test]
fn the_script_before_the_build_proposes_a_port_that_is_free() {
    let taken = TcpListener::bind("0.0.0.0:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    // The next one is taken as well, by this test or by somebody else.
    let next = TcpListener::bind(("0.0.0.0", port + 1)).ok();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts/port.sh");
    let ended = Command::new(script).arg(port.to_string()).output().unwrap();
    let said = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(1), "{said}");
    let (_, other) = said.trim().rsplit_once("make run PORT=").unwrap();
    let other: u16 = other.parse().unwrap();
    assert!(other > port + 1, "{other}");
    assert!(TcpListener::bind(("0.0.0.0", other)).is_ok(), "what is proposed is free: {said}");
    drop((taken, next));
    assert!(Command::new(script).arg(port.to_string()).status().unwrap().success(), "a free port is no matter");
}
