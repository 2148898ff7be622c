//! Checks of the deployed template that linters do not have.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    time::Duration,
};

use serde_yaml_ng::Value;
use sisuiq_template::Template;

/// Allowed properties of `AWS::Serverless::Function`. SAM silently ignores misspelt ones.
const FUNCTION_PROPERTIES: [&str; 13] = [
    "AutoPublishAlias",
    "AutoPublishCodeSha256",
    "CodeUri",
    "DeploymentPreference",
    "Description",
    "Environment",
    "Events",
    "Layers",
    "MemorySize",
    "Policies",
    "ProvisionedConcurrencyConfig",
    "Timeout",
    "EphemeralStorage",
];
const SHARED_FUNCTION_PROPERTIES: [&str; 10] = [
    "Architectures",
    "Environment",
    "Handler",
    "Layers",
    "LoggingConfig",
    "MemorySize",
    "Runtime",
    "Timeout",
    "Tracing",
    "VpcConfig",
];
/// The function without permissions, because it calls no other service.
const WITHOUT_RIGHTS: &str = "DocsFunction";
/// CloudWatch's limit of metrics per alarm, which no linter checks.
const METRICS_OF_AN_ALARM: usize = 10;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn template(stage: &str) -> Template {
    Template::load(&root().join("template.yaml"), stage).unwrap()
}

fn written() -> Value {
    serde_yaml_ng::from_str(&std::fs::read_to_string(root().join("template.yaml")).unwrap()).unwrap()
}

/// Logical id and properties of each resource of a type.
fn resources(kind: &str) -> Vec<(String, Value)> {
    let all = written()["Resources"].as_mapping().unwrap().clone();
    let found: Vec<_> = all
        .into_iter()
        .filter(|(_, resource)| resource["Type"] == kind)
        .map(|(id, resource)| (id.as_str().unwrap().to_owned(), resource))
        .collect();
    assert!(!found.is_empty(), "there is no {kind}");
    found
}

/// A scalar or a list of scalars.
fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::Sequence(items) => items.iter().flat_map(strings).collect(),
        Value::Tagged(tagged) => strings(&tagged.value),
        other => vec![other.as_str().unwrap().to_owned()],
    }
}

fn keys(value: &Value) -> BTreeSet<String> {
    value.as_mapping().unwrap().keys().map(|key| key.as_str().unwrap().to_owned()).collect()
}

/// The functions' policy statements with the effect `Allow`.
fn allowed() -> Vec<(String, Value)> {
    let mut statements = Vec::new();
    for (id, function) in resources("AWS::Serverless::Function") {
        let policies = function["Properties"].get("Policies");
        assert_eq!(policies.is_none(), id == WITHOUT_RIGHTS, "{id}");
        for policy in policies.into_iter().flat_map(|policies| policies.as_sequence().unwrap()) {
            assert!(policy.is_mapping(), "{id} takes a policy by name: {policy:?}");
            let written = policy["Statement"].as_sequence().unwrap().iter();
            let allowing = written.filter(|statement| statement["Effect"] == "Allow");
            statements.extend(allowing.map(|statement| (id.clone(), statement.clone())));
        }
    }
    assert!(statements.len() > 10);
    statements
}

#[test]
fn shared_function_settings_are_as_intended() {
    let shared = written()["Globals"]["Function"].clone();
    assert_eq!(keys(&shared), SHARED_FUNCTION_PROPERTIES.map(str::to_owned).into());
    assert_eq!(shared["Runtime"], "provided.al2023");
    assert_eq!(shared["Handler"], "bootstrap");
    assert_eq!(strings(&shared["Architectures"]), ["arm64"]);
    assert_eq!(shared["Tracing"], "Active");
    // the database's certificate authorities, if they differ from those of browsers
    let layers = serde_yaml_ng::to_string(&shared["Layers"]).unwrap();
    let path = serde_yaml_ng::to_string(&shared["Environment"]["Variables"]["DATABASE_CA_PATH"]).unwrap();
    assert!(layers.contains("HasDatabaseCa") && layers.contains("!Ref DatabaseCaLayerArn"), "{layers}");
    assert!(path.contains("HasDatabaseCa") && path.contains("/opt/database-ca.pem"), "{path}");
}

