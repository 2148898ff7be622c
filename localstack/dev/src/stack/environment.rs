//! The environment that the functions, the edge and the bridge run in.

use super::secrets::{BACKUP_KEYS, DATABASE, DATABASE_ADMIN, DEMO_USER, PROVIDERS, SEALING_KEYS, SIGNING_KEYS};
use super::state::Resources;
use super::{Kind, Stack, ports::Ports};
use crate::process_environment;

/// The sender of e-mails.
pub(crate) const MAIL_SENDER: &str = "no-reply@sisuiq.test";

/// Variables as pairs, in the order they were added.
pub(crate) type Variables = Vec<(String, String)>;

/// Settings in the environment of `cargo dev` that the functions get unchanged.
const PASSED_ON: [&str; 6] = [
    "EMBEDDING_PRECISION",
    "LLM_PROVIDER",
    "OPENAI_BASE_URL",
    "OPENAI_CHAT_MODEL",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "RUST_LOG",
];

const OTHER_ORIGINS: &str = "CORS_ALLOWED_ORIGINS";
/// The other origin in the tests.
const TESTED_ORIGIN: &str = "https://app.example";

/// Other origins whose pages may use the API: the developer's setting, and in tests a fixed one.
pub(crate) fn other_origins(kind: Kind) -> Option<String> {
    match kind {
        Kind::Test => Some(TESTED_ORIGIN.to_owned()),
        Kind::Development | Kind::Bench => process_environment::variable(OTHER_ORIGINS),
    }
}

/// The variables of the AWS SDKs for the local cloud.
pub(crate) fn aws(ports: &Ports) -> Variables {
    pairs([
        ("AWS_ENDPOINT_URL", ports.aws_endpoint_url()),
        ("AWS_ACCESS_KEY_ID", "test".to_owned()),
        ("AWS_SECRET_ACCESS_KEY", "test".to_owned()),
        ("AWS_REGION", "eu-west-1".to_owned()),
        ("AWS_DEFAULT_REGION", "eu-west-1".to_owned()),
        ("AWS_EC2_METADATA_DISABLED", "true".to_owned()),
    ])
}

/// The variables of the functions.
pub(crate) fn functions(stack: &Stack, ports: &Ports, resources: &Resources) -> Variables {
    let folder = stack.project.parts();
    let installed = |path: &str| folder.join(path).display().to_string();
    let mut variables = aws(ports);
    variables.extend(pairs([
        ("AWS_LAMBDA_HTTP_IGNORE_STAGE_IN_PATH", "true".to_owned()),
        ("SISUIQ_STAGE", "dev".to_owned()),
        ("SISUIQ_BASE_URL", ports.base_url()),
        ("DATABASE_SECRET", DATABASE.to_owned()),
        ("DATABASE_ADMIN_SECRET", DATABASE_ADMIN.to_owned()),
        ("DATABASE_TLS", "disable".to_owned()),
        ("DATABASE_POOL_SIZE", "2".to_owned()),
        ("SIGNING_KEYS_SECRET", SIGNING_KEYS.to_owned()),
        ("SEALING_KEYS_SECRET", SEALING_KEYS.to_owned()),
        ("BACKUP_KEYS_SECRET", BACKUP_KEYS.to_owned()),
        ("DEMO_USER_SECRET", DEMO_USER.to_owned()),
        ("PROVIDERS_SECRET", PROVIDERS.to_owned()),
        ("QDRANT_URL", ports.qdrant_url()),
        ("DOCUMENTS_BUCKET", resources.bucket.clone()),
        ("INGEST_QUEUE_URL", resources.queue_url.clone()),
        ("INGEST_DEAD_LETTERS_URL", resources.dead_letter_queue_url.clone()),
        ("OCR_QUEUE_URL", resources.ocr_queue_url.clone()),
        ("OCR_DEAD_LETTERS_URL", resources.ocr_dead_letter_queue_url.clone()),
        ("OCR_MODELS_PATH", installed("ocr")),
        ("PREDICTOR_PATH", stack.project.root().join("seeds/accident_model").display().to_string()),
        ("PREDICT_BATCH_QUEUE_URL", resources.predict_batch_queue_url.clone()),
        ("PREDICT_BATCH_DEAD_LETTERS_URL", resources.predict_batch_dead_letter_queue_url.clone()),
        ("FETCH_QUEUE_URL", resources.fetch_queue_url.clone()),
        ("FETCH_DEAD_LETTERS_URL", resources.fetch_dead_letter_queue_url.clone()),
        ("SOURCE_SERVER", ports.source_server_address()),
        ("PROCESS_QUEUE_URL", resources.process_queue_url.clone()),
        ("PROCESS_DEAD_LETTERS_URL", resources.process_dead_letter_queue_url.clone()),
        ("SCREEN_BATCH_QUEUE_URL", resources.screen_batch_queue_url.clone()),
        ("SCREEN_BATCH_DEAD_LETTERS_URL", resources.screen_batch_dead_letter_queue_url.clone()),
        ("OUTBOX_QUEUE_URL", resources.outbox_queue_url.clone()),
        ("MAIL_SENDER", MAIL_SENDER.to_owned()),
        ("EMBEDDING_PROVIDER", "local".to_owned()),
        ("EMBEDDING_MODEL_PATH", installed("model")),
        ("EMBEDDING_PRECISION", "int8".to_owned()),
        ("ONNXRUNTIME_PATH", installed("onnxruntime/libonnxruntime.so")),
        ("PDFIUM_PATH", installed("pdfium/libpdfium.so")),
        ("LLM_PROVIDER", "extractive".to_owned()),
        ("ACCESS_TOKEN_MINUTES", "15".to_owned()),
        ("UPLOAD_MAX_BYTES", "52428800".to_owned()),
        ("UPLOAD_MAX_PAGES", "2000".to_owned()),
        ("UPLOAD_URL_SECONDS", "900".to_owned()),
        ("RUST_LOG", "info".to_owned()),
        // the edge is the only proxy before the functions
        ("CLIENT_ADDRESS_HOPS", "1".to_owned()),
    ]));
    variables.extend(limits(stack.kind));
    if stack.kind != Kind::Bench {
        // through the edge, so that pages and files have the same origin
        variables.push(("FILES_URL".to_owned(), format!("{}/files", ports.base_url())));
    }
    variables.extend(other_origins(stack.kind).map(|origins| (OTHER_ORIGINS.to_owned(), origins)));
    variables.extend(
        PASSED_ON
            .iter()
            .filter_map(|name| process_environment::variable(name).map(|value| ((*name).to_owned(), value))),
    );
    variables
}

