//! Numbers of rows by a unit of time of a column of dates.

use super::{Calls, Composer, Use, aggregates::group_by, extreme_focus};
use crate::{
    plan::{Focus, PlannedCall},
    refusal::Refusal,
    words::TimeUnit,
};
use sisuiq_frames::tools::{Aggregation, Call, GetTemporalPattern};

impl Composer<'_> {
    /// The numbers of rows by a unit of time.
    pub(super) fn by_unit(&self) -> Calls {
        self.only(&[Use::Columns(1), Use::Groups(1), Use::Unit, Use::Extreme, Use::Limit])?;
        let keys = self.keys()?;
        let [key] = keys.as_slice() else { return Err(Refusal::several()) };
        let Some(unit) = key.unit else { return Err(Refusal::no_operation()) };
        let (column, filter) = (key.column.clone(), self.filter());
        if self.query.limit.is_none() && matches!(unit, TimeUnit::Year | TimeUnit::Month | TimeUnit::Weekday) {
            let call = GetTemporalPattern { column, filter };
            return Ok(vec![PlannedCall::tool(Call::GetTemporalPattern(call), Focus::Unit(unit))]);
        }
        let call = group_by(&keys, column, Aggregation::Count, filter);
        Ok(vec![PlannedCall::tool(Call::GroupByAggregate(call), extreme_focus(self.query, Focus::Whole))])
    }
}
