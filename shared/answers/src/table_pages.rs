//! The rows of a table that may continue over several pages.

use crate::{Evidence, cut::Places, merged_cells};
use sisuiq_documents::{
    Span, UnitKind,
    row::{FirstRow, cells, fits, names_columns},
    valid_units,
};
use sisuiq_model::Passage;
use std::borrow::Cow;

/// The most units between a table and the end of its page, such as a footer and a page number.
const MOST_AT_EDGE: usize = 2;
/// The most pages of a table.
const MOST_PAGES: i32 = 20;

/// A table as far as its pages are among the passages.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    /// The rows that name its columns.
    pub(crate) header: &'a str,
    pub(crate) rows: Vec<Row<'a>>,
    /// The lines above it on its first page and the headings of its passages.
    pub(crate) context: Vec<&'a str>,
    /// Lines among the rows that have other numbers of cells.
    pub(crate) others: Vec<&'a str>,
    /// False if it may have other rows: on a page that was not read, or in another form.
    pub(crate) is_whole: bool,
}

/// A row and its place.
#[derive(Clone, Debug)]
pub(crate) struct Row<'a> {
    pub(crate) passage: usize,
    pub(crate) span: Span,
    /// Its text, with the label above if it has none of its own.
    pub(crate) text: Cow<'a, str>,
    /// True if its label stands in a row above.
    pub(crate) is_below_label: bool,
    /// True if a line follows that may be another row with its label.
    pub(crate) goes_on: bool,
}

/// The consecutive rows of a page, as indexes of its lines.
#[derive(Clone, Copy)]
struct Block {
    first: usize,
    /// The index after the last row.
    end: usize,
}

/// A page's lines.
struct Page<'a> {
    passage: usize,
    lines: Vec<(UnitKind, Span, &'a str)>,
}

impl<'a> Table<'a> {
    /// The table of a row that was found.
    pub(crate) fn of(found: &'a Evidence, passages: &'a [Passage]) -> Option<Self> {
        let page = Page::of(found.passage, passages)?;
        let at = page.lines.iter().position(|(_, span, _)| span.start == found.span.start)?;
        let own = found.header.and_then(|header| Some((header, header.of(&passages.get(found.passage)?.page_text)?)));
        let mut block = page.block_around(at)?;
        let likely = || page.likely_header(block, found).filter(|_| found.carried.is_none());
        let (own, may_be_entry) = match own {
            Some(header) => (Some(header), false),
            None => likely().map_or((None, false), |(header, may_be_entry)| (Some(header), may_be_entry)),
        };
        let header = own.map(|(_, header)| header).or(found.carried.as_deref())?;
        let mut table = Self { header, rows: Vec::new(), context: Vec::new(), others: Vec::new(), is_whole: true };
        let number = passages.get(found.passage)?.page;
        let earlier = table.before(found.passage, number, passages);
        if let Some((span, _)) = own {
            let below = page.lines.iter().position(|(_, line, _)| line.start >= span.end)?;
            table.is_whole = block.first <= below;
            block.first = block.first.max(below);
            let is_at_top = below <= MOST_AT_EDGE + 1;
            if is_at_top && !earlier.is_empty() {
                table.add_before(&earlier, passages);
            } else {
                // a header on top of a page may repeat that of a page that was not read
                let is_read = || neighbour(found.passage, number.saturating_sub(1), passages).is_some();
                table.is_whole &= below > 1 || number == 1 || is_read();
                table.add_context(&page, below, passages);
            }
        } else {
            table.is_whole = !earlier.is_empty();
            table.add_before(&earlier, passages);
        }
        table.add_rows(&page, block);
        if page.is_at_end(block) {
            table.take_after(found.passage, number, passages);
        } else {
            // rows of the same form below other text may belong to it
            let mut others = page.lines.iter().skip(block.end);
            table.is_whole &= !others.any(|(kind, _, text)| {
                *kind == UnitKind::Row && *text != table.last_of_header() && fits(table.last_of_header(), text)
            });
        }
        table.is_whole &= !may_be_entry;
        Some(table)
    }

