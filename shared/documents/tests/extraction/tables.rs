use super::support::line_of;
use crate::pdf::PageBuilder;

/// A table of 10-point rows with left-aligned cells in columns 60 points apart.
fn table(rows: &[&[&str]]) -> PageBuilder {
    let mut y = 700.0;
    rows.iter().fold(PageBuilder::default(), |page, row| {
        let mut x = 72.0;
        let page = row.iter().fold(page, |page, cell| {
            let at = x;
            x += if x < 100.0 { 150.0 } else { 60.0 };
            if cell.is_empty() { page } else { page.text(at, y, 10.0, cell) }
        });
        y -= 16.0;
        page
    })
}

#[tokio::test]
async fn empty_cells_keep_their_column() {
    let page = table(&[
        &["Utility", "2020", "2021", "2022", "2023"],
        &["Kagadi Power", "212", "", "187", ""],
        &["Masindi Grid", "", "305", "", "288"],
        &["Gulu Light", "98", "97", "95", "91"],
    ]);
    let expected = "Utility | 2020 | 2021 | 2022 | 2023\nKagadi Power | 212 | | 187 |\nMasindi Grid | | 305 | | 288\n\
                    Gulu Light | 98 | 97 | 95 | 91";
    assert_eq!(line_of(page).await, expected);
}

#[tokio::test]
async fn header_alone_shows_empty_cells() {
    let page = table(&[
        &["Utility", "2020", "2021", "2022"],
        &["Kagadi Power", "212", "", "187"],
        &["Masindi Grid", "", "305", "288"],
        &["Gulu Light", "98", "97", ""],
    ]);
    let expected = "Utility | 2020 | 2021 | 2022\nKagadi Power | 212 | | 187\nMasindi Grid | | 305 | 288\n\
                    Gulu Light | 98 | 97 |";
    assert_eq!(line_of(page).await, expected);
}

#[tokio::test]
async fn rows_below_a_merged_label_start_with_an_empty_cell() {
    let page = table(&[
        &["Harbour", "Crane", "Lift (t)", "State"],
        &["Lund", "K1", "15", "idle"],
        &["", "K2", "18", "in use"],
        &["Ystad", "K3", "22", "idle"],
        &["", "K4", "30", "idle"],
    ]);
    let expected = "Harbour | Crane | Lift (t) | State\nLund | K1 | 15 | idle\n| K2 | 18 | in use\n\
                    Ystad | K3 | 22 | idle\n| K4 | 30 | idle";
    assert_eq!(line_of(page).await, expected);
    let partial = table(&[&["Harbour", "Crane", "State"], &["Lund", "K1", "idle"], &["", "", "again"]]);
    assert!(!line_of(partial).await.contains("\n|"));
}

#[tokio::test]
async fn lists_get_no_empty_cells() {
    let page = table(&[&["Name", "Kagadi Power"], &["Town", "Hoima"], &["Phone", "0414", "extension"]]);
    assert!(!line_of(page).await.contains("| |"));
    let names = table(&[&["Chair", "A. Okello", "Hoima"], &["Member", "", "Gulu"], &["Clerk", "B. Aber", "Lira"]]);
    assert_eq!(line_of(names).await, "Chair | A. Okello | Hoima\nMember | Gulu\nClerk | B. Aber | Lira");
}

#[tokio::test]
async fn signs_join_their_figures() {
    let page = PageBuilder::default()
        .text(72.0, 700.0, 10.0, "Sales")
        .text(200.0, 700.0, 10.0, "$")
        .text(240.0, 700.0, 10.0, "1,234")
        .text(300.0, 700.0, 10.0, "(12")
        .text(324.0, 700.0, 10.0, ")")
        .text(360.0, 700.0, 10.0, "5.2")
        .text(384.0, 700.0, 10.0, "%");
    assert_eq!(line_of(page).await, "Sales | $1,234 | (12) | 5.2%");
}

#[tokio::test]
async fn signs_that_name_columns_stay() {
    let page = table(&[&["Year", "$", "%", "2021", "%"], &["Sales", "12", "34", "56", "78"]]);
    assert_eq!(line_of(page).await, "Year | $ | % | 2021 | %\nSales | 12 | 34 | 56 | 78");
}

/// Rows of a label and figures right-aligned in columns 70 points apart, 14 points below each other.
fn rows(page: PageBuilder, top: f32, rows: &[&[&str]]) -> PageBuilder {
    let mut y = top;
    rows.iter().fold(page, |page, row| {
        let mut x = 72.0;
        let page = row.iter().fold(page, |page, cell| {
            let at = x;
            x += if x < 100.0 { 180.0 } else { 70.0 };
            page.text(at, y, 10.0, cell)
        });
        y -= 14.0;
        page
    })
}