#[test]
fn functions_have_only_known_properties() {
    for (id, function) in resources("AWS::Serverless::Function") {
        for name in keys(&function["Properties"]) {
            assert!(FUNCTION_PROPERTIES.contains(&name.as_str()), "{id} has {name}");
        }
    }
}

#[test]
fn each_function_package_is_deployed_once() {
    let folders = |folder: PathBuf| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let packages: BTreeSet<String> = folders(root().join("functions"))
        .filter(|folder| folder.is_dir())
        .flat_map(folders)
        .filter(|folder| folder.join("Cargo.toml").exists())
        .map(|folder| folder.strip_prefix(root()).unwrap().to_str().unwrap().to_owned())
        .collect();
    let mut deployed = BTreeSet::new();
    for (id, function) in resources("AWS::Serverless::Function") {
        let binary = function["Metadata"]["BuildProperties"]["Binary"].as_str().unwrap();
        assert_eq!(function["Metadata"]["BuildMethod"], "rust-cargolambda", "{id}");
        let folder = function["Properties"]["CodeUri"].as_str().unwrap();
        assert!(folder.ends_with(&format!("/{binary}")), "{id}: {folder}");
        assert_eq!(function["Properties"]["Environment"]["Variables"]["OTEL_SERVICE_NAME"], binary, "{id}");
        assert!(deployed.insert(folder.to_owned()), "{binary} is deployed twice");
    }
    assert_eq!(deployed, packages);
}

#[test]
fn functions_stream_all_routes_or_none() {
    for route in template("prod").routes {
        assert_eq!(route.streaming, route.function == "chat", "{} {}", route.method, route.path);
    }
}

#[test]
fn gateway_timeout_covers_function_timeout() {
    let template = template("prod");
    for route in &template.routes {
        let function = template.function(&route.function).unwrap();
        assert!(route.timeout >= function.timeout, "{} {}", route.method, route.path);
    }
}

#[test]
fn visibility_is_six_function_timeouts() {
    let sources = template("prod").queue_sources;
    assert_eq!(
        sources.iter().map(|source| source.function.as_str()).collect::<Vec<_>>(),
        ["fetch", "ingest", "ocr", "messages", "predict-batch", "process", "screen-batch"]
    );
    for source in sources {
        assert!(source.queue.visibility_timeout >= 6 * source.function_timeout);
        // messages for the outbox have no content of their own, so a single one cannot fail
        assert_eq!(source.reports_item_failures, source.function != "messages");
        assert!(source.maximum_concurrency.unwrap() >= 2);
        assert!((1..=10).contains(&source.batch_size));
    }
}

#[test]
fn dead_letters_outlive_messages() {
    let template = template("prod");
    for source in &template.queue_sources {
        if source.function == "messages" {
            assert_eq!(source.queue.redrive, None, "nothing is lost with what wakes the outbox");
            continue;
        }
        let redrive = source.queue.redrive.as_ref().unwrap();
        let dead = template.queues.iter().find(|queue| queue.logical_id == redrive.dead_letter_queue).unwrap();
        assert!(redrive.max_receive_count >= 5);
        assert!(dead.retention > source.queue.retention);
        assert!(dead.retention >= Duration::from_hours(14 * 24));
    }
}

#[test]
fn ingestion_knows_its_last_attempt() {
    let template = template("prod");
    let known = template.function("ingest").unwrap().environment["INGEST_MAX_RECEIVES"].parse::<u32>().unwrap();
    let source = template.queue_sources.iter().find(|source| source.function == "ingest").unwrap();
    assert_eq!(known + 1, source.queue.redrive.as_ref().unwrap().max_receive_count);
}

