//! The address of the rows behind figures.

use crate::{query::LONGEST_FILTER, rows::LONGEST_NUMBERS};
use form_urlencoded::Serializer;
use sisuiq_frames::{rows::RowQuery, tools::PlanRows};
use sisuiq_model::DatasetId;

/// The longest address, in bytes: the gateway admits 10 KB of address and headers.
const LONGEST: usize = 8_000;

/// The address of rows of a dataset. None if it is too long, as with a filter of more than the rows' route admits.
pub(super) fn rows_url(id: DatasetId, rows: &PlanRows) -> Option<String> {
    let mut query = Serializer::new(String::new());
    match rows {
        PlanRows::Query(RowQuery { filter, sort, offset, limit, columns }) => {
            if let Some(filter) = filter.as_ref().and_then(|filter| serde_json::to_string(filter).ok()) {
                if filter.len() > LONGEST_FILTER {
                    return None;
                }
                query.append_pair("filter", &filter);
            }
            for key in sort {
                let dash = if key.descending { "-" } else { "" };
                query.append_pair("sort", &format!("{dash}{}", key.column));
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
        }
        PlanRows::Numbers(numbers) => {
            let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
            let numbers = numbers.join(",");
            if numbers.len() > LONGEST_NUMBERS {
                return None;
            }
            query.append_pair("numbers", &numbers);
        }
    }
    let query = query.finish();
    let path = format!("/api/datasets/{id}/rows");
    let url = if query.is_empty() { path } else { format!("{path}?{query}") };
    (url.len() <= LONGEST).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn addresses_have_the_whole_query() {
        let id: DatasetId = "0190b5a0-0000-7000-8000-000000000000".parse().unwrap();
        let start = format!("/api/datasets/{id}/rows");
        assert_eq!(rows_url(id, &PlanRows::Query(RowQuery::default())).unwrap(), start);
        let query = json!({
            "filter": { "column": "a&b", "operator": "==", "value": 1 }, "sort": [{ "column": "n", "descending": true }],
            "offset": 5, "limit": 10, "columns": ["n", "c,d"],
        });
        let url = rows_url(id, &PlanRows::Query(serde_json::from_value(query).unwrap())).unwrap();
        let (path, query) = url.split_once('?').unwrap();
        let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let filter = r#"{"column":"a&b","operator":"==","value":1}"#;
        let rest = [("sort", "-n"), ("columns", "n"), ("columns", "c,d"), ("offset", "5"), ("limit", "10")];
        assert_eq!((path, pairs[0], &pairs[1..]), (start.as_str(), ("filter", filter), &rest[..]));
        assert_eq!(rows_url(id, &PlanRows::Numbers(vec![3, 17])).unwrap(), format!("{start}?numbers=3%2C17"));
    }

    #[test]
    fn filters_that_rows_do_not_admit_have_no_address() {
        let id: DatasetId = "0190b5a0-0000-7000-8000-000000000000".parse().unwrap();
        let filter = json!({ "filter": { "column": "a", "operator": "==", "value": "x".repeat(LONGEST_FILTER) } });
        assert_eq!(rows_url(id, &PlanRows::Query(serde_json::from_value(filter).unwrap())), None);
        assert_eq!(rows_url(id, &PlanRows::Numbers((0..5_000).collect())), None);
    }
}
