//! Digests of the database's tables, without columns that reading updates.

use sisuiq_db::Database;
use std::sync::Mutex;
use world::World;

/// Tables and the part of each row that is compared.
const TABLES: [(&str, &str); 15] = [
    ("users", "to_jsonb(one) - 'last_login_at'"),
    ("auth_sessions", "to_jsonb(one)"),
    ("auth_token_pairs", "to_jsonb(one) - 'access_used_at'"),
    ("api_keys", "to_jsonb(one) - 'last_used_at'"),
    ("known_devices", "to_jsonb(one)"),
    ("idempotency_keys", "to_jsonb(one)"),
    ("documents", "to_jsonb(one)"),
    ("document_versions", "to_jsonb(one)"),
    ("chat_sessions", "to_jsonb(one)"),
    ("chat_messages", "to_jsonb(one)"),
    ("citations", "to_jsonb(one)"),
    ("customer_profiles", "to_jsonb(one)"),
    ("staff_profiles", "to_jsonb(one)"),
    ("staff_roles", "to_jsonb(one)"),
    ("staff_role_permissions", "to_jsonb(one)"),
];

/// A digest of each table.
pub(super) type Digests = Vec<(&'static str, String)>;

/// The database and its last digests.
pub(super) struct Traces {
    database: Database,
    last: Mutex<Digests>,
}

impl Traces {
    pub(super) fn in_world(world: &World) -> Self {
        Self { database: world.database(), last: Mutex::default() }
    }

    /// Computes and remembers the current digests.
    pub(super) async fn take(&self) -> Digests {
        let each = TABLES.map(|(table, row)| {
            let rows = format!("string_agg(({row})::text, ' ' ORDER BY ({row})::text)");
            format!("(SELECT md5(coalesce({rows}, '')) FROM {table} AS one)")
        });
        let connection = self.database.connection().await.unwrap();
        let found = connection.query_one(&format!("SELECT {}", each.join(", ")), &[]).await.unwrap();
        let digests = || TABLES.iter().enumerate().map(|(place, (table, _))| (*table, found.get(place))).collect();
        *self.last.lock().unwrap() = digests();
        digests()
    }

    /// The last computed digests.
    pub(super) fn last(&self) -> Digests {
        self.last.lock().unwrap().clone()
    }
}

/// Names of the tables that differ.
pub(super) fn differing(before: &Digests, after: &Digests) -> String {
    let changed = before.iter().zip(after).filter(|(before, after)| before != after);
    changed.map(|((table, _), _)| *table).collect::<Vec<_>>().join(", ")
}
