//! Who asks, before anybody knows who it is.

use std::convert::Infallible;

use axum::extract::{FromRef, FromRequestParts};
use http::header::USER_AGENT;
use http::request::Parts;
use sisuiq_http::{ClientAddress, StandingSlot};

use crate::Identity;
use crate::cookies::CookieName;
use crate::opaque::{Opaque, Purpose};

/// Where a request comes from and what its sender calls itself.
#[derive(Clone, Debug)]
pub struct Client {
    /// The address.
    pub address: ClientAddress,
    /// What the program calls itself.
    pub user_agent: Option<String>,
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
        let user_agent = parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok());
        Ok(Self {
            address: ClientAddress::of(parts),
            user_agent: user_agent.map(str::to_owned),
            device: device.and_then(|text| {
                let hash = Purpose::Device.recognise(text)?;
                Some(Opaque { text: text.to_owned().into(), hash })
            }),
            slot: parts.extensions.get::<StandingSlot>().cloned(),
        })
    }
}
