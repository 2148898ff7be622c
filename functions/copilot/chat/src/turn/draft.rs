//! A draft: the text of an answer and its unchecked citations.

use super::budget::CallUsage;
use crate::data::analysis::Analysis;
use sisuiq_answers::{Cited, Grounding};
use sisuiq_model::{AnswerSupport, ChatMode};
use std::borrow::Cow;

/// The name that stands for model and provider of an answer made of quotations.
const EXTRACTIVE: &str = "extractive";
/// The name that stands for model and provider of an answer about a dataset that no model wrote.
const PLANNER: &str = "planner";

/// A text and its citations, before they are checked.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) text: String,
    pub(super) cited: Vec<Cited>,
    pub(super) abstained: bool,
    /// How far the text answers the question, if the writing decided it and not the search.
    pub(super) support: Option<AnswerSupport>,
    pub(super) degraded: bool,
    /// The number of citations that were dropped because their words are not on the page.
    pub(super) dropped: u32,
    /// The statements of the text, and how many of them the citations support.
    pub(super) grounding: Grounding,
    /// `true` when the caller stopped the answer before its end.
    pub(super) is_stopped: bool,
    /// The calls and figures of an answer about a dataset.
    pub(super) analysis: Option<Box<Analysis>>,
    /// The model that wrote the text. Absent when none did.
    pub(super) written: Option<Written>,
    /// Milliseconds of generation.
    pub(super) elapsed_ms: u64,
}

/// The model that wrote a text, and its instructions.
pub(super) struct Written {
    pub(super) provider: String,
    pub(super) model: String,
    pub(super) prompt_versions: Vec<&'static str>,
    pub(super) temperature: f64,
    pub(super) max_tokens: u32,
    pub(super) usage: CallUsage,
}

impl Draft {
    /// The model's name.
    pub(super) fn model(&self) -> &str {
        self.written.as_ref().map_or(self.without_model(), |written| written.model.as_str())
    }

    /// The provider's name.
    pub(super) fn provider(&self) -> &str {
        self.written.as_ref().map_or(self.without_model(), |written| written.provider.as_str())
    }

    const fn without_model(&self) -> &'static str {
        if self.analysis.is_some() { PLANNER } else { EXTRACTIVE }
    }
}

/// A text in the form of its mode: lists of actions have no bullets but Markdown's.
pub(super) fn in_form(mode: ChatMode, text: &str) -> Cow<'_, str> {
    if mode == ChatMode::Actions && text.contains('•') { text.replace('•', "-").into() } else { text.into() }
}
