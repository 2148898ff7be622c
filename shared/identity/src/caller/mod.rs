//! Callers of handlers. The type of a handler's first argument says who may call it, and in which class the call is counted. It
//! refuses a request before the handler's other input is read.

pub mod capabilities;
mod extract;
mod permit;

use std::marker::PhantomData;
use std::ops::Deref;

use sisuiq_accounts_db::{
    admissions::{Sender, StaffRights},
    audit_records::Actor,
    users,
};
use sisuiq_http::Problem;
use sisuiq_model::{AuthSessionId, Capability, CustomerId, Scope, Surface, UserId, UserRole, Visibility};

use crate::admission::Default;
pub use capabilities::Need;
pub use permit::{AnyStaff, Permit, permits};

/// The current state of the account that calls.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The account's id.
    pub id: UserId,
    /// The account's role, which decides its capabilities.
    pub role: UserRole,
    /// The account.
    pub account: users::User,
    /// `true` if the owner has confirmed the e-mail address.
    pub has_confirmed_email: bool,
    /// The credential that authenticated the caller.
    pub credential: Credential,
    /// The surface where the session began; the copilot for an API key.
    pub surface: Surface,
    /// The customer profile.
    pub customer: Option<CustomerId>,
    /// The staff profile, if it is approved and active.
    pub staff: Option<StaffRights>,
    /// The caller for the audit log, with the address of the request.
    pub actor: Actor,
    /// `true` when the settings require a second factor for administration, and the credential has none.
    owes_second_factor: bool,
}

/// The credential that authenticated the caller.
#[derive(Clone, Debug)]
pub enum Credential {
    /// The access token of a session.
    Session(AuthSessionId),
    /// An API key with these scopes.
    ApiKey(Vec<Scope>),
}

/// Any caller. Credentials are not looked at.
#[derive(Debug)]
pub struct Anyone<C = Default>(PhantomData<C>);

/// Any caller, who is authenticated when logged in.
#[derive(Debug)]
pub struct Visitor<C = Default> {
    /// The caller, when logged in.
    pub caller: Option<Caller>,
    class: PhantomData<C>,
}

macro_rules! callers {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name<C = Default> {
            caller: Caller,
            class: PhantomData<C>,
        }

        impl<C> Deref for $name<C> {
            type Target = Caller;

            fn deref(&self) -> &Caller {
                &self.caller
            }
        }
    )+};
}

callers! {
    /// A logged-in person with any role. Programs with API keys get 403, everyone else 401.
    Person,
    /// A reader of metrics: an administrator, or a program with an administrator's key for metrics.
    Scraper,
}

/// A user whose role has the capability that `K` names, in person or by an API key whose scopes allow it. Others get 403
/// or 401.
#[derive(Debug)]
pub struct User<K, C = Default> {
    caller: Caller,
    need: PhantomData<(K, C)>,
}

/// A customer of the marketplace, in a session that is not one of staff.
#[derive(Debug)]
pub struct Customer<C = Default> {
    /// The customer profile.
    pub customer: CustomerId,
    caller: Caller,
    class: PhantomData<C>,
}

/// A member of staff whose role has at least one of the permissions that `P` names, in a session of staff.
#[derive(Debug)]
pub struct Staff<P = AnyStaff, C = Default> {
    /// The permissions and level of the role.
    pub rights: StaffRights,
    caller: Caller,
    permit: PhantomData<(P, C)>,
}

impl<K, C> Deref for User<K, C> {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.caller
    }
}

impl<C> Deref for Customer<C> {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.caller
    }
}

impl<P, C> Deref for Staff<P, C> {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.caller
    }
}

impl Caller {
    /// The caller of an authenticated request.
    pub(crate) fn new(sender: Sender, stranger: Actor, admins_need_second_factor: bool) -> Self {
        let Sender { user, has_confirmed_email, session, has_second_factor, surface, scopes, customer, staff } = sender;
        let credential = session.map_or(Credential::ApiKey(scopes), Credential::Session);
        let owes_second_factor = admins_need_second_factor && !has_second_factor;
        let actor = Actor { user: Some(user.id), session, surface: Some(surface), ..stranger };
        Self {
            id: user.id,
            role: user.role,
            account: user,
            has_confirmed_email,
            credential,
            surface,
            customer,
            staff,
            actor,
            owes_second_factor,
        }
    }

    /// The documents and tables that the caller may see.
    #[must_use]
    pub fn visibility(&self) -> Visibility {
        Visibility::of(self.id, self.role)
    }

    /// The session. `None` for a program.
    #[must_use]
    pub fn session(&self) -> Option<AuthSessionId> {
        match &self.credential {
            Credential::Session(session) => Some(*session),
            Credential::ApiKey(_) => None,
        }
    }

    /// Returns whether the caller may use an administrative capability. A program needs a key with the scope `admin`, a
    /// person a second factor if the settings require one.
    #[must_use]
    pub fn administers(&self, capability: Capability) -> bool {
        self.role.has(capability) && self.has_scope(Scope::Admin) && !self.owes_second_factor
    }

    /// Rejects a caller who must still present a second factor.
    pub(crate) fn has_shown_second_factor(&self) -> Result<(), Problem> {
        if self.owes_second_factor { Err(Problem::second_factor_required()) } else { Ok(()) }
    }

    /// Returns whether the credential has this scope. A person has all scopes.
    pub(crate) fn has_scope(&self, scope: Scope) -> bool {
        match &self.credential {
            Credential::Session(_) => true,
            Credential::ApiKey(scopes) => scopes.contains(&scope),
        }
    }
}
