//! The recorded changes of row counts, summed up.

use sisuiq_admin_db::{document_counts, row_counts};
use sisuiq_db::{Connection, DatabaseError};

/// Replaces the changes by their sums.
pub(crate) async fn sum_up(connection: &Connection) -> Result<(), DatabaseError> {
    row_counts::sum_up(connection).await?;
    document_counts::sum_up(connection).await
}
