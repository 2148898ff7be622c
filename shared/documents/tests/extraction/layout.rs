use sisuiq_documents::{PageState, Span};

use super::support::{extractor, file, pages};
use crate::pdf::{PageBuilder, PdfBuilder};

async fn text(page: PageBuilder) -> String {
    let bytes = PdfBuilder::default().page(page).build();
    pages(&bytes).await.remove(0).text
}

const LEFT: [&str; 5] = [
    "The transmission grid was extended by two",
    "lines in the western region, which now carry",
    "power from the new dams to the capital and",
    "across the border. Losses fell for the third",
    "year in a row.",
];
const RIGHT: [&str; 5] = [
    "Staff were trained in live-line work, and no",
    "accident was reported. The board approved a",
    "plan for the next five years that asks for",
    "three hundred engineers and a second control",
    "centre in the north.",
];

#[tokio::test]
async fn lines_of_a_paragraph_become_one() {
    let text = text(PageBuilder::default().paragraph(72.0, 700.0, 11.0, &LEFT)).await;
    assert_eq!(text, LEFT.join(" "));
}

#[tokio::test]
async fn columns_are_read_one_by_one() {
    let across = (0..5).fold(PageBuilder::default(), |page, row| {
        let y = 700.0 - 13.0 * f32::from(u8::try_from(row).unwrap());
        page.text(60.0, y, 11.0, LEFT[row]).text(330.0, y, 11.0, RIGHT[row])
    });
    let apart = PageBuilder::default().paragraph(60.0, 700.0, 11.0, &LEFT).paragraph(330.0, 706.0, 11.0, &RIGHT);
    assert_eq!(text(apart).await, format!("{}\n{}", LEFT.join(" "), RIGHT.join(" ")));
    let text = text(across).await;
    assert!(text.contains("power from the new dams to the capital"), "{text}");
}

#[tokio::test]
async fn heading_over_two_columns_comes_first() {
    let page = PageBuilder::default().paragraph(60.0, 680.0, 11.0, &LEFT).paragraph(330.0, 680.0, 11.0, &RIGHT).bold(
        60.0,
        720.0,
        18.0,
        "A year of growth in the grid and in the people who run it",
    );
    let bytes = PdfBuilder::default().page(page).build();
    let page = pages(&bytes).await.remove(0);
    assert!(
        page.text.starts_with("A year of growth in the grid and in the people who run it\nThe transmission"),
        "{}",
        page.text
    );
    assert_eq!(page.headings, [Span { start: 0, end: 57 }]);
}

#[tokio::test]
async fn table_rows_stay_together() {
    let page = PageBuilder::default()
        .text(72.0, 700.0, 10.0, "Number of employees")
        .text(300.0, 700.0, 10.0, "355")
        .text(360.0, 700.0, 10.0, "372")
        .text(72.0, 684.0, 10.0, "Transmission losses (%)")
        .text(300.0, 684.0, 10.0, "3.2")
        .text(360.0, 684.0, 10.0, "3.5");
    assert_eq!(text(page).await, "Number of employees | 355 | 372\nTransmission losses (%) | 3.2 | 3.5");
}

#[tokio::test]
async fn column_wise_table_becomes_rows() {
    let page = PageBuilder::default()
        .paragraph(72.0, 700.0, 10.0, &["Energy sales", "Energy purchases", "Peak demand"])
        .paragraph(300.0, 700.0, 10.0, &["4,102", "4,785", "645.4"]);
    assert_eq!(text(page).await, "Energy sales | 4,102\nEnergy purchases | 4,785\nPeak demand | 645.4");
}

#[tokio::test]
async fn multi_line_ruled_cell_stays_whole() {
    let mut page = PageBuilder::default()
        .paragraph(75.0, 690.0, 10.0, &["Number of", "employees"])
        .text(205.0, 684.0, 10.0, "355")
        .paragraph(75.0, 654.0, 10.0, &["Peak", "demand"])
        .text(205.0, 648.0, 10.0, "645 MW");
    for y in [702.0, 668.0, 634.0] {
        page = page.line((70.0, y), (300.0, y));
    }
    for x in [70.0, 200.0, 300.0] {
        page = page.line((x, 634.0), (x, 702.0));
    }
    assert_eq!(text(page).await, "Number of employees | 355\nPeak demand | 645 MW");
}

