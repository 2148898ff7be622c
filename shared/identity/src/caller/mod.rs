//! Who may call a handler, as the type of its first argument. The type also says in which class the call is counted, and
//! everything that it refuses is refused before the handler's other input is looked at.

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
use sisuiq_model::{AuthSessionId, CustomerId, Scope, Surface, UserId, UserRole};

use crate::admission::Default;
pub use permit::{AnyStaff, Permit, permits};

/// An account that calls, as it is now.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Who it is.
    pub id: UserId,
    /// What they may do in the copilot and in investigations.
    pub role: UserRole,
    /// Their account.
    pub account: users::User,
    /// By what they were let in.
    pub credential: Credential,
    /// Where their session began.
    pub surface: Surface,
    /// Their customer profile.
    pub customer: Option<CustomerId>,
    /// Their staff profile, if it is approved and in service.
    pub staff: Option<StaffRights>,
    /// The same for the audit log, and where they call from.
    pub actor: Actor,
    /// Whether they have to show a second factor before they may do what only administrators may.
    owes_second_factor: bool,
}

/// By what a caller was let in.
#[derive(Clone, Debug)]
pub enum Credential {
    /// The access token of a session.
    Session(AuthSessionId),
    /// An API key, which may be used for this.
    ApiKey(Vec<Scope>),
}

/// Everyone may call, and nobody asks who it is.
#[derive(Debug)]
pub struct Anyone<C = Default>(PhantomData<C>);

/// Everyone may call; whoever is logged in is known.
#[derive(Debug)]
pub struct Visitor<C = Default> {
    /// Who it is.
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
    /// A logged-in person, whatever they may do. Programs with API keys get 403, everyone else 401.
    Person,
    /// Somebody who may use the copilot, in person or by an API key whose scopes allow it. Others get 403 or 401.
    User,
    /// An administrator of the copilot.
    Admin,
    /// Whoever may read metrics: an administrator, or a program with a key of one that is for this.
    Scraper,
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
    /// What they may do.
    pub rights: StaffRights,
    caller: Caller,
    permit: PhantomData<(P, C)>,
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
    /// What is known of a sender where administrators have to show a second factor, or need not.
    pub(crate) fn new(sender: Sender, stranger: Actor, admins_need_second_factor: bool) -> Self {
        let Sender { user, session, has_second_factor, surface, scopes, customer, staff } = sender;
        let credential = session.map_or(Credential::ApiKey(scopes), Credential::Session);
        let owes_second_factor = admins_need_second_factor && !has_second_factor;
        let actor = Actor { user: Some(user.id), session, surface: Some(surface), ..stranger };
        Self {
            id: user.id,
            role: user.role,
            account: user,
            credential,
            surface,
            customer,
            staff,
            actor,
            owes_second_factor,
        }
    }

    /// The session; none for a program.
    #[must_use]
    pub fn session(&self) -> Option<AuthSessionId> {
        match &self.credential {
            Credential::Session(session) => Some(*session),
            Credential::ApiKey(_) => None,
        }
    }

    /// Whether they act with an administrator's rights: a program only does if its key says so, and a person, where that is
    /// asked for, with a second factor.
    #[must_use]
    pub fn is_admin(&self) -> bool {
        self.role == UserRole::Admin && self.has_scope(Scope::Admin) && !self.owes_second_factor
    }

    /// Refuses whoever still has to show a second factor.
    pub(crate) fn has_shown_second_factor(&self) -> Result<(), Problem> {
        if self.owes_second_factor { Err(Problem::second_factor_required()) } else { Ok(()) }
    }

    /// Whether the credential allows this use of it. A person may do what the account may.
    pub(crate) fn has_scope(&self, scope: Scope) -> bool {
        match &self.credential {
            Credential::Session(_) => true,
            Credential::ApiKey(scopes) => scopes.contains(&scope),
        }
    }
}
