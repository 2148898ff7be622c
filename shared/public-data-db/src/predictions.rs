//! Predictions of the severity of accidents.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sisuiq_accidents::{Estimate, Interval};
use sisuiq_db::{Connection, Filters, GenericClient, List, Result, SortOrder, query};
use sisuiq_model::{AccidentSeverity, Page, PredictionId, UserId};
use tokio_postgres::Row;

/// The figures of a prediction.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
pub struct Figures {
    /// The output of the model: `log1p(ECLO)`.
    pub raw: f64,
    /// ECLO.
    pub eclo: f64,
    /// The interval of ECLO, if the model has one.
    pub interval: Option<StoredInterval>,
    /// The class of severity.
    pub severity: AccidentSeverity,
}

/// An interval of ECLO.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
pub struct StoredInterval {
    /// The lower end.
    pub lower: f64,
    /// The upper end.
    pub upper: f64,
    /// The share of accidents within such an interval.
    pub level: f64,
}

/// A stored prediction.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredPrediction {
    /// Its id.
    pub id: PredictionId,
    /// The version of the model.
    pub model_version: String,
    /// True if the model learned from invented data.
    pub demo: bool,
    /// The accident, complete, with English names.
    pub input: Value,
    /// The figures.
    pub figures: Figures,
    /// Time of creation.
    pub created_at: Timestamp,
}

impl From<Estimate> for Figures {
    fn from(Estimate { raw, eclo, interval, severity }: Estimate) -> Self {
        let interval = interval.map(|Interval { lower, upper, level }| StoredInterval { lower, upper, level });
        Self { raw, eclo, interval, severity: severity.into() }
    }
}

/// Stores a prediction of an account.
pub async fn insert(client: &impl GenericClient, owner: UserId, new: &StoredPrediction) -> Result<()> {
    let StoredPrediction { id, model_version, demo, input, figures, created_at } = new;
    let Figures { raw, eclo, interval, severity } = figures;
    let lower = interval.map(|interval| interval.lower);
    let upper = interval.map(|interval| interval.upper);
    let level = interval.map(|interval| interval.level);
    let parameters: query::Parameters<'_> =
        &[id, &owner, model_version, demo, input, raw, eclo, &lower, &upper, &level, severity, created_at];
    let sql = include_str!("../queries/predictions/insert.sql");
    query::exactly("predictions/insert", 1, query::execute(client, sql, parameters).await?)
}

/// The account's predictions, newest first.
#[must_use]
pub fn list_owned<'a>(owner: &'a UserId, page: &'a Page<()>) -> List<'a, StoredPrediction> {
    let newest = SortOrder::with_cursor("created_at DESC, id DESC", "created_at, id");
    Filters::new([owner]).list(include_str!("../queries/predictions/list_owned.sql"), page, newest, decode)
}

/// A prediction, if it is this account's.
pub async fn find_owned(
    client: &impl GenericClient,
    id: PredictionId,
    owner: UserId,
) -> Result<Option<StoredPrediction>> {
    let sql = include_str!("../queries/predictions/find_owned.sql");
    query::optional(client, sql, &[&id, &owner], decode).await
}

/// Deletes predictions from before a time, the oldest first, at most `most`. Returns their number.
pub async fn delete_before(connection: &Connection, before: Timestamp, most: i64) -> Result<u64> {
    let sql = include_str!("../queries/predictions/delete_before.sql");
    query::execute(connection, sql, &[&before, &most]).await
}

fn decode(row: &Row) -> Result<StoredPrediction> {
    Ok(StoredPrediction {
        id: row.try_get("id")?,
        model_version: row.try_get("model_version")?,
        demo: row.try_get("demo")?,
        input: row.try_get("input")?,
        figures: Figures {
            raw: row.try_get("raw")?,
            eclo: row.try_get("eclo")?,
            interval: interval(row)?,
            severity: row.try_get("severity")?,
        },
        created_at: row.try_get("created_at")?,
    })
}

fn interval(row: &Row) -> Result<Option<StoredInterval>> {
    let ends: (Option<f64>, Option<f64>) = (row.try_get("lower")?, row.try_get("upper")?);
    let level: Option<f64> = row.try_get("level")?;
    Ok(match (ends, level) {
        ((Some(lower), Some(upper)), Some(level)) => Some(StoredInterval { lower, upper, level }),
        _ => None,
    })
}
