//! `/api/v1/knowledge`

mod chats;
mod datasets;
mod entities;
mod feedback;
mod folders;
