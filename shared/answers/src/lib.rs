//! Turns retrieved passages into an answer whose every citation is checked on its page.
//!
//! [`Question`] splits the question into weighted terms. [`gather`] scores the parts of the retrieved pages by words,
//! form and meaning. [`judge`] decides whether they support an answer. The answer then consists of quoted sentences
//! ([`modes`], written as Markdown by [`Claim::markdown`]), or a model writes it ([`Prompt`]) and [`Annotator`] checks its citation
//! marks while it streams. [`Inert`] neutralises Markdown and HTML that comes from a document or a model.

mod addressed;
mod alike;
mod annotate;
mod annotated;
#[cfg(test)]
mod answered;
mod asides;
mod calculate;
mod cell_quotes;
mod claim;
mod clause;
mod columns;
mod contrast;
mod coordinated;
mod count;
mod crossing;
mod cut;
mod directive;
mod editions;
mod evidence;
mod extractive;
mod figures;
mod follow_up;
mod form;
mod form_words;
mod grounding;
mod inert;
mod inflected;
mod joints;
mod layout;
mod mark;
mod marks;
mod measure;
mod mend;
mod merged_cells;
pub mod modes;
mod neighbours;
mod numbered;
mod opening;
mod page;
mod pages;
mod parts_of_question;
mod place;
mod prompt;
pub mod provision;
mod quantities;
mod question;
mod reference;
mod referent;
mod running;
mod same;
mod sections;
mod segments;
mod several;
mod support;
mod syllables;
mod table_pages;
mod terms;
mod titles;
mod unfinished;
mod units;
mod wanted;
mod words;

pub use alike::ask_alike;
pub use annotate::Annotator;
pub use annotated::{Annotated, Cited, Grounding, UNSUPPORTED, Unsupported};
pub use calculate::{Calculation, calculate};
pub use claim::{Claim, NamedRow, Quote};
pub use evidence::{Evidence, gather, with_readings};
pub use extractive::{compose, nearest};
pub use figures::Figures;
pub use follow_up::standalone;
pub use inert::{Inert, inert};
pub use layout::Place;
pub use opening::Opening;
pub use pages::Pages;
pub use prompt::{Prompt, fenced, inline, prompted, remembered};
pub use question::Question;
pub use support::{LeastFit, Support, confidence, judge, needs_other_documents};
