//! The settings of the functions in one world.

use super::cloud::{secret, shared_secret};
use sisuiq_config::Environment;
use sisuiq_testing::Stack;
use std::collections::BTreeMap;

pub(super) const REGION: &str = "eu-west-1";
const ACCOUNT: &str = "000000000000";
/// Timeouts of the database as in a deployment: an empty value is the product's default.
pub const DATABASE_WAITS_AS_DEPLOYED: [(&str, &str); 2] =
    [("DATABASE_CONNECT_MILLISECONDS", ""), ("DATABASE_WAIT_MILLISECONDS", "")];

/// The public origin in the settings.
pub(super) const ORIGIN: &str = "http://copilot.example";

const UNLIMITED: [&str; 9] = [
    "RATE_LIMIT_DEFAULT",
    "RATE_LIMIT_DEFAULT_ADDRESS",
    "RATE_LIMIT_CHAT",
    "RATE_LIMIT_CHAT_ADDRESS",
    "RATE_LIMIT_UPLOADS",
    "RATE_LIMIT_UPLOADS_ADDRESS",
    "RATE_LIMIT_AUTHENTICATION",
    "RATE_LIMIT_AUTHENTICATION_ADDRESS",
    "RATE_LIMIT_LOGIN",
];

#[derive(Clone, Debug)]
pub(super) struct Settings {
    variables: BTreeMap<String, String>,
}

impl Settings {
    pub(super) fn new(stack: &Stack, name: &str) -> Self {
        let part = |path: &str| stack.parts.join(path).display().to_string();
        let aws = stack.aws_endpoint_url.as_str();
        let queue = |end: &str| format!("{}/queue/{REGION}/{ACCOUNT}/{name}{end}", aws.trim_end_matches('/'));
        let variables = [
            ("AWS_ACCESS_KEY_ID", "test".to_owned()),
            ("AWS_SECRET_ACCESS_KEY", "test".to_owned()),
            ("AWS_REGION", REGION.to_owned()),
            ("AWS_ENDPOINT_URL", aws.to_owned()),
            ("SISUIQ_STAGE", "dev".to_owned()),
            ("SISUIQ_BASE_URL", ORIGIN.to_owned()),
            ("DATABASE_SECRET", secret(name, "database")),
            ("DATABASE_TLS", "disable".to_owned()),
            ("DATABASE_POOL_SIZE", "2".to_owned()),
            // with other tests running the database is slow but not unavailable; tests about outages set their own timeouts
            ("DATABASE_CONNECT_MILLISECONDS", "20000".to_owned()),
            ("DATABASE_WAIT_MILLISECONDS", "20000".to_owned()),
            ("SIGNING_KEYS_SECRET", shared_secret("signing-keys")),
            ("SEALING_KEYS_SECRET", shared_secret("sealing-keys")),
            ("BACKUP_KEYS_SECRET", shared_secret("backup-keys")),
            ("DEMO_USER_SECRET", shared_secret("demo-user")),
            ("PROVIDERS_SECRET", shared_secret("providers")),
            ("QDRANT_URL", stack.qdrant_url.clone()),
            ("QDRANT_COLLECTION_PREFIX", name.replace('-', "_")),
            ("DOCUMENTS_BUCKET", name.to_owned()),
            ("INGEST_QUEUE_URL", queue("")),
            ("INGEST_DEAD_LETTERS_URL", queue("-dead-letters")),
            ("OCR_QUEUE_URL", queue("-ocr")),
            ("OCR_DEAD_LETTERS_URL", queue("-ocr-dead-letters")),
            ("OCR_MODELS_PATH", part("ocr")),
            ("PREDICTOR_PATH", concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds/accident_model").to_owned()),
            ("SCREEN_BATCH_QUEUE_URL", queue("-screen-batch")),
            ("SCREEN_BATCH_DEAD_LETTERS_URL", queue("-screen-batch-dead-letters")),
            ("PREDICT_BATCH_QUEUE_URL", queue("-predict-batch")),
            ("PREDICT_BATCH_DEAD_LETTERS_URL", queue("-predict-batch-dead-letters")),
            ("FETCH_QUEUE_URL", queue("-fetch")),
            ("FETCH_DEAD_LETTERS_URL", queue("-fetch-dead-letters")),
            ("PROCESS_QUEUE_URL", queue("-process")),
            ("PROCESS_DEAD_LETTERS_URL", queue("-process-dead-letters")),
            ("OUTBOX_QUEUE_URL", queue("-outbox")),
            ("MAIL_SENDER", format!("{name}@sisuiq.test")),
            ("EMBEDDING_PROVIDER", "local".to_owned()),
            ("EMBEDDING_PRECISION", "int8".to_owned()),
            ("EMBEDDING_MODEL_PATH", part("model")),
            ("ONNXRUNTIME_PATH", part("onnxruntime/libonnxruntime.so")),
            ("PDFIUM_PATH", part("pdfium/libpdfium.so")),
            ("EXTRACT_PROGRAM", stack.binaries.join("ingest").display().to_string()),
            ("LLM_PROVIDER", "extractive".to_owned()),
            // a repeated question gets a new answer; tests about the cache set their own value
            ("ANSWER_CACHE_SECONDS", "0".to_owned()),
        ];
        // a world's clock stands still, so quotas would never be refilled; tests about quotas set their own
        let unlimited = UNLIMITED.map(|name| (name, "none".to_owned()));
        let variables = variables.into_iter().chain(unlimited);
        Self { variables: variables.map(|(name, value)| (name.to_owned(), value)).collect() }
    }

    pub(super) fn set(&mut self, variable: &str, value: &str) {
        self.variables.insert(variable.to_owned(), value.to_owned());
    }

    pub(super) fn variables(&self) -> BTreeMap<String, String> {
        self.variables.clone()
    }

    pub(super) fn environment(&self) -> Environment {
        Environment::from_pairs(self.variables.clone())
    }
}
