//! The use of datasets by conversations and batches: a dataset in use is not deleted.

use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::DatasetId;

/// The use of a dataset.
#[derive(Clone, Copy, Debug)]
pub struct DatasetUse {
    /// The dataset.
    pub id: DatasetId,
    /// The time at which the use ends by itself.
    pub until: Timestamp,
    /// The end of the use before.
    previous: Option<Timestamp>,
}

/// Notes that a dataset is in use until a moment; `None` when it is hidden or gone.
pub async fn begin(client: &impl GenericClient, id: DatasetId, until: Timestamp) -> Result<Option<DatasetUse>> {
    let sql = include_str!("../queries/dataset_uses/begin.sql");
    let begun =
        query::optional(client, sql, &[&id, &until], |row| Ok((row.try_get("used_until")?, row.try_get("previous")?)))
            .await?;
    Ok(begun.map(|(until, previous)| DatasetUse { id, until, previous }))
}

/// Ends a use before its time; `false` when another one began since, whose end counts.
pub async fn end(client: &impl GenericClient, ended: DatasetUse) -> Result<bool> {
    let sql = include_str!("../queries/dataset_uses/end.sql");
    let DatasetUse { id, until, previous } = ended;
    Ok(query::execute(client, sql, &[&id, &until, &previous]).await? == 1)
}
