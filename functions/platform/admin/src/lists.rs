//! Common parts of the lists.

use http::{HeaderName, HeaderValue, Uri};
use jiff::Timestamp;
use sisuiq_db::anywhere;
use sisuiq_http::{Cursor, CursorPaging, FieldError, Problem, Result};
use sisuiq_model::{Page, UnknownName};
use std::{fmt::Display, str::FromStr};

/// Parses query parameters by name and collects their errors.
#[derive(Default)]
pub(crate) struct Asked {
    errors: Vec<FieldError>,
}

impl Asked {
    /// The enum value that `text` names. Adds an error for an unknown name.
    pub(crate) fn named<Name: FromStr<Err = UnknownName>>(
        &mut self,
        field: &'static str,
        text: Option<&str>,
    ) -> Option<Name> {
        let parsed = text.map(str::parse::<Name>).transpose();
        parsed.unwrap_or_else(|error| {
            self.errors.push(FieldError::new(field, error.to_string()));
            None
        })
    }

    /// The page of a list. A cursor requires the default order: it has the creation time and the id of the last row.
    pub(crate) fn page<Order: Copy + FromStr<Err = UnknownName> + PartialEq>(
        &mut self,
        sort: Option<&str>,
        newest: Order,
        paging: CursorPaging,
    ) -> Page<Order> {
        let CursorPaging { limit, offset, cursor } = paging;
        let order = self.named("sort", sort).unwrap_or(newest);
        if cursor.is_some() && order != newest {
            self.errors.push(FieldError::new("cursor", "requires sort=-created_at"));
        }
        Page { order, limit, offset, after: cursor.map(|cursor| (cursor.at, cursor.id)) }
    }

    /// An error that names each field that is wrong, if any is.
    pub(crate) fn check(self) -> Result<()> {
        if self.errors.is_empty() { Ok(()) } else { Err(Problem::unprocessable(self.errors)) }
    }
}

/// An `ILIKE` pattern that matches this text anywhere.
pub(crate) fn pattern(text: Option<&str>) -> Option<String> {
    text.map(anywhere)
}

/// The `Link` header of the next page. Absent after a page that is not full, and in other orders than the default.
pub(crate) fn next<Order: Copy + PartialEq, Id: Display>(
    uri: &Uri,
    page: &Page<Order>,
    newest: Order,
    rows: usize,
    last: Option<(Timestamp, Id)>,
) -> Option<(HeaderName, HeaderValue)> {
    let is_full = usize::try_from(page.limit) == Ok(rows) && page.order == newest;
    last.filter(|_| is_full).and_then(|(at, id)| Cursor { at, id }.link(uri))
}
