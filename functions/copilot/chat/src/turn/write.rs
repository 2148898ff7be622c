//! The answer itself: declined, quoted, or written by a model whose citations are checked as it streams.

use super::{
    Failure, Form, Outcome, Turn,
    budget::{self, Course, Purpose, Reserved, Spent},
    decline,
    find::Weighed,
    keep,
    telling::{Keeping, Telling},
};
use crate::State;
use futures::{FutureExt, TryStreamExt};
use sisuiq_answers::{
    Annotated, Annotator, Cited, Claim, Grounding, Inert, Prompt, Support, Unsupported, inert,
    modes::{self, DISCLAIMER, Material, NEAR, Piece},
    prompted,
};
use sisuiq_chat_db::chat_messages::ChatMessage;
use sisuiq_documents_db::analytics_snapshots::dataset_of;
use sisuiq_llm::{Choice, Message, NotStarted, Piece as Part, PieceStream, Request, Role, Usage};
use sisuiq_model::{CallOutcome, ChatMode, MessageRole, QuoteMatch};
use sisuiq_telemetry::metrics::{
    ANALYTICS_RUNS_TOTAL, CHAT_REQUESTS_TOTAL, EXTERNAL_API_CALLS_TOTAL, EXTERNAL_API_CREDIT_USED_TOTAL,
    EXTERNAL_API_DURATION_SECONDS, LLM_COST_TOTAL, LLM_DURATION_SECONDS, LLM_ERRORS_TOTAL, LLM_REQUESTS_TOTAL,
    LLM_TOKENS_TOTAL,
};
use std::{
    borrow::Cow,
    time::{Duration, Instant},
};
use tokio::{select, try_join};
use tracing::{Instrument, info, warn};

/// What providers are asked for.
const ENDPOINT: &str = "chat";

/// A text and what it cites.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) text: String,
    pub(super) cited: Vec<Cited>,
    pub(super) abstained: bool,
    pub(super) degraded: bool,
    /// How many citations do not hold and were left out.
    pub(super) dropped: u32,
    /// How much of it is supported by what it cites.
    pub(super) grounding: Grounding,
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

    /// Who was asked for it.
    pub(super) fn provider(&self) -> &str {
        self.written.as_ref().map_or("extractive", |written| written.provider.as_str())
    }
}

/// What a model was asked.
pub(super) struct Written {
    pub(super) provider: String,
    pub(super) model: String,
    pub(super) prompt_versions: Vec<&'static str>,
    pub(super) temperature: f64,
    pub(super) max_tokens: u32,
    pub(super) spent: Spent,
}

/// Writes the answer, stores the turn, and returns what was stored.
pub(crate) async fn answer(state: State, turn: Box<Turn>, telling: Telling, form: Form) -> Result<Outcome, Failure> {
    let span = turn.span.clone();
    async move {
        let count = Count { mode: turn.question.mode, status: Some("error") };
        let outcome = finish(&state, &turn, &telling, form).await;
        count.ends(&outcome);
        if let Err(failure) = &outcome {
            warn!(error = failure as &dyn std::error::Error, "an answer was begun and not finished");
        }
        outcome
    }
    .instrument(span)
    .await
}

/// Counts a question at its end; one that a panic ends was not answered.
struct Count {
    mode: ChatMode,
    status: Option<&'static str>,
}

impl Count {
    fn ends(mut self, outcome: &Result<Outcome, Failure>) {
        self.status = match outcome {
            Ok(_) => Some("success"),
            Err(failure) => failure.is_ours().then_some("error"),
        };
    }
}

impl Drop for Count {
    fn drop(&mut self) {
        if let Some(status) = self.status {
            CHAT_REQUESTS_TOTAL.count([self.mode.as_str(), status]);
        }
    }
}

async fn finish(state: &State, turn: &Turn, telling: &Telling, form: Form) -> Result<Outcome, Failure> {
    let writing = Instant::now();
    let draft = write(state, turn, telling).await?;
    let outcome = keep::keep(state, turn, &draft, (telling, form), milliseconds(writing)).await?;
    let Outcome::Stored(answer) = &outcome else {
        info!("another request with the same key was stored first: its answer counts");
        return Ok(outcome);
    };
    if let Some(snapshot) = turn.snapshot.as_ref().filter(|_| turn.again.is_none()) {
        ANALYTICS_RUNS_TOTAL.count([dataset_of(&snapshot.payload)]);
    }
    info!(
        rag_ms = answer.timings.rag_ms,
        analytics_ms = answer.timings.analytics_ms,
        llm_ms = answer.timings.llm_ms,
        total_ms = answer.timings.total_ms,
        citations = answer.citations.len(),
        abstained = answer.abstained,
        degraded = answer.degraded,
        stopped = answer.stopped,
        model = answer.model,
        cache_hit = answer.cache_hit,
        "chat_lifecycle"
    );
    Ok(outcome)
}

