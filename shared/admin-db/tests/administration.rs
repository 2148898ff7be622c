//! Lists for administrators over very many rows.
#![expect(clippy::unwrap_used, reason = "test code")]

use sisuiq_admin_db::{
    administration::{FeedbackFilters, SessionFilters, UserFilters, feedback, sessions, users},
    row_counts,
};
use sisuiq_clock::Clock;
use sisuiq_db::{Connection, anywhere};
use sisuiq_model::{ChatMode, ChatSessionOrder, FeedbackOrder, FeedbackRating, Page, UserId, UserOrder, UserRole};
use sisuiq_testing::{Stack, TestDatabase};
use uuid::Uuid;

/// Enough that reading all of it would cost more than any index does.
const ROWS: [&str; 4] = [
    "INSERT INTO users (id, email, name, password_hash, role, created_at, updated_at) \
        SELECT gen_random_uuid(), 'user' || n || '@example.com', 'Somebody ' || n, '', \
            CASE WHEN n % 500 = 0 THEN 'auditor' WHEN n % 50 = 0 THEN 'admin' WHEN n % 7 = 0 THEN 'analyst' WHEN n % 11 = 0 THEN 'guest' \
                ELSE 'user' END, now() - n * interval '1 minute', now() \
        FROM generate_series(1, 5000) AS n",
    "INSERT INTO chat_sessions (id, user_id, title, mode, created_at) \
        SELECT gen_random_uuid(), users.id, 'About line ' || n || ' of ' || users.name, \
            (ARRAY['strategy_qa', 'actions', 'analytics', 'regulatory'])[1 + n % 4], users.created_at + n * interval '1 second' \
        FROM users CROSS JOIN generate_series(1, 6) AS n",
    "INSERT INTO chat_messages (id, session_id, role, content, created_at) \
        SELECT gen_random_uuid(), sessions.id, CASE WHEN n % 2 = 1 THEN 'user' ELSE 'assistant' END, 'A sentence.', \
            sessions.created_at + n * interval '1 second' \
        FROM chat_sessions AS sessions CROSS JOIN generate_series(1, 4) AS n",
    "VACUUM (ANALYZE) users, chat_sessions, chat_messages",
];

fn page<Order>(order: Order) -> Page<Order> {
    Page { order, limit: 50, offset: 0, after: None }
}

fn finds_by_index(what: &str, plan: &[String]) {
    // parts of counts are few
    let reads_all = plan.iter().any(|line| line.contains("Seq Scan") && !line.contains("Seq Scan on row_counts"));
    assert!(!reads_all, "{what}: {plan:#?}");
}

async fn filled() -> Connection {
    let database = TestDatabase::create(&Stack::from_process()).await.open(1);
    let filling = database.dedicated().await.unwrap();
    // it may take longer than a statement of the product, on a machine with other work
    filling.batch_execute("SET statement_timeout = 0").await.unwrap();
    for statement in ROWS {
        filling.batch_execute(statement).await.unwrap();
    }
    database.connection().await.unwrap()
}

/// Concurrent connections to any database can delay the visibility of rows to all; then reading an index costs more.
async fn seen_by_all(connection: &Connection) {
    let seen = "SELECT relallvisible = relpages FROM pg_class WHERE relname = 'users'";
    let mut tries = 0;
    while !connection.query_one(seen, &[]).await.unwrap().get::<_, bool>(0) {
        assert!(tries < 1_000, "the rows are never seen by all");
        connection.execute("VACUUM users", &[]).await.unwrap();
        tries += 1;
    }
}

#[tokio::test]
async fn administrator_lists_use_indexes() {
    let connection = filled().await;
    seen_by_all(&connection).await;
    let after = (Clock::system().now(), Uuid::nil());
    for order in UserOrder::ALL {
        for filters in [
            UserFilters::default(),
            UserFilters { role: Some(UserRole::Auditor), ..UserFilters::default() },
            UserFilters { pattern: Some(anywhere("user4711")), ..UserFilters::default() },
        ] {
            let page = Page { after: (*order == UserOrder::Newest).then_some(after), ..page(*order) };
            for page in [page, Page { offset: 50, ..page }] {
                let plan = users(&filters, &page).plan(&connection).await.unwrap();
                finds_by_index(&format!("{order}, {filters:?}"), &plan);
            }
        }
    }
    for order in ChatSessionOrder::ALL {
        for filters in [
            SessionFilters::default(),
            SessionFilters { mode: Some(ChatMode::Regulatory), ..SessionFilters::default() },
            SessionFilters { user: Some(UserId(Uuid::nil())), ..SessionFilters::default() },
            SessionFilters { pattern: Some(anywhere("Somebody 4711")), ..SessionFilters::default() },
            SessionFilters { from: Some(after.0), until: Some(after.0), ..SessionFilters::default() },
        ] {
            let page = Page { after: (*order == ChatSessionOrder::Newest).then_some(after), ..page(*order) };
            for page in [page, Page { offset: 500, ..page }] {
                let plan = sessions(&filters, &page).plan(&connection).await.unwrap();
                finds_by_index(&format!("{order}, {filters:?}"), &plan);
            }
        }
    }
}

