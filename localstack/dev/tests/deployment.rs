//! Tests of `scripts/deploy`, with mocks of `aws`, `sam` and the smoke test that log their calls.
#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "test code")]

use std::{
    env, fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use tempfile::TempDir;

const SCRIPTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts");
const AWS: &str = r#"
echo "aws $1 $2" >>"$LOG"
case "$1 $2" in
"cloudformation describe-stacks")
    if [ "$STACK" = denied ]; then echo "not authorized" >&2; exit 254; fi
    if [ "$STACK" = new ] && ! grep -q sam "$LOG"; then echo "new does not exist" >&2; exit 254; fi
    if [ "$STACK" = begun ]; then status=ROLLBACK_COMPLETE; else status=UPDATE_COMPLETE; fi
    echo '{"Stacks": [{"StackStatus": "'$status'",
        "Parameters": [{"ParameterKey": "Stage", "ParameterValue": "staging"}, {"ParameterKey": "LogLevel", "ParameterValue": ""}],
        "Outputs": [{"OutputKey": "MigrateFunctionName", "OutputValue": "migrator"}, {"OutputKey": "FetchFunctionName", "OutputValue": "fetcher"}, {"OutputKey": "Url", "OutputValue": "https://product"},
            {"OutputKey": "WebBucketName", "OutputValue": "pages"}]
    }]}' ;;
"secretsmanager describe-secret") echo '{"VersionIdsToStages": {"old": ["AWSPREVIOUS"], "newest": ["AWSCURRENT"]}}' ;;
"cloudformation get-template") echo "the template before" ;;
"lambda invoke")
    for answer; do :; done
    echo '{}' >"$answer"
    echo "$MIGRATED" ;;
"s3 sync") echo "$4" >>"$LOG" ;;
"lambda update-function-code") echo "$*" | grep -o 'functions/.*' >>"$LOG" ;;
esac
"#;
const SAM: &str = r#"
while [ $# -gt 0 ]; do
    case $1 in
    --template-file) template=$(cat "$2") ;;
    --parameter-overrides) parameters=$(tr -d ' \n' <"${2#file://}") ;;
    esac
    shift
done
echo "sam $template $parameters" >>"$LOG"
"#;
const SMOKE_TEST: &str = r#"
echo "ask $*" >>"$LOG"
[ "$ANSWERS" = yes ]
"#;

/// Parameters that only the AWS account knows.
const PARAMETERS: &str = r#"{"Stage": "staging", "EdgeKeySecretArn": "arn", "LogLevel": "warn"}"#;

/// The calls of a successful deployment to an existing stack.
const CALLS: [&str; 13] = [
    "aws secretsmanager describe-secret",
    "aws cloudformation describe-stacks",
    "aws cloudformation get-template",
    "aws cloudformation describe-stacks",
    "aws lambda update-function-code",
    "functions/migrate.arm64.zip",
    "aws lambda wait",
    "aws lambda invoke",
    concat!(
        r#"sam the new template {"Stage":"staging","LogLevel":"warn","Shift":"AllAtOnce","EdgeKeySecretArn":"arn","#,
        r#""Release":"RELEASE","EdgeKeyVersion":"newest","Guarded":"true"}"#
    ),
    "aws cloudformation describe-stacks",
    "aws lambda invoke",
    "aws cloudformation describe-stacks",
    "ask https://product staging",
];
/// The calls that publish the web application and read the sources, after the API is deployed.
const PUBLISHED: [&str; 7] = [
    "aws cloudformation describe-stacks",
    "aws s3 sync",
    "s3://pages/_next/static",
    "aws s3 sync",
    "s3://pages",
    "aws cloudformation describe-stacks",
    "aws lambda invoke",
];

/// Runs a deployment to a stack with these results of `migrate` and the smoke test.
fn deploy(stack: &str, migrated: &str, answers: &str) -> (Output, Vec<String>) {
    let (output, calls) = deploy_with(stack, (migrated, answers), ("eu-west-1", PARAMETERS), "a listing");
    let without_release = |call: String| match releases(std::slice::from_ref(&call)).first() {
        Some(release) => call.replace(release, "RELEASE"),
        None => call,
    };
    (output, calls.into_iter().map(without_release).collect())
}