async fn write(state: &State, turn: &Turn, telling: &Telling) -> Result<Draft, Failure> {
    if let Some(again) = &turn.again {
        telling.tell("start", &turn.started());
        telling.piece(&again.answer.content);
        let text = again.answer.content.clone();
        return Ok(Draft { text, abstained: again.answer.abstained, ..Draft::default() });
    }
    if let Some(missing) = modes::declines(turn.question.mode, &material(turn)) {
        telling.tell("start", &turn.started());
        let text = inert(&decline::text(turn, missing));
        telling.piece(&text);
        return Ok(Draft { text, abstained: true, ..Draft::default() });
    }
    let choices = state.models.route(turn.question.mode.as_str());
    if choices.is_empty() {
        telling.tell("start", &turn.started());
        return Ok(quoted(turn, telling));
    }
    let history = history(&turn.history);
    let prompt = Prompt {
        mode: turn.question.mode,
        question: &turn.question.message,
        passages: &turn.weighed.passages,
        figures: turn.figures.as_ref(),
        history: &history,
    };
    match by_models(state, turn, telling, (&choices, &prompt)).await? {
        Some(draft) => Ok(draft),
        None => Ok(Draft { degraded: true, ..quoted(turn, telling) }),
    }
}

/// What the first of these models writes that may be asked and answers; nothing when none does.
async fn by_models(
    state: &State,
    turn: &Turn,
    telling: &Telling,
    (choices, prompt): (&[Choice], &Prompt<'_>),
) -> Result<Option<Draft>, Failure> {
    let request = prompt.request();
    let purpose = Purpose { asker: turn.owner, answer: turn.answer_id, task: turn.question.mode.as_str() };
    let begin = async { telling.begin("start", &turn.started()).await };
    let (mut admitted, ()) = try_join!(budget::reserve(state, purpose, choices, &request), begin)?;
    let mut keeping = telling.keep();
    let mut rest = choices;
    let mut is_first = true;
    while let Some((place, reserved)) = admitted.take() {
        let (Some(choice), Some(others)) = (rest.get(place), rest.get(place + 1..)) else { break };
        let called = call(state, turn, telling, &mut keeping, (choice, request.clone(), &reserved)).await;
        let spent = called.course.spent;
        measure(turn.question.mode, choice, called.course, reserved.elapsed());
        reserved.settle(state, &choice.entry().id, called.course).await;
        if let Some(draft) = called.draft? {
            let written = Written {
                provider: choice.entry().id.clone(),
                model: choice.model().to_owned(),
                prompt_versions: prompt.versions(),
                temperature: request.temperature,
                max_tokens: request.max_tokens,
                spent,
            };
            return Ok(Some(Draft { written: Some(written), degraded: !is_first || place > 0, ..draft }));
        }
        (rest, is_first) = (others, false);
        if !rest.is_empty() {
            admitted = budget::reserve(state, purpose, rest, &request).await?;
        }
    }
    info!("no model may be asked or answers: the answer is made of quotations");
    Ok(None)
}

/// Counts a call of a model, and what it used.
fn measure(mode: ChatMode, choice: &Choice, course: Course, duration: Duration) {
    let Course { outcome, has_answered, tries, spent } = course;
    let (provider, model, outcome) = (choice.entry().id.as_str(), choice.model(), outcome.as_str());
    EXTERNAL_API_CALLS_TOTAL.count([provider, ENDPOINT, outcome]);
    EXTERNAL_API_DURATION_SECONDS.record(duration, [provider, ENDPOINT]);
    LLM_TOKENS_TOTAL.add(spent.input_tokens, [model, "input"]);
    LLM_TOKENS_TOTAL.add(spent.output_tokens, [model, "output"]);
    let cost = u64::try_from(spent.cost).unwrap_or(0);
    EXTERNAL_API_CREDIT_USED_TOTAL.add(cost, [provider, "nanodollars"]);
    LLM_COST_TOTAL.add(cost, [model]);
    LLM_REQUESTS_TOTAL.add(u64::from(tries), [model]);
    // what was refused at once, or stopped, tells nothing of how long a model writes
    if course.outcome == CallOutcome::Completed {
        LLM_DURATION_SECONDS.record(duration, [mode.as_str(), model]);
    }
    if has_answered == Some(false) {
        LLM_ERRORS_TOTAL.count([model, outcome]);
    }
}

/// What came of a call.
struct Called {
    /// What was written, until somebody stopped it; nothing when the model is away.
    draft: Result<Option<Draft>, Failure>,
    course: Course,
}

async fn call(
    state: &State,
    turn: &Turn,
    telling: &Telling,
    keeping: &mut Keeping,
    (choice, request, reserved): (&Choice, Request, &Reserved),
) -> Called {
    let started = select! {
        biased;
        () = keeping.stopped() => {
            let course = Course {
                outcome: CallOutcome::Stopped,
                has_answered: None,
                tries: reserved.tries(),
                spent: reserved.spent(reserved.tries(), Usage::default(), 0),
            };
            return Called { draft: Ok(Some(Draft { is_stopped: true, ..Draft::default() })), course };
        }
        started = choice.stream(request, || reserved.try_again(state, &choice.entry().id).boxed()) => started,
    };
    match started {
        Ok(started) => {
            let writing = Writing::new(turn, telling, state.unsupported);
            follow(writing, keeping, (started.pieces, started.tries), reserved).await
        }
        Err(NotStarted { error, tries }) => {
            let provider = &choice.entry().id;
            warn!(error = &error as &dyn std::error::Error, provider, tries, "a provider is away");
            let has_answered = error.is_provider_s().then_some(false);
            let course = Course { outcome: CallOutcome::Failed, has_answered, tries, spent: reserved.wasted(tries) };
            Called { draft: Ok(None), course }
        }
    }
}

/// Follows what a model writes.
async fn follow(
    mut writing: Writing<'_>,
    keeping: &mut Keeping,
    (pieces, tries): (PieceStream, u32),
    reserved: &Reserved,
) -> Called {
    // the stream is dropped with this block, which ends the call
    let followed = select! {
        biased;
        () = keeping.stopped() => None,
        followed = writing.follow(pieces) => Some(followed),
    };
    let (outcome, has_answered) = match &followed {
        None => (CallOutcome::Stopped, None),
        Some(Ok(())) => (CallOutcome::Completed, Some(true)),
        Some(Err(_)) => (CallOutcome::BrokenOff, Some(false)),
    };
    let spent = reserved.spent(tries, writing.usage, writing.characters);
    let draft = match followed {
        None => Ok(Some(writing.finish(true))),
        Some(Ok(())) => Ok(Some(writing.finish(false))),
        Some(Err(failure)) => Err(failure),
    };
    Called { draft, course: Course { outcome, has_answered, tries, spent } }
}

/// A model's text in the making.
struct Writing<'a> {
    turn: &'a Turn,
    telling: &'a Telling,
    annotator: Annotator<'a>,
    inert: Inert,
    text: String,
    /// How many characters the model wrote.
    characters: usize,
    /// What it says that it used, once it is done.
    usage: Usage,
}

