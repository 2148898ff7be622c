//! Admission of requests: authenticates the sender and applies quotas.

mod class;
mod limits;

pub use class::{Authentication, Chat, Class, Default, RouteClass, Uncounted, Uploads};
pub(crate) use limits::{ClassLimits, Limits, NamedQuotas};

use http::HeaderMap;
use http::request::Parts;
use sisuiq_accounts_db::{
    admissions::{self, Counted, Counting, Sender},
    audit_records::Actor,
};
use sisuiq_db::Connection;
use sisuiq_http::{ClientAddress, Problem, StandingSlot};
use sisuiq_model::TokenPairId;
use tracing::Span;
use tracing::field::display;

use crate::client::stranger;
use crate::cookies::{CookieName, bearer};
use crate::opaque::Purpose;
use crate::{Caller, Claims, Client, Identity, IdentityError};

/// The credential that a request carries.
enum PresentedCredential {
    Token(TokenPairId),
    ApiKey(Vec<u8>),
}

/// The result of authenticating a request.
pub(crate) enum Admission {
    /// The credential belongs to this account.
    Authenticated(Box<Caller>),
    /// The credential is well-formed but belongs to no current session or key. The request was counted.
    Invalid,
    /// The request carries no credential of ours, or an expired access token. It was not counted.
    Anonymous,
}

/// The counters of a request.
pub(crate) struct Subjects {
    /// A prefix; the statement appends the account's id.
    pub(crate) account: String,
    pub(crate) unknown: String,
    pub(crate) address: String,
}

impl Subjects {
    fn of(class: Class, parts: &Parts) -> Self {
        let (name, address) = (class.name(), ClientAddress::of(parts).subject());
        Self {
            account: format!("{name}:account:"),
            unknown: format!("{name}:unknown:{address}"),
            address: format!("{name}:address:{address}"),
        }
    }
}

impl Identity {
    /// Authenticates the sender of a request by its token or API key, and counts the request.
    ///
    /// Takes one check of a signature or checksum and one round trip. The session must not have ended and the account must be active.
    /// A request that exceeds a quota is refused with 429. An API key with the scope `limits:bypass` has no quotas.
    pub(crate) fn authenticate<'request>(
        &'request self,
        parts: &'request Parts,
        class: Class,
    ) -> impl Future<Output = Result<Admission, Problem>> + Send + 'request {
        // boxed, because the type of this future would become part of the type of each handler
        Box::pin(self.look_up_sender(parts, class))
    }

    async fn look_up_sender(&self, parts: &Parts, class: Class) -> Result<Admission, Problem> {
        let Some(credential) = self.presented(parts).await? else { return Ok(Admission::Anonymous) };
        let subjects = Subjects::of(class, parts);
        let limits = self.limits().of(class);
        let none = NamedQuotas::default();
        let quotas = limits.map_or(&none, |limits| &limits.account_and_address);
        let counting = Counting {
            at: self.clock().now(),
            is_counted: !quotas.is_empty(),
            account: &subjects.account,
            unknown: &subjects.unknown,
            address: &subjects.address,
            quotas: &quotas.lists,
        };
        let (credential, counting) = (&credential, &counting);
        let admit = |connection: Connection| async move {
            match credential {
                PresentedCredential::Token(pair) => admissions::by_token(&connection, *pair, counting).await,
                PresentedCredential::ApiKey(hash) => admissions::by_api_key(&connection, hash, counting).await,
            }
        };
        let (counted, sender) = self.database().retrying(admit).await?;
        apply_quota(parts.extensions.get(), quotas, &counted)?;
        Ok(sender.map_or(Admission::Invalid, |sender| {
            authenticated(sender, stranger(parts), self.admins_need_second_factor())
        }))
    }

    /// Counts a request without a known sender against its address.
    pub(crate) fn count_address<'request>(
        &'request self,
        parts: &'request Parts,
        class: Class,
    ) -> impl Future<Output = Result<(), Problem>> + Send + 'request {
        Box::pin(self.apply_address_quota(parts, class))
    }

    async fn apply_address_quota(&self, parts: &Parts, class: Class) -> Result<(), Problem> {
        let Some(ClassLimits { address, .. }) = self.limits().of(class) else { return Ok(()) };
        if address.is_empty() {
            return Ok(());
        }
        let (now, subjects) = (self.clock().now(), &[Subjects::of(class, parts).address]);
        let count = |connection: Connection| async move {
            admissions::by_subject(&connection, now, subjects, &address.lists).await
        };
        let counted = self.database().retrying(count).await?;
        apply_quota(parts.extensions.get(), address, &counted)
    }

    /// Counts a request of somebody who holds a link and needs no account, for all holders of the link together.
    pub fn count_link<'request>(
        &'request self,
        client: &'request Client,
        class: Class,
        token_hash: &'request [u8],
    ) -> impl Future<Output = Result<(), Problem>> + Send + 'request {
        Box::pin(self.apply_link_quota(client, class, token_hash))
    }

    async fn apply_link_quota(&self, client: &Client, class: Class, token_hash: &[u8]) -> Result<(), Problem> {
        let Some(ClassLimits { link, .. }) = self.limits().of(class).filter(|limits| !limits.link.is_empty()) else {
            return Ok(());
        };
        let subjects = &[format!("{}:link:{}", class.name(), hex::encode(token_hash))];
        let now = self.clock().now();
        let count = |connection: Connection| async move {
            admissions::by_subject(&connection, now, subjects, &link.lists).await
        };
        let counted = self.database().retrying(count).await?;
        apply_quota(client.slot.as_ref(), link, &counted)
    }

    /// The claims of a request's access token, expired or not. `None` when the request carries no token of ours.
    pub async fn read_token(&self, headers: &HeaderMap) -> Result<Option<Claims>, Problem> {
        let Some(text) = self.sent(headers) else { return Ok(None) };
        Ok(self.tokens().read(text).await?)
    }

    fn sent<'headers>(&self, headers: &'headers HeaderMap) -> Option<&'headers str> {
        self.cookies().sent(headers, CookieName::Access).or_else(|| bearer(headers))
    }

    /// The credential of a request, from the cookie or else from `Authorization`. `None` when there is none of ours, or when
    /// the access token has expired.
    async fn presented(&self, parts: &Parts) -> Result<Option<PresentedCredential>, IdentityError> {
        let Some(text) = self.sent(&parts.headers) else { return Ok(None) };
        if text.starts_with(Purpose::ApiKey.prefix()) {
            return Ok(Purpose::ApiKey.recognise(text).map(PresentedCredential::ApiKey));
        }
        Ok(self.tokens().verify(text).await?.map(|claims| PresentedCredential::Token(claims.jti)))
    }
}

fn authenticated(sender: Sender, stranger: Actor, admins_need_second_factor: bool) -> Admission {
    let caller = Caller::new(sender, stranger, admins_need_second_factor);
    Span::current().record("user_id", display(caller.id));
    Admission::Authenticated(Box::new(caller))
}

/// Records the quota for the `RateLimit` headers, and returns 429 when it is exceeded.
pub(crate) fn apply_quota(slot: Option<&StandingSlot>, quotas: &NamedQuotas, counted: &Counted) -> Result<(), Problem> {
    let standing = quotas.standing(counted);
    let wait = standing.wait();
    if let Some(slot) = slot {
        slot.add(standing);
    }
    if counted.is_admitted { Ok(()) } else { Err(Problem::too_many_requests(wait)) }
}
