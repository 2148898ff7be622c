//! `GET /api/v1/auth/csrf-token`

use crate::product::PLATFORM;
use axum::body::Body;
use http::{Method, Request};
use world::World;

#[tokio::test]
async fn header_must_match_cookie() {
    let world = World::new(PLATFORM).await;
    let mut browser = world.browser();
    let token = browser.send(&Method::GET, "/api/v1/auth/csrf-token", None).await.is(200).text("csrf_token").to_owned();
    let kept = browser.cookies["csrf_token"].clone();
    assert_eq!(kept, token);
    let logout = async |header: Option<&str>, cookie: Option<&str>| {
        let mut request = Request::post("/api/auth/logout");
        if let Some(header) = header {
            request = request.header("x-csrf-token", header);
        }
        if let Some(cookie) = cookie {
            request = request.header("cookie", format!("csrf_token={cookie}"));
        }
        world.send(request.body(Body::empty()).unwrap()).await.status.as_u16()
    };
    assert_eq!(logout(Some(&token), Some(&kept)).await, 200);
    assert_eq!(logout(None, Some(&kept)).await, 200, "whoever does not send it is judged by where they come from");
    assert_eq!(logout(Some("made up"), Some(&kept)).await, 403);
    assert_eq!(logout(Some(&token), None).await, 403);
}

#[tokio::test]
async fn only_csrf_cookie_is_readable() {
    let world = World::new(PLATFORM).await;
    let reply =
        world.stranger().get("/api/v1/auth/csrf-token").await.is(200).matches_snapshot("get_v1_auth_csrf_token");
    assert!(!reply.header("set-cookie").contains("HttpOnly") && reply.header("set-cookie").contains("SameSite=Strict"));
}
