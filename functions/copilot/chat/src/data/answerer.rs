//! Who may answer a question about a dataset.

use super::{MODE, problems};
use crate::State;
use axum::extract::FromRequestParts;
use http::{HeaderMap, HeaderName, request::Parts};
use secrecy::SecretString;
use sisuiq_datasets::OpenedLink;
use sisuiq_http::{Problem, Result};
use std::ops::RangeInclusive;
use utoipa::IntoParams;

/// The header with a key of a caller.
pub(crate) const HEADER: HeaderName = HeaderName::from_static("x-anthropic-api-key");
const PREFIX: &str = "sk-";
/// The length of a key in characters.
const LENGTH: RangeInclusive<usize> = 20..=256;

/// Who may answer a question about a dataset, beside the planner, which answers what it understands in any case.
#[derive(Clone, Debug)]
pub(crate) enum Answerer {
    /// Nobody else: no language model is asked.
    Planner,
    /// Anthropic's model, paid by the caller.
    CallerKey(CallerKey),
    /// The language models of the deployment, paid by it and counted for the caller's account.
    Deployment,
    /// The same for the holders of the link with this SHA-256, as long as its questions of the day last. They are counted for the account
    /// that created the link.
    Link(Vec<u8>),
}

/// The caller's key of Anthropic's API. It is used for this request only: nothing stores or logs it.
#[derive(Clone, Debug)]
pub(crate) struct CallerKey(SecretString);

/// The description of the header.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Header)]
pub(crate) struct CallerKeyHeader {
    /// The caller's own key of Anthropic's API, for questions that the built-in planner does not understand. It is used for this request
    /// only and is not stored. One that Anthropic rejects gets 401. Without it, the deployment's language model answers them, if there is
    /// one.
    #[expect(dead_code, reason = "describes a header, is never built")]
    #[param(
        rename = "X-Anthropic-API-Key",
        required = false,
        min_length = 20,
        max_length = 256,
        pattern = "^sk-[!-~]+$",
        value_type = String,
        example = "sk-ant-api03-0000000000000000"
    )]
    key: Option<String>,
}

impl Answerer {
    /// The language models of the deployment, or nobody where none is configured.
    pub(crate) fn of_deployment(state: &State) -> Self {
        if state.models.route(MODE.as_str()).is_empty() { Self::Planner } else { Self::Deployment }
    }

    /// The same for the holders of a link, if its owner allowed it. Nobody where every account has to bring a key.
    pub(crate) fn of_link(state: &State, link: &OpenedLink) -> Self {
        match Self::of_deployment(state) {
            Self::Deployment if link.share.allow_provider && !state.requires_caller_key => {
                Self::Link(link.token_hash.clone())
            }
            _ => Self::Planner,
        }
    }
}

impl FromRequestParts<State> for Answerer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self> {
        match CallerKey::read(&parts.headers)? {
            Some(key) => Ok(Self::CallerKey(key)),
            None if state.requires_caller_key => Err(problems::key_required()),
            None => Ok(Self::of_deployment(state)),
        }
    }
}

impl CallerKey {
    /// Reads the header.
    fn read(headers: &HeaderMap) -> Result<Option<Self>> {
        let mut sent = headers.get_all(HEADER).iter();
        let Some(first) = sent.next() else { return Ok(None) };
        let key = first.to_str().ok().filter(|key| is_key(key) && sent.next().is_none());
        key.map(|key| Some(Self(key.into()))).ok_or_else(problems::malformed_key)
    }

    pub(crate) const fn secret(&self) -> &SecretString {
        &self.0
    }
}

fn is_key(key: &str) -> bool {
    key.starts_with(PREFIX) && LENGTH.contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;
    use secrecy::ExposeSecret;

    fn read(values: &[&[u8]]) -> Result<Option<CallerKey>> {
        let values = values.iter().map(|value| (HEADER, HeaderValue::from_bytes(value).unwrap()));
        CallerKey::read(&values.fold(HeaderMap::new(), |mut headers, (name, value)| {
            headers.append(name, value);
            headers
        }))
    }

    #[test]
    fn key_has_the_form_of_one() {
        let long = ["sk-", &"x".repeat(253)].concat();
        for key in ["sk-ant-0123456789abcd", &long] {
            assert_eq!(read(&[key.as_bytes()]).unwrap().unwrap().secret().expose_secret(), key);
        }
        assert!(read(&[]).unwrap().is_none());
        let longer = [long.as_str(), "x"].concat();
        for key in [
            "",
            "sk-0123456789abcdef",
            "pk-0123456789abcdefgh",
            "sk-0123456789 abcdefgh",
            &longer,
            "sk-가나다라마바사아",
        ] {
            assert_eq!(read(&[key.as_bytes()]).unwrap_err().status(), 401, "{key}");
        }
        let twice: [&[u8]; 2] = [b"sk-0123456789abcdefghi", b"sk-0123456789abcdefghi"];
        assert_eq!(read(&twice).unwrap_err().status(), 401);
    }

    #[test]
    fn debug_output_hides_the_key() {
        let key = read(&[b"sk-0123456789abcdefghi"]).unwrap().unwrap();
        assert!(!format!("{:?}", Answerer::CallerKey(key)).contains("0123456789"));
        let malformed = read(&[b"sk-0123456789abc"]).unwrap_err();
        assert!(!format!("{malformed:?}").contains("0123456789"));
    }
}
