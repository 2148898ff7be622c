//! Other files than PDFs, broken PDFs, and malicious PDFs.

use sisuiq_testing::pdf::{PageBuilder, PdfBuilder};

/// The expected result of a file.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Ends {
    /// Failed with this code.
    Failed(&'static str),
    /// Ready: the reader repairs the file and finds the text of its page.
    Mended,
    /// Ready without useful text.
    Ready,
}

/// A malformed file.
pub struct Malformed {
    /// A name for the defect.
    pub name: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
    /// The expected result.
    pub ends: Ends,
}

/// The text on the page of every repairable file.
pub const TEXT: &str = "The lights are on in Kampala.";

/// All malformed files.
#[must_use]
pub fn all() -> Vec<Malformed> {
    let groups = [strangers(), locked(), broken(), mendable(), hostile()];
    let files = groups.into_iter().flatten();
    files.map(|(name, bytes, ends)| Malformed { name, bytes, ends }).collect()
}

type File = (&'static str, Vec<u8>, Ends);

fn strangers() -> Vec<File> {
    let no_pdf = Ends::Failed("not_a_pdf");
    vec![
        ("nothing at all", Vec::new(), no_pdf),
        ("one byte", b"%".to_vec(), no_pdf),
        ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0".to_vec(), no_pdf),
        ("an archive", b"PK\x03\x04\x14\0\0\0\x08\0".repeat(50), no_pdf),
        ("a web page", b"<!DOCTYPE html><html><body>%PDF</body></html>".to_vec(), no_pdf),
        ("a letter", b"Dear Sir or Madam, please find the report below.".to_vec(), no_pdf),
        ("zeros", vec![0; 20_000], no_pdf),
        ("a header with letters swapped", replaced("%PDF-1.7", "%PFD-1.7"), no_pdf),
        ("text of two bytes a letter", letter().into_iter().flat_map(|byte| [byte, 0]).collect(), no_pdf),
    ]
}

fn locked() -> Vec<File> {
    let key = "0".repeat(64);
    let standard = format!("<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <{key}> /U <{key}> >>");
    let encrypted = |dictionary: &str| {
        PdfBuilder::of_texts(&[TEXT]).object(dictionary).trailer("/Encrypt 8 0 R /ID [<00> <00>]").build()
    };
    vec![
        ("a password", encrypted(&standard), Ends::Failed("encrypted")),
        ("a lock nobody knows", encrypted("<< /Filter /Vendor.Lock /V 9 >>"), Ends::Failed("encrypted")),
    ]
}

fn broken() -> Vec<File> {
    let whole = PdfBuilder::of_texts(&[TEXT; 60]).build();
    let damaged = Ends::Failed("damaged");
    let no_pages = Ends::Failed("no_pages");
    let unreadable = Ends::Failed("unreadable");
    vec![
        ("no cross-reference table", letter()[..position("xref\n")].to_vec(), damaged),
        ("a header alone", b"%PDF-1.7\n".to_vec(), damaged),
        ("a header and noise", [b"%PDF-1.7\n".to_vec(), b"\xde\xad\xbe\xef".repeat(500)].concat(), damaged),
        ("cut short early", whole[..whole.len() / 10].to_vec(), damaged),
        ("cut short late", whole[..whole.len() * 9 / 10].to_vec(), damaged),
        ("no pages", PdfBuilder::default().build(), no_pages),
        ("a page tree without children", replaced("/Kids [ 6 0 R ]", "/Kids [ ]      "), unreadable),
        ("a catalogue that is missing", replaced("/Root 1 0 R", "/Root 99 0 R"), damaged),
    ]
}

fn mendable() -> Vec<File> {
    let start = position("xref\n");
    vec![
        ("a table that starts elsewhere", replaced(&format!("startxref\n{start}"), "startxref\n7"), Ends::Mended),
        ("noise before the header", [b"\r\n\r\nreport\r\n".to_vec(), letter()].concat(), Ends::Mended),
        ("noise after the end", [letter(), b"<script>\0\xff".repeat(300)].concat(), Ends::Mended),
        (
            "a web page and a PDF in one",
            [b"<html><!-- ".to_vec(), letter(), b" --></html>".to_vec()].concat(),
            Ends::Mended,
        ),
        ("more pages announced than there are", replaced("/Count 1 ", "/Count 7 "), Ends::Mended),
        ("fewer than no pages announced", replaced("/Count 1 ", "/Count -1 "), Ends::Mended),
        ("a stream of the wrong length", replaced("<< /Length ", "<< /Length 9"), Ends::Mended),
    ]
}

fn hostile() -> Vec<File> {
    let nested = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let dictionaries = format!("{}{}", "<< /A ".repeat(5_000), ">> ".repeat(5_000));
    let widths = "%PDF-1.7\n1 0 obj\n<< /Type /XRef /W [0 0 0] /Size 100000000 /Index [0 2000000000] /Root 1 0 R /Length 4 \
         >>\nstream\nabcd\nendstream\nendobj\nstartxref\n9\n%%EOF\n";
    let start = position("xref\n");
    let itself = format!("/Root 1 0 R /Prev {start}");
    vec![
        (
            "arrays in arrays",
            PdfBuilder::of_texts(&[TEXT]).object(&nested).trailer("/Info 8 0 R").build(),
            Ends::Mended,
        ),
        ("dictionaries in dictionaries", PdfBuilder::of_texts(&[TEXT]).object(&dictionaries).build(), Ends::Mended),
        ("arrays in arrays on a page", page(&format!("{nested} TJ")), Ends::Ready),
        ("a million saved states", page(&"q ".repeat(1_000_000)), Ends::Ready),
        ("a table that points to itself", replaced("/Root 1 0 R", &itself), Ends::Mended),
        ("a table that points nowhere", replaced("/Root 1 0 R", "/Root 1 0 R /Prev 9"), Ends::Mended),
        ("a cross-reference stream of no width", widths.as_bytes().to_vec(), Ends::Failed("damaged")),
        (
            "pages that hold themselves",
            replaced("/Kids [ 6 0 R ]", "/Kids [ 2 0 R 2 0 R ]"),
            Ends::Failed("unreadable"),
        ),
        ("pages that double at every level", doubling(), Ends::Failed("unreadable")),
        ("a form that draws itself", self_drawing(), Ends::Failed("unreadable")),
        ("four kilobytes that become four gigabytes", expanding(), Ends::Ready),
    ]
}

fn letter() -> Vec<u8> {
    PdfBuilder::of_texts(&[TEXT]).build()
}

fn page(operators: &str) -> Vec<u8> {
    PdfBuilder::default().page(PageBuilder::default().raw(operators)).build()
}

fn position(of: &str) -> usize {
    String::from_utf8(letter()).unwrap().find(of).unwrap()
}

fn replaced(old: &str, new: &str) -> Vec<u8> {
    let letter = String::from_utf8(letter()).unwrap();
    assert!(letter.contains(old), "there is no {old:?} to replace");
    letter.replace(old, new).into_bytes()
}

fn doubling() -> Vec<u8> {
    let mut pdf = PdfBuilder::default().page(PageBuilder::default());
    for number in 8..3000 {
        pdf = pdf.object(&format!("<< /Type /Pages /Kids [ {} 0 R {} 0 R ] /Count 2 >>", number + 1, number + 1));
    }
    String::from_utf8(pdf.build()).unwrap().replace("/Kids [ 6 0 R ]", "/Kids [ 8 0 R 8 0 R ]").into_bytes()
}

fn self_drawing() -> Vec<u8> {
    let form = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 8 0 R >> >> /Length 11 >>\n\
                stream\n/X Do /X Do\nendstream";
    let pdf = PdfBuilder::default().page(PageBuilder::default().raw("/X Do")).object(form).build();
    String::from_utf8(pdf).unwrap().replace("/Font <<", "/XObject << /X 8 0 R >> /Font <<").into_bytes()
}

/// A small content stream that several run-length filters expand to gigabytes.
fn expanding() -> Vec<u8> {
    let data = format!("{}80>", "8120".repeat(1000));
    let filters = "/ASCIIHexDecode /RunLengthDecode /RunLengthDecode /RunLengthDecode /RunLengthDecode";
    let stream = format!("<< /Filter [{filters}] /Length {} >>\nstream\n{data}\nendstream", data.len());
    let pdf = PdfBuilder::default().page(PageBuilder::default()).object(&stream).build();
    String::from_utf8(pdf).unwrap().replace("/Contents 7 0 R", "/Contents 8 0 R").into_bytes()
}
