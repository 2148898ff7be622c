//! A place in a list that does not move when rows come and go.

use http::header::LINK;
use http::{HeaderName, HeaderValue, Uri};
use jiff::Timestamp;
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::str::FromStr;

const PARAMETER: &str = "cursor";
/// The maximum length of a cursor in bytes; those of lists are shorter.
const LONGEST: usize = 64;
/// Query parameters that skip rows by number. The link omits them, because the cursor replaces them.
const COUNTING: [&str; 2] = ["offset", "skip"];

/// The last row of a page of a list that is sorted by time and id. Rows that are added or removed before it do not shift the
/// next page. Clients take it from the header `Link` and treat it as opaque.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Cursor<Id> {
    /// The row's time; lists are sorted by microseconds.
    pub at: Timestamp,
    /// The row's id.
    pub id: Id,
}

impl<Id: fmt::Display> Cursor<Id> {
    /// The header `Link` (RFC 8288) with the address of the next page of this list.
    pub fn link(&self, uri: &Uri) -> Option<(HeaderName, HeaderValue)> {
        let given = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
        let kept = given.filter(|(name, _)| name != PARAMETER && !COUNTING.contains(&name.as_ref()));
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(kept).append_pair(PARAMETER, &self.to_string());
        let text = format!("<{}?{}>; rel=\"next\"", uri.path(), query.finish());
        HeaderValue::try_from(text).ok().map(|value| (LINK, value))
    }
}

impl<Id: fmt::Display> fmt::Display for Cursor<Id> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}_{}", self.at.as_microsecond(), self.id)
    }
}

impl<Id: FromStr> FromStr for Cursor<Id> {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refused = "must be a cursor from a previous page";
        if text.len() > LONGEST {
            return Err(refused);
        }
        let (at, id) = text.split_once('_').ok_or(refused)?;
        let at = at.parse().ok().and_then(|at| Timestamp::from_microsecond(at).ok());
        at.zip(id.parse().ok()).map(|(at, id)| Self { at, id }).ok_or(refused)
    }
}

impl<'de, Id: FromStr> Deserialize<'de> for Cursor<Id> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CURSOR: Cursor<i64> = Cursor { at: Timestamp::constant(1_700_000_000, 123_456_000), id: 7 };

    #[test]
    fn cursor_is_read_as_written() {
        assert_eq!(CURSOR.to_string().parse(), Ok(CURSOR));
        for text in ["", "_", "1700000000000000", "x_7", "1700000000000000_x", "99999999999999999999_7"] {
            assert!(text.parse::<Cursor<i64>>().is_err(), "{text}");
        }
    }

    #[test]
    fn cursor_length_is_limited() {
        let padded = |length: usize| format!("{}_7", "0".repeat(length - 2));
        assert_eq!(padded(LONGEST).parse(), Ok(Cursor { at: Timestamp::UNIX_EPOCH, id: 7_i64 }));
        assert!(padded(LONGEST + 1).parse::<Cursor<i64>>().is_err());
    }

    #[test]
    fn link_keeps_other_query_parameters() {
        let link = |uri: &'static str| {
            let (_, value) = CURSOR.link(&Uri::from_static(uri)).unwrap();
            value.to_str().unwrap().to_owned()
        };
        let next = "cursor=1700000000123456_7>; rel=\"next\"";
        assert_eq!(link("/api/x"), format!("</api/x?{next}"));
        assert_eq!(
            link("/api/x?limit=2&offset=4&skip=1&cursor=1_2&department=a%20%3E%26b"),
            format!("</api/x?limit=2&department=a+%3E%26b&{next}")
        );
    }
}
