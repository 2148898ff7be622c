//! A key for Amazon Bedrock from the functions' own role: a signed request to `CallWithBearerToken` that is never sent,
//! in base64 (Amazon Bedrock's user guide, "short-term API keys"). It needs no network and no stored secret.

use crate::ModelError;
use aws_credential_types::provider::ProvideCredentials;
use aws_sigv4::{
    http_request::{SignableBody, SignableRequest, SignatureLocation, SigningSettings, sign},
    sign::v4,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::Timestamp;
use secrecy::SecretString;
use sisuiq_config::Aws;
use std::{error::Error, time::Duration};

const HOST: &str = "bedrock.amazonaws.com";
const QUERY: &str = "/?Action=CallWithBearerToken";
/// The validity of a key; each call creates its own.
const GOOD_FOR: Duration = Duration::from_mins(15);

pub(crate) async fn key(aws: &Aws, now: Timestamp) -> Result<SecretString, ModelError> {
    let config = aws.sdk_config().await;
    let (Some(region), Some(provider)) = (config.region(), config.credentials_provider()) else {
        return Err(ModelError::NoRole("there is no region or no role".into()));
    };
    let credentials = provider.provide_credentials().await.map_err(|error| ModelError::NoRole(error.into()))?;
    signed(credentials, region.as_ref(), now).map_err(ModelError::NoRole)
}

fn signed(
    credentials: aws_credential_types::Credentials,
    region: &str,
    now: Timestamp,
) -> Result<SecretString, Box<dyn Error + Send + Sync>> {
    let mut settings = SigningSettings::default();
    settings.signature_location = SignatureLocation::QueryParams;
    settings.expires_in = Some(GOOD_FOR);
    let identity = credentials.into();
    let parameters = v4::SigningParams::builder()
        .identity(&identity)
        .region(region)
        .name("bedrock")
        .time(now.into())
        .settings(settings)
        .build()?;
    let address = ["https://", HOST, QUERY].concat();
    let request = SignableRequest::new("POST", &address, [("host", HOST)].into_iter(), SignableBody::Bytes(b""))?;
    let (instructions, _signature) = sign(request, &parameters.into())?.into_parts();
    let mut signed = http::Request::post(&address).body(())?;
    instructions.apply_to_request_http1x(&mut signed);
    let query = signed.uri().path_and_query().map_or(QUERY, |query| query.as_str());
    Ok(["bedrock-api-key-", &STANDARD.encode([HOST, query, "&Version=1"].concat())].concat().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_credential_types::Credentials;
    use secrecy::ExposeSecret;

    #[test]
    fn bedrock_key_is_a_presigned_request() {
        let role = Credentials::new("AKID", "hunter2", Some("session/token+".to_owned()), None, "test");
        let key = signed(role, "eu-west-1", "2026-01-31T12:00:00Z".parse().unwrap()).unwrap();
        let encoded = key.expose_secret().strip_prefix("bedrock-api-key-").unwrap();
        let address = String::from_utf8(STANDARD.decode(encoded).unwrap()).unwrap();
        assert!(address.starts_with("bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-"), "{address}");
        assert!(address.ends_with("&Version=1"), "{address}");
        for part in [
            "X-Amz-Credential=AKID%2F20260131%2Feu-west-1%2Fbedrock%2Faws4_request",
            "X-Amz-Date=20260131T120000Z",
            "X-Amz-Expires=900",
            "X-Amz-SignedHeaders=host",
            "X-Amz-Security-Token=session%2Ftoken%2B",
        ] {
            assert!(address.contains(part), "{part}: {address}");
        }
        assert!(!address.contains("hunter2"));
    }
}
