//! Requests to models: reserved in the budget of the account or sent with the caller's key, followed while they stream, and settled.

use super::{Answering, MODE, MOST_TOKENS, TEMPERATURE, reply::Reply, versions};
use crate::{
    data::answerer::Answerer,
    turn::{
        budget::{self, CallPurpose, CallResult, CallUsage, Reservation},
        draft::{Draft, Written},
        event_stream::FlushTask,
        failure::Failure,
        model_call::{self, measure},
    },
};
use futures::{FutureExt, TryStreamExt, future::ready};
use sisuiq_llm::{Choice, ModelError, NotStarted, Piece, PieceStream, Request, Started, Usage};
use sisuiq_model::CallOutcome;
use std::time::Instant;
use tokio::{select, time::sleep_until};
use tracing::{info, warn};

/// Asks the models of one answer.
pub(super) struct Asker<'a> {
    answering: &'a Answering<'a>,
    /// The models that are left, in their order.
    choices: Vec<Choice>,
    /// The model that answered last.
    chosen: Option<Choice>,
    /// The tokens and costs of all requests.
    usage: CallUsage,
    /// A model was unavailable, and another one answered.
    degraded: bool,
    /// The end of the time for all requests together.
    deadline: tokio::time::Instant,
}

/// The end of a request.
pub(super) enum End {
    Complete,
    Stopped,
    /// No model is admitted or available.
    Unavailable,
}

/// A request that may be sent.
struct Admitted {
    choice: Choice,
    /// None for a key of the caller, which no budget of the deployment counts.
    reservation: Option<Reservation>,
    began: Instant,
    asked: u64,
}

/// The state in which a stream ended.
struct Followed {
    usage: Usage,
    ended: Option<Result<(), ModelError>>,
}

impl<'a> Asker<'a> {
    pub(super) fn new(answering: &'a Answering<'a>, choices: Vec<Choice>) -> Self {
        Self {
            answering,
            choices,
            chosen: None,
            usage: CallUsage::default(),
            degraded: false,
            deadline: tokio::time::Instant::now() + answering.state.models.longest(),
        }
    }

    /// Asks the first model that is admitted and answers.
    pub(super) async fn ask(
        &mut self,
        request: &Request,
        reply: &mut Reply,
        flush: &mut FlushTask,
    ) -> Result<End, Failure> {
        while let Some(admitted) = self.admit(request).await? {
            match self.call(admitted, request.clone(), reply, flush).await? {
                End::Unavailable => {
                    reply.restart();
                    self.choices.remove(0);
                    self.degraded = true;
                }
                end => return Ok(end),
            }
        }
        info!("no model is admitted or available");
        Ok(End::Unavailable)
    }

    /// The draft with the models that made it.
    pub(super) fn sign(self, draft: Draft) -> Draft {
        let Some(chosen) = self.chosen else { return draft };
        let written = Written {
            provider: chosen.entry().id.clone(),
            model: chosen.model().to_owned(),
            prompt_versions: versions(),
            temperature: TEMPERATURE,
            max_tokens: MOST_TOKENS,
            usage: self.usage,
        };
        Draft { written: Some(written), degraded: draft.degraded || self.degraded, ..draft }
    }

    /// The next request, of the first model that the budget admits. The models before it are not asked again.
    async fn admit(&mut self, request: &Request) -> Result<Option<Admitted>, Failure> {
        let Answering { state, turn, .. } = self.answering;
        if tokio::time::Instant::now() >= self.deadline {
            return Ok(None);
        }
        let began = Instant::now();
        let asked = budget::estimated_tokens(request);
        if matches!(turn.answerer, Answerer::CallerKey(_)) {
            let choice = self.choices.first().cloned();
            return Ok(choice.map(|choice| Admitted { choice, reservation: None, began, asked }));
        }
        if self.choices.is_empty() {
            return Ok(None);
        }
        let context = &turn.context;
        let purpose = CallPurpose { asker: context.owner, answer: context.answer_id, task: MODE.as_str() };
        let Some(reservation) = budget::reserve(state, purpose, &self.choices, request).await? else { return Ok(None) };
        self.degraded |= reservation.choice > 0;
        self.choices.drain(..reservation.choice.min(self.choices.len()));
        let choice = self.choices.first().cloned();
        Ok(choice.map(|choice| Admitted { choice, reservation: Some(reservation), began, asked }))
    }