/// Rate limits. Tests and benchmarks send more requests than people do. In development, `cargo dev ask` logs in on each call.
fn limits(kind: Kind) -> Variables {
    const CLASSES: [&str; 4] = ["DEFAULT", "CHAT", "UPLOADS", "AUTHENTICATION"];
    match kind {
        Kind::Development => pairs([("RATE_LIMIT_AUTHENTICATION", "60/60s".to_owned())]),
        Kind::Test | Kind::Bench => {
            let names = CLASSES.iter().flat_map(|class| ["", "_ADDRESS"].map(|whose| format!("{class}{whose}")));
            let names = names.chain(["LOGIN".to_owned()]);
            names.map(|name| (format!("RATE_LIMIT_{name}"), "10000/1s".to_owned())).collect()
        }
    }
}

/// The variables of the edge and the bridge.
pub(crate) fn gateways(stack: &Stack, ports: &Ports, resources: &Resources) -> Variables {
    let mut variables = aws(ports);
    variables.extend(pairs([
        ("SISUIQ_STAGE", "dev".to_owned()),
        ("SISUIQ_BASE_URL", ports.base_url()),
        ("TEMPLATE_PATH", stack.project.template().display().to_string()),
        ("EDGE_LISTEN", format!("127.0.0.1:{}", ports.edge)),
        ("FUNCTIONS_URL", ports.functions_url()),
        ("DOCUMENTS_BUCKET", resources.bucket.clone()),
        ("INGEST_QUEUE_URL", resources.queue_url.clone()),
        ("ORIGINALS_PATH", stack.originals().display().to_string()),
        ("RUST_LOG", process_environment::variable("RUST_LOG").unwrap_or_else(|| "info".to_owned())),
    ]));
    variables
}

fn pairs<const N: usize>(values: [(&str, String); N]) -> Variables {
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::PortArguments;
    use crate::project::Project;
    use sisuiq_config::settings;

    /// Variables that libraries of the functions read themselves.
    const OF_LIBRARIES: [&str; 3] =
        ["AWS_DEFAULT_REGION", "AWS_EC2_METADATA_DISABLED", "AWS_LAMBDA_HTTP_IGNORE_STAGE_IN_PATH"];

    #[test]
    fn functions_get_only_known_settings() {
        let unnamed = String::new;
        let resources = Resources {
            bucket: unnamed(),
            queue_url: unnamed(),
            dead_letter_queue_url: unnamed(),
            outbox_queue_url: unnamed(),
            ocr_queue_url: unnamed(),
            ocr_dead_letter_queue_url: unnamed(),
            predict_batch_queue_url: unnamed(),
            predict_batch_dead_letter_queue_url: unnamed(),
            fetch_queue_url: unnamed(),
            fetch_dead_letter_queue_url: unnamed(),
            process_queue_url: unnamed(),
            process_dead_letter_queue_url: unnamed(),
            screen_batch_queue_url: unnamed(),
            screen_batch_dead_letter_queue_url: unnamed(),
        };
        for kind in [Kind::Development, Kind::Test, Kind::Bench] {
            let stack = Stack::new(Project::locate().unwrap(), kind);
            let ports = Ports::choose(kind, &PortArguments::default()).unwrap();
            let given = functions(&stack, &ports, &resources).into_iter().map(|(name, _)| name);
            let known =
                |name: &str| OF_LIBRARIES.contains(&name) || settings::ALL.iter().any(|known| known.name == name);
            let unknown: Vec<String> = given.chain(PASSED_ON.map(str::to_owned)).filter(|name| !known(name)).collect();
            assert!(unknown.is_empty(), "{kind:?}: {unknown:?}");
        }
    }
}
