use super::{FIVE_ARTICLES, read_text, targets};
use sisuiq_law::Target;

#[test]
fn references_lead_to_units() {
    let document = read_text(FIVE_ARTICLES);
    for (printed, expected) in [
        ("Annex I", vec!["ANNEX I"]),
        ("paragraph 1", vec!["Article 2(1)"]),
        ("Article 4(1), points (a) and (b)", vec!["Article 4(1)(a)", "Article 4(1)(b)"]),
        ("Article 2(3)", vec!["Article 2(3)"]),
        ("This Article", vec!["Article 3"]),
        ("Article 2", vec!["Article 2"]),
        ("Article 5 of Regulation (EC) No 881/2002", vec!["Regulation (EC) No 881/2002: Article 5"]),
        ("Decision (CFSP) 2031/76", vec!["Decision (CFSP) 2031/76: "]),
    ] {
        assert_eq!(targets(&document, printed), expected, "{printed}");
    }
}

#[test]
fn ranges_and_lists_lead_to_all_units() {
    let text = "Article 1\n\n1. The list:\n\n(a) one;\n\n(b) two;\n\n(c) three.\n\n2. Points (a) to (c) of paragraph 1 and Articles 2 to 4 apply. Articles 1(2), (3) and 3 do too.\n\n3. See point (b) of the first subparagraph of paragraph 1, Article 1(1)(a) to (c), and Article 9.\n\nArticle 2\n\nText.\n\nArticle 3\n\nText.\n\nArticle 4\n\nText.";
    let document = read_text(text);
    assert_eq!(
        targets(&document, "Points (a) to (c) of paragraph 1"),
        ["Article 1(1)(a)", "Article 1(1)(b)", "Article 1(1)(c)"]
    );
    assert_eq!(targets(&document, "Articles 2 to 4"), ["Article 2", "Article 3", "Article 4"]);
    assert_eq!(targets(&document, "Articles 1(2), (3) and 3"), ["Article 1(2)", "Article 1(3)", "Article 3"]);
    assert_eq!(targets(&document, "point (b) of the first subparagraph of paragraph 1"), ["Article 1(1)(b)"]);
    assert_eq!(targets(&document, "Article 1(1)(a) to (c)"), ["Article 1(1)(a)", "Article 1(1)(b)", "Article 1(1)(c)"]);
    assert_eq!(targets(&document, "Article 9"), ["unresolved"]);
}

#[test]
fn sections_and_codes_are_referred_to() {
    let text = "§ 591.201 Prohibited transactions.\n\n(a) All are prohibited. See § 591.406(b), 31 CFR 591.406(a), §§ 591.201 and 591.406, and 31 CFR 501.603(b)(1).\n\n(b) Paragraph (a) of this section, section 203 of IEEPA, 50 U.S.C. 1701, part 501 of this chapter and E.O. 13692 apply.\n\n§ 591.406 Entities.\n\n(a) One.\n\n(b) Two.";
    let document = read_text(text);
    for (printed, expected) in [
        ("§ 591.406(b)", vec!["§ 591.406(b)"]),
        ("31 CFR 591.406(a)", vec!["§ 591.406(a)"]),
        ("§§ 591.201 and 591.406", vec!["§ 591.201", "§ 591.406"]),
        ("31 CFR 501.603(b)(1)", vec!["31 CFR: 501.603(b)(1)"]),
        ("Paragraph (a) of this section", vec!["§ 591.201(a)"]),
        ("section 203 of IEEPA", vec!["IEEPA: section 203"]),
        ("50 U.S.C. 1701", vec!["50 U.S.C.: 1701"]),
        ("part 501 of this chapter", vec!["this chapter: part 501 of this chapter"]),
        ("E.O. 13692", vec!["E.O. 13692: "]),
    ] {
        assert_eq!(targets(&document, printed), expected, "{printed}");
    }
}

#[test]
fn references_of_a_question_are_resolved() {
    let document = read_text(FIVE_ARTICLES);
    let found = document.references_in("What does Article 2(2)(a) say about Annex II?");
    let citations: Vec<String> = found
        .iter()
        .flat_map(|reference| match &reference.target {
            Target::Units(units) => units.iter().map(|unit| document.citation(*unit)).collect(),
            _ => Vec::new(),
        })
        .collect();
    assert_eq!(citations, ["Article 2(2)(a)", "ANNEX II"]);
}

#[test]
fn terms_expand_questions() {
    let document = read_text(FIVE_ARTICLES);
    let terms: Vec<&str> = document.terms.iter().map(|term| term.term.as_str()).collect();
    assert_eq!(terms, ["claim", "economic resources"]);
    assert!(document.definition(document.terms[0].unit).contains("(ii) a counterclaim;"));
    let uses = document.terms_in("May claims on an economic resource be honoured?");
    assert_eq!(uses.iter().map(|found| found.term).collect::<Vec<_>>(), [0, 1]);
    let article = document
        .units
        .iter()
        .position(|unit| unit.label.as_ref().is_some_and(|label| label.text == "Article 2"))
        .unwrap();
    assert_eq!(document.referenced(sisuiq_law::UnitId(article)).len(), 4);
}

