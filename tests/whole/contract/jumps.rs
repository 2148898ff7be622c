//! From the file of an operation to its SQL takes two jumps: the query function, then its statement. Operations that
//! share a step with others take three, and are listed with that step.

use super::sources::{ROOT, files_with, sources};
use crate::routes::described;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Steps between operations and the file that calls the query functions: each a file and the function that the step
/// before it calls.
type Steps = &'static [(&'static str, &'static str)];

/// Shared steps, with the operations that take them and the reason.
const SHARED_STEPS: &[(Steps, &[&str], &str)] = &[
    (
        &[("functions/copilot/chat/src/turn/mod.rs", "run")],
        &[
            "POST /api/chat",
            "POST /api/chat/stream",
            "POST /api/v1/chat",
            "POST /api/chat/answers/{id}/regenerate",
            "POST /api/chat/answers/{id}/regenerate/stream",
            "POST /api/chat/message",
            "POST /api/chat/message/stream",
            "POST /api/v1/knowledge/chats/{id}/messages",
            "POST /api/v1/knowledge/chats/{id}/messages/stream",
        ],
        "one pipeline writes an answer out of Postgres, Qdrant and a model; its insert is counted, and what it reads before, in \
         lookup.rs and retrieve.rs, is one jump further",
    ),
    (
        &[("functions/copilot/chat/src/turn/mod.rs", "answer_for_link")],
        &["POST /api/datasets/shared/{token}/message"],
        "the same pipeline without its insert; `open_link` of shared/datasets/src/link.rs finds the dataset before",
    ),
    (
        &[("functions/copilot/chat/src/event_reader.rs", "events_after")],
        &["GET /api/chat/answers/{id}/events"],
        "the reader polls Postgres while it streams",
    ),
    (
        &[("functions/copilot/chat/src/tips.rs", "suggest")],
        &["GET /api/admin/tips", "GET /api/v1/chat/tips"],
        "two addresses give the same tips",
    ),
    (
        &[("functions/copilot/documents/src/creation.rs", "create")],
        &["POST /api/documents"],
        "a document is created in the same way outside and inside of a dataset",
    ),
    (
        &[("functions/copilot/documents/src/deletion.rs", "hide")],
        &["DELETE /api/documents/{id}", "DELETE /api/admin/documents/{id}"],
        "owners and administrators delete in the same way, in Postgres and by a message",
    ),
    (
        &[("functions/copilot/documents/src/reindexing.rs", "begin")],
        &["POST /api/documents/{id}/reindex", "POST /api/admin/documents/{id}/reindex"],
        "owners and administrators index in the same way, in Postgres and by a message",
    ),
    (
        &[("functions/copilot/documents/src/ingest/take.rs", "take")],
        &["POST /api/ingest/docs", "POST /api/ingest/docs/async"],
        "the file is stored in S3 and in Postgres",
    ),
    (
        &[("functions/copilot/documents/src/ingest/take.rs", "find")],
        &["GET /api/ingest/jobs/{id}"],
        "the job of an upload is its document",
    ),
    (
        &[("shared/datasets/src/deletion.rs", "hide")],
        &["DELETE /api/ingest/data/{id}", "DELETE /api/datasets/{id}"],
        "two addresses delete a dataset, and a failed upload is hidden in the same way",
    ),
    (
        &[("shared/datasets/src/link.rs", "open_link")],
        &[
            "GET /api/datasets/shared/{token}/charts/{type}",
            "GET /api/datasets/shared/{token}/districts",
            "GET /api/datasets/shared/{token}/map",
            "GET /api/datasets/shared/{token}/rows",
        ],
        "each finds the dataset that a link opens",
    ),
    (
        &[("shared/datasets/src/direct.rs", "take")],
        &["POST /api/ingest/data"],
        "two addresses take a small file, in S3 and in Postgres",
    ),
    (
        &[("shared/datasets/src/upload.rs", "promise")],
        &["POST /api/ingest/data/uploads", "POST /api/datasets/uploads"],
        "two addresses register an upload",
    ),
    (
        &[("functions/platform/auth/src/v1/verification.rs", "send_verification")],
        &["POST /api/v1/auth/verify-email/send", "POST /api/v1/auth/verify-mobile/send"],
        "both verifications order a message",
    ),
    (
        &[("functions/platform/ops/src/new_member.rs", "add")],
        &["POST /api/v1/ops/users", "POST /api/v1/ops/auth/register"],
        "two addresses create a member of staff",
    ),
    (
        &[("functions/platform/ops/src/member_change.rs", "change")],
        &["PUT /api/v1/ops/users/{id}", "PUT /api/v1/ops/users/{id}/role", "DELETE /api/v1/ops/users/{id}"],
        "each change checks the rights over the member",
    ),
    (
        &[("shared/identity/src/login.rs", "prove")],
        &["POST /api/auth/login", "POST /api/v1/auth/login", "POST /api/v1/ops/auth/login"],
        "three surfaces check the password and the code, with Postgres and the sealing keys",
    ),
    (
        &[("shared/identity/src/sessions/begin.rs", "begin")],
        &["POST /api/auth/login", "POST /api/v1/auth/login", "POST /api/v1/ops/auth/login"],
        "three surfaces begin a session, with Postgres and the signing keys",
    ),
    (
        &[("shared/identity/src/sessions/begin.rs", "begin_on")],
        &["POST /api/v1/auth/register"],
        "the session of a new account begins in its transaction",
    ),
    (
        &[("shared/identity/src/sessions/refresh.rs", "refresh")],
        &["POST /api/auth/refresh", "POST /api/v1/auth/refresh", "POST /api/v1/ops/auth/refresh"],
        "three surfaces refresh, with Postgres and the signing keys",
    ),
    (
        &[("shared/identity/src/sessions/end.rs", "end")],
        &["POST /api/auth/logout", "POST /api/v1/auth/logout", "POST /api/v1/ops/auth/logout"],
        "three surfaces log out",
    ),
    (
        &[("shared/identity/src/change_password.rs", "change_password")],
        &["PUT /api/auth/password", "PATCH /api/v1/users/me/password"],
        "two surfaces change a password",
    ),
    (
        &[("shared/identity/src/second_factor.rs", "enrol_second_factor")],
        &["POST /api/auth/totp"],
        "the secret is sealed with a key of the Secrets Manager",
    ),
    (
        &[("shared/identity/src/second_factor.rs", "confirm_second_factor")],
        &["POST /api/auth/totp/confirm"],
        "the secret is sealed with a key of the Secrets Manager",
    ),
    (
        &[("shared/events/src/dead_letters.rs", "count")],
        &["GET /api/admin/dead-letters", "POST /api/admin/dead-letters/redrive"],
        "no SQL: failed messages are in SQS",
    ),
    (
        &[("functions/platform/health/src/checks/database.rs", "database")],
        &["GET /api/health/ready"],
        "no SQL of a query crate: shared/db/src/migrations.rs reads the history of the migrations",
    ),
    (
        &[
            ("functions/platform/health/src/services.rs", "check_all"),
            ("functions/platform/health/src/checks/database.rs", "database"),
        ],
        &["GET /api/health/detailed", "GET /api/v1/health/detailed"],
        "no SQL of a query crate: shared/db/src/migrations.rs reads the history of the migrations",
    ),
];

