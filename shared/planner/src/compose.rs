//! From what a question asks to calls of tools.
//!
//! Each branch names the parts of the query that it uses ([`Composer::only`]); a query with other parts is refused, so that no part
//! of a question is left out.

mod aggregates;
mod counts;
mod descriptions;
mod having;
mod keys;
mod over_time;
mod shares;

use crate::{
    plan::{Focus, PlannedCall},
    query::{Query, Remark},
    refusal::Refusal,
    vocabulary::{ColumnWords, Role, Vocabulary},
    words::Operation,
};
pub(crate) use aggregates::aggregation;
pub(crate) use keys::Key;
use sisuiq_frames::filter::{AllOf, Filter};

/// A part of a query.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Use {
    Columns(usize),
    Groups(usize),
    Unit,
    Limit,
    Percent,
    Extreme,
    Order,
    Base,
    Having,
}

/// A query that becomes calls.
pub(crate) struct Composer<'a> {
    pub(crate) query: &'a Query,
    pub(crate) vocabulary: &'a Vocabulary,
}

pub(crate) type Calls = Result<Vec<PlannedCall>, Refusal>;

pub(crate) const AGGREGATES: [Operation; 6] =
    [Operation::Mean, Operation::Sum, Operation::Min, Operation::Max, Operation::Median, Operation::Std];

/// The calls of a query.
pub(crate) fn compose(query: &Query, vocabulary: &Vocabulary) -> Calls {
    let composer = Composer { query, vocabulary };
    let operations: Vec<Operation> = composer.operations();
    let is_aggregate = |operation: &Operation| AGGREGATES.contains(operation);
    if let Some(having) = query.having {
        return composer.having(having, &operations);
    }
    match operations.as_slice() {
        [] => composer.without_operation(),
        all if all.iter().all(is_aggregate) => composer.aggregates(all),
        [Operation::Count] => composer.counts(),
        [Operation::Share] | [Operation::Share, Operation::Sum] | [Operation::Sum, Operation::Share] => {
            composer.share()
        }
        [Operation::List] => composer.list(),
        [Operation::Sort] => composer.sort(),
        [one] => composer.described(*one),
        _ => Err(Refusal::several()),
    }
}

/// The remark that equal months of several years are one group.
pub(crate) fn together(query: &Query, vocabulary: &Vocabulary) -> Option<Remark> {
    Composer { query, vocabulary }.together()
}

