//! Checks that the answers meet the baseline.
#![expect(clippy::unwrap_used, reason = "test code")]

use copilot::COPILOT;
use evaluation::{
    AnswerSummary, Baseline, Collection, DOCUMENTS, Dataset, Expected, Fault, Figure, Figures, LawCollection, LawKind,
    LawSummary, Scope, Summary, Writer, WrittenSummary, ask_law, ask_questions, ask_writer, evaluate, load,
    load_folder, load_law,
};
use std::collections::BTreeMap;
use world::World;

const UNLIMITED: [(&str, &str); 4] = [
    ("RATE_LIMIT_DEFAULT", "none"),
    ("RATE_LIMIT_DEFAULT_ADDRESS", "none"),
    ("RATE_LIMIT_CHAT", "none"),
    ("RATE_LIMIT_CHAT_ADDRESS", "none"),
];

fn dataset() -> Dataset {
    Dataset::parse(include_str!("dataset.json")).unwrap()
}

/// The strangers' documents, with the questions that are not kept for a last run.
fn strangers() -> Collection {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/strangers");
    let mut collection = Collection::read(folder.as_ref()).unwrap();
    collection.questions.retain(|question| !question.unread);
    collection
}

/// The figures of this world's answers that are too low.
async fn faults(world: &World) -> Vec<Fault> {
    let person = world.user("evaluator").await;
    let outcomes = evaluate(&person, &dataset(), 2).await.unwrap();
    let baseline: Baseline = serde_json::from_str(include_str!("baseline.json")).unwrap();
    baseline.faults(&Figures::of(&outcomes))
}

/// Assigns each vector to another passage than its own.
async fn scramble(world: &World) {
    let places = "CREATE TABLE scrambled AS SELECT id, gen_random_uuid() AS between, \
        coalesce(lead(id, 20) OVER chunks, nth_value(id, 1) OVER chunks) AS other, row_number() OVER chunks AS place \
        FROM document_chunks WINDOW chunks AS (ORDER BY id)";
    world.execute(places, &[]).await;
    // the last 20 get the first 20, each a different one
    let ends = "UPDATE scrambled SET other = first.id FROM scrambled AS first \
        WHERE scrambled.place > (SELECT max(place) - 20 FROM scrambled) \
        AND first.place = scrambled.place - (SELECT max(place) - 20 FROM scrambled)";
    world.execute(ends, &[]).await;
    // they keep the ids of chunks and serve only the search without vectors
    assert!(world.execute("DELETE FROM document_chunk_terms", &[]).await > 40);
    for (from, to) in [("id", "between"), ("between", "other")] {
        let sql = format!(
            "UPDATE document_chunks AS chunks SET id = scrambled.{to} FROM scrambled WHERE chunks.id = scrambled.{from}"
        );
        assert!(world.execute(&sql, &[]).await > 40);
    }
}

#[test]
fn expected_quotes_are_on_their_page() {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for case in dataset().cases {
        for expected in case.evidence.iter().flat_map(Expected::places) {
            let document = DOCUMENTS.iter().find(|document| document.name == expected.document);
            let pages: Vec<&str> = document.unwrap().text.split("\n===\n").collect();
            let page = pages[usize::try_from(expected.page).unwrap() - 1];
            assert!(plain(page).contains(&plain(&expected.quote)), "{}: {}", case.id, expected.quote);
        }
    }
}

#[test]
fn enough_questions_of_each_kind() {
    let dataset = dataset();
    let of = |kind: &str| dataset.cases.iter().filter(|case| case.kind == kind).count();
    assert!(dataset.cases.len() >= 80 && of("unanswerable") >= 25);
    for kind in ["fact", "multi_page", "numeric", "table", "paraphrased", "adversarial"] {
        assert!(of(kind) >= 4, "{kind}");
    }
    let pages: usize = DOCUMENTS.iter().map(|document| document.text.split("\n===\n").count()).sum();
    assert!(pages >= 25);
}

