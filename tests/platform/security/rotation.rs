//! Failures and results of a rotation.

use crate::product::PLATFORM;
use rotate::{RotateError, Step};
use serde_json::json;
use sisuiq_db::{CredentialSource, Database, DatabaseSettings};
use uuid::Uuid;
use world::World;

const DATABASE: &str = "DATABASE_SECRET";
const KEYS: &str = "SIGNING_KEYS_SECRET";

async fn world(admin: bool) -> World {
    let world = World::new(PLATFORM).await;
    world.gives_own_login(admin).await;
    world
}

fn token() -> String {
    Uuid::new_v4().to_string()
}

/// The current database role after a login with the secret.
async fn acts_as(world: &World) -> String {
    let credentials = CredentialSource::Fixed(serde_json::from_value(world.secret_of(DATABASE).await).unwrap());
    let settings = DatabaseSettings { credentials, tls: false, authorities: Vec::new(), pool_size: 1 };
    let connection = Database::new(settings).unwrap().connection().await.unwrap();
    connection.query_one("SELECT current_user::text", &[]).await.unwrap().get(0)
}

#[tokio::test]
async fn foreign_secret_is_refused() {
    let world = world(true).await;
    world.owns_secret("PROVIDERS_SECRET").await;
    let before = world.secret_of("PROVIDERS_SECRET").await;
    for step in Step::ALL {
        let refused = world.rotates_by("PROVIDERS_SECRET", step, &token()).await;
        assert!(matches!(refused, Err(RotateError::Foreign(_))), "{refused:?}");
    }
    assert_eq!(world.secret_of("PROVIDERS_SECRET").await, before);
}

#[tokio::test]
async fn steps_require_a_created_version() {
    let world = world(true).await;
    world.owns_secret(KEYS).await;
    let before = world.secret_of(DATABASE).await;
    for step in [Step::Set, Step::Test, Step::Finish] {
        let refused = world.rotates_by(DATABASE, step, &token()).await;
        assert!(matches!(refused, Err(RotateError::NotMade(_))), "{refused:?}");
    }
    assert!(matches!(world.rotates_by(KEYS, Step::Test, &token()).await, Err(RotateError::NotMade(_))));
    assert_eq!(world.secret_of(DATABASE).await, before);
}

#[tokio::test]
async fn unset_login_fails_the_test() {
    let world = world(true).await;
    let token = token();
    world.rotates_by(DATABASE, Step::Create, &token).await.unwrap();
    let refused = world.rotates_by(DATABASE, Step::Test, &token).await.unwrap_err();
    assert!(matches!(&refused, RotateError::Database(error) if error.is_login_refused()), "{refused:?}");
}

#[tokio::test]
async fn version_for_other_host_is_refused() {
    let world = world(true).await;
    let mut elsewhere = world.secret_of(DATABASE).await;
    for (member, value) in [("host", json!("elsewhere.example")), ("username", json!("postgres"))] {
        let token = token();
        let own = std::mem::replace(&mut elsewhere[member], value);
        world.proposes(DATABASE, &token, &elsewhere).await;
        elsewhere[member] = own;
        for step in [Step::Set, Step::Test] {
            let refused = world.rotates_by(DATABASE, step, &token).await;
            assert!(matches!(refused, Err(RotateError::Elsewhere)), "{member}: {refused:?}");
        }
    }
}

#[tokio::test]
async fn scheduling_only_tests_current_version() {
    for has_administrator in [true, false] {
        let world = world(has_administrator).await;
        let (copy, token) = (world.secret_of(DATABASE).await, token());
        world.proposes(DATABASE, &token, &copy).await;
        world.rotates_by(DATABASE, Step::Test, &token).await.unwrap();
        assert_eq!(world.secret_of(DATABASE).await, copy);
    }
}

#[tokio::test]
async fn two_users_alternate_with_equal_rights() {
    let world = world(true).await;
    let first = world.secret_of(DATABASE).await["username"].as_str().unwrap().to_owned();
    for name in [format!("{first}_clone"), first.clone(), format!("{first}_clone")] {
        let before = world.secret_of(DATABASE).await;
        world.rotates(DATABASE, 2).await.unwrap();
        let after = world.secret_of(DATABASE).await;
        assert_eq!((after["username"].as_str(), acts_as(&world).await), (Some(name.as_str()), first.clone()));
        assert_ne!(after["password"], before["password"]);
    }
    assert_eq!(world.user("alice").await.get("/api/auth/me").await.is(200)["email"], "alice@example.com");
}

#[tokio::test]
async fn single_user_rotation_is_repeatable() {
    let world = world(false).await;
    let (before, token) = (world.secret_of(DATABASE).await, token());
    for step in Step::ALL {
        world.rotates_by(DATABASE, step, &token).await.unwrap();
    }
    let after = world.secret_of(DATABASE).await;
    assert_eq!(after["username"], before["username"]);
    assert_ne!(after["password"], before["password"]);
    for step in Step::ALL {
        world.rotates_by(DATABASE, step, &token).await.unwrap();
    }
    assert_eq!(world.secret_of(DATABASE).await, after);
    acts_as(&world).await;
}

#[tokio::test]
async fn pending_password_works_between_steps() {
    let world = world(false).await;
    let (alice, token) = (world.user("alice").await, token());
    for step in [Step::Create, Step::Set, Step::Test] {
        world.rotates_by(DATABASE, step, &token).await.unwrap();
        // restarted functions still read the old password from the secret
        world.restart();
        alice.get("/api/auth/me").await.is(200);
    }
}

#[tokio::test]
async fn password_is_stored_as_scram_verifier() {
    let world = world(true).await;
    let name: String = {
        let connection = world.database().connection().await.unwrap();
        connection.query_one("SELECT current_database()::text", &[]).await.unwrap().get(0)
    };
    // the server would hash a password in clear text with MD5
    world.execute(&format!("ALTER DATABASE {name} SET password_encryption = 'md5'"), &[]).await;
    world.rotates(DATABASE, 1).await.unwrap();
    let login = world.secret_of(DATABASE).await;
    let kept = "SELECT rolpassword FROM pg_authid WHERE rolname = $1::text";
    let connection = world.database().connection().await.unwrap();
    let kept: String = connection.query_one(kept, &[&login["username"].as_str()]).await.unwrap().get(0);
    assert!(kept.starts_with("SCRAM-SHA-256$"), "{kept}");
}

#[tokio::test]
async fn recent_keys_are_not_rotated() {
    let world = World::new(PLATFORM).await;
    world.owns_secret(KEYS).await;
    world.rotates(KEYS, 2).await.unwrap();
    let before = world.secret_of(KEYS).await;
    let refused = world.rotates(KEYS, 1).await.unwrap_err();
    assert!(matches!(refused, RotateError::Recent(_)), "{refused:?}");
    assert_eq!(world.secret_of(KEYS).await, before);
    world.wait(sisuiq_identity::KeySet::overlap());
    world.rotates(KEYS, 1).await.unwrap();
    let after = world.secret_of(KEYS).await;
    assert_eq!((&after["current"], &after["previous"]), (&before["next"], &before["current"]));
}