impl<'a> Writing<'a> {
    fn new(turn: &'a Turn, telling: &'a Telling, unsupported: Unsupported) -> Self {
        let annotator = Annotator::new(prompted(&turn.weighed.passages), turn.figures.as_ref(), unsupported);
        let mut writing = Self {
            turn,
            telling,
            annotator,
            inert: Inert::default(),
            text: String::new(),
            characters: 0,
            usage: Usage::default(),
        };
        if turn.weighed.support == Support::Near {
            writing.show(&[NEAR, "\n\n"].concat());
        }
        writing
    }

    async fn follow(&mut self, mut pieces: PieceStream) -> Result<(), Failure> {
        while let Some(piece) = pieces.try_next().await? {
            match piece {
                Part::Text(text) => {
                    self.characters += text.chars().count();
                    let annotated = self.annotator.push(&text);
                    let shown = self.inert.push(&annotated);
                    self.show(&shown);
                }
                Part::End(usage) => self.usage = usage,
            }
        }
        Ok(())
    }

    fn finish(mut self, is_stopped: bool) -> Draft {
        let Annotated { rest, cited, dropped, grounding } = self.annotator.finish(is_stopped);
        let shown = self.inert.push(&rest) + &self.inert.finish();
        self.show(&shown);
        let abstained = grounding.withheld > 0 && grounding.supported == 0;
        if let Some(note) = left_out(grounding) {
            self.show(&["\n\n", &note].concat());
        }
        if self.turn.question.mode == ChatMode::Regulatory && !names_official_text(&self.text) {
            self.show(&["\n\n", DISCLAIMER].concat());
        }
        if dropped > 0 {
            warn!(dropped, "citations were dropped: their words are not on the page");
        }
        Draft { text: self.text, cited, dropped, grounding, abstained, is_stopped, ..Draft::default() }
    }

    fn show(&mut self, piece: &str) {
        let piece = in_form(self.turn.question.mode, piece);
        self.telling.piece(&piece);
        self.text.push_str(&piece);
    }
}

/// What is said of statements that were left out.
fn left_out(grounding: Grounding) -> Option<String> {
    match (grounding.withheld, grounding.supported) {
        (0, _) => None,
        (_, 0) => Some("The documents do not say what the language model wrote, so it is left out.".to_owned()),
        (1, _) => Some("One statement was left out: nothing that it cites says it.".to_owned()),
        (withheld, _) => Some(format!("{withheld} statements were left out: nothing that they cite says them.")),
    }
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
            Piece::Plain(text) => inert(&text),
            Piece::Claim(claim) => {
                // each is a quotation
                draft.grounding.judged += 1;
                draft.grounding.supported += 1;
                mark(&claim, &mut draft.cited)
            }
        };
        let text = in_form(turn.question.mode, &text);
        telling.piece(&text);
        draft.text.push_str(&text);
    }
    draft
}

/// Lists of actions have no bullets of another kind than Markdown's.
fn in_form(mode: ChatMode, text: &str) -> Cow<'_, str> {
    if mode == ChatMode::Actions && text.contains('•') { text.replace('•', "-").into() } else { text.into() }
}

/// The statement with its citation numbers behind it.
fn mark(claim: &Claim, cited: &mut Vec<Cited>) -> String {
    let mut text = inert(&claim.text);
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
