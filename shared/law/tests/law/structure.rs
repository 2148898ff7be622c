use super::{FIVE_ARTICLES, assert_covered, outline, read_text};
use sisuiq_law::{DoubtKind, looks_like_law};

fn check(text: &str, expected: &[&str]) {
    let document = read_text(text);
    let found = outline(&document);
    assert_eq!(found, expected, "{text}");
    assert_covered(&document);
}

#[test]
fn five_articles_keep_their_structure() {
    let document = read_text(FIVE_ARTICLES);
    let found = outline(&document);
    let expected = [
        "ActTitle COUNCIL REGULATION (EU) 2031/77",
        "ActTitle of 4 March 2031",
        "ActTitle concerning restrictive measures in view of the situation in Examplia",
        "Other THE COUNCIL OF THE EUROPEAN UNION,",
        "Preamble",
        " Subparagraph Having regard to the Treaty on the Functioning of the European Union, and in particular Article 215 thereof,",
        " Subparagraph Whereas:",
        " Recital (1) On 3 March 2031, the Council adopted Decision (CFSP) 2031/76.",
        " Recital (2) Uniform application in all Member States requires action at the level of the Union,",
        " Subparagraph HAS ADOPTED THIS REGULATION:",
        "Chapter CHAPTER I [GENERAL PROVISIONS]",
        " Article Article 1 [Definitions]",
        "  Paragraph For the purposes of this Regulation, the following definitions apply:",
        "   Point (a) ‘claim’ means any claim under a contract, and includes:",
        "    Subpoint (i) a claim for performance of an obligation;",
        "    Subpoint (ii) a counterclaim;",
        "   Point (b) ‘economic resources’ means assets of every kind which are not funds.",
        " Article Article 2 [Prohibitions]",
        "  Paragraph 1. It shall be prohibited to sell or supply goods listed in Annex I to any person in Examplia.",
        "  Paragraph 2. The prohibition in paragraph 1 shall not apply to:",
        "   Point (a) medicines;",
        "   Point (b) goods for the purposes referred to in Article 4(1), points (a) and (b).",
        "  Paragraph 3. Economic resources belonging to persons listed in Annex II shall be frozen.",
        "Chapter CHAPTER II [DEROGATIONS AND FINAL PROVISIONS]",
        " Article Article 3 [Liability]",
        "  Paragraph No claim shall be honoured if it is made by a person referred to in Article 2(3). This Article is without prejudice to judicial review.",
        " Article Article 4 [Authorisations]",
        "  Paragraph 1. By way of derogation from Article 2, the competent authorities may authorise a sale, provided that it is necessary for:",
        "   Point (a) basic needs of persons; or",
        "   Point (b) the payment of legal fees.",
        "   Subparagraph The competent authority shall inform the Commission within two weeks.",
        "  Paragraph 2. Article 5 of Regulation (EC) No 881/2002 shall apply mutatis mutandis.",
        " Article Article 5 [Entry into force]",
        "  Paragraph This Regulation shall enter into force on 5 March 2031. It shall apply from 1 April 2031.",
        "   Subparagraph This Regulation shall be binding in its entirety and directly applicable in all Member States.",
        "Closing Done at Brussels, 4 March 2031.",
        " Paragraph For the Council",
        " Paragraph The President",
        "Annex ANNEX I [GOODS]",
        " Table Code | Description 2710 | Petroleum oils 8802 | Aircraft",
        "Annex ANNEX II [PERSONS]",
    ];
    assert_eq!(found, expected);
    assert_covered(&document);
    let act = &document.metadata;
    assert_eq!(act.celex.as_deref(), Some("32031R0077"));
    assert_eq!(act.date, Some(jiff::civil::date(2031, 3, 4)));
    assert_eq!(act.in_force, Some(jiff::civil::date(2031, 3, 5)));
    assert_eq!(act.applies_from, Some(jiff::civil::date(2031, 4, 1)));
    assert_eq!(act.language.as_deref(), Some("en"));
}

