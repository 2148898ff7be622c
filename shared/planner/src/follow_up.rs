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
    let is_elliptical = is_bare && !query.has_rows && !query.has_columns && !query.is_total && query.limit.is_none();
    match previous {
        None if is_follow_up && is_elliptical => {
            let text = Text::new(
                "이어지는 질문으로 보이지만 앞선 질문이 없습니다. 전체 질문을 적어 주세요.",
                "This seems to continue a question, but there is none before. Write the whole question.",
            );
            Err(Refusal::new(RefusalKind::NoPrevious, text))
        }
        Some(previous) if is_elliptical || is_follow_up => Ok(changed(previous, query, is_elliptical)),
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
    let (groups, unit) = if has_groups { (query.groups, query.unit) } else { (previous.groups.clone(), previous.unit) };
    // columns that only grouped a count give way to the new groups
    let columns = previous.columns.clone();
    Query { conditions, groups, unit, columns, base: None, remarks: query.remarks, ..previous.clone() }
}

fn column(filter: &Filter) -> Option<&str> {
    match filter {
        Filter::Condition(Condition { column, .. }) => Some(column),
        Filter::Not(not) => column(&not.not),
        _ => None,
    }
}
