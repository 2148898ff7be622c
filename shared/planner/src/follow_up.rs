//! Questions that continue the one before.

use crate::{
    query::Query,
    refusal::{Refusal, RefusalKind},
    words::Operation,
};
use sisuiq_frames::filter::{Condition, Filter};
use sisuiq_model::Text;

/// What a question asks together with the one before. A question continues another if it begins with words that say so, or if it names
/// groups or conditions only.
pub(crate) fn merged(query: Query, is_follow_up: bool, previous: Option<&Query>) -> Result<Query, Refusal> {
    let is_bare = query.operations.iter().all(|own| *own == Operation::List)
        && query.columns.is_empty()
        && query.extreme.is_none();
    let has_change = !query.conditions.is_empty()
        || !query.groups.is_empty()
        || query.unit.is_some()
        || query.having.is_some_and(|having| having.of_rows);
    let is_elliptical =
        has_change && is_bare && !query.has_rows && !query.has_columns && !query.is_total && query.limit.is_none();
    match previous {
        None if is_follow_up && is_bare => {
            let text = Text::new(
                "이어지는 질문으로 보이지만 앞선 질문이 없습니다. 전체 질문을 적어 주세요.",
                "This seems to continue a question, but there is none before. Write the whole question.",
            );
            Err(Refusal::new(RefusalKind::NoPrevious, text))
        }
        Some(previous) if is_elliptical || is_follow_up && !is_bare => Ok(changed(previous, query, is_elliptical)),
        _ => Ok(query),
    }
}

fn changed(previous: &Query, query: Query, is_elliptical: bool) -> Query {
    let mut conditions = previous.conditions.clone();
    // a condition on the same column replaces the one before
    let columns: Vec<&str> = query.conditions.iter().filter_map(column).collect();
    conditions.retain(|own| column(own).is_none_or(|own| !columns.contains(&own)));
    conditions.extend(query.conditions.iter().cloned());
    if !is_elliptical {
        return Query { conditions, base: None, ..query };
    }
    let has_groups = !query.groups.is_empty() || query.unit.is_some();
    let (groups, unit, second_unit) = if has_groups {
        (query.groups, query.unit, query.second_unit)
    } else {
        (previous.groups.clone(), previous.unit, previous.second_unit)
    };
    let having = query.having.or(previous.having);
    // columns that only grouped a count give way to the new groups
    let columns = previous.columns.clone();
    Query {
        conditions,
        groups,
        unit,
        second_unit,
        having,
        columns,
        base: None,
        remarks: query.remarks,
        ..previous.clone()
    }
}

fn column(filter: &Filter) -> Option<&str> {
    match filter {
        Filter::Condition(Condition { column, .. }) => Some(column),
        Filter::Not(not) => column(&not.not),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sisuiq_frames::filter::Operator;

    fn condition(column: &str) -> Filter {
        Filter::of(column, Operator::IsMissing, None)
    }

    #[test]
    fn questions_without_a_change_continue_nothing() {
        let previous = Query { operations: vec![Operation::Count], ..Query::default() };
        let found = merged(Query::default(), false, Some(&previous)).unwrap();
        assert_eq!(found, Query::default(), "a greeting does not repeat the answer");
        assert_eq!(merged(Query::default(), true, None).unwrap_err().kind, RefusalKind::NoPrevious);
    }

    #[test]
    fn conditions_replace_those_of_their_column() {
        let previous = Query {
            operations: vec![Operation::Count],
            conditions: vec![condition("a"), condition("b")],
            ..Query::default()
        };
        let query = Query { conditions: vec![condition("b"), condition("c")], ..Query::default() };
        let found = merged(query, false, Some(&previous)).unwrap();
        assert_eq!(found.operations, [Operation::Count]);
        assert_eq!(found.conditions, ["a", "b", "c"].map(condition));
    }

    #[test]
    fn whole_questions_stand_alone() {
        let previous = Query { conditions: vec![condition("a")], ..Query::default() };
        let query = Query { operations: vec![Operation::Mean], columns: vec!["n".to_owned()], ..Query::default() };
        assert_eq!(merged(query.clone(), false, Some(&previous)).unwrap(), query);
        assert_eq!(merged(query, true, Some(&previous)).unwrap().conditions, [condition("a")]);
    }
}
