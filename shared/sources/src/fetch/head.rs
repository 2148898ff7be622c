//! Judgement of a response by its status and headers.

use crate::{Limits, error::Fault, validators};
use http::{
    HeaderMap, Response, StatusCode,
    header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, LOCATION, RETRY_AFTER, TRANSFER_ENCODING},
};
use jiff::Timestamp;
use std::time::Duration;

/// A longer pause is read as this one.
const LONGEST_PAUSE: Duration = Duration::from_hours(24);
/// More values of one header than anything here may have.
const MANY: usize = 2;

/// The meaning of a response.
#[derive(Debug)]
pub(super) enum Head {
    NotModified,
    Redirect { location: String },
    File(FileHead),
}

/// What the headers say about a file.
#[derive(Debug)]
pub(super) struct FileHead {
    pub(super) is_gzip: bool,
    pub(super) content_type: Option<String>,
}

/// Judges a response.
pub(super) fn judge<B>(
    response: &Response<B>,
    limits: &Limits,
    is_conditional: bool,
    now: Timestamp,
) -> Result<Head, Fault> {
    let headers = response.headers();
    let status = response.status().as_u16();
    let retry_after = || retry_after(headers, now);
    match response.status() {
        StatusCode::OK => file(headers, limits).map(Head::File),
        StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT => Err(Fault::BodyEmpty),
        StatusCode::PARTIAL_CONTENT => Err(Fault::PartialContent),
        StatusCode::NOT_MODIFIED if is_conditional => Ok(Head::NotModified),
        StatusCode::NOT_MODIFIED => Err(Fault::NotModifiedUnasked),
        StatusCode::MOVED_PERMANENTLY
        | StatusCode::FOUND
        | StatusCode::SEE_OTHER
        | StatusCode::TEMPORARY_REDIRECT
        | StatusCode::PERMANENT_REDIRECT => match at_most_one(headers, &LOCATION) {
            Ok(Some(location)) => Ok(Head::Redirect { location }),
            _ => Err(Fault::RedirectMalformed),
        },
        StatusCode::TOO_MANY_REQUESTS => Err(Fault::Throttled { retry_after: retry_after() }),
        _ => Err(match status {
            401..=403 | 407 | 451 => Fault::AccessDenied { status },
            404 | 410 => Fault::NotFound { status },
            408 | 425 | 500..=599 => Fault::ServerFailed { status, retry_after: retry_after() },
            _ => Fault::StatusUnexpected { status },
        }),
    }
}

fn file(headers: &HeaderMap, limits: &Limits) -> Result<FileHead, Fault> {
    check_framing(headers, limits.body)?;
    let is_gzip = match at_most_one(headers, &CONTENT_ENCODING) {
        Ok(None) => false,
        Ok(Some(coding)) if coding.eq_ignore_ascii_case("identity") => false,
        Ok(Some(coding)) if coding.eq_ignore_ascii_case("gzip") || coding.eq_ignore_ascii_case("x-gzip") => true,
        _ => return Err(Fault::EncodingUnexpected),
    };
    let content_type = at_most_one(headers, &CONTENT_TYPE)?;
    Ok(FileHead { is_gzip, content_type })
}

/// Requires a body whose end can be told from a broken connection, by either a length or chunks.
fn check_framing(headers: &HeaderMap, most: u64) -> Result<(), Fault> {
    match (at_most_one(headers, &TRANSFER_ENCODING)?, headers.contains_key(CONTENT_LENGTH)) {
        (Some(coding), false) if coding.eq_ignore_ascii_case("chunked") => Ok(()),
        (Some(_), _) => Err(Fault::ResponseMalformed),
        (None, false) => Err(Fault::LengthUnknown),
        (None, true) => {
            // hyper has refused values that are no number or differ
            let length = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.trim().parse::<u64>().ok());
            match length {
                Some(0) => Err(Fault::BodyEmpty),
                Some(length) if length <= most => Ok(()),
                Some(_) => Err(Fault::BodyTooLarge { limit: most }),
                None => Err(Fault::ResponseMalformed),
            }
        }
    }
}

/// The value of a header that may not be repeated: two recipients could read two different values.
fn at_most_one(headers: &HeaderMap, name: &HeaderName) -> Result<Option<String>, Fault> {
    let mut values: Vec<_> = headers.get_all(name).iter().take(MANY).collect();
    match (values.pop(), values.is_empty()) {
        (None, _) => Ok(None),
        (Some(value), true) => match value.to_str() {
            Ok(value) => Ok(Some(value.trim().to_owned())),
            Err(_) => Err(Fault::ResponseMalformed),
        },
        _ => Err(Fault::ResponseMalformed),
    }
}