#[test]
fn queues_require_encryption_and_tls() {
    let denied: BTreeSet<String> = resources("AWS::SQS::QueuePolicy")
        .iter()
        .flat_map(|(_, policy)| strings(&policy["Properties"]["Queues"]))
        .collect();
    for (id, queue) in resources("AWS::SQS::Queue") {
        assert_eq!(queue["Properties"]["SqsManagedSseEnabled"], true, "{id}");
        assert!(denied.contains(&id), "{id} has no policy");
    }
    for (id, policy) in resources("AWS::SQS::QueuePolicy").into_iter().chain(resources("AWS::S3::BucketPolicy")) {
        let statements = policy["Properties"]["PolicyDocument"]["Statement"].as_sequence().unwrap();
        let refuses = |statement: &Value| {
            statement["Effect"] == "Deny" && statement["Condition"]["Bool"]["aws:SecureTransport"] == "false"
        };
        assert!(statements.iter().any(refuses), "{id}");
    }
}

#[test]
fn buckets_are_private_encrypted_and_versioned() {
    for (id, bucket) in resources("AWS::S3::Bucket") {
        let properties = &bucket["Properties"];
        let public = properties["PublicAccessBlockConfiguration"].as_mapping().unwrap();
        assert_eq!(public.len(), 4, "{id}");
        assert!(public.values().all(|blocked| blocked == &Value::Bool(true)), "{id}");
        assert_eq!(properties["VersioningConfiguration"]["Status"], "Enabled", "{id}");
        assert!(properties["BucketEncryption"].is_mapping(), "{id}");
        assert!(properties["LifecycleConfiguration"]["Rules"].is_sequence(), "{id}");
        // a bucket that is left by a failed creation would block the next attempt
        assert_eq!(bucket["DeletionPolicy"], "RetainExceptOnCreate", "{id}");
    }
}

#[test]
fn function_policies_have_no_wildcards() {
    for (id, statement) in allowed() {
        for action in strings(&statement["Action"]) {
            assert!(!action.contains('*'), "{id} may {action}");
        }
        for resource in strings(&statement["Resource"]) {
            // a text message goes to a phone number, which is no resource
            let is_text_message = resource == "*" && strings(&statement["Action"]) == ["sns:Publish"];
            let wide =
                ["/docs/*", "/data/*", "/frames/*", "/raw/*", "/names/*", "/screening/*", "/avatars/*", "/backups/*"]
                    .iter()
                    .find_map(|end| resource.strip_suffix(end))
                    .unwrap_or(&resource);
            assert!(is_text_message || !wide.contains('*'), "{id} may reach {resource}");
        }
    }
}

#[test]
fn functions_read_only_configured_secrets() {
    for (id, function) in resources("AWS::Serverless::Function") {
        let mut told = vec!["DatabaseSecretArn".to_owned()];
        for (name, value) in function["Properties"]["Environment"]["Variables"].as_mapping().unwrap() {
            if name.as_str().unwrap().ends_with("_SECRET") {
                told.extend(strings(value).into_iter().filter(|name| name.ends_with("SecretArn")));
            }
        }
        let readable: BTreeSet<String> = allowed()
            .iter()
            .filter(|(owner, statement)| {
                *owner == id && strings(&statement["Action"]) == ["secretsmanager:GetSecretValue"]
            })
            .flat_map(|(_, statement)| strings(&statement["Resource"]))
            .filter(|name| name.ends_with("SecretArn"))
            .collect();
        let told = if id == WITHOUT_RIGHTS { BTreeSet::new() } else { told.into_iter().collect() };
        assert_eq!(readable, told, "{id}");
    }
}

#[test]
fn only_rotate_function_changes_secrets() {
    let (mut changed, mut rotated) = (BTreeSet::new(), BTreeSet::new());
    for (id, statement) in allowed() {
        let writes = |action: &String| action.starts_with("secretsmanager:") && !action.ends_with("GetSecretValue");
        if strings(&statement["Action"]).iter().any(writes) {
            assert_eq!(id, "RotateFunction");
            changed.extend(strings(&statement["Resource"]));
        }
    }
    for (id, schedule) in resources("AWS::SecretsManager::RotationSchedule") {
        let properties = &schedule["Properties"];
        assert_eq!(strings(&properties["RotationLambdaARN"]), ["RotateFunction.Arn"], "{id}");
        assert_eq!(schedule["DependsOn"], "RotatePermission", "{id}");
        rotated.extend(strings(&properties["SecretId"]));
    }
    assert_eq!(changed, rotated);
    let permission = written()["Resources"]["RotatePermission"]["Properties"].clone();
    assert_eq!(permission["Principal"], "secretsmanager.amazonaws.com");
    assert_eq!(strings(&permission["SourceAccount"]), ["AWS::AccountId"]);
}