impl Composer<'_> {
    /// The operations without those that only go along with others.
    fn operations(&self) -> Vec<Operation> {
        let mut all = self.query.operations.clone();
        let has = |all: &[Operation], one: Operation| all.contains(&one);
        let mut drop = |with: &[Operation], goes: Operation| {
            if all.len() > 1 && all.iter().any(|own| with.contains(own)) {
                all.retain(|own| *own != goes);
            }
        };
        drop(&Operation::SHOWN, Operation::List);
        drop(
            &[Operation::Unique, Operation::Missing, Operation::Outliers, Operation::Overview, Operation::Distribution],
            Operation::Count,
        );
        drop(&[Operation::Distribution, Operation::CrossTab, Operation::Mean, Operation::Sum], Operation::Describe);
        drop(&[Operation::CrossTab, Operation::Missing], Operation::Share);
        drop(&[Operation::MissingPattern], Operation::Missing);
        drop(&[Operation::Types], Operation::Overview);
        drop(&[Operation::Share], Operation::Count);
        drop(&AGGREGATES, Operation::Compare);
        drop(&[Operation::Count, Operation::CrossTab, Operation::Distribution, Operation::Share], Operation::Compare);
        if self.query.is_total && self.total_is_sum(&all) {
            all.retain(|own| !matches!(own, Operation::Count | Operation::Compare));
            all.push(Operation::Sum);
        }
        if has(&all, Operation::Count)
            && all.len() > 1
            && all.iter().all(|own| AGGREGATES.contains(own) || *own == Operation::Count)
        {
            // "average count" names a column; without one it is refused by the aggregates
            all.retain(|own| *own == Operation::Count || AGGREGATES.contains(own));
        }
        all
    }

    /// "Total" asks for a sum of a column of numbers, if nothing else is asked of it.
    fn total_is_sum(&self, operations: &[Operation]) -> bool {
        let is_free = matches!(operations, [] | [Operation::Count | Operation::Compare]);
        is_free && !self.numbers().is_empty()
    }

    pub(crate) fn column(&self, name: &str) -> Option<&ColumnWords> {
        self.vocabulary.place(name).and_then(|place| self.vocabulary.column(place))
    }

    /// The columns of numbers that are asked about.
    pub(crate) fn numbers(&self) -> Vec<&str> {
        let names = self.query.columns.iter().map(String::as_str);
        names.filter(|name| self.column(name).is_some_and(|column| column.kind.is_numeric())).collect()
    }

    /// The other columns that are asked about.
    pub(crate) fn categories(&self) -> Vec<&str> {
        let names = self.query.columns.iter().map(String::as_str);
        names.filter(|name| self.column(name).is_some_and(|column| !column.kind.is_numeric())).collect()
    }

    pub(crate) fn is_count(&self, name: &str) -> bool {
        self.column(name).is_some_and(|column| column.roles.contains(&Role::Count))
    }

    /// The condition of all rows.
    pub(crate) fn filter(&self) -> Option<Filter> {
        all(self.query.conditions.clone())
    }

    /// An error if the query has other parts than these.
    pub(crate) fn only(&self, used: &[Use]) -> Result<(), Refusal> {
        let query = self.query;
        let most = |of: fn(&Use) -> Option<usize>| used.iter().filter_map(of).max().unwrap_or_default();
        let columns = most(|used| if let Use::Columns(most) = used { Some(*most) } else { None });
        let groups = most(|used| if let Use::Groups(most) = used { Some(*most) } else { None });
        let has = |one: Use| used.contains(&one);
        let named_groups = self.groups().len();
        let is_open = !self.open_units().is_empty();
        let faults: [(bool, String); 9] = [
            (query.columns.len() > columns, query.columns.join(", ")),
            (named_groups > groups, self.groups().join(", ")),
            (is_open && !has(Use::Unit), "시간 단위 / unit of time".to_owned()),
            (query.limit.is_some() && !has(Use::Limit), format!("{}", query.limit.unwrap_or_default())),
            (query.percent.is_some() && !has(Use::Percent), format!("{}%", query.percent.unwrap_or_default())),
            (query.extreme.is_some() && !has(Use::Extreme), "가장 · 상위 / most · top".to_owned()),
            (query.ascending.is_some() && !has(Use::Order), "정렬 순서 / order".to_owned()),
            (query.base.is_some() && !has(Use::Base), "중 / among".to_owned()),
            (query.having.is_some() && !has(Use::Having), "그룹의 비교 / comparison of groups".to_owned()),
        ];
        let unfit: Vec<String> = faults.into_iter().filter(|(is, _)| *is).map(|(_, words)| words).collect();
        if unfit.is_empty() {
            return Ok(());
        }
        let listed = crate::refusal::quoted(&unfit);
        let refusal = Refusal::unsupported(
            &format!("질문의 {listed} 부분을 이 계산과 함께 쓸 수 없습니다. 나누어 물어보세요."),
            &format!("{listed} cannot be combined with this operation. Ask separately."),
        );
        Err(Refusal { words: unfit, ..refusal })
    }

    /// The only column of times, or the one that is named.
    pub(crate) fn time_column(&self) -> Result<String, Refusal> {
        let is_time = |name: &&String| self.column(name).is_some_and(|column| column.kind.is_temporal());
        if let Some(name) = self.query.columns.iter().chain(&self.query.groups).find(is_time) {
            return Ok(name.clone());
        }
        let names: Vec<String> = self.names(|column| column.kind.is_temporal());
        match names.as_slice() {
            [name] => Ok(name.clone()),
            [] => Err(Refusal::unsupported("이 데이터에는 날짜 열이 없습니다.", "The data have no column of dates.")),
            _ => Err(Refusal::ambiguous("날짜 / date", names)),
        }
    }

    /// The names of columns that fulfil a condition.
    pub(crate) fn names(&self, is: impl Fn(&ColumnWords) -> bool) -> Vec<String> {
        self.vocabulary.columns.iter().filter(|column| is(column)).map(|column| column.name.clone()).collect()
    }

    /// The refusal of a column without numbers.
    pub(crate) fn not_numeric(&self, name: &str) -> Refusal {
        Refusal::not_numeric(name, self.column(name).and_then(|column| column.others.as_ref()))
    }

    pub(crate) fn no_number(&self) -> Refusal {
        // means of coordinates and codes are computed if they are named; nothing suggests them
        let mut names = self.names(|column| column.is_measure);
        if names.is_empty() {
            names = self.names(|column| column.kind.is_numeric());
        }
        names.truncate(10);
        Refusal::missing_column(names)
    }
}

/// Conditions that all hold.
pub(crate) fn all(mut conditions: Vec<Filter>) -> Option<Filter> {
    if conditions.len() > 1 { Some(Filter::All(AllOf { all: conditions })) } else { conditions.pop() }
}

/// The focus on the largest or smallest groups.
pub(crate) fn extreme_focus(query: &Query, otherwise: Focus) -> Focus {
    let count = query.limit.unwrap_or(1);
    match query.extreme {
        Some(extreme) if extreme.is_largest => Focus::Largest(count),
        Some(_) => Focus::Smallest(count),
        None => otherwise,
    }
}