/// Operations without SQL beside that of the admission of every request, with the reason.
const WITHOUT_SQL: &[(&[&str], &str)] = &[
    (
        &[
            "GET /api/datasets/districts.geojson",
            "GET /api/docs",
            "GET /api/docs/{file}",
            "GET /api/openapi.json",
            "GET /api/predict/fields",
            "GET /api/redoc",
            "GET /api/tools",
            "GET /api/v1/chat/modes",
            "GET /api/v1/documents/sources",
            "GET /api/version",
        ],
        "the answer is part of the program",
    ),
    (
        &["GET /api/health", "GET /api/health/live", "GET /api/v1/health", "GET /health"],
        "these answer while the database is down",
    ),
    (
        &["GET /api/auth/me", "GET /api/auth/verify", "GET /api/v1/auth/status", "GET /api/v1/auth/verify"],
        "the admission has read the account and its session",
    ),
    (&["GET /.well-known/jwks.json", "POST /api/v1/auth/validate"], "the signing keys are in the Secrets Manager"),
    (&["GET /api/v1/auth/csrf-token"], "the token is random, and kept by the caller only"),
    (&["POST /api/predict/eclo/grid", "POST /api/predict/eclo/what-if"], "they compute, and store nothing"),
    (&["GET /metrics"], "the values are in the memory of the process"),
    (&["POST /api/v1/users/me/avatar"], "it signs the form of an upload; `PUT` stores what was uploaded"),
];

