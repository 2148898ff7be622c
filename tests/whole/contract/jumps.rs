//! From the file of an operation to its SQL takes two jumps: the query function, then its statement. Operations that
//! take three, because they share a step with others, are listed with that step.

use crate::routes::described;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// Files that call the query functions, with the operations that call those files, and the reason.
const THREE_JUMPS: [(&str, &str, &[&str]); 18] = [
    (
        "functions/copilot/chat/src/turn/persist.rs",
        "one pipeline writes an answer out of Postgres, Qdrant and a model",
        &[
            "POST /api/chat",
            "POST /api/chat/stream",
            "POST /api/v1/chat",
            "POST /api/chat/answers/{id}/regenerate",
            "POST /api/chat/answers/{id}/regenerate/stream",
        ],
    ),
    (
        "functions/copilot/chat/src/event_reader.rs",
        "the reader polls Postgres while it streams",
        &["GET /api/chat/answers/{id}/events"],
    ),
    (
        "functions/copilot/chat/src/tips.rs",
        "two addresses give the same tips",
        &["GET /api/admin/tips", "GET /api/v1/chat/tips"],
    ),
    (
        "functions/copilot/documents/src/deletion.rs",
        "owners and administrators delete in the same way, in Postgres and by a message",
        &["DELETE /api/documents/{id}", "DELETE /api/admin/documents/{id}"],
    ),
    (
        "functions/copilot/documents/src/reindexing.rs",
        "owners and administrators index in the same way, in Postgres and by a message",
        &["POST /api/documents/{id}/reindex", "POST /api/admin/documents/{id}/reindex"],
    ),
    (
        "functions/copilot/documents/src/ingest/take.rs",
        "the file is stored in S3 and in Postgres",
        &["POST /api/ingest/docs", "POST /api/ingest/docs/async", "GET /api/ingest/jobs/{id}"],
    ),
    (
        "functions/copilot/tables/src/deletion.rs",
        "a failed upload is hidden in the same way",
        &["DELETE /api/ingest/data/{id}"],
    ),
    (
        "functions/platform/auth/src/v1/verification.rs",
        "both verifications order a message",
        &["POST /api/v1/auth/verify-email/send", "POST /api/v1/auth/verify-mobile/send"],
    ),
    (
        "functions/platform/ops/src/new_member.rs",
        "two addresses create a member of staff",
        &["POST /api/v1/ops/users", "POST /api/v1/ops/auth/register"],
    ),
    (
        "functions/platform/ops/src/member_change.rs",
        "each change checks the rights over the member",
        &["PUT /api/v1/ops/users/{id}", "PUT /api/v1/ops/users/{id}/role", "DELETE /api/v1/ops/users/{id}"],
    ),
    (
        "shared/identity/src/login.rs",
        "three surfaces log in, with Postgres and the signing keys",
        &["POST /api/auth/login", "POST /api/v1/auth/login", "POST /api/v1/ops/auth/login"],
    ),
    (
        "shared/identity/src/sessions/refresh.rs",
        "three surfaces refresh, with Postgres and the signing keys",
        &["POST /api/auth/refresh", "POST /api/v1/auth/refresh", "POST /api/v1/ops/auth/refresh"],
    ),
    (
        "shared/identity/src/sessions/end.rs",
        "three surfaces log out",
        &["POST /api/auth/logout", "POST /api/v1/auth/logout", "POST /api/v1/ops/auth/logout"],
    ),
    (
        "shared/identity/src/change_password.rs",
        "two surfaces change a password",
        &["PUT /api/auth/password", "PATCH /api/v1/users/me/password"],
    ),
    (
        "shared/identity/src/second_factor.rs",
        "the secret is sealed with a key of the Secrets Manager",
        &["POST /api/auth/totp", "POST /api/auth/totp/confirm"],
    ),
    (
        "shared/events/src/dead_letters.rs",
        "failed messages are in SQS, and have no SQL",
        &["GET /api/admin/dead-letters", "POST /api/admin/dead-letters/redrive"],
    ),
    (
        "functions/platform/health/src/checks/database.rs",
        "each service is checked; Postgres by its schema version, which is no SQL of a table",
        &["GET /api/health/ready", "GET /api/health/detailed", "GET /api/v1/health/detailed"],
    ),
    ("shared/uploads/src/lib.rs", "an address for an upload to S3 has no SQL", &["POST /api/v1/users/me/avatar"]),
];

/// Operations without SQL beside that of the admission of every request.
const WITHOUT_SQL: [&str; 19] = [
    "GET /.well-known/jwks.json",
    "GET /api/auth/me",
    "GET /api/auth/verify",
    "GET /api/docs",
    "GET /api/docs/{file}",
    "GET /api/health",
    "GET /api/health/live",
    "GET /api/openapi.json",
    "GET /api/redoc",
    "GET /api/v1/auth/csrf-token",
    "GET /api/v1/auth/status",
    "GET /api/v1/auth/verify",
    "GET /api/v1/chat/modes",
    "GET /api/v1/documents/sources",
    "GET /api/v1/health",
    "GET /api/version",
    "GET /health",
    "GET /metrics",
    "POST /api/v1/auth/validate",
];

/// All Rust files below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

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
    let listed: BTreeSet<&str> = THREE_JUMPS.iter().flat_map(|(_, _, operations)| operations.iter().copied()).collect();
    let further: Vec<_> = operations
        .iter()
        .filter(|(name, text)| !calls_a_query(text, &modules) && !listed.contains(name.as_str()))
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(further, WITHOUT_SQL, "operations whose file calls no query function");
}

#[test]
fn three_jumps_lead_through_the_listed_file() {
    let (modules, operations) = (query_modules(), operations());
    for (file, reason, names) in THREE_JUMPS {
        let text = fs::read_to_string(Path::new(ROOT).join(file)).unwrap();
        assert!(calls_a_query(&text, &modules) || reason.contains("no SQL"), "{file}");
        for name in names {
            assert!(operations.contains_key(*name), "{name} is no operation");
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
