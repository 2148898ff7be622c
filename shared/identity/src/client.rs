//! Who asks, before anybody knows who it is.

use std::convert::Infallible;

use axum::extract::{FromRef, FromRequestParts};
use http::header::USER_AGENT;
use http::request::Parts;
use sisuiq_accounts_db::audit_records::Actor;
use sisuiq_http::{ClientAddress, StandingSlot};
use sisuiq_telemetry::TraceId;

use crate::Identity;
use crate::cookies::CookieName;
use crate::opaque::{Opaque, Purpose};

/// Longest name of a program that is kept, in characters.
const LONGEST_USER_AGENT: usize = 300;

/// Where a request comes from and what its sender calls itself.
#[derive(Clone, Debug)]
pub struct Client {
    /// The address.
    pub address: ClientAddress,
    /// The same for the audit log, which does not know yet who it is.
    pub actor: Actor,
    /// What the browser kept of an earlier login.
    pub(crate) device: Option<Opaque>,
    /// Where the count is reported.
    pub(crate) slot: Option<StandingSlot>,
}

impl<S: Send + Sync> FromRequestParts<S> for Client
where
    Identity: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let cookies = Identity::from_ref(state).cookies();
        let device = cookies.sent(&parts.headers, CookieName::Device);
        Ok(Self {
            address: ClientAddress::of(parts),
            actor: stranger(parts),
            device: device.and_then(|text| {
                let hash = Purpose::Device.recognise(text)?;
                Some(Opaque { text: text.to_owned().into(), hash })
            }),
            slot: parts.extensions.get::<StandingSlot>().cloned(),
        })
    }
}

/// Whoever sends a request, before anybody knows who it is.
pub(crate) fn stranger(parts: &Parts) -> Actor {
    let user_agent = parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok());
    Actor {
        address: ClientAddress::of(parts).to_string(),
        user_agent: user_agent.map(|text| text.chars().take(LONGEST_USER_AGENT).collect()),
        trace_id: parts.extensions.get::<TraceId>().map(|id| id.as_str().to_owned()).unwrap_or_default(),
        ..Actor::default()
    }
}
