//! Accidents for requests.

use http::Method;
use serde_json::{Value, json};
use sisuiq_model::UserRole;
use std::path::Path;
use std::sync::LazyLock;
use world::{Person, Reply, World};

/// The model of the tests.
pub(crate) static PREDICTOR: LazyLock<sisuiq_accidents::Predictor> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds/accident_model");
    sisuiq_accidents::Predictor::load(Path::new(folder)).unwrap()
});

/// A complete accident.
pub(crate) fn accident() -> Value {
    json!({
        "weather": "맑음", "road_surface": "건조", "road_type": "교차로 - 교차로안", "accident_type": "차대차",
        "time_period": "일반시간대", "district": "대구광역시 중구 동성로1가", "day_of_week": "수요일",
        "accident_hour": 14, "accident_year": 2021, "accident_month": 12, "accident_day": 8
    })
}

/// The accident with another value of a field.
pub(crate) fn with(field: &str, value: impl Into<Value>) -> Value {
    let mut accident = accident();
    accident[field] = value.into();
    accident
}

/// The figure that the model predicts.
pub(crate) fn eclo(accident: &Value) -> f64 {
    let reading = PREDICTOR.parse(accident).unwrap();
    PREDICTOR.estimate(&reading.accident).unwrap().eclo
}

/// `POST` with a JSON body, read in a language.
pub(crate) async fn posts_in(person: &Person, language: &str, path: &str, body: &Value) -> Reply {
    let request = person.request(&Method::POST, path).header("accept-language", language);
    let request = request.header("content-type", "application/json").body(body.to_string().into());
    person.world.send(request.unwrap()).await
}

/// `GET`, read in a language.
pub(crate) async fn gets_in(person: &Person, language: &str, path: &str) -> Reply {
    let request = person.request(&Method::GET, path).header("accept-language", language);
    person.world.send(request.body(String::new().into()).unwrap()).await
}

/// Asserts that only roles with `predictions.use` are admitted.
pub(crate) async fn is_only_for_predictors(world: &World, method: &Method, path: &str, body: &Value) {
    let ask = async |person: &Person| {
        let request = person.request(method, path).header("content-type", "application/json");
        world.send(request.body(body.to_string().into()).unwrap()).await
    };
    ask(&world.stranger()).await.is_problem(401, "unauthorized");
    for role in [UserRole::Guest, UserRole::Auditor, UserRole::Compliance] {
        ask(&world.of_role(role).await).await.is_problem(403, "forbidden");
    }
    for role in [UserRole::Analyst, UserRole::Admin] {
        let reply = ask(&world.of_role(role).await).await;
        assert!(![401, 403].contains(&reply.status.as_u16()), "{role}: {}", reply.body);
    }
}
