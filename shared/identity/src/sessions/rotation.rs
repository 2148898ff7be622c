//! Rotation and reuse detection of refresh tokens.
//!
//! Each token can be used once (RFC 9700, section 4.14.2). A used token may return because the response to its use was
//! lost. In that case its successor is unused, and is revoked and replaced. If the successor was used, one of the two
//! holders is a thief, and the whole session ends.

use jiff::Timestamp;
use sisuiq_accounts_db::auth_token_pairs::Family;
use sisuiq_model::TokenPairId;

/// The reaction to a presented token.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Rotation {
    /// The newest token was presented: replace it.
    Rotate {
        /// The token that the new one replaces.
        predecessor: TokenPairId,
    },
    /// The response with the newest token was lost: revoke that token and replace it.
    Recover {
        /// The token that the new one replaces, like the lost one did.
        predecessor: TokenPairId,
    },
    /// Two parties have the token: end the session.
    Replay,
    /// The session or token has expired, the session was revoked or the account is closed: reject it.
    Refuse,
}

pub(super) fn decide(family: &Family, now: Timestamp) -> Rotation {
    let is_over = family.session_is_revoked
        || now >= family.session_expires_at
        || now >= family.refresh_expires_at
        || !family.user.is_active;
    if is_over {
        return Rotation::Refuse;
    }
    if family.presented == family.head {
        return Rotation::Rotate { predecessor: family.presented };
    }
    let lost = match family.head_predecessor {
        // a client that never received the head presents the token before it, or one that an earlier recovery revoked as lost
        Some(replaced) if replaced == family.presented => Some(replaced),
        Some(replaced) if family.presented_is_revoked && family.presented_predecessor == Some(replaced) => {
            Some(replaced)
        }
        Some(_) | None => None,
    };
    match lost {
        Some(predecessor) if !family.head_is_used => Rotation::Recover { predecessor },
        Some(_) | None => Rotation::Replay,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sisuiq_accounts_db::users::User;
    use sisuiq_model::{AuthSessionId, Surface, UserId, UserRole};
    use uuid::Uuid;

    const HOUR: i64 = 3_600;

    fn pair(number: u128) -> TokenPairId {
        TokenPairId(Uuid::from_u128(number))
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    /// Pair 1 was replaced by pair 2, the head, and comes back.
    fn family() -> Family {
        Family {
            presented: pair(1),
            presented_predecessor: None,
            presented_is_revoked: false,
            refresh_expires_at: at(HOUR),
            head: pair(2),
            head_predecessor: Some(pair(1)),
            head_is_used: false,
            session: AuthSessionId(Uuid::nil()),
            surface: Surface::Copilot,
            session_expires_at: at(2 * HOUR),
            session_is_revoked: false,
            user: User {
                id: UserId(Uuid::nil()),
                email: "alice@example.com".to_owned(),
                name: "Alice".to_owned(),
                role: UserRole::User,
                is_active: true,
                created_at: at(0),
                last_login_at: None,
            },
        }
    }

    #[test]
    fn the_head_is_replaced() {
        let head = Family { presented: pair(2), presented_predecessor: Some(pair(1)), ..family() };
        assert_eq!(decide(&head, at(0)), Rotation::Rotate { predecessor: pair(2) });
        let used = Family { head_is_used: true, ..head };
        assert_eq!(decide(&used, at(0)), Rotation::Rotate { predecessor: pair(2) });
    }

    #[test]
    fn lost_response_is_recovered_until_used() {
        assert_eq!(decide(&family(), at(0)), Rotation::Recover { predecessor: pair(1) });
        assert_eq!(decide(&Family { head_is_used: true, ..family() }, at(0)), Rotation::Replay);
    }

    #[test]
    fn crossed_responses_are_recovered_until_used() {
        // two refreshes of pair 1 crossed: pair 2 was taken for lost and pair 3 replaced it; now pair 2 arrives
        let crossed = Family {
            presented: pair(2),
            presented_predecessor: Some(pair(1)),
            presented_is_revoked: true,
            head: pair(3),
            ..family()
        };
        assert_eq!(decide(&crossed, at(0)), Rotation::Recover { predecessor: pair(1) });
        assert_eq!(decide(&Family { head_is_used: true, ..crossed }, at(0)), Rotation::Replay);
    }

    #[test]
    fn an_older_ancestor_is_a_replay() {
        let ancestor = Family { head: pair(3), head_predecessor: Some(pair(2)), ..family() };
        assert_eq!(decide(&ancestor, at(0)), Rotation::Replay);
        // a pair that was used for a refresh is not revoked, so it did not cross with another
        let replaced = Family { presented_predecessor: Some(pair(2)), ..ancestor };
        assert_eq!(decide(&replaced, at(0)), Rotation::Replay);
    }

    #[test]
    fn ended_sessions_are_refused_not_replays() {
        let over = [
            Family { session_is_revoked: true, ..family() },
            Family { user: User { is_active: false, ..family().user }, ..family() },
        ];
        for family in over {
            assert_eq!(decide(&Family { head_is_used: true, ..family }, at(0)), Rotation::Refuse);
        }
        assert_eq!(decide(&family(), at(HOUR)), Rotation::Refuse);
        assert_eq!(decide(&Family { refresh_expires_at: at(3 * HOUR), ..family() }, at(2 * HOUR)), Rotation::Refuse);
    }
}
