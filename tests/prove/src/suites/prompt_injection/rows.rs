//! Digests of the stored rows, which show what a question changed.

use sisuiq_db::Connection;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Tables of questions and answers, with their counters and costs.
const OF_TURNS: [&str; 14] = [
    "chat_sessions",
    "chat_messages",
    "citations",
    "answer_records",
    "record_keys",
    "answer_streams",
    "answer_events",
    "model_calls",
    "model_usage",
    "model_circuits",
    "model_limit_reached",
    "token_usage",
    "rate_limits",
    "row_counts",
];

/// Number of rows and their digest.
pub(super) type Rows = (i64, String);

/// Digests of all tables except those of turns. Of the latter it includes only other users' conversations and the row
/// counts of other tables. The asker's number of conversations is ignored.
pub(super) async fn rows(connection: &Connection, asker: Uuid) -> BTreeMap<String, Rows> {
    let tables = "SELECT table_name::text FROM information_schema.tables \
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'users' AND table_name::text <> ALL($1)";
    let tables = connection.query(tables, &[&OF_TURNS.as_slice()]).await.unwrap();
    let sum = "count(*), coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '')";
    let mut parts: Vec<String> = tables
        .iter()
        .map(|row| row.get::<_, String>(0))
        .map(|table| format!("SELECT '{table}', {sum} FROM \"{table}\" t"))
        .collect();
    parts.push(format!(
        "SELECT 'users', {sum} FROM ( \
             SELECT CASE WHEN id = '{asker}' THEN to_jsonb(users) - 'session_count' ELSE to_jsonb(users) END FROM users \
         ) t"
    ));
    parts.push(format!("SELECT 'conversations of others', {sum} FROM chat_sessions t WHERE user_id <> '{asker}'"));
    parts.push(format!(
        "SELECT 'messages of others', {sum} FROM chat_messages t JOIN chat_sessions s ON s.id = t.session_id WHERE s.user_id <> '{asker}'"
    ));
    parts.push(format!(
        "SELECT 'how much there is of all else', {sum} FROM row_counts t WHERE relation NOT IN ('chat_sessions', 'chat_messages')"
    ));
    let all = connection.query(&parts.join(" UNION ALL "), &[]).await.unwrap();
    all.iter().map(|row| (row.get(0), (row.get(1), row.get(2)))).collect()
}
