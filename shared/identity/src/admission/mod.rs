//! Whether a request is let in: who sends it, whether that still holds, whether it is one too many.

mod class;
mod limits;

pub use class::{Authentication, Chat, Class, Default, RouteClass, Uncounted, Uploads};
pub(crate) use limits::{ClassLimits, Limits, Named};

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
use crate::{Caller, Claims, Identity, IdentityError};

/// What a request carries to be let in.
enum Key {
    Token(TokenPairId),
    ApiKey(Vec<u8>),
}

/// What became of a request that was to be let in.
pub(crate) enum Admitted {
    /// It is this account's.
    Known(Box<Caller>),
    /// What it carries stands for nobody now. It was counted.
    Unknown,
    /// It carries nothing of ours, and was not counted.
    Keyless,
}

/// Where a request is counted.
pub(crate) struct Subjects {
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
    /// Who is behind the token or key that a request carries, as far as that is good now.
    ///
    /// Costs one check of a signature or checksum, and one round trip, in which the request is counted as well: a session must
    /// stand, its account be active, and no quota be used up, or the answer is 429.
    pub(crate) fn admit<'request>(
        &'request self,
        parts: &'request Parts,
        class: Class,
    ) -> impl Future<Output = Result<Admitted, Problem>> + Send + 'request {
        // boxed: the types of all that is done in here would be part of each handler's
        Box::pin(self.look_up(parts, class))
    }

    async fn look_up(&self, parts: &Parts, class: Class) -> Result<Admitted, Problem> {
        let Some(key) = self.key(parts).await? else { return Ok(Admitted::Keyless) };
        let subjects = Subjects::of(class, parts);
        let limits = self.limits().of(class);
        let nothing = Named::default();
        let quotas = limits.map_or(&nothing, |limits| &limits.both);
        let counting = Counting {
            at: self.clock().now(),
            is_counted: !quotas.is_empty(),
            account: &subjects.account,
            unknown: &subjects.unknown,
            address: &subjects.address,
            quotas: &quotas.lists,
        };
        let (key, counting) = (&key, &counting);
        let admit = |connection: Connection| async move {
            match key {
                Key::Token(pair) => admissions::by_token(&connection, *pair, counting).await,
                Key::ApiKey(hash) => admissions::by_api_key(&connection, hash, counting).await,
            }
        };
        let (counted, sender) = self.database().retrying(admit).await?;
        note(parts.extensions.get(), quotas, &counted)?;
        Ok(sender.map_or(Admitted::Unknown, |sender| known(sender, stranger(parts), self.admins_need_second_factor())))
    }

    /// Counts a request whose sender nobody asks for against its address.
    pub(crate) fn count<'request>(
        &'request self,
        parts: &'request Parts,
        class: Class,
    ) -> impl Future<Output = Result<(), Problem>> + Send + 'request {
        Box::pin(self.count_address(parts, class))
    }

    async fn count_address(&self, parts: &Parts, class: Class) -> Result<(), Problem> {
        let Some(ClassLimits { address, .. }) = self.limits().of(class) else { return Ok(()) };
        if address.is_empty() {
            return Ok(());
        }
        let (now, subjects) = (self.clock().now(), &[Subjects::of(class, parts).address]);
        let count = |connection: Connection| async move {
            admissions::by_subject(&connection, now, subjects, &address.lists).await
        };
        let counted = self.database().retrying(count).await?;
        note(parts.extensions.get(), address, &counted)
    }

    /// What the access token of a request says, expired or not; none when it carries none of ours.
    pub async fn read_token(&self, headers: &HeaderMap) -> Result<Option<Claims>, Problem> {
        let Some(text) = self.sent(headers) else { return Ok(None) };
        Ok(self.tokens().read(text).await?)
    }

    fn sent<'headers>(&self, headers: &'headers HeaderMap) -> Option<&'headers str> {
        self.cookies().sent(headers, CookieName::Access).or_else(|| bearer(headers))
    }

    /// What the request carries, if it has the form of something of ours: from the cookie, else from `Authorization`.
    async fn key(&self, parts: &Parts) -> Result<Option<Key>, IdentityError> {
        let Some(text) = self.sent(&parts.headers) else { return Ok(None) };
        if text.starts_with(Purpose::ApiKey.prefix()) {
            return Ok(Purpose::ApiKey.recognise(text).map(Key::ApiKey));
        }
        Ok(self.tokens().verify(text).await?.map(|claims| Key::Token(claims.jti)))
    }
}

fn known(sender: Sender, stranger: Actor, admins_need_second_factor: bool) -> Admitted {
    let caller = Caller::new(sender, stranger, admins_need_second_factor);
    Span::current().record("user_id", display(caller.id));
    Admitted::Known(Box::new(caller))
}

/// Leaves word of the count for the response, and refuses what is one too many.
pub(crate) fn note(slot: Option<&StandingSlot>, quotas: &Named, counted: &Counted) -> Result<(), Problem> {
    let standing = quotas.standing(counted);
    let wait = standing.wait();
    if let Some(slot) = slot {
        slot.add(standing);
    }
    if counted.is_admitted { Ok(()) } else { Err(Problem::too_many_requests(wait)) }
}
