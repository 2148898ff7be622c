//! Backups: their content, their restore, and the reasons that prevent a restore.

mod drill;
mod erased;
mod killed;
mod refused;
mod rehearsed;
mod retained;
mod withdrawn;

use copilot::COPILOT;
use sisuiq_model::UserRole;
use world::World;

/// A world with a few accounts that has lost its stores after a backup.
async fn lost_world() -> (World, uuid::Uuid) {
    let world = World::new(COPILOT).await;
    for name in ["alice", "bob"] {
        world.admits(name, UserRole::User).await;
    }
    let id = world.backs_up().await;
    world.loses_its_stores().await;
    (world, id)
}
