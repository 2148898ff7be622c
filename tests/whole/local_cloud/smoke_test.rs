//! The smoke test of deployments, run against the local stack.

use sisuiq_testing::Stack;
use std::process::{Command, Output};

const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts/smoke-test");

fn ask(address: &str, stage: &str, password: &str) -> Output {
    let stack = Stack::from_process();
    let mut command = Command::new(PROGRAM);
    command.args([address, stage]).env("SMOKE_EMAIL", &stack.email).env("SMOKE_PASSWORD", password);
    command.env("NO_PROXY", "*").output().unwrap()
}

fn said(output: &[u8]) -> String {
    String::from_utf8_lossy(output).into_owned()
}

#[test]
fn stack_passes() {
    let stack = Stack::from_process();
    let output = ask(&stack.url, "dev", &stack.password);
    assert!(output.status.success(), "{}", said(&output.stderr));
    assert!(said(&output.stdout).ends_with("guarded, logs in and out\n"), "{}", said(&output.stdout));
}

#[test]
fn wrong_stage_login_or_address_fails() {
    let Stack { url, password, .. } = Stack::from_process();
    let wrong = [
        (url.as_str(), "prod", password.as_str(), "/api/version"),
        (&url, "dev", "not the password", "/api/auth/login"),
        ("http://127.0.0.1:1", "dev", &password, "/api/health/live"),
    ];
    for (address, stage, password, place) in wrong {
        let output = ask(address, stage, password);
        assert_eq!(output.status.code(), Some(1));
        assert!(said(&output.stderr).contains(place), "{}", said(&output.stderr));
    }
}
