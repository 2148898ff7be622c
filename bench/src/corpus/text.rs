//! Generated documents about a fictional power grid, reproducible from their number: prose, lists and tables, with one
//! fact per page that a question asks for.

use anyhow::{Context, Result, ensure};
use rand::{
    Rng, SeedableRng,
    rngs::StdRng,
    seq::{IndexedRandom, SliceRandom},
};
use std::fmt::Write;

const FIRST: [&str; 40] = [
    "Alder", "Amber", "Ash", "Barrow", "Birch", "Bramble", "Briar", "Brook", "Cairn", "Cedar", "Clay", "Copper",
    "Crane", "Dale", "Elder", "Falcon", "Fern", "Flint", "Glen", "Granite", "Hazel", "Heath", "Heron", "Holly", "Iron",
    "Juniper", "Kestrel", "Larch", "Linden", "Maple", "Marsh", "Moss", "Oak", "Otter", "Pine", "Raven", "Rowan",
    "Slate", "Thorn", "Willow",
];
const SECOND: [&str; 40] = [
    "bank", "beck", "borough", "bridge", "brow", "burn", "bury", "cliff", "combe", "cote", "croft", "dale", "den",
    "down", "fell", "field", "fold", "ford", "garth", "gate", "ham", "haven", "hill", "holm", "hurst", "keep", "land",
    "ley", "march", "mead", "mere", "moor", "port", "reach", "rigg", "shaw", "stead", "thorpe", "wick", "worth",
];
/// Name suffixes, one for each document, so that no two documents share a name.
const THIRD: [&str; 16] = [
    " Abbey",
    " Abbas",
    " Castle",
    " Chapel",
    " Common",
    " Cross",
    " Green",
    " Heights",
    " Junction",
    " Lock",
    " Magna",
    " Mill",
    " Parva",
    " Quay",
    " Spa",
    " Vale",
];
const SUBJECTS: [&str; 12] = [
    "The maintenance programme",
    "The protection study",
    "The tariff review",
    "The wayleave desk",
    "The control centre",
    "The outage committee",
    "The regional office",
    "The environmental survey",
    "The metering project",
    "The training school",
    "The procurement plan",
    "The reliability audit",
];
const VERBS: [&str; 12] = [
    "reports on",
    "depends on",
    "is limited by",
    "extends",
    "replaces",
    "is paid from",
    "was delayed by",
    "supports",
    "is compared with",
    "follows",
    "is reviewed beside",
    "reduces",
];
const OBJECTS: [&str; 14] = [
    "the condition of ageing transformers",
    "the forecast of peak demand",
    "the compensation of land owners",
    "the replacement of porcelain insulators",
    "the losses of long feeders",
    "the clearance of vegetation",
    "the availability of spare breakers",
    "the settlement of energy imports",
    "the safety record of contractors",
    "the connection of small solar plants",
    "the agreement with the regulator",
    "the flood level of the river crossing",
    "the accuracy of revenue meters",
    "the response to voltage complaints",
];
const ENDINGS: [&str; 10] = [
    "in the dry season",
    "over the whole planning period",
    "before the next audit",
    "at the request of the board",
    "wherever access roads allow",
    "as the grid code demands",
    "without further borrowing",
    "in two stages",
    "after the joint inspection",
    "within the approved budget",
];

/// A question and the figure that a right answer contains.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Asked {
    pub(crate) question: String,
    pub(crate) figure: String,
}

/// A text for typesetting, with one question for each page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Manuscript {
    pub(crate) text: String,
    pub(crate) asked: Vec<Asked>,
}

impl Manuscript {
    /// Writes this number of pages, at most 1,600. Each page is about a different place, and no two manuscripts share
    /// one.
    ///
    /// # Errors
    /// There are not enough names for this number or these pages.
    pub(crate) fn write(number: u8, pages: u32) -> Result<Self> {
        let mut random = StdRng::seed_from_u64(number.into());
        let third = THIRD.get(usize::from(number)).context("there are no names for so many manuscripts")?;
        let names = names(&mut random, third);
        ensure!(usize::try_from(pages)? <= names.len(), "there are no names for {pages} pages");
        let mut manuscript = Self { text: String::new(), asked: Vec::new() };
        for (number, name) in (1..=pages).zip(&names) {
            if number > 1 {
                manuscript.text.push_str("\n===\n");
            }
            let (page, asked) = page(&mut random, number, name);
            manuscript.text.push_str(&page);
            manuscript.asked.push(asked);
        }
        Ok(manuscript)
    }
}

