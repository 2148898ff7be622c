//! Each function has exactly the AWS rights that its program can use. The symbols of a program show its AWS operations,
//! because the linker removes unused operations of the SDK.

use object::{Object, ObjectSymbol};
use sisuiq_template::{Function, Template, with_definition};
use sisuiq_testing::Stack;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

const TEMPLATE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../template.yaml");
/// Operations in every SDK client: for credentials, and for sessions with directory buckets, which are not used.
const OF_THE_SDK: [&str; 3] = ["s3:create_session", "sts:assume_role", "sts:assume_role_with_web_identity"];
/// The function that contains the code for reading secrets but reads none.
const ASKS_NOTHING: &str = "docs";
/// Actions without the SDK: shared/llm/src/bedrock.rs signs the request, and the client of language models sends it; shared/uploads signs forms, which
/// clients send.
const SIGNED_BY_HAND: [(&str, &[&str]); 2] = [
    ("chat", &["bedrock:CallWithBearerToken", "bedrock:InvokeModelWithResponseStream"]),
    ("screening", &["s3:PutObject"]),
];
/// Actions of Lambda itself with the rights of a function that reads a queue.
const OF_A_QUEUE: [&str; 4] =
    ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"];

/// The AWS operations of a program.
#[derive(Debug, Default, PartialEq, Eq)]
struct Asked {
    /// Operations, such as `s3:get_object`.
    operations: BTreeSet<String>,
    /// Reads or deletes object versions.
    reads_versions: bool,
    deletes_versions: bool,
}

impl Asked {
    /// Adds the operation of a symbol.
    fn hear(&mut self, symbol: &str) {
        for rest in symbol.split("aws_sdk_").skip(1) {
            let mut parts = rest.split("::");
            if let (Some(service), Some("operation"), Some(operation), Some(_), Some(call)) =
                (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
                && call.starts_with("orchestrate")
            {
                self.operations.insert(format!("{service}:{operation}"));
            }
        }
        let names_version = |builder: &str| {
            let method = symbol.split_once(builder).map(|(_, method)| method);
            method.is_some_and(|method| method.starts_with("version_id") || method.starts_with("set_version_id"))
        };
        self.reads_versions |=
            names_version("::GetObjectFluentBuilder::") || names_version("::HeadObjectFluentBuilder::");
        self.deletes_versions |=
            names_version("::DeleteObjectFluentBuilder::") || names_version("::ObjectIdentifierBuilder::");
    }

    fn of(program: &Path) -> Self {
        let bytes = fs::read(program).unwrap_or_else(|error| panic!("{}: {error}", program.display()));
        let file = object::File::parse(&*bytes).unwrap();
        let mut asked = Self::default();
        for name in file.symbols().filter_map(|symbol| symbol.name().ok()).filter(|name| name.contains("aws_sdk_")) {
            asked.hear(&rustc_demangle::demangle(name).to_string());
        }
        asked.operations.retain(|operation| !OF_THE_SDK.contains(&operation.as_str()));
        asked
    }

    /// The required IAM actions; None if they are not known for an operation.
    fn actions(&self) -> Option<BTreeSet<&'static str>> {
        let mut actions = BTreeSet::new();
        for operation in &self.operations {
            actions.extend(actions_of(operation)?);
        }
        if self.reads_versions {
            actions.insert("s3:GetObjectVersion");
        }
        if self.deletes_versions {
            actions.insert("s3:DeleteObjectVersion");
        }
        Some(actions)
    }
}

/// The IAM actions of an operation according to the documentation of AWS.
fn actions_of(operation: &str) -> Option<&'static [&'static str]> {
    Some(match operation {
        "s3:copy_object" => &["s3:GetObject", "s3:PutObject"],
        "s3:delete_object" | "s3:delete_objects" => &["s3:DeleteObject"],
        // without the right to list, S3 returns 403 instead of 404 for a missing object
        "s3:get_object" | "s3:head_object" => &["s3:GetObject", "s3:ListBucket"],
        "s3:head_bucket" | "s3:list_objects_v2" => &["s3:ListBucket"],
        "s3:list_object_versions" => &["s3:ListBucketVersions"],
        "s3:put_object" => &["s3:PutObject"],
        "secretsmanager:describe_secret" => &["secretsmanager:DescribeSecret"],
        "secretsmanager:get_secret_value" => &["secretsmanager:GetSecretValue"],
        "secretsmanager:put_secret_value" => &["secretsmanager:PutSecretValue"],
        "secretsmanager:update_secret_version_stage" => &["secretsmanager:UpdateSecretVersionStage"],
        "ses:send_email" => &["ses:SendEmail"],
        "sns:publish" => &["sns:Publish"],
        "sqs:get_queue_attributes" => &["sqs:GetQueueAttributes"],
        "sqs:list_message_move_tasks" => &["sqs:ListMessageMoveTasks"],
        "sqs:send_message" | "sqs:send_message_batch" => &["sqs:SendMessage"],
        // SQS moves messages with the rights of the caller
        "sqs:start_message_move_task" => &[
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
            "sqs:ReceiveMessage",
            "sqs:SendMessage",
            "sqs:StartMessageMoveTask",
        ],
        _ => return None,
    })
}