#[test]
fn the_sequence_decides_about_roman_letters() {
    let letters = ('a'..='k').map(|letter| format!("({letter}) item {letter};")).collect::<Vec<String>>().join("\n\n");
    let document = read_text(&format!("Article 1\n\nThe list:\n\n{letters}"));
    assert!(outline(&document).iter().skip(2).all(|line| line.starts_with("  Point (")), "{:?}", outline(&document));
    check(
        "Article 1\n\n(h) one:\n\n(i) first;\n\n(ii) second;\n\n(i) ninth:\n\n(j) tenth",
        &[
            "Article Article 1",
            " Paragraph (h) one:",
            "  Point (i) first;",
            "  Point (ii) second;",
            " Paragraph (i) ninth:",
            " Paragraph (j) tenth",
        ],
    );
    check(
        "Article 1\n\n(u) x:\n\n(i) a\n\n(ii) a\n\n(iii) a\n\n(iv) a\n\n(v) a\n\n(v) b",
        &[
            "Article Article 1",
            " Paragraph (u) x:",
            "  Point (i) a",
            "  Point (ii) a",
            "  Point (iii) a",
            "  Point (iv) a",
            "  Point (v) a",
            " Paragraph (v) b",
        ],
    );
}

#[test]
fn regulations_nest_five_levels() {
    check(
        "Subpart C—Reports\n\n§ 501.603 Reports of blocked property.\n\n(a) Who must report—(1) Holders. Any person.\n\n(2) Others.\n\n(b) When. (1) Initial reports:\n\n(i) Scope. (A) One.\n\n(B) Two.\n\n(ii) More.\n\nNote 1 to paragraph (b): See it.\n\nExample 1. A bank.\n\n[62 FR 45101, Aug. 25, 1997]\n\n§ 501.604 Reports.\n\nText.",
        &[
            "Subpart Subpart C [Reports]",
            " Section § 501.603 [Reports of blocked property.]",
            "  Paragraph (a) Who must report—",
            "   Point (1) Holders. Any person.",
            "   Point (2) Others.",
            "  Paragraph (b) When.",
            "   Point (1) Initial reports:",
            "    Subpoint (i) Scope.",
            "     Subpoint (A) One.",
            "     Subpoint (B) Two.",
            "    Subpoint (ii) More.",
            "     Note Note 1 to paragraph (b) See it.",
            "     Example Example 1 A bank.",
            "  SourceNote [62 FR 45101, Aug. 25, 1997]",
            " Section § 501.604 [Reports.]",
            "  Paragraph Text.",
        ],
    );
}

#[test]
fn statutes_run_labels_into_the_text() {
    check(
        "§ 1702. Presidential authorities\n\n(a) In general(1) At the times the President may—(A) investigate—(i) any transactions,\n\n(ii) transfers,\n\nby any person;\n\n(B) block.\n\n(2) In exercising it.\n\n(b) Exceptions",
        &[
            "Section § 1702. [Presidential authorities]",
            " Paragraph (a) In general",
            "  Point (1) At the times the President may—",
            "   Subpoint (A) investigate—",
            "    Subpoint (i) any transactions,",
            "    Subpoint (ii) transfers,",
            "    Subparagraph by any person;",
            "   Subpoint (B) block.",
            "  Point (2) In exercising it.",
            " Paragraph (b) Exceptions",
        ],
    );
}

#[test]
fn resolutions_have_paragraphs_without_articles() {
    check(
        "The Security Council,\n\nRecalling its resolutions,\n\n1. Decides that all States shall:\n\n(a) Freeze funds;\n\n(b) Prevent entry;\n\n2. Requests a report;\n\n3. Decides to remain seized of the matter.",
        &[
            "Other The Security Council,",
            "Other Recalling its resolutions,",
            "Paragraph 1. Decides that all States shall:",
            " Point (a) Freeze funds;",
            " Point (b) Prevent entry;",
            "Paragraph 2. Requests a report;",
            "Paragraph 3. Decides to remain seized of the matter.",
        ],
    );
}

