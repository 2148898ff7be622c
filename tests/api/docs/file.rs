//! `GET /api/docs/{file}`

use tests::world::World;

#[tokio::test]
async fn there_are_three_files_and_no_others() {
    let world = World::new().await;
    for unknown in ["swagger-ui.css", "..", "%2e%2e%2fopenapi.json", "start.js%00", "Start.js"] {
        let reply = world.stranger().get(&format!("/api/docs/{unknown}")).await;
        assert!([400, 404].contains(&reply.status.as_u16()), "{unknown}: {}", reply.status);
    }
    let script = "text/javascript; charset=utf-8";
    let files = [("swagger.css", "text/css; charset=utf-8"), ("swagger.js", script), ("start.js", script)];
    for (file, kind) in files {
        let reply = world.stranger().get(&format!("/api/docs/{file}")).await.is(200);
        assert_eq!((reply.header("content-type"), reply.header("x-content-type-options")), (kind, "nosniff"));
        assert!(reply.header("etag").starts_with("W/\""), "{file}");
    }
}

#[tokio::test]
async fn swagger_ui_is_told_to_ask_only_us() {
    let reply = World::new().await.stranger().get("/api/docs/start.js").await.is(200);
    let text = reply.body.as_str().unwrap();
    assert!(text.contains("url: \"/api/openapi.json\"") && text.contains("validatorUrl: null"), "{text}");
}
