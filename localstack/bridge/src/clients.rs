//! Clients of S3 and SQS, set up from the usual `AWS_*` variables.

use aws_config::BehaviorVersion;

/// Both clients. Buckets are named in the path, as local servers want it.
pub async fn from_environment() -> (aws_sdk_s3::Client, aws_sdk_sqs::Client) {
    let shared = aws_config::load_defaults(BehaviorVersion::latest()).await;
    let s3 = aws_sdk_s3::config::Builder::from(&shared).force_path_style(true).build();
    (aws_sdk_s3::Client::from_conf(s3), aws_sdk_sqs::Client::new(&shared))
}
