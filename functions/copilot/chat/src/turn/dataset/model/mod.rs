//! Answers by a language model. It chooses calls of the tools and words their results; it computes nothing, and every figure of its text is
//! one of a result.

mod asker;
mod prompt;
mod reply;
mod results;
mod wording;

pub(super) use prompt::versions;

use super::{
    MODE,
    calls::{self, Made},
    generate::Answering,
    text::{self, Written as Worded},
};
use crate::{
    State,
    data::{
        analysis::{Analysis, AnswerChartOut, RefusalOut},
        answerer::Answerer,
    },
    sse::ToolEvent,
    turn::{draft::Draft, event_stream::FlushTask, failure::Failure},
};
use asker::{Asker, End};
use reply::{Asked, Reply};
use sisuiq_answers::inert;
use sisuiq_llm::{Choice, Message, Request, Role};
use sisuiq_model::{AnswerSupport, Text};
use sisuiq_planner::{CallResult, Focus, Invocation, Plan, PlannedCall, Refusal, answer};
use tokio::select;
use wording::Wording;

/// The most messages of a model with calls.
const MOST_ROUNDS: usize = 3;
/// The most calls of a model, refused ones included.
const MOST_CALLS: usize = 16;
const MOST_TOKENS: u32 = 2_000;
const TEMPERATURE: f64 = 0.0;

/// What came of asking a model.
pub(super) enum Attempt {
    Answered(Box<Draft>),
    /// No model is available, or the budget admits none.
    Unavailable,
    /// The model computed nothing, where the planner has a plan.
    Nothing,
}

/// The models that may answer, in their order.
pub(super) fn choices(state: &State, answerer: &Answerer) -> Vec<Choice> {
    match answerer {
        Answerer::Planner => Vec::new(),
        Answerer::CallerKey(key) => state.models.with_key(key.secret().clone(), MODE.as_str()).into_iter().collect(),
        Answerer::Deployment | Answerer::Link(_) => state.models.route(MODE.as_str()),
    }
}

/// The models of an answerer as part of the key of cached answers.
pub(super) fn method(state: &State, answerer: &Answerer) -> String {
    let choices = choices(state, answerer);
    let names = choices.iter().map(|choice| format!("{}/{}", choice.entry().id, choice.model()));
    names.chain(versions().into_iter().map(str::to_owned)).collect::<Vec<_>>().join(",")
}

/// Asks the models for an answer to a question that the planner refuses, or does not understand for sure.
pub(super) async fn answer_by(
    answering: &Answering<'_>,
    choices: Vec<Choice>,
    refusal: Option<&Refusal>,
    flush: &mut FlushTask,
) -> Result<Attempt, Failure> {
    let asker = Asker::new(answering, choices);
    let messages = prompt::opening(answering);
    Rounds { answering, refusal, asker, messages, made: Vec::new(), invocations: Vec::new(), tried: 0 }
        .answer(flush)
        .await
}

/// The conversation with a model about one question.
struct Rounds<'a> {
    answering: &'a Answering<'a>,
    refusal: Option<&'a Refusal>,
    asker: Asker<'a>,
    messages: Vec<Message>,
    /// The calls with a result.
    made: Vec<Made>,
    invocations: Vec<Invocation>,
    /// The number of calls, refused ones included.
    tried: usize,
}

