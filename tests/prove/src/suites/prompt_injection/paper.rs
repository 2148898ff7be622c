//! Files that contain an attack.

use super::attack::Kind;
use sisuiq_testing::pdf::{PageBuilder, PdfBuilder};
use std::fmt::Write;

/// Characters per line.
const WIDTH: usize = 76;

/// Builds a page that answers the question and contains an attack.
pub(super) fn file(page: &[&str], kind: Kind, attack: &str) -> Vec<u8> {
    let page = PageBuilder::default().paragraph(72.0, 770.0, 11.0, page);
    let page = page.entry("/Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 8 0 R >> >>");
    let script = Script::of(attack);
    let page = match kind {
        Kind::Metadata | Kind::Name => page,
        Kind::White => script.write(page.raw("1 1 1 rg"), (72.0, 640.0), 11.0),
        Kind::Tiny => script.write(page, (72.0, 640.0), 0.4),
        Kind::OffPage => script.write(page, (72.0, -300.0), 11.0),
        _ => script.write(page, (72.0, 640.0), 11.0),
    };
    let (font, map) = script.objects();
    let pdf = PdfBuilder::default().page(page).object(&font).object(&map);
    if kind != Kind::Metadata {
        return pdf.build();
    }
    let text = attack.encode_utf16().fold("FEFF".to_owned(), |mut text, unit| {
        let _ = write!(text, "{unit:04X}");
        text
    });
    let info = format!("<< /Title <{text}> /Subject <{text}> /Author <{text}> /Keywords <{text}> >>");
    pdf.object(&info).trailer("/Info 10 0 R").build()
}

/// A text and a font with exactly its characters.
struct Script {
    lines: Vec<String>,
    letters: Vec<char>,
}

impl Script {
    fn of(text: &str) -> Self {
        let lines: Vec<String> = text.lines().flat_map(wrapped).collect();
        let mut letters: Vec<char> = lines.concat().chars().filter(|letter| *letter != ' ').collect();
        letters.sort_unstable();
        letters.dedup();
        Self { lines, letters }
    }

    /// The character's code in the font.
    fn code(&self, letter: char) -> usize {
        self.letters.iter().position(|other| *other == letter).map_or(32, |place| place + 33)
    }

    fn write(&self, page: PageBuilder, (x, y): (f32, f32), size: f32) -> PageBuilder {
        let mut height = y;
        self.lines.iter().fold(page, |page, line| {
            let codes: Vec<String> = line.chars().map(|letter| format!("{:02X}", self.code(letter))).collect();
            let codes = codes.concat();
            let page = page.raw(&format!("BT /F3 {size} Tf {x} {height} Td <{codes}> Tj ET"));
            height -= 1.2 * size;
            page
        })
    }

    /// The font object and its mapping from codes to characters.
    fn objects(&self) -> (String, String) {
        let widths = "500 ".repeat(224);
        let font = format!(
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 32 /LastChar 255 /Widths [ {widths}] /ToUnicode 9 0 R >>"
        );
        let mut known = "<20> <0020>\n".to_owned();
        for letter in &self.letters {
            let _ = writeln!(known, "<{:02X}> <{:04X}>", self.code(*letter), u32::from(*letter));
        }
        let map = format!(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Given def\n/CMapType 2 def\n\
             1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{} beginbfchar\n{known}endbfchar\nendcmap\nend\nend",
            self.letters.len() + 1
        );
        (font, format!("<< /Length {} >>\nstream\n{map}\nendstream", map.len() + 1))
    }
}

/// Wraps a line, at the end of a word where possible.
fn wrapped(line: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in line.split_inclusive(' ') {
        for letter in word.chars() {
            let last = lines.last_mut().unwrap();
            if last.chars().count() < WIDTH {
                last.push(letter);
            } else {
                lines.push(letter.to_string());
            }
        }
        let last = lines.last().unwrap().chars().count();
        if last + 12 > WIDTH && word.ends_with(' ') {
            lines.push(String::new());
        }
    }
    lines
}
