//! Parts of lists.

use jiff::Timestamp;
use uuid::Uuid;

/// A part of a list to read, and its order.
#[derive(Clone, Copy, Debug)]
pub struct Page<Order> {
    /// The sort order.
    pub order: Order,
    /// The most rows to return.
    pub limit: i64,
    /// The number of rows to skip.
    pub offset: i64,
    /// Rows after the one created then with this id; used by orders that list the newest first, ignored by others.
    pub after: Option<(Timestamp, Uuid)>,
}

/// Rows of a list, in the order of its statement.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Window {
    /// The most rows to return.
    pub limit: i64,
    /// The number of rows to skip.
    pub offset: i64,
}

/// A part of a list that was read.
#[derive(Clone, Debug)]
pub struct Part<T> {
    /// Its rows.
    pub rows: Vec<T>,
    /// The number of rows in the whole list.
    pub count: i64,
}
