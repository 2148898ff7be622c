//! Calls of language models: reserved in the budget, followed as they stream, and settled.

use super::{
    budget::{self, CallPurpose, CallResult, Reservation},
    context::RetrievedTurn,
    draft::{Draft, Written},
    event_stream::{EventPublisher, FlushTask},
    failure::Failure,
    model_text::ModelText,
};
use crate::State;
use futures::FutureExt;
use sisuiq_answers::Prompt;
use sisuiq_llm::{Choice, NotStarted, Request, Started, Usage};
use sisuiq_model::{CallOutcome, ChatMode};
use sisuiq_telemetry::metrics::{
    EXTERNAL_API_CALLS_TOTAL, EXTERNAL_API_CREDIT_USED_TOTAL, EXTERNAL_API_DURATION_SECONDS, LLM_COST_TOTAL,
    LLM_DURATION_SECONDS, LLM_ERRORS_TOTAL, LLM_REQUESTS_TOTAL, LLM_TOKENS_TOTAL,
};
use std::time::Duration;
use tokio::{select, try_join};
use tracing::{info, warn};

/// The name of the providers' endpoint in metrics.
const ENDPOINT: &str = "chat";
/// The name in metrics of the provider that callers pay.
const CALLERS: &str = "caller_key";

/// The finished call of a model.
struct ModelCall {
    /// The text up to its end or until the caller stopped it. `None` when the model is unavailable.
    draft: Result<Option<Draft>, Failure>,
    result: CallResult,
}

/// The context of the calls for one answer.
struct ModelCaller<'a> {
    state: &'a State,
    turn: &'a RetrievedTurn,
    publisher: &'a EventPublisher,
    flush: FlushTask,
}

/// The draft of the first of these models that the budget admits and that answers. `None` when there is no such model.
pub(super) async fn draft(
    state: &State,
    turn: &RetrievedTurn,
    publisher: &EventPublisher,
    choices: &[Choice],
    prompt: &Prompt<'_>,
) -> Result<Option<Draft>, Failure> {
    let context = &turn.context;
    let request = prompt.request();
    let mode = context.question.mode;
    let purpose = CallPurpose { asker: context.owner, answer: context.answer_id, task: mode.as_str() };
    let start = async { publisher.open("start", &turn.started()).await };
    let (mut admitted, ()) = try_join!(budget::reserve(state, purpose, choices, &request), start)?;
    let mut caller = ModelCaller { state, turn, publisher, flush: publisher.start_flushing() };
    let mut rest = choices;
    let mut is_first = true;
    while let Some(reservation) = admitted.take() {
        let place = reservation.choice;
        let (Some(choice), Some(others)) = (rest.get(place), rest.get(place + 1..)) else { break };
        let call = caller.call(choice, request.clone(), &reservation).await;
        let usage = call.result.usage;
        measure(mode, choice, call.result, reservation.elapsed());
        reservation.settle(state, &choice.entry().id, call.result).await;
        if let Some(draft) = call.draft? {
            let written = Written {
                provider: choice.entry().id.clone(),
                model: choice.model().to_owned(),
                prompt_versions: prompt.versions(),
                temperature: request.temperature,
                max_tokens: request.max_tokens,
                usage,
            };
            return Ok(Some(Draft { written: Some(written), degraded: !is_first || place > 0, ..draft }));
        }
        (rest, is_first) = (others, false);
        if !rest.is_empty() {
            admitted = budget::reserve(state, purpose, rest, &request).await?;
        }
    }
    info!("no model is admitted or available: the answer is made of quotations");
    Ok(None)
}

impl ModelCaller<'_> {
    /// Calls one model.
    async fn call(&mut self, choice: &Choice, request: Request, reservation: &Reservation) -> ModelCall {
        let (state, provider) = (self.state, &choice.entry().id);
        let started = select! {
            biased;
            () = self.flush.stopped() => {
                let result = CallResult {
                    outcome: CallOutcome::Stopped,
                    has_answered: None,
                    tries: reservation.tries(),
                    usage: reservation.usage(reservation.tries(), Usage::default(), 0),
                };
                return ModelCall { draft: Ok(Some(Draft { is_stopped: true, ..Draft::default() })), result };
            }
            started = choice.stream(request, || reservation.try_again(state, provider).boxed()) => started,
        };
        match started {
            Ok(started) => self.follow(started, reservation).await,
            Err(NotStarted { error, tries }) => {
                warn!(error = &error as &dyn std::error::Error, provider, tries, "a model call did not start");
                let has_answered = error.is_provider_s().then_some(false);
                let usage = reservation.wasted(tries);
                let result = CallResult { outcome: CallOutcome::Failed, has_answered, tries, usage };
                ModelCall { draft: Ok(None), result }
            }
        }
    }

    /// Follows the model's text to its end, or until the caller stops it.
    async fn follow(&mut self, Started { pieces, tries }: Started, reservation: &Reservation) -> ModelCall {
        let mut text = ModelText::new(self.turn, self.publisher, self.state.unsupported);
        // the stream is dropped with this statement, which ends the call
        let followed = select! {
            biased;
            () = self.flush.stopped() => None,
            followed = text.follow(pieces) => Some(followed),
        };
        let (outcome, has_answered) = match &followed {
            None => (CallOutcome::Stopped, None),
            Some(Ok(())) => (CallOutcome::Completed, Some(true)),
            Some(Err(_)) => (CallOutcome::BrokenOff, Some(false)),
        };
        let usage = reservation.usage(tries, text.usage, text.characters);
        let draft = match followed {
            None => Ok(Some(text.finish(true))),
            Some(Ok(())) => Ok(Some(text.finish(false))),
            Some(Err(failure)) => Err(failure),
        };
        ModelCall { draft, result: CallResult { outcome, has_answered, tries, usage } }
    }
}

/// Counts a call with a key of the caller. Its tokens and errors are not the deployment's.
pub(super) fn measure_callers(outcome: CallOutcome, duration: Duration) {
    EXTERNAL_API_CALLS_TOTAL.count([CALLERS, ENDPOINT, outcome.as_str()]);
    EXTERNAL_API_DURATION_SECONDS.record(duration, [CALLERS, ENDPOINT]);
}

/// Counts a call and its usage.
pub(super) fn measure(mode: ChatMode, choice: &Choice, result: CallResult, duration: Duration) {
    let CallResult { outcome, has_answered, tries, usage } = result;
    let (provider, model, name) = (choice.entry().id.as_str(), choice.model(), outcome.as_str());
    EXTERNAL_API_CALLS_TOTAL.count([provider, ENDPOINT, name]);
    EXTERNAL_API_DURATION_SECONDS.record(duration, [provider, ENDPOINT]);
    LLM_TOKENS_TOTAL.add(usage.input_tokens, [model, "input"]);
    LLM_TOKENS_TOTAL.add(usage.output_tokens, [model, "output"]);
    let cost = u64::try_from(usage.cost).unwrap_or(0);
    EXTERNAL_API_CREDIT_USED_TOTAL.add(cost, [provider, "nanodollars"]);
    LLM_COST_TOTAL.add(cost, [model]);
    LLM_REQUESTS_TOTAL.add(u64::from(tries), [model]);
    // the duration of a call that failed or was stopped says nothing about how long the model writes
    if outcome == CallOutcome::Completed {
        LLM_DURATION_SECONDS.record(duration, [mode.as_str(), model]);
    }
    if has_answered == Some(false) {
        LLM_ERRORS_TOTAL.count([model, name]);
    }
}
