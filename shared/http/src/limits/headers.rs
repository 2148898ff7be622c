//! What a response says about limits.

use super::{Standing, StandingSlot};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, HeaderName, HeaderValue};
use std::time::Duration;

/// Adds the headers of the quotas that a request was counted against: the usual `X-RateLimit-*`, with the seconds until one
/// more request is admitted, and the structured fields `RateLimit-Policy` and `RateLimit` of the IETF's draft
/// (draft-ietf-httpapi-ratelimit-headers-10). Where several quotas hold, the counts are those of the tightest.
pub(crate) async fn report(mut request: Request, next: Next) -> Response {
    let slot = StandingSlot::default();
    request.extensions_mut().insert(slot.clone());
    let mut response = next.run(request).await;
    write(&slot.take(), response.headers_mut());
    response
}

fn write(standing: &Standing, headers: &mut HeaderMap) {
    let Some(tightest) = standing.tightest() else { return };
    let reset = whole_seconds(tightest.resets_in);
    let mut put = |name: &'static str, text: String| {
        if let Ok(value) = HeaderValue::try_from(text) {
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    put("x-ratelimit-limit", tightest.quota.most.to_string());
    put("x-ratelimit-remaining", tightest.remaining.to_string());
    put("x-ratelimit-reset", reset.to_string());
    let policies = standing.0.iter().map(|left| {
        let (name, quota) = (&left.name, left.quota);
        format!("\"{name}\";q={};w={}", quota.most, quota.seconds)
    });
    put("ratelimit-policy", policies.collect::<Vec<_>>().join(", "));
    put("ratelimit", format!("\"{}\";r={};t={reset}", tightest.name, tightest.remaining));
}

/// Rounded up: whoever asks again too early is refused again.
pub(crate) fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}
