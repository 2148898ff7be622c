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
