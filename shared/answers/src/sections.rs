//! Compares parts under different headings of a page: the same words stand under the heading that is asked for and under others.

use crate::{page::Part, terms::Held, words::words};
use sisuiq_documents::UnitKind;
use std::collections::HashSet;

/// What a part has of the question, by itself and by what stands above it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Placed<'a> {
    kind: UnitKind,
    own: Held,
    above: Held,
    /// The heading or label above it.
    section: &'a str,
    /// True if it can answer: it holds the expected kind of answer, and more than names.
    may_answer: bool,
}

impl<'a> Placed<'a> {
    /// `answers` says whether it contains the expected kind of answer.
    pub(crate) fn of(part: &Part<'a>, answers: bool) -> Self {
        let mut above = part.heading;
        above.add(part.section);
        above.add(part.columns);
        let may_answer = answers && !part.only_names && !part.names_columns;
        let (own, above) = (part.own.literal(), above.literal());
        Self { kind: part.kind, own, above, section: part.section_text, may_answer }
    }

    /// Returns whether another part of the page has all terms of this one, and stands under a heading like its own or under names of
    /// columns that have more of the question.
    pub(crate) fn is_outranked_by(&self, other: &Self) -> bool {
        let (above, others) = (self.above.without(self.own), other.above.without(other.own));
        self.kind == other.kind
            && (other.may_answer || !self.may_answer)
            && self.own.has_terms()
            && other.own.has_all_of(self.own)
            && others.has_all_of(above)
            && !above.has_all_of(others.without(self.own))
            && are_alike(self.section, other.section)
    }
}

/// Returns whether two headings name things of one kind: "Depot Graz" and "Depot Linz", "1. Residents" and "2. Businesses". The heading of
/// a chapter and that of a part of it mostly share no word.
fn are_alike(one: &str, other: &str) -> bool {
    let stems = |text: &str| -> HashSet<String> { words(text).map(|word| word.stem).collect() };
    let depth = |text: &str| {
        let number = text.split_whitespace().next().unwrap_or_default().trim_end_matches('.');
        let parts: Vec<&str> = number.split('.').collect();
        parts.iter().all(|part| part.parse::<u16>().is_ok()).then_some(parts.len())
    };
    let are_numbered = depth(one).is_some() && depth(one) == depth(other);
    one == other || are_numbered || !stems(one).is_disjoint(&stems(other))
}

#[cfg(test)]
mod tests {
    use crate::{Support, answered::answered};

    /// The answer has the first text and not the second.
    fn has(question: &str, page: &str, right: &str, wrong: &str) {
        let (support, text) = answered(question, page);
        assert!(matches!(support, Support::Full | Support::Near), "{question}: {support:?}");
        assert!(text.contains(right) && !text.contains(wrong), "{question}: {text}");
    }

    #[test]
    fn value_under_the_named_heading_is_told_from_others() {
        let works = "Kumi waterworks\nIntake | 4,100\nPumps | 6\nStaff | 31\nLira waterworks\nIntake | 2,900\nPumps | 4\nStaff | 18";
        has("What is the intake of the Kumi waterworks?", works, "4,100", "2,900");
        has("What is the intake of the Lira waterworks?", works, "2,900", "4,100");
        has("How many pumps does the Lira waterworks have?", works, "4", "6");
        let prose = "Mill of Ossa\nThe mill has 12 stones and a tall chimney. The rent is 900 crowns.\n\
                     Mill of Tarn\nThe mill has 7 stones and a low chimney. The rent is 450 crowns.";
        has("What is the rent of the mill of Tarn?", prose, "450", "900");
        has("What is the rent of the mill of Ossa?", prose, "900", "450");
    }

    #[test]
    fn tables_of_years_are_told_apart_by_their_captions() {
        let catches = "Catches 2018\nVessel | Catch\nDory | 310\nHera | 270\nCatches 2019\nVessel | Catch\nDory | 335\nHera | 290";
        has("What was the catch of the Dory in 2019?", catches, "335", "310");
        has("What was the catch of the Dory in 2018?", catches, "310", "335");
    }

    #[test]
    fn numbered_sections_are_told_apart_by_their_titles() {
        let rules = "1. Households\n1.1 The fee for a new meter is 80 euros.\n1.2 The bond is 45 euros.\n\
                     2. Factories\n2.1 The fee for a new meter is 640 euros.\n2.2 The bond is 380 euros.";
        has("What is the bond for households?", rules, "45 euros", "380");
        has("What is the bond for factories?", rules, "380 euros", "45 euros");
    }

    #[test]
    fn statements_under_an_inner_heading_still_answer() {
        let page = "Kumi waterworks\nStaffing\nThe waterworks employs thirty persons by day and night.\nHistory\n\
                    It was opened in 1961 by the mayor of the town.";
        has("How many persons does the Kumi waterworks employ?", page, "thirty persons", "1961");
    }

