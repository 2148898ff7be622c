//! Groups whose figure compares so with a number.

use super::{AGGREGATES, Calls, Composer, Use, aggregates::aggregation, aggregates::group_by};
use crate::{
    plan::{Focus, PlannedCall},
    query::Having,
    refusal::Refusal,
    words::Operation,
};
use sisuiq_frames::tools::{Aggregation, Call, GroupByAggregate};

/// The operations that only introduce the groups.
const INTRODUCING: [Operation; 4] = [Operation::Count, Operation::List, Operation::Unique, Operation::Describe];

impl Composer<'_> {
    pub(super) fn having(&self, having: Having, operations: &[Operation]) -> Calls {
        self.only(&[Use::Columns(2), Use::Groups(2), Use::Unit, Use::Having])?;
        let keys = self.keys()?;
        if !matches!(keys.len(), 1 | 2) {
            let mut candidates = self.names(|column| column.kind == sisuiq_frames::Kind::Text && !column.is_unique);
            candidates.truncate(10);
            let refusal = Refusal::unsupported(
                "무엇별로 나눈 값을 비교하는지 열 이름을 적어 주세요. 예: '사고가 10건 이상인 지역'.",
                "Name the column whose groups are compared, as in 'regions with more than 10 rows'.",
            );
            return Err(Refusal { candidates, ..refusal });
        }
        let statistics: Vec<Operation> = operations.iter().copied().filter(|own| AGGREGATES.contains(own)).collect();
        let is_introduced = operations.iter().all(|own| AGGREGATES.contains(own) || INTRODUCING.contains(own));
        // rows that are named beside the comparison are asked for themselves
        if !is_introduced || self.query.has_rows && self.query.has(Operation::Count) {
            return Err(Refusal::several());
        }
        let (column, operation) = match (having.of_rows, statistics.as_slice(), self.numbers().as_slice()) {
            (true, [], []) => (keys.first().map(|key| key.column.clone()), Some(Aggregation::Count)),
            (false, [operation], [name]) => (Some((*name).to_owned()), aggregation(*operation)),
            _ => return Err(Refusal::several()),
        };
        let (Some(column), Some(operation)) = (column, operation) else { return Err(Refusal::several()) };
        let call = GroupByAggregate {
            having_operator: Some(having.operator),
            having_value: Some(having.value),
            ..group_by(&keys, column, operation, self.filter())
        };
        let focus = if self.query.has(Operation::Count) { Focus::Distinct } else { Focus::Whole };
        Ok(vec![PlannedCall::tool(Call::GroupByAggregate(call), focus)])
    }
}