#[test]
fn guidance_has_headings_and_lists() {
    check(
        "Management Commitment\n\nSenior management’s commitment to the programme is one of the most important factors in it.\n\nRisk Assessment\n\nRisks in sanctions compliance are potential threats. The elements are:\n\n• first thing\n\n• second thing\n\n1.1 Scope of it\n\n1.2 Depth of it",
        &[
            "Heading [Management Commitment]",
            " Paragraph Senior management’s commitment to the programme is one of the most important factors in it.",
            "Heading [Risk Assessment]",
            " Paragraph Risks in sanctions compliance are potential threats. The elements are:",
            "  Point • first thing",
            "  Point • second thing",
            "  Point 1.1 Scope of it",
            "  Point 1.2 Depth of it",
        ],
    );
}

#[test]
fn amendments_are_quoted_units() {
    let text = "Article 1\n\nRegulation (EU) No 1/2012 is amended as follows:\n\n(1) paragraph 3 is replaced by the following:\n\n‘3. A person shall report.’;\n\n(2) the following article is inserted:\n\n‘Article 5a\n\nNew rule\n\n1. One.\n\n2. Two.’.\n\nArticle 2\n\nIt applies.";
    let document = read_text(text);
    let lines = outline(&document);
    let quoted: Vec<&str> = document
        .units
        .iter()
        .filter(|unit| unit.quoted)
        .filter_map(|unit| unit.label.as_ref())
        .map(|label| label.text.as_str())
        .collect();
    assert_eq!(quoted, ["‘3.", "1.", "2."], "{lines:?}");
    assert!(lines.contains(&"  Point (2) the following article is inserted:".to_owned()), "{lines:?}");
    assert!(lines.contains(&"Article Article 2".to_owned()), "{lines:?}");
    assert_covered(&document);
}

#[test]
fn quoted_points_keep_their_label() {
    check(
        "Article 1\n\nAnnex I is amended as follows:\n\n(a) points (a) and (b) are replaced by the following:\n\n‘(a) a repository infringes Article 79;\n\n(b) a repository infringes Article 80;’;\n\n(b) point (c) is deleted.",
        &[
            "Article Article 1",
            " Paragraph Annex I is amended as follows:",
            "  Point (a) points (a) and (b) are replaced by the following:",
            "   Subpoint ‘(a) a repository infringes Article 79;",
            "   Subpoint (b) a repository infringes Article 80;’;",
            "  Point (b) point (c) is deleted.",
        ],
    );
}

#[test]
fn text_belongs_to_the_point_that_it_names() {
    let act = |last: &str| {
        format!(
            "Article 1\n\n1. It may:\n\n(a) ask;\n\n(b) recommend the following:\n\n(i) security;\n\n(ii) terms, where:\n\n— one is met;\n\n— two is met.\n\n{last}\n\n2. It shall report."
        )
    };
    let of = |last: &str| {
        let lines = outline(&read_text(&act(last)));
        lines.into_iter().find(|line| line.trim_start().starts_with("Subparagraph")).unwrap()
    };
    let within = "For the purpose of point (i) of this point, providers shall inform it.";
    assert_eq!(of(within), format!("   Subparagraph {within}"));
    let around = "For the purpose of this paragraph, providers shall inform it.";
    assert_eq!(of(around), format!("  Subparagraph {around}"));
    let elsewhere = "For the purpose of point (v) of this point, providers shall inform it.";
    assert_eq!(of(elsewhere), format!("  Subparagraph {elsewhere}"), "no point has it");
}

