//! The four modes of answers.

use copilot::COPILOT;
use copilot::plan::{PLAN, QUESTION, checked_quotes};
use copilot::provider::Provider;
use serde_json::{Value, json};
use sisuiq_testing::pdf::PdfBuilder;
use world::{Person, World};

const REGULATION: &str = "14. Form.\nReports are handed in through the portal of the Authority.\n\
    15. First notice. The licensee shall tell the Authority of an interruption of supply within thirty minutes.\n\
    16. Report. The licensee shall hand in a written report within fourteen days.";
const NOTICE: &str = "Within what time must the Authority be told of an interruption of supply?";
const ACTIONS: &str = "Recommendation: replace the oldest transformers first.\n\
    The company shall clear vegetation under all lines twice a year.\n\
    Transformers are filled with oil.";

/// A world with a strategy and a regulation.
async fn world() -> (World, Person) {
    let world = World::new(COPILOT).await;
    let admin = world.admin().await;
    admin.uploads_of("uetcl", "plan.pdf", &PdfBuilder::of_texts(&[PLAN, ACTIONS]).build()).await;
    admin.uploads_of("era", "regulation.pdf", &PdfBuilder::of_texts(&[REGULATION]).build()).await;
    let alice = world.user("alice").await;
    (world, alice)
}

async fn computes(world: &World, payload: Value) {
    let insert = "INSERT INTO datasets (id, dataset_name, payload, created_at) \
        VALUES (gen_random_uuid(), 'demo_outages', $1, $2)";
    world.execute(insert, &[&payload, &world.clock().now()]).await;
}

#[tokio::test]
async fn each_mode_declines_unanswerable_questions() {
    let (_world, alice) = world().await;
    for mode in ["strategy_qa", "actions", "analytics", "regulatory"] {
        let reply = alice.asks_as(mode, "What is the capital of Mongolia?").await.is(200);
        assert_eq!((&reply["abstained"], &reply["mode"]), (&json!(true), &json!(mode)), "{}", reply.body);
    }
}

#[tokio::test]
async fn regulatory_lists_requirements_and_caution() {
    let (_world, alice) = world().await;
    let reply = alice.asks_as("regulatory", NOTICE).await.is(200);
    let answer = reply.text("answer");
    let requirement = "### Regulatory Requirement\n\nThe licensee shall tell the Authority of an interruption of supply within thirty minutes. [1]";
    assert!(answer.starts_with(requirement), "{answer}");
    assert!(answer.contains("### Source\n\nregulation.pdf, clause 15, page 1"), "{answer}");
    assert!(answer.contains("### Key Points\n\n"), "{answer}");
    assert!(answer.contains("### Compliance Guidance") && answer.contains("consult the official text"), "{answer}");
    assert_eq!(reply["scope"], json!({ "preferred_source": "era", "fell_back": false }));
    assert_eq!(reply["citations"][0]["source"], "era");
    checked_quotes(&alice, &reply["citations"]).await;
}

#[tokio::test]
async fn actions_are_a_numbered_list() {
    let (_world, alice) = world().await;
    let reply = alice.asks_as("actions", "What should be done about transformers?").await.is(200);
    let answer = reply.text("answer");
    let first = "### Recommended Actions\n\n1. Recommendation: replace the oldest transformers first. [1]";
    assert!(answer.starts_with(first) && answer.contains("Implementation notes:"), "{answer}");
    assert!(!answer.contains("filled with oil"), "{answer}");
    checked_quotes(&alice, &reply["citations"]).await;
}

#[tokio::test]
async fn actions_without_obligations_say_so() {
    let (_world, alice) = world().await;
    let reply = alice.asks_as("actions", QUESTION).await.is(200);
    let answer = reply.text("answer");
    let first = "### Recommended Actions\n\nNo passage literally recommends or requires an action. Related passages:\n\n\
        1. The vision of the Kivu Grid Company is";
    assert!(answer.starts_with(first), "{answer}");
    assert!(answer.contains("Implementation notes: none of this is required"), "{answer}");
    checked_quotes(&alice, &reply["citations"]).await;
}

