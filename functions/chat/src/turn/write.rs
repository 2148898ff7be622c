//! The answer itself: declined, quoted, or written by a model whose citations are checked as it streams.

use super::{Failure, Form, Outcome, Turn, budget, find::Weighed, keep, telling::Telling};
use crate::State;
use futures::TryStreamExt;
use sisuiq_answers::{
    Annotated, Annotator, Cited, Claim, Prompt, Support,
    modes::{self, DISCLAIMER, Material, NEAR, Piece},
    prompted,
};
use sisuiq_db::{ChatMode, MessageRole, QuoteMatch, chat_messages::ChatMessage};
use sisuiq_llm::{Message, OpenAi, Provider, Request, Role, TextStream};
use std::time::Instant;
use tokio::{select, try_join};
use tracing::{Instrument, info, warn};

/// A text and what it cites.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) text: String,
    pub(super) cited: Vec<Cited>,
    pub(super) abstained: bool,
    pub(super) degraded: bool,
    /// How many citations do not hold and were left out.
    pub(super) dropped: u32,
    /// Whether somebody stopped it before its end.
    pub(super) is_stopped: bool,
    /// What a model was asked, when one wrote.
    pub(super) written: Option<Written>,
}

impl Draft {
    /// What wrote it.
    pub(super) fn model(&self) -> &str {
        self.written.as_ref().map_or("extractive", |written| written.model.as_str())
    }
}

/// What a model was asked.
pub(super) struct Written {
    pub(super) model: String,
    pub(super) prompt_versions: Vec<&'static str>,
    pub(super) temperature: f64,
    pub(super) max_tokens: u32,
}

/// Writes the answer, stores the turn, and returns what was stored.
pub(crate) async fn answer(state: State, turn: Box<Turn>, telling: Telling, form: Form) -> Result<Outcome, Failure> {
    let span = turn.span.clone();
    async move {
        let outcome = finish(&state, &turn, &telling, form).await;
        if let Err(failure) = &outcome {
            warn!(error = failure as &dyn std::error::Error, "an answer was begun and not finished");
        }
        outcome
    }
    .instrument(span)
    .await
}

async fn finish(state: &State, turn: &Turn, telling: &Telling, form: Form) -> Result<Outcome, Failure> {
    let writing = Instant::now();
    let draft = write(state, turn, telling).await?;
    let outcome = keep::keep(state, turn, &draft, (telling, form), milliseconds(writing)).await?;
    let Outcome::Stored(answer) = &outcome else {
        info!("another request with the same key was stored first: its answer counts");
        return Ok(outcome);
    };
    info!(
        rag_ms = answer.timings.rag_ms,
        llm_ms = answer.timings.llm_ms,
        total_ms = answer.timings.total_ms,
        citations = answer.citations.len(),
        abstained = answer.abstained,
        degraded = answer.degraded,
        stopped = answer.stopped,
        model = answer.model,
        "chat_lifecycle"
    );
    Ok(outcome)
}

async fn write(state: &State, turn: &Turn, telling: &Telling) -> Result<Draft, Failure> {
    if let Some(missing) = modes::declines(turn.question.mode, &material(turn)) {
        telling.tell("start", &turn.started());
        let text = declined(turn, missing);
        telling.piece(&text);
        return Ok(Draft { text, abstained: true, ..Draft::default() });
    }
    let Provider::OpenAi(model) = &state.provider else {
        telling.tell("start", &turn.started());
        return Ok(quoted(turn, telling));
    };
    let history = history(&turn.history);
    let prompt = Prompt {
        mode: turn.question.mode,
        question: &turn.question.message,
        passages: &turn.weighed.passages,
        figures: turn.figures.as_ref(),
        history: &history,
    };
    let request = prompt.request();
    let begin = async { telling.begin("start", &turn.started()).await };
    let (reserved, ()) = try_join!(budget::reserve(state, turn.owner, &request), begin)?;
    let Some(reserved) = reserved else {
        info!("the tokens of the day are used up: the answer is made of quotations");
        return Ok(Draft { degraded: true, ..quoted(turn, telling) });
    };
    let written = Written {
        model: model.model().to_owned(),
        prompt_versions: prompt.versions(),
        temperature: request.temperature,
        max_tokens: request.max_tokens,
    };
    let mut characters = None;
    let outcome = by_model(turn, telling, (model, request), &mut characters).await;
    reserved.settle(state, characters).await;
    Ok(match outcome? {
        Some(draft) => Draft { written: Some(written), ..draft },
        None => Draft { degraded: true, ..quoted(turn, telling) },
    })
}

