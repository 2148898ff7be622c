//! Questions for the number of rows of a table, or for all of them: "how many substations have 132 kV", "which substations
//! have 132 kV". A few of the rows are no answer to them.

use crate::{
    Claim, Evidence, Question, Quote, columns,
    extractive::quote,
    form_words::is_form_word,
    question::Term,
    several::is_plural,
    table_pages::{Row, Table},
    wanted::{Wanted, is_number_word, is_year},
    words::{Word, words},
};
use sisuiq_documents::{
    UnitKind,
    row::{cells, column_names, is_figure},
};
use sisuiq_model::Passage;
use std::collections::HashSet;

/// The most rows that are named and cited.
const MOST_NAMED: usize = 15;
/// The number of best parts among which a stated number is searched.
const MOST_COMPARED: usize = 30;
/// The least score of a row, relative to the best part, for its table to be counted.
const LEAST_BESIDE_BEST: f64 = 0.8;
/// Words that compare, negate or choose. Rows cannot be chosen by equal words then.
const COMPARING: [&str; 34] = [
    "above",
    "after",
    "before",
    "below",
    "besides",
    "between",
    "both",
    "despite",
    "except",
    "excluding",
    "exceed",
    "exceeds",
    "fewer",
    "from",
    "higher",
    "less",
    "longer",
    "lower",
    "more",
    "neither",
    "never",
    "no",
    "none",
    "not",
    "or",
    "other",
    "over",
    "since",
    "than",
    "under",
    "unless",
    "until",
    "up",
    "without",
];
/// Openings of questions for a list.
const LISTING: [&str; 7] = ["which", "what", "list", "name", "show", "enumerate", "count"];
/// The number of words at the start among which such an opening stands: "please list".
const OPENING: usize = 3;

/// The result for a question.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Counted {
    /// The question does not ask for rows.
    Nothing,
    /// A part that states the number.
    Stated(usize),
    /// The rows, and whether there can be no others.
    Rows(Claim, bool),
    /// The rows cannot be told from others.
    Doubtful,
}

/// Counts the rows that a question asks for, if the best part is one of them.
pub(crate) fn count(question: &Question, evidence: &[Evidence], passages: &[Passage]) -> Counted {
    let is_count = matches!(question.wanted, Wanted::Count(_)) || asks_for_number(question);
    let is_listing = |word: Word<'_>| LISTING.contains(&word.surface.to_lowercase().as_str());
    let lists = || words(question.text()).take(OPENING).any(is_listing);
    if question.extreme.is_some() || !(is_count || lists()) {
        return Counted::Nothing;
    }
    let Some(best) = evidence.first() else { return Counted::Nothing };
    // a sentence with another number than the one that is asked for may come first
    let is_beside = |part: &&Evidence| part.kind == UnitKind::Row && part.score >= LEAST_BESIDE_BEST * best.score;
    let row =
        if best.kind == UnitKind::Row { Some(best) } else { evidence.iter().filter(|_| is_count).find(is_beside) };
    let Some(row) = row else { return Counted::Nothing };
    let Some(table) = Table::of(row, passages) else {
        let is_one_of_many = is_count && best.kind == UnitKind::Row && has_likes(question, row, evidence);
        return if is_one_of_many { Counted::Doubtful } else { Counted::Nothing };
    };
    let Some(asked) = Asked::of(question, &table, &row.text) else { return Counted::Nothing };
    if is_count && let Some(stated) = stated(&asked, evidence) {
        return Counted::Stated(stated);
    }
    match asked.answer(&table, row, is_count) {
        Counted::Doubtful if best.kind != UnitKind::Row => Counted::Nothing,
        counted => counted,
    }
}

/// Returns whether a question asks for "the number of" things.
fn asks_for_number(question: &Question) -> bool {
    question.text().to_lowercase().contains("number of ")
}

