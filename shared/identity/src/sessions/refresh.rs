//! New tokens for a session.

use http::HeaderMap;
use sisuiq_accounts_db::{
    audit_records::AuditEvent,
    auth_sessions::{self, SessionEnd},
    auth_token_pairs,
    outbox_messages::{self, Addressee, NewMessage},
};
use sisuiq_db::Connection;
use sisuiq_http::Problem;
use sisuiq_model::{AuditAction, OutboxKind, OutboxMessageId, Surface};
use tracing::warn;

use super::rotation::{Rotation, decide};
use crate::cookies::CookieName;
use crate::opaque::Purpose;
use crate::{Client, Granted, Identity};

impl Identity {
    /// Renews the tokens of a session that began on one of `surfaces`, by the refresh token that a program `named` in its body
    /// or else the one of a browser's cookie. None when that token is invalid, or was reused, which ends its session.
    pub async fn refresh(
        &self,
        client: &Client,
        headers: &HeaderMap,
        named: Option<&str>,
        surfaces: &[Surface],
    ) -> Result<Option<Granted>, Problem> {
        let token = named.or_else(|| self.cookies().sent(headers, CookieName::Refresh));
        let Some(hash) = token.and_then(|token| Purpose::Refresh.recognise(token)) else { return Ok(None) };
        let mut connection = self.database().connection().await?;
        self.rotate(&mut connection, client, &hash, surfaces).await
    }

    async fn rotate(
        &self,
        connection: &mut Connection,
        client: &Client,
        hash: &[u8],
        surfaces: &[Surface],
    ) -> Result<Option<Granted>, Problem> {
        let now = self.clock().now();
        let transaction = connection.transaction().await?;
        if !auth_sessions::hold(&transaction, hash).await? {
            return Ok(None);
        }
        let Some(family) = auth_token_pairs::find_family(&transaction, hash).await? else { return Ok(None) };
        if !surfaces.contains(&family.surface) {
            return Ok(None);
        }
        let (predecessor, and_revoke) = match decide(&family, now) {
            Rotation::Rotate { predecessor } => (predecessor, false),
            Rotation::Recover { predecessor } => (predecessor, true),
            Rotation::Refuse => return Ok(None),
            Rotation::Replay => {
                auth_sessions::revoke(&transaction, family.session, now, SessionEnd::Replayed).await?;
                let event =
                    AuditEvent::refused(AuditAction::RefreshSession).to(family.session).with("because", "replay");
                self.record(&transaction, &client.actor, &event).await?;
                // no immediate send: the outbox's schedule sends it, so that an attacker's request does not wait for
                // the queue
                let message = NewMessage {
                    id: OutboxMessageId(self.clock().uuid_v7()),
                    kind: OutboxKind::SessionReplayed,
                    to: Addressee::Account(family.user.id),
                    at: now,
                };
                outbox_messages::insert(&transaction, &message).await?;
                transaction.commit().await?;
                warn!(session = %family.session, "refresh token was reused, session ended");
                return Ok(None);
            }
        };
        let pair = self.make_pair(&family.user, family.session, family.surface, family.session_expires_at).await?;
        auth_token_pairs::replace(&transaction, family.head, now, and_revoke).await?;
        auth_token_pairs::insert(&transaction, family.session, Some(predecessor), &pair.row()).await?;
        transaction.commit().await?;
        Ok(Some(pair.granted(family.user, family.surface, None)))
    }
}
