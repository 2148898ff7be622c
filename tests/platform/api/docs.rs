//! `GET /api/docs`, `GET /api/docs/{file}`

use crate::product::PLATFORM;
use world::World;

#[tokio::test]
async fn page_loads_nothing_external_or_inline() {
    let world = World::new(PLATFORM).await;
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
async fn only_page_may_run_own_scripts() {
    let world = World::new(PLATFORM).await;
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

#[tokio::test]
async fn serves_only_three_files() {
    let world = World::new(PLATFORM).await;
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
async fn swagger_ui_contacts_no_validator() {
    let reply = World::new(PLATFORM).await.stranger().get("/api/docs/start.js").await.is(200);
    let text = reply.body.as_str().unwrap();
    assert!(text.contains("url: \"/api/openapi.json\"") && text.contains("validatorUrl: null"), "{text}");
}
