//! The program itself.

use std::process::Stdio;

use serde_json::json;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};
use wiremock::ResponseTemplate;

use crate::world::{Seen, World, eventually, variables};

/// A bridge process over a template with the world's queue and one schedule.
fn start(world: &World) -> Child {
    let template = format!(
        r#"
Resources:
  Work: {{Type: "AWS::SQS::Queue", Properties: {{QueueName: {}}}}}
  Ingest:
    Type: AWS::Serverless::Function
    Metadata: {{BuildProperties: {{Binary: ingest}}}}
    Properties:
      Timeout: 20
      Events:
        Work: {{Type: SQS, Properties: {{Queue: !GetAtt Work.Arn}}}}
"#,
        world.name
    );
    let path = world.folder.path().join("template.yaml");
    std::fs::write(&path, format!("Parameters: {{Stage: {{Type: String}}}}\n{template}")).unwrap();
    Command::new(env!("CARGO_BIN_EXE_bridge"))
        .args(["run", "--functions", &world.functions.uri(), "--visibility-seconds", "1", "--wait-seconds", "1"])
        .arg("--template")
        .arg(&path)
        .arg("--originals")
        .arg(world.folder.path().join("originals"))
        .envs(variables())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap()
}

#[tokio::test]
async fn sigterm_finishes_the_running_batch() {
    let (world, seen) = (World::new().await, Seen::default());
    let noted = seen.clone();
    world
        .function(move |event| {
            noted.note(event);
            ResponseTemplate::new(200).set_body_json(json!({})).set_delay(std::time::Duration::from_millis(500))
        })
        .await;
    world.send("last").await;
    let mut bridge = start(&world);
    eventually("the message was delivered", async || seen.times("last") == 1).await;
    let id = bridge.id().unwrap().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().await.unwrap().success());
    let mut lines = BufReader::new(bridge.stdout.take().unwrap()).lines();
    while let Some(line) = lines.next_line().await.unwrap() {
        let line: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert!(line["message"].is_string() && line["timestamp"].is_string(), "{line}");
    }
    assert!(bridge.wait().await.unwrap().success());
    world.queue_is_empty().await;
}

#[tokio::test]
async fn missing_template_is_an_error() {
    let output = Command::new(env!("CARGO_BIN_EXE_bridge"))
        .args(["run", "--functions", "http://127.0.0.1:1", "--template", "no/such.yaml", "--originals", "unused"])
        .output()
        .await
        .unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8(output.stdout).unwrap().contains("cannot read no/such.yaml"));
}
