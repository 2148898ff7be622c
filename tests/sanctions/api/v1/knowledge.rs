//! `/api/v1/knowledge`

mod alerts;
mod chats;
mod datasets;
mod entities;
mod feedback;
mod folders;
mod screen;
