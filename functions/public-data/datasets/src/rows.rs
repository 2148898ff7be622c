//! `GET /api/datasets/{id}/rows`: a page of rows, filtered and sorted.

use crate::{
    State,
    body::Body,
    dataset::ColumnKind,
    problems::{no_dataset, of_tool},
    query::{Parameters, names, unknown},
    table::{compute, open_table},
};
use axum::{
    extract::State as Extract,
    response::{IntoResponse, Response},
};
use serde_json::Value;
use sisuiq_datasets::LONGEST_NUMBERS;
use sisuiq_datasets_db::datasets::{self, Dataset};
use sisuiq_frames::{
    Heading, Table,
    rows::{MOST_ROWS, RowPage, RowQuery, SortKey},
};
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, NotFound, Path, PreferredLanguage, Result, TooManyRequests, Unauthorized,
    Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{DatasetId, Language, Text};
use utoipa::{IntoParams, ToSchema};

/// The largest offset: more than the rows of any table.
const LARGEST_OFFSET: usize = 100_000_000;

/// Which rows and columns, and in which order.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes the query, is never built")]
pub(crate) struct RowsIn {
    /// The number of rows to skip.
    #[param(minimum = 0, maximum = 100_000_000, default = 0)]
    offset: Option<u32>,
    /// The most rows to return, 1 to 5000.
    #[param(minimum = 1, maximum = 5_000, default = 100)]
    limit: Option<u32>,
    /// The columns, by name, separated by commas or repeated, at most 100; all by default.
    #[param(inline, value_type = Option<Vec<ColumnName>>, max_items = 100, example = json!(["사고일시", "ECLO"]))]
    columns: Option<Vec<ColumnName>>,
    /// The columns by which rows are sorted, `-` before a name for the largest value first; the order of the file by default. Rows without a
    /// value come last.
    #[param(inline, value_type = Option<Vec<ColumnName>>, max_items = 8, example = json!(["-ECLO"]))]
    sort: Option<Vec<ColumnName>>,
    /// A filter as JSON: `{"column", "operator", "value"}`, `{"all": […]}`, `{"any": […]}` or `{"not": …}`. Operators are `==`, `!=`, `<`, `<=`,
    /// `>`, `>=`, `contains`, `in` and `is_missing`. At most 2000 bytes.
    #[param(max_length = 2_000, example = r#"{"column":"사고유형","operator":"==","value":"차대사람"}"#)]
    filter: Option<String>,
    /// The numbers of rows in the table, from 0, separated by commas, instead of `filter`, `sort`, `offset` and `limit`. At most
    /// 2000 characters.
    #[param(max_length = 2_000, example = "3,17")]
    numbers: Option<String>,
}

/// The name of a column.
#[derive(ToSchema)]
#[schema(max_length = 500, example = "ECLO")]
#[expect(dead_code, reason = "describes a parameter, is never built")]
pub(crate) struct ColumnName(String);

/// A page of rows.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a body, is never built")]
pub(crate) struct RowsOut {
    /// The columns.
    columns: Vec<HeadingOut>,
    /// The values of each row: numbers, texts, truth values or null. Days and times are texts in ISO 8601.
    #[schema(value_type = Vec<Vec<Value>>, example = json!([["2021-01-01T14:00:00", 4]]))]
    rows: Vec<Vec<Value>>,
    /// The number of each row in the table, from 0.
    #[schema(example = json!([17]))]
    row_numbers: Vec<u32>,
    /// The number of all rows that fulfil the filter.
    #[schema(example = 1, minimum = 0)]
    total: u64,
}

/// The name and type of a column.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a value, is never built")]
pub(crate) struct HeadingOut {
    /// Its name.
    #[schema(example = "사고일시")]
    name: String,
    /// The type of its values.
    kind: ColumnKind,
    /// The zone of all its times as it was written.
    #[schema(required = false, example = "+09:00")]
    zone: Option<String>,
}

