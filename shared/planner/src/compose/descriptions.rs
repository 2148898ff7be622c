//! Descriptions of columns and of the table.

use super::{Calls, Composer, Use};
use crate::{
    plan::{Focus, PlannedCall},
    refusal::Refusal,
    words::Operation,
};
use sisuiq_frames::tools::{
    AnalyzeMissingPattern, CalculatePercentile, Call, DetectDataTypes, GetColumnCorrelationWithTarget,
    GetColumnStatistics, GetCorrelation, GetDateRange, GetGeoBounds, GetMissingValues, GetOutliers, GetSampleRows,
    GetTemporalPattern, GetUniqueValues, SummarizeCategoricalDistribution,
};

/// The number of rows of a sample unless another one is asked for: that of the tool.
const SAMPLED: usize = 5;

impl Composer<'_> {
    pub(super) fn described(&self, operation: Operation) -> Calls {
        match operation {
            Operation::Overview => self.table(|own| own.overview(Focus::Whole)),
            Operation::Types => self.table(|own| {
                PlannedCall::tool(Call::DetectDataTypes(DetectDataTypes { filter: own.filter() }), Focus::Whole)
            }),
            Operation::Bounds => self.table(|own| {
                PlannedCall::tool(Call::GetGeoBounds(GetGeoBounds { filter: own.filter() }), Focus::Whole)
            }),
            Operation::Missing => self.missing(),
            Operation::MissingPattern => {
                let column = self.one_column()?;
                let call = AnalyzeMissingPattern { column, filter: self.filter() };
                Ok(vec![PlannedCall::tool(Call::AnalyzeMissingPattern(call), Focus::Whole)])
            }
            Operation::Unique => {
                let column = self.one_column()?;
                let focus = if self.query.has(Operation::Count) { Focus::Distinct } else { Focus::Whole };
                let call = GetUniqueValues { column, filter: self.filter() };
                Ok(vec![PlannedCall::tool(Call::GetUniqueValues(call), focus)])
            }
            Operation::Period => self.period(),
            Operation::Outliers => {
                let column = self.one_number()?;
                let call = GetOutliers { column, multiplier: 1.5, filter: self.filter() };
                Ok(vec![PlannedCall::tool(Call::GetOutliers(call), Focus::Whole)])
            }
            Operation::Percentile => self.percentile(),
            Operation::Sample => {
                self.only(&[Use::Limit])?;
                let n = self.query.limit.unwrap_or(SAMPLED);
                let call = GetSampleRows { n, column: None, value: None, filter: self.filter() };
                Ok(vec![PlannedCall::tool(Call::GetSampleRows(call), Focus::Whole)])
            }
            Operation::Correlation => self.correlation(),
            Operation::CrossTab => self.cross_tab(),
            Operation::Distribution | Operation::Describe => self.distribution(operation),
            Operation::Compare => self.without_operation(),
            _ => Err(Refusal::no_operation()),
        }
    }

    /// A description of the whole table.
    fn table(&self, call: impl Fn(&Self) -> PlannedCall) -> Calls {
        self.only(&[])?;
        Ok(vec![call(self)])
    }

    /// The only column that is named, as a group or otherwise.
    fn one_column(&self) -> Result<String, Refusal> {
        self.only(&[Use::Columns(1), Use::Groups(1)])?;
        let names: Vec<&String> = self.query.columns.iter().chain(&self.query.groups).collect();
        match names.as_slice() {
            [name] => Ok((*name).clone()),
            [] => Err(Refusal::missing_column(self.vocabulary.names().take(10).map(str::to_owned).collect())),
            _ => Err(Refusal::several()),
        }
    }

    fn one_number(&self) -> Result<String, Refusal> {
        self.only(&[Use::Columns(1)])?;
        match (self.numbers().as_slice(), self.categories().as_slice()) {
            ([name], []) => Ok((*name).to_owned()),
            ([], [name, ..]) => Err(self.not_numeric(name)),
            _ => Err(self.no_number()),
        }
    }

    fn missing(&self) -> Calls {
        self.only(&[Use::Columns(1), Use::Extreme])?;
        let focus = match self.query.columns.first() {
            Some(name) if self.query.extreme.is_none() => Focus::Column(name.clone()),
            Some(_) => return Err(Refusal::several()),
            None => super::extreme_focus(self.query, Focus::Whole),
        };
        let call = GetMissingValues { filter: self.filter() };
        Ok(vec![PlannedCall::tool(Call::GetMissingValues(call), focus)])
    }

    fn period(&self) -> Calls {
        self.only(&[Use::Columns(1)])?;
        if let [name] = self.numbers().as_slice() {
            let call = GetColumnStatistics { column: (*name).to_owned(), filter: self.filter() };
            let focus = Focus::Figures(vec![Operation::Min, Operation::Max]);
            return Ok(vec![PlannedCall::tool(Call::GetColumnStatistics(call), focus)]);
        }
        if let Some(name) =
            self.categories().into_iter().find(|name| self.column(name).is_some_and(|own| !own.kind.is_temporal()))
        {
            return Err(Refusal::unfit(name, "날짜 열이 아닙니다.", "has no dates."));
        }
        let call = GetDateRange { column: self.time_column()?, filter: self.filter() };
        Ok(vec![PlannedCall::tool(Call::GetDateRange(call), Focus::Whole)])
    }

    pub(super) fn percentile(&self) -> Calls {
        self.only(&[Use::Columns(1), Use::Percent, Use::Extreme])?;
        let number = self.query.percent.filter(|number| (0.0..=100.0).contains(number)).ok_or_else(|| {
            Refusal::unsupported(
                "몇 번째 백분위수인지 0부터 100까지의 수로 적어 주세요.",
                "Write which percentile, from 0 to 100.",
            )
        })?;
        let [column] = self.query.columns.as_slice() else { return Err(self.no_number()) };
        if self.numbers().is_empty() {
            return Err(self.not_numeric(column));
        }
        // the largest tenth lies above the 90th percentile
        let percentile = match self.query.extreme {
            Some(extreme) if extreme.is_largest => 100.0 - number,
            _ => number,
        };
        let call = CalculatePercentile { column: column.clone(), percentile, filter: self.filter() };
        Ok(vec![PlannedCall::tool(Call::CalculatePercentile(call), Focus::Whole)])
    }

    fn correlation(&self) -> Calls {
        self.only(&[Use::Columns(8), Use::Extreme])?;
        if let Some(name) = self.categories().first() {
            return Err(self.not_numeric(name));
        }
        let names: Vec<String> = self.query.columns.clone();
        let (call, focus) = match names.as_slice() {
            [] if self.query.extreme.is_some() => return Err(self.no_number()),
            [] => (Call::GetCorrelation(GetCorrelation { columns: None, filter: self.filter() }), Focus::Whole),
            [name] => {
                let call = GetColumnCorrelationWithTarget { target_column: name.clone(), filter: self.filter() };
                (Call::GetColumnCorrelationWithTarget(call), super::extreme_focus(self.query, Focus::Whole))
            }
            _ if self.query.extreme.is_some() => return Err(Refusal::several()),
            _ => (Call::GetCorrelation(GetCorrelation { columns: Some(names), filter: self.filter() }), Focus::Whole),
        };
        Ok(vec![PlannedCall::tool(call, focus)])
    }

    fn cross_tab(&self) -> Calls {
        self.only(&[Use::Columns(2), Use::Groups(2)])?;
        let names: Vec<String> = self.groups().into_iter().chain(self.query.columns.iter().cloned()).collect();
        match names.as_slice() {
            [row, column] => Ok(vec![self.cross(row, column, self.query.has(Operation::Share))]),
            _ => Err(Refusal::missing_column(self.vocabulary.names().take(10).map(str::to_owned).collect())),
        }
    }

    /// The distribution of a column by its type.
    fn distribution(&self, operation: Operation) -> Calls {
        if self.query.columns.is_empty() && self.query.groups.is_empty() && operation == Operation::Describe {
            return self.table(|own| own.overview(Focus::Whole));
        }
        if self.query.columns.is_empty() && !self.open_units().is_empty() {
            return self.by_unit();
        }
        let column = self.one_column()?;
        let kind = self.column(&column).map(|own| own.kind);
        let filter = self.filter();
        let call = match kind {
            Some(kind) if kind.is_numeric() => Call::GetColumnStatistics(GetColumnStatistics { column, filter }),
            Some(kind) if kind.is_temporal() => Call::GetTemporalPattern(GetTemporalPattern { column, filter }),
            _ => Call::SummarizeCategoricalDistribution(SummarizeCategoricalDistribution { column, filter }),
        };
        Ok(vec![PlannedCall::tool(call, Focus::Whole)])
    }
}