/// Reads both forms of `Retry-After`. A moment in the past is no pause.
fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let value = validators::single(headers, &RETRY_AFTER)?;
    let pause = if value.bytes().all(|byte| byte.is_ascii_digit()) && !value.is_empty() {
        Duration::from_secs(value.parse().unwrap_or(u64::MAX))
    } else {
        Duration::try_from(validators::http_date(value)?.duration_since(now)).unwrap_or_default()
    };
    Some(pause.min(LONGEST_PAUSE))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "1994-11-06T08:49:37Z".parse().unwrap()
    }

    fn judged(status: u16, headers: &[(&str, &str)]) -> Result<Head, Fault> {
        let mut response = Response::builder().status(status);
        for (name, value) in headers {
            response = response.header(*name, *value);
        }
        judge(&response.body(()).unwrap(), &Limits::default(), false, now())
    }

    fn code(status: u16, headers: &[(&str, &str)]) -> &'static str {
        judged(status, headers).map_or_else(|fault| fault.code(), |_| "ok")
    }

    #[test]
    fn each_status_has_a_code() {
        for (status, expected) in [
            (201, "status_unexpected"),
            (202, "status_unexpected"),
            (203, "status_unexpected"),
            (204, "body_empty"),
            (205, "body_empty"),
            (206, "partial_content"),
            (300, "status_unexpected"),
            (302, "redirect_malformed"),
            (304, "not_modified_unasked"),
            (305, "status_unexpected"),
            (400, "status_unexpected"),
            (401, "access_denied"),
            (403, "access_denied"),
            (404, "not_found"),
            (408, "server_failed"),
            (410, "not_found"),
            (416, "status_unexpected"),
            (429, "throttled"),
            (451, "access_denied"),
            (500, "server_failed"),
            (503, "server_failed"),
        ] {
            assert_eq!(code(status, &[("content-length", "5")]), expected, "{status}");
        }
    }

    #[test]
    fn framing_must_be_unambiguous() {
        for (headers, expected) in [
            (&[("content-length", "5")][..], "ok"),
            (&[("transfer-encoding", "Chunked")], "ok"),
            (&[], "length_unknown"),
            (&[("content-length", "0")], "body_empty"),
            (&[("content-length", "134217729")], "body_too_large"),
            (&[("content-length", "99999999999999999999")], "response_malformed"),
            (&[("content-length", "5"), ("transfer-encoding", "chunked")], "response_malformed"),
            (&[("transfer-encoding", "gzip, chunked")], "response_malformed"),
            (&[("transfer-encoding", "gzip"), ("transfer-encoding", "chunked")], "response_malformed"),
            (&[("transfer-encoding", "identity")], "response_malformed"),
        ] {
            assert_eq!(code(200, headers), expected, "{headers:?}");
        }
    }

    #[test]
    fn only_the_offered_coding_is_accepted() {
        for (coding, expected) in [
            ("gzip", "ok"),
            ("X-GZIP", "ok"),
            ("identity", "ok"),
            ("br", "encoding_unexpected"),
            ("deflate", "encoding_unexpected"),
            ("zstd", "encoding_unexpected"),
            ("gzip, gzip", "encoding_unexpected"),
            ("", "encoding_unexpected"),
        ] {
            assert_eq!(code(200, &[("content-length", "5"), ("content-encoding", coding)]), expected, "{coding}");
        }
        let twice = [("content-length", "5"), ("content-encoding", "gzip"), ("content-encoding", "gzip")];
        assert_eq!(code(200, &twice), "encoding_unexpected");
        let types = [("content-length", "5"), ("content-type", "text/csv"), ("content-type", "text/html")];
        assert_eq!(code(200, &types), "response_malformed");
    }

    #[test]
    fn retry_after_is_read_in_both_forms() {
        for (value, expected) in [
            ("120", Some(120)),
            ("0", Some(0)),
            ("Sun, 06 Nov 1994 08:50:37 GMT", Some(60)),
            ("Sun, 06 Nov 1994 08:00:00 GMT", Some(0)),
            ("99999999999999999999999", Some(86_400)),
            ("Sat, 06 Nov 2094 08:50:37 GMT", Some(86_400)),
            ("-5", None),
            ("soon", None),
            ("", None),
        ] {
            for status in [429, 503] {
                let fault = judged(status, &[("retry-after", value)]).unwrap_err();
                let pause = crate::FetchError { fault, redirects: 0 }.retry_after();
                assert_eq!(pause, expected.map(Duration::from_secs), "{value}");
            }
        }
    }
}