#[test]
fn that_means_what_was_named_before() {
    let text = "Article 1\n\n1. One:\n\n(a) first.\n\n2. Where Article 2(1) applies, that Article, paragraph 2 of that Article and that paragraph do too:\n\n(a) those Articles;\n\n(b) that Annex.\n\n3. Articles 1 and 2 apply. Under that Article nothing, under those Articles all. At that point, nothing.\n\n4. Article 9 of Directive 2013/36/EU, point (b) of that Article and Article 3 of that Directive.\n\nArticle 2\n\n1. Provided that paragraph 2 applies.\n\n2. Two.";
    let document = read_text(text);
    for (printed, expected) in [
        ("that Article", vec!["Article 2"]),
        ("paragraph 2 of that Article", vec!["Article 2(2)"]),
        ("that paragraph", vec!["Article 2(1)"]),
        ("that Annex", vec!["unresolved"]),
        ("point (b) of that Article", vec!["Directive 2013/36/EU: point (b) of Article 9"]),
        ("Article 3 of that Directive", vec!["Directive 2013/36/EU: Article 3"]),
        ("paragraph 2", vec!["Article 2(2)"]),
    ] {
        assert_eq!(targets(&document, printed), expected, "{printed}");
    }
    let all = |printed: &str| -> Vec<usize> {
        let found = document.references.iter().filter(|reference| reference.text == printed);
        found.map(|reference| if let Target::Units(units) = &reference.target { units.len() } else { 0 }).collect()
    };
    // two articles were named: one of them is not chosen
    assert_eq!(all("that Article"), [1, 0]);
    assert_eq!(all("those Articles"), [1, 2]);
    assert!(all("that point").is_empty());
}

#[test]
fn thereof_means_the_act_before() {
    let text = "Having regard to the Treaty on European Union, and in particular Article 2 thereof,\n\nArticle 1\n\nPursuant to Regulation (EU) No 833/2014, and in particular Article 2(1) thereof.\n\nArticle 2\n\n1. One.";
    let document = read_text(text);
    assert_eq!(targets(&document, "Article 2(1) thereof"), ["Regulation (EU) No 833/2014: Article 2(1)"]);
    // the Treaty was not recognised as an act, and Article 2 of this one is not meant
    assert_eq!(targets(&document, "Article 2 thereof"), [": Article 2"]);
}

#[test]
fn joined_references_share_their_act() {
    let text = "Article 1\n\n1. As defined in Article 2, point (10), and Article 3 of Directive 2013/34/EU.\n\n2. Article 2 of Regulations (EU) No 1093/2010, (EU) No 1094/2010 and (EU) 2022/858 applies.\n\n3. Article 2 and Article 3 of this Regulation apply.\n\nArticle 2\n\nTwo.\n\nArticle 3\n\nThree.";
    let document = read_text(text);
    assert_eq!(targets(&document, "Article 2, point (10)"), ["Directive 2013/34/EU: Article 2, point (10)"]);
    assert_eq!(targets(&document, "Article 2"), ["Article 2"]);
    let celexes: Vec<&str> = document
        .references
        .iter()
        .filter_map(|reference| match &reference.target {
            Target::External { celex, .. } => celex.as_deref(),
            _ => None,
        })
        .collect();
    assert_eq!(celexes, ["32013L0034", "32013L0034", "32010R1093", "32010R1094", "32022R0858"]);
    let provisions: Vec<&str> = document
        .references
        .iter()
        .filter_map(|reference| match &reference.target {
            Target::External { provision, .. } => Some(provision.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(provisions[2..], ["Article 2", "Article 2", "Article 2"]);
}

#[test]
fn subparagraphs_are_counted_in_their_paragraph() {
    let text = "Article 1\n\n1. One:\n\n(a) first.\n\nThe first subparagraph, point (a), applies.\n\nThe second subparagraph does. The fifth subparagraph does not exist.\n\n2. Two.";
    let document = read_text(text);
    assert_eq!(targets(&document, "The first subparagraph, point (a)"), ["Article 1(1)(a)"]);
    assert_eq!(targets(&document, "The fifth subparagraph"), ["unresolved"]);
    let second = document.references.iter().find(|reference| reference.text == "The second subparagraph").unwrap();
    let Target::Units(units) = &second.target else { panic!("{:?}", second.target) };
    assert_eq!(document.own_text(units[0]), "The first subparagraph, point (a), applies.");
}
