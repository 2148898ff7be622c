//! The AWS configuration all service clients of a process share.

use std::sync::Arc;
use std::time::Duration;

use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, ConfigLoader, Region, SdkConfig};
use aws_sdk_secretsmanager::config::Credentials;
use tokio::sync::OnceCell;

use crate::{ConfigError, Environment, Stage, settings};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
/// The number of attempts of a call, the first included.
const ATTEMPTS: u32 = 2;
/// The maximum pause between two attempts.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// Makes the shared [`SdkConfig`] when it is first asked for; clones share it.
#[derive(Clone, Debug)]
pub struct Aws {
    settings: Arc<Settings>,
    config: Arc<OnceCell<SdkConfig>>,
}

#[derive(Debug)]
struct Settings {
    endpoint: Option<String>,
    region: Option<String>,
    credentials: Option<Credentials>,
    /// The timeout of one attempt, up to the beginning of a streamed answer or the end of any other.
    attempt: Duration,
}

impl Aws {
    /// Reads the standard `AWS_*` variables and `CLOUD_ATTEMPT_MILLISECONDS`; what is not among them comes from the SDK's
    /// default chain.
    pub fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        let settings = environment.read(|reader| {
            // every program reads its AWS settings, so a missing or unknown stage stops each of them
            reader.get::<Stage>(&settings::SISUIQ_STAGE);
            let key: Option<String> = reader.optional(&settings::AWS_ACCESS_KEY_ID);
            let secret: Option<String> = reader.optional(&settings::AWS_SECRET_ACCESS_KEY);
            let token = reader.optional(&settings::AWS_SESSION_TOKEN);
            let credentials = key.zip(secret);
            Settings {
                endpoint: reader.optional(&settings::AWS_ENDPOINT_URL),
                region: reader.optional(&settings::AWS_REGION),
                credentials: credentials.map(|(key, secret)| Credentials::new(key, secret, token, None, "environment")),
                attempt: reader.milliseconds(&settings::CLOUD_ATTEMPT_MILLISECONDS),
            }
        })?;
        Ok(Self { settings: Arc::new(settings), config: Arc::default() })
    }

    /// The configuration to build service clients from; no network is touched before a client's first request.
    pub async fn sdk_config(&self) -> &SdkConfig {
        self.config.get_or_init(|| Box::pin(self.loader().load())).await
    }

    /// A client of S3. Endpoints other than AWS's own are addressed in path style, because they have no host name for each
    /// bucket.
    #[cfg(feature = "s3")]
    pub async fn s3(&self) -> aws_sdk_s3::Client {
        let has_own_endpoint = self.settings.endpoint.is_some();
        let builder = aws_sdk_s3::config::Builder::from(self.sdk_config().await);
        aws_sdk_s3::Client::from_conf(builder.force_path_style(has_own_endpoint).build())
    }

    fn loader(&self) -> ConfigLoader {
        let attempt = self.settings.attempt;
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(CONNECT_TIMEOUT.min(attempt))
            .read_timeout(attempt)
            .operation_attempt_timeout(attempt)
            .operation_timeout(attempt * ATTEMPTS + LONGEST_PAUSE)
            .build();
        let mut loader = aws_config::defaults(BehaviorVersion::latest())
            .timeout_config(timeouts)
            .retry_config(RetryConfig::standard().with_max_attempts(ATTEMPTS));
        if let Some(endpoint) = &self.settings.endpoint {
            loader = loader.endpoint_url(endpoint);
        }
        if let Some(region) = &self.settings.region {
            loader = loader.region(Region::new(region.clone()));
        }
        if let Some(credentials) = &self.settings.credentials {
            loader = loader.credentials_provider(credentials.clone());
        }
        loader
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_configuration_follows_the_given_environment() {
        let aws = Aws::from_environment(&Environment::from_pairs([
            ("SISUIQ_STAGE", "dev"),
            ("AWS_ENDPOINT_URL", "http://127.0.0.1:4566"),
            ("AWS_REGION", "af-south-1"),
            ("AWS_ACCESS_KEY_ID", "key"),
            ("AWS_SECRET_ACCESS_KEY", "hunter2"),
        ]))
        .unwrap();
        let config = aws.sdk_config().await;
        assert_eq!(config.endpoint_url(), Some("http://127.0.0.1:4566"));
        assert_eq!(config.region().map(AsRef::as_ref), Some("af-south-1"));
        assert!(!format!("{aws:?}").contains("hunter2"));
    }

    #[tokio::test]
    async fn silent_service_times_out() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let silent = tokio::spawn(async move {
            let mut open = Vec::new();
            while let Ok((stream, _)) = listener.accept().await {
                open.push(stream);
            }
        });
        let aws = Aws::from_environment(&Environment::from_pairs([
            ("SISUIQ_STAGE", "dev"),
            ("AWS_ENDPOINT_URL", format!("http://{address}").as_str()),
            ("AWS_REGION", "eu-west-1"),
            ("AWS_ACCESS_KEY_ID", "key"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
            ("CLOUD_ATTEMPT_MILLISECONDS", "100"),
        ]))
        .unwrap();
        let client = aws_sdk_secretsmanager::Client::new(aws.sdk_config().await);
        let began = std::time::Instant::now();
        assert!(client.get_secret_value().secret_id("any").send().await.is_err());
        assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
        silent.abort();
    }
}