    /// The row of the header directly above the rows.
    fn last_of_header(&self) -> &'a str {
        self.header.lines().next_back().unwrap_or_default()
    }

    fn add_context(&mut self, page: &Page<'a>, below: usize, passages: &'a [Passage]) {
        let above = page.lines.iter().take(below).filter(|(kind, ..)| *kind != UnitKind::Row);
        let mut above: Vec<&str> = above.map(|(.., text)| *text).collect();
        let last = above.split_off(above.len().saturating_sub(2));
        let heading = passages.get(page.passage).and_then(|passage| passage.heading.as_deref());
        self.context.extend(last.into_iter().chain(heading));
    }

    /// Returns whether a line may be another row of the last label.
    fn goes_on_with(&self, line: &str) -> bool {
        let names = cells(self.last_of_header()).count();
        self.rows.last().is_some_and(|above| {
            merged_cells::with_label(&above.text, line, names).is_some()
                || merged_cells::may_lack_label(&above.text, line, names)
        })
    }

    fn add_rows(&mut self, page: &Page<'a>, block: Block) {
        let names = cells(self.last_of_header()).count();
        for (_, span, text) in page.lines.get(block.first..block.end).unwrap_or_default() {
            let above = self.rows.last().filter(|above| !above.goes_on).map(|above| above.text.as_ref());
            let whole = above.and_then(|above| merged_cells::with_label(above, text, names));
            if whole.is_none() && !fits(self.last_of_header(), text) {
                let goes_on = above.is_some_and(|above| merged_cells::may_lack_label(above, text, names));
                if let Some(above) = self.rows.last_mut() {
                    above.goes_on |= goes_on;
                }
                self.others.push(text);
                self.is_whole = false;
                continue;
            }
            self.rows.push(Row {
                passage: page.passage,
                span: *span,
                is_below_label: whole.is_some(),
                text: whole.map_or(Cow::Borrowed(*text), Cow::Owned),
                goes_on: false,
            });
        }
    }

    /// The rows on the pages before, from the header on, which each page may repeat; the nearest page first.
    fn before(&self, passage: usize, number: i32, passages: &'a [Passage]) -> Vec<(Page<'a>, Block)> {
        let mut pages = Vec::new();
        let mut with_header = 0;
        for back in 1..=MOST_PAGES {
            let page = neighbour(passage, number.saturating_sub(back), passages).and_then(|at| Page::of(at, passages));
            let Some((page, block)) = page.and_then(|page| page.last_block().map(|block| (page, block))) else { break };
            let lines = page.lines.get(block.first..block.end).unwrap_or_default();
            let header = lines.iter().position(|(.., text)| *text == self.last_of_header());
            let first = block.first + header.map_or(0, |header| header + 1);
            let is_continued = block.first <= MOST_AT_EDGE;
            pages.push((page, Block { first, ..block }));
            with_header = if header.is_some() { pages.len() } else { with_header };
            if !is_continued || header.is_some_and(|header| header > 0) {
                break;
            }
        }
        pages.truncate(with_header);
        pages
    }

    fn add_before(&mut self, earlier: &[(Page<'a>, Block)], passages: &'a [Passage]) {
        for (page, block) in earlier.iter().rev() {
            if self.rows.is_empty() {
                self.add_context(page, block.first, passages);
            }
            self.add_rows(page, *block);
        }
    }

    /// Adds the rows on the following pages.
    fn take_after(&mut self, passage: usize, number: i32, passages: &'a [Passage]) {
        for ahead in 1..=MOST_PAGES {
            let next = neighbour(passage, number.saturating_add(ahead), passages).and_then(|at| Page::of(at, passages));
            let Some(page) = next else {
                self.is_whole = false;
                return;
            };
            let Some(block) = page.first_block() else { return };
            let begins = page.lines.get(block.first).map(|(.., text)| *text).unwrap_or_default();
            let repeats = begins == self.last_of_header();
            let heading = passages.get(page.passage).and_then(|passage| passage.heading.as_deref()).unwrap_or_default();
            let continues = repeats || block.first == 0 || heading.lines().any(|line| line == self.last_of_header());
            if !repeats && names_columns(begins) && cells(begins).all(|cell| !cell.is_empty()) && block.first > 0 {
                return;
            }
            let is_row = fits(self.last_of_header(), begins) || self.goes_on_with(begins);
            if !continues || !repeats && !is_row {
                self.is_whole &= !is_row;
                return;
            }
            self.add_rows(&page, Block { first: block.first + usize::from(repeats), ..block });
            if !page.is_at_end(block) {
                return;
            }
        }
        self.is_whole = false;
    }
}

impl<'a> Page<'a> {
    fn of(passage: usize, passages: &'a [Passage]) -> Option<Self> {
        let text = passages.get(passage)?.page_text.as_str();
        let places = Places::of(text);
        let own = |span: Span| text.get(places.bytes(span)?);
        let lines = valid_units(text).filter_map(|unit| Some((unit.kind, unit.span(), own(unit.span())?)));
        Some(Self { passage, lines: lines.collect() })
    }

    fn is_row(&self, at: usize) -> bool {
        self.lines.get(at).is_some_and(|(kind, ..)| *kind == UnitKind::Row)
    }

    fn block_around(&self, at: usize) -> Option<Block> {
        let first = (0..=at).rev().take_while(|at| self.is_row(*at)).last()?;
        let end = (at..self.lines.len()).take_while(|at| self.is_row(*at)).last()? + 1;
        Some(Block { first, end })
    }

    /// The first of the rows, if its cells are words and none is the row that was found, and whether it may be an entry of a table
    /// without names. In a list of labels with their values it is an entry, which does not name what is counted.
    fn likely_header(&self, block: Block, found: &Evidence) -> Option<((Span, &'a str), bool)> {
        let (_, span, text) = self.lines.get(block.first)?;
        let count = cells(text).count();
        let below = self.lines.get(block.first + 1..block.end)?.iter().map(|(.., row)| *row);
        let rows: Vec<&str> = below.filter(|row| cells(row).count() == count).collect();
        let first = if count > 2 { FirstRow::of(text, &rows) } else { FirstRow::Header };
        let is_header = *span != found.span && names_columns(text) && fits(text, &found.text);
        (is_header && first != FirstRow::Entry).then_some(((*span, *text), first == FirstRow::Unknown))
    }

    /// The rows at the top of the page.
    fn first_block(&self) -> Option<Block> {
        (0..=MOST_AT_EDGE).find(|at| self.is_row(*at)).and_then(|at| self.block_around(at))
    }

    /// The rows at the end of the page.
    fn last_block(&self) -> Option<Block> {
        let last = (0..self.lines.len()).rev().take(MOST_AT_EDGE + 1).find(|at| self.is_row(*at))?;
        self.block_around(last)
    }

    /// Returns whether only a footer follows.
    fn is_at_end(&self, block: Block) -> bool {
        let after = self.lines.get(block.end..).unwrap_or_default();
        after.len() <= MOST_AT_EDGE && after.iter().all(|(.., text)| !text.ends_with(['.', '!', '?', ':', ';']))
    }
}

/// A passage of another page of the same document.
fn neighbour(passage: usize, number: i32, passages: &[Passage]) -> Option<usize> {
    let own = passages.get(passage)?;
    let is_one =
        |other: &Passage| (other.document_id, other.version, other.page) == (own.document_id, own.version, number);
    passages.iter().position(is_one)
}

#[cfg(test)]
mod tests {
    use crate::{LeastFit, Pages, Question, Support, compose, evidence::tests::passage, gather, judge};

    /// The degree of support and the text of the first statement, with the names of its columns.
    fn answered(question: &str, text: &str) -> (Support, String, Vec<String>) {
        let passages = [passage(1, 1, text)];
        let question = Question::new(question);
        let evidence = gather(&Pages::default(), &question, &passages, &[0.01], |_, _| Some(0.7));
        let first = compose(&question, &evidence, &passages).into_iter().next().unwrap();
        (
            judge(&question, &passages, &evidence, LeastFit::ANY),
            first.text,
            first.row.map(|row| row.names).unwrap_or_default(),
        )
    }

    const CLINICS: &str =
        "Lund | Kyrkogatan 3 | Eva Berg\nYstad | Hamngatan 9 | Olof Ek\nVisby | Strandgatan 2 | Ida Ros";
    const CREWS: &str = "Vega | Chile | Wine\nLyra | Ghana | Salt\nCrux | Peru | Wool\nAra | Cuba | Salt";

    #[test]
    fn first_entries_name_no_columns() {
        for (question, title, rows, answer) in [
            ("Who works at Hamngatan in Ystad?", "Clinics of the coast", CLINICS, "Ystad · Hamngatan 9 · Olof Ek"),
            ("What does Crux bring from Peru?", "Cargo of the ships", CREWS, "Crux · Peru · Wool"),
        ] {
            let text = format!("{title}\n{rows}\nThe list is kept at the gate.");
            let (_, text, names) = answered(question, &text);
            assert_eq!((text.as_str(), names.len()), (answer, 0), "{question}");
        }
    }

    #[test]
    fn headers_name_columns() {
        let text = format!("Clinics of the coast\nClinic | Street | Doctor\n{CLINICS}\nThe list is kept at the gate.");
        let (support, text, names) = answered("Where is the clinic of Ystad?", &text);
        assert_eq!((support, names), (Support::Full, ["Clinic", "Street", "Doctor"].map(str::to_owned).to_vec()));
        assert_eq!(text, "Clinic: Ystad; Street: Hamngatan 9; Doctor: Olof Ek");
    }

    #[test]
    fn rows_below_a_merged_label_keep_their_columns() {
        let rows =
            "Harbour | Crane | Lift (t) | State\nLund | K1 | 15 | idle\n| K2 | 18 | broken\nYstad | K3 | 22 | idle";
        let text = format!("Cranes of the harbours\n{rows}\nThe list is kept at the gate.");
        let (support, text, _) = answered("What is the lift of the crane K2?", &text);
        assert_eq!((support, text.as_str()), (Support::Full, "K2 (Crane); 18 (Lift (t))"));
    }

    #[test]
    fn tables_that_may_have_no_header_are_not_counted_in_full() {
        let text = format!("Ships in the dock\n{CREWS}\nThe list is kept at the gate.");
        let (support, text, _) = answered("How many ships in the dock carry salt?", &text);
        assert!(support != Support::Full || !text.contains("rows"), "{text}");
        let text = format!("Clinics of the coast\n{CLINICS}\nThe list is kept at the gate.");
        let (support, text, _) = answered("How many clinics of the coast are there?", &text);
        assert!(support != Support::Full || !text.contains("rows"), "{text}");
    }
}
