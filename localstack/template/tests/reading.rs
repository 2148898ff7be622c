//! Tests of the parser with small templates.
#![expect(clippy::unwrap_used, reason = "test code")]

use std::time::Duration;

use sisuiq_template::{Template, TemplateError};

const SMALL: &str = r#"
Parameters:
  Stage: {Type: String, Default: dev, AllowedValues: [dev, prod]}
  Size: {Type: Number, Default: 4}
  Certificates: {Type: String, Default: "arn:certificates"}
Conditions:
  IsDev: !Equals [!Ref Stage, dev]
  IsProd: !Not [!Condition IsDev]
Globals:
  Function:
    Timeout: 20
    MemorySize: 256
    Layers: [!If [IsProd, !Ref Certificates, !Ref AWS::NoValue]]
    Environment: {Variables: {SHARED: one, OVERRIDDEN: no}}
Resources:
  Work:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Sub "${AWS::StackName}-${Stage}-work"
      VisibilityTimeout: 120
      RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 5}
  Dead: {Type: AWS::SQS::Queue}
  Library: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: library}}
  Worker:
    Type: AWS::Serverless::Function
    Metadata: {BuildProperties: {Binary: worker}}
    Properties:
      Layers: [!Ref Library]
      Environment:
        Variables:
          OVERRIDDEN: !If [IsProd, prod, dev]
          GONE: !If [IsProd, prod, !Ref AWS::NoValue]
          QUEUE: !Ref Work
          JOINED: {"Fn::Join": ["-", [a, {Ref: Stage}, !Ref Size]]}
      Events:
        Tick: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(2 hours), Input: '{"kind":"tick"}'}}
  Api:
    Type: AWS::Serverless::Api
    Properties:
      DefinitionBody:
        paths:
          /a/{id}:
            post: {x-amazon-apigateway-integration: {uri: {"Fn::Sub": "arn/functions/${WorkerAliaslive}/invocations"}}}
          /s/{proxy+}:
            x-amazon-apigateway-any-method:
              x-amazon-apigateway-integration:
                uri: {"Fn::Sub": "arn/functions/${WorkerAliaslive}/response-streaming-invocations"}
                responseTransferMode: STREAM
                timeoutInMillis: 300000
  Seeder:
    Type: AWS::Serverless::Function
    Condition: IsDev
    Metadata: {BuildProperties: {Binary: seeder}}
    Properties:
      Timeout: 60
      MemorySize: 1024
      Events:
        Jobs: {Type: SQS, Properties: {Queue: !GetAtt Dead.Arn}}
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      FunctionName: !Ref Worker
      EventSourceArn: !GetAtt [Work, Arn]
      BatchSize: 5
      FunctionResponseTypes: [ReportBatchItemFailures]
      ScalingConfig: {MaximumConcurrency: 3}
  Waits: {Type: AWS::CloudWatch::Alarm, Properties: {MetricName: ApproximateAgeOfOldestMessage}}
  Fails:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Metrics:
        - {Id: total, Expression: SUM(METRICS())}
        - {Id: one, MetricStat: {Metric: {MetricName: Errors, Dimensions: [{Name: FunctionName, Value: !Ref Worker}]}}}
        - {Id: two, MetricStat: {Metric: {MetricName: Throttles}}}
"#;

fn small() -> Template {
    Template::parse(SMALL, &[]).unwrap()
}

/// The error of a template whose only resource is a function with these events.
fn error_of_events(events: &str) -> String {
    let text = format!(
        "Resources: {{F: {{Type: 'AWS::Serverless::Function', Metadata: {{BuildProperties: {{Binary: f}}}}, Properties: {{Events: {events}}}}}}}"
    );
    Template::parse(&text, &[]).unwrap_err().to_string()
}

#[test]
fn a_missing_file_is_named() {
    let error = Template::load("no/such/template.yaml".as_ref(), "dev").unwrap_err();
    assert!(error.to_string().starts_with("cannot read no/such/template.yaml"), "{error}");
}

#[test]
fn invalid_yaml_is_rejected() {
    assert!(matches!(Template::parse("Resources: {", &[]), Err(TemplateError::Syntax(_))));
}

