//! A document, and a question that it answers.

use sisuiq_testing::pdf::PdfBuilder;
use world::{Document, Person, World};

const PAGE: &str = "The vision of the Kivu Grid Company is to be a reliable transmission company for every region.\n\
    The mission of the company is to buy and transmit electricity at low cost.";
pub(super) const QUESTION: &str = "What is the vision of the Kivu Grid Company?";
pub(super) const NAME: &str = "plan.pdf";

/// Builds the document's file.
pub(super) fn file() -> Vec<u8> {
    PdfBuilder::of_texts(&[PAGE]).build()
}

/// Creates a user with the document.
pub(super) async fn reader(world: &World) -> (Person, Document) {
    let user = world.user("alice").await;
    let document = user.uploads(NAME, &file()).await;
    (user, document)
}
