//! Forms with which clients put their files into the bucket themselves.

mod presigned_post;

use aws_sdk_s3::config::{Credentials, ProvideCredentials};
use jiff::{SignedDuration, Timestamp};
use presigned_post::{Upload, fields};
use serde::Serialize;
use sisuiq_clock::later;
use sisuiq_config::{Aws, ConfigError, Environment, settings};
use sisuiq_http::Problem;
use std::{collections::BTreeMap, time::Duration};
use utoipa::ToSchema;

const CREDENTIALS_RETRY: Duration = Duration::from_secs(2);

/// The bucket, the size limit and the validity of uploads.
#[derive(Clone)]
pub struct Uploads {
    /// The bucket.
    pub bucket: String,
    /// The largest file, in bytes.
    pub max_bytes: u64,
    /// The validity of a form.
    pub lifetime: SignedDuration,
    /// The store, for what the functions put there themselves.
    pub objects: aws_sdk_s3::Client,
    aws: Aws,
    endpoint: Option<String>,
    files_url: Option<String>,
}

/// The form to upload the file with.
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadOut {
    /// The URL to post it to, as `multipart/form-data`.
    #[schema(example = "https://documents.example.com/")]
    url: String,
    /// Fields to send before the field `file`.
    #[schema(example = json!({"key": "docs/0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11/1.pdf", "Content-Type": "application/pdf"}))]
    fields: BTreeMap<String, String>,
    /// The time until which the upload may start.
    pub expires_at: Timestamp,
}

/// The reason why a document or table failed.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErrorOut {
    /// A stable code, such as `encrypted`.
    #[schema(example = "encrypted")]
    code: String,
    /// An explanation for people.
    #[schema(example = "the file asks for a password")]
    detail: String,
}

impl ErrorOut {
    /// The reason of a failure, if there is one.
    #[must_use]
    pub fn of(code: Option<String>, detail: Option<String>) -> Option<Self> {
        code.zip(detail).map(|(code, detail)| Self { code, detail })
    }
}

impl Uploads {
    /// Reads `DOCUMENTS_BUCKET`, `AWS_ENDPOINT_URL`, `FILES_URL`, `UPLOAD_MAX_BYTES` and `UPLOAD_URL_SECONDS`; nothing connects
    /// yet.
    pub async fn from_environment(environment: &Environment, aws: Aws) -> Result<Self, ConfigError> {
        let objects = aws.s3().await;
        environment.read(|reader| Self {
            bucket: reader.get(&settings::DOCUMENTS_BUCKET),
            max_bytes: reader.get(&settings::UPLOAD_MAX_BYTES),
            lifetime: SignedDuration::from_secs(reader.get(&settings::UPLOAD_URL_SECONDS)),
            objects,
            aws,
            endpoint: reader.optional(&settings::AWS_ENDPOINT_URL),
            files_url: reader.optional(&settings::FILES_URL),
        })
    }

    /// A form for exactly so many bytes of one kind under one key.
    pub async fn promise(
        &self,
        key: &str,
        content_type: &str,
        size: u64,
        now: Timestamp,
    ) -> Result<UploadOut, Problem> {
        let region = self.objects.config().region().map(|region| region.as_ref().to_owned()).unwrap_or_default();
        let credentials = self.credentials().await?;
        let bucket = &self.bucket;
        let expires_at = later(now, self.lifetime);
        let upload = Upload { bucket, key, content_type, size, region: &region, now, expires_at };
        let url = match &self.endpoint {
            Some(endpoint) => format!("{}/{bucket}", endpoint.trim_end_matches('/')),
            None => format!("https://{bucket}.s3.{region}.amazonaws.com/"),
        };
        Ok(UploadOut { url: self.reachable(&url), fields: fields(&upload, &credentials), expires_at })
    }

    /// A signed address in the bucket as clients reach it: `FILES_URL`, if set, replaces scheme and host. The signature covers
    /// path, query and the store's host, which the proxy at `FILES_URL` sends to the store.
    #[must_use]
    pub fn reachable(&self, address: &str) -> String {
        let path = address.split_once("://").and_then(|(_, rest)| rest.find('/').map(|begin| rest.split_at(begin).1));
        match (&self.files_url, path) {
            (Some(files), Some(path)) => format!("{}{path}", files.trim_end_matches('/')),
            _ => address.to_owned(),
        }
    }

    /// The credentials of the function, by whose rights the form is good.
    async fn credentials(&self) -> Result<Credentials, Problem> {
        let unavailable = || Problem::unavailable("upload service", CREDENTIALS_RETRY);
        let provider = self.aws.sdk_config().await.credentials_provider().ok_or_else(unavailable)?;
        provider.provide_credentials().await.map_err(|error| unavailable().caused_by(error))
    }
}

/// Checks that a name is not blank and has no control characters.
pub fn printable(name: &str) -> garde::Result {
    if name.trim().is_empty() {
        return Err(garde::Error::new("must not be blank"));
    }
    if name.chars().any(char::is_control) {
        return Err(garde::Error::new("must not contain control characters"));
    }
    Ok(())
}