/// The `Release` parameter of each deployment.
fn releases(calls: &[String]) -> Vec<String> {
    let said = calls.iter().filter_map(|call| call.split_once(r#""Release":""#));
    said.map(|(_, rest)| rest.chars().take_while(char::is_ascii_hexdigit).collect()).collect()
}

/// Runs a deployment in a region, with these parameters of the account and this listing of the package.
fn deploy_with(
    stack: &str,
    (migrated, answers): (&str, &str),
    (region, parameters): (&str, &str),
    listing: &str,
) -> (Output, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    for script in ["deploy", "invoke"] {
        fs::copy(Path::new(SCRIPTS).join(script), folder.path().join(script)).unwrap();
    }
    for (name, script) in [("aws", AWS), ("sam", SAM), ("smoke-test", SMOKE_TEST)] {
        write_program(&folder.path().join(name), script);
    }
    let package = package(&folder);
    fs::write(package.join("listing.json"), listing).unwrap();
    let log = folder.path().join("log");
    let mut command = Command::new("sh");
    command
        .arg(folder.path().join("deploy"))
        .arg(package)
        .env("PATH", format!("{}:{}", folder.path().display(), env::var("PATH").unwrap()));
    command.envs([("STACK", stack), ("BUCKET", "bucket"), ("PARAMETERS", parameters), ("AWS_REGION", region)]);
    command
        .envs([("MIGRATED", migrated), ("ANSWERS", answers)])
        .env("LOG", &log)
        .env_remove("ADDRESS")
        .env_remove("ARCHITECTURE");
    let output = command.output().unwrap();
    let calls = fs::read_to_string(log).unwrap_or_default().lines().map(str::to_owned).collect();
    (output, calls)
}

fn write_program(path: &Path, script: &str) {
    fs::write(path, format!("#!/bin/sh\n{script}")).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

fn package(folder: &TempDir) -> PathBuf {
    let package = folder.path().join("package");
    for inner in ["functions", "parameters", "web/_next/static"] {
        fs::create_dir_all(package.join(inner)).unwrap();
    }
    fs::write(package.join("functions/migrate.arm64.zip"), "program").unwrap();
    // the account's parameters override these
    let stage = r#"{"Stage": "staging", "LogLevel": "info", "Shift": "AllAtOnce"}"#;
    fs::write(package.join("parameters/staging.json"), stage).unwrap();
    fs::write(package.join("template.yaml"), "the new template").unwrap();
    package
}

#[test]
fn deployment_migrates_first_and_checks_last() {
    let (output, calls) = deploy("staging", "None", "yes");
    assert!(output.status.success(), "{output:?}");
    assert_eq!(calls[..CALLS.len()], CALLS);
    assert_eq!(calls[CALLS.len()..], PUBLISHED);
}

#[test]
fn failed_migration_stops_the_deployment() {
    let (output, calls) = deploy("staging", "Unhandled", "yes");
    assert!(!output.status.success());
    assert_eq!(calls, CALLS[..8]);
}

#[test]
fn failed_smoke_test_rolls_back() {
    let (output, calls) = deploy("staging", "None", "no");
    assert!(!output.status.success());
    assert_eq!(calls[..CALLS.len()], CALLS);
    // `Guarded` is false so that alarms about the new release do not block the rollback
    let brought_back = r#"sam the template before {"Stage":"staging","LogLevel":"","Guarded":"false"}"#;
    assert_eq!(calls[CALLS.len()..], [brought_back, CALLS[11], CALLS[12]]);
}

#[test]
fn new_stack_is_migrated_after_creation() {
    let (output, calls) = deploy("new", "None", "yes");
    assert!(output.status.success(), "{output:?}");
    assert_eq!(calls[..2], CALLS[..2]);
    assert_eq!(calls[2..], [&CALLS[8..], &PUBLISHED].concat());
}

#[test]
fn unreadable_stack_stops_the_deployment() {
    let (output, calls) = deploy("denied", "None", "yes");
    assert!(!output.status.success());
    assert_eq!(calls, CALLS[..2]);
    // a stack whose first deployment failed is not a new one either
    let (output, calls) = deploy("begun", "None", "yes");
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("delete the stack"), "{output:?}");
    assert_eq!(calls, CALLS[..2]);
}

#[test]
fn each_change_makes_new_versions() {
    let release_of = |parameters: &str, listing: &str| {
        let (output, calls) = deploy_with("staging", ("None", "yes"), ("eu-west-1", parameters), listing);
        assert!(output.status.success(), "{output:?}");
        let releases = releases(&calls);
        assert_eq!(releases.len(), 1, "{calls:?}");
        assert_eq!(releases[0].len(), 64, "{calls:?}");
        releases.concat()
    };
    let first = release_of(PARAMETERS, "a listing");
    assert_eq!(release_of(PARAMETERS, "a listing"), first);
    assert_ne!(release_of(PARAMETERS, "the listing with another layer"), first);
    assert_ne!(
        release_of(r#"{"Stage": "staging", "EdgeKeySecretArn": "arn", "LogLevel": "debug"}"#, "a listing"),
        first
    );
}

#[test]
fn other_regions_need_a_certificate_arn() {
    let parameters =
        r#"{"Stage": "staging", "EdgeKeySecretArn": "arn", "DomainName": "app.example", "HostedZoneId": "Z1"}"#;
    let (output, calls) = deploy_with("staging", ("None", "yes"), ("eu-west-1", parameters), "a listing");
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("CertificateArn"), "{output:?}");
    assert!(calls.is_empty(), "{calls:?}");
    let (output, _) = deploy_with("staging", ("None", "yes"), ("us-east-1", parameters), "a listing");
    assert!(output.status.success(), "{output:?}");
}