/// Returns whether other rows without a header have the same words of the question.
fn has_likes(question: &Question, row: &Evidence, evidence: &[Evidence]) -> bool {
    let held = |part: &Evidence| -> HashSet<String> {
        stems(&part.text).filter(|stem| question.terms.iter().any(|term| term.stem == *stem)).collect()
    };
    let own = held(row);
    let others = evidence
        .iter()
        .filter(|part| part.kind == UnitKind::Row && part.passage == row.passage && part.span != row.span);
    !own.is_empty() && others.into_iter().any(|part| held(part) == own)
}

/// A question about the rows of a table.
struct Asked<'a> {
    question: &'a Question,
    names: Vec<String>,
    /// The terms for the things that the rows are about.
    things: Vec<&'a Term>,
    /// The column with their names, as the number of cells after it.
    label: usize,
    /// The terms that tell some rows from others.
    values: Vec<&'a Term>,
    /// The other columns that the question names, as the numbers of cells after them.
    columns: Vec<usize>,
    /// True if each other term is in the header or above the table.
    is_understood: bool,
}

impl<'a> Asked<'a> {
    /// `None` if the row states a number itself.
    fn of(question: &'a Question, table: &Table<'_>, best: &str) -> Option<Self> {
        let names = column_names(table.header);
        let place_from_end = |place: usize| names.len() - 1 - place;
        let context: HashSet<String> = table.context.iter().flat_map(|text| stems(text)).collect();
        let of_columns: Vec<HashSet<String>> = names.iter().map(|name| stems(name).collect()).collect();
        let all: Vec<&Row<'_>> = table.rows.iter().collect();
        let of_rows: HashSet<String> = all.iter().flat_map(|row| stems(row.text)).collect();
        let column_of = |term: &Term| of_columns.iter().position(|names| names.contains(&term.stem));
        let terms = question.terms.iter().filter(|term| !term.is_aside && term.weight > 0.0);
        let thing =
            terms.clone().find(|term| is_plural(term) && (column_of(term).is_some() || context.contains(&term.stem)));
        let things: Vec<&Term> = thing.into_iter().collect();
        let is_thing = |term: &Term| things.iter().any(|thing| thing.stem == term.stem);
        let first_is_serial = all.iter().all(|row| cells(row.text).next().is_some_and(is_figure));
        let default = cells(best).count() - 1 - usize::from(first_is_serial && cells(best).count() > 1);
        let label = thing.and_then(column_of).map_or(default, place_from_end);
        let is_value = |term: &Term| {
            let is_telling = term.is_name || is_number(&term.stem) || !context.contains(&term.stem);
            of_rows.contains(&term.stem) && is_telling && (is_number(&term.stem) || column_of(term).is_none())
        };
        let values: Vec<&Term> = terms.clone().filter(|term| !is_thing(term) && is_value(term)).collect();
        let columns: HashSet<usize> = terms
            .clone()
            .filter(|term| !is_thing(term))
            .filter_map(column_of)
            .map(place_from_end)
            .filter(|place| *place != label)
            .collect();
        let is_known = |term: &Term| {
            is_thing(term)
                || is_value(term)
                || asks_for_number(question) && term.stem == "number"
                || column_of(term).is_some()
                || context.contains(&term.stem)
        };
        let is_understood = !things.is_empty() && terms.clone().all(is_known);
        let asked =
            Self { question, names, things, label, values, columns: columns.into_iter().collect(), is_understood };
        (!is_total(cell(best, asked.default_label(best))) && !asked.is_of_one_row(&all, best)).then_some(asked)
    }

    fn default_label(&self, row: &str) -> usize {
        self.label.min(cells(row).count().saturating_sub(1))
    }

