//! Labels within a paragraph: "(a) In general.—(1) The Secretary may—(A) ask".

use crate::label::{Form, Label, label};
use crate::source::{Block, Item, Role, Source};
use crate::span::Span;

/// The longest caption between two labels, in bytes.
const LONGEST_CAPTION: usize = 160;

/// Cuts blocks where a label stands within them.
pub(crate) fn split_run_in(source: &mut Source) {
    let items = std::mem::take(&mut source.items);
    for item in items {
        match item {
            Item::Block(block) if block.role == Role::Auto => split(&source.text, block, &mut source.items),
            other => source.items.push(other),
        }
    }
}

fn split(text: &str, block: Block, items: &mut Vec<Item>) {
    let span = block.first();
    let cuts = cuts(span.of(text));
    if cuts.is_empty() {
        items.push(Item::Block(block));
        return;
    }
    let mut start = span.start;
    for cut in cuts {
        items.push(Item::Block(Block::new(Span::new(start, span.start + cut).trimmed(text), Role::Auto)));
        start = span.start + cut;
    }
    let mut spans = block.spans;
    if let Some(first) = spans.first_mut() {
        *first = Span::new(start, span.end);
    }
    items.push(Item::Block(Block { spans, role: Role::Auto }));
}

/// The offsets of labels within a block.
fn cuts(content: &str) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut piece = Piece::new(content, 0);
    // a quotation mark may stand before the label of the block
    let own = piece.labelled.unwrap_or_default();
    for (at, _) in content.match_indices('(').skip_while(|(at, _)| *at == 0 || *at < own) {
        let Some(found) = content.get(at..).and_then(label).filter(|label| label.form == Form::Paren) else { continue };
        if piece.is_cut(content, at, &found) {
            cuts.push(at);
            piece = Piece::new(content, at);
        }
    }
    cuts
}

/// The text since the last cut.
struct Piece {
    start: usize,
    /// Offset after its label, if it begins with one.
    labelled: Option<usize>,
}

impl Piece {
    fn new(content: &str, start: usize) -> Self {
        let found = content.get(start..).and_then(label).filter(|label| label.form == Form::Paren);
        Self { start, labelled: found.map(|label| start + label.length) }
    }

    fn is_cut(&self, content: &str, at: usize, found: &Label) -> bool {
        let Some(before) = content.get(self.start..at) else { return false };
        let is_first = found.readings.iter().any(|reading| reading.ordinal.is_first());
        let is_glued = !before.ends_with(char::is_whitespace);
        if is_glued && before.ends_with(['—', ':']) {
            return is_first;
        }
        if is_glued && before.ends_with(';') {
            return true;
        }
        let Some(labelled) = self.labelled.filter(|_| is_first) else { return false };
        let caption = content.get(labelled..at).unwrap_or_default();
        if caption.is_empty() {
            return true;
        }
        if caption.len() > LONGEST_CAPTION || caption.trim().trim_end_matches('.').contains(". ") {
            return false;
        }
        let goes_on = content.get(at + found.length..).unwrap_or_default().trim_start();
        let is_sentence = goes_on.starts_with(|first: char| first.is_uppercase() || first == '(');
        let is_caption =
            caption.trim_end().ends_with(['.', '—']) || (is_glued && caption.ends_with(char::is_alphabetic));
        is_caption
            && is_sentence
            && caption.trim_start().starts_with(|first: char| first.is_uppercase() || first == '⟦')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(content: &str) -> Vec<&str> {
        let cuts = cuts(content);
        let starts = std::iter::once(0).chain(cuts.iter().copied());
        let ends = cuts.iter().copied().chain([content.len()]);
        starts.zip(ends).map(|(start, end)| &content[start..end]).collect()
    }

    #[test]
    fn labels_after_captions_and_dashes_are_cut() {
        let cases: [(&str, &[&str]); 8] = [
            ("(a)(1) Text", &["(a)", "(1) Text"]),
            ("(a) General. (1) Text of (2) it", &["(a) General. ", "(1) Text of (2) it"]),
            ("(a) In general(1) At the times—(A) ask", &["(a) In general", "(1) At the times—", "(A) ask"]),
            ("(b) Cases.—(1) In general.—The", &["(b) Cases.—", "(1) In general.—The"]),
            ("as follows:(A) life;(B) non-life;", &["as follows:", "(A) life;", "(B) non-life;"]),
            ("‘(a) a repository infringes it;", &["‘(a) a repository infringes it;"]),
            ("‘(a)(1) Text", &["‘(a)", "(1) Text"]),
            ("(c) Text under paragraph (a)(1) of it", &["(c) Text under paragraph (a)(1) of it"]),
        ];
        for (content, expected) in cases {
            assert_eq!(pieces(content), expected);
        }
    }
}
