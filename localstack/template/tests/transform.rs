//! Counts the resources of a deployment with SAM's own translator. `cargo dev test` installs it.
#![expect(clippy::unwrap_used, reason = "test code")]

use std::{
    collections::BTreeMap,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde::Deserialize;
use serde_json::{Value, json};
use sisuiq_template::{PathTable, definition, with_definition, with_throttles};

/// Functions of the systems that are still to be built.
const FUNCTIONS: usize = 20;
const ROUTES: usize = 400;

/// Figures of a transformed template.
#[derive(Debug, Deserialize)]
struct Transformed {
    resources: BTreeMap<String, usize>,
    bytes: usize,
    gateway: usize,
}

impl Transformed {
    fn resources(&self) -> usize {
        self.resources.values().sum()
    }
}

fn project(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn text(path: &str) -> String {
    fs::read_to_string(project(path)).unwrap()
}

fn transform(template: &str) -> Transformed {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("template.yaml");
    fs::write(&file, template).unwrap();
    let python = project(".local/parts/lint/bin/python");
    assert!(python.exists(), "{} is missing: cargo dev test installs it", python.display());
    let output = Command::new(python).arg(project("localstack/parts/transform.py")).arg(file).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn template_is_far_below_the_limits() {
    let today = transform(&with_definition(&project("template.yaml")).unwrap());
    assert!(today.resources() <= 240, "{today:?}");
    assert!(today.gateway <= 150 && today.bytes <= 300_000, "{today:?}");
}

#[test]
fn further_systems_fit_the_stack() {
    let folder = tempfile::tempdir().unwrap();
    let grown = transform(&grown(folder.path()));
    assert!(grown.resources() <= 400, "{} of {grown:?}", grown.resources());
    assert!(grown.bytes <= 900_000, "{grown:?}");
    assert!(grown.gateway <= 250, "{grown:?}");
    assert_eq!(grown.resources["AWS::Lambda::Function"], 25 + FUNCTIONS);
}

/// The template with additional functions and their routes. Of each five, three serve requests, one reads a queue and one runs
/// on a schedule.
fn grown(folder: &Path) -> String {
    let written = text("template.yaml");
    let (written, outputs) = written.split_once("\nOutputs:").unwrap();
    let mut template = written.to_owned();
    let mut table = String::new();
    let mut openapi: Value = serde_json::from_str(&text("openapi.json")).unwrap();
    let paths = openapi.get_mut("paths").and_then(Value::as_object_mut).unwrap();
    for number in 0..FUNCTIONS {
        template.push_str(&function(number));
        if !answers(number) {
            continue;
        }
        writeln!(table, "  - {{path: /api/grown{number}, function: grown{number}}}").unwrap();
        let answering = (0..FUNCTIONS).filter(|number| answers(*number)).count();
        for route in 0..ROUTES.div_ceil(answering) {
            let path = match route % 3 {
                0 => format!("/api/grown{number}/things{route}"),
                1 => format!("/api/grown{number}/things{}/{{id}}", route - 1),
                _ => format!("/api/grown{number}/things{}/{{id}}/parts", route - 2),
            };
            // some routes of each function have throttles
            let post = if route == 0 { json!({"x-throttle": "work"}) } else { json!({}) };
            paths.insert(path, json!({"get": {}, "post": post}));
        }
    }
    let template = format!("{template}\nOutputs:{outputs}");
    let prefixes = text("functions/paths.yaml").replace("\n# Functions whose", &format!("{table}\n# Functions whose"));
    let (table, openapi) = (PathTable::parse(&prefixes).unwrap(), openapi.to_string());
    let template = with_throttles(&openapi, &table, &template).unwrap();
    let definition = definition(&openapi, &table, &template).unwrap();
    fs::write(folder.join("template.yaml"), template).unwrap();
    fs::write(folder.join("api-definition.yaml"), definition).unwrap();
    with_definition(&folder.join("template.yaml")).unwrap()
}

fn answers(number: usize) -> bool {
    number % 5 < 3
}

/// A function with a role, a version, an alias, a deployment group, an alarm and a trigger.
fn function(number: usize) -> String {
    let id = format!("Grown{number}");
    let function = format!(
        r"
  {id}Function:
    Type: AWS::Serverless::Function
    Metadata: {{BuildMethod: rust-cargolambda, BuildProperties: {{Binary: grown{number}}}}}
    Properties:
      CodeUri: functions/grown/grown{number}
      AutoPublishAlias: live
      AutoPublishCodeSha256: !Ref Release
      DeploymentPreference: {{Enabled: !Ref Guarded, Type: !Ref Shift, Alarms: [!Ref {id}Alarm]}}
      Environment: {{Variables: {{OTEL_SERVICE_NAME: grown{number}, SIGNING_KEYS_SECRET: !Ref SigningKeysSecretArn}}}}
      Policies:
        - Statement:
            - {{Effect: Allow, Action: [secretsmanager:GetSecretValue], Resource: [!Ref DatabaseSecretArn, !Ref SigningKeysSecretArn]}}
"
    );
    let alarm = format!(
        "
  {id}Alarm:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: AWS/Lambda
      MetricName: Errors
      Dimensions: [{{Name: FunctionName, Value: !Ref {id}Function}}]
      Statistic: Sum
      Period: 60
      EvaluationPeriods: 1
      Threshold: 0
      ComparisonOperator: GreaterThanThreshold
"
    );
    let invoked = match number % 5 {
        0..=2 => format!(
            "
  {id}Permission:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref {id}Function.Alias
      Principal: apigateway.amazonaws.com
      SourceArn: !Sub arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{Api}}/*
"
        ),
        3 => format!(
            "
  {id}DeadLetters: {{Type: AWS::SQS::Queue, Properties: {{SqsManagedSseEnabled: true}}}}
  {id}Queue:
    Type: AWS::SQS::Queue
    Properties:
      SqsManagedSseEnabled: true
      RedrivePolicy: {{deadLetterTargetArn: !GetAtt {id}DeadLetters.Arn, maxReceiveCount: 5}}
  {id}QueuePolicy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref {id}Queue, !Ref {id}DeadLetters]
      PolicyDocument: {{Statement: [{{Effect: Deny, Principal: '*', Action: 'sqs:*', Resource: '*'}}]}}
  {id}Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties: {{FunctionName: !Ref {id}Function.Alias, EventSourceArn: !GetAtt {id}Queue.Arn}}
"
        ),
        _ => String::new(),
    };
    let schedule = "      Events:
        Tick: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(5 minutes)}}
";
    let schedule = if number % 5 == 4 { schedule } else { "" };
    format!("{function}{schedule}{alarm}{invoked}")
}
