//! From retrieved passages to an answer whose every citation is checked on its page.
//!
//! The question is taken apart and its words weighed ([`Question`]); the parts of the retrieved pages are compared with it by
//! words, form and meaning ([`gather`]); whether they support an answer is judged ([`judge`]); then the answer is either made of quoted sentences
//! ([`compose`]) or written by a model ([`prompt`]) whose marks are checked while it streams ([`Annotator`]).

mod annotate;
mod claim;
mod cut;
mod evidence;
mod extractive;
mod form;
mod form_words;
mod page;
mod pages;
mod prompt;
mod question;
mod reference;
mod running;
mod segments;
mod support;
mod terms;
mod words;

pub use annotate::{Annotator, Cited};
pub use claim::{Claim, Quote};
pub use evidence::{Evidence, gather};
pub use extractive::{compose, nearest};
pub use pages::Pages;
pub use prompt::{prompt, prompted};
pub use question::Question;
pub use support::{Support, judge};