/// The template with all optional resources.
fn template() -> Template {
    let text = with_definition(TEMPLATE.as_ref()).unwrap();
    let given = ["BedrockModelArns", "ProvidersSecretArn", "QdrantApiKeySecretArn", "DatabaseAdminSecretArn"];
    let given = given.map(|name| (name, "arn:one"));
    Template::parse(&text, &[&[("Stage", "dev")][..], &given].concat()).unwrap()
}

fn allowed(function: &Function) -> BTreeSet<&str> {
    function.rights.iter().flat_map(|right| &right.actions).map(String::as_str).collect()
}

#[test]
fn functions_have_exactly_needed_rights() {
    let (template, binaries) = (template(), Stack::from_process().binaries);
    let readers: BTreeSet<&str> = template.queue_sources.iter().map(|source| source.function.as_str()).collect();
    let by_hand = BTreeMap::from(SIGNED_BY_HAND);
    assert!(template.functions.len() > 10);
    for function in &template.functions {
        let name = function.name.as_str();
        let asked = Asked::of(&binaries.join(name));
        assert!(asked.operations.contains("secretsmanager:get_secret_value"), "{name} has no symbols");
        let mut needed = asked.actions().unwrap_or_else(|| panic!("{name} asks something new: {asked:?}"));
        if name == ASKS_NOTHING {
            assert_eq!(needed, ["secretsmanager:GetSecretValue"].into());
            needed.clear();
        }
        if readers.contains(name) {
            needed.extend(OF_A_QUEUE);
        }
        needed.extend(by_hand.get(name).copied().into_iter().flatten());
        assert_eq!(allowed(function), needed, "{name}: allowed on the left, asked on the right");
    }
}

#[test]
fn queues_and_buckets_have_named_users() {
    let template = template();
    for function in &template.functions {
        let mut told: BTreeSet<String> = function.environment.values().cloned().collect();
        let read = template.queue_sources.iter().filter(|source| source.function == function.name);
        told.extend(read.map(|source| format!("${{{}}}", source.queue.logical_id)));
        let resources = function.rights.iter().flat_map(|right| &right.resources);
        for resource in resources.filter(|resource| resource.contains("Queue.") || resource.contains("Bucket.")) {
            let (store, _) = resource.split_once('.').unwrap();
            assert!(told.contains(&format!("{store}}}")), "{} may reach {resource}", function.name);
        }
    }
}

#[test]
fn finds_calls_not_just_names() {
    let mut asked = Asked::default();
    asked.hear("aws_sdk_s3::operation::get_object::GetObjectError::is_no_such_key");
    asked.hear("aws_sdk_s3::operation::get_object::builders::GetObjectFluentBuilder::bucket");
    assert_eq!(asked, Asked::default());
    asked.hear("core::ptr::drop_in_place<aws_sdk_s3::operation::get_object::GetObject::orchestrate::{{closure}}>");
    assert_eq!(asked.actions().unwrap(), ["s3:GetObject", "s3:ListBucket"].into());
    asked.hear("aws_sdk_s3::operation::get_object::builders::GetObjectFluentBuilder::set_version_id");
    assert!(asked.actions().unwrap().contains("s3:GetObjectVersion"));
}

#[test]
fn unknown_operation_is_reported() {
    let mut asked = Asked::default();
    asked.hear("aws_sdk_s3::operation::delete_bucket::DeleteBucket::orchestrate::h0123456789abcdef");
    assert_eq!(asked.operations, ["s3:delete_bucket".to_owned()].into());
    assert_eq!(asked.actions(), None);
}