#[tokio::test]
async fn broken_retriever_fails() {
    let world = World::with(COPILOT, &UNLIMITED).await;
    load(&world.admin().await).await;
    scramble(&world).await;
    let faults: Vec<String> = faults(&world).await.into_iter().map(|fault| fault.name).collect();
    for name in ["recall@8", "right page first", "citation recall", "answers that say what they must"] {
        assert!(faults.iter().any(|fault| fault == name), "{name} does not tell: {faults:?}");
    }
}

#[tokio::test]
async fn answers_meet_the_baseline() {
    let world = World::with(COPILOT, &UNLIMITED).await;
    load(&world.admin().await).await;
    let faults = faults(&world).await;
    assert!(faults.is_empty(), "{faults:?}: cargo dev evaluate tells more");
}

#[tokio::test]
async fn strangers_questions_meet_the_baseline() {
    let collection = strangers();
    let world = World::with(COPILOT, &UNLIMITED).await;
    let ids = load_folder(&world.admin().await, &collection.documents).await.unwrap();
    let found = ask_questions(&world.user("evaluator").await, &collection, &ids, 2).await.unwrap();
    let summary = Summary::of(&collection.questions, &found.places, &BTreeMap::new());
    let baseline: Baseline = serde_json::from_str(include_str!("strangers/baseline.json")).unwrap();
    let answers = Scope::ALL.map(|scope| AnswerSummary::judged(scope, &collection.questions, &found));
    let figures: Vec<Figure> =
        summary.quality().iter().cloned().chain(answers.iter().flat_map(AnswerSummary::quality)).collect();
    let value = |name: &str| figures.iter().find(|figure| figure.name == name).map(|figure| figure.value);
    let faults = baseline.faults_of(value, &[]);
    assert!(faults.is_empty(), "{faults:?}: cargo dev evaluate --suite strangers tells more");
}

#[tokio::test]
async fn model_that_knows_the_keys_answers_what_it_is_shown() {
    let collection = strangers();
    let oracle = Writer::oracle(&collection.questions).await.unwrap();
    let world = World::with(COPILOT, &[&UNLIMITED[..], &oracle.settings()].concat()).await;
    load_folder(&world.admin().await, &collection.documents).await.unwrap();
    let answers = ask_writer(&world.user("evaluator").await, &collection.questions, &oracle, 2).await.unwrap();
    let summary = WrittenSummary::of(&answers);
    for (name, least) in [
        ("page is in the prompt", 0.95),
        ("right, of those whose page is in the prompt", 0.95),
        ("unanswerable and declined", 1.0),
        ("not wrong", 1.0),
    ] {
        let value = summary.value(name).unwrap();
        assert!(value >= least, "{name}: {value}: cargo dev evaluate --suite strangers --oracle tells more");
    }
}

fn law() -> LawCollection {
    LawCollection::demo(concat!(env!("CARGO_MANIFEST_DIR"), "/law").as_ref()).unwrap()
}

#[test]
fn enough_questions_about_demo_law() {
    let questions = law().questions;
    let of = |kind: LawKind| questions.iter().filter(|question| question.kind == kind).count();
    assert!(questions.len() >= 20 && of(LawKind::Plain) >= 10);
    for kind in [LawKind::Reference, LawKind::Term, LawKind::Unanswerable, LawKind::OtherDay] {
        assert!(of(kind) >= 3, "{kind:?}");
    }
}

#[tokio::test]
async fn answers_about_demo_law_meet_their_goals() {
    let collection = law();
    let world = World::with(COPILOT, &UNLIMITED).await;
    load_law(&world.admin().await, &collection.texts).await.unwrap();
    let answers = ask_law(&world.user("evaluator").await, &collection, |_| true, 2).await.unwrap();
    let summary = LawSummary::of(&collection, &answers, &BTreeMap::new());
    let missed: Vec<_> = summary.missed().collect();
    assert!(missed.is_empty(), "{missed:?}: cargo dev evaluate --suite law tells more");
}
