//! Upload, deletion and columnar copies of datasets, for the functions that offer them.

mod copies;
mod deletion;
mod direct;
mod link;
mod rows_url;
mod state;
mod upload;

pub use copies::{Copies, OpenError, TableCopy};
pub use deletion::{Deletion, hide};
pub use direct::{Direct, SentTable, finished, take};
pub use link::{OpenedLink, no_link, open_link};
pub use rows_url::{LONGEST_FILTER, LONGEST_NUMBERS, rows_url};
pub use state::Datasets;
pub use upload::{AnnouncedTable, TableUploadOut, promise};

use sisuiq_analytics::Kind;
use sisuiq_identity::Caller;
use sisuiq_model::{Capability, DocumentAccess};

/// The longest name of a dataset, in Unicode scalar values.
pub const LONGEST_NAME: usize = 255;

/// The name of a dataset: the given one, or the file's name without its ending.
#[must_use]
pub fn dataset_name(said: Option<&str>, file_name: &str) -> String {
    let said = said.map(str::trim).filter(|name| !name.is_empty());
    let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem).trim();
    said.unwrap_or(stem).chars().take(LONGEST_NAME).collect()
}

/// The access to a new dataset: everyone for administrators, private for others.
fn access(caller: &Caller) -> DocumentAccess {
    if caller.administers(Capability::TablesManage) { DocumentAccess::Everyone } else { DocumentAccess::Owner }
}

/// The one content type that a table is uploaded with.
const fn content_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Csv => "text/csv",
        Kind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
}

#[cfg(test)]
mod tests {
    use super::dataset_name;

    #[test]
    fn dataset_name_defaults_to_file_name() {
        assert_eq!(dataset_name(None, "outages 2024.csv"), "outages 2024");
        assert_eq!(dataset_name(Some("  "), "outages.xlsx"), "outages");
        assert_eq!(dataset_name(Some(" Grid "), "outages.xlsx"), "Grid");
    }
}
