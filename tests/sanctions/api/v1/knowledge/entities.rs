//! `/api/v1/knowledge/entities` and `/api/v1/knowledge/entities/{id}`

mod history;

use crate::{
    list::{Place, URL, file, list, ten},
    product::SANCTIONS,
};
use jiff::SignedDuration;
use serde_json::{Value, json};
use sisuiq_model::UserRole;
use uuid::Uuid;
use world::{Reply, World};

const PATH: &str = "/api/v1/knowledge/entities";

fn names(reply: &Reply) -> Vec<&str> {
    reply["data"].as_array().unwrap().iter().map(|entity| entity["name"].as_str().unwrap()).collect()
}

fn day(place: &Place, days: i64) -> String {
    let now = place.world.clock().now() + SignedDuration::from_hours(24 * days);
    now.to_string()[..10].to_owned()
}

/// The path of the entry with this name.
async fn entry(place: &Place, name: &str, query: &str) -> String {
    let found = place.admin().await.get(&format!("{PATH}?q={name}{query}")).await.is(200);
    assert_eq!(found["count"], 1, "{}", found.body);
    format!("{PATH}/{}", found["data"][0]["id"].as_str().unwrap())
}

#[tokio::test]
async fn users_and_above_read_lists() {
    let place = Place::new().await;
    place.server.on(URL, file(list(&ten()), "1"));
    place.runs().await;
    let one = entry(&place, "abbas", "").await;
    let paths = [PATH.to_owned(), one.clone(), format!("{one}/history")];
    let guest = place.world.of_role(UserRole::Guest).await;
    for path in &paths {
        place.world.stranger().get(path).await.is_problem(401, "unauthorized");
        guest.get(path).await.is_problem(403, "forbidden");
    }
    for role in [UserRole::User, UserRole::Analyst, UserRole::Compliance, UserRole::Auditor] {
        let reader = place.world.of_role(role).await;
        for path in &paths {
            reader.get(path).await.is(200);
        }
    }
}

#[tokio::test]
async fn wrong_questions_are_named() {
    let world = World::new(SANCTIONS).await;
    let user = world.of_role(UserRole::User).await;
    for (query, field) in [
        ("q=a", "q"),
        ("at=2021-02-30", "at"),
        ("at=07.07.2021", "at"),
        ("at=2021-07-07T10:00:00Z", "at"),
        ("at=9999-01-01", "at"),
        ("list=ofac", "list"),
        ("kind=ship", "kind"),
        ("limit=0", "limit"),
    ] {
        let refused = user.get(&format!("{PATH}?{query}")).await.is_problem(422, "unprocessable");
        assert_eq!(refused.wrong_fields(), [field], "{query}");
    }
    let long = "x".repeat(201);
    assert_eq!(user.get(&format!("{PATH}?q={long}")).await.is_problem(422, "unprocessable").wrong_fields(), ["q"]);
    let unknown = format!("{PATH}/{}", Uuid::new_v4());
    user.get(&unknown).await.is_problem(404, "not_found");
    user.get(&format!("{unknown}/history")).await.is_problem(404, "not_found");
    user.get(&format!("{PATH}/7140")).await.is_problem(400, "bad_request");
    assert_eq!(user.get(PATH).await.is(200).body, json!({ "data": [], "count": 0, "lists": [] }));
}

#[tokio::test]
async fn entries_are_found_by_a_part_of_a_name() {
    let place = Place::new().await;
    place.server.on(URL, file(list(&ten()), "1"));
    place.runs().await;
    let user = place.world.of_role(UserRole::User).await;
    let listed = user.get(&format!("{PATH}?limit=2")).await.is(200).matches_snapshot("get_v1_knowledge_entities");
    assert_eq!((names(&listed), &listed["count"]), (vec!["ABBAS, Ali", "BAKER, Bo"], &json!(10)));
    for (query, expected) in [
        ("q=IVANOV", &["IVANOV, Igor"][..]),
        ("q=%20igor%20", &["IVANOV, Igor"]),
        ("q=a,%20g", &[]),
        ("q=l,%20", &["FALL, Fatou", "GUL, Gita"]),
        ("q=%25%25", &[]),
        ("q=__", &[]),
        ("q=abbas&kind=person", &["ABBAS, Ali"]),
        ("q=abbas&kind=vessel", &[]),
    ] {
        assert_eq!(names(&user.get(&format!("{PATH}?{query}")).await.is(200)), expected, "{query}");
    }
    let source = place.source.rsplit('/').next().unwrap();
    assert_eq!(user.get(&format!("{PATH}?list={source}")).await.is(200)["count"], 10);
    let other = user.get(&format!("{PATH}?list={}", Uuid::new_v4())).await.is(200);
    assert_eq!(other.body, json!({ "data": [], "count": 0, "lists": [] }));
}

