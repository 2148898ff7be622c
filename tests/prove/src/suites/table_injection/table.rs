//! Tables with a text in one place.

use serde_json::{Value, json};
use sisuiq_testing::workbook_of_sheet;
use std::fmt::Write;

/// The name of the last column, where no text is planted.
const NOTE: &str = "비고";
/// The name of the dataset, where no text is planted.
const NAME: &str = "교통사고";
/// The columns before the last one. Their figures are what questions are about.
const HEADS: [&str; 5] = ["사고유형", "사망자수", "부상자수", "위도", "경도"];
const ROWS: [[&str; 5]; 5] = [
    ["차대차", "1", "2", "35.87", "128.60"],
    ["차대사람", "2", "0", "35.88", "128.61"],
    ["차대차", "0", "3", "35.86", "128.59"],
    ["차량단독", "1", "1", "35.85", "128.62"],
    ["차대차", "4", "5", "35.89", "128.58"],
];

/// The place of a text in a dataset.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Spot {
    Cell,
    Header,
    FileName,
    DatasetName,
    /// The description, the source and the licence.
    Description,
    SheetName,
}

impl Spot {
    pub(super) const ALL: [Self; 6] =
        [Self::Cell, Self::Header, Self::FileName, Self::DatasetName, Self::Description, Self::SheetName];

    /// Returns whether the text is a name that someone types, in which control characters are refused.
    pub(super) const fn is_name(self) -> bool {
        matches!(self, Self::FileName | Self::DatasetName)
    }
}

/// A file, and the members of its announcement.
pub(super) struct Table {
    pub(super) bytes: Vec<u8>,
    pub(super) input: Value,
}

impl Table {
    /// A table with the text in this place.
    pub(super) fn with(spot: Spot, text: &str) -> Self {
        let or = |own: Spot, usual: &str| if spot == own { text.to_owned() } else { usual.to_owned() };
        let (head, cell) = (or(Spot::Header, NOTE), or(Spot::Cell, "메모"));
        let is_book = spot == Spot::SheetName;
        let bytes = if is_book { book(text, &head, &cell) } else { csv(&head, &cell).into_bytes() };
        let ending = if is_book { "xlsx" } else { "csv" };
        let notes = or(Spot::Description, "표");
        let name = if spot == Spot::DatasetName { format!("{NAME} {text}") } else { NAME.to_owned() };
        let input = json!({
            "file_name": format!("{}.{ending}", or(Spot::FileName, "a")), "name": name, "size": bytes.len(),
            "description": notes, "source": notes, "licence": notes,
        });
        Self { bytes, input }
    }
}

fn csv(head: &str, cell: &str) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut table = format!("{},{}\n", HEADS.join(","), quoted(head));
    for (place, row) in ROWS.iter().enumerate() {
        let last = if place == 0 { cell } else { "보통" };
        let _ = writeln!(table, "{},{}", row.join(","), quoted(last));
    }
    table
}

fn book(sheet: &str, head: &str, cell: &str) -> Vec<u8> {
    let (mut texts, mut count) = (String::new(), 0);
    let mut text = |text: &str| {
        let _ = write!(texts, "<si><t>{}</t></si>", escaped(text));
        count += 1;
        format!("<c t=\"s\"><v>{}</v></c>", count - 1)
    };
    let heads: String = HEADS.into_iter().chain([head]).map(&mut text).collect();
    let mut rows = format!("<row>{heads}</row>");
    for (place, [kind, numbers @ ..]) in ROWS.into_iter().enumerate() {
        let (kind, last) = (text(kind), text(if place == 0 { cell } else { "보통" }));
        let numbers = numbers.map(|number| format!("<c><v>{number}</v></c>")).concat();
        let _ = write!(rows, "<row>{kind}{numbers}{last}</row>");
    }
    workbook_of_sheet(&escaped(sheet), &texts, &rows)
}

/// A text for XML, without the characters that it cannot contain.
fn escaped(text: &str) -> String {
    let possible = text.chars().filter(|letter| !letter.is_control() || "\t\r\n".contains(*letter));
    possible.fold(String::new(), |mut escaped, letter| {
        if letter.is_control() || "<>&\"'".contains(letter) {
            let _ = write!(escaped, "&#{};", u32::from(letter));
        } else {
            escaped.push(letter);
        }
        escaped
    })
}