#[tokio::test]
async fn feedback_list_uses_indexes() {
    let connection = filled().await;
    let rate = "INSERT INTO answer_feedback (message_id, rating, is_inaccurate, comment, created_at) \
                SELECT id, CASE WHEN chance < 0.2 THEN 'down' ELSE 'up' END, chance < 0.05, repeat('A sentence. ', 20), created_at \
                FROM (SELECT id, created_at, random() AS chance FROM chat_messages WHERE role = 'assistant') AS answers";
    connection.execute(rate, &[]).await.unwrap();
    connection.execute("VACUUM (ANALYZE) answer_feedback", &[]).await.unwrap();
    let after = (Clock::system().now(), Uuid::nil());
    let reader = UserId(Uuid::nil());
    let all =
        feedback(&reader, &FeedbackFilters::default(), &page(FeedbackOrder::Newest)).read(&connection).await.unwrap();
    assert_eq!(all.count, 60_000);
    for order in FeedbackOrder::ALL {
        for filters in [
            FeedbackFilters::default(),
            FeedbackFilters { rating: Some(FeedbackRating::Down), ..FeedbackFilters::default() },
            FeedbackFilters { is_inaccurate: Some(true), ..FeedbackFilters::default() },
            FeedbackFilters {
                rating: Some(FeedbackRating::Down),
                is_inaccurate: Some(false),
                ..FeedbackFilters::default()
            },
            FeedbackFilters { from: Some(after.0), until: Some(after.0), ..FeedbackFilters::default() },
        ] {
            let page = Page { after: (*order == FeedbackOrder::Newest).then_some(after), ..page(*order) };
            for page in [page, Page { offset: 500, ..page }] {
                let plan = feedback(&reader, &filters, &page).plan(&connection).await.unwrap();
                finds_by_index(&format!("{order}, {filters:?}"), &plan);
            }
        }
    }
}

#[tokio::test]
async fn totals_are_read_without_counting() {
    let connection = filled().await;
    let counted = async || {
        let counts = row_counts::of_everything(&connection).await.unwrap();
        let part =
            sessions(&SessionFilters::default(), &page(ChatSessionOrder::Newest)).read(&connection).await.unwrap();
        assert_eq!(part.count, counts.sessions);
        (counts.users, counts.sessions, counts.messages)
    };
    assert_eq!(counted().await, (5_000, 30_000, 120_000));
    row_counts::sum_up(&connection).await.unwrap();
    assert_eq!(counted().await, (5_000, 30_000, 120_000));
    let parts = async || connection.query_one("SELECT count(*) FROM row_counts", &[]).await.unwrap().get::<_, i64>(0);
    assert_eq!(parts().await, 5);
    connection.execute("DELETE FROM users WHERE role = 'auditor'", &[]).await.unwrap();
    assert_eq!(counted().await, (4_990, 29_940, 119_760), "what goes with an account is counted as well");
    row_counts::sum_up(&connection).await.unwrap();
    row_counts::sum_up(&connection).await.unwrap();
    assert_eq!((counted().await, parts().await), ((4_990, 29_940, 119_760), 5));
    connection.execute("TRUNCATE users CASCADE", &[]).await.unwrap();
    assert_eq!(counted().await, (0, 0, 0));
}

#[tokio::test]
async fn rolled_back_rows_are_not_counted() {
    let database = TestDatabase::create(&Stack::from_process()).await.open(1);
    let connection = database.connection().await.unwrap();
    connection.execute("BEGIN", &[]).await.unwrap();
    connection.execute(ROWS[0], &[]).await.unwrap();
    assert_eq!(row_counts::of_everything(&connection).await.unwrap().users, 5_000);
    connection.execute("ROLLBACK", &[]).await.unwrap();
    assert_eq!(row_counts::of_everything(&connection).await.unwrap().users, 0);
}

/// Conversations as accounts have them, and as they are.
async fn conversations(connection: &Connection) -> (Vec<i64>, Vec<i64>) {
    let sql =
        "SELECT session_count, (SELECT count(*) FROM chat_sessions WHERE user_id = users.id) FROM users ORDER BY email";
    let rows = connection.query(sql, &[]).await.unwrap();
    rows.iter().map(|row| (row.get::<_, i64>(0), row.get::<_, i64>(1))).unzip()
}

#[tokio::test]
async fn account_knows_its_conversation_count() {
    let connection = filled().await;
    let (kept, counted) = conversations(&connection).await;
    assert_eq!(kept, vec![6; 5_000]);
    assert_eq!(kept, counted);
    for statement in [
        "DELETE FROM chat_sessions WHERE mode = 'analytics'",
        "DELETE FROM users WHERE role = 'auditor'",
        "DELETE FROM chat_sessions WHERE user_id IN (SELECT id FROM users ORDER BY email LIMIT 3)",
        "UPDATE chat_sessions SET title = 'Another'",
    ] {
        connection.execute(statement, &[]).await.unwrap();
        let (kept, counted) = conversations(&connection).await;
        assert_eq!(kept, counted, "{statement}");
    }
    connection.execute("TRUNCATE chat_sessions CASCADE", &[]).await.unwrap();
    let (kept, _) = conversations(&connection).await;
    assert_eq!(kept, vec![0; 4_990]);
}

#[tokio::test]
async fn concurrent_conversations_are_all_counted() {
    let database = TestDatabase::create(&Stack::from_process()).await.open(8);
    let connection = database.connection().await.unwrap();
    connection.execute(&ROWS[0].replace("5000", "2"), &[]).await.unwrap();
    let begin = "INSERT INTO chat_sessions (id, user_id, title, mode, created_at) \
                 SELECT gen_random_uuid(), id, 'About a line', 'actions', now() FROM users ORDER BY random() LIMIT 1";
    let end = "DELETE FROM chat_sessions WHERE id IN (SELECT id FROM chat_sessions LIMIT 1 FOR UPDATE SKIP LOCKED)";
    let hands = (0..7).map(|_| async {
        let connection = database.connection().await.unwrap();
        for _ in 0..20 {
            connection.execute(begin, &[]).await.unwrap();
            connection.execute(end, &[]).await.unwrap();
        }
    });
    futures::future::join_all(hands).await;
    let (kept, counted) = conversations(&connection).await;
    assert_eq!(kept, counted);
}
