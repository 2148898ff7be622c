//! Restore drills of a database with law and lists, which ask about both.

use crate::{
    law::{Law, act},
    list::{URL, file, list, ten},
};
use sisuiq_backup::DrillStatus;
use sisuiq_testing::pdf::PdfBuilder;

const TEXT: &str = "The heron of Lake Kivu counts seven transformers each night.";

/// A place with an act, a list, and an answer that quotes a document.
async fn filled() -> Law {
    let law = Law::new("EU-Sanctions").await;
    let run = law.publishes(act("All funds are frozen.")).await;
    assert_eq!(run["status"], "done", "{}", run.body);
    law.place.server.on(URL, file(list(&ten()), "1"));
    assert_eq!(law.place.runs().await["status"], "done");
    let admin = law.place.admin().await;
    admin.uploads("herons.pdf", &PdfBuilder::of_texts(&[TEXT]).build()).await;
    let answer = admin.asks("What does the heron of Lake Kivu count?").await.is(200);
    assert!(answer["citations"].as_array().is_some_and(|citations| !citations.is_empty()), "{}", answer.body);
    law.place.world.sweeps().await;
    assert_eq!(law.place.world.deliver_all().await, 0);
    law
}

#[tokio::test]
async fn drill_asks_five_questions() {
    let law = filled().await;
    law.place.world.backs_up().await;
    let drilled = law.place.world.drills().await.unwrap();
    assert_eq!(drilled.status, DrillStatus::Passed);
    assert_eq!((drilled.questions_asked, drilled.questions_answered), (5, 5));
    assert!(drilled.points_expected > 1 && drilled.points_found == drilled.points_expected, "{drilled:?}");
}

#[tokio::test]
async fn lost_names_fail_the_drill() {
    let law = filled().await;
    law.place.world.execute("UPDATE list_entity_versions SET names = 'nobody'", &[]).await;
    law.place.world.backs_up().await;
    let failed = law.place.world.drills().await.unwrap_err().to_string();
    let unanswered = "an entry of a list by its name, a listed name, as screenings compare it";
    assert_eq!(failed, format!("the restored rows do not contain the expected answer: {unanswered}"));
}

#[tokio::test]
async fn unreadable_provision_fails_the_drill() {
    let law = filled().await;
    // found by its name, but not as a passage of a version that answers
    let hides =
        "UPDATE documents SET owner_id = (SELECT id FROM users WHERE name <> 'admin' LIMIT 1), access = 'owner'";
    law.place.world.user("alice").await;
    law.place.world.execute(hides, &[]).await;
    law.place.world.backs_up().await;
    // the drill asks as the owner, who may read it
    assert_eq!(law.place.world.drills().await.unwrap().questions_answered, 5);
    law.place.world.execute("UPDATE document_chunk_provisions SET names = ARRAY['article 99'], version = 9", &[]).await;
    law.place.world.backs_up().await;
    let failed = law.place.world.drills().await.unwrap_err().to_string();
    assert_eq!(failed, "the restored rows do not contain the expected answer: a provision of law by its name");
}
