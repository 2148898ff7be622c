//! Logging of Postgres errors.

use sisuiq_db::DatabaseError;
use sisuiq_testing::{Stack, TestDatabase};
use std::{error::Error, iter::successors};

const ADDRESS: &str = "heron@kivu.example";

/// The whole text of an error that a log could contain.
fn written(error: &DatabaseError) -> String {
    let first: &dyn Error = error;
    let causes = successors(Some(first), |cause| (*cause).source());
    causes.flat_map(|cause| [cause.to_string(), format!("{cause:?}")]).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn logged_errors_omit_row_values() {
    let database = TestDatabase::create(&Stack::from_process()).await.open(1);
    let connection = database.connection().await.unwrap();
    let insert = |columns: &str, values: &str| {
        format!(
            "INSERT INTO users (id, email, password_hash, role, created_at, updated_at{columns}) \
                VALUES (gen_random_uuid(), '{ADDRESS}', '', 'user', now(), now(){values})"
        )
    };
    connection.execute(&insert(", name", ", 'Heron'"), &[]).await.unwrap();

    let taken = connection.execute(&insert(", name", ", 'Heron'"), &[]).await.unwrap_err();
    assert!(taken.is_constraint("users_email_key"), "{taken:?}");
    let text = written(&taken);
    assert!(text.contains("duplicate key value") && text.contains("SQLSTATE 23505"), "{text}");
    assert!(!text.contains(ADDRESS), "{text}");

    let nameless = connection.execute(&insert("", ""), &[]).await.unwrap_err();
    assert!(matches!(nameless, DatabaseError::Query(_)), "{nameless:?}");
    let text = written(&nameless);
    assert!(text.contains("null value in column") && text.contains("SQLSTATE 23502"), "{text}");
    assert!(!text.contains(ADDRESS), "{text}");
}
