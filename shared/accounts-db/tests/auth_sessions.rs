//! Deletion of expired sessions.
#![expect(clippy::unwrap_used, reason = "test code")]

use jiff::{SignedDuration, Timestamp};
use sisuiq_accounts_db::{
    auth_sessions::{self, NewSession},
    auth_token_pairs::NewPair,
    users::{self, NewUser},
};
use sisuiq_db::Connection;
use sisuiq_model::{AuthSessionId, Surface, TokenPairId, UserId, UserRole};
use sisuiq_testing::{Stack, TestDatabase};
use std::ops::RangeInclusive;
use uuid::Uuid;

const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// An account with a session that expires at each of these hours.
async fn sessions(connection: &Connection, hours: RangeInclusive<i32>) {
    let user = UserId(Uuid::from_u128(1));
    let new = NewUser {
        id: user,
        email: "alice@example.com",
        name: "alice",
        password_hash: "none",
        role: UserRole::User,
        created_at: Timestamp::UNIX_EPOCH,
    };
    assert!(users::insert(connection, &new).await.unwrap());
    // the last to expire is the first to be stored
    for hour in hours.rev() {
        let id = Uuid::from_u128(u128::try_from(hour).unwrap());
        let session = NewSession {
            second_factor: None,
            id: AuthSessionId(id),
            user,
            surface: Surface::Copilot,
            user_agent: None,
            address: "unknown",
            expires_at: at(hour),
            device: None,
        };
        let pair = NewPair {
            id: TokenPairId(id),
            refresh_hash: id.as_bytes(),
            created_at: Timestamp::UNIX_EPOCH,
            access_expires_at: at(hour),
            refresh_expires_at: at(hour),
        };
        auth_sessions::start(connection, &session, &pair).await.unwrap();
    }
}

fn at(hour: i32) -> Timestamp {
    Timestamp::UNIX_EPOCH + HOUR * hour
}

async fn is_kept(connection: &Connection, hour: i32) -> bool {
    let user = UserId(Uuid::from_u128(1));
    let kept = auth_sessions::list_standing(connection, user, Timestamp::UNIX_EPOCH, 10).await.unwrap();
    kept.iter().any(|session| session.expires_at == at(hour))
}

#[tokio::test]
async fn expired_sessions_are_deleted_oldest_first() {
    let database = TestDatabase::create(&Stack::from_process()).await.open(1);
    let connection = database.connection().await.unwrap();
    sessions(&connection, 1..=5).await;
    assert_eq!(auth_sessions::delete_expired(&connection, at(4), 2).await.unwrap(), 2);
    let mut kept = Vec::new();
    for hour in 1..=5 {
        kept.push(is_kept(&connection, hour).await);
    }
    assert_eq!(kept, [false, false, true, true, true]);
    assert_eq!(auth_sessions::delete_expired(&connection, at(4), 2).await.unwrap(), 1);
    assert_eq!(auth_sessions::delete_expired(&connection, at(4), 2).await.unwrap(), 0);
    assert!(is_kept(&connection, 4).await && is_kept(&connection, 5).await);
}