#[tokio::test]
async fn model_bullets_become_markdown_list() {
    let (world, alice) = world().await;
    let mut provider = Provider::start().await;
    for (name, value) in provider.settings() {
        world.set(name, value);
    }
    provider.says("\u{2022} Replace transformers").await;
    provider.says(" first.\n\u{2022} Clear vegetation.").await;
    provider.ends().await;
    let answer = alice.asks_as("actions", "What should be done about transformers?").await.is(200);
    let answer = answer.text("answer");
    assert!(answer.starts_with("- Replace transformers first") && answer.contains("\n- Clear vegetation"), "{answer}");
}

#[tokio::test]
async fn analytics_without_table_says_so() {
    let (_world, alice) = world().await;
    let reply = alice.asks_as("analytics", QUESTION).await.is(200);
    let answer = reply.text("answer");
    assert!(answer.starts_with("### Data Summary\n\nThere is no outage data yet"), "{answer}");
    assert!(answer.contains("### Strategic Alignment\n\nThe vision of the Kivu Grid Company"), "{answer}");
    assert!(reply["analytics"].is_null());
}

#[tokio::test]
async fn analytics_adds_the_newest_figures() {
    let (world, alice) = world().await;
    computes(&world, json!({ "saidi": 99.0 })).await;
    world.wait(jiff::SignedDuration::from_secs(1));
    let months = json!([{ "month": "Oct", "events": 98 }, { "month": "Nov", "events": 112 }]);
    let payload = json!({ "saidi": 10.3, "total_events": 1247, "monthly_trend": months });
    computes(&world, payload.clone()).await;
    let reply = alice.asks_as("analytics", QUESTION).await.is(200);
    let answer = reply.text("answer");
    assert!(answer.contains("- SAIDI: 10.3 hours per customer\n- Events: 1247"), "{answer}");
    assert!(answer.contains("### Trend Analysis\n\nEvents by month: Oct 98, Nov 112"), "{answer}");
    assert!(answer.contains("### Recommendations"), "{answer}");
    assert_eq!(reply["analytics"], payload);
    let of_data = alice.asks_as("analytics", "What is the SAIDI?").await.is(200);
    assert_eq!((&of_data["abstained"], &of_data["support"]), (&json!(false), &json!("none")), "{}", of_data.body);
    let strategy = alice.asks(QUESTION).await.is(200);
    assert!(strategy["analytics"].is_null(), "only one mode reads figures");
}

#[tokio::test]
async fn analytics_prefers_outages_to_newer_tables() {
    let (world, alice) = world().await;
    let outages = json!({ "saidi": 10.3, "total_events": 1247 });
    computes(&world, outages.clone()).await;
    world.wait(jiff::SignedDuration::from_secs(1));
    computes(&world, json!({ "row_count": 5 })).await;
    let reply = alice.asks_as("analytics", QUESTION).await.is(200);
    assert_eq!(reply["analytics"], outages);
    let again = alice.asks_as("analytics", QUESTION).await.is(200);
    assert_eq!(again["analytics"], outages, "the cache reads the same table");
}

const OUTAGES: &[u8] = b"date,region,cause,duration_hours,affected_customers\n\
    2024-01-05,Central,![x](http://evil.example/p.png),2,100\n2024-01-20,Eastern,theft,0.5,300\n";

#[tokio::test]
async fn figures_name_their_source() {
    let (world, alice) = world().await;
    alice.tabulates("hers.csv", OUTAGES, Some(1_000.0)).await;
    let reply = alice.asks_as("analytics", QUESTION).await.is(200);
    let answer = reply.text("answer");
    let saidi = "- SAIDI: 0.35 hours per customer (hers.csv; duration_hours, affected_customers; 2 rows)";
    assert!(answer.contains(saidi), "{answer}");
    assert!(
        answer.contains("Major event days are left out: they require the days of at least one earlier year."),
        "{answer}"
    );
    assert!(answer.contains("### Strategic Alignment\n\nThe vision of the Kivu Grid Company"), "{answer}");
    assert!(!answer.contains("](http") && !answer.contains("[x]"), "{answer}");
    assert!(reply["timings"]["analytics_ms"].is_number(), "{}", reply.body);
    let bob = world.user("bob").await;
    let reply = bob.asks_as("analytics", QUESTION).await.is(200);
    assert!(
        reply.text("answer").contains("There is no outage data yet") && reply["analytics"].is_null(),
        "{}",
        reply.body
    );
}

