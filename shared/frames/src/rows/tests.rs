use super::{RowPage, RowQuery};
use crate::{testing::frame, tools::ToolError};

fn run(query: &str) -> Result<RowPage, ToolError> {
    let frame = frame("a,b,c\nx,2,1\ny,,2\nx,1,3\ny,2,4\n,2,5\n");
    serde_json::from_str::<RowQuery>(query).unwrap().run(&frame)
}

fn numbers(query: &str) -> Vec<u32> {
    run(query).unwrap().row_numbers
}

#[test]
fn sorting_is_stable_with_missing_values_last() {
    assert_eq!(numbers("{}"), [0, 1, 2, 3, 4]);
    assert_eq!(numbers(r#"{"sort":[{"column":"b"}]}"#), [2, 0, 3, 4, 1]);
    assert_eq!(numbers(r#"{"sort":[{"column":"b","descending":true}]}"#), [0, 3, 4, 2, 1]);
    assert_eq!(numbers(r#"{"sort":[{"column":"a"},{"column":"b","descending":true}]}"#), [0, 2, 3, 1, 4]);
}

#[test]
fn pages_have_the_total() {
    let page = run(r#"{"filter":{"column":"b","operator":"==","value":2},"sort":[{"column":"c","descending":true}],"offset":1,"limit":1,"columns":["c"]}"#).unwrap();
    assert_eq!((page.total, page.row_numbers.as_slice()), (3, &[3][..]));
    assert_eq!(serde_json::to_string(&page.rows).unwrap(), "[[4]]");
    assert_eq!(numbers(r#"{"offset":9}"#), [0_u32; 0]);
    assert_eq!(numbers(r#"{"limit":0,"sort":[{"column":"b"}]}"#), [0_u32; 0]);
}

#[test]
fn unfit_queries_are_errors() {
    assert!(matches!(run(r#"{"limit":5001}"#), Err(ToolError::OutOfRange { .. })));
    assert!(matches!(run(r#"{"columns":["q"]}"#), Err(ToolError::UnknownColumn { .. })));
    assert!(matches!(run(r#"{"sort":[{"column":"q"}]}"#), Err(ToolError::UnknownColumn { .. })));
    assert!(serde_json::from_str::<RowQuery>(r#"{"size":1}"#).is_err());
}
