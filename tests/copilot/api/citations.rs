//! `GET /api/citations/{id}`

mod recut;
mod reread;

use axum::body::Body;
use copilot::COPILOT;
use copilot::plan::{QUESTION, plan};
use http::{HeaderMap, Method, StatusCode};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use uuid::Uuid;
use world::{Document, Person, Reply, World};

/// The path of a citation.
fn address(citation: &serde_json::Value) -> String {
    format!("/api/citations/{}", citation["id"].as_str().unwrap())
}

/// Alice's answer from a plan that everybody may read.
struct Cited {
    world: World,
    admin: Person,
    alice: Person,
    plan: Document,
    /// The answer's citation of the vision.
    citation: serde_json::Value,
}

impl Cited {
    async fn vision() -> Self {
        let world = World::new(COPILOT).await;
        let admin = world.admin().await;
        let plan = admin.uploads("plan.pdf", &plan()).await;
        let alice = world.user("alice").await;
        let answer = alice.asks(QUESTION).await.is(200);
        let citations = answer["citations"].as_array().unwrap();
        let of_vision = |citation: &&serde_json::Value| citation["quote"].as_str().unwrap().contains("reliable");
        let citation = citations.iter().find(of_vision).unwrap_or_else(|| panic!("{}", answer.body)).clone();
        Self { world, admin, alice, plan, citation }
    }

    /// Requests the citation with its verdict.
    async fn check(&self) -> Reply {
        self.alice.get(&address(&self.citation)).await.is(200)
    }

    /// The label and the cause of the verdict.
    async fn verdict(&self) -> (String, String) {
        let reply = self.check().await;
        assert!(reply.text("reason").ends_with('.'), "{}", reply.body);
        (reply.text("label").to_owned(), reply.text("cause").to_owned())
    }

    /// Changes a row directly in the database.
    async fn by_hand(&self, sql: &str) {
        let connection = self.world.database().connection().await.unwrap();
        let changed = connection.execute(sql, &[]).await.unwrap();
        assert_eq!(changed, 1, "{sql}");
    }
}

/// Everything in a response that a client can see.
async fn seen(person: &Person, path: &str) -> (StatusCode, HeaderMap, String) {
    let request = person.request(&Method::GET, path).header("x-trace-id", "a1".repeat(16));
    let response = person.world.respond(request.body(Body::empty()).unwrap()).await;
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes().to_vec();
    (parts.status, parts.headers, String::from_utf8(bytes).unwrap())
}

fn verdict(label: &str, cause: &str) -> (String, String) {
    (label.to_owned(), cause.to_owned())
}

/// A rectangle's edges: left, top, right, bottom.
fn edges(rectangle: &Value) -> [f64; 4] {
    let length = |name: &str| rectangle[name].as_f64().unwrap();
    let (left, top) = (length("left"), length("top"));
    [left, top, left + length("width"), top + length("height")]
}

#[tokio::test]
async fn malformed_id_is_refused() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    for id in ["1", "first", "0190b5a0-0000-7000-8000-00000000000", "%00", "%ff", "'%20OR%201=1%20--"] {
        alice.get(&format!("/api/citations/{id}")).await.is_problem(400, "bad_request");
    }
    alice.get(&format!("/api/citations/{}", Uuid::new_v4())).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn foreign_citation_equals_missing_one() {
    let cited = Cited::vision().await;
    let bob = cited.world.user("bob").await;
    let path = address(&cited.citation);
    let foreign = [seen(&bob, &path).await, seen(&cited.admin, &path).await];
    assert_eq!(foreign[0].0, StatusCode::NOT_FOUND);
    cited.by_hand(&format!("DELETE FROM citations WHERE id = '{}'", cited.citation["id"].as_str().unwrap())).await;
    assert_eq!(foreign, [seen(&bob, &path).await, seen(&cited.admin, &path).await]);
    assert_eq!(seen(&cited.alice, &path).await, foreign[0]);
}

#[tokio::test]
async fn deleted_document_withdraws_citations() {
    let cited = Cited::vision().await;
    cited.admin.delete(&cited.plan.path()).await.is(204);
    let hidden = cited.check().await;
    assert_eq!((&hidden["label"], &hidden["cause"]), (&json!("withdrawn"), &json!("document_withdrawn")));
    assert_eq!((&hidden["found"], &hidden["highlight"]), (&Value::Null, &Value::Null));
    assert_eq!((&hidden["quote"], &hidden["highlight_missing"]), (&cited.citation["quote"], &json!("not_found")));
    assert_eq!(cited.world.deliver_all().await, 0);
    assert_eq!(cited.check().await.body, hidden.body);
}

#[tokio::test]
async fn unshared_document_equals_deleted_one() {
    let cited = Cited::vision().await;
    cited.by_hand("UPDATE documents SET access = 'owner'").await;
    let hidden = cited.check().await;
    assert_eq!(hidden["label"], "withdrawn");
    cited.by_hand("UPDATE documents SET access = 'everyone'").await;
    assert_eq!(cited.verdict().await, verdict("valid", "unchanged"));
    cited.admin.delete(&cited.plan.path()).await.is(204);
    assert_eq!(cited.check().await.body, hidden.body);
}

