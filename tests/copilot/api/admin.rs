//! Administration.

mod analytics;
mod audit;
mod dead_letters;
mod documents;
mod evaluations;
mod feedback;
mod jobs;
mod sessions;
mod spend;
mod stats;
mod tips;
mod users;

use serde_json::Value;
use world::{Person, Reply, World};

/// Checks that only administrators may read the path and that wrong parameters are named. Returns an administrator.
async fn is_for_administrators(world: &World, path: &str, wrong: &[(&str, &str)]) -> Person {
    let (alice, owner) = (world.user("alice").await, world.staff("owner", "super_admin").await);
    let admin = world.admin().await;
    world.stranger().get(path).await.is_problem(401, "unauthorized");
    for person in [&alice, &owner] {
        person.get(path).await.is_problem(403, "forbidden");
    }
    let paging = [("limit=0", "limit"), ("limit=101", "limit"), ("limit=x", "limit"), ("offset=-1", "offset")];
    for (query, field) in paging.iter().chain(wrong) {
        let refused = admin.get(&format!("{path}?{query}")).await.is_problem(422, "unprocessable");
        assert_eq!(refused.wrong_fields(), [*field], "{query}");
    }
    admin
}

/// A member of each row.
fn each(reply: &Reply, member: &str) -> Vec<Value> {
    reply["data"].as_array().unwrap().iter().map(|row| row[member].clone()).collect()
}

/// The address of the next page, from the `link` header.
fn next(reply: &Reply) -> Option<String> {
    let link = reply.headers.get("link")?.to_str().unwrap();
    Some(link.trim_start_matches('<').split_once('>').unwrap().0.to_owned())
}
