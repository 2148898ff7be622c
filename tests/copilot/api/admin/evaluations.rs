//! `GET` and `POST /api/admin/evaluations`, `GET /api/admin/evaluations/{id}`

use super::{each, is_for_administrators, next};
use copilot::COPILOT;
use jiff::SignedDuration;
use serde_json::{Value, json};
use world::World;

const PATH: &str = "/api/admin/evaluations";

fn case(id: &str, is_passed: bool, score: f64) -> Value {
    json!({
        "id": id, "mode": "strategy_qa", "category": "strategy", "query": "What is planned?", "answer": "A line. [1]",
        "passed": is_passed, "score": score, "abstained": false, "citations": 1, "latency_ms": 80.0
    })
}

fn run(version: &str, results: &[Value]) -> Value {
    json!({
        "dataset_name": "demo", "dataset_version": version, "started_at": "2026-11-22T09:00:00Z",
        "finished_at": "2026-11-22T09:01:00Z",
        "figures": [{ "name": "recall@8", "value": 0.98, "low": 0.92, "high": 1.0, "count": 88 }], "results": results
    })
}

#[tokio::test]
async fn only_administrators_are_admitted() {
    let world = World::new(COPILOT).await;
    let wrong = [("sort=score", "sort"), ("cursor=1", "cursor")];
    let admin = is_for_administrators(&world, PATH, &wrong).await;
    let good = run("1", &[case("a", true, 0.9)]);
    world.stranger().post(PATH, good.clone()).await.is_problem(401, "unauthorized");
    world.user("bob").await.post(PATH, good).await.is_problem(403, "forbidden");
    assert_eq!(admin.get(PATH).await.is(200).body, json!({ "data": [], "count": 0 }));
}

#[tokio::test]
async fn invalid_run_names_its_fields() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let changed = |change: fn(&mut Value)| {
        let mut input = run("1", &[case("a", true, 0.9)]);
        change(&mut input);
        input
    };
    for (input, field) in [
        (changed(|run| run["dataset_name"] = json!("")), "dataset_name"),
        (changed(|run| run["dataset_version"] = json!("x".repeat(51))), "dataset_version"),
        (changed(|run| run["finished_at"] = json!("2026-11-22T08:00:00Z")), "finished_at"),
        (changed(|run| run["results"] = json!([])), "results"),
        (changed(|run| run["results"][0]["score"] = json!(1.5)), "results[0].score"),
        (changed(|run| run["results"][0]["answer"] = json!("x".repeat(501))), "results[0].answer"),
        (changed(|run| run["figures"][0]["value"] = json!(-0.1)), "figures[0].value"),
    ] {
        let refused = admin.post(PATH, input).await.is_problem(422, "unprocessable");
        assert_eq!(refused.wrong_fields(), [field]);
    }
    admin.post(PATH, json!({ "dataset_name": "demo" })).await.is_problem(422, "unprocessable");
    assert_eq!(admin.get(PATH).await.is(200)["count"], 0);
}

#[tokio::test]
async fn run_is_stored_once() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    let results = [case("a", true, 0.9), case("b", false, 0.5)];
    let kept = admin.post(PATH, run("1", &results)).await.is(201).matches_snapshot("post_admin_evaluations");
    admin.post(PATH, run("1", &results)).await.is_problem(409, "conflict");
    let listed = admin.get(PATH).await.is(200).matches_snapshot("get_admin_evaluations");
    let row = &listed["data"][0];
    assert_eq!((&listed["count"], &row["id"]), (&json!(1), &kept["id"]));
    assert_eq!((&row["total_cases"], &row["passed_cases"]), (&json!(2), &json!(1)));
    assert_eq!(
        (&row["pass_rate"], &row["avg_score"], &row["avg_latency_ms"]),
        (&json!(0.5), &json!(0.7), &json!(80.0))
    );
    assert_eq!(row["figures"][0]["name"], "recall@8");
    assert_eq!(row["results"], Value::Null, "a list is without answers");
    let read =
        admin.get(&format!("{PATH}/{}", kept.text("id"))).await.is(200).matches_snapshot("get_admin_evaluations_id");
    assert_eq!((&read["results"], &read["avg_score"]), (&json!(results), &json!(0.7)));
    admin.get(&format!("{PATH}/first")).await.is_problem(400, "bad_request");
    admin.get(&format!("{PATH}/0190b5a0-0000-7000-8000-000000000000")).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn list_sorts_and_pages() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    for version in ["1", "2", "3"] {
        world.wait(SignedDuration::from_mins(1));
        admin.post(PATH, run(version, &[case("a", true, 0.9)])).await.is(201);
    }
    let page = admin.get(&format!("{PATH}?limit=2")).await.is(200);
    assert_eq!((&page["count"], each(&page, "dataset_version")), (&json!(3), vec![json!("3"), json!("2")]));
    let rest = admin.get(&next(&page).unwrap()).await.is(200);
    assert_eq!((each(&rest, "dataset_version"), next(&rest)), (vec![json!("1")], None));
    let oldest = admin.get(&format!("{PATH}?sort=created_at&limit=1&offset=1")).await.is(200);
    assert_eq!(each(&oldest, "dataset_version"), [json!("2")]);
}