#[tokio::test]
async fn text_printed_twice_is_read_once() {
    let page =
        PageBuilder::default().text(72.0, 700.0, 12.0, "Total NYA 32.2").text(72.3, 700.0, 12.0, "Total NYA 32.2");
    assert_eq!(text(page).await, "Total NYA 32.2");
    let shadow = "Coffee".char_indices().fold(PageBuilder::default(), |page, (place, letter)| {
        let x = 72.0 + 12.0 * f32::from(u8::try_from(place).unwrap());
        page.text(x, 700.0, 18.0, &letter.to_string()).text(x + 0.4, 700.2, 18.0, &letter.to_string())
    });
    assert_eq!(text(shadow).await.replace(' ', ""), "Coffee");
}

#[tokio::test]
async fn line_end_hyphens_are_resolved() {
    let page = PageBuilder::default().paragraph(
        72.0,
        700.0,
        11.0,
        &["The company oversees the trans-", "mission of power over high-", "voltage lines in 2019-", "2024."],
    );
    assert_eq!(
        text(page).await,
        "The company oversees the transmission of power over high-voltage lines in 2019-2024."
    );
}

#[tokio::test]
async fn invisible_text_is_not_read() {
    let page = PageBuilder::default()
        .text(72.0, 700.0, 11.0, "Seen by everybody")
        .text(72.0, 900.0, 11.0, "Above the page")
        .raw("q 0 0 50 50 re W n")
        .text(72.0, 600.0, 11.0, "Hidden by a clip")
        .raw("Q");
    assert_eq!(text(page).await, "Seen by everybody");
}

#[tokio::test]
async fn wide_letter_spacing_splits_no_words() {
    let page = PageBuilder::default().raw("BT /F2 16 Tf 5 Tc 72 700 Td (STRATEGIC) Tj ET");
    assert_eq!(text(page).await, "STRATEGIC");
}

#[tokio::test]
async fn turned_text_is_read_last() {
    let page = PageBuilder::default().raw("BT /F1 11 Tf 0 1 -1 0 40 300 Tm (Copy for the archive) Tj ET").text(
        72.0,
        700.0,
        11.0,
        "The body of the letter, which is longer.",
    );
    assert_eq!(text(page).await, "The body of the letter, which is longer.\nCopy for the archive");
}

#[tokio::test]
async fn accents_and_spaces_are_normalised() {
    assert_eq!(
        text(PageBuilder::default().text(72.0, 700.0, 11.0, "Caf\u{e9}\u{a0}cr\u{e8}me   noir")).await,
        "Café crème noir"
    );
}

