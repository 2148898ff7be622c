use super::*;

const TABLE: &str = "Table 1: Projections\nDescription | 2018/19 (Baseline) | 2019/20\nThe plan is reviewed every year.\n\
                     No. of substations | 25 | 28\nTotal | 3,000.5 | 3,969.7";

fn page<'a>(text: &'a str, running: &[&str]) -> PageParts<'a> {
    let question = Question::new("2019 projections of substations");
    PageParts::new(text, &CutPage::new(text), |line| running.contains(&line), &TermIndex::new(&question))
}

fn parts_of(text: &str) -> Vec<Part<'_>> {
    page(text, &[]).parts(Span { start: 0, end: text.chars().count() }, None)
}

#[test]
fn a_row_knows_its_header_and_caption_even_across_a_sentence() {
    let parts = parts_of(TABLE);
    let [year, projections, substations] = [0, 1, 2];
    let row = parts.iter().find(|part| part.own.contains(substations)).unwrap();
    assert_eq!(row.header.unwrap().of(TABLE).unwrap(), "Description | 2018/19 (Baseline) | 2019/20");
    assert!(row.columns.contains(year) && row.columns.contains(projections));
    assert_eq!(row.column_texts, ["Description | 2018/19 (Baseline) | 2019/20", "Table 1: Projections"]);
}

#[test]
fn the_last_row_of_a_long_table_knows_its_header() {
    let table = "2014 | 2015 | 2016\nEnd of Contract | 3 | 1 | 4\nDeath | 1 | - | 1\nTotal | 8 | 5 | 9\nStaff turnover (%) | 1.88 | 1.13 | 2.07";
    let parts = parts_of(table);
    assert_eq!(parts[4].header.unwrap().of(table).unwrap(), "2014 | 2015 | 2016");
}

#[test]
fn header_has_names_over_several_columns() {
    let table = "Year ended | |\nRegion | 2019 | 2018 | Target\nNorth | 3 | 4 | 2\nWest | 5 | 6 | 4";
    let parts = parts_of(table);
    for row in &parts[2..] {
        assert_eq!(row.header.unwrap().of(table).unwrap(), "Year ended | |\nRegion | 2019 | 2018 | Target");
        assert!(row.columns.contains(0), "2019 is a name of a column");
    }
}

#[test]
fn rows_of_continued_tables_have_carried_header() {
    let text = "North | 3 | 4\nSubstations rose in number.\nWest | 5";
    let question = Question::new("2019 projections of substations");
    let terms = TermIndex::new(&question);
    let carried = Carried::of("Projections\nTable 1\nRegion | 2019 | 2018", &terms);
    let parts = page(text, &[]).parts(Span { start: 0, end: text.chars().count() }, carried);
    assert_eq!(parts.iter().map(|part| part.carried).collect::<Vec<_>>(), [Some("Region | 2019 | 2018"), None, None]);
    assert!(parts[0].columns.contains(0) && !parts[2].columns.contains(0));
    assert!(Carried::of("Projections of 2019", &terms).is_none());
}

#[test]
fn own_header_comes_before_carried_one() {
    let text = "Region | 2017 | 2016\nNorth | 3 | 4";
    let question = Question::new("2019 projections of substations");
    let carried = Carried::of("Region | 2019 | 2018", &TermIndex::new(&question));
    let parts = page(text, &[]).parts(Span { start: 0, end: text.chars().count() }, carried);
    assert_eq!((parts[1].carried, parts[1].header.is_some()), (None, true));
}

/// The part with this text, its header and whether it counts as a header itself.
fn row_of<'a>(text: &'a str, row: &str) -> (Option<&'a str>, bool) {
    let part = parts_of(text).into_iter().find(|part| part.text == row).unwrap();
    (part.header.and_then(|header| header.of(text)), part.names_columns)
}

#[test]
fn lists_of_labels_and_values_have_no_header() {
    let list =
        "Transmission losses | 3.1 percent\nNumber of customers | 48,211\nPeak demand | 61 MW\nManager | A. Okello";
    for row in list.lines() {
        assert_eq!(row_of(list, row), (None, false), "{row}");
    }
}

#[test]
fn words_of_doubtful_headers_are_found_but_not_cited() {
    let list = "Name | Substations of Kisoro\nCustomers | 48,211\nPeak demand | 61 MW";
    let parts = parts_of(list);
    assert!(parts[1].columns.contains(2) && parts[1].header.is_none() && !parts[0].names_columns);
    assert_eq!(row_of("Task | Owner\nPoles | Works\nMeters | Sales", "Task | Owner"), (None, true));
}

#[test]
fn names_of_one_column_head_their_figures() {
    let table = "Region | Customers\nNorth | 48,211\nWest | 1,250";
    assert_eq!(row_of(table, "West | 1,250"), (Some("Region | Customers"), false));
    assert_eq!(row_of(table, "Region | Customers"), (None, true));
}

