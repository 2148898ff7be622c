//! `POST /api/v1/auth/validate`

use crate::product::PLATFORM;
use http::Method;
use jiff::SignedDuration;
use world::{Person, Reply, World};

async fn validates(person: &Person) -> Reply {
    person.send(Method::POST, "/api/v1/auth/validate").await
}

#[tokio::test]
async fn foreign_token_is_refused() {
    let world = World::new(PLATFORM).await;
    validates(&world.stranger()).await.is_problem(401, "unauthorized");
    validates(&world.stranger().with_token("x.y.z")).await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn expired_token_is_reported_invalid() {
    let world = World::new(PLATFORM).await;
    let (carol, staff) = (world.customer("carol").await, world.staff("sam", "admin").await);
    let reply = validates(&carol).await.is(200).matches_snapshot("post_v1_auth_validate");
    assert_eq!((&reply["valid"], &reply["user_type"]), (&true.into(), &"customer".into()));
    assert_eq!(validates(&staff).await.is(200)["user_type"], "staff");
    carol.send(Method::POST, "/api/v1/auth/logout").await.is(200);
    assert_eq!(validates(&carol).await.is(200)["valid"], false);
    world.wait(SignedDuration::from_mins(16));
    let reply = validates(&staff).await.is(200);
    assert_eq!((&reply["valid"], &reply["user_type"]), (&false.into(), &"staff".into()));
}