#[test]
fn functions_with_opt_paths_have_layers() {
    for (id, function) in resources("AWS::Serverless::Function") {
        let variables = function["Properties"]["Environment"]["Variables"].as_mapping().unwrap();
        let looks = variables.values().filter_map(Value::as_str).any(|value| value.starts_with("/opt/"));
        assert_eq!(looks, function["Properties"].get("Layers").is_some(), "{id}");
    }
}

#[test]
fn demo_data_exists_in_dev_only() {
    assert!(template("dev").function("seed").is_some());
    for stage in ["staging", "prod"] {
        let template = template(stage);
        assert!(template.function("seed").is_none(), "{stage}");
        assert!(template.schedules.iter().all(|schedule| schedule.function != "seed"), "{stage}");
    }
}

#[test]
fn sweep_runs_in_each_stage() {
    for stage in ["dev", "staging", "prod"] {
        let sweeps = template(stage).schedules;
        let sweep = sweeps.iter().find(|schedule| schedule.function == "ingest").unwrap();
        assert_eq!(sweep.input, serde_json::json!({"kind": "sweep"}));
        assert_eq!(sweep.every, Duration::from_mins(5));
    }
}

#[test]
fn maintenance_runs_in_each_stage() {
    for stage in ["dev", "staging", "prod"] {
        let schedules = template(stage).schedules;
        let runs = schedules.iter().find(|schedule| schedule.function == "maintenance").unwrap();
        assert_eq!(runs.every, Duration::from_mins(5), "{stage}");
    }
}

#[test]
fn restore_drills_are_looked_for_each_day() {
    for stage in ["dev", "staging", "prod"] {
        let schedules = template(stage).schedules;
        let drill = schedules.iter().find(|schedule| schedule.input["kind"] == "drill_if_due").unwrap();
        assert_eq!((drill.function.as_str(), drill.every), ("backup", Duration::from_hours(24)), "{stage}");
    }
}

#[test]
fn maintenance_reaches_nothing_but_the_database() {
    let rights: Vec<_> = allowed().into_iter().filter(|(id, _)| id == "MaintenanceFunction").collect();
    let [(_, statement)] = rights.as_slice() else { panic!("{rights:?}") };
    assert_eq!(strings(&statement["Action"]), ["secretsmanager:GetSecretValue"]);
    assert_eq!(strings(&statement["Resource"]), ["DatabaseSecretArn"]);
}

#[test]
fn gateway_errors_have_body_and_headers() {
    let responses = template("prod").gateway_responses;
    let common: BTreeMap<_, _> = responses["DEFAULT_4XX"].headers.clone();
    assert_eq!(common["Content-Type"], "'application/problem+json'");
    for (kind, response) in responses {
        let body: serde_json::Value = serde_json::from_str(&response.body).unwrap();
        assert_eq!(body["status"], response.status, "{kind}");
        for member in ["type", "title", "error", "detail", "instance", "trace_id"] {
            assert!(body[member].as_str().is_some_and(|text| !text.is_empty()), "{kind} lacks {member}");
        }
        let mut headers = response.headers;
        let asks_to_wait = headers.remove("Retry-After").is_some();
        assert_eq!(asks_to_wait, response.status == 429 || response.status > 500, "{kind}");
        assert_eq!(headers, common, "{kind}");
    }
}

#[test]
fn alarms_cover_queues_functions_and_gateway() {
    let alarms =
        serde_yaml_ng::to_string(&resources("AWS::CloudWatch::Alarm").into_iter().collect::<BTreeMap<_, _>>()).unwrap();
    for metric in [
        "ApproximateNumberOfMessagesVisible",
        "ApproximateAgeOfOldestMessage",
        "5XXError",
        "Errors",
        "Throttles",
        "backup_age_seconds",
        "restore_drill_age_seconds",
        "stuck_jobs",
        "sources_late",
        "sources_failing",
        "sources_shrunken",
        "rescreenings_total",
    ] {
        assert!(alarms.contains(&format!("MetricName: {metric}")), "{metric}");
    }
}

