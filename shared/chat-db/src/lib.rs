//! Queries of conversations, answers, citations and calls of language models.
//!
//! One module a table. Each function runs the statement of the same name under `queries/<module>/`, or calls functions that do.

pub mod answer_feedback;
pub mod answer_records;
pub mod answer_streams;
pub mod cached_answers;
pub mod cached_dataset_answers;
pub mod chat_folders;
pub mod chat_messages;
pub mod chat_sessions;
pub mod chat_turns;
pub mod citations;
pub mod knowledge_chats;
pub mod model_calls;
pub mod model_usage;
pub mod record_keys;
