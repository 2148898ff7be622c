mod chunks;
mod dates;
mod editions;
mod hostile;
mod markup;
mod pages;
mod records;
mod references;
mod round_trip;
mod structure;

use sisuiq_law::{ChunkLimits, Declared, LawDocument, LawInput, PageText, Target, UnitId, UnitKind, chunk_law};

pub(crate) const FIVE_ARTICLES: &str = include_str!("../fixtures/five_articles.txt");

/// One token for five bytes of a word.
pub(crate) fn count(text: &str) -> usize {
    text.split_whitespace().map(|word| word.len().div_ceil(5)).sum()
}

pub(crate) fn read(input: &LawInput<'_>) -> LawDocument {
    chunk_law(input, &Declared::default(), ChunkLimits::default(), &count).unwrap()
}

pub(crate) fn read_text(text: &str) -> LawDocument {
    read(&LawInput::Text(text))
}

pub(crate) fn read_pages(texts: &[&str]) -> LawDocument {
    let pages: Vec<PageText<'_>> =
        (1..).zip(texts).map(|(number, text)| PageText { number, text, headings: Vec::new() }).collect();
    read(&LawInput::Pages(&pages))
}

/// A line a unit: its depth in blanks, kind, label, heading and text.
pub(crate) fn outline(document: &LawDocument) -> Vec<String> {
    let mut lines = Vec::new();
    let mut open = vec![UnitId(0)];
    while let Some(id) = open.pop() {
        let unit = document.unit(id).unwrap();
        open.extend(unit.children.iter().rev());
        if unit.kind == UnitKind::Document {
            continue;
        }
        let label = unit.label.as_ref().map(|label| format!(" {}", label.text)).unwrap_or_default();
        let heading = unit.heading.as_ref().map(|heading| format!(" [{}]", heading.text)).unwrap_or_default();
        let text = document.own_text(id);
        let text = if text.is_empty() { text } else { format!(" {text}") };
        lines.push(format!("{}{:?}{label}{heading}{text}", " ".repeat(unit.depth - 1), unit.kind));
    }
    lines
}

/// The citations of the units that a reference means.
pub(crate) fn targets(document: &LawDocument, printed: &str) -> Vec<String> {
    let reference = document.references.iter().find(|reference| reference.text == printed);
    match reference.map(|reference| &reference.target) {
        Some(Target::Units(units)) => units.iter().map(|unit| document.citation(*unit)).collect(),
        Some(Target::External { act, provision, .. }) => vec![format!("{act}: {provision}")],
        Some(Target::Unresolved) => vec!["unresolved".to_owned()],
        None => {
            let all: Vec<&str> = document.references.iter().map(|reference| reference.text.as_str()).collect();
            panic!("{printed} is not among {all:?}")
        }
    }
}

/// The characters that are not white space, in order, of all labels, headings and texts: nothing is lost or doubled.
pub(crate) fn assert_covered(document: &LawDocument) {
    let mut covered = vec![0_u8; document.text.len()];
    for unit in &document.units {
        let label = unit.label.iter().map(|printed| printed.span);
        let heading = unit.heading.iter().map(|printed| printed.span);
        for span in label.chain(heading).chain(unit.text.iter().copied()) {
            for byte in &mut covered[span.start..span.end] {
                *byte += 1;
            }
        }
    }
    for (at, sign) in document.text.char_indices() {
        let times = covered[at];
        assert!(times <= 1, "{sign:?} at {at} is in {times} units");
        assert!(
            times == 1 || sign.is_whitespace(),
            "{sign:?} at {at} of {:?} is lost",
            &document.text[..document.text.len().min(400)]
        );
    }
    // counting characters from the start of a page for each of its chunks takes long for large pages
    for chunk in document.chunks.iter().filter(|_| document.text.len() < 50_000) {
        let page = document.pages().find(|page| page.number == chunk.page).unwrap();
        let text: String = page.text.chars().skip(chunk.start).take(chunk.end - chunk.start).collect();
        assert_eq!(text, chunk.text);
    }
}
