//! `GET /api/predict/predictions` and `GET /api/predict/predictions/{id}`

use crate::accident::{accident, gets_in, is_only_for_predictors, with};
use crate::product::PUBLIC_DATA;
use http::Method;
use jiff::SignedDuration;
use serde_json::{Value, json};
use world::World;

const PATH: &str = "/api/predict/predictions";
const UNKNOWN: &str = "/api/predict/predictions/0190b5a0-0000-7000-8000-000000000000";

#[tokio::test]
async fn predictions_need_their_capability() {
    let world = World::new(PUBLIC_DATA).await;
    is_only_for_predictors(&world, &Method::GET, PATH, &Value::Null).await;
    world.stranger().get(UNKNOWN).await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn get_returns_404_for_others() {
    let world = World::new(PUBLIC_DATA).await;
    let (alice, bob, admin) = (world.user("alice").await, world.user("bob").await, world.admin().await);
    let made = alice.post("/api/predict/eclo", accident()).await.is(200);
    let path = format!("{PATH}/{}", made.text("prediction_id"));
    for person in [&bob, &admin] {
        person.get(&path).await.is_problem(404, "not_found");
        assert_eq!(person.get(PATH).await.is(200).body, json!({ "data": [], "count": 0 }));
    }
    alice.get(UNKNOWN).await.is_problem(404, "not_found");
    alice.get(&format!("{PATH}/7")).await.is_problem(400, "bad_request");
    let stored = alice.get(&path).await.is(200).matches_snapshot("get_predict_predictions_id");
    assert_eq!((&stored["eclo"], &stored["accident"]), (&made["eclo"], &accident()));
    assert_eq!(gets_in(&alice, "en", &path).await.is(200)["interpretation"], "moderate");
}

#[tokio::test]
async fn list_is_newest_first_and_paged() {
    let world = World::new(PUBLIC_DATA).await;
    let alice = world.user("alice").await;
    for hour in 0..5 {
        alice.post("/api/predict/eclo", with("accident_hour", hour)).await.is(200);
        world.wait(SignedDuration::from_secs(1));
    }
    let hours = |list: &Value| {
        let data = list["data"].as_array().unwrap().iter();
        data.map(|one| one["accident"]["accident_hour"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    let first = alice.get(&format!("{PATH}?limit=2")).await.is(200).matches_snapshot("get_predict_predictions");
    assert_eq!((hours(&first.body), &first["count"]), (vec![4, 3], &json!(5)));
    let next = first.header("link").split(['<', '>']).nth(1).unwrap().to_owned();
    alice.post("/api/predict/eclo", with("accident_hour", 9)).await.is(200);
    let second = alice.get(&next).await.is(200);
    assert_eq!((hours(&second.body), &second["count"]), (vec![2, 1], &json!(6)));
    assert_eq!(hours(&alice.get(&format!("{PATH}?offset=5")).await.is(200).body), [0]);
    for (query, field) in
        [("limit=0", "limit"), ("limit=101", "limit"), ("offset=-1", "offset"), ("cursor=1", "cursor")]
    {
        let refused = alice.get(&format!("{PATH}?{query}")).await.is_problem(422, "unprocessable");
        assert_eq!(refused.wrong_fields(), [field]);
    }
}
