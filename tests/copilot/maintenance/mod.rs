//! Maintenance: deletion of expired rows, and the hash chain of the audit log.

mod audit_chain;
mod failures;
mod retention;

use world::World;

async fn count(world: &World, table: &str) -> i64 {
    let database = world.database();
    let connection = database.connection().await.unwrap();
    connection.query_one(&format!("SELECT count(*) FROM {table}"), &[]).await.unwrap().get(0)
}
