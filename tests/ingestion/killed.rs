//! The process is killed half-way, and its message comes again.

use super::{
    process::Process,
    story::{Story, Uploaded, paragraphs},
    watch::Watch,
};

/// The moments between two steps of the work, in their order.
const STEPS: [&str; 8] = ["pinned", "planned", "sent", "read", "stored", "indexed", "counting", "counted"];

/// Works on the queue with the real binary until it reaches the step, and kills it there: no message is answered.
async fn kill_at(story: &Story, watch: &Watch, step: &str) {
    let mut settings = story.settings();
    settings.push(watch.setting());
    let process = Process::start(&Story::binaries(), &settings).await;
    loop {
        let batch = story.receive().await;
        assert!(!batch.is_empty(), "the queue is empty before {step:?}");
        let answer = process.invoke(Story::event(&batch));
        tokio::select! {
            reached = watch.try_until(step) => {
                let log = process.kill().await;
                assert!(reached.is_some() && !log.contains("panicked"), "until {step:?}: {log}");
                drop(reached);
                return;
            }
            answer = answer => story.settle(&batch, &answer.expect("the process answers").expect("no error")).await,
        }
    }
}

#[tokio::test]
async fn a_message_killed_anywhere_and_delivered_again_leaves_what_a_clean_run_leaves() {
    let story = Story::begin().await;
    let clean = story.upload(&paragraphs(5)).await;
    story.work_off().await;
    let clean = story.look(&clean).await;
    let watch = Watch::start().await;
    for step in STEPS {
        let document = story.upload(&paragraphs(5)).await;
        kill_at(&story, &watch, step).await;
        story.work_off().await;
        let found = story.look(&document).await;
        assert_eq!(found.content(), clean.content(), "killed at {step:?}");
        assert_eq!(found.points, found.chunk_ids(), "killed at {step:?}");
    }
}

#[tokio::test]
async fn a_message_killed_at_every_step_in_turn_still_ends_as_a_clean_run() {
    let story = Story::begin().await;
    let clean = story.upload(&paragraphs(3)).await;
    story.work_off().await;
    let clean = story.look(&clean).await;
    let watch = Watch::start().await;
    let document = story.upload(&paragraphs(3)).await;
    for step in STEPS {
        kill_at(&story, &watch, step).await;
    }
    story.work_off().await;
    assert_eq!(story.look(&document).await.content(), clean.content());
}

#[tokio::test]
async fn a_deletion_killed_anywhere_is_finished_by_the_next_delivery() {
    let story = Story::begin().await;
    let watch = Watch::start().await;
    for step in ["vectors gone", "object gone"] {
        let document = ready(&story).await;
        story.delete(&document).await;
        kill_at(&story, &watch, step).await;
        story.work_off().await;
        assert!(story.has_nothing_of(&document).await, "killed when {step}");
    }
}

#[tokio::test]
async fn a_deletion_killed_with_its_message_lost_is_finished_by_the_sweep() {
    let story = Story::begin().await;
    let watch = Watch::start().await;
    let document = ready(&story).await;
    story.delete(&document).await;
    kill_at(&story, &watch, "object gone").await;
    story.lose_messages().await;
    story.sweep().await.unwrap();
    assert!(story.has_nothing_of(&document).await);
}

async fn ready(story: &Story) -> Uploaded {
    let document = story.upload(&paragraphs(2)).await;
    story.work_off().await;
    document
}
