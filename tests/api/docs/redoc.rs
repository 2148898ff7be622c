//! `GET /api/redoc`

use tests::world::World;

#[tokio::test]
async fn whoever_looks_for_the_description_there_is_sent_to_it() {
    let stranger = World::new().await.stranger();
    let reply = stranger.get("/api/redoc").await.is(303);
    assert_eq!(stranger.get(reply.header("location")).await.is(200).header("content-type"), "text/html; charset=utf-8");
}