/// The modules of the query crates.
fn query_modules() -> BTreeSet<String> {
    let crates = fs::read_dir(Path::new(ROOT).join("shared")).unwrap().map(|entry| entry.unwrap().path());
    let crates = crates.filter(|path| path.to_string_lossy().ends_with("-db"));
    let files = crates.flat_map(|path| sources(&path.join("src")));
    files
        .map(|file| if file.ends_with("mod.rs") { file.parent().unwrap().to_owned() } else { file.with_extension("") })
        .map(|module| module.file_name().unwrap().to_string_lossy().into_owned())
        .filter(|module| !["lib", "model"].contains(&module.as_str()))
        .collect()
}

/// Returns whether a source text calls a function of a query module.
fn calls_a_query(text: &str, modules: &BTreeSet<String>) -> bool {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    text.match_indices("::").any(|(at, _)| {
        let module = text[..at].rsplit(|letter: char| !letter.is_alphanumeric() && letter != '_').next();
        let function =
            text[at + 2..].trim_start_matches(|letter: char| letter.is_lowercase() || "_0123456789".contains(letter));
        module.is_some_and(|module| modules.contains(module))
            && (function.starts_with('(') || function.starts_with("::<"))
    })
}

/// Each operation with the text of its file.
fn operations() -> BTreeMap<String, String> {
    let mut operations = BTreeMap::new();
    for file in sources(&Path::new(ROOT).join("functions")) {
        let text = fs::read_to_string(&file).unwrap();
        for attribute in text.split("#[utoipa::path(").skip(1) {
            let method = attribute.trim_start().split(',').next().unwrap().to_uppercase();
            let path = attribute.split_once("path = \"").unwrap().1.split('"').next().unwrap();
            let earlier = operations.insert(format!("{method} {path}"), text.clone());
            assert!(earlier.is_none(), "{method} {path} has two handlers");
        }
    }
    operations
}

#[test]
fn sql_is_two_jumps_away() {
    let (modules, operations) = (query_modules(), operations());
    let described: BTreeSet<String> =
        described().iter().map(|route| format!("{} {}", route.method, route.path)).collect();
    assert_eq!(described, operations.keys().cloned().collect(), "the operations found in the source");
    let listed: BTreeSet<&str> =
        SHARED_STEPS.iter().flat_map(|(_, operations, _)| operations.iter().copied()).collect();
    let further: Vec<_> = operations
        .iter()
        .filter(|(name, text)| !calls_a_query(text, &modules) && !listed.contains(name.as_str()))
        .map(|(name, _)| name.as_str())
        .collect();
    let mut without_sql: Vec<_> = WITHOUT_SQL.iter().flat_map(|(operations, _)| operations.iter().copied()).collect();
    without_sql.sort_unstable();
    assert_eq!(further, without_sql, "operations whose file calls no query function");
}

/// Returns whether a source text calls a function of this name.
fn calls(text: &str, function: &str) -> bool {
    let definition = format!("fn {function}(");
    text.matches(definition.trim_start_matches("fn ")).count() > text.matches(&definition).count()
}

#[test]
fn shared_steps_lead_to_their_queries() {
    let (modules, operations) = (query_modules(), operations());
    for (steps, names, reason) in SHARED_STEPS {
        assert!(steps.len() == 1 || reason.starts_with("no SQL"), "{names:?}: at most three jumps");
        for name in *names {
            let mut text = operations.get(*name).unwrap_or_else(|| panic!("{name} is no operation")).clone();
            for (file, function) in *steps {
                assert!(calls(&text, function), "{name} does not call {function} of {file}");
                text = fs::read_to_string(Path::new(ROOT).join(file)).unwrap();
                assert!(text.contains(&format!("fn {function}")), "{file} has no {function}");
            }
            assert!(calls_a_query(&text, &modules) || reason.starts_with("no SQL"), "{name}");
        }
    }
}

