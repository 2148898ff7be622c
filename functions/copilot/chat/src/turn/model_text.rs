//! The text of a model while it streams: its citations are checked, its markup is made inert, its pieces are published.

use super::{
    context::RetrievedTurn,
    draft::{Draft, in_form},
    event_stream::EventPublisher,
    failure::Failure,
};
use futures::TryStreamExt;
use sisuiq_answers::{
    Annotated, Annotator, Grounding, Inert, Unsupported, inert,
    modes::{self, DISCLAIMER},
    prompted,
};
use sisuiq_llm::{Piece, PieceStream, Usage};
use sisuiq_model::ChatMode;
use tracing::warn;

/// The text of a model so far.
pub(super) struct ModelText<'a> {
    mode: ChatMode,
    publisher: &'a EventPublisher,
    annotator: Annotator<'a>,
    inert: Inert,
    text: String,
    /// The number of characters that the model wrote.
    pub(super) characters: usize,
    /// The usage that the model reports at its end.
    pub(super) usage: Usage,
}

impl<'a> ModelText<'a> {
    pub(super) fn new(turn: &'a RetrievedTurn, publisher: &'a EventPublisher, unsupported: Unsupported) -> Self {
        let findings = &turn.search.findings;
        let annotator = Annotator::new(prompted(&findings.passages), turn.analytics.figures.as_ref(), unsupported);
        let mut text = Self {
            mode: turn.context.question.mode,
            publisher,
            annotator,
            inert: Inert::default(),
            text: String::new(),
            characters: 0,
            usage: Usage::default(),
        };
        if let Some(introduction) = modes::introduction(&findings.question, &findings.support) {
            // it repeats words of the question
            text.show(&inert(&introduction));
        }
        text
    }

    /// Reads the stream to its end.
    pub(super) async fn follow(&mut self, mut pieces: PieceStream) -> Result<(), Failure> {
        while let Some(piece) = pieces.try_next().await? {
            match piece {
                Piece::Text(text) => {
                    self.characters += text.chars().count();
                    let annotated = self.annotator.push(&text);
                    let shown = self.inert.push(&annotated);
                    self.show(&shown);
                }
                Piece::End(usage) => self.usage = usage,
            }
        }
        Ok(())
    }

    /// Completes the text with its notes. The unfinished last statement of a stopped text is left out.
    pub(super) fn finish(mut self, is_stopped: bool) -> Draft {
        let Annotated { rest, cited, dropped, grounding } = self.annotator.finish(is_stopped);
        let shown = self.inert.push(&rest) + &self.inert.finish();
        self.show(&shown);
        let abstained = grounding.withheld > 0 && grounding.supported == 0;
        if let Some(note) = withheld_note(grounding) {
            self.show(&["\n\n", &note].concat());
        }
        if self.mode == ChatMode::Regulatory && !names_official_text(&self.text) {
            self.show(&["\n\n", DISCLAIMER].concat());
        }
        if dropped > 0 {
            warn!(dropped, "citations were dropped: their words are not on the page");
        }
        Draft { text: self.text, cited, dropped, grounding, abstained, is_stopped, ..Draft::default() }
    }

    fn show(&mut self, piece: &str) {
        // lists of actions use Markdown's own bullets
        let piece = in_form(self.mode, piece);
        self.publisher.publish_text(&piece);
        self.text.push_str(&piece);
    }
}

/// A note on statements that were withheld.
fn withheld_note(grounding: Grounding) -> Option<String> {
    match (grounding.withheld, grounding.supported) {
        (0, _) => None,
        (_, 0) => Some("The documents do not say what the language model wrote, so it is left out.".to_owned()),
        (1, _) => Some("One statement was left out: nothing that it cites says it.".to_owned()),
        (withheld, _) => Some(format!("{withheld} statements were left out: nothing that they cite says them.")),
    }
}

/// Returns whether a text seems to send the reader to the official text, as [`DISCLAIMER`] does. It is a guess by two words.
fn names_official_text(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.contains("official") || lower.contains("consult")
}
