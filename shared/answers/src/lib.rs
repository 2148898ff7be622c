//! From retrieved passages to an answer whose every citation is checked on its page.
//!
//! The question is taken apart and its words weighed ([`Question`]); the parts of the retrieved pages are compared with it by
//! words, form and meaning ([`gather`]); whether they support an answer is judged ([`judge`]); then the answer is either made of quoted sentences
//! ([`modes`]) or written by a model ([`prompt`]) whose marks are checked while it streams ([`Annotator`]). Whatever is shown
//! of a document or a model is inert ([`Inert`]).

mod alike;
mod annotate;
mod annotated;
mod asides;
mod claim;
mod clause;
mod columns;
mod cut;
mod directive;
mod evidence;
mod extractive;
mod figures;
mod follow_up;
mod form;
mod form_words;
mod grounding;
mod inert;
mod mark;
mod mend;
pub mod modes;
mod neighbours;
mod page;
mod pages;
mod prompt;
mod question;
mod reference;
mod running;
mod segments;
mod support;
mod terms;
mod wanted;
mod words;

pub use alike::ask_alike;
pub use annotate::Annotator;
pub use annotated::{Annotated, Cited, Grounding, UNSUPPORTED, Unsupported};
pub use claim::{Claim, Quote};
pub use evidence::{Evidence, gather};
pub use extractive::{compose, nearest};
pub use figures::Figures;
pub use follow_up::standalone;
pub use inert::{Inert, inert};
pub use pages::Pages;
pub use prompt::{Prompt, prompted};
pub use question::Question;
pub use support::{Support, confidence, judge};
