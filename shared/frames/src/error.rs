//! Errors of stored tables.

/// The reason why a columnar copy cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    /// Its bytes are not those that were written.
    #[error("the columnar copy is damaged: {0}")]
    Damaged(&'static str),
    /// It was written by another version of the product.
    #[error("the columnar copy has version {0}, which is not supported")]
    Version(u16),
    /// The table exceeds a limit of the format.
    #[error("the table is too large for a columnar copy: {0}")]
    TooLarge(&'static str),
    /// There is no such column.
    #[error("the table has no column {0}")]
    NoColumn(usize),
    /// Reading or writing failed.
    #[error("the columnar copy could not be read or written")]
    Io(#[from] std::io::Error),
}
