//! Backups: what they hold, what brings them back, and what keeps them from being brought back.

mod drill;
mod erased;
mod killed;
mod refused;
mod retained;

use backup::{Done, Order, State};
use sisuiq_backup::{Restored, Result};
use sisuiq_db::UserRole;
use sisuiq_testing::Stack;
use std::collections::BTreeMap;
use tests::world::World;

/// What comes back otherwise: sessions ended, vectors to be filled again, what only lasts until a crash, and what tells of backups.
const OTHERWISE: [&str; 10] = [
    "answer_events",
    "answer_streams",
    "auth_sessions",
    "backups",
    "cached_answers",
    "erasures",
    "rate_limits",
    "refinery_schema_history",
    "vector_collection_ranges",
    "vector_collections",
];

/// How many rows each table has, and what they come to.
type Data = BTreeMap<String, (i64, String)>;

/// The function.
async fn state(world: &World) -> State {
    State::from_environment(&world.environment(), world.clock()).await.unwrap()
}

/// Takes a backup as the schedule does; gives its id.
async fn back_up(world: &World) -> uuid::Uuid {
    world.prepare_storage().await;
    let done = backup::backup(&state(world).await, Order::Backup, None).await.unwrap();
    let Done::Backup { backup, .. } = done else { panic!("{done:?}") };
    backup.id
}

/// Restores the newest backup into what has to be empty.
async fn restore(world: &World) -> Result<Restored> {
    let order = Order::Restore { id: None, replace: false };
    match backup::backup(&state(world).await, order, None).await? {
        Done::Restore(restored) => Ok(restored),
        other => panic!("{other:?}"),
    }
}

/// What is in the database, but for what comes back otherwise.
async fn data(world: &World) -> Data {
    let connection = world.database().connection().await.unwrap();
    let tables = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' AND tablename::text <> ALL($1)";
    let tables = connection.query(tables, &[&OTHERWISE.as_slice()]).await.unwrap();
    let sum = |table: String| {
        format!(
            "SELECT '{table}', count(*), coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') FROM \"{table}\" t"
        )
    };
    let sums: Vec<String> = tables.iter().map(|row| sum(row.get(0))).collect();
    let rows = connection.query(&sums.join(" UNION ALL "), &[]).await.unwrap();
    rows.iter().map(|row| (row.get(0), (row.get(1), row.get(2)))).collect()
}

/// Loses database and vectors, and deploys anew. The bucket stays.
async fn destroy(world: &World) {
    let connection = world.database().connection().await.unwrap();
    let collections = connection.query("SELECT name::text FROM vector_collections", &[]).await.unwrap();
    drop(connection);
    let qdrant =
        qdrant_client::Qdrant::from_url(&Stack::from_process().qdrant_url).skip_compatibility_check().build().unwrap();
    for collection in &collections {
        qdrant.delete_collection(collection.get::<_, String>(0)).await.unwrap();
    }
    world.execute("DROP SCHEMA public CASCADE", &[]).await;
    world.execute("CREATE SCHEMA public", &[]).await;
    world.restart();
    let state = migrate::State::from_environment(&world.environment(), world.clock()).unwrap();
    migrate::migrate(&state).await.unwrap();
}

/// A world with a few accounts, a backup of it and nothing else left.
async fn lost_world() -> (World, uuid::Uuid) {
    let world = World::new().await;
    for name in ["alice", "bob"] {
        world.admits(name, UserRole::User).await;
    }
    let id = back_up(&world).await;
    destroy(&world).await;
    (world, id)
}
