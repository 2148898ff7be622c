//! Lists of documents over very many rows, with different visibility for each account.
#![expect(clippy::unwrap_used, reason = "test code")]

use sisuiq_admin_db::{document_counts, row_counts};
use sisuiq_db::Connection;
use sisuiq_documents_db::documents::{self, DocumentFilters};
use sisuiq_model::{DocumentOrder, DocumentStatus, Page, UserId, UserRole, Visibility};
use sisuiq_testing::{Stack, TestDatabase};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Accounts of each role, documents for everyone and of each of them, some at the same moment, some deleted; shared with some
/// accounts and roles, also with readers who see them anyway.
const ROWS: [&str; 6] = [
    "INSERT INTO users (id, email, name, password_hash, role, created_at, updated_at) \
        SELECT gen_random_uuid(), 'user' || n || '@example.com', 'Somebody', '', \
            (ARRAY['admin', 'analyst', 'compliance', 'auditor', 'user'])[1 + n % 5], now(), now() \
        FROM generate_series(1, 10) AS n",
    "INSERT INTO documents (id, owner_id, access, name, created_at, updated_at, deleted_at) \
        SELECT gen_random_uuid(), users.id, CASE WHEN random() < 0.2 THEN 'everyone' ELSE 'owner' END, 'Plan ' || n || '.pdf', \
            now() - floor(random() * 150) * interval '1 minute', now(), CASE WHEN random() < 0.1 THEN now() END \
        FROM users CROSS JOIN generate_series(1, 600 / 10) AS n",
    "INSERT INTO document_versions (document_id, version, object_key, declared_size, status, created_at, updated_at, upload_expires_at) \
        SELECT id, 1, 'docs/' || id, 1, CASE WHEN random() < 0.1 THEN 'failed' ELSE 'ready' END, now(), now(), now() FROM documents",
    "INSERT INTO document_shares (document_id, user_id, created_at) \
        SELECT documents.id, users.id, now() FROM documents CROSS JOIN users WHERE random() < 0.02",
    "INSERT INTO document_role_shares (document_id, role, created_at) \
        SELECT documents.id, role, now() FROM documents CROSS JOIN unnest(ARRAY['analyst', 'user']) AS role WHERE random() < 0.02",
    "VACUUM (ANALYZE) users, documents, document_versions, document_shares, document_role_shares",
];

async fn filled(rows: [&str; ROWS.len()]) -> Connection {
    let database = TestDatabase::create(&Stack::from_process()).await.open(1);
    let filling = database.dedicated().await.unwrap();
    // it may take longer than a statement of the product, on a machine with other work
    filling.batch_execute("SET statement_timeout = 0").await.unwrap();
    for statement in rows {
        filling.batch_execute(statement).await.unwrap();
    }
    database.connection().await.unwrap()
}

async fn accounts(connection: &Connection) -> Vec<Visibility> {
    let rows = connection.query("SELECT id, role FROM users ORDER BY email", &[]).await.unwrap();
    rows.iter().map(|row| Visibility::of(UserId(row.get(0)), row.get::<_, UserRole>(1))).collect()
}

/// The documents that an account may see by the rule, the newest first.
async fn visible(connection: &Connection, seen_by: Visibility) -> Vec<Uuid> {
    let sql = "SELECT id FROM visible_documents($1) ORDER BY created_at DESC, id DESC";
    connection.query(sql, &[&seen_by.user()]).await.unwrap().iter().map(|row| row.get(0)).collect()
}

fn newest(limit: i64) -> Page<DocumentOrder> {
    Page { order: DocumentOrder::Newest, limit, offset: 0, after: None }
}

/// All pages of a list, each after the row that ended the one before or, `by_offset`, after so many rows; and the count of each.
async fn pages(
    connection: &Connection,
    seen_by: Visibility,
    filters: &DocumentFilters,
    by_offset: bool,
) -> (Vec<Uuid>, BTreeSet<i64>) {
    let (mut page, mut listed, mut counts) = (newest(50), Vec::new(), BTreeSet::new());
    loop {
        let part = documents::list(&seen_by, filters, &page).read(connection).await.unwrap();
        counts.insert(part.count);
        let Some(last) = part.rows.last() else { return (listed, counts) };
        if by_offset {
            page.offset += page.limit;
        } else {
            page.after = Some((last.created_at, last.id.0));
        }
        listed.extend(part.rows.iter().map(|document| document.id.0));
    }
}