#[test]
fn every_file_has_one_operation() {
    for file in sources(&Path::new(ROOT).join("functions")) {
        let operations = fs::read_to_string(&file).unwrap().matches("#[utoipa::path(").count();
        assert!(operations <= 1, "{} has {operations} operations", file.display());
    }
}

#[test]
fn every_main_fits_a_screen() {
    for folder in ["functions", "shared", "server", "localstack", "containers", "tests", "bench"] {
        for file in sources(&Path::new(ROOT).join(folder)).iter().filter(|file| file.ends_with("src/main.rs")) {
            let lines = fs::read_to_string(file).unwrap().lines().count();
            assert!(lines <= 60, "{} has {lines} lines", file.display());
        }
    }
}

/// The code of a source, without its comments and unit tests.
fn without_tests(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap_or_default().lines();
    code.filter(|line| !line.trim_start().starts_with("//")).fold(String::new(), |code, line| code + line + "\n")
}

/// Returns whether a source text names a function of a module.
fn names(text: &str, module: &str, function: &str) -> bool {
    let path = format!("{module}::{function}");
    text.match_indices(&path).any(|(at, _)| {
        // a list of handlers names modules of operations
        let is_route = text[..at].rfind("routes!(").is_some_and(|start| !text[start..at].contains(')'));
        !is_route && !text[at + path.len()..].starts_with(|next: char| next.is_alphanumeric() || next == '_')
    })
}

/// Returns whether a text calls this function by its bare name; a method of the same name is another one.
fn calls_bare(text: &str, function: &str) -> bool {
    let is_name = |letter: char| letter.is_alphanumeric() || "_.".contains(letter);
    let mut calls = text.match_indices(function).filter(|(at, _)| text[at + function.len()..].starts_with('('));
    calls.any(|(at, _)| !text[..at].ends_with("fn ") && !text[..at].ends_with(is_name))
}

#[test]
fn every_query_function_has_a_caller() {
    let root = Path::new(ROOT);
    let folders = ["functions", "shared", "server", "localstack/dev", "localstack/edge", "localstack/bridge"];
    let files = folders.iter().flat_map(|folder| sources(&root.join(folder)));
    let files: Vec<_> = files.filter(|file| !file.components().any(|part| part.as_os_str() == "tests")).collect();
    let texts: Vec<_> = files.iter().map(|file| without_tests(file)).collect();
    let mut unused = Vec::new();
    for (file, text) in files.iter().zip(&texts).filter(|(file, _)| file.to_string_lossy().contains("-db/src/")) {
        let folder = file.parent().and_then(Path::file_name).unwrap();
        let module = if folder == "src" { file.file_stem().unwrap() } else { folder };
        let module = module.to_string_lossy();
        let public = text.replace("\npub async fn ", "\npub fn ");
        for function in public.split("\npub fn ").skip(1).map(|rest| rest.split(['(', '<']).next().unwrap()) {
            let is_called = || calls_bare(text, function) || texts.iter().any(|text| names(text, &module, function));
            if !is_called() {
                unused.push(format!("{module}::{function}"));
            }
        }
    }
    assert!(unused.is_empty(), "only tests call {unused:?}");
}

#[test]
fn every_statement_is_used() {
    let shared = Path::new(ROOT).join("shared");
    let texts: Vec<_> = sources(&shared).iter().map(|file| without_tests(file)).collect();
    let statements = files_with(&shared, "sql");
    assert!(statements.len() > 250, "{}", statements.len());
    for file in statements {
        let path = file.to_string_lossy();
        let name = path.split_once("/queries/").map(|(_, name)| format!("queries/{name}\""));
        let is_used = name.is_some_and(|name| texts.iter().any(|text| text.contains(&name)));
        assert!(is_used, "no query function runs {path}");
    }
}