#[tokio::test]
async fn corrupted_page_makes_citation_stale() {
    let cited = Cited::vision().await;
    assert_eq!(cited.verdict().await, verdict("valid", "unchanged"));
    cited.by_hand("UPDATE document_pages SET text = replace(text, 'reliable', 'unreliable')").await;
    let corrupted = cited.check().await;
    assert_eq!((&corrupted["label"], &corrupted["cause"]), (&json!("stale"), &json!("gone")));
    assert_eq!((&corrupted["found"], &corrupted["highlight"]), (&Value::Null, &Value::Null));
    cited.by_hand("UPDATE document_pages SET text = replace(text, 'unreliable', 'reliable')").await;
    let mended = cited.check().await;
    assert_eq!(mended["label"], "valid");
    assert!(mended["highlight"].is_object(), "{}", mended.body);
}

#[tokio::test]
async fn missing_page_makes_citation_stale() {
    let cited = Cited::vision().await;
    cited.by_hand("DELETE FROM document_pages").await;
    assert_eq!(cited.verdict().await, verdict("stale", "gone"));
}

#[tokio::test]
async fn moved_quote_gives_new_place() {
    let cited = Cited::vision().await;
    cited.by_hand("UPDATE document_pages SET text = 'Bient\u{f4}t: ' || text").await;
    let moved = cited.check().await;
    assert_eq!((&moved["label"], &moved["cause"]), (&json!("stale"), &json!("moved")));
    let (start, end) = (moved["start"].as_u64().unwrap() + 9, moved["end"].as_u64().unwrap() + 9);
    assert_eq!(moved["found"], json!({ "start": start, "end": end, "match": "exact" }));
    assert!(moved.text("reason").contains(&format!("{start} to {end}")), "{}", moved.body);
    assert_eq!(moved["highlight_missing"], "text_changed", "boxes of another text are not shown");
    cited.by_hand("UPDATE document_pages SET text = replace(text, 'reliable', E'\\n reliable')").await;
    let reset = cited.check().await;
    assert_eq!((&reset["cause"], &reset["found"]["match"]), (&json!("moved"), &json!("normalized")));
}

#[tokio::test]
async fn newer_version_makes_citation_stale() {
    let cited = Cited::vision().await;
    cited
        .by_hand(
            "INSERT INTO document_versions (document_id, version, object_key, declared_size, created_at, updated_at, upload_expires_at)
             SELECT document_id, 2, object_key || '.2', declared_size, created_at, updated_at, upload_expires_at FROM document_versions",
        )
        .await;
    cited.by_hand("UPDATE documents SET current_version = 2").await;
    let stale = cited.check().await;
    assert_eq!((&stale["label"], &stale["cause"]), (&json!("stale"), &json!("newer_version")));
    assert!(stale.text("reason").contains("version 2"), "{}", stale.body);
    assert_eq!((&stale["version"], &stale["found"]["start"]), (&json!(1), &stale["start"]));
    assert!(stale["highlight"].is_object(), "{}", stale.body);
}

#[tokio::test]
async fn replaced_file_makes_citation_stale() {
    let cited = Cited::vision().await;
    cited.by_hand("UPDATE document_versions SET sha256 = repeat('0', 64)").await;
    assert_eq!(cited.verdict().await, verdict("stale", "file_changed"));
}

#[tokio::test]
async fn missing_or_damaged_places_are_reported() {
    let cited = Cited::vision().await;
    for (boxes, missing) in [("NULL", "not_measured"), ("'\\x01ff'", "unreadable"), ("''", "unreadable")] {
        cited.by_hand(&format!("UPDATE document_pages SET word_boxes = {boxes}")).await;
        let reply = cited.check().await;
        assert_eq!((&reply["label"], &reply["highlight"]), (&json!("valid"), &Value::Null), "{}", reply.body);
        assert_eq!(reply["highlight_missing"], missing);
    }
}

#[tokio::test]
async fn valid_citation_has_exact_boxes() {
    let cited = Cited::vision().await;
    let reply = cited.check().await.matches_snapshot("get_citations_id");
    assert_eq!((&reply["label"], &reply["cause"]), (&json!("valid"), &json!("unchanged")));
    let same =
        ["id", "document_id", "document_name", "source", "document_sha256", "page", "quote", "start", "end", "match"];
    for member in same {
        assert_eq!(reply[member], cited.citation[member], "{member}");
    }
    assert_eq!(reply["version"], 1);
    assert_eq!(reply["found"], json!({ "start": reply["start"], "end": reply["end"], "match": "exact" }));
    assert_eq!(reply["highlight_missing"], Value::Null);
    let highlight = &reply["highlight"];
    assert_eq!((highlight["page_width"].as_f64(), highlight["page_height"].as_f64()), (Some(595.0), Some(842.0)));
    let rectangles = highlight["rectangles"].as_array().unwrap();
    assert_eq!(rectangles.len(), 1, "one line: {}", reply.body);
    let [left, top, right, bottom] = edges(&rectangles[0]);
    // the baseline is 1.2 × 11 points below the first one, which is 770 points above the lower edge of the page
    let baseline = 842.0 - 770.0 + 1.2 * 11.0;
    assert!((left - 72.0).abs() < 0.5 && right > 450.0 && right < 595.0, "{}", reply.body);
    assert!((top - (baseline - 8.8)).abs() < 0.5 && (bottom - (baseline + 2.42)).abs() < 0.5, "{}", reply.body);
}
