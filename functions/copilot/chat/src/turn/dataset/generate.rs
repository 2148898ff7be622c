//! Generates the answer to a question about a dataset: plans it, calls the tools, and states their results.

use super::{
    DatasetTurn, Material,
    cache::CachedAnalysis,
    calls::{self, Made},
    guide,
    model::{self, Attempt},
    previous::Before,
    text::{self, Written},
    today::today,
};
use crate::{
    State,
    data::{
        analysis::{Analysis, AnswerChartOut, RefusalOut},
        answerer::Answerer,
    },
    sse::ToolEvent,
    turn::{
        draft::Draft,
        event_stream::{EventPublisher, FlushTask},
        failure::Failure,
    },
};
use sisuiq_answers::inert;
use sisuiq_datasets::TableCopy;
use sisuiq_datasets_db::dataset_shares;
use sisuiq_model::{AnswerSupport, Text};
use sisuiq_planner::{CallResult, Invocation, Plan, Refusal, RefusalKind, Turn, Vocabulary, answer, follow_ups, plan};
use sisuiq_telemetry::TaskEnded;
use std::sync::Arc;
use tokio::{select, task::spawn_blocking};

/// The most calls of one answer.
const MOST_CALLS: usize = 16;

/// Generates the draft of an answer about a dataset.
pub(in crate::turn) async fn draft(
    state: &State,
    turn: &DatasetTurn,
    publisher: &EventPublisher,
) -> Result<Draft, Failure> {
    let (table, vocabulary) = match &turn.material {
        Material::Cached(hit) => return Ok(repeat(turn, hit, publisher)),
        Material::Table { table, vocabulary, .. } => (Some(table), vocabulary),
        Material::Nothing(vocabulary) => (None, vocabulary),
    };
    publisher.open("start", &turn.started()).await?;
    let mut flush = publisher.start_flushing();
    let answering = Answering { state, turn, publisher, table, vocabulary };
    answering.write(&mut flush).await
}

/// Publishes the cached text in one piece.
fn repeat(turn: &DatasetTurn, hit: &CachedAnalysis, publisher: &EventPublisher) -> Draft {
    publisher.publish("start", &turn.started());
    publisher.publish_text(&hit.content);
    Draft {
        text: hit.content.clone(),
        support: Some(AnswerSupport::Full),
        analysis: Some(Box::new(hit.analysis.clone())),
        ..Draft::default()
    }
}

/// Everything that an answer is made with.
pub(super) struct Answering<'a> {
    pub(super) state: &'a State,
    pub(super) turn: &'a DatasetTurn,
    pub(super) publisher: &'a EventPublisher,
    pub(super) table: Option<&'a Arc<TableCopy>>,
    vocabulary: &'a Arc<Vocabulary>,
}