fn names(random: &mut StdRng, third: &str) -> Vec<String> {
    let pairs = FIRST.iter().flat_map(|first| SECOND.iter().map(move |second| (first, second)));
    let mut names: Vec<String> = pairs.map(|(first, second)| format!("{first}{second}{third}")).collect();
    names.shuffle(random);
    names
}

/// Writes a page of about 300 words.
fn page(random: &mut StdRng, number: u32, name: &str) -> (String, Asked) {
    let (rating, year, length) =
        (random.random_range(20..900), random.random_range(1962..2025), random.random_range(8..240));
    let mut page = format!("## {number} The {name} area\n\n");
    let fact = format!("The {name} substation is rated at {rating} MVA and was commissioned in {year}.");
    let _ = writeln!(page, "{fact} {}", sentences(random, 4));
    let _ = writeln!(page, "\n{}\n", sentences(random, 4));
    let _ = writeln!(page, "| {name} | 2022 | 2024 | 2026 |");
    for label in ["Energy delivered (GWh)", "Unplanned outages", "Losses (%)"] {
        let mut cell = || random.random_range(3..980);
        let _ = writeln!(page, "| {label} | {} | {} | {} |", cell(), cell(), cell());
    }
    let _ = writeln!(page, "\nThe feeder from {name} is {length} km long. {}\n", sentences(random, 4));
    for _ in 0..3 {
        let _ = writeln!(page, "- {}", sentence(random));
    }
    let _ = write!(page, "\n{}", sentences(random, 3));
    let question = format!("How many MVA is the {name} substation rated at?");
    (page, Asked { question, figure: rating.to_string() })
}

fn sentences(random: &mut StdRng, count: usize) -> String {
    let all: Vec<String> = (0..count).map(|_| sentence(random)).collect();
    all.join(" ")
}

fn sentence(random: &mut StdRng) -> String {
    let figure: u32 = random.random_range(2..4_000);
    let mut pick = |words: &[&'static str]| words.choose(random).copied().unwrap_or_default();
    let (subject, verb, object, ending) = (pick(&SUBJECTS), pick(&VERBS), pick(&OBJECTS), pick(&ENDINGS));
    format!("{subject} {verb} {object} {ending}, at a cost of USD {figure} thousand.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn write_rejects_more_pages_than_names() {
        assert!(Manuscript::write(0, 1_601).is_err());
        assert!(Manuscript::write(16, 1).is_err());
    }

    #[test]
    fn manuscripts_are_reproducible_and_distinct() {
        let questions = |number| -> BTreeSet<String> {
            Manuscript::write(number, 1_600).unwrap().asked.into_iter().map(|asked| asked.question).collect()
        };
        assert_eq!(Manuscript::write(1, 3).unwrap(), Manuscript::write(1, 3).unwrap());
        assert!(questions(1).is_disjoint(&questions(2)));
    }

    #[test]
    fn each_page_answers_its_own_question() {
        let manuscript = Manuscript::write(7, 1_600).unwrap();
        let pages: Vec<&str> = manuscript.text.split("\n===\n").collect();
        assert_eq!(pages.len(), 1_600);
        let questions: BTreeSet<&str> = manuscript.asked.iter().map(|asked| asked.question.as_str()).collect();
        assert_eq!(questions.len(), 1_600);
        assert!(pages.iter().zip(&manuscript.asked).all(|(page, asked)| page.contains(&asked.figure)));
    }

    #[test]
    fn a_page_fits_on_paper() {
        let manuscript = Manuscript::write(3, 20).unwrap();
        for page in manuscript.text.split("\n===\n") {
            let lines: usize = page.lines().map(|line| line.len().div_ceil(80).max(1)).sum();
            assert!(lines < 48, "{lines} lines:\n{page}");
        }
    }
}
