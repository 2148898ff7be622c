//! `POST /api/auth/refresh`

use crate::product::PLATFORM;
use jiff::SignedDuration;
use world::{Browser, World};

async fn logged_in(world: &World) -> Browser {
    world.admits("alice", sisuiq_model::UserRole::User).await;
    let mut browser = world.browser();
    browser.logs_in("alice").await.is(200);
    browser
}

#[tokio::test]
async fn missing_or_invented_token_is_refused() {
    let world = World::new(PLATFORM).await;
    world.browser().refreshes().await.is_problem(401, "unauthorized");
    let mut browser = logged_in(&world).await;
    browser.cookies.insert("refresh_token".to_owned(), "sisuiq_refresh_x".to_owned());
    let reply = browser.refreshes().await.is_problem(401, "unauthorized");
    assert!(reply.header("www-authenticate").starts_with("Bearer"));
    // the response deletes the useless cookie
    assert!(!browser.cookies.contains_key("refresh_token"), "{:?}", browser.cookies);
}

#[tokio::test]
async fn replaces_both_tokens() {
    let world = World::new(PLATFORM).await;
    let mut browser = logged_in(&world).await;
    let before = browser.cookies.clone();
    world.wait(SignedDuration::from_mins(20));
    assert_eq!(browser.asks_who_it_is().await.status, 401);
    let reply = browser.refreshes().await.is(200).matches_snapshot("post_auth_refresh");
    assert_eq!(reply["user"]["email"], "alice@example.com");
    assert_eq!(browser.asks_who_it_is().await.status, 200);
    for name in ["access_token", "refresh_token"] {
        assert_ne!(browser.cookies[name], before[name]);
    }
    let set: Vec<&str> = reply.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap()).collect();
    assert!(set.iter().any(|line| line.starts_with("refresh_token=") && line.contains("HttpOnly; SameSite=Strict")));
}

#[tokio::test]
async fn replayed_token_ends_session() {
    let world = World::new(PLATFORM).await;
    let mut thief = logged_in(&world).await;
    let mut owner = thief.clone();
    thief.refreshes().await.is(200);
    thief.asks_who_it_is().await.is(200);
    owner.refreshes().await.is_problem(401, "unauthorized");
    thief.asks_who_it_is().await.is_problem(401, "unauthorized");
    thief.refreshes().await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn lost_response_can_be_retried() {
    let world = World::new(PLATFORM).await;
    let mut browser = logged_in(&world).await;
    let mut unheard = browser.clone();
    unheard.refreshes().await.is(200);
    browser.refreshes().await.is(200);
    browser.asks_who_it_is().await.is(200);
    // the tokens of the lost response are invalid now, and their reuse ends the session
    unheard.asks_who_it_is().await.is_problem(401, "unauthorized");
    unheard.refreshes().await.is_problem(401, "unauthorized");
    browser.asks_who_it_is().await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn concurrent_refreshes_keep_session() {
    let world = World::new(PLATFORM).await;
    let mut first = logged_in(&world).await;
    let mut second = first.clone();
    let (one, two) = tokio::join!(first.refreshes(), second.refreshes());
    assert_eq!((one.status.as_u16(), two.status.as_u16()), (200, 200));
    // browsers share the cookies, so only the last pair of tokens is valid
    let alive = [first.asks_who_it_is().await.status == 200, second.asks_who_it_is().await.status == 200];
    assert_eq!(alive.iter().filter(|alive| **alive).count(), 1, "{alive:?}");
}

#[tokio::test]
async fn session_expires_after_week_or_month() {
    let world = World::new(PLATFORM).await;
    let mut silent = logged_in(&world).await;
    let mut busy = world.browser();
    busy.logs_in("alice").await.is(200);
    for _ in 0..4 {
        world.wait(SignedDuration::from_hours(24 * 7) - SignedDuration::from_secs(1));
        busy.refreshes().await.is(200);
    }
    silent.refreshes().await.is_problem(401, "unauthorized");
    world.wait(SignedDuration::from_hours(24 * 2) + SignedDuration::from_secs(4));
    busy.refreshes().await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn ended_session_cannot_refresh() {
    let world = World::new(PLATFORM).await;
    let mut browser = logged_in(&world).await;
    let mut copy = browser.clone();
    browser.cookies.remove("access_token");
    browser.send(&http::Method::POST, "/api/auth/logout", None).await.is(200);
    copy.refreshes().await.is_problem(401, "unauthorized");
    let mut other = world.browser();
    other.logs_in("alice").await.is(200);
    let connection = world.database().connection().await.unwrap();
    connection.execute("UPDATE users SET is_active = false", &[]).await.unwrap();
    other.refreshes().await.is_problem(401, "unauthorized");
}

#[tokio::test]
async fn replay_notifies_the_owner() {
    let world = World::new(PLATFORM).await;
    let mut owner = logged_in(&world).await;
    let mut thief = owner.clone();
    thief.refreshes().await.is(200);
    thief.asks_who_it_is().await.is(200);
    assert_eq!(world.sends_messages().await, 0);
    owner.refreshes().await.is_problem(401, "unauthorized");
    owner.refreshes().await.is_problem(401, "unauthorized");
    assert_eq!(world.sends_messages().await, 1);
    assert_eq!(world.mail_to("alice@example.com").await.pop().unwrap().subject, "A session of yours was logged out");
}
