//! Costs at rest.

use serde_json::Value as Json;

use crate::{
    TemplateError,
    document::{Document, Resource},
};

/// Resource types that cost nothing at rest with any properties.
const FREE: [&str; 21] = [
    "AWS::ApiGateway::ApiKey",
    "AWS::ApiGateway::UsagePlan",
    "AWS::ApiGateway::UsagePlanKey",
    "AWS::CertificateManager::Certificate",
    "AWS::CloudFront::Distribution",
    "AWS::CloudFront::Function",
    "AWS::CloudFront::OriginAccessControl",
    "AWS::CloudFront::OriginRequestPolicy",
    "AWS::CloudFront::ResponseHeadersPolicy",
    "AWS::EC2::SecurityGroup",
    "AWS::IAM::ManagedPolicy",
    "AWS::IAM::Policy",
    "AWS::IAM::Role",
    "AWS::KMS::Alias",
    "AWS::Lambda::Permission",
    "AWS::Route53::RecordSetGroup",
    "AWS::S3::BucketPolicy",
    "AWS::SQS::Queue",
    "AWS::SQS::QueuePolicy",
    "AWS::SecretsManager::RotationSchedule",
    "AWS::Serverless::LayerVersion",
];

/// A resource that costs money at rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Billed {
    /// Its name in the template.
    pub logical_id: String,
    /// Its type.
    pub kind: String,
    /// The reason for the cost.
    pub cost: Cost,
}

/// The reason for a cost at rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cost {
    /// Stored data.
    Stored,
    /// Watched metrics.
    Watched,
    /// A customer managed key.
    Key,
    /// Idle capacity, with the reason for the assumption.
    Waiting(String),
}

/// Returns the resources that cost money at rest, of those that exist under the parameters. An unknown type counts as idle
/// capacity.
pub fn billed_at_rest(text: &str, parameters: &[(&str, &str)]) -> Result<Vec<Billed>, TemplateError> {
    let document = Document::parse(text, parameters)?;
    let mut billed = Vec::new();
    for (id, resource) in document.existing()? {
        let cost = cost(&document, id, resource)?;
        billed.extend(cost.map(|cost| Billed { logical_id: id.to_owned(), kind: resource.kind.clone(), cost }));
    }
    Ok(billed)
}

fn cost(document: &Document, id: &str, resource: &Resource) -> Result<Option<Cost>, TemplateError> {
    let said = |name: &str| -> Result<Option<Json>, TemplateError> {
        let own = resource.properties.get(name);
        document.property(&format!("Resources.{id}.Properties.{name}"), own)
    };
    let waits_with = |name: &str, value: Option<Json>| {
        let is_there = value.is_some_and(|value| value != Json::Bool(false) && value != "false");
        is_there.then(|| Cost::Waiting(format!("has {name}")))
    };
    Ok(match resource.kind.as_str() {
        "AWS::S3::Bucket" | "AWS::Logs::LogGroup" | "AWS::SecretsManager::Secret" => Some(Cost::Stored),
        "AWS::CloudWatch::Alarm" => Some(Cost::Watched),
        "AWS::KMS::Key" => Some(Cost::Key),
        "AWS::DynamoDB::Table" if said("BillingMode")? == Some(Json::from("PAY_PER_REQUEST")) => Some(Cost::Stored),
        "AWS::EC2::VPCEndpoint" if said("VpcEndpointType")?.is_none_or(|kind| kind == "Gateway") => None,
        "AWS::Serverless::Function" => {
            const NAME: &str = "ProvisionedConcurrencyConfig";
            let shared = document.property("Globals.Function", document.function_global(NAME))?;
            waits_with(NAME, said(NAME)?.or(shared))
        }
        "AWS::Lambda::Alias" | "AWS::Lambda::Version" => {
            waits_with("ProvisionedConcurrencyConfig", said("ProvisionedConcurrencyConfig")?)
        }
        "AWS::Lambda::EventSourceMapping" => waits_with("ProvisionedPollerConfig", said("ProvisionedPollerConfig")?),
        "AWS::Serverless::Api" | "AWS::ApiGateway::Stage" => {
            waits_with("CacheClusterEnabled", said("CacheClusterEnabled")?)
        }
        free if FREE.contains(&free) => None,
        _ => Some(Cost::Waiting("is of a kind whose cost at rest is unknown".to_owned())),
    })
}
