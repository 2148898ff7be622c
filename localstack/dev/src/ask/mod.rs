//! Upload and question through the public API, like any client.

mod answer;
mod api;
mod events;
mod form;
mod upload;

pub(crate) use answer::stream_answer;
pub(crate) use api::Api;
pub(crate) use upload::document_of;
