//! The settings themselves.

use super::rules;
use super::{Absent, Form, Program, Variable};
use Absent::{Default, Needed, Without};
use Form::{Milliseconds, OneOf, Text, Whole};
use Program::{
    Admin, Auth, Backup, Chat, Docs, Documents, Health, Ingest, Maintenance, Messages, Migrate, Ops, Rotate, Seed,
    Server, Tables,
};

const EVERY: &[Program] = &[
    Admin,
    Auth,
    Backup,
    Chat,
    Docs,
    Documents,
    Health,
    Ingest,
    Maintenance,
    Messages,
    Migrate,
    Ops,
    Rotate,
    Seed,
    Tables,
];
const HTTP: &[Program] = Program::HTTP;
const VECTORS: &[Program] = &[Chat, Health, Ingest, Migrate];
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
    SISUIQ_STAGE: OneOf(&["dev", "staging", "prod"]), Needed, EVERY, "where this is; outside `dev` insecure values are refused";
    SISUIQ_BASE_URL: Form::Said("an origin"), Absent::NeededBy(&[Messages]), &[Admin, Auth, Chat, Docs, Documents, Health, Messages, Ops, Tables],
        "our own origin, whose pages may change something, and where links in messages lead; needed outside `dev`; `Secure` cookies in `dev` with https",
        outside dev rules::https_origin;
    CORS_ALLOWED_ORIGINS: Form::Said("origins with commas between them"), Without, HTTP,
        "other origins whose pages may ask", outside dev rules::https_origins;
    SISUIQ_LISTEN: Form::Said("address and port"), Default("127.0.0.1:8080"), &[Server], "where `server` listens";
    CLIENT_ADDRESS_HOPS: Whole(0, 10), Default("0"), HTTP,
        "how many proxies of ours write `X-Forwarded-For`; 0: the connection's peer, 1 behind nginx, 2 behind the distribution and its gateway";
    HTTP_AT_ONCE: Whole(1, 100_000), Absent::Said("none; 32 in `server`"), HTTP, "requests served at once";
    RATE_LIMIT_DEFAULT: QUOTAS, Default("300/60s,50/1s"), HTTP, "how often an account may ask", outside dev rules::counted;
    RATE_LIMIT_DEFAULT_ADDRESS: QUOTAS, Default("1200/60s"), HTTP, "the same of an address", outside dev rules::counted;
    RATE_LIMIT_CHAT: QUOTAS, Default("5/10s"), HTTP, "questions of an account", outside dev rules::counted;
    RATE_LIMIT_CHAT_ADDRESS: QUOTAS, Default("60/10s"), HTTP, "the same of an address", outside dev rules::counted;
    RATE_LIMIT_UPLOADS: QUOTAS, Default("60/60s,10/1s"), HTTP, "uploads of an account", outside dev rules::counted;
    RATE_LIMIT_UPLOADS_ADDRESS: QUOTAS, Default("300/60s"), HTTP, "the same of an address", outside dev rules::counted;
    RATE_LIMIT_AUTHENTICATION: QUOTAS, Default("5/60s"), HTTP, "whatever could guess a secret, by account", outside dev rules::counted;
    RATE_LIMIT_AUTHENTICATION_ADDRESS: QUOTAS, Default("30/60s"), HTTP, "the same of an address", outside dev rules::counted;
    RATE_LIMIT_LOGIN: QUOTAS, Default("50/3600s"), HTTP, "logins to one account by strangers, wherever they are", outside dev rules::counted;
    DATABASE_SECRET: Form::Said("name or ARN"), Needed, EVERY, "the database's [secret](#secrets-and-their-rotation)";
    DATABASE_ADMIN_SECRET: Form::Said("name or ARN"), Without, &[Rotate],
        "the secret of a login that may make roles; with it two users take turns";
    DATABASE_TLS: OneOf(&["require", "disable"]), Default("require"), EVERY, "whether connections are encrypted", outside dev rules::encrypted;
    DATABASE_CA_PATH: Form::Said("a PEM file"), Without, EVERY, "[the database's certificate](#the-databases-certificate)";
    DATABASE_POOL_SIZE: Whole(1, 100), Absent::Default("2"), EVERY, "connections of one process; 8 in `server` unless set";
    DATABASE_CONNECT_MILLISECONDS: Milliseconds, Default("3000"), EVERY, "connecting and logging in";
    DATABASE_WAIT_MILLISECONDS: Milliseconds, Default("2000"), EVERY, "until a connection is free";
    DATABASE_STATEMENT_MILLISECONDS: Milliseconds, Default("10000"), EVERY, "one statement, or the pause between two of a transaction";
    DATABASE_IDLE_MILLISECONDS: Milliseconds, Default("5000"), EVERY, "unused for so long, a connection is asked for a sign of life";
    SIGNING_KEYS_SECRET: Form::Said("name or ARN"), Needed, &[Admin, Auth, Chat, Docs, Documents, Health, Ops, Rotate, Tables], "the signing keys' secret";
    ACCESS_TOKEN_MINUTES: Whole(1, 60), Default("15"), HTTP, "how long an access token lives";
    REFRESH_TOKEN_DAYS: Whole(1, 90), Default("7"), HTTP, "how long a refresh token lives";
    SESSION_DAYS: Whole(1, 365), Default("30"), HTTP, "how long a session lasts; not less than a refresh token";
    MOBILE_CALLING_CODE: Form::Said("1 to 3 digits"), Default("256"), HTTP, "the country of mobile numbers of ten digits";
    SEALING_KEYS_SECRET: Form::Said("name or ARN"), Absent::NeededBy(&[Auth, Ops]), HTTP, "the secret of the keys that seal the secrets of authenticators";
    ADMINS_NEED_SECOND_FACTOR: OneOf(&["true", "false"]), Default("false"), HTTP, "whether administrators need a second factor; `true` in the template";
    OUTBOX_QUEUE_URL: Text, Needed, &[Auth, Ops], "the outbox's queue";
    MAIL_SENDER: Form::Said("an address"), Needed, &[Messages], "where e-mails come from";
    SMS_SENDER_ID: Text, Without, &[Messages], "what text messages say they come from";
    DEMO_USER_SECRET: Form::Said("name or ARN"), Needed, &[Seed], "the demo user's secret";
    BACKUP_KEYS_SECRET: Form::Said("name or ARN"), Needed, &[Backup], "the secret of the keys that seal [backups](#backups)";
    BACKUP_DAYS: Whole(0, 400), Default("7"), &[Backup], "of so many days with a backup the newest is kept";
    BACKUP_WEEKS: Whole(0, 100), Default("4"), &[Backup], "the same of weeks";
    QDRANT_URL: Form::Said("gRPC address"), Needed, VECTORS, "where Qdrant is; https outside `dev` when it asks for a key";
    QDRANT_API_KEY_SECRET: Form::Said("name or ARN"), Without, VECTORS, "the secret of Qdrant's key";
    QDRANT_COLLECTION_PREFIX: Text, Default("sisuiq_chunks"), VECTORS, "what the collection's name begins with";
    QDRANT_CALL_MILLISECONDS: Milliseconds, Default("5000"), VECTORS, "one attempt of a call";
    QDRANT_SEARCH_MILLISECONDS: Milliseconds, Default("4000"), VECTORS, "a search with its second attempt";
    QDRANT_PAUSE_MILLISECONDS: Milliseconds, Default("5000"), VECTORS, "how long a server that fails is spared";
    EMBEDDING_PROVIDER: OneOf(&["local"]), Default("local"), VECTORS, "where vectors are computed";
    EMBEDDING_MODEL_PATH: Form::Said("a folder"), Needed, VECTORS, "the embedding model";
    EMBEDDING_PRECISION: OneOf(&["f32", "int8"]), Default("f32"), VECTORS, "how exactly it computes";
    NEXT_EMBEDDING_PRECISION: OneOf(&["f32", "int8"]), Without, &[Chat, Ingest, Migrate],
        "another precision, whose vectors are made beside those that answer and answer once they are complete";
    RERANKER_MODEL_PATH: Form::Said("a folder"), Without, &[Chat], "[a reranker](#a-reranker)";
    RERANKER_PASSAGES: Whole(1, 48), Default("24"), &[Chat], "how many passages it sees";
    RERANKER_MILLISECONDS: Milliseconds, Default("2000"), &[Chat], "for all of them: later, the order stays that of the search";
    ONNXRUNTIME_PATH: Form::Said("a file"), Needed, VECTORS, "ONNX Runtime";
    LLM_PROVIDER: Form::Said("ids of the registry with commas between them, or `extractive`"), Default("extractive"), &[Chat],
        "who writes answers: the first that can; behind the last they are made of quotations";
    PROVIDERS_FILE: Form::Said("a YAML file"), Absent::Said("what is built in"), &[Chat, Health],
        "[the registry of providers](#providers-and-budgets)";
    OPENAI_BASE_URL: Form::Said("an address"), Absent::Said("needed with `openai`"), &[Chat],
        "any endpoint that speaks `OpenAI`'s chat completions; https outside `dev` when it asks for a key";
    OPENAI_CHAT_MODEL: Text, Absent::Said("needed with `openai`"), &[Chat], "the model there";
    PROVIDERS_SECRET: Form::Said("name or ARN"), Without, &[Chat], "the secret of the providers' keys";
    LLM_FIRST_BYTE_MILLISECONDS: Milliseconds, Default("60000"), &[Chat], "until a model's answer begins";
    LLM_NEXT_PIECE_MILLISECONDS: Milliseconds, Default("30000"), &[Chat], "between two pieces of it";
    LLM_ANSWER_MILLISECONDS: Milliseconds, Default("180000"), &[Chat], "for all of it";
    BUDGET_ENFORCE_LIMITS: OneOf(&["true", "false"]), Default("true"), &[Chat],
        "whether budgets, rates and circuits keep from asking a model; calls are counted in any case";
    BUDGET_ALERT_THRESHOLD: Form::Said("a share from 0 to 1"), Default("0.8"), &[Chat], "from which share of a budget on its use is logged as a warning";
    CHAT_RETENTION_DAYS: Whole(0, 3_650), Default("0"), &[Maintenance],
        "after so many days in which nothing was said in it a conversation is deleted; 0: when its owner does";
    CHAT_TOKENS_PER_DAY: Whole(0, 1_000_000_000), Default("200000"), &[Chat],
        "tokens of the language model that an account may use a day; 0 for any number";
    CHAT_TOKENS_PER_MONTH: Whole(0, 10_000_000_000), Default("0"), &[Chat], "the same of a month";
    CHAT_REQUESTS_PER_DAY: Whole(0, 1_000_000), Default("0"), &[Chat], "requests to language models for an account a day; 0 for any number";
    CHAT_REQUESTS_PER_MONTH: Whole(0, 10_000_000), Default("0"), &[Chat], "the same of a month";
    CHAT_CENTS_PER_DAY: Whole(0, 100_000_000), Default("0"), &[Chat],
        "hundredths of a US dollar that language models may cost an account a day; 0 for any sum";
    CHAT_CENTS_PER_MONTH: Whole(0, 100_000_000), Default("0"), &[Chat], "the same of a month";
    UNSUPPORTED_STATEMENTS: OneOf(&["mark", "withhold"]), Default("mark"), &[Chat],
        "what becomes of a model's statements that nothing they cite says: shown with a mark, or left out";
    ANSWER_CACHE_SECONDS: Whole(0, 86_400), Default("3600"), &[Chat],
        "how long an answer may be given again to whoever sees the same documents; 0 never";
    ANSWER_CACHE_SIMILARITY: Form::Said("a cosine from 0 to 1"), Default("0.95"), &[Chat],
        "how near in meaning another question has to be to get its answer; above 1 none is";
    DOCUMENTS_BUCKET: Text, Needed, &[Backup, Documents, Health, Ingest, Seed, Tables], "the bucket of the originals and of backups";
    INGEST_QUEUE_URL: Text, Needed, &[Admin, Documents, Health, Ingest, Tables], "the ingest queue";
    INGEST_DEAD_LETTERS_URL: Text, Needed, &[Admin, Ingest], "the queue of the messages that were given up";
    UPLOAD_MAX_BYTES: Whole(1, 1_073_741_824), Default("52428800"), &[Documents, Ingest, Tables], "the largest file";
    UPLOAD_URL_SECONDS: Whole(60, 3_600), Default("900"), &[Documents, Tables], "how long an upload address is good";
    INGEST_WAIT_MILLISECONDS: Milliseconds, Default("12000"), &[Documents], "how long a small file is waited for that comes with its request";
    UPLOAD_MAX_PAGES: Whole(1, 100_000), Default("2000"), &[Ingest], "the longest file";
    INGEST_RANGE_PAGES: Whole(1, 500), Default("40"), &[Ingest], "pages of one message, for documents that are planned from now on";
    INGEST_MAX_RECEIVES: Whole(1, 1_000), Default("5"), &[Ingest],
        "one less than the queue's `maxReceiveCount`: the last delivery tells that the last try was killed";
    INGEST_CHECKPOINTS: Form::Said("address and port"), Without, &[Ingest], "who is told of each step, in debug builds", outside dev rules::unwatched;
    PDFIUM_PATH: Form::Said("a file"), Needed, &[Ingest], "`PDFium`";
    EXTRACT_PROGRAM: Form::Said("a file"), Absent::Said("the program itself"), &[Ingest], "what reads a PDF in a child process";
    AWS_ENDPOINT_URL: Form::Said("an address"), Without, EVERY, "an AWS of one's own", outside dev rules::https;
    FILES_URL: Form::Said("an address"), Without, &[Documents, Tables], "where clients reach the bucket, when something stands before it", outside dev rules::https;
    AWS_REGION: Text, Absent::Said("the SDK's"), EVERY, "the region";
    AWS_ACCESS_KEY_ID: Text, Absent::Said("the SDK's"), EVERY, "credentials, as the other `AWS_*` of the SDK";
    AWS_SECRET_ACCESS_KEY: Text, Absent::Said("the SDK's"), EVERY, "the same";
    AWS_SESSION_TOKEN: Text, Absent::Said("the SDK's"), EVERY, "the same";
    CLOUD_ATTEMPT_MILLISECONDS: Milliseconds, Default("5000"), EVERY, "one attempt of a call to AWS";
    RUST_LOG: Form::Said("directives"), Default("info"), EVERY, "[what is logged](#logs)";
    OTEL_EXPORTER_OTLP_ENDPOINT: Form::Said("an address"), Without, EVERY, "[where traces go](#traces-and-metrics)";
    SENTRY_DSN: Form::Said("a DSN"), Without, EVERY, "[who is told of errors](#reports-of-errors)";
    OTEL_SERVICE_NAME: Text, Absent::Said("`sisuiq-NAME`"), EVERY, "what they are shown as";
}
