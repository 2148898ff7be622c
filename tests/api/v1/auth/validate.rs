//! `POST /api/v1/auth/validate`

use http::Method;
use jiff::SignedDuration;
use tests::world::{Person, Reply, World};

async fn validates(person: &Person) -> Reply {
    person.send(Method::POST, "/api/v1/auth/validate").await
}

#[tokio::test]
async fn what_is_no_token_of_ours_is_refused() {
    let world = World::new().await;
    validates(&world.stranger()).await.is_problem(401, "unauthorized");
    validates(&world.stranger().with_token("x.y.z")).await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn a_token_that_is_over_is_not_valid_and_no_error() {
    let world = World::new().await;
    let (carol, staff) = (world.customer("carol").await, world.staff("sam", "admin").await);
    let reply = validates(&carol).await.is(200);
    assert_eq!((&reply["valid"], &reply["user_type"]), (&true.into(), &"customer".into()));
    assert_eq!(validates(&staff).await.is(200)["user_type"], "staff");
    carol.send(Method::POST, "/api/v1/auth/logout").await.is(200);
    assert_eq!(validates(&carol).await.is(200)["valid"], false);
    world.wait(SignedDuration::from_mins(16));
    let reply = validates(&staff).await.is(200);
    assert_eq!((&reply["valid"], &reply["user_type"]), (&false.into(), &"staff".into()));
}