    #[test]
    fn text_of_a_part_of_a_chapter_is_kept() {
        let page = "Visby waterworks\nVisitors are many. They ask who leads the tour of the plant.\nManagement\n\
                    The office is in the yard. The plant is led by Eva Roth.";
        let (_, text) = answered("Who leads the Visby plant?", page);
        assert!(text.contains("Eva Roth"), "{text}");
    }

    #[test]
    fn name_in_title_case_answers_who() {
        let page = "The board met twice.\nManaging Director Eva Lis";
        let (support, text) = answered("Who is the managing director?", page);
        assert!(support == Support::Full && text.contains("Eva Lis"), "{support:?} {text}");
    }

    /// The answer has all of these.
    fn lists(question: &str, page: &str, items: &[&str]) {
        let (support, text) = answered(question, page);
        assert_eq!(support, Support::Full, "{question}: {text}");
        let missing: Vec<_> = items.iter().filter(|item| !text.contains(**item)).collect();
        assert!(missing.is_empty(), "{question}: {missing:?} of {text}");
    }

    #[test]
    fn section_that_names_the_things_is_quoted_whole() {
        let aims = "Aims of the orchard\nAim 1: Plant 300 pear trees by the river.\nAim 2: Train twelve grafters each spring.\n\
                    Aim 3: Sell cider at two markets.\nBudget of the orchard\nThe budget is 12,000 pounds.";
        let all = ["pear trees", "grafters", "cider"];
        lists("What are the aims of the orchard?", aims, &all);
        lists("List all aims of the orchard", aims, &all);
        assert!(!answered("What are the aims of the orchard?", aims).1.contains("12,000"));
        let duties = "Duties of the ferryman\n1. The boat should be dried.\n2. The ropes should be oiled.\n3. The bell should be rung at dusk.";
        lists("What are the duties of the ferryman?", duties, &["dried", "oiled", "dusk"]);
        let causes = "Causes of the fire\nThe first cause was a broken lamp.\nThe second cause was dry straw.\nThe third cause was the wind.";
        lists("What were the causes of the fire?", causes, &["lamp", "straw", "wind"]);
    }

    #[test]
    fn heading_introduction_and_items_are_one_list() {
        let permit = "Permit of the quarry\nThe holder shall:\n(a) fence the pit;\n(b) water the road;\n(c) count the carts; and\n\
                      (d) pay the levy.\nThe permit ends in May.";
        lists("What shall the holder of the quarry permit do?", permit, &["fence", "water", "carts", "levy"]);
    }

    #[test]
    fn long_lists_are_whole() {
        let towns: Vec<String> = (1..=16).map(|town| format!("\u{2022} Town number {town}")).collect();
        let page = format!("Towns served by the tramway\n{}\nThe tramway is red.", towns.join("\n"));
        lists("Which towns are served by the tramway?", &page, &["number 1\n", "number 9", "number 16"]);
    }

    #[test]
    fn told_number_of_things_is_followed_by_them() {
        let page = "The scheme has three stages. The first stage is a survey of wells. The second stage is drilling. \
                    The third stage is the laying of pipes. Rain delayed the work.";
        lists("What are the stages of the scheme?", page, &["survey", "drilling", "pipes"]);
    }

    #[test]
    fn statements_of_one_form_are_all_given() {
        let page = "The toll for barges is 12 crowns. The toll for tugs is 9 crowns. The toll for rafts is 4 crowns. \
                    The toll for canoes is 1 crown. The toll for yachts is 7 crowns.";
        lists("What are the tolls?", page, &["barges", "tugs", "rafts", "canoes", "yachts"]);
    }

    #[test]
    fn headings_and_captions_alone_answer_nothing() {
        let plan = "National Salt Programme\nGoals and Measures for Coastal Salt Pans\nOutput shall reach 40,000 tonnes in 2031.";
        lists("What are the goals for coastal salt pans?", plan, &["40,000 tonnes"]);
        let asked = "What is the closing time of the archive?\nThe archive closes at 17.45 on every working day.\n\
                     Who may enter?\nReaders with a card may enter.";
        lists("What is the closing time of the archive?", asked, &["17.45"]);
        let caption = "Figure 2: Number of guests of the inn\n\nThe number of guests rose to 8,150 in 2017.";
        let (_, text) = answered("How many guests did the inn have in 2017?", caption);
        assert!(text.contains("8,150"), "{text}");
        let alone =
            answered("What are the fires in the forest of Kibale?", "Fires in the Forest of Kibale\n2020 | 9 | 210 ha");
        assert_ne!(alone.0, Support::Full, "{}", alone.1);
    }
}
