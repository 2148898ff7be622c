//! `GET /api/admin/audit/export`

use copilot::COPILOT;
use serde_json::{Value, json};
use sisuiq_audit::{Fault, Verified, Verifier};
use world::{Person, World};

const PATH: &str = "/api/admin/audit/export";

/// All parts of an export, from the first record on.
async fn copies(admin: &Person, limit: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut next = Some(format!("{PATH}?limit={limit}"));
    while let Some(path) = next {
        let part = admin.get(&path).await.is(200);
        assert_eq!(part.header("content-type"), "application/x-ndjson");
        // a part with a single line is a JSON value instead of text
        let text = match &part.body {
            Value::Null => String::new(),
            Value::String(lines) => lines.clone(),
            one => one.to_string(),
        };
        lines.extend(text.lines().map(str::to_owned));
        next = part.header("link").strip_prefix('<').and_then(|link| link.split_once('>')).map(|(to, _)| to.to_owned());
    }
    lines
}

fn check(lines: &[String]) -> Result<Verified, Fault> {
    let mut verifier = Verifier::default();
    for line in lines {
        verifier.take(line)?;
    }
    verifier.finish()
}

/// A world with some audit records, and its administrator.
async fn busy() -> (World, Person) {
    let world = World::new(COPILOT).await;
    let (admin, alice) = (world.admin().await, world.user("alice").await);
    for number in 0..6 {
        alice.creates(json!({ "name": format!("{number}.pdf"), "size": 1 })).await.is(201);
    }
    (world, admin)
}

#[tokio::test]
async fn invalid_ranges_are_named() {
    let (_, admin) = busy().await;
    for (query, field) in [("after=-1", "after"), ("limit=0", "limit"), ("limit=5001", "limit"), ("after=x", "after")] {
        let refused = admin.get(&format!("{PATH}?{query}")).await.is_problem(422, "unprocessable");
        assert_eq!(refused.wrong_fields(), [field], "{query}");
    }
}

#[tokio::test]
async fn parts_join_up_to_the_head() {
    let (_, admin) = busy().await;
    let lines = copies(&admin, 3).await;
    let head = admin.get("/api/admin/audit/head").await.is(200);
    let whole = check(&lines).unwrap();
    assert_eq!((whole.first, whole.last.sequence, lines.len()), (1, 8, 8));
    assert_eq!((head["sequence"].clone(), head.text("hash")), (json!(8), whole.last.hash.to_string().as_str()));
    let first: Value = serde_json::from_str(&lines[0]).unwrap();
    assert_eq!(first["previous"].as_str().unwrap(), "0".repeat(64));
    assert!(admin.get(&format!("{PATH}?after=8")).await.is(200).body.is_null(), "there is nothing after the last");
}

#[tokio::test]
async fn tampering_breaks_the_chain() {
    let (world, admin) = busy().await;
    let whole = copies(&admin, 5_000).await;
    let connection = world.database().connection().await.unwrap();
    for statement in [
        "UPDATE audit_records SET actor_id = NULL WHERE sequence = 4",
        "DELETE FROM audit_records WHERE sequence = 4",
        "TRUNCATE audit_records",
    ] {
        let refused = connection.execute(statement, &[]).await.unwrap_err();
        assert!(format!("{refused:?}").contains("neither changed nor removed"), "{refused:?}");
    }
    drop(connection);
    assert_eq!(copies(&admin, 5_000).await, whole);
    // the owner of the database may disable the trigger that protects the table
    world.execute("ALTER TABLE audit_records DISABLE TRIGGER ALL", &[]).await;
    world.execute("UPDATE audit_records SET actor_id = NULL WHERE sequence = 4", &[]).await;
    assert_eq!(check(&copies(&admin, 5_000).await), Err(Fault::Changed { sequence: 4 }));
    world.execute("UPDATE audit_records SET hash = previous WHERE sequence = 8", &[]).await;
    let last = copies(&admin, 5_000).await.pop().unwrap();
    assert_eq!(check(&[last]), Err(Fault::Changed { sequence: 8 }));
    world.execute("DELETE FROM audit_records WHERE sequence = 4", &[]).await;
    assert_eq!(check(&copies(&admin, 5_000).await), Err(Fault::Missing { expected: 4, found: 5 }));
}

#[tokio::test]
async fn oversized_part_ends_early() {
    let (world, admin) = busy().await;
    admin.get("/api/admin/audit/head").await.is(200);
    let more = "INSERT INTO pending_audit_records SELECT gen_random_uuid(), now(), NULL, NULL, NULL, 'log_out', 'done', NULL, NULL, \
        '{}', 'unknown', repeat('\"', 300), 'trace' FROM generate_series(1, 5000)";
    world.execute(more, &[]).await;
    for _ in 0..5 {
        admin.get("/api/admin/audit/head").await.is(200);
    }
    let part = admin.get(PATH).await.is(200);
    assert!(part.body.as_str().unwrap().len() <= 4_000_000);
    assert!(!part.header("link").is_empty());
    let lines = copies(&admin, 5_000).await;
    assert_eq!((lines.len(), check(&lines).unwrap().last.sequence), (5_008, 5_008));
}
