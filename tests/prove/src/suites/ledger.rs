//! Comparison of usage counters with the ledger of model calls.

use world::World;

const NOT_SETTLED: &str = "SELECT count(*) FROM model_calls WHERE state <> 'settled'";
const NOT_WHAT_WAS_USED: &str = "SELECT count(*) FROM model_calls WHERE counted_tokens <> input_tokens + output_tokens";
/// Counters of days and months that differ from the sum of their calls, and calls without a counter.
const DIFFERING: &str = "WITH ledger AS ( \
        SELECT subjects.subject, spans.period, date_trunc(spans.period, reserved_at AT TIME ZONE 'UTC')::date AS starts_on, \
            sum(tries) AS requests, sum(counted_tokens) AS tokens, sum(counted_cost) AS cost \
        FROM model_calls \
        CROSS JOIN LATERAL (VALUES ('provider:' || provider), ('user:' || user_id)) AS subjects (subject) \
        CROSS JOIN (VALUES ('day'), ('month')) AS spans (period) \
        GROUP BY 1, 2, 3 \
    ) SELECT count(*) FROM ledger FULL JOIN model_usage AS counted USING (subject, period, starts_on) \
    WHERE (ledger.requests, ledger.tokens, ledger.cost) IS DISTINCT FROM (counted.requests, counted.tokens, counted.cost)";

/// Checks that no reservation is left and that all counters are exact.
pub(super) async fn is_exact(world: &World) -> Result<(), String> {
    let checks = [
        (NOT_SETTLED, "calls are not settled"),
        (NOT_WHAT_WAS_USED, "calls count otherwise than they used"),
        (DIFFERING, "counts differ from the ledger"),
    ];
    for (sql, what) in checks {
        let connection = world.database().connection().await.map_err(|error| error.to_string())?;
        let found = connection.query_one(sql, &[]).await.map_err(|error| error.to_string())?;
        let number: i64 = found.get(0);
        if number != 0 {
            return Err(format!("{number} {what}"));
        }
    }
    Ok(())
}
