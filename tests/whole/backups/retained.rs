//! Retention of backups.

use backup::{Request, Response};
use copilot::COPILOT;
use jiff::SignedDuration;
use sisuiq_model::UserRole;
use world::World;

#[tokio::test]
async fn backups_beyond_kept_days_are_deleted() {
    let world = World::with(COPILOT, &[("BACKUP_DAYS", "2"), ("BACKUP_WEEKS", "0")]).await;
    for name in ["alice", "bob"] {
        world.admits(name, UserRole::User).await;
    }
    let mut taken = vec![world.backs_up().await];
    world.execute("DELETE FROM users WHERE name = 'alice'", &[]).await;
    for _ in 0..3 {
        world.wait(SignedDuration::from_hours(24));
        taken.push(world.backs_up().await);
    }
    let kept: Vec<_> = world.backups().await.list().await.unwrap().into_iter().map(|kept| kept.id).collect();
    assert_eq!(kept, [taken[3], taken[2]]);
    let objects = world.s3().list_objects_v2().bucket(world.bucket()).prefix("backups/").send().await.unwrap();
    let is_kept = |key: &str| kept.iter().any(|id| key.contains(&id.to_string()));
    let left: Vec<_> =
        objects.contents().iter().filter_map(|object| object.key()).filter(|key| !is_kept(key)).collect();
    assert!(left.iter().all(|key| key.starts_with("backups/erasures/")), "{left:?}");
    let connection = world.database().connection().await.unwrap();
    let known = sisuiq_admin_db::backups::list(&connection, 10).await.unwrap();
    assert_eq!(known.iter().map(|backup| backup.id).collect::<Vec<_>>(), kept);
    assert!(known.iter().all(|backup| backup.status == "complete" && backup.verified_at.is_some()));
}

#[tokio::test]
async fn notes_cover_server_recovery_window() {
    let world = World::with(COPILOT, &[("BACKUP_DAYS", "1"), ("BACKUP_WEEKS", "0")]).await;
    for name in ["alice", "bob"] {
        world.admits(name, UserRole::User).await;
    }
    world.execute("DELETE FROM users WHERE name = 'alice'", &[]).await;
    world.backs_up().await;
    let notes = async || {
        let listed = world.s3().list_objects_v2().bucket(world.bucket()).prefix("backups/erasures/").send().await;
        listed.unwrap().contents().len()
    };
    for (days, kept) in [(35, 1), (2, 0)] {
        world.wait(SignedDuration::from_hours(24 * days));
        world.backs_up().await;
        assert_eq!(world.backups().await.list().await.unwrap().len(), 1);
        assert_eq!(notes().await, kept, "{days} days later");
    }
}

#[tokio::test]
async fn late_noted_withdrawal_is_kept() {
    let world = World::with(COPILOT, &[("BACKUP_DAYS", "1"), ("BACKUP_WEEKS", "0")]).await;
    for name in ["alice", "bob"] {
        world.admits(name, UserRole::User).await;
    }
    world.execute("UPDATE users SET is_active = false WHERE name = 'alice'", &[]).await;
    let known = async || {
        let connection = world.database().connection().await.unwrap();
        let known = connection.query_one("SELECT count(*) FROM withdrawals", &[]).await.unwrap().get::<_, i64>(0);
        let listed = world.s3().list_objects_v2().bucket(world.bucket()).prefix("backups/withdrawals/").send().await;
        (known, listed.unwrap().contents().len())
    };
    for (days, kept) in [(36, (1, 1)), (34, (1, 1)), (3, (0, 0))] {
        world.wait(SignedDuration::from_hours(24 * days));
        world.backs_up().await;
        assert_eq!(known().await, kept, "{days} days later");
    }
}

async fn age(world: &World) -> Option<i64> {
    let done = backup::handle(&world.backups().await, Request::RecordErasures, None).await.unwrap();
    let Response::RecordErasures { age_seconds, .. } = done else { panic!("{done:?}") };
    age_seconds
}

#[tokio::test]
async fn backup_age_is_reported_every_run() {
    let world = World::new(COPILOT).await;
    assert_eq!(age(&world).await, None, "no metric, which rings as a late backup does");
    world.admits("alice", UserRole::User).await;
    world.backs_up().await;
    world.wait(SignedDuration::from_hours(27));
    assert_eq!(age(&world).await, Some(27 * 3_600));
}
