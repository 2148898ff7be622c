//! Questions about a table, planned as calls of the analysis tools without a language model.
//!
//! [`plan`] maps a Korean or English question to calls of the closed set of tools of `sisuiq-frames` and to a prediction of ECLO.
//! It is deterministic and needs no network. The layers, from the text to the calls: `tokens` → `items` (each stretch of the question
//! is a form of the language, `words`, or of the table, [`Vocabulary`]) → `read` (conditions, groups, measures: a [`Query`]) →
//! `compose` (calls). [`answer`] writes sentences from the results of the calls, [`verify`] drops sentences of any text whose
//! figures occur in no result, and [`bind`] finds the results of the figures that are left.
//!
//! A question is never answered by another one: a word that nothing explains, a name that fits several columns, and parts that do
//! not fit together are a [`Refusal`] that says so. Names and values of the table are data: they match words of a question by
//! equality and do nothing else.

mod answer;
mod compose;
mod explain;
mod follow_up;
mod items;
mod plan;
mod planner;
mod prediction;
mod query;
mod read;
mod refusal;
mod shared;
mod text;
mod tokens;
mod verify;
mod vocabulary;
mod words;

pub use answer::{Answer, AnswerTable, CallResult, Chart, FigureRef, Sentence, answer, follow_ups};
pub use plan::{Focus, Invocation, Plan, PlannedCall};
pub use planner::{Previous, Turn, plan};
pub use query::{Extreme, Having, Query, Remark, SharedValues};
pub use refusal::{Refusal, RefusalKind};
pub use verify::{BoundFigure, Verified, bind, verify};
pub use vocabulary::{MOST_VALUES, Vocabulary};
pub use words::{Hindrance, Operation, TimeUnit};
