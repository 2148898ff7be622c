//! Values that lie within several values of a coarser column: a district name that several provinces have. A figure of such a value is
//! one of all of them, and the answer says so.

use crate::{
    compose::aggregation,
    plan::{Focus, Invocation, PlannedCall},
    query::{Query, SharedValues},
    vocabulary::{Level, Vocabulary},
};
use sisuiq_frames::{
    filter::{AllOf, AnyOf, Condition, Filter, NotOf, Operator, Scalar},
    tools::{Call, GetValueCounts, GroupByAggregate},
};
use sisuiq_model::Text;

/// The number of values that a sentence lists.
const LISTED: usize = 6;
/// The number of coarser values that a breakdown lists.
const MOST: usize = 50;

/// The values of a query that lie within several values of a coarser column, unless the query says which.
pub(crate) fn values(query: &Query, vocabulary: &Vocabulary) -> Vec<SharedValues> {
    let conditions: Vec<&Condition> = query.conditions.iter().flat_map(conditions).collect();
    let named = |place: usize| vocabulary.column(place).map(|column| column.name.as_str()).unwrap_or_default();
    let is_grouped = |name: &str| query.groups.iter().chain(&query.columns).any(|own| own == name);
    // the coarser column is a group or one of its values a condition
    let is_told = |level: &&Level| {
        let is_chosen = |own: &&Condition| own.operator == Operator::Equal && own.column == named(level.coarse);
        is_grouped(named(level.coarse)) || conditions.iter().any(is_chosen)
    };
    let mut found: Vec<SharedValues> = Vec::new();
    for place in 0..vocabulary.columns.len() {
        let levels: Vec<&Level> = vocabulary.levels.iter().filter(|level| level.fine == place).collect();
        if levels.iter().any(is_told) {
            continue;
        }
        let wanted: Vec<&str> =
            conditions.iter().filter(|own| own.column == named(place)).flat_map(|own| texts(own)).collect();
        let of = |level: &&Level| SharedValues {
            column: named(place).to_owned(),
            within: named(level.coarse).to_owned(),
            values: listed(
                level
                    .shared
                    .iter()
                    .map(|(value, _)| value)
                    .filter(|own| wanted.is_empty() || wanted.contains(&own.as_str())),
            ),
            parents: listed(
                level.shared.iter().filter(|(own, _)| wanted.contains(&own.as_str())).flat_map(|(_, parents)| parents),
            ),
        };
        let all = levels.iter().map(of).filter(|own| !own.values.is_empty());
        let most = all.max_by_key(|own| (own.parents.len(), own.values.len()));
        found.extend(most.filter(|own| !wanted.is_empty() || is_grouped(&own.column)));
    }
    found
}

/// Different texts in their order.
fn listed<'a>(texts: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut all: Vec<String> = texts.cloned().collect();
    all.sort();
    all.dedup();
    all
}

/// All conditions of a filter.
fn conditions(filter: &Filter) -> Vec<&Condition> {
    match filter {
        Filter::Condition(own) => vec![own],
        Filter::All(AllOf { all }) => all.iter().flat_map(conditions).collect(),
        Filter::Any(AnyOf { any }) => any.iter().flat_map(conditions).collect(),
        Filter::Not(NotOf { not }) => conditions(not),
    }
}

/// The texts that a condition compares with.
fn texts(condition: &Condition) -> Vec<&str> {
    fn text(value: &Scalar) -> Option<&str> {
        if let Scalar::Text(text) = value { Some(text) } else { None }
    }
    match &condition.value {
        Some(Scalar::List(all)) => all.iter().filter_map(text).collect(),
        Some(value) => text(value).into_iter().collect(),
        None => Vec::new(),
    }
}

/// The call that lists the only figure of a plan by the coarser column.
pub(crate) fn breakdown(
    calls: &[PlannedCall],
    shared: &[SharedValues],
    filter: Option<&Filter>,
) -> Option<PlannedCall> {
    let ([call], [own]) = (calls, shared) else { return None };
    if own.parents.is_empty() {
        return None;
    }
    let (column, filter) = (own.within.clone(), filter.cloned());
    let Invocation::Tool(tool) = &call.invocation else { return None };
    let call = match (tool, &call.focus) {
        (Call::FilterDataframe(_), Focus::Rows) => Call::GetValueCounts(GetValueCounts { column, top_n: MOST, filter }),
        (Call::GetColumnStatistics(statistics), Focus::Figures(operations)) => {
            let [operation] = operations.as_slice() else { return None };
            Call::GroupByAggregate(GroupByAggregate {
                group_column: column,
                agg_column: statistics.column.clone(),
                operation: aggregation(*operation)?,
                group_unit: None,
                second_column: None,
                second_unit: None,
                having_operator: None,
                having_value: None,
                normalize: false,
                filter,
            })
        }
        _ => return None,
    };
    Some(PlannedCall::tool(call, Focus::Whole))
}

/// The sentence that says so. It has no figures.
pub(crate) fn sentence(shared: &SharedValues) -> Text {
    let SharedValues { column, within, values, parents } = shared;
    let names = |all: &[String]| {
        let first: Vec<String> = all.iter().take(LISTED).map(|name| format!("'{name}'")).collect();
        let rest = if all.len() > LISTED { [" 등", " and others"] } else { ["", ""] };
        rest.map(|rest| first.join(", ") + rest)
    };
    let ([korean, english], [korean_within, english_within]) = (names(values), names(parents));
    if parents.is_empty() {
        return Text::new(
            format!(
                "'{column}'의 {korean} 값은 여러 '{within}'에 있고, 이름이 같으면 한 그룹으로 합쳤습니다. 나누려면 '{within}'별 '{column}'별로 물어보세요."
            ),
            format!(
                "These values of '{column}' occur with several values of '{within}' and are one group each: {english}. To separate them, ask by '{within}' and '{column}'."
            ),
        );
    }
    Text::new(
        format!(
            "'{column}'의 {korean} 값은 여러 '{within}'에 있습니다: {korean_within}. 모두 합친 결과이니, 하나만 보려면 '{within}' 값을 함께 적어 주세요."
        ),
        format!(
            "{english} of '{column}' occurs with several values of '{within}': {english_within}. The figures are of all of them; name one to choose it."
        ),
    )
}