#[test]
fn unknown_stage_is_rejected() {
    let error = Template::parse(SMALL, &[("Stage", "moon")]).unwrap_err();
    assert_eq!(error.to_string(), r#"parameter Stage is "\"moon\"" but must be one of "dev", "prod""#);
}

#[test]
fn undeclared_parameter_is_rejected() {
    let error = Template::parse(SMALL, &[("Colour", "red")]).unwrap_err();
    assert!(error.to_string().contains("Colour"), "{error}");
}

#[test]
fn number_parameters_may_be_text() {
    let size = |value: &str| Template::parse(SMALL, &[("Size", value)]);
    let joined = |template: &Template| template.function("worker").unwrap().environment["JOINED"].clone();
    assert_eq!(joined(&size("5").unwrap()), "a-dev-5");
    assert!(size("five").unwrap_err().to_string().contains("Parameters.Size"));
}

#[test]
fn unknown_reference_names_its_place() {
    let error = error_of_events("{A: {Type: SQS, Properties: {Queue: !Ref Nowhere}}}");
    assert_eq!(
        error,
        "Resources.F.Properties.Events.A.Properties.Queue refers to Nowhere, which is not a parameter, resource or condition"
    );
}

#[test]
fn unsupported_intrinsic_function_is_named() {
    let error = error_of_events("{A: {Type: SQS, Properties: {Queue: !ImportValue x}}}");
    assert!(error.ends_with("uses ImportValue, which is not evaluated locally"), "{error}");
}

/// The error of a template whose only resources are a function and an API with these paths.
fn error_of_paths(paths: &str) -> String {
    let text = format!(
        "Resources: {{F: {{Type: 'AWS::Serverless::Function', Metadata: {{BuildProperties: {{Binary: f}}}}}}, \
         Api: {{Type: 'AWS::Serverless::Api', Properties: {{DefinitionBody: {{paths: {paths}}}}}}}}}"
    );
    Template::parse(&text, &[]).unwrap_err().to_string()
}

#[test]
fn method_needs_a_function() {
    let error = error_of_paths("{/a: {get: {}}}");
    assert!(error.contains("x-amazon-apigateway-integration"), "{error}");
    let integration = "{x-amazon-apigateway-integration: {uri: 'arn/functions/${Other}/invocations'}}";
    let error = error_of_paths(&format!("{{/a: {{get: {integration}}}}}"));
    assert!(error.contains("get /a") && error.contains("names no function"), "{error}");
}

#[test]
fn path_without_slash_is_rejected() {
    let error = error_of_paths("{a: {get: {x-amazon-apigateway-integration: {uri: x}}}}");
    assert!(error.contains("does not start with /"), "{error}");
}

#[test]
fn included_definition_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let template = folder.path().join("template.yaml");
    let (functions, paths) = SMALL.split_once("        paths:\n").unwrap();
    let (paths, rest) = paths.split_once("  Seeder:").unwrap();
    let include = "        Fn::Transform: {Name: AWS::Include, Parameters: {Location: paths.yaml}}\n";
    std::fs::write(&template, format!("{functions}{include}  Seeder:{rest}")).unwrap();
    assert!(Template::load(&template, "dev").unwrap_err().to_string().contains("paths.yaml"), "it is not there yet");
    let paths: Vec<_> = paths.lines().map(|line| line.strip_prefix("        ").unwrap()).collect();
    std::fs::write(folder.path().join("paths.yaml"), format!("paths:\n{}\n", paths.join("\n"))).unwrap();
    assert_eq!(Template::load(&template, "dev").unwrap(), small());
}

#[test]
fn only_rate_schedules_are_accepted() {
    for expression in ["cron(0 8 * * ? *)", "rate(0 minutes)", "rate(5 moons)", "rate(minutes)"] {
        let error = error_of_events(&format!(
            "{{A: {{Type: ScheduleV2, Properties: {{ScheduleExpression: '{expression}'}}}}}}"
        ));
        assert!(error.contains("is not rate(N minutes|hours|days)"), "{error}");
    }
}

#[test]
fn conditions_in_a_circle_are_refused() {
    let text = "
Conditions: {A: !Not [!Condition B], B: !Not [!Condition A]}
Resources: {Q: {Type: 'AWS::SQS::Queue', Condition: A}}";
    let error = Template::parse(text, &[]).unwrap_err();
    assert!(error.to_string().contains("circle"), "{error}");
}

#[test]
fn only_queues_are_event_sources() {
    let error = error_of_events("{A: {Type: SQS, Properties: {Queue: !GetAtt F.Arn}}}");
    assert!(error.ends_with("F is not a queue"), "{error}");
}

