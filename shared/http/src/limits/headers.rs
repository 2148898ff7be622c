//! The rate-limit headers of a response.

use super::{Standing, StandingSlot};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, HeaderName, HeaderValue};
use std::time::Duration;

/// Adds the headers of the quotas that a request was counted against: the usual `X-RateLimit-*`, with the seconds until the
/// quota admits one more request than now, and the structured fields `RateLimit-Policy` and `RateLimit` of the IETF's draft
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

/// Rounded up: a request that comes too early is rejected again.
pub(crate) fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::{Left, Quota};

    #[test]
    fn headers_show_the_tightest_quota() {
        let left = |name: &str, (most, seconds), remaining, milliseconds| Left {
            name: name.to_owned(),
            quota: Quota { most, seconds },
            remaining,
            resets_in: Duration::from_millis(milliseconds),
        };
        let mut headers = HeaderMap::new();
        write(&Standing::default(), &mut headers);
        assert!(headers.is_empty(), "nothing was counted");
        write(&Standing(vec![left("rate", (300, 60), 299, 200), left("burst", (30, 1), 3, 1_001)]), &mut headers);
        let told: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap())).collect();
        let expected = [
            ("x-ratelimit-limit", "30"),
            ("x-ratelimit-remaining", "3"),
            ("x-ratelimit-reset", "2"),
            ("ratelimit-policy", "\"rate\";q=300;w=60, \"burst\";q=30;w=1"),
            ("ratelimit", "\"burst\";r=3;t=2"),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn seconds_are_rounded_up() {
        for (milliseconds, seconds) in [(0, 0), (1, 1), (1_000, 1), (1_001, 2)] {
            assert_eq!(whole_seconds(Duration::from_millis(milliseconds)), seconds);
        }
    }
}
