//! `GET /api/docs`

use tests::world::World;

#[tokio::test]
async fn the_page_asks_no_other_host_and_has_nothing_inline() {
    let world = World::new().await;
    let reply = world.stranger().get("/api/docs").await.is(200);
    assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
    let text = reply.body.as_str().unwrap();
    assert!(!text.contains("//") && !text.contains("<style") && !text.contains("style="), "{text}");
    let sources: Vec<&str> = text.split(['"']).filter(|part| part.starts_with("/api/")).collect();
    assert_eq!(sources, ["/api/docs/swagger.css", "/api/docs/swagger.js", "/api/docs/start.js"]);
    assert_eq!(text.matches("<script ").count(), text.matches("<script src=").count());
    for source in sources {
        world.stranger().get(source).await.is(200);
    }
}

#[tokio::test]
async fn only_this_page_may_run_scripts_and_only_those_of_this_host() {
    let world = World::new().await;
    let reply = world.stranger().get("/api/docs").await.is(200);
    let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
        base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    assert_eq!(reply.header("content-security-policy"), policy);
    assert_eq!(reply.header("x-frame-options"), "DENY");
    for other in ["/api/docs/start.js", "/api/docs/nothing", "/api/health", "/api/auth/me"] {
        let reply = world.stranger().get(other).await;
        assert_eq!(reply.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'", "{other}");
    }
}
