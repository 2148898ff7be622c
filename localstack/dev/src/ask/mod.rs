//! The main job through the public API, as any client does it.

mod answer;
mod api;
mod events;
mod form;
mod upload;

pub(crate) use answer::stream_answer;
pub(crate) use api::Api;
pub(crate) use upload::document_of;
