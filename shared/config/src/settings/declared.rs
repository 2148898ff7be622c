//! The settings themselves.

use super::rules;
use super::{Absent, Form, Program, Variable};
use Absent::{Default, Needed, Without};
use Form::{Milliseconds, OneOf, Text, Whole};
use Program::{
    Admin, Auth, Backup, Chat, Datasets, Docs, Documents, Fetch, Health, Ingest, Knowledge, Maintenance, Messages,
    Migrate, Ocr, Ops, Predict, PredictBatch, Process, Rotate, ScreenBatch, Screening, Seed, Server, Sources, Tables,
};

const EVERY: &[Program] = &[
    Admin,
    Auth,
    Backup,
    Chat,
    Datasets,
    Docs,
    Documents,
    Fetch,
    Health,
    Ingest,
    Knowledge,
    Maintenance,
    Messages,
    Migrate,
    Ocr,
    Ops,
    Predict,
    PredictBatch,
    Process,
    Rotate,
    ScreenBatch,
    Screening,
    Seed,
    Sources,
    Tables,
];
const HTTP: &[Program] = Program::HTTP;
const VECTORS: &[Program] = &[Chat, Health, Ingest, Migrate];
/// The programs that reach the vector store. A drill only counts there, in the collection that the database names.
const STORE: &[Program] = &[Backup, Chat, Health, Ingest, Migrate];
/// The programs that read the files of the embedding model.
const MODEL_FILES: &[Program] = &[Chat, Health, Ingest];
const QUOTAS: Form = Form::Said("such as `300/60s,50/1s`, or `none`");

macro_rules! declare {
    ($($name:ident: $form:expr, $absent:expr, $readers:expr, $meaning:literal $(, outside dev $rule:expr)?;)+) => {
        $(
            #[doc = $meaning]
            pub static $name: Variable = Variable {
                name: stringify!($name),
                meaning: $meaning,
                form: $form,
                absent: $absent,
                readers: $readers,
                outside_dev: declare!(@rule $($rule)?),
            };
        )+

        /// All settings, in the order of their documentation.
        pub static ALL: &[&Variable] = &[$(&$name),+];
    };
    (@rule) => { None };
    (@rule $rule:expr) => { Some($rule) };
}

