//! What the sweep forgets.

use super::story::Story;
use jiff::SignedDuration;

/// A session lives for a quarter of an hour and is kept for a day.
const EXPIRED: SignedDuration = SignedDuration::from_mins(16);
const DAY: SignedDuration = SignedDuration::from_hours(24);

async fn count_sessions(story: &Story) -> i64 {
    let database = story.world().database();
    let connection = database.connection().await.unwrap();
    connection.query_one("SELECT count(*) FROM auth_sessions", &[]).await.unwrap().get(0)
}

#[tokio::test]
async fn a_log_in_is_forgotten_a_day_after_it_ended() {
    let story = Story::begin().await;
    story.world().user("alice").await;
    story.clock.advance(EXPIRED);
    story.sweep().await.unwrap();
    assert_eq!(count_sessions(&story).await, 1);
    story.clock.advance(DAY);
    story.world().logs_in("alice").await;
    story.sweep().await.unwrap();
    assert_eq!(count_sessions(&story).await, 1, "the new one stays");
}
