//! A form with which a client may put one object of one size and type under one key, for a while.
//!
//! The AWS SDK presigns requests for single operations but no browser form; the policy and its signature follow
//! "Authenticating Requests in Browser-Based Uploads Using POST (AWS Signature Version 4)" of the Amazon S3 API Reference.

use aws_credential_types::Credentials;
use aws_sigv4::sign::v4::{calculate_signature, generate_signing_key};
use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::{Timestamp, tz::TimeZone};
use serde_json::{Value, json};
use std::{collections::BTreeMap, time::SystemTime};

const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// The conditions of the form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Upload<'a> {
    /// The bucket.
    pub(crate) bucket: &'a str,
    /// The one key.
    pub(crate) key: &'a str,
    /// The one content type.
    pub(crate) content_type: &'a str,
    /// The one size in bytes.
    pub(crate) size: u64,
    /// The region of the bucket.
    pub(crate) region: &'a str,
    /// When the form is created.
    pub(crate) now: Timestamp,
    /// The time until which an upload may start.
    pub(crate) expires_at: Timestamp,
}

/// The fields of the form, to be sent before the file.
pub(crate) fn fields(upload: &Upload<'_>, credentials: &Credentials) -> BTreeMap<String, String> {
    let date = upload.now.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string();
    let day = date.split('T').next().unwrap_or_default();
    let mut fields = BTreeMap::from([
        ("key".to_owned(), upload.key.to_owned()),
        ("Content-Type".to_owned(), upload.content_type.to_owned()),
        ("x-amz-algorithm".to_owned(), ALGORITHM.to_owned()),
        (
            "x-amz-credential".to_owned(),
            format!("{}/{day}/{}/s3/aws4_request", credentials.access_key_id(), upload.region),
        ),
        ("x-amz-date".to_owned(), date.clone()),
    ]);
    if let Some(token) = credentials.session_token() {
        fields.insert("x-amz-security-token".to_owned(), token.to_owned());
    }
    let policy = STANDARD.encode(policy(upload, &fields).to_string());
    let signature = sign(&policy, credentials.secret_access_key(), upload.now, upload.region);
    fields.insert("policy".to_owned(), policy);
    fields.insert("x-amz-signature".to_owned(), signature);
    fields
}

/// Every field of the form is a condition with its one value, and the size may be only the announced one.
fn policy(upload: &Upload<'_>, fields: &BTreeMap<String, String>) -> Value {
    let mut conditions =
        vec![json!({ "bucket": upload.bucket }), json!(["content-length-range", upload.size, upload.size])];
    conditions.extend(fields.iter().map(|(name, value)| json!({ name: value })));
    json!({ "expiration": upload.expires_at.strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string(), "conditions": conditions })
}

fn sign(policy: &str, secret: &str, now: Timestamp, region: &str) -> String {
    calculate_signature(generate_signing_key(secret, SystemTime::from(now), region, "s3"), policy.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The policy and signature that the Amazon S3 API Reference publishes as a test of signing code.
    #[test]
    fn the_signature_equals_the_published_example() {
        let policy = [
            "eyAiZXhwaXJhdGlvbiI6ICIyMDE1LTEyLTMwVDEyOjAwOjAwLjAwMFoiLA0KICAiY29uZGl0aW9ucyI6IFsNCiAgICB7ImJ1Y2tldCI6ICJzaWd2NGV4YW1w",
            "bGVidWNrZXQifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRrZXkiLCAidXNlci91c2VyMS8iXSwNCiAgICB7ImFjbCI6ICJwdWJsaWMtcmVhZCJ9LA0KICAg",
            "IHsic3VjY2Vzc19hY3Rpb25fcmVkaXJlY3QiOiAiaHR0cDovL3NpZ3Y0ZXhhbXBsZWJ1Y2tldC5zMy5hbWF6b25hd3MuY29tL3N1Y2Nlc3NmdWxfdXBsb2Fk",
            "Lmh0bWwifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRDb250ZW50LVR5cGUiLCAiaW1hZ2UvIl0sDQogICAgeyJ4LWFtei1tZXRhLXV1aWQiOiAiMTQzNjUx",
            "MjM2NTEyNzQifSwNCiAgICB7IngtYW16LXNlcnZlci1zaWRlLWVuY3J5cHRpb24iOiAiQUVTMjU2In0sDQogICAgWyJzdGFydHMtd2l0aCIsICIkeC1hbXot",
            "bWV0YS10YWciLCAiIl0sDQoNCiAgICB7IngtYW16LWNyZWRlbnRpYWwiOiAiQUtJQUlPU0ZPRE5ON0VYQU1QTEUvMjAxNTEyMjkvdXMtZWFzdC0xL3MzL2F3",
            "czRfcmVxdWVzdCJ9LA0KICAgIHsieC1hbXotYWxnb3JpdGhtIjogIkFXUzQtSE1BQy1TSEEyNTYifSwNCiAgICB7IngtYW16LWRhdGUiOiAiMjAxNTEyMjlU",
            "MDAwMDAwWiIgfQ0KICBdDQp9",
        ]
        .concat();
        let signature = sign(
            &policy,
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "2015-12-29T00:00:00Z".parse().unwrap(),
            "us-east-1",
        );
        assert_eq!(signature, "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e");
    }

    #[test]
    fn policy_pins_key_type_and_size() {
        let now: Timestamp = "2026-11-20T08:00:00Z".parse().unwrap();
        let upload = Upload {
            bucket: "documents",
            key: "docs/1.pdf",
            content_type: "application/pdf",
            size: 42,
            region: "eu-west-1",
            now,
            expires_at: "2026-11-20T08:15:00Z".parse().unwrap(),
        };
        let credentials = Credentials::new("AKIA", "secret", Some("token".to_owned()), None, "test");
        let fields = fields(&upload, &credentials);
        let policy: Value = serde_json::from_slice(&STANDARD.decode(&fields["policy"]).unwrap()).unwrap();
        assert_eq!(policy["expiration"], "2026-11-20T08:15:00.000Z");
        let conditions = policy["conditions"].as_array().unwrap();
        for expected in [
            json!({ "bucket": "documents" }),
            json!({ "key": "docs/1.pdf" }),
            json!({ "Content-Type": "application/pdf" }),
            json!(["content-length-range", 42, 42]),
            json!({ "x-amz-security-token": "token" }),
        ] {
            assert!(conditions.contains(&expected), "{expected} is missing from {conditions:?}");
        }
        assert_eq!(fields["x-amz-credential"], "AKIA/20261120/eu-west-1/s3/aws4_request");
        assert_eq!(fields["x-amz-signature"].len(), 64);
    }
}
