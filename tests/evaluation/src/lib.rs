//! How good answers are: questions with the pages and words that answer them, put to the product, and figures of what came back.

mod ask;
mod baseline;
mod corpus;
mod dataset;
mod figures;
mod outcome;
mod ranking;
mod report;

pub use ask::{Product, Remote, evaluate};
pub use baseline::{Baseline, Fault};
pub use corpus::{DOCUMENTS, DemoDocument, load, load_folder};
pub use dataset::{Case, Dataset, Expected};
pub use figures::{Figure, Figures};
pub use outcome::Outcome;
pub use ranking::{Order, Ranking};
pub use report::{Report, Threshold, markdown};