/// A schedule that has stopped must not look healthy.
#[test]
fn missing_metrics_of_schedules_fire_alarms() {
    let alarms = resources("AWS::CloudWatch::Alarm");
    for id in ["BackupOverdueAlarm", "SourcesLateAlarm"] {
        let (_, alarm) = alarms.iter().find(|(name, _)| name == id).unwrap();
        assert_eq!(alarm["Properties"]["TreatMissingData"], "breaching", "{id}");
    }
}

/// Otherwise the metrics of one stage could fire or silence the alarms of another one in the same account.
#[test]
fn alarms_use_metrics_of_their_stage() {
    let own = |namespace: &str| namespace.contains("SISUiQ/${Stage}");
    let mut ours = 0;
    for (id, alarm) in resources("AWS::CloudWatch::Alarm") {
        let alarm = serde_yaml_ng::to_string(&alarm["Properties"]).unwrap();
        for line in alarm.lines().filter(|line| line.contains("SISUiQ")) {
            assert!(own(line), "{id}: {line}");
            ours += 1;
        }
    }
    assert_eq!(ours, 8, "backups, restore drills, stuck files, sources (three), earlier subjects and budgets");
}

#[test]
fn alarms_stay_within_the_metric_limit() {
    for alarm in template("prod").alarms {
        assert!((1..=METRICS_OF_AN_ALARM).contains(&alarm.metrics), "{alarm:?}");
    }
}

#[test]
fn permanent_functions_have_error_alarms() {
    let all = written()["Resources"].clone();
    let deployed = resources("AWS::Serverless::Function");
    let always = deployed.into_iter().filter(|(id, _)| all[id.as_str()].get("Condition").is_none());
    let always: BTreeSet<String> = always.map(|(id, _)| id).collect();
    for (metric, alarms) in [
        ("Errors", &["Function", "Sanctions", "Work", "Upkeep"][..]),
        ("Throttles", &["Function", "Sanctions", "Work"]),
    ] {
        let mut watched = BTreeSet::new();
        for of in alarms {
            let alarm = &all[format!("{of}{metric}Alarm").as_str()]["Properties"];
            for looked_at in alarm["Metrics"].as_sequence().unwrap() {
                let Some(stat) = looked_at.get("MetricStat") else { continue };
                assert_eq!(stat["Metric"]["MetricName"], metric);
                let function = strings(&stat["Metric"]["Dimensions"][0]["Value"]).concat();
                assert!(watched.insert(function), "{looked_at:?} is looked at twice");
            }
        }
        assert_eq!(watched, always, "{metric}");
    }
}

/// The memory also determines the share of a processor.
#[test]
fn functions_have_enough_memory() {
    let of = |name: &str| template("prod").function(name).unwrap().memory;
    for function in template("prod").functions {
        assert!((256..=3_008).contains(&function.memory), "{} has {}", function.name, function.memory);
    }
    // chat needs the embedding model and its runtime, auth the password hash, ingest and ocr up to 1 GB to read files
    assert!(of("chat") >= 1_024 && of("auth") >= 1_024 && of("ingest") >= 1_536 && of("ocr") >= 1_536);
}

#[test]
fn the_endpoints_let_the_functions_in() {
    for (id, endpoint) in resources("AWS::EC2::VPCEndpoint") {
        if endpoint["Properties"]["VpcEndpointType"] == "Interface" {
            assert_eq!(strings(&endpoint["Properties"]["SecurityGroupIds"]), ["EndpointSecurityGroup"], "{id}");
        }
    }
    let ingress = written()["Resources"]["EndpointSecurityGroup"]["Properties"]["SecurityGroupIngress"][0].clone();
    assert_eq!((&ingress["FromPort"], &ingress["ToPort"]), (&Value::from(443), &Value::from(443)));
    assert!(ingress.get("SourceSecurityGroupId").is_some(), "{ingress:?}");
}
