//! The world's part of the local cloud: its secrets, its bucket and its queue.

use super::settings::REGION;
use aws_sdk_s3::types::{
    BucketLocationConstraint, BucketVersioningStatus, CreateBucketConfiguration, VersioningConfiguration,
};
use aws_sdk_sqs::types::QueueAttributeName;
use serde_json::{Value, json};
use sisuiq_config::{Aws, Environment};

pub(super) struct Cloud {
    pub(super) s3: aws_sdk_s3::Client,
    pub(super) sqs: aws_sdk_sqs::Client,
    pub(super) ses: aws_sdk_ses::Client,
    secrets: aws_sdk_secretsmanager::Client,
    name: String,
}

/// The name of a secret that all worlds share; the test stack is started with it.
pub(super) fn shared_secret(name: &str) -> String {
    secret("worlds", name)
}

/// The name of a world's own secret.
pub(super) fn secret(world: &str, name: &str) -> String {
    format!("{world}/{name}")
}

impl Cloud {
    pub(super) async fn connect(environment: &Environment, name: &str) -> Self {
        let aws = Aws::from_environment(environment).expect("the settings are complete");
        let config = aws.sdk_config().await;
        let s3 = aws_sdk_s3::config::Builder::from(config).force_path_style(true).build();
        Self {
            s3: aws_sdk_s3::Client::from_conf(s3),
            sqs: aws_sdk_sqs::Client::new(config),
            ses: aws_sdk_ses::Client::new(config),
            secrets: aws_sdk_secretsmanager::Client::new(config),
            name: name.to_owned(),
        }
    }

    /// Creates the secret of an unreachable database, and returns its name.
    pub(super) async fn closed_database(&self) -> String {
        let closed =
            json!({ "host": "127.0.0.1", "port": 1, "dbname": "none", "username": "none", "password": "none" });
        self.keep("closed-database", &closed).await;
        secret(&self.name, "closed-database")
    }

    pub(super) async fn keep(&self, name: &str, value: &Value) {
        let id = secret(&self.name, name);
        let created = self.secrets.create_secret().name(&id).secret_string(value.to_string()).send().await;
        let is_made = created.is_ok();
        let is_there = created.is_err_and(|error| error.into_service_error().is_resource_exists_exception());
        assert!(is_made || is_there, "the secret {id} cannot be made");
    }

    /// Writes a new current version of an existing secret.
    pub(super) async fn put(&self, id: &str, value: &Value) {
        self.expect_own(id);
        let put = self.secrets.put_secret_value().secret_id(id).secret_string(value.to_string());
        put.send().await.expect("a secret can be changed");
    }

    /// Writes a new pending version of an existing secret.
    pub(super) async fn propose(&self, id: &str, token: &str, value: &Value) {
        self.expect_own(id);
        let put = self.secrets.put_secret_value().secret_id(id).client_request_token(token);
        let put = put.version_stages("AWSPENDING").secret_string(value.to_string());
        put.send().await.expect("a secret can be changed");
    }

    /// Checks that no other world reads a secret before it is changed.
    pub(super) fn expect_own(&self, id: &str) {
        assert!(id.starts_with(&self.name), "all worlds share {id}: call `owns_secret` before the functions start");
    }

    /// The current version of a secret.
    pub(super) async fn secret(&self, id: &str) -> Value {
        let read = self.secrets.get_secret_value().secret_id(id).send().await.expect("a secret can be read");
        serde_json::from_str(read.secret_string().unwrap_or_default()).expect("a secret is JSON")
    }

    pub(super) async fn make_storage(&self) {
        let place = CreateBucketConfiguration::builder().location_constraint(BucketLocationConstraint::from(REGION));
        let bucket = self.s3.create_bucket().bucket(&self.name).create_bucket_configuration(place.build());
        bucket.send().await.expect("a bucket can be made");
        let versions = VersioningConfiguration::builder().status(BucketVersioningStatus::Enabled).build();
        let keep_versions = self.s3.put_bucket_versioning().bucket(&self.name).versioning_configuration(versions);
        keep_versions.send().await.expect("versions can be kept");
        // there is no other receiver, so a failed message may be retried immediately
        for end in ["", "-ocr", "-predict-batch", "-fetch", "-process", "-screen-batch"] {
            let name = format!("{}{end}", self.name);
            let queue = self.sqs.create_queue().queue_name(name).attributes(QueueAttributeName::VisibilityTimeout, "0");
            queue.send().await.expect("a queue can be made");
        }
    }
}