    async fn call(
        &mut self,
        admitted: Admitted,
        request: Request,
        reply: &mut Reply,
        flush: &mut FlushTask,
    ) -> Result<End, Failure> {
        let started = select! {
            biased;
            () = flush.stopped() => None,
            () = sleep_until(self.deadline) => Some(Err(NotStarted { error: ModelError::TooSlow, tries: admitted.tries() })),
            started = self.start(&admitted, request) => Some(started),
        };
        match started {
            None => {
                let usage = admitted.usage(Usage::default(), 0, admitted.tries());
                self.settle(admitted, (CallOutcome::Stopped, None), usage).await;
                Ok(End::Stopped)
            }
            Some(Ok(Started { pieces, tries })) => {
                let followed = follow(pieces, reply, (flush, self.deadline)).await;
                self.end(admitted, followed, tries, reply).await
            }
            Some(Err(NotStarted { error, tries })) => {
                let provider = &admitted.choice.entry().id;
                warn!(error = &error as &dyn std::error::Error, provider, tries, "a model call did not start");
                let is_rejected = matches!(error, ModelError::Refused { status: 401 | 403, .. });
                let is_callers = admitted.reservation.is_none();
                let usage = admitted.wasted(tries);
                self.settle(admitted, (CallOutcome::Failed, error.is_provider_s().then_some(false)), usage).await;
                if is_callers && is_rejected { Err(Failure::RejectedKey) } else { Ok(End::Unavailable) }
            }
        }
    }

    async fn start(&self, admitted: &Admitted, request: Request) -> Result<Started, NotStarted> {
        let (state, choice) = (self.answering.state, &admitted.choice);
        let again = || match &admitted.reservation {
            Some(reservation) => reservation.try_again(state, &choice.entry().id).boxed(),
            None => ready(true).boxed(),
        };
        choice.stream(request, again).await
    }

    /// Ends a request whose stream has ended. A text that is published in part cannot be begun anew.
    async fn end(&mut self, admitted: Admitted, followed: Followed, tries: u32, reply: &Reply) -> Result<End, Failure> {
        let Followed { usage, ended } = followed;
        let usage = admitted.usage(usage, reply.characters(), tries);
        let (outcome, has_answered) = match &ended {
            None => (CallOutcome::Stopped, None),
            Some(Ok(())) => (CallOutcome::Completed, Some(true)),
            Some(Err(_)) => (CallOutcome::BrokenOff, Some(false)),
        };
        self.chosen = Some(admitted.choice.clone());
        self.settle(admitted, (outcome, has_answered), usage).await;
        match ended {
            None => Ok(End::Stopped),
            Some(Ok(())) => Ok(End::Complete),
            Some(Err(error)) if reply.has_published() => Err(error.into()),
            Some(Err(error)) => {
                warn!(error = &error as &dyn std::error::Error, "a model broke off");
                Ok(End::Unavailable)
            }
        }
    }

    /// Counts a request. One with the caller's key is not the deployment's: it costs it nothing and says nothing about its providers.
    async fn settle(
        &mut self,
        admitted: Admitted,
        (outcome, has_answered): (CallOutcome, Option<bool>),
        (usage, tries): (CallUsage, u32),
    ) {
        self.usage.input_tokens += usage.input_tokens;
        self.usage.output_tokens += usage.output_tokens;
        self.usage.cost += usage.cost;
        let result = CallResult { outcome, has_answered, tries, usage };
        match admitted.reservation {
            Some(reservation) => {
                measure(MODE, &admitted.choice, result, reservation.elapsed());
                reservation.settle(self.answering.state, &admitted.choice.entry().id, result).await;
            }
            None => model_call::measure_callers(outcome, admitted.began.elapsed()),
        }
    }
}

impl Admitted {
    fn tries(&self) -> u32 {
        self.reservation.as_ref().map_or(1, Reservation::tries)
    }

    fn usage(&self, usage: Usage, characters: usize, tries: u32) -> (CallUsage, u32) {
        let counted = match &self.reservation {
            Some(reservation) => reservation.usage(tries, usage, characters),
            None => CallUsage {
                input_tokens: usage.input_tokens.unwrap_or(self.asked),
                output_tokens: usage.output_tokens.unwrap_or_else(|| budget::estimated(characters)),
                cost: 0,
            },
        };
        (counted, tries)
    }

    fn wasted(&self, tries: u32) -> (CallUsage, u32) {
        let wasted = self.reservation.as_ref().map(|reservation| reservation.wasted(tries));
        (wasted.unwrap_or_default(), tries)
    }
}

/// Reads a stream to its end, or until the caller stops it or the time is over.
async fn follow(
    mut pieces: PieceStream,
    reply: &mut Reply,
    (flush, deadline): (&mut FlushTask, tokio::time::Instant),
) -> Followed {
    let mut usage = Usage::default();
    let reading = async {
        while let Some(piece) = pieces.try_next().await? {
            match piece {
                Piece::Text(text) => reply.push(&text),
                Piece::End(counted) => usage = counted,
            }
        }
        Ok::<_, ModelError>(())
    };
    let ended = select! {
        biased;
        () = flush.stopped() => None,
        () = sleep_until(deadline) => Some(Err(ModelError::TooSlow)),
        ended = reading => Some(ended),
    };
    Followed { usage, ended }
}
