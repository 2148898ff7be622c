//! Shares of rows and of sums.

use super::{Calls, Composer, Key, Use, aggregates::group_by, aggregates::which_operation, all, counts::matching};
use crate::{
    plan::{Focus, PlannedCall},
    refusal::Refusal,
    words::{Operation, TimeUnit},
};
use sisuiq_frames::{
    filter::{Filter, Operator},
    tools::{Aggregation, Call, GroupByAggregate},
};

impl Composer<'_> {
    /// The share of rows that fulfil a condition, or of each group.
    pub(super) fn share(&self) -> Calls {
        if let [name, ..] = self.numbers().as_slice() {
            return self.share_of_sum(name);
        }
        let keys = self.keys()?;
        match keys.as_slice() {
            [Key { column, unit: None }] => return self.value_counts(column, Focus::Share),
            [Key { column, unit: Some(unit) }]
                if self.query.limit.is_some() || matches!(unit, TimeUnit::Quarter | TimeUnit::Hour) =>
            {
                self.only(&[Use::Columns(1), Use::Groups(1), Use::Unit])?;
                return Ok(vec![self.shared(&keys, column.clone(), Aggregation::Count)]);
            }
            [Key { unit: Some(_), .. }] => return self.by_unit(),
            [row, column] if row.unit.is_none() && column.unit.is_none() => {
                self.only(&[Use::Columns(2), Use::Groups(2)])?;
                return Ok(vec![self.cross(&row.column, &column.column, true)]);
            }
            [first, _] => {
                self.only(&[Use::Columns(2), Use::Groups(2), Use::Unit])?;
                return Ok(vec![self.shared(&keys, first.column.clone(), Aggregation::Count)]);
            }
            _ => {}
        }
        self.only(&[Use::Base])?;
        let conditions = self.query.conditions.clone();
        if conditions.len() - self.query.base.unwrap_or_default() != 1 {
            return Err(share_of_what());
        }
        let call = matching(conditions).ok_or_else(Refusal::no_operation)?;
        Ok(vec![PlannedCall::tool(call, Focus::Share)])
    }

    /// The share of each group in the sum of a column that counts something, or that of the rows that fulfil a condition.
    fn share_of_sum(&self, name: &str) -> Calls {
        if !self.is_count(name) && !self.query.has(Operation::Sum) && !self.query.is_total {
            return Err(which_operation(name));
        }
        let keys = self.keys()?;
        if !keys.is_empty() {
            self.only(&[Use::Columns(3), Use::Groups(2), Use::Unit, Use::Extreme])?;
            // shares are said from the largest one on
            if self.query.extreme.is_some_and(|extreme| !extreme.is_largest) {
                return Err(Refusal::several());
            }
            return match (self.numbers().len(), keys.len()) {
                (1, 1 | 2) => Ok(vec![self.shared(&keys, name.to_owned(), Aggregation::Sum)]),
                _ => Err(Refusal::several()),
            };
        }
        self.only(&[Use::Columns(1), Use::Base])?;
        let mut conditions = self.query.conditions.clone();
        let is_one = conditions.len() - self.query.base.unwrap_or_default() == 1;
        let own = conditions.pop().filter(|_| is_one);
        let Some(Filter::Condition(own)) = own else { return Err(share_of_what()) };
        let (Operator::Equal, Some(value)) = (own.operator, own.value) else { return Err(share_of_what()) };
        let keys = [Key { column: own.column, unit: None }];
        let call = group_by(&keys, name.to_owned(), Aggregation::Sum, all(conditions));
        let call = GroupByAggregate { normalize: true, ..call };
        Ok(vec![PlannedCall::tool(Call::GroupByAggregate(call), Focus::Group(value.text()))])
    }

    fn shared(&self, keys: &[Key], name: String, operation: Aggregation) -> PlannedCall {
        let call = GroupByAggregate { normalize: true, ..group_by(keys, name, operation, self.filter()) };
        PlannedCall::tool(Call::GroupByAggregate(call), Focus::Share)
    }
}

fn share_of_what() -> Refusal {
    Refusal::unsupported(
        "무엇에 대한 비율인지 적어 주세요. 예: '대구 사고 중 야간 비율'.",
        "Say of what the share is, for example 'share of X among Y', with one condition for X.",
    )
}