impl Answering<'_> {
    /// A language model is asked where the planner refuses the question or is not sure of it. Where none is available, the planner
    /// answers all the same.
    async fn write(&self, flush: &mut FlushTask) -> Result<Draft, Failure> {
        let planned = self.plan().await?;
        let choices =
            if self.needs_model(&planned) { model::choices(self.state, &self.turn.answerer) } else { Vec::new() };
        if choices.is_empty() {
            return self.without_model(planned, flush).await;
        }
        if let Answerer::Link(token_hash) = &self.turn.answerer
            && !self.takes_question(token_hash).await?
        {
            return Ok(self.used_up(self.without_model(planned, flush).await?));
        }
        match Box::pin(model::answer_by(self, choices, planned.as_ref().err(), flush)).await? {
            Attempt::Answered(draft) => Ok(*draft),
            Attempt::Nothing => self.without_model(planned, flush).await,
            Attempt::Unavailable => Ok(self.degraded(self.without_model(planned, flush).await?)),
        }
    }

    /// Takes one of the day's questions of a link. `false` when they are used up.
    async fn takes_question(&self, token_hash: &[u8]) -> Result<bool, Failure> {
        let connection = self.state.database.connection().await?;
        Ok(dataset_shares::take_question(&connection, token_hash, self.state.clock.now()).await?)
    }

    /// Returns whether the planner does not know the answer for sure. A prediction whose fields are asked for is understood.
    fn needs_model(&self, planned: &Result<Plan, Refusal>) -> bool {
        let is_unsure = match planned {
            Ok(plan) => plan.is_inferred || plan.calls.len() > MOST_CALLS,
            Err(refusal) => refusal.kind != RefusalKind::MissingFields,
        };
        is_unsure && self.table.is_some() && !guide::is_asked_for(&self.turn.context.question.message)
    }

    /// The answer of the planner.
    async fn without_model(&self, planned: Result<Plan, Refusal>, flush: &mut FlushTask) -> Result<Draft, Failure> {
        match planned {
            Ok(plan) if self.table.is_none() && !is_prediction(&plan) => {
                Ok(self.explain(&guide::choose_dataset(), true))
            }
            Ok(plan) if plan.calls.len() > MOST_CALLS => Ok(self.explain(&guide::too_many_calls(), true)),
            Ok(plan) => self.run(&plan, flush).await,
            Err(_) if guide::is_asked_for(&self.turn.context.question.message) => {
                Ok(self.explain(&guide::text(self.vocabulary), false))
            }
            Err(refusal) if self.table.is_none() && refusal.kind != RefusalKind::MissingFields => {
                Ok(self.explain(&guide::choose_dataset(), true))
            }
            Err(refusal) => Ok(self.decline(refusal)),
        }
    }

    /// The plan, made on a thread where that may take long.
    async fn plan(&self) -> Result<Result<Plan, Refusal>, Failure> {
        let (question, vocabulary) = (self.turn.context.question.message.clone(), Arc::clone(self.vocabulary));
        let (previous, today) = (self.turn.previous.clone(), Some(today(self.turn.context.asked_at)));
        let planned = spawn_blocking(move || {
            let previous = previous.as_ref().map(Before::as_previous);
            plan(&question, &vocabulary, Turn { previous, today })
        });
        Ok(planned.await.map_err(TaskEnded::from)?)
    }

    async fn run(&self, plan: &Plan, flush: &mut FlushTask) -> Result<Draft, Failure> {
        let mut made: Vec<Made> = Vec::with_capacity(plan.calls.len());
        for (index, planned) in plan.calls.iter().enumerate() {
            self.publisher.publish("tool", &ToolEvent { name: planned.invocation.name(), index });
            let call = select! {
                biased;
                () = flush.stopped() => return Ok(self.stopped(made)),
                call = calls::make(self.state, self.turn, self.table, planned) => call?,
            };
            made.push(call);
        }
        let language = self.turn.language;
        let results: Vec<CallResult> = made.iter().map(|call| call.result.clone()).collect();
        let answer = answer(plan, &results, language);
        let written = text::write(&answer, plan, &made, language);
        let suggestions = if self.table.is_some() { follow_ups(plan, self.vocabulary, language) } else { Vec::new() };
        let filter = plan.filter.as_ref().and_then(|filter| serde_json::to_value(filter).ok());
        let chart = answer.chart.filter(|_| self.table.is_some());
        let chart = chart.map(|chart| AnswerChartOut::of(chart, filter));
        let analysis = Analysis {
            chart,
            suggestions,
            understood: Some(plan.explanation.get(language).to_owned()),
            query: (!is_prediction(plan)).then(|| plan.query.clone()),
            ..self.analysis()
        };
        Ok(self.publish(written, made, analysis))
    }

    /// Publishes the text and completes the draft. Where no call has a result, the question is not answered.
    fn publish(&self, written: Written, made: Vec<Made>, analysis: Analysis) -> Draft {
        for piece in &written.pieces {
            self.publisher.publish_text(piece);
        }
        let failed = made.iter().filter(|call| call.is_failed()).count();
        let support = match failed {
            0 => AnswerSupport::Full,
            failed if failed == made.len() => AnswerSupport::None,
            _ => AnswerSupport::Partial,
        };
        let tool_calls = made.into_iter().map(|call| call.out).collect();
        let analysis = Analysis { tool_calls, figures: written.figures, ..analysis };
        Draft {
            text: written.pieces.concat(),
            abstained: support == AnswerSupport::None,
            support: Some(support),
            analysis: Some(Box::new(analysis)),
            ..Draft::default()
        }
    }

    /// The draft of an answer that was stopped before its text: the calls so far.
    pub(super) fn stopped(&self, made: Vec<Made>) -> Draft {
        let tool_calls = made.into_iter().map(|call| call.out).collect();
        let analysis = Analysis { tool_calls, ..self.analysis() };
        Draft {
            is_stopped: true,
            support: Some(AnswerSupport::None),
            analysis: Some(Box::new(analysis)),
            ..Draft::default()
        }
    }

    /// Says why a question is not answered.
    fn decline(&self, refusal: Refusal) -> Draft {
        let Refusal { kind, words, candidates, given, text } = refusal;
        let refusal = Some(RefusalOut { kind, words, candidates });
        self.say(&text, true, Analysis { refusal, given: *given, ..self.analysis() })
    }

    /// Explains the use of the chat.
    fn explain(&self, text: &Text, abstained: bool) -> Draft {
        self.say(text, abstained, self.analysis())
    }

    fn say(&self, text: &Text, abstained: bool, analysis: Analysis) -> Draft {
        let text = inert(text.get(self.turn.language));
        self.publisher.publish_text(&text);
        let support = if abstained { AnswerSupport::None } else { AnswerSupport::Full };
        Draft { text, abstained, support: Some(support), analysis: Some(Box::new(analysis)), ..Draft::default() }
    }

    /// The same draft, which says that no language model was available.
    pub(super) fn degraded(&self, draft: Draft) -> Draft {
        let note = Text::new(
            "지금은 언어 모델을 쓸 수 없어 모델 없이 답했습니다.",
            "No language model is available now, so this answer was made without one.",
        );
        self.noted(draft, &note)
    }

    /// The same draft, which says that the link's questions of the day to a language model are used up.
    fn used_up(&self, draft: Draft) -> Draft {
        let note = Text::new(
            "이 링크로 오늘 언어 모델에 물을 수 있는 질문을 모두 써서 모델 없이 답했습니다.",
            "The questions of this link to a language model are used up for today, so this answer was made without one.",
        );
        let mut draft = self.noted(draft, &note);
        if let Some(analysis) = &mut draft.analysis {
            analysis.is_budget_used_up = true;
        }
        draft
    }

    /// The same draft, made without a language model, with a sentence that says so.
    fn noted(&self, draft: Draft, note: &Text) -> Draft {
        let note = ["\n\n", note.get(self.turn.language)].concat();
        self.publisher.publish_text(&note);
        Draft { text: draft.text + &note, degraded: true, ..draft }
    }

    pub(super) fn analysis(&self) -> Analysis {
        Analysis { language: self.turn.language.tag().to_owned(), ..Analysis::default() }
    }
}

fn is_prediction(plan: &Plan) -> bool {
    plan.calls.iter().all(|call| matches!(call.invocation, Invocation::PredictEclo(_)))
}
