//! What the database holds, but for what a look at it leaves behind.

use crate::world::World;

/// Tables and what of a row counts.
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
pub(super) async fn of(world: &World) -> Vec<(&'static str, String)> {
    let each = TABLES.map(|(table, row)| {
        format!("(SELECT md5(coalesce(string_agg(({row})::text, ' ' ORDER BY ({row})::text), '')) FROM {table} AS one)")
    });
    let connection = world.database().connection().await.unwrap();
    let found = connection.query_one(&format!("SELECT {}", each.join(", ")), &[]).await.unwrap();
    TABLES.iter().enumerate().map(|(place, (table, _))| (*table, found.get(place))).collect()
}

/// The tables that are not the same.
pub(super) fn differing(before: &[(&'static str, String)], after: &[(&'static str, String)]) -> String {
    let changed = before.iter().zip(after).filter(|(before, after)| before != after);
    changed.map(|((table, _), _)| *table).collect::<Vec<_>>().join(", ")
}
