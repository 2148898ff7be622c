//! `GET /api/redoc`

use crate::product::PLATFORM;
use world::World;

#[tokio::test]
async fn redirects_to_the_docs() {
    let stranger = World::new(PLATFORM).await.stranger();
    let reply = stranger.get("/api/redoc").await.is(303);
    assert_eq!(stranger.get(reply.header("location")).await.is(200).header("content-type"), "text/html; charset=utf-8");
}
