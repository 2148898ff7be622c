//! Answers to questions with known keys: what the product stated, and whether it is right.

mod answerability;
mod given;
mod judge;
mod key;
mod summary;

pub use answerability::answerability;
pub use given::{Given, Quoted};
pub use judge::{Verdict, judge};
pub use summary::{AnswerSummary, Verdicts};
