//! Demo data: made once, by however many, and in development only.

use super::story::Story;
use seed::{Counts, Summary};
use std::{fs, path::Path};
use tests::seeds::{DOCUMENTS, typeset};

/// The function that makes demo data, in the story's world.
async fn seeding(story: &Story) -> seed::State {
    seed::State::from_environment(&story.world().environment(), &story.clock).await.unwrap()
}

const NONE: Counts = Counts { created: 0, existing: 0 };

#[tokio::test]
async fn no_other_stage_than_development_is_seeded() {
    for stage in ["staging", "prod"] {
        let story = Story::begin().await;
        story.world().set("SISUIQ_STAGE", stage);
        let environment = story.world().environment();
        let make = async |environment: &_| seed::State::from_environment(environment, &story.clock).await;
        let state = environment.gather(make).await;
        let refused = state.err().map(|error| error.to_string()).unwrap_or_default();
        assert!(refused.contains("DEMO_USER_SECRET must not be set outside dev"), "{stage}: {refused}");
    }
}

#[tokio::test]
async fn seeding_twice_makes_everything_once() {
    let story = Story::begin().await;
    let state = seeding(&story).await;
    let first = seed::seed(&state).await.unwrap();
    let made = Counts { created: 1, ..NONE };
    let staff = Counts { created: 5, ..NONE };
    assert_eq!(first, Summary { users: made, staff, documents: Counts { created: 4, ..NONE }, tables: made });
    let second = seed::seed(&state).await.unwrap();
    let found = Counts { existing: 1, ..NONE };
    let staff = Counts { existing: 5, ..NONE };
    assert_eq!(second, Summary { users: found, staff, documents: Counts { existing: 4, ..NONE }, tables: found });
    assert_eq!(story.count_documents().await, 4);
}

#[tokio::test]
async fn two_that_seed_at_once_leave_one_copy() {
    let story = Story::begin().await;
    let (one, two) = (seeding(&story).await, seeding(&story).await);
    let (one, two) = tokio::join!(seed::seed(&one), seed::seed(&two));
    let (one, two) = (one.unwrap(), two.unwrap());
    let created = |count: fn(&Summary) -> Counts| count(&one).created + count(&two).created;
    assert_eq!((created(|made| made.users), created(|made| made.staff), created(|made| made.documents)), (1, 5, 4));
    assert_eq!(story.count_documents().await, 4);
}

#[tokio::test]
async fn demo_documents_become_ready() {
    let story = Story::begin().await;
    seed::seed(&seeding(&story).await).await.unwrap();
    story.announce_all().await;
    story.work_off().await;
    assert_eq!(story.statuses().await, ["ready"; 4]);
}

#[tokio::test]
async fn the_demo_table_becomes_figures() {
    let story = Story::begin().await;
    seed::seed(&seeding(&story).await).await.unwrap();
    story.announce_all().await;
    story.work_off().await;
    let connection = story.world().database().connection().await.unwrap();
    let found = "SELECT status, payload -> 'total_events', payload ? 'saidi' FROM analytics_snapshots";
    let row = connection.query_one(found, &[]).await.unwrap();
    let (status, events): (String, serde_json::Value) = (row.get(0), row.get(1));
    assert_eq!((status.as_str(), events.as_i64(), row.get::<_, bool>(2)), ("ready", Some(1_673), true));
}

#[tokio::test]
async fn a_demo_document_whose_file_did_not_arrive_is_stored_by_the_next_run() {
    let story = Story::begin().await;
    let state = seeding(&story).await;
    seed::seed(&state).await.unwrap();
    story.lose_objects().await;
    story.lose_messages().await;
    seed::seed(&state).await.unwrap();
    story.announce_all().await;
    story.work_off().await;
    assert_eq!(story.statuses().await, ["ready"; 4]);
}

#[test]
fn the_stored_demo_documents_are_those_that_typesetting_gives() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../seeds");
    for name in DOCUMENTS {
        let text = fs::read_to_string(folder.join("documents").join(format!("{name}.txt"))).unwrap();
        let stored = fs::read(folder.join(format!("{name}.pdf"))).unwrap();
        assert!(stored == typeset(&text), "cargo run --package tests --bin typeset brings {name}.pdf up to date");
    }
}
