//! The client of a request before authentication.

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

/// The maximum length of a stored `User-Agent`, in characters.
const LONGEST_USER_AGENT: usize = 300;

/// The address and the `User-Agent` of a request.
#[derive(Clone, Debug)]
pub struct Client {
    /// The address.
    pub address: ClientAddress,
    /// The same for the audit log, without an account.
    pub actor: Actor,
    /// The device token from an earlier login.
    pub(crate) device: Option<Opaque>,
    /// The slot for reporting the count.
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

/// An unauthenticated client.
pub(crate) fn stranger(parts: &Parts) -> Actor {
    let user_agent = parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok());
    Actor {
        address: ClientAddress::of(parts).to_string(),
        user_agent: user_agent.map(|text| text.chars().take(LONGEST_USER_AGENT).collect()),
        trace_id: parts.extensions.get::<TraceId>().map(|id| id.as_str().to_owned()).unwrap_or_default(),
        ..Actor::default()
    }
}
