//! Errors of reading tables.

/// The reason why a table cannot be read. Each message can be shown to the user. The same file fails again, except that a
/// timeout may depend on other load.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum TableError {
    /// The file ends early, or reading it fails.
    #[error("The file is incomplete. Export or download it again.")]
    Broken,
    /// Too many bytes.
    #[error("The file has {bytes} bytes; at most {limit} are accepted.")]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// The most.
        limit: u64,
    },
    /// There is no row.
    #[error("The table is empty: it needs a header row and data.")]
    Empty,
    /// There is nothing but a header.
    #[error("The table has a header row but no data.")]
    NoRows,
    /// All rows are in quotation marks as a whole.
    #[error(
        "Each row is in quotation marks as a whole, which makes it a single cell. Remove the marks at the beginning and end of each line."
    )]
    QuotedLines,
    /// Only hidden sheets hold something.
    #[error("Only hidden sheets of the workbook hold data. Show the sheet in the spreadsheet program, or name it.")]
    HiddenSheets,
    /// The user's corrections do not fit the table.
    #[error("The table does not fit the chosen columns or formats: {0}.")]
    Mapping(String),
    /// Too many rows.
    #[error("The table has more than {0} rows.")]
    TooManyRows(u64),
    /// Too many columns.
    #[error("The table has more than {0} columns.")]
    TooManyColumns(usize),
    /// Too many cells.
    #[error("The table has more than {0} cells.")]
    TooManyCells(u64),
    /// A cell is too long.
    #[error("A cell in row {row} is longer than {limit} bytes.")]
    TooLongCell {
        /// Its row in the file, from 1.
        row: u64,
        /// The most bytes.
        limit: usize,
    },
    /// It is no text.
    #[error("The file is not text. Save the table as CSV in UTF-8.")]
    NotText,
    /// It is no workbook.
    #[error("The file is not an XLSX workbook.")]
    NotAWorkbook,
    /// The workbook has a password or an older format.
    #[error("The workbook is password-protected or in an older format. Save it as XLSX without a password.")]
    Encrypted,
    /// The workbook cannot be read.
    #[error("The workbook is damaged. Save it again as XLSX or CSV.")]
    Damaged,
    /// The unpacked workbook exceeds a limit.
    #[error("The unpacked workbook is too large: {0}.")]
    Bomb(&'static str),
    /// Reading it needed more than a table may, or broke the reader.
    #[error("The table cannot be read. Saving it as CSV often helps.")]
    Unreadable,
    /// Reading it took longer than a table may.
    #[error("Reading the table took too long. Saving it as CSV often helps.")]
    TookTooLong,
}

impl TableError {
    /// A stable code for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Broken => "broken_off",
            Self::TooLarge { .. } => "too_large",
            Self::Empty => "empty",
            Self::NoRows => "no_rows",
            Self::QuotedLines => "quoted_lines",
            Self::HiddenSheets => "hidden_sheets",
            Self::Mapping(_) => "wrong_mapping",
            Self::TooManyRows(_) => "too_many_rows",
            Self::TooManyColumns(_) => "too_many_columns",
            Self::TooManyCells(_) => "too_many_cells",
            Self::TooLongCell { .. } => "too_long_cell",
            Self::NotText => "not_text",
            Self::NotAWorkbook => "not_a_workbook",
            Self::Encrypted => "encrypted",
            Self::Damaged => "damaged",
            Self::Bomb(_) => "expands_too_much",
            Self::Unreadable => "unreadable",
            Self::TookTooLong => "took_too_long",
        }
    }
}

impl From<std::io::Error> for TableError {
    fn from(_: std::io::Error) -> Self {
        Self::Broken
    }
}
