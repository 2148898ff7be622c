mod cells;
mod comparisons;
mod labels;

use super::*;
use crate::{LeastFit, Pages, Support, compose, evidence::tests::passage, gather, judge};
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
    (judge(&question, pages, &evidence, LeastFit::ANY), texts.join(" / "), quotes)
}

const NAMES: [&str; 12] = [
    "Abim", "Adjumani", "Agago", "Amolatar", "Amuru", "Apac", "Arua", "Budaka", "Bududa", "Bugiri", "Buikwe", "Bukedea",
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
        ("How many substations have a voltage of 132 kV?", "4 rows of the table match: Agago; Apac; Bududa; Bukedea."),
        ("How many 132 kV substations are there?", "4 rows of the table match: Agago; Apac; Bududa; Bukedea."),
        ("Which substations have a voltage of 132 kV?", "4 rows of the table match: Agago; Apac; Bududa; Bukedea."),
        (
            "Please list the substations with a voltage of 132 kV",
            "4 rows of the table match: Agago; Apac; Bududa; Bukedea.",
        ),
        ("How many substations have 4 transformers?", "2 rows of the table match: Agago; Budaka."),
        ("How many substations were commissioned in 1975?", "1 row of the table matches: Amuru."),
        (
            "How many substations have a voltage of more than 66 kV?",
            "4 rows of the table match: Agago; Apac; Bududa; Bukedea.",
        ),
        (
            "How many substations were commissioned before 1975?",
            "4 rows of the table match: Abim; Adjumani; Agago; Amolatar.",
        ),
        (
            "Which substations were commissioned after 1975?",
            "7 rows of the table match: Apac; Arua; Budaka; Bududa; Bugiri; Buikwe; Bukedea.",
        ),
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
        "How many substations do not have a voltage of 132 kV?",
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
fn orders_to_count_are_counted() {
    for question in [
        "Number of substations with 132 kV",
        "What is the number of substations with a voltage of 132 kV?",
        "Count the substations with a voltage of 132 kV.",
    ] {
        let (support, text, _) = answered(question, &whole());
        assert!(support == Support::Full && text.starts_with("4 rows"), "{question}: {support:?} {text}");
    }
    let (support, text, _) = answered("Count the substations commissioned in 1975.", &whole());
    assert_eq!((support, text.as_str()), (Support::Full, "1 row of the table matches: Amuru."));
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
        let (support, text, _) = answered("How many substations have a voltage of 132 kV?", &[passage(1, 1, &text)]);
        assert_ne!(support, Support::Full, "{rows}: {text}");
    }
}
