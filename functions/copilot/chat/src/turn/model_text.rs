//! The text of a model while it streams: its citations are checked, its markup is made inert, its pieces are published.

use super::{
    context::RetrievedTurn,
    decline,
    draft::{Draft, in_form},
    event_stream::EventPublisher,
    failure::Failure,
};
use futures::TryStreamExt;
use sisuiq_answers::{
    Annotated, Annotator, Grounding, Inert, Opening, Unsupported, inert, modes::DISCLAIMER, prompted,
};
use sisuiq_llm::{Piece, PieceStream, Usage};
use sisuiq_model::{AnswerSupport, ChatMode};
use tracing::warn;

/// The text of a model so far.
pub(super) struct ModelText<'a> {
    turn: &'a RetrievedTurn,
    mode: ChatMode,
    publisher: &'a EventPublisher,
    opening: Opening,
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
        Self {
            turn,
            mode: turn.context.question.mode,
            publisher,
            opening: Opening::default(),
            annotator,
            inert: Inert::default(),
            text: String::new(),
            characters: 0,
            usage: Usage::default(),
        }
    }

    /// Reads the stream to its end.
    pub(super) async fn follow(&mut self, mut pieces: PieceStream) -> Result<(), Failure> {
        while let Some(piece) = pieces.try_next().await? {
            match piece {
                Piece::Text(text) => {
                    self.characters += text.chars().count();
                    let text = self.opening.push(&text);
                    self.take(&text);
                }
                Piece::End(usage) => self.usage = usage,
            }
        }
        Ok(())
    }

    /// Completes the text with its notes. The unfinished last statement of a stopped text is left out.
    pub(super) fn finish(mut self, is_stopped: bool) -> Draft {
        let held = self.opening.finish();
        self.take(&held);
        let Annotated { rest, cited, dropped, grounding } = self.annotator.finish(is_stopped);
        let shown = self.inert.push(&rest) + &self.inert.finish();
        self.show(&shown);
        let is_unanswered = self.opening.is_unanswered();
        if is_unanswered && !is_stopped && self.text.trim().is_empty() {
            self.show(&inert(&decline::text(self.turn, &[])));
        }
        let support = support(is_unanswered, !cited.is_empty(), grounding);
        if let Some(note) = withheld_note(grounding) {
            self.show(&["\n\n", &note].concat());
        }
        if self.mode == ChatMode::Regulatory && !names_official_text(&self.text) {
            self.show(&["\n\n", DISCLAIMER].concat());
        }
        if dropped > 0 {
            warn!(dropped, "citations were dropped: their words are not on the page");
        }
        let abstained = support == AnswerSupport::None;
        Draft {
            text: self.text,
            cited,
            dropped,
            grounding,
            abstained,
            support: Some(support),
            is_stopped,
            ..Draft::default()
        }
    }

    /// Checks the citations of a piece and shows it.
    fn take(&mut self, piece: &str) {
        let annotated = self.annotator.push(piece);
        let shown = self.inert.push(&annotated);
        self.show(&shown);
    }

    fn show(&mut self, piece: &str) {
        // lists of actions use Markdown's own bullets
        let piece = in_form(self.mode, piece);
        self.publisher.publish_text(&piece);
        self.text.push_str(&piece);
    }
}

/// How far a text answers: not at all if it says so or only that something is missing, or if everything it states was withheld.
/// One that says so and yet cites shows related passages.
const fn support(is_unanswered: bool, cites: bool, grounding: Grounding) -> AnswerSupport {
    let Grounding { judged, supported, withheld, lacking } = grounding;
    if is_unanswered && cites {
        return AnswerSupport::Near;
    }
    let states_nothing = judged == 0 && lacking > 0 && !cites;
    if is_unanswered || states_nothing || (withheld > 0 && supported == 0) {
        return AnswerSupport::None;
    }
    AnswerSupport::Full
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
