//! Requests that are submitted many times concurrently.

use futures::future::join_all;
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use world::{Person, Reply, World};

/// Number of concurrent submissions.
const TIMES: usize = 6;
/// Maximum number of API keys of an account.
const KEYS: usize = 20;

pub(super) async fn submit(world: &World, number: u64, chance: &mut ChaCha8Rng) -> Result<(), String> {
    match chance.random_range(0..4) {
        0 => register(world, number).await,
        1 => keys(world, number).await,
        2 => password(world, number).await,
        _ => roles(world, number).await,
    }
}

/// Checks that exactly one request succeeded and the others were rejected.
fn exactly_one(what: &str, replies: &[Reply], done: u16, refused: &[u16]) -> Result<(), String> {
    let times = replies.iter().filter(|reply| reply.status == done).count();
    let odd = replies.iter().find(|reply| reply.status != done && !refused.contains(&reply.status.as_u16()));
    match odd {
        Some(reply) => Err(format!("{what}: {} {}", reply.status, reply.body)),
        None if times == 1 => Ok(()),
        None => Err(format!("{what}: done {times} times")),
    }
}

async fn register(world: &World, number: u64) -> Result<(), String> {
    let input = json!({
        "email": format!("new-{number}@example.com"), "mobile": format!("+25677{number:07}"),
        "password": "Tangerine-Kestrel-42!", "first_name": "New"
    });
    let stranger = world.stranger();
    let replies = join_all((0..TIMES).map(|_| stranger.post("/api/v1/auth/register", input.clone()))).await;
    exactly_one("an account", &replies, 201, &[400, 409])
}

async fn keys(world: &World, number: u64) -> Result<(), String> {
    let person = world.user(&format!("keys-{number}")).await;
    let make = |person: Person| async move {
        person
            .post(
                "/api/auth/api-keys",
                json!({ "name": "program", "scopes": ["read"], "expires_in_days": 1, "password": person.password() }),
            )
            .await
    };
    for _ in 0..KEYS - 1 {
        make(person.clone()).await.is(201);
    }
    let replies = join_all((0..TIMES).map(|_| make(person.clone()))).await;
    exactly_one("the last key", &replies, 201, &[409])
}

async fn password(world: &World, number: u64) -> Result<(), String> {
    let person = world.user(&format!("password-{number}")).await;
    let change = |place: usize| {
        let new = format!("Tangerine-Kestrel-{place}!");
        person.put("/api/auth/password", json!({ "current_password": person.password(), "new_password": new }))
    };
    let replies = join_all((0..TIMES).map(change)).await;
    exactly_one("another password", &replies, 200, &[400, 409])
}

async fn roles(world: &World, number: u64) -> Result<(), String> {
    let owner = world.staff(&format!("owner-{number}"), "super_admin").await;
    let input = json!({ "name": format!("role_{number}"), "display_name": "Role", "description": "", "level": 10 });
    let replies = join_all((0..TIMES).map(|_| owner.post("/api/v1/ops/roles", input.clone()))).await;
    exactly_one("a role", &replies, 201, &[400, 409])
}