#[test]
fn labels_on_their_own_line_take_the_next() {
    check(
        "Article 2\n\nScope\n\n1. This applies to:\n\n(a)\n\nproviders;\n\n(b)\n\nusers.",
        &[
            "Article Article 2 [Scope]",
            " Paragraph 1. This applies to:",
            "  Point (a) providers;",
            "  Point (b) users.",
        ],
    );
}

#[test]
fn broken_numbering_is_counted_and_kept() {
    let document = read_text("Article 1\n\n1. One\n\n2. Two\n\n5. Five\n\n2. Again\n\n6. Six");
    assert_eq!(outline(&document).len(), 6);
    assert_eq!(document.report.count(DoubtKind::Gap), 1);
    assert_eq!(document.report.count(DoubtKind::LabelAsText), 1);
    assert_covered(&document);
}

#[test]
fn structure_decides_what_is_law() {
    assert!(looks_like_law(FIVE_ARTICLES).is_law);
    let cfr = "§ 591.406 Entities owned by one or more persons.\n\n(a) Persons whose property is blocked pursuant to § 591.201 have an interest. See paragraph (b) of this section.\n\n(b) This section limits nothing in E.O. 13884.";
    assert!(looks_like_law(cfr).is_law, "{:?}", looks_like_law(cfr));
    let report = "Annual Report\n\n1. Introduction\n\nThe company grew. This article of ours was sold under a regulation.\n\n2. Results\n\nSales rose to 5 million.\n\n(a) North\n\n(b) South";
    assert!(!looks_like_law(report).is_law, "{:?}", looks_like_law(report));
    assert!(!looks_like_law("").is_law);
}

/// A regulation as the Federal Register prints it.
const WRAPPED: &str = "\
Sec. 598.313  Significant foreign narcotics trafficker.

    The term significant foreign narcotics trafficker means any foreign
person that plays a significant role in international narcotics
trafficking and is named in a list of the office or in a voluntary self-
assessment, or by any other person of the kind that this part names--
at once or later.
    (a) Lists are kept by the office that is named in the sections of
this part that say where reports are sent.
    (b) Reports are due at once, and those that are named by paragraph
(a) of this section are due later.

Name                  Number
Abu Example Trading   1234567 of the register of companies of the city
of example                      none

Clara Keeper,
Director of the Office.
";

#[test]
fn paragraphs_of_wrapped_texts_are_single_lines() {
    let document = read_text(WRAPPED);
    let text: Vec<&str> = document.pages().flat_map(|page| page.text.lines()).filter(|line| !line.is_empty()).collect();
    assert_eq!(
        text,
        [
            "Sec. 598.313  Significant foreign narcotics trafficker.",
            "    The term significant foreign narcotics trafficker means any foreign person that plays a significant role in international narcotics trafficking and is named in a list of the office or in a voluntary self-assessment, or by any other person of the kind that this part \
             names--at once or later.",
            "    (a) Lists are kept by the office that is named in the sections of this part that say where reports are sent.",
            "    (b) Reports are due at once, and those that are named by paragraph (a) of this section are due later.",
            "Name                  Number",
            "Abu Example Trading   1234567 of the register of companies of the city",
            "of example                      none",
            "Clara Keeper,",
            "Director of the Office.",
        ]
    );
    assert_covered(&document);
}

#[test]
fn lines_of_other_texts_stay() {
    let document = read_text(FIVE_ARTICLES);
    let pages: Vec<&str> = document.pages().map(|page| page.text).collect();
    assert_eq!(pages.join("\n"), FIVE_ARTICLES);
}

#[test]
fn general_licences_have_paragraphs() {
    check(
        "GENERAL LICENSE NO. 5V\n\nAuthorizing Certain Transactions\n\n(a) Sales are authorized.\n\n(b) This license authorizes no transfers.",
        &[
            "Section GENERAL LICENSE NO. 5V [Authorizing Certain Transactions]",
            " Paragraph (a) Sales are authorized.",
            " Paragraph (b) This license authorizes no transfers.",
        ],
    );
}
