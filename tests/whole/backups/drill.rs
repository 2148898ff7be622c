//! The restore drill: all stores are lost and restored, and the same questions get the same answers.

use copilot::COPILOT;
use serde_json::{Value, json};
use sisuiq_testing::pdf::PdfBuilder;
use world::{Person, World};

const PLAN: &str = "The vision of the Kivu Grid Company is to be a reliable transmission company for every region.\n\
    The mission of the company is to buy and transmit electricity at low cost.";
const CODE: &str = "Outages of more than one hour are reported to the regulator within two days.\n\
    Operators keep the grid code of the year 2031 in each control room.";
const QUESTIONS: [&str; 4] = [
    "What is the vision of the Kivu Grid Company?",
    "Which year is the grid code of that operators keep?",
    "When are outages reported to the regulator?",
    "How tall is the tower of Pisa?",
];

/// The answer to a question, with the quotes, pages and documents of its citations.
async fn answer(person: &Person, question: &str) -> Value {
    let reply = person.asks(question).await.is(200);
    let place = |citation: &Value| {
        let part = |name: &str| citation[name].clone();
        json!([part("document_id"), part("version"), part("page"), part("quote"), part("document_sha256")])
    };
    let citations: Vec<Value> = reply["citations"].as_array().unwrap().iter().map(place).collect();
    json!({ "answer": reply["answer"], "support": reply["support"], "degraded": reply["degraded"], "citations": citations })
}

async fn answers(person: &Person) -> Vec<Value> {
    let mut answers = Vec::new();
    for question in QUESTIONS {
        answers.push(answer(person, question).await);
    }
    answers
}

#[tokio::test]
async fn restore_brings_back_rows_and_answers() {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    admin.uploads("plan.pdf", &PdfBuilder::of_texts(&[PLAN]).build()).await;
    admin.uploads("code.pdf", &PdfBuilder::of_texts(&["A page before it.", CODE]).build()).await;
    world.staff("grace", "super_admin").await;
    world.customer("carol").await;
    let alice = world.user("alice").await;
    let before = answers(&alice).await;
    let cited = before.iter().filter(|answer| answer["citations"] != json!([])).count();
    assert_eq!(cited, QUESTIONS.len() - 1, "{before:#?}");
    world.sweeps().await;
    world.maintains().await;
    let (id, stored) = (world.backs_up().await, world.contents().await);
    let newest = world.backups().await.list().await.unwrap()[0];
    assert_eq!((newest.id, newest.verified_at), (id, Some(world.clock().now())));

    world.loses_its_stores().await;
    assert_ne!(world.contents().await, stored);
    let restored = world.restores().await.unwrap();
    let found = world.contents().await;
    for (table, rows) in &stored {
        assert_eq!(found.get(table), Some(rows), "{table}");
    }
    assert_eq!(found.len(), stored.len());
    assert_eq!(u64::try_from(stored.values().map(|(rows, _)| rows).sum::<i64>()).unwrap() + SESSIONS, restored.rows);
    alice.get("/api/auth/me").await.is(401);
    let alice = world.logs_in("alice").await;
    world.break_qdrant().await;
    let by_words = alice.asks(QUESTIONS[0]).await.is(200);
    assert_eq!(by_words["degraded"], true, "{}", by_words.body);
    assert_ne!(by_words["citations"], json!([]), "{}", by_words.body);
    world.mend_qdrant();
    world.sweeps().await;
    assert_eq!(world.deliver_all().await, 0);
    world.restart();
    assert_eq!(answers(&alice).await, before);
    // new rows need restored counters and sequences
    world.admits("dave", sisuiq_model::UserRole::User).await;
    world.employs("henry", "super_admin").await;
    let connection = world.database().connection().await.unwrap();
    let counted = "SELECT counted_rows('users') = (SELECT count(*) FROM users) \
        AND counted_rows('chat_sessions') = (SELECT count(*) FROM chat_sessions) \
        AND NOT EXISTS (SELECT 1 FROM users WHERE session_count <> \
            (SELECT count(*) FROM chat_sessions WHERE chat_sessions.user_id = users.id))";
    assert!(connection.query_one(counted, &[]).await.unwrap().get::<_, bool>(0));
    let changed = connection.execute("DELETE FROM audit_records", &[]).await;
    assert!(changed.is_err(), "the log can be changed");
}

/// Number of session rows. `contents` leaves them out, because a restore ends all sessions.
const SESSIONS: u64 = 4;
