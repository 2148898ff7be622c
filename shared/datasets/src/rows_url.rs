//! The address of the rows behind a figure.

use form_urlencoded::Serializer;
use sisuiq_frames::{rows::RowQuery, tools::PlanRows};
use sisuiq_model::DatasetId;

/// The longest address, in bytes: the gateway admits 10 KB of address and headers.
const LONGEST: usize = 8_000;
/// The longest filter that the operation admits, in bytes of UTF-8.
const LONGEST_FILTER: usize = 2_000;

/// The path and query of `GET /api/datasets/{id}/rows` that shows the rows behind a figure. `None` for rows that are named by their
/// numbers, which that operation does not take, and for a filter that is too long for it.
#[must_use]
pub fn rows_url(dataset: DatasetId, rows: &PlanRows) -> Option<String> {
    let PlanRows::Query(RowQuery { filter, sort, offset, limit, columns }) = rows else { return None };
    let mut query = Serializer::new(String::new());
    if let Some(filter) = filter {
        let filter = serde_json::to_string(filter).ok()?;
        if filter.len() > LONGEST_FILTER {
            return None;
        }
        query.append_pair("filter", &filter);
    }
    for key in sort {
        let sign = if key.descending { "-" } else { "" };
        query.append_pair("sort", &[sign, &key.column].concat());
    }
    for column in columns.iter().flatten() {
        query.append_pair("columns", column);
    }
    if *offset > 0 {
        query.append_pair("offset", &offset.to_string());
    }
    if let Some(limit) = limit {
        query.append_pair("limit", &limit.to_string());
    }
    let (path, query) = (format!("/api/datasets/{dataset}/rows"), query.finish());
    let url = if query.is_empty() { path } else { format!("{path}?{query}") };
    (url.len() <= LONGEST).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sisuiq_frames::rows::SortKey;
    use uuid::Uuid;

    #[test]
    fn query_is_written_as_the_operation_reads_it() {
        let query = RowQuery {
            filter: serde_json::from_str(r#"{"column":"a&b","operator":"==","value":"가"}"#).unwrap(),
            sort: vec![SortKey { column: "c".to_owned(), descending: true }],
            offset: 0,
            limit: Some(10),
            columns: Some(vec!["c,d".to_owned()]),
        };
        let dataset = DatasetId(Uuid::nil());
        let expected = "?filter=%7B%22column%22%3A%22a%26b%22%2C%22operator%22%3A%22%3D%3D%22%2C%22value%22%3A%22%EA%B0%80%22%7D\
                        &sort=-c&columns=c%2Cd&limit=10";
        let url = rows_url(dataset, &PlanRows::Query(query)).unwrap();
        assert_eq!(url, format!("/api/datasets/{dataset}/rows{expected}"));
        let all = rows_url(dataset, &PlanRows::Query(RowQuery::default()));
        assert_eq!(all, Some(format!("/api/datasets/{dataset}/rows")));
    }

    #[test]
    fn numbered_rows_have_no_address() {
        assert_eq!(rows_url(DatasetId(Uuid::nil()), &PlanRows::Numbers(vec![1, 2])), None);
    }
}
