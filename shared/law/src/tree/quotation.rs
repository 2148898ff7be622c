//! Text that an amendment inserts into another act, between quotation marks over several blocks.

use crate::label::OPENING;

/// The most blocks of one quotation. A mark that nothing closes must not swallow the rest of a text.
const MOST_BLOCKS: usize = 200;

/// The quotation at the place that is read.
#[derive(Debug, Clone, Default)]
pub(super) struct Quotation {
    /// Blocks since it opened; 0 outside.
    blocks: usize,
}

impl Quotation {
    pub(super) fn is_open(&self) -> bool {
        self.blocks > 0
    }

    pub(super) fn close(&mut self) {
        self.blocks = 0;
    }

    /// Returns whether a quotation of provisions begins with the block. `is_unit`: a label or a container follows the mark.
    pub(super) fn begin(&mut self, content: &str, is_unit: bool, introduced: bool) -> bool {
        if self.is_open() {
            self.blocks += 1;
            if self.blocks > MOST_BLOCKS {
                self.close();
            }
            return false;
        }
        let Some(mark) = content.chars().next().filter(|first| OPENING.contains(first)) else { return false };
        let begins = introduced && (is_unit || !closes_within(content, mark));
        self.blocks = usize::from(begins);
        begins
    }

    /// Returns whether the quotation ends with a block that ends with `content`.
    pub(super) fn closes(&self, content: &str) -> bool {
        let end = content.trim_end_matches(['.', ';', ',', ':']).chars().next_back();
        self.is_open() && end.is_some_and(|last| matches!(last, '’' | '”' | '"' | '»' | '“' | '‧'))
    }
}

/// Returns whether the mark that opens a block is closed before its end, as around a defined term.
fn closes_within(content: &str, mark: char) -> bool {
    let closing = closing(mark);
    let inner = content.get(mark.len_utf8()..).unwrap_or_default();
    inner.match_indices(closing).any(|(at, sign)| {
        let after = inner.get(at + sign.len()..).unwrap_or_default();
        // an apostrophe stands between letters
        !after.starts_with(char::is_alphanumeric) && after.trim_matches(['.', ';', ',', ':', ' ']).chars().count() > 0
    })
}

/// The mark that closes what `mark` opens.
fn closing(mark: char) -> char {
    match mark {
        '‘' | '‚' => '’',
        '“' => '”',
        '„' => '“',
        '«' => '»',
        other => other,
    }
}