/// Checks that each account gets the documents of the rule, in its order, with their number.
async fn everybody_sees_theirs(connection: &Connection, when: &str) {
    for seen_by in accounts(connection).await {
        let expected = visible(connection, seen_by).await;
        let count = BTreeSet::from([i64::try_from(expected.len()).unwrap()]);
        for by_offset in [false, true] {
            let listed = pages(connection, seen_by, &DocumentFilters::default(), by_offset).await;
            assert_eq!(listed, (expected.clone(), count.clone()), "{when}, {seen_by:?}, by offset: {by_offset}");
        }
    }
    let counted = "SELECT count(*) FROM documents WHERE deleted_at IS NULL";
    let counted: i64 = connection.query_one(counted, &[]).await.unwrap().get(0);
    assert_eq!(row_counts::of_everything(connection).await.unwrap().documents, counted, "{when}");
}

#[tokio::test]
async fn lists_and_counts_follow_visibility() {
    let connection = filled(ROWS).await;
    everybody_sees_theirs(&connection, "at first").await;
    for statement in [
        "UPDATE documents SET deleted_at = now() WHERE random() < 0.1",
        "UPDATE documents SET deleted_at = NULL WHERE deleted_at IS NOT NULL AND random() < 0.5",
        "UPDATE documents SET access = CASE access WHEN 'owner' THEN 'everyone' ELSE 'owner' END WHERE random() < 0.1",
        "UPDATE documents SET owner_id = (SELECT id FROM users WHERE email = 'user3@example.com') WHERE random() < 0.1",
        "UPDATE documents SET name = 'Another.pdf', updated_at = now()",
        "UPDATE users SET role = 'user' WHERE role = 'auditor'",
        "DELETE FROM document_shares WHERE random() < 0.5",
        "DELETE FROM document_role_shares WHERE role = 'user'",
        "DELETE FROM documents WHERE deleted_at IS NOT NULL",
        "DELETE FROM documents WHERE random() < 0.1",
    ] {
        connection.execute(statement, &[]).await.unwrap();
        everybody_sees_theirs(&connection, statement).await;
    }
    let parts =
        async || connection.query_one("SELECT count(*) FROM document_counts", &[]).await.unwrap().get::<_, i64>(0);
    assert!(parts().await > 11, "{}", parts().await);
    for _ in 0..2 {
        document_counts::sum_up(&connection).await.unwrap();
        everybody_sees_theirs(&connection, "summed up").await;
        assert_eq!(parts().await, 11, "a sum for each account, and one of what is for everyone");
    }
    connection.execute("TRUNCATE documents CASCADE", &[]).await.unwrap();
    everybody_sees_theirs(&connection, "without any").await;
}

#[tokio::test]
async fn filters_apply_to_lists_and_counts() {
    let connection = filled(ROWS).await;
    let failed = DocumentFilters { status: Some(DocumentStatus::Failed), ..DocumentFilters::default() };
    for seen_by in accounts(&connection).await {
        let sql = "SELECT documents.id FROM visible_documents($1) AS documents \
                   JOIN document_versions AS versions ON versions.document_id = documents.id WHERE versions.status = 'failed' \
                   ORDER BY documents.created_at DESC, documents.id DESC";
        let expected: Vec<Uuid> =
            connection.query(sql, &[&seen_by.user()]).await.unwrap().iter().map(|row| row.get(0)).collect();
        let count = BTreeSet::from([i64::try_from(expected.len()).unwrap()]);
        assert_eq!(pages(&connection, seen_by, &failed, false).await, (expected, count));
    }
}

#[tokio::test]
async fn newest_documents_use_indexes() {
    let mut rows = ROWS;
    let many = rows[1].replace("600 / 10", "20000 / 10");
    rows[1] = &many;
    let connection = filled(rows).await;
    let seen_by = accounts(&connection).await[0];
    let after = Some((sisuiq_clock::Clock::system().now(), Uuid::nil()));
    for page in [newest(50), Page { offset: 100, ..newest(50) }, Page { after, ..newest(50) }] {
        let filters = DocumentFilters::default();
        let plan = documents::list(&seen_by, &filters, &page).plan(&connection).await.unwrap();
        let reads_all = ["Seq Scan on documents", "Seq Scan on document_versions"];
        let reads_all = plan.iter().any(|line| reads_all.iter().any(|scan| line.contains(scan)));
        assert!(!reads_all, "{page:?}: {plan:#?}");
    }
}
