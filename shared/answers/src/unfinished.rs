//! Parts of pages that break off. They may lack what is asked for, so that they are no full answer.

use crate::{Evidence, crossing};
use sisuiq_documents::{
    Span, Unit, UnitKind, is_unfinished, is_unfinished_at_end, is_unfinished_cell,
    row::{cells, is_value},
    valid_units,
};
use sisuiq_model::Passage;

/// Stands behind a statement that breaks off.
pub(crate) const NOTE: &str = " … (The text goes on elsewhere.)";
/// The most units below the last text of a page, such as a footer and a page number.
const MOST_BELOW: usize = 2;
/// The fewest words of a sentence that a comma cuts off. A line with fewer is part of an address or a list.
const FEWEST_WORDS: usize = 5;
/// Marks at the end of a line after which something follows.
const GOES_ON: [char; 5] = [',', '&', '،', '、', '，'];
/// Marks between the items of a list.
const BETWEEN_ITEMS: [char; 4] = [';', ',', '；', '،'];

/// Returns whether a part breaks off: its sentence has no end, or it stands at the end of a page and its list or row goes on.
pub(crate) fn is_unfinished_part(part: &Evidence, passages: &[Passage]) -> bool {
    let Some(passage) = passages.get(part.passage) else { return false };
    let is_alone = !part.text.contains('\n');
    if part.kind == UnitKind::Struck || part.kind == UnitKind::Heading && is_alone {
        return false;
    }
    if crossing::lacks_rest(part.span, passage, passages) {
        return true;
    }
    let last = part.text.lines().next_back().unwrap_or_default();
    let is_at_end =
        || !crossing::rests_of(part.span, passage, passages).is_empty() || ends_page(part.span, &passage.page_text);
    if part.kind == UnitKind::Row {
        let mut others = cells(last).skip(1);
        return others.any(|cell| is_unfinished_cell(cell) && !is_value(cell)) && is_at_end();
    }
    let ends_at_comma = || last.ends_with(GOES_ON) && last.split_whitespace().nth(FEWEST_WORDS - 1).is_some();
    let goes_on = is_unfinished_at_end(last) || ends_at_comma() || (!is_alone && is_between_items(last));
    is_unfinished(last) || goes_on && is_at_end()
}

/// Returns whether a line ends like an item that is not the last one: with a mark, or a mark and a word such as `and`.
fn is_between_items(line: &str) -> bool {
    let before = line.rsplit_once(' ').map_or(line, |(before, _)| before);
    line.ends_with(BETWEEN_ITEMS) || before.ends_with([';', '；'])
}

/// Returns whether only lines without an end, such as a footer, stand below a position.
fn ends_page(span: Span, page: &str) -> bool {
    let below: Vec<Unit> = valid_units(page).filter(|unit| unit.start >= span.end).take(MOST_BELOW + 1).collect();
    let is_footer = |unit: &Unit| {
        let text = unit.span().of(page).unwrap_or_default();
        unit.kind != UnitKind::Row && !text.ends_with(['.', '!', '?', ':', ';'])
    };
    below.len() <= MOST_BELOW && below.iter().all(is_footer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{LeastFit, Pages, Question, Support, compose, evidence::tests::passage, gather, judge};

    /// Whether the answer from these pages is full, and its first statement.
    fn answered(question: &str, pages: &[&str]) -> (bool, String) {
        let passages: Vec<Passage> = (1..).zip(pages).map(|(number, text)| passage(1, number, text)).collect();
        let question = Question::new(question);
        let evidence = gather(&Pages::default(), &question, &passages, &vec![0.01; pages.len()], |_, _| Some(0.9));
        let support = judge(&question, &passages, &evidence, LeastFit::ANY);
        assert!(matches!(support, Support::Full | Support::Partial { .. }), "{support:?}");
        let claims = compose(&question, &evidence, &passages);
        (support == Support::Full, claims.into_iter().next().unwrap().text)
    }

    #[test]
    fn parts_that_break_off_are_no_full_answers() {
        for (question, cut, below) in [
            ("Who cast the bell of the chapel?", "The bell of the chapel was cast in 1750 by", "\nPage 3"),
            ("What do guests of the mine wear?", "Guests of the mine wear a helmet and", "\nTea is free."),
            ("Where is the pass of the ski lift valid?", "The pass of the ski lift is valid on all days (except", ""),
            ("What does the boat of the pilot carry?", "The boat of the pilot carries a lamp, a rope,", "\n- 7 -"),
            ("What shall the diver of the pier do?", "The diver of the pier shall:\n(a) rest;\n(b) eat;", "\n3"),
        ] {
            let text = format!("The rules are kept at the gate.\n{cut}{below}");
            assert_eq!(answered(question, &[&text]), (false, format!("{cut}{NOTE}")), "{cut}");
        }
    }

    #[test]
    fn whole_parts_are_full_answers() {
        for (question, text) in [
            ("What are the opening hours of the mill?", "Opening hours of the mill: Monday to Friday"),
            ("Who runs the mill of the abbey?", "The mill of the abbey is run by Otto Kern"),
            ("What shall the diver of the pier do?", "The diver of the pier shall:\n(a) rest;\n(b) eat."),
        ] {
            assert_eq!(answered(question, &[text]), (true, text.to_owned()), "{text}");
        }
        let line = "The tax of the mill is what 12 loaves of bread are asked for";
        let text = format!("{line}\nThe wheel is old. It turns.");
        assert_eq!(answered("How many loaves are asked for the tax of the mill?", &[&text]), (true, line.to_owned()));
    }

    #[test]
    fn rows_break_off_at_the_end_of_a_page() {
        let table = "Job | Work | Cost\nDoor 4 | Repair of the locks and | 700\nDoor 5 | Paint | 90";
        let (is_full, text) = answered("What is the work at door 4?", &[table]);
        assert!(is_full && text.contains("locks and"), "{text}");
        let (last, _) = table.rsplit_once('\n').unwrap();
        let (is_full, text) = answered("What is the work at door 4?", &[last]);
        assert!(!is_full && text.contains("locks and") && text.ends_with(NOTE), "{text}");
    }

    #[test]
    fn sentences_go_on_in_the_next_column() {
        let text = "Rowers of the club who come late have to pay a fine of\nnine crowns into the box of the club. Tea is free.";
        let whole = "Rowers of the club who come late have to pay a fine of nine crowns into the box of the club.";
        for question in ["What fine do rowers of the club pay who come late?", "Where do nine crowns of the rowers go?"]
        {
            assert_eq!(answered(question, &[text]), (true, whole.to_owned()), "{question}");
        }
    }
}
