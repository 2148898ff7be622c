//! Citations that are checked again.

mod read;
mod recut;

use sisuiq_testing::pdf::PdfBuilder;
use tests::world::{Document, Person, Reply, World};

/// What the plan answers.
const QUESTION: &str = "What is the vision of the Kivu Grid Company?";

/// The letters before the vision take more bytes than places.
const PLAN: &str = "\u{c9}lectricit\u{e9} pour tous, \u{e0} c\u{f4}t\u{e9} de vous.\n\
    The vision of the Kivu Grid Company is to be a reliable transmission company for every region.\n\
    The mission of the company is to buy and transmit electricity at low cost.";

/// The address of a citation.
fn address(citation: &serde_json::Value) -> String {
    format!("/api/citations/{}", citation["id"].as_str().unwrap())
}

/// Alice's answer out of a plan that everybody may read.
struct Cited {
    world: World,
    admin: Person,
    alice: Person,
    plan: Document,
    /// The citation of the vision, as the answer gave it.
    citation: serde_json::Value,
}

impl Cited {
    async fn vision() -> Self {
        let world = World::new().await;
        let admin = world.admin().await;
        let plan = admin.uploads("plan.pdf", &PdfBuilder::of_texts(&[PLAN]).build()).await;
        let alice = world.user("alice").await;
        let answer = alice.asks(QUESTION).await.is(200);
        let citations = answer["citations"].as_array().unwrap();
        let of_vision = |citation: &&serde_json::Value| citation["quote"].as_str().unwrap().contains("reliable");
        let citation = citations.iter().find(of_vision).unwrap_or_else(|| panic!("{}", answer.body)).clone();
        Self { world, admin, alice, plan, citation }
    }

    /// What becomes of the citation when it is checked.
    async fn check(&self) -> Reply {
        self.alice.get(&address(&self.citation)).await.is(200)
    }

    /// Label and cause of the citation.
    async fn verdict(&self) -> (String, String) {
        let reply = self.check().await;
        assert!(reply.text("reason").ends_with('.'), "{}", reply.body);
        (reply.text("label").to_owned(), reply.text("cause").to_owned())
    }

    /// Changes a row past all functions.
    async fn by_hand(&self, sql: &str) {
        let connection = self.world.database().connection().await.unwrap();
        let changed = connection.execute(sql, &[]).await.unwrap();
        assert_eq!(changed, 1, "{sql}");
    }
}
