//! Figures by year, month or weekday of a column of dates.

use super::{Calls, Composer, Use, all};
use crate::{
    plan::{Focus, PlannedCall},
    refusal::Refusal,
    words::{Operation, TimeUnit},
};
use sisuiq_frames::{
    filter::{Filter, Operator, Scalar},
    tools::{Call, GetTemporalPattern},
};

/// The maximum number of years that are computed one by one.
const MOST_YEARS: i16 = 20;

impl Composer<'_> {
    /// The numbers of rows by a unit of time.
    pub(super) fn by_unit(&self) -> Calls {
        self.only(&[Use::Columns(1), Use::Unit, Use::Extreme])?;
        let unit = self.open_unit().ok_or_else(Refusal::no_operation)?;
        if unit == TimeUnit::Hour {
            return Err(Refusal::unsupported(
                "시간대별 건수는 시간 열이 있을 때만 셀 수 있습니다.",
                "Counts by hour need a column of hours.",
            ));
        }
        if !self.numbers().is_empty() {
            return Err(no_sums());
        }
        let column = self.time_column()?;
        if self.query.columns.iter().any(|name| *name != column) {
            return Err(no_sums());
        }
        let call = GetTemporalPattern { column, filter: self.filter() };
        Ok(vec![PlannedCall::tool(Call::GetTemporalPattern(call), Focus::Unit(unit))])
    }

    /// Statistics of each year, one call for each.
    pub(super) fn by_year(&self, operations: &[Operation]) -> Calls {
        if self.open_unit() != Some(TimeUnit::Year) {
            return Err(no_sums());
        }
        self.only(&[Use::Columns(2), Use::Unit])?;
        let ([measure], categories) =
            (self.numbers().as_slice().to_owned().try_into().map_err(|_| Refusal::several())?, self.categories());
        let column = self.time_column()?;
        if categories.iter().any(|name| *name != column) || !self.query.groups.is_empty() {
            return Err(Refusal::several());
        }
        let [first, last] = self.column(&column).and_then(|own| own.years).ok_or_else(no_sums)?;
        if last - first >= MOST_YEARS {
            return Err(no_sums());
        }
        let bound =
            |operator, year: i16| Filter::of(column.clone(), operator, Some(Scalar::Text(format!("{year:04}-01-01"))));
        let call = |year: i16| {
            let own = [bound(Operator::GreaterOrEqual, year), bound(Operator::Less, year + 1)];
            let conditions = self.query.conditions.iter().cloned().chain(own).collect();
            super::aggregates::statistics(measure, operations, all(conditions))
        };
        Ok((first..=last).map(call).collect())
    }
}

fn no_sums() -> Refusal {
    Refusal::unsupported(
        "날짜 열에서 월별·요일별로는 건수만 셀 수 있습니다. 합계나 평균은 그런 단위의 열이 있거나 연도별일 때 구할 수 있습니다.",
        "By month and weekday of dates only rows can be counted. Sums and means need a column of that unit, or are by year.",
    )
}