#[tokio::test]
async fn deleted_table_is_not_used() {
    let (world, alice) = world().await;
    let admin = world.logs_in("admin").await;
    let table = admin.tabulates("public.csv", OUTAGES, Some(1_000.0)).await;
    assert_eq!(alice.asks_as("analytics", QUESTION).await.is(200)["analytics"]["total_events"], 2);
    admin.delete(&table.path()).await.is(204);
    assert!(alice.asks_as("analytics", QUESTION).await.is(200)["analytics"].is_null());
}

#[tokio::test]
async fn mode_widens_scope_and_says_so() {
    let (_world, alice) = world().await;
    let reply = alice.asks(NOTICE).await.is(200);
    assert_eq!(reply["scope"], json!({ "preferred_source": "uetcl", "fell_back": true }));
    assert_eq!(
        (&reply["support"], &reply["citations"][0]["document_name"]),
        (&json!("full"), &json!("regulation.pdf"))
    );
    let own = alice.asks(QUESTION).await.is(200);
    assert_eq!(own["scope"]["fell_back"], false);
    let input = json!({ "message": NOTICE, "filters": { "sources": ["uetcl"] } });
    let narrowed = alice.post("/api/chat", input).await.is(200);
    assert_eq!(
        (&narrowed["abstained"], &narrowed["scope"]),
        (&json!(true), &json!({ "preferred_source": null, "fell_back": false }))
    );
}

#[tokio::test]
async fn names_of_others_are_looked_for_in_all_documents() {
    let (world, alice) = world().await;
    let admin = world.logs_in("admin").await;
    for (source, text) in [
        ("uetcl", "The Nakawa transformer is rated at 40 MVA."),
        ("other", "The Kabula transformer is rated at 90 MVA."),
        ("other", "The Lubiri transformer was delivered in March."),
    ] {
        admin.uploads_of(source, &format!("{text:.20}.pdf"), &PdfBuilder::of_texts(&[text]).build()).await;
    }
    let rated =
        async |name: &str| alice.asks(&format!("At how many MVA is the {name} transformer rated?")).await.is(200);
    let (ours, theirs, nobodys) = (rated("Nakawa").await, rated("Kabula").await, rated("Lubiri").await);
    assert_eq!([&ours["scope"]["fell_back"], &theirs["scope"]["fell_back"]], [false, true]);
    assert!(ours.text("answer").contains("40 MVA"), "{}", ours.body);
    assert!(theirs.text("answer").contains("90 MVA"), "{}", theirs.body);
    assert_ne!(nobodys["support"], "full", "{}", nobodys.body);
}

#[tokio::test]
async fn each_mode_has_own_instructions() {
    let (world, alice) = world().await;
    for (mode, words) in
        [("actions", "Recommended Actions"), ("regulatory", "Regulatory Requirement"), ("analytics", "Data Summary")]
    {
        let mut provider = Provider::start().await;
        for (name, value) in provider.settings() {
            world.set(name, value);
        }
        provider.says("Within thirty minutes.").await;
        provider.ends().await;
        let reply = alice.asks_as(mode, NOTICE).await.is(200);
        let (_, request) = provider.was_asked().await;
        assert!(request["messages"][0]["content"].as_str().unwrap().contains(words), "{request}");
        let is_cautioned = reply.text("answer").ends_with("consult the official text before you act on it.");
        assert_eq!(is_cautioned, mode == "regulatory", "{}", reply.body);
    }
}
