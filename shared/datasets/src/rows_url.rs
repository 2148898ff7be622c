//! The address of the rows behind figures.

use form_urlencoded::Serializer;
use sisuiq_frames::{rows::RowQuery, tools::PlanRows};
use sisuiq_model::DatasetId;

/// The longest filter of rows, in bytes of UTF-8: with each byte written as three, it fits into the 10 KB of an address that the gateway
/// admits.
pub const LONGEST_FILTER: usize = 2_000;
/// The longest list of numbers of rows, in characters.
pub const LONGEST_NUMBERS: usize = 2_000;
/// The longest address, in bytes: the gateway admits 10 KB of address and headers.
const LONGEST: usize = 8_000;

/// The path and query of `GET /api/datasets/{id}/rows` that shows the rows behind a figure. `None` for a filter, numbers of rows or an
/// address that are too long for it.
#[must_use]
pub fn rows_url(dataset: DatasetId, rows: &PlanRows) -> Option<String> {
    let mut query = Serializer::new(String::new());
    match rows {
        PlanRows::Query(rows) => write_query(&mut query, rows)?,
        PlanRows::Numbers(numbers) => {
            let numbers = numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
            if numbers.len() > LONGEST_NUMBERS {
                return None;
            }
            query.append_pair("numbers", &numbers);
        }
    }
    let (path, query) = (format!("/api/datasets/{dataset}/rows"), query.finish());
    let url = if query.is_empty() { path } else { format!("{path}?{query}") };
    (url.len() <= LONGEST).then_some(url)
}

fn write_query(query: &mut Serializer<'_, String>, rows: &RowQuery) -> Option<()> {
    let RowQuery { filter, sort, offset, limit, columns } = rows;
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
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use uuid::Uuid;

    const DATASET: DatasetId = DatasetId(Uuid::nil());

    fn of_query(query: Value) -> Option<String> {
        rows_url(DATASET, &PlanRows::Query(serde_json::from_value(query).unwrap()))
    }

    fn start() -> String {
        format!("/api/datasets/{DATASET}/rows")
    }

    #[test]
    fn what_rows_do_not_take_has_no_address() {
        let long = |length| json!({ "filter": { "column": "a", "operator": "==", "value": "x".repeat(length) } });
        assert_eq!(of_query(long(LONGEST_FILTER)), None);
        assert!(of_query(long(LONGEST_FILTER - 100)).is_some());
        assert_eq!(of_query(json!({ "columns": vec!["x".repeat(500); 20] })), None, "it is too long as a whole");
        assert_eq!(rows_url(DATASET, &PlanRows::Numbers((0..5_000).collect())), None);
    }

    #[test]
    fn addresses_have_the_whole_query() {
        assert_eq!(of_query(json!({})), Some(start()));
        let url = of_query(json!({
            "filter": { "column": "a&b", "operator": "==", "value": "가" }, "sort": [{ "column": "n", "descending": true }],
            "offset": 5, "limit": 10, "columns": ["n", "c,d"],
        }));
        let url = url.unwrap();
        let (path, query) = url.split_once('?').unwrap();
        let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let filter = r#"{"column":"a&b","operator":"==","value":"가"}"#;
        let rest = [("sort", "-n"), ("columns", "n"), ("columns", "c,d"), ("offset", "5"), ("limit", "10")];
        assert_eq!((path, pairs[0], &pairs[1..]), (start().as_str(), ("filter", filter), &rest[..]));
    }

    #[test]
    fn rows_are_named_by_their_numbers() {
        assert_eq!(rows_url(DATASET, &PlanRows::Numbers(vec![3, 17])).unwrap(), format!("{}?numbers=3%2C17", start()));
    }
}
