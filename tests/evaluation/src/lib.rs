//! Evaluation of answers: it asks the product questions with known pages and quotes, and computes figures of the results.

mod answers;
mod ask;
mod baseline;
mod corpus;
mod dataset;
mod figures;
mod law;
mod outcome;
mod pages;
mod ranking;
mod report;
mod written;

pub use answers::{AnswerSummary, Given, Quoted, Verdict, Verdicts, answerability, judge};
pub use ask::{Product, Remote, evaluate};
pub use baseline::{Baseline, Fault};
pub use corpus::{DOCUMENTS, DemoDocument, load, load_folder};
pub use dataset::{Case, Dataset, Expected};
pub use figures::{Figure, Figures};
pub use law::{
    FoundPassage, LawAnswer, LawCollection, LawFigure, LawKind, LawPlace, LawQuestion, LawSummary, LawText, Statements,
    ask_law, load_law, without_names,
};
pub use outcome::Outcome;
pub use pages::{Collection, Difference, Found, Group, Places, Question, Scope, Summary, ask_questions};
pub use ranking::{Order, Ranking};
pub use report::{Report, Threshold, markdown};
pub use written::{Writer, WrittenAnswer, WrittenSummary, ask_writer};