#[test]
fn a_row_with_a_year_is_no_header_of_the_next() {
    let table = "Action | Owner | By\nReplace transformers | Operations | 2028\nFit banks | Operations | 2026";
    assert_eq!(parts_of(table)[2].header.unwrap().of(table).unwrap(), "Action | Owner | By");
}

#[test]
fn a_label_is_quoted_with_what_it_introduces() {
    let text = "4.1. Vision:\nA grid for everyone in the region.\nOther matters follow here in many more words.";
    let parts = parts_of(text);
    assert_eq!(parts[0].span.of(text).unwrap(), "4.1. Vision:\nA grid for everyone in the region.");
}

#[test]
fn a_clause_is_quoted_with_its_title_which_says_what_its_sentences_are_about() {
    let text = "7. Access.\nIt is open to all.\n8. Substations. An offer is made within ninety days. It stays open for sixty days.";
    let parts = parts_of(text);
    let offer = parts.iter().find(|part| part.text.starts_with("8.")).unwrap();
    assert_eq!(offer.text, "8. Substations. An offer is made within ninety days.");
    let open = parts.iter().find(|part| part.text.starts_with("It stays")).unwrap();
    assert!(open.heading.contains(2) && !open.own.contains(2), "the clause is about substations");
}

#[test]
fn a_list_is_quoted_whole() {
    let text = "Core values\nIntegrity\nTeamwork\nSafety\nThe values guide everything that the company does.";
    assert_eq!(parts_of(text)[0].span.of(text).unwrap(), "Core values\nIntegrity\nTeamwork\nSafety");
}

#[test]
fn list_ends_before_struck_text() {
    let text = "The fees are:\n• 40 dollars for homes\n[struck out] • 45 for schools\n• 50 dollars for shops";
    assert_eq!(parts_of(text)[0].text, "The fees are:\n• 40 dollars for homes");
}

/// The text of the part that starts like this.
fn part_from(text: &str, start: &str) -> String {
    let part = parts_of(text).into_iter().find(|part| part.text.starts_with(start)).unwrap();
    part.text.into_owned()
}

#[test]
fn steps_are_quoted_with_their_introduction() {
    let steps =
        "Registration has three steps:\n1. Fill in the form at the office. It is free.\n2. Pay the fee\n3. Sign.";
    let text = format!("The office is open.\n{steps}\nThe licence follows within a month of that.");
    assert_eq!(part_from(&text, "Registration"), steps);
    assert_eq!(part_from(&text, "2. Pay"), "2. Pay the fee");
}

#[test]
fn introductions_are_quoted_with_any_list() {
    for list in [
        "L'inscription comporte deux étapes :\nÉtape 1 : remplir le formulaire à la mairie.\nÉtape 2 : payer la taxe.",
        "등록은 두 단계로 이루어진다:\n① 신청서를 작성한다.\n② 수수료를 납부한다.",
        "The applicant shall provide:\na copy of the licence of the present owner;\na map of the site; and\nproof that the fee is paid.",
        "Proceed as follows:\na. cut the supply of the house at its pole.\nb. fit the meter and seal it.",
        "Needed are:\n• the form, signed by the owner. A copy will do.\n• the fee.",
    ] {
        let start = list.split(' ').next().unwrap();
        let text = format!("{list}\nNothing else is needed for this.");
        assert_eq!(part_from(&text, start), list);
    }
}

#[test]
fn items_of_inner_lists_belong_to_their_item() {
    let text = "Three things count:\n1. The papers:\n(a) the form\n(b) the map\n2. The fee.";
    assert_eq!(part_from(text, "Three"), text);
    assert_eq!(part_from(text, "1."), "1. The papers:\n(a) the form\n(b) the map");
}

#[test]
fn numbered_titles_below_lists_introduce_their_text() {
    let text = "The fees are:\n• 40 dollars for homes\n8. Substations.\nAn offer is made within ninety days.";
    assert_eq!(part_from(text, "The fees"), "The fees are:\n• 40 dollars for homes");
    assert_eq!(part_from(text, "8."), "8. Substations.\nAn offer is made within ninety days.");
}

#[test]
fn running_lines_are_no_part_of_the_page() {
    let text = "Annual report | 1\n2014 | 2015\nText of one.\nConfidential";
    let parts = page(text, &["Annual report | 1", "Confidential"]).parts(Span { start: 0, end: text.len() }, None);
    assert_eq!(parts.iter().map(|part| part.text.as_ref()).collect::<Vec<_>>(), ["2014 | 2015", "Text of one."]);
}

#[test]
fn a_table_of_contents_is_recognised() {
    let listed = (1..40).map(|page| format!("Chapter title\n{page}")).collect::<Vec<_>>().join("\n");
    assert!(page(&listed, &[]).is_contents());
    assert!(page("Contents\nVision:\nviii", &[]).is_contents());
    assert!(!page(TABLE, &[]).is_contents());
}