const SALES: [&[&str]; 3] = [
    &["Footwear", "2,802", "2,330", "2,422"],
    &["Apparel", "1,286", "1,095", "1,155"],
    &["Total", "4,229", "3,556", "3,721"],
];

#[tokio::test]
async fn header_lines_join_by_column() {
    let page = PageBuilder::default()
        .text(252.0, 728.0, 10.0, "Fiscal")
        .text(322.0, 728.0, 10.0, "Fiscal")
        .text(392.0, 728.0, 10.0, "Fiscal")
        .text(72.0, 714.0, 10.0, "In millions")
        .text(252.0, 714.0, 10.0, "2021")
        .text(322.0, 714.0, 10.0, "2020")
        .text(392.0, 714.0, 10.0, "2019");
    let text = line_of(rows(page, 700.0, &SALES)).await;
    assert!(text.starts_with("In millions | Fiscal 2021 | Fiscal 2020 | Fiscal 2019\nFootwear | 2,802"), "{text}");
}

#[tokio::test]
async fn name_over_columns_is_padded() {
    let page = PageBuilder::default()
        .text(286.0, 728.0, 10.0, "Year ended 31 December")
        .text(252.0, 714.0, 10.0, "2021")
        .text(322.0, 714.0, 10.0, "2020")
        .text(392.0, 714.0, 10.0, "2019");
    let text = line_of(rows(page, 700.0, &SALES)).await;
    assert!(text.starts_with("Year ended 31 December | |\n2021 | 2020 | 2019\nFootwear | 2,802"), "{text}");
}

#[tokio::test]
async fn rows_of_words_are_no_header() {
    let page = rows(
        PageBuilder::default(),
        714.0,
        &[&["Utility", "2021", "2020", "2019"], &["Gulu Light", "none", "none", "none"]],
    );
    let text = line_of(rows(page, 686.0, &SALES)).await;
    assert!(text.starts_with("Utility | 2021 | 2020 | 2019\nGulu Light | none | none | none\nFootwear"), "{text}");
}

/// Lines below each other in two columns, with these labels first and then these values in the content stream.
fn columns(labels: &[&str], values: &[&str], leading: f32) -> PageBuilder {
    let column = |page: PageBuilder, x: f32, lines: &[&str]| {
        lines
            .iter()
            .zip(0_u8..)
            .fold(page, |page, (line, row)| page.text(x, 700.0 - leading * f32::from(row), 10.0, line))
    };
    column(column(PageBuilder::default(), 72.0, labels), 330.0, values)
}

fn pairs(labels: &[&str], values: &[&str]) -> String {
    let rows: Vec<String> = labels.iter().zip(values).map(|(label, value)| format!("{label} | {value}")).collect();
    rows.join("\n")
}

#[tokio::test]
async fn values_written_after_labels_become_rows() {
    let labels = [
        "System average interruption frequency index",
        "Transmission losses of the whole network",
        "Number of customers at the end of the year",
        "Peak demand of the interconnected system",
        "Managing director of the company",
        "Energy sold",
    ];
    let values = ["3.1 percent", "16.4 percent", "48,211", "61 MW", "A. Okello", "212 GWh"];
    assert_eq!(line_of(columns(&labels, &values, 12.0)).await, pairs(&labels, &values));
    assert_eq!(line_of(columns(&labels, &values, 24.0)).await, pairs(&labels, &values));
}

#[tokio::test]
async fn words_after_labels_with_colons_become_rows() {
    let labels =
        ["Name of the utility:", "Head office:", "Licence granted to:", "Chair:", "Postal address of the registry:"];
    let values = ["Kisoro Electricity", "Kisoro", "Muhabura Power", "A. Okello", "Box 12, Kabale"];
    assert_eq!(line_of(columns(&labels, &values, 12.0)).await, pairs(&labels, &values));
}

#[tokio::test]
async fn addresses_beside_each_other_stay_apart() {
    let left = ["Kisoro Electricity Ltd", "12 Main Street", "Kisoro"];
    let right = ["Muhabura Power Ltd", "7 Lake Road", "Kabale"];
    let text = line_of(columns(&left, &right, 12.0)).await;
    assert!(!text.contains(" | 7 Lake Road"), "{text}");
}
