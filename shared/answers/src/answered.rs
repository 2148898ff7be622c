//! The quoted answer from one page, for tests.

use crate::{
    LeastFit, Pages, Question, Support,
    evidence::tests::passage,
    gather, judge,
    modes::{self, Material, Piece},
};
use sisuiq_model::{ChatMode, Frequencies};

/// The degree of support and the text of the answer from one page, where all parts are equally similar.
pub(crate) fn answered(question: &str, text: &str) -> (Support, String) {
    let passages = [passage(1, 1, text)];
    let chunks = |word: &str| i64::try_from(text.to_lowercase().matches(&word.to_lowercase()).count()).ok();
    let question = Question::new(question).weigh(&Frequencies::new([].into(), 40), chunks).mended(&passages);
    let evidence = gather(&Pages::default(), &question, &passages, &[0.01], |_, _| Some(0.6));
    let support = judge(&question, &passages, &evidence, LeastFit::ANY);
    let material = Material {
        question: &question,
        passages: &passages,
        evidence: &evidence,
        support: &support,
        computed: None,
        figures: None,
    };
    let pieces = modes::quoted(ChatMode::StrategyQa, &material).into_iter().map(|piece| match piece {
        Piece::Plain(text) => text,
        Piece::Claim(claim, _) => claim.text,
    });
    let text = pieces.collect();
    (support, text)
}