/// What a model writes, until somebody stops it; nothing when it is away. Counts the characters that it wrote, whatever becomes
/// of them.
async fn by_model(
    turn: &Turn,
    telling: &Telling,
    (model, request): (&OpenAi, Request),
    characters: &mut Option<usize>,
) -> Result<Option<Draft>, Failure> {
    let mut keeping = telling.keep();
    let stream = select! {
        biased;
        () = keeping.stopped() => return Ok(Some(Draft { is_stopped: true, ..Draft::default() })),
        stream = model.stream(request) => stream,
    };
    match stream {
        Ok(stream) => {
            let characters = characters.insert(0);
            let mut writing = Writing::new(turn, telling);
            // the stream is dropped with this block, which ends the call
            let is_stopped = select! {
                biased;
                () = keeping.stopped() => true,
                followed = writing.follow(stream, characters) => {
                    followed?;
                    false
                }
            };
            Ok(Some(writing.finish(is_stopped)))
        }
        Err(error) => {
            warn!(error = &error as &dyn std::error::Error, "the provider is away: the answer is made of quotations");
            Ok(None)
        }
    }
}

/// A model's text in the making.
struct Writing<'a> {
    turn: &'a Turn,
    telling: &'a Telling,
    annotator: Annotator<'a>,
    text: String,
}

impl<'a> Writing<'a> {
    fn new(turn: &'a Turn, telling: &'a Telling) -> Self {
        let annotator = Annotator::new(prompted(&turn.weighed.passages));
        let mut writing = Self { turn, telling, annotator, text: String::new() };
        if turn.weighed.support == Support::Near {
            writing.show(&[NEAR, "\n\n"].concat());
        }
        writing
    }

    async fn follow(&mut self, mut stream: TextStream, characters: &mut usize) -> Result<(), Failure> {
        while let Some(piece) = stream.try_next().await? {
            *characters += piece.chars().count();
            let shown = self.annotator.push(&piece);
            self.show(&shown);
        }
        Ok(())
    }

    fn finish(mut self, is_stopped: bool) -> Draft {
        let Annotated { rest, cited, dropped } = self.annotator.finish();
        // half a mark says nothing to anybody
        if !is_stopped {
            self.show(&rest);
        }
        if self.turn.question.mode == ChatMode::Regulatory && !names_official_text(&self.text) {
            self.show(&["\n\n", DISCLAIMER].concat());
        }
        if dropped > 0 {
            warn!(dropped, "citations were dropped: their words are not on the page");
        }
        Draft { text: self.text, cited, dropped, is_stopped, ..Draft::default() }
    }

    fn show(&mut self, piece: &str) {
        self.telling.piece(piece);
        self.text.push_str(piece);
    }
}

fn declined(turn: &Turn, missing: &[String]) -> String {
    if turn.weighed.passages.is_empty() {
        return "There is no document yet that I could answer this from. Upload one, wait until it is ready, and ask again."
            .to_owned();
    }
    let gap = match missing {
        [] => "nothing in them answers it directly".to_owned(),
        words => format!("I found nothing on: {}", words.join(", ")),
    };
    format!(
        "The documents you can see do not say enough to answer this; {gap}. A document that covers it would have to be added."
    )
}

fn material(turn: &Turn) -> Material<'_> {
    let Weighed { asked, evidence, passages, support, .. } = &turn.weighed;
    Material { question: asked, passages, evidence, support, figures: turn.figures.as_ref() }
}

/// Quoted statements in the form of the mode, one piece of text each.
fn quoted(turn: &Turn, telling: &Telling) -> Draft {
    let mut draft = Draft::default();
    for piece in modes::quoted(turn.question.mode, &material(turn)) {
        let text = match piece {
            Piece::Plain(text) => text,
            Piece::Claim(claim) => mark(&claim, &mut draft.cited),
        };
        telling.piece(&text);
        draft.text.push_str(&text);
    }
    draft
}

/// The statement with its citation numbers behind it.
fn mark(claim: &Claim, cited: &mut Vec<Cited>) -> String {
    let mut text = claim.text.clone();
    for quote in &claim.quotes {
        cited.push(Cited { quote: *quote, matched: QuoteMatch::Exact });
        text.push_str(&[" [", &cited.len().to_string(), "]"].concat());
    }
    text
}

/// Whether advice says itself that it is no more than that.
fn names_official_text(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.contains("official") || lower.contains("consult")
}

fn history(messages: &[ChatMessage]) -> Vec<Message> {
    let role = |role| if role == MessageRole::User { Role::User } else { Role::Assistant };
    messages.iter().map(|message| Message { role: role(message.role), content: message.content.clone() }).collect()
}

fn milliseconds(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}
