//! The answer itself: declined, quoted, or written by a model whose citations are checked as it streams.

use super::{Failure, Form, Outcome, Turn, begin::Weighed, budget, keep, source};
use crate::{Answer, CitationOut, State, Timings};
use futures::TryStreamExt;
use sisuiq_answers::{Annotator, Cited, Claim, Support, compose, nearest, prompt, prompted};
use sisuiq_db::{MessageRole, QuoteMatch, chat_messages::ChatMessage, citations::Citation};
use sisuiq_llm::{Message, Provider, Role, TextStream};
use std::time::Instant;
use tokio::sync::mpsc::UnboundedSender;
use tracing::{Instrument, info, warn};

/// Said before passages that are about what was asked and do not answer it in so many words.
const NEAR: &str = "No passage says this in so many words. The nearest:";

/// Where pieces of text go as they are written; nobody may be listening.
pub(crate) type Pieces = Option<UnboundedSender<String>>;

/// A text and what it cites.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) text: String,
    pub(super) cited: Vec<Cited>,
    pub(super) abstained: bool,
    pub(super) degraded: bool,
}

/// Writes the answer, stores the turn, and returns what was stored.
pub(crate) async fn answer(state: State, turn: Box<Turn>, pieces: Pieces, form: Form) -> Result<Outcome, Failure> {
    let span = turn.span.clone();
    async move {
        let outcome = finish(&state, &turn, &pieces, form).await;
        if let Err(failure) = &outcome {
            warn!(error = failure as &dyn std::error::Error, "an answer was begun and not finished");
        }
        outcome
    }
    .instrument(span)
    .await
}

async fn finish(state: &State, turn: &Turn, pieces: &Pieces, form: Form) -> Result<Outcome, Failure> {
    let writing = Instant::now();
    let draft = write(state, turn, pieces).await?;
    let llm_ms = milliseconds(writing);
    let outcome = keep::keep(state, turn, &draft, |citations| whole(turn, &draft, citations, llm_ms), form).await?;
    let Outcome::Stored(answer) = &outcome else {
        info!("another request with the same key was stored first: its answer counts");
        return Ok(outcome);
    };
    let Timings { rag_ms, llm_ms, total_ms } = answer.timings;
    info!(
        rag_ms,
        llm_ms,
        total_ms,
        citations = answer.citations.len(),
        abstained = answer.abstained,
        degraded = answer.degraded,
        model = state.provider.name(),
        "chat_lifecycle"
    );
    Ok(outcome)
}

fn whole(turn: &Turn, draft: &Draft, citations: &[Citation], llm_ms: u64) -> Answer {
    Answer {
        sources: source::unique(
            draft.cited.iter().filter_map(|cited| turn.weighed.passages.get(cited.quote.passage)).map(source::name),
        ),
        answer: draft.text.clone(),
        session_id: turn.session.id,
        analytics: None,
        citations: citations.iter().map(CitationOut::from).collect(),
        abstained: draft.abstained,
        support: (&turn.weighed.support).into(),
        degraded: draft.degraded || turn.degraded,
        timings: Timings { rag_ms: turn.rag_ms, llm_ms, total_ms: milliseconds(turn.began) },
    }
}

async fn write(state: &State, turn: &Turn, pieces: &Pieces) -> Result<Draft, Failure> {
    if let Support::TooLittle { missing } = &turn.weighed.support {
        let text = declined(turn, missing);
        show(pieces, &text);
        return Ok(Draft { text, abstained: true, ..Draft::default() });
    }
    let Provider::OpenAi(model) = &state.provider else { return Ok(quoted(turn, pieces)) };
    let request = prompt(&turn.question.message, &turn.weighed.passages, &history(&turn.history));
    let Some(reserved) = budget::reserve(state, turn.owner, &request).await? else {
        info!("the tokens of the day are used up: the answer is made of quotations");
        return Ok(Draft { degraded: true, ..quoted(turn, pieces) });
    };
    match model.stream(request).await {
        Ok(stream) => {
            let mut characters = 0;
            let outcome = written(turn, stream, pieces, &mut characters).await;
            reserved.settle(state, Some(characters)).await;
            outcome
        }
        Err(error) => {
            reserved.settle(state, None).await;
            warn!(error = &error as &dyn std::error::Error, "the provider is away: the answer is made of quotations");
            Ok(Draft { degraded: true, ..quoted(turn, pieces) })
        }
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

/// Quoted statements, one piece of text each.
fn quoted(turn: &Turn, pieces: &Pieces) -> Draft {
    let Weighed { asked, evidence, passages, support } = &turn.weighed;
    let mut draft = Draft::default();
    let claims = if *support == Support::Near {
        show(pieces, NEAR);
        draft.text.push_str(NEAR);
        nearest(asked, evidence, passages)
    } else {
        compose(asked, evidence, passages)
    };
    for claim in claims {
        let separator = if draft.text.is_empty() { "" } else { "\n\n" };
        let piece = format!("{separator}{}", mark(&claim, &mut draft.cited));
        show(pieces, &piece);
        draft.text.push_str(&piece);
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

/// A model's text, its citations checked on the way. Counts the characters that the model wrote, whatever becomes of them.
async fn written(
    turn: &Turn,
    mut stream: TextStream,
    pieces: &Pieces,
    characters: &mut usize,
) -> Result<Draft, Failure> {
    let mut annotator = Annotator::new(prompted(&turn.weighed.passages));
    let mut text = String::new();
    if turn.weighed.support == Support::Near {
        text = [NEAR, "\n\n"].concat();
        show(pieces, &text);
    }
    while let Some(piece) = stream.try_next().await? {
        *characters += piece.chars().count();
        let shown = annotator.push(&piece);
        show(pieces, &shown);
        text.push_str(&shown);
    }
    let (rest, cited, dropped) = annotator.finish();
    show(pieces, &rest);
    text.push_str(&rest);
    if dropped > 0 {
        warn!(dropped, "citations were dropped: their words are not on the page");
    }
    Ok(Draft { text, cited, ..Draft::default() })
}

/// Hands a piece to whoever listens. Nobody listening is no failure: the answer is stored all the same.
fn show(pieces: &Pieces, piece: &str) {
    if let Some(pieces) = pieces.as_ref().filter(|pieces| !piece.is_empty() && !pieces.is_closed()) {
        drop(pieces.send(piece.to_owned()));
    }
}

fn history(messages: &[ChatMessage]) -> Vec<Message> {
    let role = |role| if role == MessageRole::User { Role::User } else { Role::Assistant };
    messages.iter().map(|message| Message { role: role(message.role), content: message.content.clone() }).collect()
}

fn milliseconds(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}