impl Rounds<'_> {
    async fn answer(mut self, flush: &mut FlushTask) -> Result<Attempt, Failure> {
        for round in 0..=MOST_ROUNDS {
            let is_last = round == MOST_ROUNDS || self.tried >= MOST_CALLS;
            if is_last {
                self.say(Role::User, prompt::LAST.text.to_owned());
            }
            let request =
                Request { messages: self.messages.clone(), max_tokens: MOST_TOKENS, temperature: TEMPERATURE };
            let mut reply = Reply::new(self.wording(), !self.made.is_empty());
            match self.asker.ask(&request, &mut reply, flush).await? {
                End::Complete => {}
                End::Stopped => return Ok(self.stopped(reply)),
                End::Unavailable if self.made.is_empty() => return Ok(Attempt::Unavailable),
                End::Unavailable => return Ok(self.own_words(true)),
            }
            let (raw, asked) = reply.finish();
            match asked {
                Asked::Text(wording) => return Ok(self.worded(wording)),
                _ if is_last => break,
                Asked::Calls(wanted) => {
                    self.say(Role::Assistant, raw);
                    let Some(results) = self.call_all(wanted, flush).await? else { return Ok(self.halted()) };
                    self.say(Role::User, results);
                }
                Asked::Unreadable(fault) => {
                    self.say(Role::Assistant, raw);
                    self.say(Role::User, format!("This is no list of calls: {fault}"));
                }
            }
        }
        Ok(self.own_words(false))
    }

    fn say(&mut self, role: Role, content: String) {
        self.messages.push(Message { role, content });
    }

    fn results(&self) -> Vec<CallResult> {
        self.made.iter().map(|call| call.result.clone()).collect()
    }

    fn wording(&self) -> Wording {
        Wording::new(self.answering.publisher.clone(), self.results())
    }

    /// Makes the calls that a message asks for. Returns what the model is told of them, or `None` when the caller stops the answer.
    async fn call_all(&mut self, wanted: Vec<reply::Wanted>, flush: &mut FlushTask) -> Result<Option<String>, Failure> {
        let mut told = results::Told::default();
        for call in wanted {
            if self.tried >= MOST_CALLS {
                told.refused(&call.name, "no further calls are possible");
                continue;
            }
            self.tried += 1;
            let planned = match call.read() {
                Ok(invocation) => PlannedCall { invocation, focus: Focus::Whole },
                Err(fault) => {
                    told.refused(&call.name, &fault);
                    continue;
                }
            };
            let Answering { state, turn, publisher, table, .. } = self.answering;
            publisher.publish("tool", &ToolEvent { name: planned.invocation.name(), index: self.made.len() });
            let made = select! {
                biased;
                () = flush.stopped() => return Ok(None),
                made = calls::make(state, turn, *table, &planned) => made?,
            };
            told.made(self.made.len(), &made);
            // what could not be computed is repaired or left: no figure comes from it
            if !made.is_failed() {
                self.made.push(made);
                self.invocations.push(planned.invocation);
            }
        }
        Ok(Some(told.text()))
    }

    /// The answer in the model's words. Nothing of them is left if each sentence has a figure of no result.
    fn worded(self, wording: Wording) -> Attempt {
        let text = wording.finish();
        if text.is_empty() {
            return self.own_words(false);
        }
        if self.made.is_empty() {
            return self.without_figures(&text);
        }
        let Self { asker, made, invocations, answering, .. } = self;
        let plan = Plan::of_calls(invocations);
        let results: Vec<CallResult> = made.iter().map(|call| call.result.clone()).collect();
        let mut worded = Worded::of_text(&text, &results, &made);
        for remark in made.iter().flat_map(|call| &call.remarks) {
            let remark = ["\n\n", &inert(remark)].concat();
            answering.publisher.publish_text(&remark);
            worded.push(&remark);
        }
        complete(answering, asker, (worded, made), &plan)
    }

    /// A text that no call is behind says so. Where the planner has a plan, its figures are the better answer.
    fn without_figures(self, text: &str) -> Attempt {
        let Some(refusal) = self.refusal else { return Attempt::Nothing };
        let Answering { turn, publisher, .. } = self.answering;
        let note = Text::new(
            "이 답변에는 데이터에서 계산한 값이 없습니다.",
            "Nothing in this answer was computed from the data.",
        );
        let text = [text, "\n\n", note.get(turn.language)].concat();
        publisher.publish_text(&text);
        let Refusal { kind, words, candidates, .. } = refusal.clone();
        let analysis = Analysis { refusal: Some(RefusalOut { kind, words, candidates }), ..self.answering.analysis() };
        let draft = Draft {
            text,
            abstained: true,
            support: Some(AnswerSupport::None),
            analysis: Some(Box::new(analysis)),
            ..Draft::default()
        };
        Attempt::Answered(Box::new(self.asker.sign(draft)))
    }

    /// The results in the planner's words; without results there is nothing to say.
    fn own_words(self, degraded: bool) -> Attempt {
        if self.made.is_empty() {
            return if degraded { Attempt::Unavailable } else { Attempt::Nothing };
        }
        let Self { asker, made, invocations, answering, .. } = self;
        let plan = Plan::of_calls(invocations);
        let results: Vec<CallResult> = made.iter().map(|call| call.result.clone()).collect();
        let language = answering.turn.language;
        let worded = text::write(&answer(&plan, &results, language), &plan, &made, language);
        for piece in &worded.pieces {
            answering.publisher.publish_text(piece);
        }
        match complete(answering, asker, (worded, made), &plan) {
            Attempt::Answered(draft) if degraded => Attempt::Answered(Box::new(answering.degraded(*draft))),
            attempt => attempt,
        }
    }

    /// The answer that its caller stopped while the model wrote: the text so far.
    fn stopped(self, reply: Reply) -> Attempt {
        let text = reply.stop();
        let draft = self.answering.stopped(self.made);
        Attempt::Answered(Box::new(self.asker.sign(Draft { text, ..draft })))
    }

    /// The answer that its caller stopped before its text.
    fn halted(self) -> Attempt {
        Attempt::Answered(Box::new(self.asker.sign(self.answering.stopped(self.made))))
    }
}

/// Completes an answer that calls are behind.
fn complete(answering: &Answering<'_>, asker: Asker<'_>, (worded, made): (Worded, Vec<Made>), plan: &Plan) -> Attempt {
    let language = answering.turn.language;
    let results: Vec<CallResult> = made.iter().map(|call| call.result.clone()).collect();
    let filter = plan.filter.as_ref().and_then(|filter| serde_json::to_value(filter).ok());
    let chart = answer(plan, &results, language).chart.map(|chart| AnswerChartOut::of(chart, filter));
    let analysis = Analysis {
        tool_calls: made.into_iter().map(|call| call.out).collect(),
        figures: worded.figures,
        chart,
        understood: Some(plan.explanation.get(language).to_owned()),
        ..answering.analysis()
    };
    let draft = Draft {
        text: worded.pieces.concat(),
        support: Some(AnswerSupport::Full),
        analysis: Some(Box::new(analysis)),
        ..Draft::default()
    };
    Attempt::Answered(Box::new(asker.sign(draft)))
}