#[test]
fn routes_have_function_mode_and_timeout() {
    let routes = small().routes;
    let [ask, stream] = routes.as_slice() else { panic!("two routes are wanted: {routes:?}") };
    assert_eq!((ask.method.as_str(), ask.path.as_str(), ask.function.as_str()), ("POST", "/a/{id}", "worker"));
    assert_eq!((stream.method.as_str(), stream.path.as_str()), ("ANY", "/s/{proxy+}"));
    assert_eq!((ask.streaming, ask.timeout), (false, Duration::from_secs(29)));
    assert_eq!((stream.streaming, stream.timeout), (true, Duration::from_mins(5)));
}

#[test]
fn mapping_includes_queue_and_redrive_policy() {
    let template = small();
    let source = template.queue_sources.iter().find(|source| source.function == "worker").unwrap();
    assert_eq!((source.batch_size, source.maximum_concurrency, source.reports_item_failures), (5, Some(3), true));
    assert_eq!(source.function_timeout, Duration::from_secs(20));
    assert_eq!(source.queue.name.as_deref(), Some("sisuiq-dev-work"));
    assert_eq!(source.queue.visibility_timeout, Duration::from_mins(2));
    let redrive = source.queue.redrive.as_ref().unwrap();
    assert_eq!((redrive.dead_letter_queue.as_str(), redrive.max_receive_count), ("Dead", 5));
}

#[test]
fn function_events_are_event_sources() {
    let template = small();
    let source = template.queue_sources.iter().find(|source| source.function == "seeder").unwrap();
    assert_eq!(
        (source.queue.logical_id.as_str(), source.batch_size, source.reports_item_failures),
        ("Dead", 10, false)
    );
}

#[test]
fn schedules_have_rate_and_input() {
    let schedules = small().schedules;
    assert_eq!(schedules.len(), 1);
    assert_eq!(schedules[0].every, Duration::from_hours(2));
    assert_eq!(schedules[0].input, serde_json::json!({"kind": "tick"}));
}

#[test]
fn false_condition_removes_function_and_events() {
    let template = Template::parse(SMALL, &[("Stage", "prod")]).unwrap();
    assert!(template.function("seeder").is_none());
    assert!(template.queue_sources.iter().all(|source| source.function == "worker"));
}

#[test]
fn environment_is_merged_and_evaluated() {
    let template = small();
    let environment = &template.function("worker").unwrap().environment;
    let value = |name: &str| environment.get(name).map(String::as_str);
    assert_eq!(value("SHARED"), Some("one"));
    assert_eq!(value("OVERRIDDEN"), Some("dev"));
    assert_eq!(value("GONE"), None);
    assert_eq!(value("QUEUE"), Some("${Work}"));
    assert_eq!(value("JOINED"), Some("a-dev-4"));
}

#[test]
fn memory_defaults_to_the_shared_setting() {
    let template = small();
    let memory = |name: &str| template.function(name).unwrap().memory;
    assert_eq!((memory("worker"), memory("seeder")), (256, 1024));
    let bare = "Resources: {F: {Type: 'AWS::Serverless::Function', Metadata: {BuildProperties: {Binary: f}}}}";
    assert_eq!(Template::parse(bare, &[]).unwrap().functions[0].memory, 128);
}

#[test]
fn layers_are_shared_ones_and_own() {
    let layers = |stage: &str, name: &str| {
        Template::parse(SMALL, &[("Stage", stage)]).unwrap().function(name).unwrap().layers.clone()
    };
    assert_eq!(layers("dev", "worker"), ["Library"]);
    assert_eq!(layers("prod", "worker"), ["arn:certificates", "Library"]);
    assert!(layers("dev", "seeder").is_empty());
    let [library] = small().layers.try_into().unwrap();
    assert_eq!((library.logical_id.as_str(), library.content.as_str()), ("Library", "library"));
}

#[test]
fn layer_needs_content() {
    let error = Template::parse("Resources: {L: {Type: 'AWS::Serverless::LayerVersion'}}", &[]).unwrap_err();
    assert_eq!(error.to_string(), "Resources.L.Properties.ContentUri: is missing");
}

#[test]
fn alarms_count_their_metrics() {
    let alarms = small().alarms;
    let metrics: Vec<_> = alarms.iter().map(|alarm| (alarm.logical_id.as_str(), alarm.metrics)).collect();
    assert_eq!(metrics, [("Fails", 2), ("Waits", 1)]);
}