    /// Returns whether the label of this row alone names the counted thing: `Number of substations | 54`.
    fn is_of_one_row(&self, rows: &[&Row<'_>], best: &str) -> bool {
        let names_thing = |row: &str| {
            let own: HashSet<String> = cells(row).next().into_iter().flat_map(stems).collect();
            let counted = self.question.terms.iter().find(|term| is_plural(term));
            counted.is_some_and(|term| own.contains(&term.stem))
        };
        names_thing(best) && rows.iter().filter(|row| names_thing(row.text)).count() == 1
    }

    fn answer(&self, table: &Table<'_>, best: &Evidence, is_count: bool) -> Counted {
        let rows: Vec<&Row<'_>> = table.rows.iter().filter(|row| is_entry(row.text, self.label)).collect();
        let found: Vec<&Row<'_>> = rows.iter().filter(|row| self.fits(row.text)).copied().collect();
        let is_figure_at = |place: usize| is_figure(cell(&best.text, place));
        let is_looked_up = |place: usize| {
            let own: HashSet<String> = stems(cell(&best.text, place)).collect();
            is_figure_at(place) && !self.values.iter().any(|value| own.contains(&value.stem))
        };
        // the cell of one row answers: "how many transformers does Abim have"
        let asks_for_cell = self.columns.iter().any(|place| is_looked_up(*place)) || is_figure_at(self.label);
        let is_of_one = asks_for_cell && found.iter().filter(|row| self.names_whole(row.text)).count() == 1;
        let least = if is_count { 1 } else { 2 };
        let is_doubtful = found.len() < least && (self.compares() || self.values.len() > 1) || found.len() > 1;
        let is_single = found.len() == 1 && is_count && self.is_understood && !asks_for_cell;
        if is_of_one || !(is_doubtful || is_single) || !is_count && (asks_for_cell || self.things.is_empty()) {
            return Counted::Nothing;
        }
        if !is_count && self.values.is_empty() && !self.is_understood && !self.compares() {
            return Counted::Nothing;
        }
        let labels: Vec<&str> = found.iter().map(|row| cell(row.text, self.label)).collect();
        let is_distinct = labels.iter().collect::<HashSet<_>>().len() == labels.len();
        let is_told = self.is_understood && !self.compares() && is_distinct && self.tells_columns(&rows);
        if asks_for_cell || !is_told || found.len() < least {
            return Counted::Doubtful;
        }
        let lacks = |row: &&&Row<'_>| self.columns.iter().any(|place| cell(row.text, *place).is_empty());
        let has_gaps =
            table.rows.iter().any(|row| cell(row.text, self.label).is_empty()) || rows.iter().any(|row| lacks(&row));
        let is_whole = table.is_whole && !has_gaps;
        Counted::Rows(claim(&found, &labels, best, is_whole), is_whole)
    }

    /// Returns whether a row has all values: numbers in the columns that the question names, words in any.
    fn fits(&self, row: &str) -> bool {
        self.values.iter().all(|value| {
            let is_at = |place: usize| stems(cell(row, place)).any(|stem| stem == value.stem);
            let all = 0..cells(row).count();
            if is_number(&value.stem) && !self.columns.is_empty() {
                self.columns.iter().any(|place| is_at(*place))
            } else {
                all.into_iter().any(is_at)
            }
        })
    }

    /// Returns whether each number of the question stands in one column only, if the question names none.
    fn tells_columns(&self, rows: &[&Row<'_>]) -> bool {
        self.values.iter().filter(|value| is_number(&value.stem) && self.columns.is_empty()).all(|value| {
            let places = (0..self.names.len().saturating_add(1))
                .filter(|place| rows.iter().any(|row| stems(cell(row.text, *place)).any(|stem| stem == value.stem)));
            places.count() < 2
        })
    }

    fn compares(&self) -> bool {
        words(self.question.text()).any(|word| COMPARING.contains(&word.surface.to_lowercase().as_str()))
    }

    /// Returns whether the question has all words of a row's label, as "North" but not "North East".
    fn names_whole(&self, row: &str) -> bool {
        let label = cells(row).find(|cell| !is_figure(cell)).unwrap_or_default();
        let is_asked = |stem: String| self.question.terms.iter().any(|term| term.stem == stem);
        words(label).filter(|word| !is_form_word(&word.surface.to_lowercase())).all(|word| is_asked(word.stem))
    }
}

/// The rows as one statement.
fn claim(found: &[&Row<'_>], labels: &[&str], best: &Evidence, is_whole: bool) -> Claim {
    let count = found.len();
    let rows = if count == 1 { "row" } else { "rows" };
    let verb = if count == 1 { "matches" } else { "match" };
    let named = labels.get(..MOST_NAMED).unwrap_or(labels).join("; ");
    let others = count.saturating_sub(MOST_NAMED);
    let more = if others == 0 { String::new() } else { format!("; and {others} more") };
    let text = if is_whole {
        format!("{count} {rows} of the table {verb}: {named}{more}.")
    } else {
        format!("At least {count} {rows} of the table {verb}, which may have more rows than were read: {named}{more}.")
    };
    let cited = found.iter().take(MOST_NAMED).map(|row| Quote { passage: row.passage, span: row.span, ..quote(best) });
    let header = best.header.map(|span| Quote { span, ..quote(best) });
    Claim { text, row: None, quotes: cited.chain(header).collect() }
}

/// A part that states the number: a sentence with a number before the counted thing, or a total with all values.
fn stated(asked: &Asked<'_>, evidence: &[Evidence]) -> Option<usize> {
    let has = |text: &str, term: &Term| stems(text).any(|stem| stem == term.stem);
    let states = |part: &&Evidence| {
        let has_values = asked.values.iter().all(|value| has(&part.text, value));
        match part.kind {
            UnitKind::Row => has_values && !asked.values.is_empty() && cells(&part.text).next().is_some_and(is_total),
            _ => has_values && part.answers && asked.things.iter().any(|thing| counts(&part.text, thing, asked)),
        }
    };
    let (place, _) = (0..).zip(evidence.iter().take(MOST_COMPARED)).find(|(_, part)| states(part))?;
    Some(place)
}

/// Returns whether a text has a number beside a thing, with nothing between them but words of the question.
fn counts(text: &str, thing: &Term, asked: &Asked<'_>) -> bool {
    let all: Vec<Word<'_>> = words(text).collect();
    let is_asked = |word: &Word<'_>| asked.question.terms.iter().any(|term| term.stem == word.stem);
    let is_count = |word: &Word<'_>| {
        let lower = word.surface.to_lowercase();
        (is_number(&word.stem) && !is_year(&word.stem) || is_number_word(&lower)) && !is_asked(word)
    };
    let may_stand_between =
        |word: &Word<'_>| is_asked(word) || is_number(&word.stem) || is_form_word(&word.surface.to_lowercase());
    let stretches = all.split(|word| !may_stand_between(word) && !is_count(word));
    let mut stretches = stretches.into_iter();
    stretches.any(|words| words.iter().any(is_count) && words.iter().any(|word| word.stem == thing.stem))
}

/// Returns whether a row is about one thing: it has a label that is no total, and a value.
fn is_entry(row: &str, label: usize) -> bool {
    let name = cell(row, label);
    !name.is_empty() && !is_total(name) && cells(row).filter(|cell| !cell.is_empty()).count() > 1
}

/// Returns whether a label is that of a total or of a number of things.
fn is_total(label: &str) -> bool {
    let lower = label.to_lowercase();
    let mut all = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    all.any(|word| {
        columns::TOTALS.contains(&word) || word.ends_with("total") || ["number", "no", "count"].contains(&word)
    })
}

/// The cell with this number of cells after it.
fn cell(row: &str, from_end: usize) -> &str {
    let all: Vec<&str> = cells(row).collect();
    all.len().checked_sub(from_end + 1).and_then(|place| all.get(place)).copied().unwrap_or_default()
}

fn is_number(stem: &str) -> bool {
    !stem.is_empty() && stem.bytes().all(|byte| byte.is_ascii_digit())
}

fn stems(text: &str) -> impl Iterator<Item = String> {
    words(text).map(|word| word.stem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Pages, Support, compose, evidence::tests::passage, gather, judge};
    use sisuiq_model::Frequencies;

    /// The degree of support, the answer and the number of its quotes, where all parts are equally similar.
    fn answered(question: &str, pages: &[Passage]) -> (Support, String, usize) {
        let chunks = |word: &str| {
            let has = |page: &&Passage| page.page_text.to_lowercase().contains(&word.to_lowercase());
            i64::try_from(pages.iter().filter(has).count()).ok()
        };
        let question = Question::new(question).weigh(&Frequencies::new([].into(), 40), chunks);
        let relevance = vec![0.01; pages.len()];
        let evidence = gather(&Pages::default(), &question, pages, &relevance, |_, _| Some(0.6));
        let claims = compose(&question, &evidence, pages);
        let quotes = claims.iter().map(|claim| claim.quotes.len()).sum();
        let texts: Vec<String> = claims.into_iter().map(|claim| claim.text).collect();
        (judge(&question, pages, &evidence), texts.join(" / "), quotes)
    }

    const NAMES: [&str; 12] = [
        "Abim", "Adjumani", "Agago", "Amolatar", "Amuru", "Apac", "Arua", "Budaka", "Bududa", "Bugiri", "Buikwe",
        "Bukedea",
    ];

    /// Rows of the register: every third substation has 132 kV.
    fn register(names: &[&str]) -> String {
        let row = |(place, name): (usize, &&str)| {
            format!("{name} | {} | {} | {}", [33, 66, 132][place % 3], 2 + place % 5, 1971 + place)
        };
        names.iter().enumerate().map(row).collect::<Vec<_>>().join("\n")
    }

    const HEADER: &str = "Substation | Voltage kV | Transformers | Commissioned";

    /// The register on one page with text below it.
    fn whole() -> Vec<Passage> {
        let rows = register(&NAMES);
        vec![passage(1, 1, &format!("Register of substations\n{HEADER}\n{rows}\nThe register is kept by the owner."))]
    }

    #[test]
    fn rows_are_counted() {
        for (question, names) in [
            (
                "How many substations have a voltage of 132 kV?",
                "4 rows of the table match: Agago; Apac; Bududa; Bukedea.",
            ),
            ("How many 132 kV substations are there?", "4 rows of the table match: Agago; Apac; Bududa; Bukedea."),
            ("Which substations have a voltage of 132 kV?", "4 rows of the table match: Agago; Apac; Bududa; Bukedea."),
            (
                "Please list the substations with a voltage of 132 kV",
                "4 rows of the table match: Agago; Apac; Bududa; Bukedea.",
            ),
            ("How many substations have 4 transformers?", "2 rows of the table match: Agago; Budaka."),
            ("How many substations were commissioned in 1975?", "1 row of the table matches: Amuru."),
        ] {
            let (support, text, quotes) = answered(question, &whole());
            assert_eq!((&support, text.as_str()), (&Support::Full, names), "{question}");
            assert_eq!(quotes, names.matches(';').count() + 2, "{question}");
        }
    }

    #[test]
    fn tables_continue_on_next_pages() {
        let first = format!("Register of substations\n{HEADER}\n{}", register(&NAMES[..6]));
        let rest = register(&NAMES[6..]);
        let heading = Some(format!("Register of substations\n{HEADER}"));
        let next = |text: &str| Passage { heading: heading.clone(), ..passage(1, 2, text) };
        let question = "How many substations have a voltage of 132 kV?";
        for second in [
            next(&format!("{rest}\nThe register is kept by the owner.")),
            passage(1, 2, &format!("{HEADER}\n{rest}\nThat is all of it.")),
        ] {
            let (support, text, _) = answered(question, &[passage(1, 1, &first), second.clone()]);
            assert_eq!(
                (support, text.as_str()),
                (Support::Full, "4 rows of the table match: Agago; Apac; Bududa; Bukedea.")
            );
            // the other order of passages
            let (_, text, _) = answered(question, &[second, passage(1, 1, &first)]);
            assert!(text.starts_with("4 rows"), "{text}");
        }
        for pages in [vec![passage(1, 1, &first)], vec![next(&rest)], vec![passage(1, 1, &first), next(&rest)]] {
            let (support, text, _) = answered(question, &pages);
            assert!(matches!(support, Support::Partial { .. }) && text.starts_with("At least"), "{support:?} {text}");
        }
    }

    #[test]
    fn totals_and_headers_are_not_counted() {
        let text = format!(
            "Register of substations\n{HEADER}\nNorth | | |\n{}\nTotal | | 40 |\nThe register is kept by the owner.",
            register(&NAMES)
        );
        let (support, text, _) = answered("How many substations are in the register?", &[passage(1, 1, &text)]);
        assert!(support == Support::Full && text.starts_with("12 rows"), "{support:?} {text}");
    }

    #[test]
    fn stated_counts_win() {
        let said = "Five substations of the register have a voltage of 132 kV.";
        for stated in [said, "In the register, 5 substations have a voltage of 132 kV."] {
            let mut pages = whole();
            pages.push(passage(1, 2, &format!("Summary\nThe grid is old.\n{stated}")));
            let (support, text, _) = answered("How many substations have a voltage of 132 kV?", &pages);
            assert!(support == Support::Full && text.contains(stated), "{text}");
        }
        let mut pages = whole();
        pages.push(passage(1, 2, "The substations with a voltage of 132 kV are inspected every 14 days."));
        let (_, text, _) = answered("How many substations have a voltage of 132 kV?", &pages);
        assert!(text.starts_with("4 rows"), "{text}");
    }

    #[test]
    fn what_equal_words_cannot_choose_is_not_full() {
        for question in [
            "How many substations have a voltage of more than 66 kV?",
            "How many substations do not have a voltage of 132 kV?",
            "How many substations were commissioned before 1975?",
            "Which substations were commissioned after 1975?",
            "How many transformers do substations with a voltage of 132 kV have?",
            "How many substations with a voltage of 132 kV were repaired?",
        ] {
            let (support, text, _) = answered(question, &whole());
            assert_ne!(support, Support::Full, "{question}: {text}");
        }
    }

    #[test]
    fn cells_are_looked_up() {
        for (question, value) in [
            ("How many transformers does Abim have?", "Abim: 2 (Transformers)"),
            ("What is the voltage of Adjumani?", "Adjumani: 66 (Voltage kV)"),
        ] {
            let (support, text, _) = answered(question, &whole());
            assert!(support == Support::Full && text.starts_with(value), "{question}: {support:?} {text}");
        }
        let text =
            "Customers by region\nRegion | Customers\nNorth | 48,211\nNorth East | 1,250\nWest | 7,300\nTotal | 56,761";
        for (question, value) in [
            ("How many customers does the North have?", "North: 48,211 (Customers)"),
            ("How many customers are there in total?", "Total: 56,761 (Customers)"),
        ] {
            let (support, text, _) = answered(question, &[passage(1, 1, text)]);
            assert!(support == Support::Full && text.starts_with(value), "{question}: {support:?} {text}");
        }
    }

    #[test]
    fn numbers_of_things_are_counted() {
        let (_, text, _) = answered("What is the number of substations with 132 kV?", &whole());
        assert!(text.starts_with("4 rows"), "{text}");
    }

    #[test]
    fn pairs_are_counted_too() {
        let question = "How many substations have a voltage of 132 kV?";
        let rows = "Agago | 132 kV\nApac | 132 kV\nArua | 66 kV";
        let text = format!("Register\nSubstation | Voltage\n{rows}\nThe register is kept by the owner.");
        let (_, text, _) = answered(question, &[passage(1, 1, &text)]);
        assert!(text.starts_with("2 rows"), "{text}");
        let text = format!("Register of substations by voltage\n{rows}\nThe register is kept by the owner.");
        let (support, text, _) = answered(question, &[passage(1, 1, &text)]);
        assert_ne!(support, Support::Full, "{text}");
    }

    #[test]
    fn doubtful_rows_are_not_full() {
        for rows in [
            "Agago | 132 | 2\nAgago | 132 | 3\nApac | 66 | 2",
            "Agago | 132 | 2\nApac | | 3\nArua | 132 | 2",
            "Agago | 132 | 2\n | 132 | 3\nArua | 66 | 2",
            "Agago | 132 | 2\nApac | 132\nArua | 66 | 2",
        ] {
            let text =
                format!("Register of substations\nSubstation | Voltage kV | Transformers\n{rows}\nThat is all of it.");
            let (support, text, _) =
                answered("How many substations have a voltage of 132 kV?", &[passage(1, 1, &text)]);
            assert_ne!(support, Support::Full, "{rows}: {text}");
        }
    }
}
