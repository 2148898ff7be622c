//! Page ranges, as messages and as the database name them.

use sisuiq_documents_db::document_ranges::{PageRange, RangeKey};
use sisuiq_events::Pages;
use sisuiq_model::{DocumentId, VersionKey};
use sisuiq_telemetry::TraceId;

/// The range that a message names.
pub(crate) fn of_message(message: &Pages) -> RangeKey {
    RangeKey {
        version: VersionKey { document: DocumentId(message.document_id), number: message.version },
        range: PageRange { first: number(message.first_page), last: number(message.last_page) },
    }
}

/// A message that names the range.
pub(crate) fn message(RangeKey { version, range }: RangeKey, trace_id: &TraceId) -> Pages {
    Pages {
        document_id: version.document.0,
        version: version.number,
        first_page: range.first.unsigned_abs(),
        last_page: range.last.unsigned_abs(),
        trace_id: Some(trace_id.to_string()),
    }
}

/// Splits a document into ranges of at most `length` pages.
pub(crate) fn split(page_count: u32, length: u32) -> Vec<PageRange> {
    let firsts = (1..=page_count).step_by(usize::try_from(length).unwrap_or(usize::MAX).max(1));
    firsts.map(|first| PageRange { first: number(first), last: number(page_count.min(first + length - 1)) }).collect()
}

/// A page number or a count of pages, as the database stores it.
pub(crate) fn number(page: u32) -> i32 {
    i32::try_from(page).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn split_covers_every_page_once() {
        let ranges = split(101, 40);
        assert_eq!(ranges, [(1, 40), (41, 80), (81, 101)].map(|(first, last)| PageRange { first, last }));
        assert_eq!(split(1, 40), [PageRange { first: 1, last: 1 }]);
    }
}