#[tokio::test]
async fn entries_are_those_of_the_day() {
    let place = Place::new().await;
    place.server.on(URL, file(list(&ten()), "1"));
    place.runs().await;
    let first = day(&place, 0);
    let before = day(&place, -1);
    place.world.wait(SignedDuration::from_hours(24 * 10));
    let mut now = ten();
    now[0].1 = "ABBAS, Alim";
    now.remove(9);
    place.server.on(URL, file(list(&now), "2"));
    place.runs().await;
    let second = day(&place, 0);
    let admin = place.admin().await;
    let found = async |query: String| admin.get(&format!("{PATH}?{query}")).await.is(200);
    assert_eq!(names(&found("q=abbas".to_owned()).await), ["ABBAS, Alim"]);
    assert_eq!(names(&found(format!("q=abbas&at={second}")).await), ["ABBAS, Alim"]);
    assert_eq!(names(&found(format!("q=abbas&at={}", day(&place, -1))).await), ["ABBAS, Ali"]);
    assert_eq!(names(&found(format!("q=jallow&at={first}")).await), ["JALLOW, Jarra"]);
    assert_eq!(found(format!("q=jallow&at={second}")).await["count"], 0);
    assert_eq!(found("q=jallow".to_owned()).await["count"], 0);
    let uncovered = found(format!("q=jallow&at={before}")).await;
    assert_eq!((&uncovered["count"], &uncovered["lists"][0]["covers"]), (&json!(0), &json!(false)));
    let lists = found(format!("at={first}")).await;
    assert_eq!((&lists["lists"][0]["covers"], &lists["lists"][0]["covered_from"]), (&json!(true), &json!(first)));
    place.world.wait(SignedDuration::from_hours(24));
    let later = place.admin().await.get(&format!("{PATH}?q=abbas&at={}", day(&place, 0))).await.is(200);
    assert_eq!(later["lists"][0]["covers"], false, "it was not read since");
}

#[tokio::test]
async fn an_entry_is_as_the_list_had_it() {
    let place = Place::new().await;
    place.server.on(URL, file(list(&ten()), "1"));
    let run = place.runs().await;
    let (first, before) = (day(&place, 0), day(&place, -1));
    let path = entry(&place, "jallow", "").await;
    let user = place.world.of_role(UserRole::User).await;
    let read = user.get(&path).await.is(200).matches_snapshot("get_v1_knowledge_entities_id");
    assert_eq!((&read["listed"], &read["key"]), (&json!(true), &json!("110")));
    assert_eq!(read["version"]["content"]["names"][0]["text"], "JALLOW, Jarra");
    assert_eq!(read["version"]["run_id"], run["id"]);
    assert_eq!(read["version"]["files"][0]["sha256"], run["files"][0]["sha256"]);
    place.world.wait(SignedDuration::from_hours(24));
    place.server.on(URL, file(list(&ten()[..9]), "2"));
    place.runs().await;
    let admin = place.admin().await;
    let now = admin.get(&path).await.is(200);
    assert_eq!((&now["listed"], &now["version"]["number"]), (&json!(false), &json!(1)), "what it said last is shown");
    assert_eq!(now["version"]["valid_to"], json!(day(&place, 0)));
    let of = async |at: &str| admin.get(&format!("{path}?at={at}")).await.is(200);
    assert_eq!(of(&first).await["listed"], true);
    let today = of(&day(&place, 0)).await;
    assert_eq!((&today["listed"], &today["version"]), (&json!(false), &Value::Null));
    let uncovered = of(&before).await;
    assert_eq!((&uncovered["listed"], &uncovered["version"]), (&Value::Null, &Value::Null), "not known is not `no`");
}
