use super::{Filter, Operator, Scalar};
use crate::{testing::frame, tools::ToolError};

fn rows(filter: &str) -> Result<Vec<u32>, ToolError> {
    let frame =
        frame("n,x,s,d,b\n1,1.5,서울,2024-01-05,true\n,2,부산,,false\n3,,서울,2024-03-01,\n10,-1,,2024-02-01,true\n");
    let filter: Filter = serde_json::from_str(filter).unwrap();
    Ok(filter.rows(&frame)?.rows())
}

fn of(column: &str, operator: &str, value: &str) -> Result<Vec<u32>, ToolError> {
    rows(&format!(r#"{{"column":"{column}","operator":"{operator}","value":{value}}}"#))
}

#[test]
fn values_compare_by_the_type_of_the_column() {
    for (column, operator, value, expected) in [
        ("n", ">", "1", vec![2, 3]),
        ("n", ">=", "\"3\"", vec![2, 3]),
        ("n", "<", "3.5", vec![0, 2]),
        ("n", "==", "3.5", vec![]),
        ("n", "<=", "1e300", vec![0, 2, 3]),
        ("n", "<=", "-1e300", vec![]),
        ("n", "!=", "1", vec![1, 2, 3]),
        ("x", "==", "2", vec![1]),
        ("s", "==", "\"서울\"", vec![0, 2]),
        ("s", ">", "\"부산\"", vec![0, 2]),
        ("s", "<", "\"부\"", vec![]),
        ("s", "contains", "\"울\"", vec![0, 2]),
        ("n", "contains", "\"1\"", vec![0, 3]),
        ("d", ">=", "\"2024-02-01\"", vec![2, 3]),
        ("d", ">", "\"2024-01-31T12:00\"", vec![2, 3]),
        ("d", "contains", "\"-0\"", vec![0, 2, 3]),
        ("b", "==", "true", vec![0, 3]),
        ("n", "in", "[1, 10, 99]", vec![0, 3]),
        ("s", "in", "[\"부산\", \"x\"]", vec![1]),
    ] {
        assert_eq!(of(column, operator, value).unwrap(), expected, "{column} {operator} {value}");
    }
}

#[test]
fn conditions_combine() {
    assert_eq!(rows(r#"{"column":"n","operator":"is_missing"}"#).unwrap(), [1]);
    assert_eq!(rows(r#"{"not":{"column":"n","operator":"is_missing"}}"#).unwrap(), [0, 2, 3]);
    let both = r#"{"all":[{"column":"s","operator":"==","value":"서울"},{"column":"n","operator":">","value":1}]}"#;
    assert_eq!(rows(both).unwrap(), [2]);
    let any = r#"{"any":[{"column":"n","operator":"==","value":10},{"column":"x","operator":"==","value":2}]}"#;
    assert_eq!(rows(any).unwrap(), [1, 3]);
}

#[test]
fn unfit_filters_are_errors() {
    assert!(matches!(of("q", "==", "1"), Err(ToolError::UnknownColumn { columns, .. }) if columns.len() == 5));
    assert!(matches!(of("n", ">", "\"x\""), Err(ToolError::UnfitValue { .. })));
    assert!(matches!(of("d", ">", "5"), Err(ToolError::UnfitValue { .. })));
    assert!(matches!(rows(r#"{"column":"n","operator":"=="}"#), Err(ToolError::UnfitValue { .. })));
    let mut deep = Filter::of("n", Operator::Equal, Some(Scalar::Integer(1)));
    for _ in 0..20 {
        deep = Filter::Not(super::NotOf { not: Box::new(deep) });
    }
    assert!(matches!(deep.rows(&frame("n,m\n1,2\n")), Err(ToolError::TooManyConditions { .. })));
    for wrong in
        [r#"{"column":"n","operator":"~"}"#, r#"{"column":"n","operator":"==","value":1,"more":2}"#, r#"{"none":[]}"#]
    {
        assert!(serde_json::from_str::<Filter>(wrong).is_err(), "{wrong}");
    }
}
