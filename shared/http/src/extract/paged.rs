//! Pages of lists.

use axum::extract::FromRequestParts;
use garde::Validate;
use http::request::Parts;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{fields, query};
use crate::{Cursor, Problem};

/// The page of a list that a request asks for.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// The most rows to return, 1 to 100.
    #[garde(range(min = 1, max = 100))]
    #[serde(default = "default_limit")]
    #[param(minimum = 1, maximum = 100, default = 50)]
    pub limit: i64,
    /// The number of rows to skip.
    #[garde(range(min = 0))]
    #[serde(default)]
    #[param(minimum = 0, default = 0)]
    pub offset: i64,
}

/// The page of a list that can also be walked by cursors.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams, Validate)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct CursorPaging {
    /// The most rows to return, 1 to 100.
    #[garde(range(min = 1, max = 100))]
    #[serde(default = "default_limit")]
    #[param(minimum = 1, maximum = 100, default = 50)]
    pub limit: i64,
    /// The number of rows to skip, after the cursor if there is one.
    #[garde(range(min = 0))]
    #[serde(default)]
    #[param(minimum = 0, default = 0)]
    pub offset: i64,
    /// The cursor of the previous page, from its header `Link`; only for the default order. Rows that are added or deleted
    /// before it do not move the next page.
    #[param(value_type = Option<String>, max_length = 64, example = "1763712000000000_0190b5a0-0000-7000-8000-000000000000")]
    pub cursor: Option<Cursor<Uuid>>,
}

impl From<Paging> for CursorPaging {
    fn from(Paging { limit, offset }: Paging) -> Self {
        Self { limit, offset, cursor: None }
    }
}

/// The filters and the page of a list. Errors of both are reported together, as [`Query`](crate::Query) reports them.
#[derive(Clone, Copy, Debug)]
pub struct Paged<T, P = Paging>(pub T, pub P);

impl<T, P, S> FromRequestParts<S> for Paged<T, P>
where
    T: DeserializeOwned + Validate<Context: Default>,
    P: DeserializeOwned + Validate<Context: Default>,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        let (filters, page): (T, P) = (query::parse(parts)?, query::parse(parts)?);
        let errors = [fields::errors(&filters), fields::errors(&page)].concat();
        if errors.is_empty() { Ok(Self(filters, page)) } else { Err(Problem::unprocessable(errors)) }
    }
}

const fn default_limit() -> i64 {
    50
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{Request, StatusCode};

    #[derive(Deserialize, Validate)]
    struct Filters {
        #[garde(inner(length(max = 3)))]
        q: Option<String>,
    }

    async fn read(query: &str) -> Result<Paged<Filters, CursorPaging>, Problem> {
        let request = Request::get(format!("/list?{query}")).body(()).unwrap();
        Paged::from_request_parts(&mut request.into_parts().0, &()).await
    }

    #[tokio::test]
    async fn page_has_defaults() {
        let Paged(filters, page) = read("q=abc").await.unwrap();
        assert_eq!((filters.q.as_deref(), page.limit, page.offset, page.cursor), (Some("abc"), 50, 0, None));
    }

    #[tokio::test]
    async fn filter_and_page_errors_come_together() {
        let problem = read("q=abcd&limit=101&offset=-1").await.err().unwrap();
        assert_eq!(problem.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let text = format!("{problem:?}");
        let places = ["field: \"q\"", "field: \"limit\"", "field: \"offset\""].map(|field| text.find(field));
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{text}");
    }
}
