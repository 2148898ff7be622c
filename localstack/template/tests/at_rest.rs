//! Checks that the default profile has no costs at rest except for storage, alarms and secrets.
#![expect(clippy::unwrap_used, reason = "test code")]

use std::{collections::BTreeSet, fs, path::PathBuf};

use sisuiq_template::{Cost, billed_at_rest};

/// Resources with idle capacity, each tested alone in a template.
const WAITING: [(&str, &str); 12] = [
    ("a way out of a network", "{Type: AWS::EC2::NatGateway}"),
    ("a load balancer", "{Type: AWS::ElasticLoadBalancingV2::LoadBalancer}"),
    ("a database", "{Type: AWS::RDS::DBInstance}"),
    ("a cluster of databases", "{Type: AWS::RDS::DBCluster}"),
    ("a search engine", "{Type: AWS::OpenSearchService::Domain}"),
    ("a machine", "{Type: AWS::EC2::Instance}"),
    ("a public address", "{Type: AWS::EC2::EIP}"),
    ("an endpoint", "{Type: AWS::EC2::VPCEndpoint, Properties: {VpcEndpointType: Interface}}"),
    (
        "started environments",
        "{Type: AWS::Serverless::Function, Properties: {ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 1}}}",
    ),
    ("a cache", "{Type: AWS::Serverless::Api, Properties: {CacheClusterEnabled: true}}"),
    ("a table with its own capacity", "{Type: AWS::DynamoDB::Table, Properties: {BillingMode: PROVISIONED}}"),
    (
        "pollers of one's own",
        "{Type: AWS::Lambda::EventSourceMapping, Properties: {ProvisionedPollerConfig: {MinimumPollers: 1}}}",
    ),
];

fn project(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(name)
}

fn template() -> String {
    fs::read_to_string(project("template.yaml")).unwrap()
}

/// Logical ids of the resources with idle capacity.
fn waiting(parameters: &[(&str, &str)]) -> BTreeSet<String> {
    let billed = billed_at_rest(&template(), parameters).unwrap().into_iter();
    billed.filter(|one| matches!(one.cost, Cost::Waiting(_))).map(|one| one.logical_id).collect()
}

#[test]
fn idle_capacity_is_detected() {
    for (what, resource) in WAITING {
        let billed = billed_at_rest(&format!("Resources:\n  One: {resource}\n"), &[]).unwrap();
        assert!(matches!(billed.as_slice(), [one] if matches!(one.cost, Cost::Waiting(_))), "{what}: {billed:?}");
    }
}

#[test]
fn global_settings_are_checked_too() {
    let shared = "Globals: {Function: {ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 1}}}";
    let billed = billed_at_rest(&format!("{shared}\nResources: {{One: {{Type: AWS::Serverless::Function}}}}"), &[]);
    assert_eq!(billed.unwrap().len(), 1);
}

#[test]
fn costs_at_rest_depend_on_properties() {
    let rests = |resource: &str| billed_at_rest(&format!("Resources: {{One: {resource}}}"), &[]).unwrap().pop();
    assert_eq!(rests("{Type: AWS::EC2::VPCEndpoint, Properties: {VpcEndpointType: Gateway}}"), None);
    assert_eq!(rests("{Type: AWS::Serverless::Api, Properties: {CacheClusterEnabled: false}}"), None);
    assert_eq!(rests("{Type: AWS::S3::Bucket}").unwrap().cost, Cost::Stored);
    assert_eq!(rests("{Type: AWS::KMS::Key}").unwrap().cost, Cost::Key);
    assert_eq!(
        rests("{Type: AWS::DynamoDB::Table, Properties: {BillingMode: PAY_PER_REQUEST}}").unwrap().cost,
        Cost::Stored
    );
}

#[test]
fn default_profile_has_no_idle_capacity() {
    let network =
        [("VpcId", "vpc-1"), ("SubnetIds", "subnet-1"), ("SecurityGroupIds", "sg-1"), ("RouteTableIds", "rtb-1")];
    let origin = [("DomainName", "app.example"), ("HostedZoneId", "Z1"), ("BedrockModelArns", "arn:model")];
    for stage in ["dev", "staging", "prod"] {
        assert!(waiting(&[("Stage", stage)]).is_empty());
        let all = [&[("Stage", stage)][..], &network, &origin].concat();
        assert!(waiting(&all).is_empty(), "{stage}");
    }
}

#[test]
fn only_steady_profile_has_idle_capacity() {
    let steady = [("Stage", "prod"), ("Profile", "steady")];
    let started = ["AuthFunction", "ChatFunction", "DocumentsFunction", "HealthFunction"].map(str::to_owned);
    assert_eq!(waiting(&steady), started.clone().into());
    let network = [("VpcId", "vpc-1"), ("SubnetIds", "subnet-1"), ("BedrockModelArns", "arn:model")];
    let endpoints = ["ModelsEndpoint", "QueuesEndpoint", "SecretsEndpoint"].map(str::to_owned);
    let all = started.into_iter().chain(endpoints).collect();
    assert_eq!(waiting(&[&steady[..], &network].concat()), all);
}

#[test]
fn key_is_opt_in() {
    let keys = |own: &str| {
        let billed = billed_at_rest(&template(), &[("Stage", "prod"), ("OwnKey", own)]).unwrap();
        billed.into_iter().filter(|one| one.cost == Cost::Key).map(|one| one.logical_id).collect::<Vec<_>>()
    };
    assert!(keys("false").is_empty());
    assert_eq!(keys("true"), ["DataKey"]);
}
