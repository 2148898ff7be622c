//! Authentication and authorisation of callers.

use std::marker::PhantomData;

use axum::extract::{FromRef, FromRequestParts};
use http::request::Parts;
use sisuiq_http::Problem;
use sisuiq_model::{Capability, Permission, Scope, Surface};

use super::{Anyone, Caller, Customer, Need, Permit, Person, Scraper, Staff, User, Visitor};
use crate::Identity;
use crate::admission::{Admission, Class, RouteClass};

/// The lowest level of a staff role that counts as administrator.
const ADMINISTRATORS: i32 = 90;

impl<S: Send + Sync, C: RouteClass> FromRequestParts<S> for Anyone<C>
where
    Identity: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        Identity::from_ref(state).count_address(parts, C::CLASS).await?;
        Ok(Self(PhantomData))
    }
}

impl<S: Send + Sync, C: RouteClass> FromRequestParts<S> for Visitor<C>
where
    Identity: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let identity = Identity::from_ref(state);
        let caller = match identity.authenticate(parts, C::CLASS).await? {
            Admission::Authenticated(caller) => Some(*caller),
            Admission::Invalid => None,
            Admission::Anonymous => {
                identity.count_address(parts, C::CLASS).await?;
                None
            }
        };
        Ok(Self { caller, class: PhantomData })
    }
}

impl<S: Send + Sync, C: RouteClass> FromRequestParts<S> for Person<C>
where
    Identity: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let caller = authenticate::<S, C>(parts, state).await?;
        if caller.session().is_none() {
            return Err(Problem::forbidden().detail("API keys cannot be used for this: log in"));
        }
        Ok(Self { caller, class: PhantomData })
    }
}

impl<S: Send + Sync, K: Need, C: RouteClass> FromRequestParts<S> for User<K, C>
where
    Identity: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let caller = authenticate::<S, C>(parts, state).await?;
        let scope = if K::CAPABILITY.is_administrative() { Scope::Admin } else { scope(parts, C::CLASS) };
        check(&caller, K::CAPABILITY, scope)?;
        Ok(Self { caller, need: PhantomData })
    }
}

impl<S: Send + Sync, C: RouteClass> FromRequestParts<S> for Scraper<C>
where
    Identity: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let caller = authenticate::<S, C>(parts, state).await?;
        let scope = if caller.has_scope(Scope::Admin) { Scope::Admin } else { Scope::Metrics };
        check(&caller, Capability::SystemManage, scope)?;
        Ok(Self { caller, class: PhantomData })
    }
}

impl<S: Send + Sync, C: RouteClass> FromRequestParts<S> for Customer<C>
where
    Identity: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Person { caller, class } = Person::from_request_parts(parts, state).await?;
        let customer = caller.customer.filter(|_| caller.surface != Surface::Staff);
        let customer = customer.ok_or_else(|| Problem::forbidden().detail("only customers can do this"))?;
        Ok(Self { customer, caller, class })
    }
}

impl<S: Send + Sync, P: Permit, C: RouteClass> FromRequestParts<S> for Staff<P, C>
where
    Identity: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Person { caller, .. } = Person::<C>::from_request_parts(parts, state).await?;
        let rights = caller.staff.clone().filter(|_| caller.surface == Surface::Staff);
        let rights = rights.ok_or_else(|| Problem::forbidden().detail("only staff members can do this"))?;
        // a route that requires no permission gives an administrator no more than other staff
        if rights.level >= ADMINISTRATORS && !P::ANY_OF.is_empty() {
            caller.has_shown_second_factor()?;
        }
        let is_permitted = P::ANY_OF.is_empty() || P::ANY_OF.iter().any(|wanted| rights.permissions.contains(wanted));
        if !is_permitted {
            let names: Vec<&str> = P::ANY_OF.iter().copied().map(Permission::as_str).collect();
            return Err(
                Problem::forbidden().detail(format!("Insufficient permissions. Required: {}", names.join(", ")))
            );
        }
        Ok(Self { rights, caller, permit: PhantomData })
    }
}

async fn authenticate<S, C: RouteClass>(parts: &Parts, state: &S) -> Result<Caller, Problem>
where
    Identity: FromRef<S>,
{
    match Identity::from_ref(state).authenticate(parts, C::CLASS).await? {
        Admission::Authenticated(caller) => Ok(*caller),
        Admission::Invalid | Admission::Anonymous => Err(Problem::unauthorized()),
    }
}

fn check(caller: &Caller, capability: Capability, scope: Scope) -> Result<(), Problem> {
    if !caller.role.has(capability) {
        let fault = format!("this needs the capability {capability}, which the role {} lacks", caller.role);
        return Err(Problem::forbidden().detail(fault));
    }
    if !caller.has_scope(scope) {
        return Err(Problem::forbidden().detail(format!("the API key lacks the scope {scope}")));
    }
    if capability.is_administrative() { caller.has_shown_second_factor() } else { Ok(()) }
}

/// The scope that an API key needs for this request.
fn scope(parts: &Parts, class: Class) -> Scope {
    match class {
        _ if parts.method.is_safe() => Scope::Read,
        Class::Chat => Scope::Chat,
        Class::Default | Class::Uploads | Class::Authentication | Class::Uncounted => Scope::Write,
    }
}
