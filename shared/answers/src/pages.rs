//! Caches split pages across questions, because splitting takes most of the time.

use crate::cut::CutPage;
use quick_cache::{Weighter, sync::Cache};
use std::{fmt, sync::Arc};

/// The size of the cache in bytes; about 3,000 pages.
const MOST_BYTES: u64 = 32 * 1_024 * 1_024;
/// The size of a page with dense text, in bytes.
const DENSE_PAGE: u64 = 8 * 1_024;

/// A cache of split pages with their text as the key, at most 32 MiB. Clones share it.
///
/// A changed page has another key, so entries are never stale.
#[derive(Clone)]
pub struct Pages(Arc<Cache<Box<str>, Arc<CutPage>, Bytes>>);

#[derive(Clone)]
struct Bytes;

impl Weighter<Box<str>, Arc<CutPage>> for Bytes {
    fn weight(&self, text: &Box<str>, page: &Arc<CutPage>) -> u64 {
        u64::try_from(text.len() + page.size()).unwrap_or(u64::MAX)
    }
}

impl Default for Pages {
    fn default() -> Self {
        Self::within(MOST_BYTES)
    }
}

impl fmt::Debug for Pages {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pages").field("kept", &self.0.len()).field("bytes", &self.0.weight()).finish()
    }
}

impl Pages {
    fn within(bytes: u64) -> Self {
        let number = usize::try_from(bytes / DENSE_PAGE).unwrap_or_default();
        Self(Arc::new(Cache::with_weighter(number, bytes, Bytes)))
    }

    /// The split page with this text.
    pub(crate) fn cut(&self, text: &str) -> Arc<CutPage> {
        if let Some(page) = self.0.get(text) {
            return page;
        }
        let page = Arc::new(CutPage::new(text));
        self.0.insert(text.into(), Arc::clone(&page));
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_cut_once_while_its_text_remains() {
        let pages = Pages::default();
        let first = pages.cut("The vision.");
        assert!(Arc::ptr_eq(&first, &pages.clone().cut("The vision.")));
        assert!(!Arc::ptr_eq(&first, &pages.cut("The mission.")));
    }

    #[test]
    fn no_more_are_kept_than_there_is_room_for() {
        let room = 256 * 1_024;
        let pages = Pages::within(room);
        let page = "All lines are inspected. ".repeat(20);
        for number in 0..1_000 {
            pages.cut(&format!("{number} {page}"));
        }
        assert!((20..500).contains(&pages.0.len()) && pages.0.weight() <= room, "{pages:?}");
    }
}
