//! Spend of language models.

mod days;
mod users;

use jiff::{civil::Date, tz::TimeZone};
use world::World;

/// Adds usage on a day to the counters of the day and of its month.
const USED: &str = "INSERT INTO model_usage (subject, period, starts_on, user_id, requests, tokens, cost) \
    SELECT counted.subject, span.period, date_trunc(span.period, $2::date)::date, counted.user_id, 1, 1000, $3::bigint \
    FROM (VALUES ('provider:anthropic', NULL::uuid), ('user:' || $1::uuid, $1)) AS counted (subject, user_id) \
    CROSS JOIN (VALUES ('day'), ('month')) AS span (period) \
    ON CONFLICT (subject, period, starts_on) DO UPDATE SET \
        requests = model_usage.requests + 1, tokens = model_usage.tokens + 1000, cost = model_usage.cost + excluded.cost";

/// The current day in the world.
fn today(world: &World) -> Date {
    world.clock().now().to_zoned(TimeZone::UTC).date()
}