#[tokio::test]
async fn pages_without_text_layer_are_recognised() {
    let lines: Vec<String> = (0..20).map(|line| format!("Line {line} of a page with a picture behind it.")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let pdf = PdfBuilder::default()
        .page(PageBuilder::default())
        .page(PageBuilder::default().picture())
        .page(PageBuilder::default().picture().text(72.0, 820.0, 8.0, "Annual report 2020, company confidential"))
        .page(PageBuilder::default().picture().paragraph(72.0, 700.0, 11.0, &lines));
    let states: Vec<PageState> = pages(&pdf.build()).await.iter().map(|page| page.state).collect();
    assert_eq!(states, [PageState::Blank, PageState::NoTextLayer, PageState::NoTextLayer, PageState::Text]);
}

#[tokio::test]
async fn range_gives_only_its_pages() {
    let pdf = file(&PdfBuilder::of_texts(&["one", "two", "three", "four"]).build());
    assert_eq!(extractor().inspect(pdf.path()).await.unwrap().page_count, 4);
    let numbers: Vec<(u32, String)> =
        extractor().pages(pdf.path(), 2..=3).await.unwrap().into_iter().map(|page| (page.number, page.text)).collect();
    assert_eq!(numbers, [(2, "two".to_owned()), (3, "three".to_owned())]);
    assert!(extractor().pages(pdf.path(), 5..=9).await.unwrap().is_empty());
}

#[tokio::test]
async fn figures_stay_with_labels_written_apart() {
    let labels = [
        "Revenue from the sale of energy",
        "Cost of purchased energy",
        "Cost of operations",
        "Profit of the year",
        "Tax",
    ];
    let page = PageBuilder::default().paragraph(72.0, 700.0, 10.0, &labels);
    let page = (0..5).fold(page, |page, row: u8| {
        let y = 700.0 - 12.0 * f32::from(row);
        page.text(300.0, y, 10.0, &format!("4,10{row}")).text(360.0, y, 10.0, "-").text(420.0, y, 10.0, "12 %")
    });
    let rows: Vec<String> =
        labels.iter().enumerate().map(|(row, label)| format!("{label} | 4,10{row} | - | 12 %")).collect();
    assert_eq!(text(page).await, rows.join("\n"));
}

#[tokio::test]
async fn rows_of_many_cells_keep_their_labels() {
    let labels = [
        ("Sales to wholesale customers", true),
        ("Sales through the company's own shops", true),
        ("Revenues of the brand on a wholesale basis:", false),
        ("Sales to wholesale customers abroad", true),
        ("Sales from our wholesale operations to", false),
        ("Total revenues of the brand and its parts", true),
        ("Supplemental details of these revenues:", false),
        ("Revenues of all other product lines", true),
    ];
    let page = labels.iter().zip(0_u8..).fold(PageBuilder::default(), |page, ((label, has_figures), row)| {
        let y = 700.0 - 16.0 * f32::from(row);
        let page = page.text(72.0, y, 9.0, label);
        let cells = (0_u8..9).map(|column| 300.0 + 30.0 * f32::from(column)).filter(|_| *has_figures);
        cells.fold(page, |page, x| page.text(x, y, 9.0, "12"))
    });
    let row = |(label, has_figures): &(&str, bool)| {
        if *has_figures { format!("{label}{}", " | 12".repeat(9)) } else { (*label).to_owned() }
    };
    assert_eq!(text(page).await, labels.iter().map(row).collect::<Vec<_>>().join("\n"));
}

/// Lines 12 points below each other; an indented one starts with a space.
async fn lines(lines: &[&str]) -> String {
    let page = lines.iter().zip(0_u8..).fold(PageBuilder::default(), |page, (line, row)| {
        let x = if line.starts_with(' ') { 90.0 } else { 72.0 };
        page.text(x, 700.0 - 12.0 * f32::from(row), 10.0, line.trim_start())
    });
    text(page).await
}

#[tokio::test]
async fn wrapped_items_stay_whole() {
    let items = lines(&[
        "The applicant shall provide:",
        "1. a plant with a capacity of",
        " 2.5 MW at the least, built",
        " by 2026;",
        "2. a map of the site; and",
        "3. proof that the fee of",
        " 40 dollars is paid.",
    ]);
    let expected = "The applicant shall provide:\n1. a plant with a capacity of 2.5 MW at the least, built by 2026;\n\
                    2. a map of the site; and\n3. proof that the fee of 40 dollars is paid.";
    assert_eq!(items.await, expected);
}

#[tokio::test]
async fn numbered_words_start_items() {
    let steps = lines(&[
        "Registration has two steps:",
        "Step 1: fill in the form, which",
        " the office has",
        "Step 2: pay the fee at the bank",
        "A licence is sent within a month.",
    ]);
    let text = steps.await;
    assert!(
        text.starts_with("Registration has two steps:\nStep 1: fill in the form, which the office has\nStep 2: pay"),
        "{text}"
    );
}

#[tokio::test]
async fn dotted_clauses_are_no_items_before() {
    let clauses =
        lines(&["7. Metering", "7.1 Each customer has a meter", " that is read monthly", "7.2 Nobody may move it"]);
    assert_eq!(
        clauses.await,
        "7. Metering\n7.1 Each customer has a meter that is read monthly\n7.2 Nobody may move it"
    );
}

#[tokio::test]
async fn bullets_written_apart_belong_to_figures() {
    let item = |page: PageBuilder, y: f32, first: &str, rest: &str| {
        let bullet = format!("BT /F1 10 Tf 72 {y} Td <95> Tj ET");
        page.raw(&bullet).text(100.0, y, 10.0, first).text(100.0, y - 12.0, 10.0, rest)
    };
    let page = item(PageBuilder::default(), 700.0, "40 dollars for the meter", "of a home");
    let page = item(page, 676.0, "the form, signed by the", "owner of the house");
    assert_eq!(text(page).await, "• 40 dollars for the meter of a home\n• the form, signed by the owner of the house");
}
