use std::fmt::Write;

use sisuiq_law::{LawDocument, LawInput, UnitId, UnitKind};

use super::{FIVE_ARTICLES, outline, read, read_text};

/// Writes the units as elements without their parents: an item is a row of a table, anything else a paragraph.
fn html(document: &LawDocument) -> String {
    let mut html = String::from("<html><body>");
    for (place, unit) in document.units.iter().enumerate() {
        let label = unit.label.as_ref().map(|label| label.text.as_str()).unwrap_or_default();
        let heading = unit.heading.as_ref().map(|heading| heading.text.as_str()).unwrap_or_default();
        let text = document.own_text(UnitId(place));
        if unit.kind == UnitKind::Table {
            let rows: Vec<String> = unit.text[0].of(&document.text).lines().map(row).collect();
            write!(html, "<table>{}</table>", rows.concat()).unwrap();
        } else if unit.kind.is_point() || unit.kind == UnitKind::Recital {
            write!(html, "<table><tr><td>{label}</td><td>{text}</td></tr></table>").unwrap();
        } else if unit.kind.is_provision() || unit.kind.is_container() {
            let parts = [label, heading, text.as_str()].into_iter().filter(|part| !part.is_empty());
            html.extend(parts.map(|part| format!("<p>{part}</p>")));
        } else {
            write!(html, "<p>{label} {text}</p>").unwrap();
        }
    }
    html + "</body></html>"
}

fn row(line: &str) -> String {
    format!("<tr>{}</tr>", line.split(" | ").map(|cell| format!("<td>{cell}</td>")).collect::<Vec<_>>().concat())
}

#[test]
fn five_articles_come_back_from_html() {
    let document = read_text(FIVE_ARTICLES);
    let again = read(&LawInput::Html(&html(&document)));
    assert_eq!(outline(&again), outline(&document));
}

#[test]
fn five_articles_come_back_from_wrapped_lines() {
    let document = read_text(FIVE_ARTICLES);
    let mut wrapped = String::new();
    for line in FIVE_ARTICLES.lines() {
        let mut width = 0;
        for word in line.split(' ') {
            if width + word.len() > 60 && !line.contains(" | ") {
                wrapped.push('\n');
                width = 0;
            } else if width > 0 {
                wrapped.push(' ');
            }
            wrapped.push_str(word);
            width += word.len() + 1;
        }
        wrapped.push('\n');
    }
    // the lines of the title and of the signature are paragraphs of their own only without wrapping
    let terms = |document: &LawDocument| -> Vec<String> {
        let lines = outline(document).into_iter().skip_while(|line| line != "Preamble");
        lines.take_while(|line| !line.starts_with("Closing")).collect()
    };
    assert_eq!(terms(&read_text(&wrapped)), terms(&document));
}