declare! {
    SISUIQ_STAGE: OneOf(&["dev", "staging", "prod"]), Needed, EVERY, "the stage; outside `dev` insecure values are rejected";
    SISUIQ_BASE_URL: Form::Said("an origin"), Absent::NeededBy(&[Messages]), &[Admin, Auth, Chat, Datasets, Docs, Documents, Health, Knowledge, Messages, Ops, Predict, Screening, Sources, Tables],
        "our own origin, whose pages may change something, and where links in messages lead; needed outside `dev`; `Secure` cookies in `dev` with https",
        outside dev rules::https_origin;
    CORS_ALLOWED_ORIGINS: Form::Said("origins separated by commas"), Without, HTTP,
        "other origins whose pages may call the API", outside dev rules::https_origins;
    SISUIQ_LISTEN: Form::Said("address and port"), Default("127.0.0.1:8080"), &[Server], "the listen address of `server`";
    CLIENT_ADDRESS_HOPS: Whole(0, 10), Default("0"), HTTP,
        "the number of trusted proxies that write `X-Forwarded-For`; 0: the connection's peer, 1 behind nginx, 2 behind the distribution and its gateway";
    HTTP_AT_ONCE: Whole(1, 100_000), Absent::Said("none; 32 in `server`"), HTTP, "the maximum number of concurrent requests";
    RATE_LIMIT_DEFAULT: QUOTAS, Default("300/60s,50/1s"), HTTP, "requests per account", outside dev rules::counted;
    RATE_LIMIT_DEFAULT_ADDRESS: QUOTAS, Default("1200/60s"), HTTP, "requests per IP address", outside dev rules::counted;
    RATE_LIMIT_CHAT: QUOTAS, Default("5/10s"), HTTP, "questions per account, and per link of a dataset", outside dev rules::counted;
    RATE_LIMIT_CHAT_ADDRESS: QUOTAS, Default("60/10s"), HTTP, "questions per IP address", outside dev rules::counted;
    RATE_LIMIT_UPLOADS: QUOTAS, Default("60/60s,10/1s"), HTTP, "uploads per account", outside dev rules::counted;
    RATE_LIMIT_UPLOADS_ADDRESS: QUOTAS, Default("300/60s"), HTTP, "uploads per IP address", outside dev rules::counted;
    RATE_LIMIT_AUTHENTICATION: QUOTAS, Default("5/60s"), HTTP, "requests that could guess a secret, per account", outside dev rules::counted;
    RATE_LIMIT_AUTHENTICATION_ADDRESS: QUOTAS, Default("30/60s"), HTTP, "requests that could guess a secret, per IP address", outside dev rules::counted;
    RATE_LIMIT_LOGIN: QUOTAS, Default("50/3600s"), HTTP, "logins to one account from unknown devices, over all addresses", outside dev rules::counted;
    DATABASE_SECRET: Form::Said("name or ARN"), Needed, EVERY, "the database's [secret](#secrets-and-their-rotation)";
    DATABASE_ADMIN_SECRET: Form::Said("name or ARN"), Without, &[Rotate],
        "the secret of a login that may create roles; with it two users alternate";
    DATABASE_TLS: OneOf(&["require", "disable"]), Default("require"), EVERY, "the encryption of connections", outside dev rules::encrypted;
    DATABASE_CA_PATH: Form::Said("a PEM file"), Without, EVERY, "[the database's certificate](#the-databases-certificate)";
    DATABASE_POOL_SIZE: Whole(1, 100), Absent::Default("2"), EVERY, "the maximum number of connections of a process; 8 in `server` unless set";
    DATABASE_CONNECT_MILLISECONDS: Milliseconds, Default("3000"), EVERY, "the timeout of connecting and logging in";
    DATABASE_WAIT_MILLISECONDS: Milliseconds, Default("2000"), EVERY, "the timeout of waiting for a free connection";
    DATABASE_STATEMENT_MILLISECONDS: Milliseconds, Default("10000"), EVERY, "the timeout of one statement, and of the pause between two of a transaction";
    DATABASE_IDLE_MILLISECONDS: Milliseconds, Default("5000"), EVERY, "the idle time after which a connection is checked before use";
    SIGNING_KEYS_SECRET: Form::Said("name or ARN"), Needed, &[Admin, Auth, Chat, Datasets, Docs, Documents, Health, Knowledge, Ops, Predict, Rotate, Screening, Sources, Tables], "the secret of the signing keys";
    ACCESS_TOKEN_MINUTES: Whole(1, 60), Default("15"), HTTP, "the lifetime of an access token";
    REFRESH_TOKEN_DAYS: Whole(1, 90), Default("7"), HTTP, "the lifetime of a refresh token";
    SESSION_DAYS: Whole(1, 365), Default("30"), HTTP, "the lifetime of a session; at least that of a refresh token";
    MOBILE_CALLING_CODE: Form::Said("1 to 3 digits"), Default("256"), HTTP, "the country code of mobile numbers with ten digits";
    SEALING_KEYS_SECRET: Form::Said("name or ARN"), Absent::NeededBy(&[Auth, Datasets, Ops]), HTTP, "the secret of the keys that encrypt the secrets of authenticator apps and links of datasets";
    ADMINS_NEED_SECOND_FACTOR: OneOf(&["true", "false"]), Default("false"), HTTP, "whether administrative capabilities need a second factor; `true` in the template";
    OUTBOX_QUEUE_URL: Text, Needed, &[Admin, Auth, Ops], "the outbox's queue";
    MAIL_SENDER: Form::Said("an address"), Needed, &[Messages], "the sender of e-mails";
    SMS_SENDER_ID: Text, Without, &[Messages], "the sender of text messages";
    DEMO_USER_SECRET: Form::Said("name or ARN"), Needed, &[Seed], "the demo user's secret";
    BACKUP_KEYS_SECRET: Form::Said("name or ARN"), Needed, &[Backup], "the secret of the keys that encrypt [backups](#backups)";
    BACKUP_DAYS: Whole(0, 400), Default("7"), &[Backup], "the number of days with a backup of which the newest is retained";
    BACKUP_WEEKS: Whole(0, 100), Default("4"), &[Backup], "the number of weeks with a backup of which the newest is retained";
    QDRANT_URL: Form::Said("gRPC address"), Needed, STORE, "the address of Qdrant; https outside `dev` if it requires a key";
    QDRANT_API_KEY_SECRET: Form::Said("name or ARN"), Without, STORE, "the secret of Qdrant's key";
    QDRANT_COLLECTION_PREFIX: Text, Default("sisuiq_chunks"), STORE, "the prefix of the collection's name";
    QDRANT_CALL_MILLISECONDS: Milliseconds, Default("5000"), STORE, "the timeout of one attempt of a call";
    QDRANT_SEARCH_MILLISECONDS: Milliseconds, Default("4000"), STORE, "the timeout of a search including its second attempt";
    QDRANT_PAUSE_MILLISECONDS: Milliseconds, Default("5000"), STORE, "the pause before a failing server is called again";
    EMBEDDING_PROVIDER: OneOf(&["local"]), Default("local"), VECTORS, "the provider of embeddings";
    EMBEDDING_MODEL_PATH: Form::Said("a folder"), Needed, MODEL_FILES, "the embedding model";
    EMBEDDING_PRECISION: OneOf(&["f32", "int8"]), Default("f32"), VECTORS, "the precision of the embedding model";
    NEXT_EMBEDDING_PRECISION: OneOf(&["f32", "int8"]), Without, &[Chat, Ingest, Migrate],
        "the next precision: its vectors are computed beside the current ones, and are used once they are complete";
    RERANKER_MODEL_PATH: Form::Said("a folder"), Without, &[Chat], "[a reranker](#a-reranker)";
    RERANKER_PASSAGES: Whole(1, 48), Default("24"), &[Chat], "the number of passages that the reranker scores";
    RERANKER_MILLISECONDS: Milliseconds, Default("2000"), &[Chat], "the timeout of the reranker; after it the order of the search is used";
    ANSWER_LEAST_FIT: Form::Said("0 to 1.5"), Default("0.6"), &[Chat],
        "how well a quoted answer has to [fit the question](#stricter-and-looser-answers) to be stated; below it its passages are shown as related";
    ANSWER_READER_MODEL_PATH: Form::Said("a folder"), Without, &[Chat], "[a reader](#a-reader)";
    ANSWER_READER_PASSAGES: Whole(1, 48), Default("16"), &[Chat], "the number of passages that the reader reads";
    ANSWER_READER_MILLISECONDS: Milliseconds, Default("2000"), &[Chat], "the timeout of the reader; after it answers are chosen without it";
    ONNXRUNTIME_PATH: Form::Said("a file"), Needed, &[Chat, Health, Ingest, Ocr], "ONNX Runtime";
    LLM_PROVIDER: Form::Said("ids of the registry separated by commas, or `extractive`"), Default("extractive"), &[Chat],
        "the providers that write answers, in order of preference; if none is available, answers are quotations";
    PROVIDERS_FILE: Form::Said("a YAML file"), Absent::Said("the built-in registry"), &[Chat, Health],
        "[the registry of providers](#providers-and-budgets)";
    OPENAI_BASE_URL: Form::Said("an address"), Absent::Said("required with `openai`"), &[Chat],
        "the endpoint, compatible with `OpenAI`'s chat completions; https outside `dev` if it requires a key";
    OPENAI_CHAT_MODEL: Text, Absent::Said("required with `openai`"), &[Chat], "the model at this endpoint";
    PROVIDERS_SECRET: Form::Said("name or ARN"), Without, &[Chat], "the secret of the providers' keys";
    LLM_FIRST_BYTE_MILLISECONDS: Milliseconds, Default("60000"), &[Chat], "the timeout until a model's answer begins";
    LLM_NEXT_PIECE_MILLISECONDS: Milliseconds, Default("30000"), &[Chat], "the timeout between two pieces of an answer";
    LLM_ANSWER_MILLISECONDS: Milliseconds, Default("180000"), &[Chat], "the timeout of a whole answer";
    BUDGET_ENFORCE_LIMITS: OneOf(&["true", "false"]), Default("true"), &[Chat],
        "whether budgets, rate limits and circuits block model calls; calls are counted in any case";
    BUDGET_ALERT_THRESHOLD: Form::Said("a share from 0 to 1"), Default("0.8"), &[Chat], "the used share of a budget from which a warning is logged";
    CHAT_RETENTION_DAYS: Whole(0, 3_650), Default("0"), &[Maintenance],
        "the number of days without a message after which a conversation is deleted; 0: only its owner deletes it";
    CHAT_TOKENS_PER_DAY: Whole(0, 1_000_000_000), Default("200000"), &[Chat],
        "language-model tokens per account and day; 0 for no limit";
    CHAT_TOKENS_PER_MONTH: Whole(0, 10_000_000_000), Default("0"), &[Chat], "language-model tokens per account and month; 0 for no limit";
    CHAT_REQUESTS_PER_DAY: Whole(0, 1_000_000), Default("0"), &[Chat], "language-model requests per account and day; 0 for no limit";
    CHAT_REQUESTS_PER_MONTH: Whole(0, 10_000_000), Default("0"), &[Chat], "language-model requests per account and month; 0 for no limit";
    CHAT_CENTS_PER_DAY: Whole(0, 100_000_000), Default("0"), &[Chat],
        "language-model cost per account and day in hundredths of a US dollar; 0 for no limit";
    CHAT_CENTS_PER_MONTH: Whole(0, 100_000_000), Default("0"), &[Chat], "language-model cost per account and month in hundredths of a US dollar; 0 for no limit";
    DATASET_CHAT_REQUIRES_CALLER_KEY: OneOf(&["true", "false"]), Default("false"), &[Chat],
        "whether questions about datasets need the caller's own key in `X-Anthropic-API-Key`";
    UNSUPPORTED_STATEMENTS: OneOf(&["mark", "withhold"]), Default("mark"), &[Chat],
        "the treatment of a model's statements that their citations do not support: shown with a mark, or omitted";
    ANSWER_CACHE_SECONDS: Whole(0, 86_400), Default("3600"), &[Chat],
        "the lifetime of a cached answer, which serves users who see the same documents; 0 for no cache";
    ANSWER_CACHE_SIMILARITY: Form::Said("a cosine from 0 to 1"), Default("0.95"), &[Chat],
        "the similarity from which another question gets a cached answer; above 1 never";
    DOCUMENTS_BUCKET: Text, Needed, &[Backup, Chat, Datasets, Documents, Fetch, Health, Ingest, Ocr, Process, ScreenBatch, Screening, Seed, Tables], "the bucket of the originals and of backups";
    INGEST_QUEUE_URL: Text, Needed, &[Admin, Datasets, Documents, Health, Ingest, Ocr, Tables], "the ingest queue";
    INGEST_DEAD_LETTERS_URL: Text, Needed, &[Admin, Ingest], "the ingest queue's dead-letter queue";
    OCR_QUEUE_URL: Text, Needed, &[Ingest], "the queue of text recognition";
    OCR_DEAD_LETTERS_URL: Text, Needed, &[Ingest], "the dead-letter queue of text recognition";
    OCR_MODELS_PATH: Form::Said("a folder"), Needed, &[Ocr], "the models of text recognition";
    UPLOAD_MAX_BYTES: Whole(1, 1_073_741_824), Default("52428800"), &[Datasets, Documents, Ingest, Ocr, Screening, Tables], "the maximum size of a file";
    UPLOAD_URL_SECONDS: Whole(60, 3_600), Default("900"), &[Datasets, Documents, Screening, Tables], "the validity of an upload form";
    INGEST_WAIT_MILLISECONDS: Milliseconds, Default("12000"), &[Documents], "the wait for a small file that is uploaded with its request";
    UPLOAD_MAX_PAGES: Whole(1, 100_000), Default("2000"), &[Ingest, Ocr], "the maximum number of pages of a file";
    INGEST_RANGE_PAGES: Whole(1, 500), Default("40"), &[Ingest], "the number of pages per message, for documents planned from now on";
    REREAD_RANGES: Whole(0, 500), Default("10"), &[Ingest],
        "the number of page ranges of [an older reader](#after-an-upgrade-of-the-reader) that a sweep reads again if nothing else waits; 0 for none";
    INGEST_MAX_RECEIVES: Whole(1, 1_000), Default("5"), &[Ingest],
        "one less than the queue's `maxReceiveCount`: the last delivery reports that the last attempt was killed";
    INGEST_CHECKPOINTS: Form::Said("address and port"), Without, &[Fetch, Ingest, Ocr, PredictBatch, Process, ScreenBatch], "the listener that is notified of each step, in debug builds", outside dev rules::unwatched;
    PDFIUM_PATH: Form::Said("a file"), Needed, &[Ingest, Ocr], "`PDFium`";
    EXTRACT_PROGRAM: Form::Said("a file"), Absent::Said("the program itself"), &[Ingest, Ocr], "the program that reads a PDF in a child process";
    SOURCE_HOSTS: Form::Said("hosts separated by commas"),
        Default("data.trade.gov,eur-lex.europa.eu,sanctionslistservice.ofac.treas.gov,scsanctions.un.org,webgate.ec.europa.eu,www.bis.doc.gov,www.ecfr.gov,www.treasury.gov"),
        &[Fetch, Sources], "the hosts that sources may be read from; `.example` stands for a domain with all its hosts";
    SOURCE_WEBHOOKS_SECRET: Form::Said("name or ARN"), Without, &[Sources], "the [secret](#secrets-and-their-rotation) with which publishers sign webhooks";
    SOURCE_SERVER: Form::Said("address and port"), Without, &[Fetch], "a server of this machine that plays all sources, in dev", outside dev rules::unplayed;
    FETCH_QUEUE_URL: Text, Needed, &[Fetch, Sources], "the queue of runs of sources";
    FETCH_DEAD_LETTERS_URL: Text, Needed, &[Fetch], "the dead-letter queue of runs of sources";
    PROCESS_QUEUE_URL: Text, Needed, &[Fetch], "the queue of fetched runs";
    PROCESS_DEAD_LETTERS_URL: Text, Needed, &[Fetch], "the dead-letter queue of fetched runs";
    SCREENING_RETENTION_DAYS: Whole(1, 36_500), Default("1825"), &[ScreenBatch, Screening],
        "the number of days after which a screening is deleted, and an alert whose subject was not screened again";
    SCREENING_FOUR_EYES: OneOf(&["true", "false"]), Default("false"), &[Screening],
        "whether a decision about an alert waits for the confirmation of another account";
    RESCREENING_MAX_SUBJECTS: Whole(1, 1_000_000), Default("100000"), &[ScreenBatch],
        "the number of earlier subjects that a new version of a list is compared with, those that were screened last first";
    SCREEN_BATCH_QUEUE_URL: Text, Needed, &[ScreenBatch], "the queue of batches of screenings";
    SCREEN_BATCH_DEAD_LETTERS_URL: Text, Needed, &[ScreenBatch], "the dead-letter queue of batches of screenings";
    PREDICTOR_PATH: Form::Said("a folder"), Needed, &[Chat, Datasets, Predict, PredictBatch], "the [model of accident severity](#the-model-of-accident-severity)";
    PREDICTOR_CUT_OFFS: Form::Said("three ascending numbers separated by commas"), Absent::Said("those of the model"), &[Chat, Datasets, Predict, PredictBatch],
        "the values of ECLO at which the classes of severity begin";
    PREDICT_BATCH_QUEUE_URL: Text, Needed, &[Predict, PredictBatch], "the queue of batches of predictions";
    PREDICT_BATCH_DEAD_LETTERS_URL: Text, Needed, &[PredictBatch], "the dead-letter queue of batches of predictions";
    PREDICTION_RETENTION_DAYS: Whole(0, 3_650), Default("365"), &[Maintenance], "the number of days after which a prediction is deleted; 0 to retain all";
    AWS_ENDPOINT_URL: Form::Said("an address"), Without, EVERY, "the endpoint of another AWS", outside dev rules::https;
    FILES_URL: Form::Said("an address"), Without, &[Datasets, Documents, Screening, Tables], "the address at which clients reach the bucket, if something is in front of it", outside dev rules::https;
    AWS_REGION: Text, Absent::Said("the SDK's"), EVERY, "the region";
    AWS_ACCESS_KEY_ID: Text, Absent::Said("the SDK's"), EVERY, "credentials, as the other `AWS_*` of the SDK";
    AWS_SECRET_ACCESS_KEY: Text, Absent::Said("the SDK's"), EVERY, "credentials";
    AWS_SESSION_TOKEN: Text, Absent::Said("the SDK's"), EVERY, "credentials";
    CLOUD_ATTEMPT_MILLISECONDS: Milliseconds, Default("5000"), EVERY, "the timeout of one attempt of a call to AWS";
    RUST_LOG: Form::Said("directives"), Default("info"), EVERY, "[the log filter](#logs)";
    OTEL_EXPORTER_OTLP_ENDPOINT: Form::Said("an address"), Without, EVERY, "[the trace collector](#traces-and-metrics)";
    SENTRY_DSN: Form::Said("a DSN"), Without, EVERY, "[the error tracker](#reports-of-errors)";
    OTEL_SERVICE_NAME: Text, Absent::Said("`sisuiq-NAME`"), EVERY, "the service name in traces and error reports";
}
