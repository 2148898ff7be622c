//! Tests of `scripts/pause`, with a mock of `aws` that logs its calls.
#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "test code")]

use std::{
    env, fs,
    os::unix::fs::PermissionsExt,
    process::{Command, Output},
};

const PAUSE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts/pause");
const AWS: &str = r#"#!/bin/sh
case "$2" in
list-stack-resources)
    [ "$STACK" = there ] || { echo "does not exist" >&2; exit 254; }
    printf '%s\t%s\t%s\n' AWS::Lambda::Function ChatFunction chat AWS::Lambda::Function IngestFunction ingest \
        AWS::Lambda::Function BackupFunction backup AWS::Lambda::Function MigrateFunction migrate \
        AWS::Lambda::EventSourceMapping IngestQueueMapping queue AWS::SQS::Queue IngestQueue other ;;
list-provisioned-concurrency-configs)
    [ "$4" != chat ] || echo arn:aws:lambda:eu-west-1:1:function:chat:live ;;
*) echo "$*" >>"$LOG" ;;
esac
"#;

/// Runs the script and returns its output and its calls of AWS.
fn pause(stack: &str, arguments: &[&str]) -> (Output, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let (aws, log) = (folder.path().join("aws"), folder.path().join("log"));
    fs::write(&aws, AWS).unwrap();
    fs::set_permissions(&aws, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", folder.path().display(), env::var("PATH").unwrap());
    let output = Command::new("sh")
        .arg(PAUSE)
        .args(arguments)
        .envs([("STACK", stack), ("PATH", &path)])
        .env("LOG", &log)
        .output()
        .unwrap();
    let calls = fs::read_to_string(log).unwrap_or_default().lines().map(str::to_owned).collect();
    (output, calls)
}

#[test]
fn pause_stops_all_but_backups() {
    let (output, calls) = pause("there", &["on"]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(
        calls,
        [
            "lambda update-event-source-mapping --uuid queue --no-enabled",
            "lambda delete-provisioned-concurrency-config --function-name chat --qualifier live",
            "lambda put-function-concurrency --function-name chat --reserved-concurrent-executions 0",
            "lambda put-function-concurrency --function-name ingest --reserved-concurrent-executions 0",
        ]
    );
}

#[test]
fn named_functions_resume_first() {
    let ingest = "lambda delete-function-concurrency --function-name ingest";
    let queue = "lambda update-event-source-mapping --uuid queue --enabled";
    let (output, calls) = pause("there", &["off", "IngestFunction", "IngestQueueMapping"]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(calls, [ingest, queue]);
    let (output, calls) = pause("there", &["off"]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(calls, ["lambda delete-function-concurrency --function-name chat", ingest, queue]);
}

#[test]
fn invalid_arguments_are_reported() {
    for (stack, arguments, told) in [
        ("elsewhere", &["on"][..], "does not exist"),
        ("there", &["on", "ChatFunktion"], "there has no such functions"),
        ("there", &[], "usage: "),
    ] {
        let (output, calls) = pause(stack, arguments);
        assert!(!output.status.success(), "{output:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains(told), "{output:?}");
        assert!(calls.is_empty(), "{calls:?}");
    }
}
