//! Lists for administrators over very many rows, beside a Python service with an object-relational mapper.

use super::peer::{Race, Request};
use crate::{
    client::Call,
    context::{Context, POOL_SIZE},
    figures::Section,
};
use anyhow::{Context as _, Result};
use std::net::{Ipv4Addr, SocketAddr};

const PEER: &str = "administration.py";
/// Messages of each conversation.
const MESSAGES: i64 = 10;
/// Conversations of each account.
const SESSIONS: i64 = 100;
/// Statements of the five-minute maintenance, which does not run here. They sum up the row counts.
const SUM_UP: [&str; 2] = [
    include_str!("../../../shared/admin-db/queries/row_counts/sum_up.sql"),
    include_str!("../../../shared/admin-db/queries/document_counts/sum_up.sql"),
];
/// Number of administrators, one for each client.
const ADMINISTRATORS: u8 = 8;

pub(super) async fn measure(context: &mut Context) -> Result<Section> {
    let sessions = context.dose(10_000, 100_000);
    context.progress.say(format!("{sessions} conversations of {MESSAGES} messages"));
    let session = fill(context, sessions).await?;
    let mut section = Section::new("administration", "Lists for administrators", notes(sessions));
    let mut race = Race::beside(context, PEER, &[]).await?;
    let administrators = administrators(context, race.ours()).await?;
    let lists = [
        ("accounts", "/api/admin/users".to_owned()),
        ("conversations", "/api/admin/sessions".to_owned()),
        ("messages", format!("/api/admin/sessions/{session}/messages")),
        ("tables", "/api/admin/analytics".to_owned()),
        ("documents", "/api/admin/documents".to_owned()),
    ];
    for (name, path) in lists {
        let calls = administrators
            .iter()
            .zip(1..)
            .map(|(token, number)| Call::get(&path).with_token(token).sent_from(Ipv4Addr::new(192, 0, 2, number)));
        let request = Request::Same(calls.collect());
        for clients in [1, 8] {
            race.run(context, name, clients, [&request, &request]).await?;
        }
    }
    section.tables = race.end().await?.into();
    Ok(section)
}

fn notes(sessions: i64) -> Vec<String> {
    vec![
        format!(
            "{} accounts with {sessions} conversations, {} messages and {sessions} public documents, and the data of \
             the previous measures. Each request is for the first 50 rows with the total, as in the contract; a pool of {POOL_SIZE} connections each. Each client is \
             another administrator at another address.",
            sessions / SESSIONS,
            sessions * MESSAGES,
        ),
        format!(
            "`bench/peer/{PEER}`: FastAPI with Pydantic models and SQLAlchemy's asynchronous mapper over asyncpg, in one process and in \
             two; a statement for the caller, one for the rows with their counts, and one that counts all."
        ),
        "Ours: a statement that finds the caller and counts the request, and one for the rest; triggers maintain the \
         numbers of accounts, conversations and documents. Python has no limits."
            .to_owned(),
    ]
}

/// Logs the administrators in and returns their tokens.
async fn administrators(context: &Context, server: SocketAddr) -> Result<Vec<String>> {
    let mut tokens = Vec::new();
    for number in 1..=ADMINISTRATORS {
        tokens.push(context.token_of(&format!("reader-{number}@example.com"), server).await?);
    }
    Ok(tokens)
}

/// Creates accounts with conversations unless they exist, and returns the id of one conversation.
async fn fill(context: &Context, sessions: i64) -> Result<String> {
    let client = context.database().await?;
    let statements = [
        format!(
            "INSERT INTO users (id, email, name, password_hash, role, created_at, updated_at) \
             SELECT gen_random_uuid(), 'reader-' || n || '@example.com', 'Reader ' || n, '', 'user', \
                 now() - n * interval '1 hour', now() \
             FROM generate_series(1, {}) AS n \
             WHERE NOT EXISTS (SELECT 1 FROM users WHERE email = 'reader-1@example.com')",
            sessions / SESSIONS
        ),
        format!(
            "INSERT INTO chat_sessions (id, user_id, title, mode, created_at) \
             SELECT gen_random_uuid(), users.id, 'What is known of line ' || n || '?', \
                 (ARRAY['strategy_qa', 'actions', 'analytics', 'regulatory'])[1 + n % 4], users.created_at + n * interval '1 minute' \
             FROM users CROSS JOIN generate_series(1, {SESSIONS}) AS n \
             WHERE users.email LIKE 'reader-%' \
                 AND NOT EXISTS (SELECT 1 FROM chat_sessions WHERE chat_sessions.user_id = users.id)"
        ),
        format!(
            "INSERT INTO chat_messages (id, session_id, role, content, created_at) \
             SELECT gen_random_uuid(), sessions.id, CASE WHEN n % 2 = 1 THEN 'user' ELSE 'assistant' END, \
                 'The rebuilding of this line begins in the year ' || 2000 + n || '.', sessions.created_at + n * interval '1 second' \
             FROM chat_sessions AS sessions JOIN users ON users.id = sessions.user_id CROSS JOIN generate_series(1, {MESSAGES}) AS n \
             WHERE users.email LIKE 'reader-%' \
                 AND NOT EXISTS (SELECT 1 FROM chat_messages WHERE chat_messages.session_id = sessions.id)"
        ),
        format!(
            "UPDATE users SET role = 'admin', password_hash = demo.password_hash FROM users AS demo \
             WHERE demo.email = '{}' AND users.email IN (SELECT 'reader-' || n || '@example.com' FROM generate_series(1, {ADMINISTRATORS}) AS n)",
            context.settings.email
        ),
        format!(
            "WITH made AS ( \
                 INSERT INTO documents (id, owner_id, access, name, created_at, updated_at) \
                 SELECT gen_random_uuid(), users.id, 'everyone', 'Plan of line ' || n || '.pdf', users.created_at + n * interval '1 minute', now() \
                 FROM users CROSS JOIN generate_series(1, {SESSIONS}) AS n \
                 WHERE users.email LIKE 'reader-%' \
                     AND NOT EXISTS (SELECT 1 FROM documents WHERE documents.owner_id = users.id) \
                 RETURNING id, created_at \
             ) \
             INSERT INTO document_versions (document_id, version, object_key, declared_size, status, created_at, updated_at, upload_expires_at) \
             SELECT id, 1, 'docs/' || id || '/1.pdf', 1000000, 'ready', created_at, created_at, created_at FROM made"
        ),
        "VACUUM (ANALYZE) users, chat_sessions, chat_messages, documents, document_versions".to_owned(),
    ];
    for statement in statements.iter().map(String::as_str).chain(SUM_UP) {
        client.batch_execute(statement).await.with_context(|| format!("cannot fill the database: {statement}"))?;
    }
    let one = "SELECT sessions.id::text FROM chat_sessions AS sessions JOIN users ON users.id = sessions.user_id \
               WHERE users.email = 'reader-1@example.com' LIMIT 1";
    Ok(client.query_one(one, &[]).await?.get(0))
}