/// Read rows of a dataset
///
/// One page of the rows that fulfil a filter. A page has at most 5000 rows and 5 MiB of JSON.
#[utoipa::path(
    get,
    path = "/api/datasets/{id}/rows",
    tag = "datasets",
    params(("id" = DatasetId, Path, description = "The dataset"), RowsIn),
    responses((status = 200, body = RowsOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn rows(
    caller: User<capabilities::TablesRead>,
    Extract(state): Extract<State>,
    PreferredLanguage(language): PreferredLanguage,
    Path(id): Path<DatasetId>,
    parameters: Parameters,
) -> Result<Response> {
    let connection = state.datasets.database.connection().await?;
    let dataset = datasets::find_visible(&connection, caller.visibility(), id).await?.ok_or_else(no_dataset)?;
    drop(connection);
    page_of(&state, &dataset, &parameters, language).await
}

/// The page of rows that the parameters ask for.
pub(crate) async fn page_of(
    state: &State,
    dataset: &Dataset,
    parameters: &Parameters,
    language: Language,
) -> Result<Response> {
    let table = open_table(state, dataset).await?;
    let query = row_query(parameters, table.headings(), language)?;
    let numbers = numbers(parameters, language)?;
    let body = compute(table, move |table| page(table, &query, numbers.as_deref(), language)).await??;
    Ok(body.into_response())
}

fn page(table: &dyn Table, query: &RowQuery, numbers: Option<&[u32]>, language: Language) -> Result<Body> {
    let page = match numbers {
        Some(numbers) => RowPage::of_numbers(table, query.columns.as_deref(), numbers),
        None => query.run(table),
    };
    // names of columns are known and numbers are in range: what is left is the filter
    let page = page.map_err(|error| of_tool(language, "filter", error))?;
    Body::of(language, "limit", &page)
}

/// The numbers of rows, if they are given instead of a query.
fn numbers(parameters: &Parameters, language: Language) -> Result<Option<Vec<u32>>> {
    let mut reader = parameters.reader(language);
    let Some(text) = reader.text("numbers") else {
        reader.check()?;
        return Ok(None);
    };
    let numbers: Vec<Option<u32>> = text.split(',').map(|number| number.trim().parse().ok()).collect();
    if text.len() > LONGEST_NUMBERS || numbers.contains(&None) {
        let korean = format!("쉼표로 나눈 행 번호를 {LONGEST_NUMBERS}자까지 쓸 수 있습니다");
        let english = format!("must be numbers of rows, separated by commas, of at most {LONGEST_NUMBERS} characters");
        reader.refuse("numbers", &Text::new(korean, english));
    }
    for name in ["filter", "sort", "offset", "limit"] {
        if !reader.all(name).is_empty() {
            reader.refuse(name, &Text::new("`numbers`와 함께 쓸 수 없습니다", "cannot be combined with `numbers`"));
        }
    }
    reader.check()?;
    Ok(Some(numbers.into_iter().flatten().collect()))
}

/// Reads the query, with names of the table's columns.
fn row_query(parameters: &Parameters, headings: &[Heading], language: Language) -> Result<RowQuery> {
    let mut reader = parameters.reader(language);
    let offset = reader.number("offset", &(0..=LARGEST_OFFSET)).unwrap_or_default();
    let limit = reader.number("limit", &(1..=MOST_ROWS));
    let filter = reader.filter("filter");
    let is_column = |name: &str| headings.iter().any(|heading| heading.name == name);
    let columns = reader.columns("columns", headings);
    let mut sort = Vec::new();
    for name in reader.all("sort").into_iter().flat_map(|text| names(text, |name| key(name, is_column).is_some())) {
        match key(name, is_column) {
            Some(key) => sort.push(key),
            None => reader.refuse("sort", &unknown(name)),
        }
    }
    if sort.len() > MOST_KEYS {
        let korean = format!("{MOST_KEYS}개까지 쓸 수 있습니다");
        reader.refuse("sort", &Text::new(korean, format!("must have at most {MOST_KEYS} columns")));
    }
    if columns.len() > MOST_COLUMNS {
        let korean = format!("{MOST_COLUMNS}개까지 쓸 수 있습니다");
        reader.refuse("columns", &Text::new(korean, format!("must have at most {MOST_COLUMNS} columns")));
    } else if columns.len() > headings.len() {
        reader.refuse("columns", &Text::new("열을 반복할 수 없습니다", "must not repeat columns"));
    }
    reader.check()?;
    Ok(RowQuery { filter, sort, offset, limit, columns: Some(columns).filter(|columns| !columns.is_empty()) })
}

/// The most columns that are named.
const MOST_COLUMNS: usize = 100;
/// The most columns by which rows are sorted.
const MOST_KEYS: usize = 8;

/// A name with or without `-` before it. Names may begin with that themselves.
fn key(text: &str, is_column: impl Fn(&str) -> bool) -> Option<SortKey> {
    let ascending = is_column(text).then_some((text, false));
    let descending = || text.strip_prefix('-').filter(|name| is_column(name)).map(|name| (name, true));
    let (column, descending) = ascending.or_else(descending)?;
    Some(SortKey { column: column.to_owned(), descending })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::extract::FromRequestParts;
    use sisuiq_frames::Kind;

    async fn read(query: &str) -> Result<RowQuery> {
        let request = http::Request::get(format!("/?{query}")).body(()).unwrap();
        let parameters = Parameters::from_request_parts(&mut request.into_parts().0, &()).await.unwrap();
        let headings =
            ["a", "b", "c,d", "-e"].map(|name| Heading { name: name.to_owned(), kind: Kind::Text, zone: None });
        row_query(&parameters, &headings, Language::English)
    }

    #[tokio::test]
    async fn names_may_have_commas_and_dashes() {
        let query = read("columns=a,b&columns=c,d&sort=-e&sort=-a,b&sort=-c,d&limit=5000&offset=7").await.unwrap();
        assert_eq!(query.columns.unwrap(), ["a", "b", "c,d"]);
        let sort: Vec<_> = query.sort.iter().map(|key| (key.column.as_str(), key.descending)).collect();
        assert_eq!(sort, [("-e", false), ("a", true), ("b", false), ("c,d", true)]);
        assert_eq!((query.limit, query.offset, query.filter), (Some(5_000), 7, None));
    }

    #[tokio::test]
    async fn errors_name_their_parameters() {
        for (query, field) in [
            ("columns=x", "columns"),
            ("columns=a,x", "columns"),
            ("columns=a,a,a,a,a", "columns"),
            ("sort=-x", "sort"),
            ("sort=a,a,a,a,a,a,a,a,a", "sort"),
            ("limit=5001", "limit"),
            ("limit=0", "limit"),
            ("offset=-1", "offset"),
            ("filter=x", "filter"),
            ("filter=%5B%5D", "filter"),
        ] {
            let problem = read(query).await.unwrap_err();
            assert_eq!(problem.status(), 400);
            assert!(format!("{problem:?}").contains(&format!("field: \"{field}\"")), "{query}: {problem:?}");
        }
    }
}
