//! Parts of lists.

use jiff::Timestamp;
use uuid::Uuid;

/// Which part of a list, and in which order.
#[derive(Clone, Copy, Debug)]
pub struct Page<Order> {
    /// What it is sorted by.
    pub order: Order,
    /// At most so many.
    pub limit: i64,
    /// After so many.
    pub offset: i64,
    /// After the row that was made then and has this id; for the newest first, and otherwise without effect.
    pub after: Option<(Timestamp, Uuid)>,
}

/// A part of a list.
#[derive(Clone, Debug)]
pub struct Part<T> {
    /// Its rows.
    pub rows: Vec<T>,
    /// How many there are in all.
    pub count: i64,
}
