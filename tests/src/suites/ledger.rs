//! Whether what was counted of language models is what their calls used.

use crate::world::World;

const NOT_SETTLED: &str = "SELECT count(*) FROM model_calls WHERE state <> 'settled'";
/// Counts of days that differ from the sum of their calls, and calls without a count.
const DIFFERING: &str = "WITH ledger AS ( \
        SELECT 'provider:' || provider AS subject, (reserved_at AT TIME ZONE 'UTC')::date AS day, sum(tries) AS requests, \
            sum(counted_tokens) AS tokens, sum(counted_cost) AS cost FROM model_calls GROUP BY 1, 2 \
        UNION ALL SELECT 'user:' || user_id, (reserved_at AT TIME ZONE 'UTC')::date, sum(tries), sum(counted_tokens), \
            sum(counted_cost) FROM model_calls GROUP BY 1, 2 \
    ) SELECT count(*) FROM ledger \
    FULL JOIN (SELECT * FROM model_usage WHERE period = 'day') AS counted \
        ON counted.subject = ledger.subject AND counted.starts_on = ledger.day \
    WHERE (ledger.requests, ledger.tokens, ledger.cost) IS DISTINCT FROM (counted.requests, counted.tokens, counted.cost)";

/// Insists that nothing stays set aside and that counts are exact.
pub(super) async fn is_exact(world: &World) -> Result<(), String> {
    for (sql, what) in [(NOT_SETTLED, "calls are not settled"), (DIFFERING, "counts differ from the ledger")] {
        let connection = world.database().connection().await.map_err(|error| error.to_string())?;
        let found = connection.query_one(sql, &[]).await.map_err(|error| error.to_string())?;
        let number: i64 = found.get(0);
        if number != 0 {
            return Err(format!("{number} {what}"));
        }
    }
    Ok(())
}
