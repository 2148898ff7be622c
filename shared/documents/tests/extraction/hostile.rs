use std::fmt::Write;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

use sisuiq_documents::{ExtractError, Extractor, Limits, PageState, Rejection};

use super::support::{extractor, file, read, rejection};
use crate::pdf::{PageBuilder, PdfBuilder};

fn letter() -> Vec<u8> {
    PdfBuilder::of_texts(&["Dear Sir or Madam,\nthe lights are on."]).build()
}

#[tokio::test]
async fn non_pdf_is_rejected_before_parsing() {
    for bytes in [&b""[..], b"hello", b"PK\x03\x04 a zip", &[0; 5000]] {
        assert_eq!(rejection(bytes).await, Rejection::NotAPdf);
    }
}

#[tokio::test]
async fn oversized_file_error_names_both_sizes() {
    let limits = Limits { bytes: 100, ..Limits::default() };
    let fault = read(&Extractor { limits, ..extractor() }, &letter()).await.unwrap_err();
    let bytes = letter().len();
    assert_eq!(fault.to_string(), format!("This PDF has {bytes} bytes; at most 100 are accepted."));
}

#[tokio::test]
async fn truncated_file_is_damaged() {
    let long: Vec<String> = (0..400).map(|page| format!("Page {page} of a report that is cut short.")).collect();
    let texts: Vec<&str> = long.iter().map(String::as_str).collect();
    let whole = PdfBuilder::of_texts(&texts).build();
    for share in [1, 10, 50, 90] {
        let cut = whole.len() * share / 100;
        assert_eq!(rejection(&whole[..cut.max(20)]).await, Rejection::Damaged, "cut at {share} %");
    }
}

#[tokio::test]
async fn no_pages_are_named_as_such() {
    assert_eq!(rejection(&PdfBuilder::default().build()).await, Rejection::NoPages);
}

#[tokio::test]
async fn three_thousand_pages_are_too_many() {
    let pdf = (0..3000).fold(PdfBuilder::default(), |pdf, _| pdf.page(PageBuilder::default()));
    assert_eq!(rejection(&pdf.build()).await, Rejection::TooManyPages { pages: 3000, limit: 2000 });
}

#[tokio::test]
async fn password_protected_file_counts_as_encrypted() {
    let key = "0".repeat(64);
    let dictionary = format!("<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <{key}> /U <{key}> >>");
    let pdf = PdfBuilder::of_texts(&["secret"]).object(&dictionary).trailer("/Encrypt 8 0 R /ID [<00> <00>]");
    assert_eq!(rejection(&pdf.build()).await, Rejection::Encrypted);
}

#[tokio::test]
async fn an_unknown_encryption_counts_as_encrypted() {
    let pdf = PdfBuilder::of_texts(&["secret"])
        .object("<< /Filter /Vendor.Lock /V 9 >>")
        .trailer("/Encrypt 8 0 R /ID [<00> <00>]");
    assert_eq!(rejection(&pdf.build()).await, Rejection::Encrypted);
}

/// Files that made parsers overflow their stack, loop or take all memory. Whatever comes of each, it comes soon, and the
/// caller lives.
#[tokio::test]
async fn reading_hostile_files_ends_soon() {
    for (name, bytes) in hostile_files() {
        let began = Instant::now();
        let limits = Limits {
            total: Duration::from_secs(20),
            page: Duration::from_secs(8),
            cpu: Duration::from_secs(5),
            ..Limits::default()
        };
        let outcome = read(&Extractor { limits, ..extractor() }, &bytes).await;
        assert!(began.elapsed() < Duration::from_secs(30), "{name} took {:?}", began.elapsed());
        assert!(
            outcome.is_ok() || outcome.is_err_and(|fault| fault.rejection().is_some()),
            "{name} is the file's fault"
        );
    }
}

fn hostile_files() -> Vec<(&'static str, Vec<u8>)> {
    let nested = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let looping = String::from_utf8(letter()).unwrap().replace("/Root 1 0 R", "/Root 1 0 R /Prev 9");
    let letter = String::from_utf8(letter()).unwrap();
    let start = letter.find("xref\n").unwrap();
    let itself = letter.replace("/Root 1 0 R", &format!("/Root 1 0 R /Prev {start}"));
    let stream = "<< /Type /XRef /W [0 0 0] /Size 100000000 /Index [0 2000000000] /Root 1 0 R /Length 4 >>\nstream\nabcd\nendstream";
    let widths = format!("%PDF-1.7\n1 0 obj\n{stream}\nendobj\nstartxref\n9\n%%EOF\n");
    let endless = letter.replace("/Kids [ 6 0 R ]", "/Kids [ 2 0 R 2 0 R ]");
    let mut deep = PdfBuilder::default().page(PageBuilder::default());
    for number in 8..3000 {
        deep = deep.object(&format!("<< /Type /Pages /Kids [ {} 0 R {} 0 R ] /Count 2 >>", number + 1, number + 1));
    }
    let deep = String::from_utf8(deep.build()).unwrap().replace("/Kids [ 6 0 R ]", "/Kids [ 8 0 R 8 0 R ]");
    vec![
        ("nested arrays", PdfBuilder::of_texts(&["a"]).object(&nested).trailer("/Info 8 0 R").build()),
        (
            "nested arrays in a page",
            PdfBuilder::default().page(PageBuilder::default().raw(&format!("{nested} TJ"))).build(),
        ),
        ("a table that points nowhere", looping.into_bytes()),
        ("a table that points to itself", itself.into_bytes()),
        ("a cross-reference stream of no width", widths.into_bytes()),
        ("pages that hold themselves", endless.into_bytes()),
        ("pages that double at every level", deep.into_bytes()),
        ("a form that draws itself", self_drawing()),
        ("a huge expansion", expanding()),
        (
            "a million saved states",
            PdfBuilder::default().page(PageBuilder::default().raw(&"q ".repeat(1_000_000))).build(),
        ),
    ]
}

fn self_drawing() -> Vec<u8> {
    let form = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 8 0 R >> >> /Length 11 >>\nstream\n/X Do /X Do\nendstream";
    let pdf = PdfBuilder::default().page(PageBuilder::default().raw("/X Do")).object(form).build();
    String::from_utf8(pdf).unwrap().replace("/Font <<", "/XObject << /X 8 0 R >> /Font <<").into_bytes()
}

/// A content stream under four run-length filters. A pair of bytes 0x81 stands for 128 of them, which is 64 pairs: 4 KB
/// would become 67 GB.
fn expanding() -> Vec<u8> {
    let mut data = "8181".repeat(2000);
    data.push_str("80>");
    let stream = format!(
        "<< /Filter [/ASCIIHexDecode /RunLengthDecode /RunLengthDecode /RunLengthDecode /RunLengthDecode] /Length {} >>\nstream\n{data}\nendstream",
        data.len()
    );
    let mut pdf =
        String::from_utf8(PdfBuilder::default().page(PageBuilder::default()).object(&stream).build()).unwrap();
    pdf = pdf.replace("/Contents 7 0 R", "/Contents 8 0 R");
    pdf.into_bytes()
}

#[tokio::test]
async fn random_damage_is_only_a_rejection() {
    let whole = letter();
    for seed in 0_usize..40 {
        let mut bytes = whole.clone();
        for step in 0..20 {
            let place = 9 + (seed * 7919 + step * 104_729) % (bytes.len() - 60);
            bytes[place] = u8::try_from((seed * 31 + step * 17) % 256).unwrap();
        }
        let outcome = read(&extractor(), &bytes).await;
        assert!(outcome.is_ok() || outcome.is_err_and(|fault| fault.rejection().is_some()), "seed {seed}");
    }
}

#[tokio::test]
async fn missing_library_is_no_file_fault() {
    let extractor = Extractor { library: "/nowhere/libpdfium.so".into(), ..extractor() };
    assert!(matches!(read(&extractor, &letter()).await, Err(ExtractError::Library(_))));
}

/// A child that speaks the protocol but misbehaves.
pub(crate) fn misbehaving(script: &str) -> (tempfile::TempDir, Extractor) {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("child");
    let mut text = String::from("#!/bin/sh\n");
    writeln!(text, "{script}").unwrap();
    std::fs::write(&program, text).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let limits = Limits { page: Duration::from_millis(500), total: Duration::from_secs(20), ..Limits::default() };
    let extractor = Extractor { program: "/bin/sh".into(), arguments: vec![program.into()], limits, ..extractor() };
    (folder, extractor)
}

#[tokio::test]
async fn crashing_page_spares_the_others() {
    let script = r#"echo '{"opened":{"pages":3}}'
page() { echo "{\"page\":{\"number\":$1,\"text\":\"page $1\",\"headings\":[],\"state\":\"text\"}}"; }
[ $5 -le 1 ] && page 1
[ $5 -le 2 ] && kill -SEGV $$
page 3"#;
    let (_folder, extractor) = misbehaving(script);
    let letter = file(&letter());
    let pages = extractor.pages(letter.path(), 1..=3).await.unwrap();
    let states: Vec<(u32, PageState)> = pages.iter().map(|page| (page.number, page.state)).collect();
    assert_eq!(states, [(1, PageState::Text), (2, PageState::Unreadable), (3, PageState::Text)]);
}

/// A child that fails on page 2 of 3, and on others that `also` fails on. Its seventh argument is above 0 where it is to leave
/// out what may fail on a damaged file; its pages say so.
fn failing(pages: u32, also: &str, failure: &str) -> (tempfile::TempDir, Extractor) {
    misbehaving(&format!(
        r#"echo '{{"opened":{{"pages":{pages}}}}}'
number=$5
while [ $number -le $6 ] && [ $number -le {pages} ]; do
  [ $7 = 0 ] && {{ [ $number = 2 ] || {also}; }} && {failure}
  echo "{{\"page\":{{\"number\":$number,\"text\":\"plain $7\",\"headings\":[],\"state\":\"text\"}}}}"
  number=$((number + 1))
done"#
    ))
}

async fn texts((_folder, extractor): (tempfile::TempDir, Extractor)) -> Vec<String> {
    let pages = extractor.pages(file(&letter()).path(), 1..=u32::MAX).await.unwrap();
    assert!((1..).zip(&pages).all(|(number, page)| page.number == number), "{pages:?}");
    pages.into_iter().map(|page| page.text).collect()
}

#[tokio::test]
async fn only_failed_page_is_read_plainly() {
    assert_eq!(texts(failing(3, "false", "kill -SEGV $$")).await, ["plain 0", "plain 1", "plain 0"]);
}

#[tokio::test]
async fn each_failed_page_is_read_plainly() {
    let expected = ["plain 1", "plain 1", "plain 1", "plain 0", "plain 1"];
    assert_eq!(texts(failing(5, "[ $number != 4 ]", "kill -SEGV $$")).await, expected);
}

#[tokio::test]
async fn many_hanging_pages_end_in_time() {
    // at half a second a page, the call's 20 seconds would not do
    assert_eq!(texts(failing(60, "true", "sleep 300")).await, vec!["plain 1"; 60]);
}

#[tokio::test]
async fn unrenderable_page_is_read_unstructured() {
    let (_folder, extractor) = misbehaving(
        r#"echo '{"opened":{"pages":1}}'
[ $7 != 2 ] && kill -SEGV $$
echo "{\"page\":{\"number\":$5,\"text\":\"plain $7\",\"headings\":[],\"state\":\"text\"}}""#,
    );
    let pages = extractor.pages(file(&letter()).path(), 1..=1).await.unwrap();
    assert_eq!(pages.iter().map(|page| page.text.as_str()).collect::<Vec<_>>(), ["plain 2"]);
}

/// A child that reads one page of `pages` after `delay` and then has no time left for renderings, if it may render at all.
fn tiring(pages: u32, delay: &str) -> (tempfile::TempDir, Extractor) {
    misbehaving(&format!(
        r#"echo '{{"opened":{{"pages":{pages}}}}}'
number=$5
while [ $number -le $6 ] && [ $number -le {pages} ]; do
  [ $7 = 0 ] && sleep {delay}
  echo "{{\"page\":{{\"number\":$number,\"text\":\"plain $7\",\"headings\":[],\"state\":\"text\"}}}}"
  [ $7 = 0 ] && echo '"rendered_enough"' && exit
  number=$((number + 1))
done"#
    ))
}

#[tokio::test]
async fn child_without_time_is_replaced() {
    assert_eq!(texts(tiring(9, "0")).await, ["plain 0"; 9]);
}

#[tokio::test]
async fn late_pages_are_not_rendered() {
    let (folder, mut extractor) = tiring(60, "0.4");
    extractor.limits.total = Duration::from_secs(8);
    extractor.limits.page = Duration::from_secs(4);
    let texts = texts((folder, extractor)).await;
    assert_eq!((texts[0].as_str(), texts[59].as_str(), texts.len()), ("plain 0", "plain 1", 60));
}

#[tokio::test]
async fn child_that_reads_nothing_ends() {
    let (_folder, extractor) = misbehaving("echo '{\"opened\":{\"pages\":9}}'\necho '\"rendered_enough\"'");
    let fault = extractor.pages(file(&letter()).path(), 1..=9).await.unwrap_err();
    assert_eq!(fault.rejection(), Some(Rejection::Unreadable));
}

#[tokio::test]
async fn wrong_page_number_counts_as_failure() {
    let script = r#"echo '{"opened":{"pages":2}}'
echo '{"page":{"number":1,"text":"one","headings":[],"state":"text"}}'
echo '{"page":{"number":1,"text":"one again","headings":[],"state":"text"}}'"#;
    let (_folder, extractor) = misbehaving(script);
    let pages = extractor.pages(file(&letter()).path(), 1..=2).await.unwrap();
    assert_eq!(pages.iter().map(|page| page.state).collect::<Vec<_>>(), [PageState::Text, PageState::Unreadable]);
}

#[tokio::test]
async fn hanging_reader_is_killed_with_children() {
    let (folder, extractor) = misbehaving("sleep 300 & echo $! > $(dirname $0)/grandchild\nwait");
    let letter = file(&letter());
    let fault = extractor.inspect(letter.path()).await.unwrap_err();
    assert_eq!(fault.rejection(), Some(Rejection::TookTooLong));
    let grandchild = std::fs::read_to_string(folder.path().join("grandchild")).unwrap();
    let gone = || match std::fs::read_to_string(format!("/proc/{}/stat", grandchild.trim())) {
        Ok(stat) => stat.contains(") Z "),
        Err(_) => true,
    };
    let deadline = Instant::now() + Duration::from_secs(5);
    while !gone() {
        assert!(Instant::now() < deadline, "the grandchild lives on");
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn endlessly_writing_reader_is_ended() {
    let (_folder, extractor) = misbehaving("yes | tr -d '\\n'");
    let letter = file(&letter());
    let fault = extractor.inspect(letter.path()).await.unwrap_err();
    assert!(matches!(fault.rejection(), Some(Rejection::Unreadable | Rejection::TookTooLong)));
}

#[tokio::test]
async fn a_reader_starts_without_environment() {
    let (folder, extractor) = misbehaving("env > $(/usr/bin/dirname $0)/environment; exit 1");
    let letter = file(&letter());
    assert_eq!(extractor.inspect(letter.path()).await.unwrap_err().rejection(), Some(Rejection::Unreadable));
    let environment = std::fs::read_to_string(folder.path().join("environment")).unwrap();
    assert!(!environment.contains("HOME=") && !environment.contains("CARGO"), "{environment}");
}

#[tokio::test]
async fn child_limits_itself_before_loading_pdfium() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("never-written.so");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let extractor = extractor();
    // Opening a pipe that nobody writes to blocks, so the child can be looked at.
    let mut child = std::process::Command::new(&extractor.program)
        .arg("read")
        .arg(&pipe)
        .args(["1073741824", "60", "1", "1", "0", "12000"])
        .spawn()
        .unwrap();
    let path = format!("/proc/{}/limits", child.id());
    let expected = [
        ("Max address space", "1073741824"),
        ("Max cpu time", "60"),
        ("Max file size", "0"),
        ("Max processes", "0"),
        ("Max core file size", "0"),
    ];
    let deadline = Instant::now() + Duration::from_secs(10);
    let holds = |limits: &str| {
        expected.iter().all(|(name, value)| {
            let line = limits.lines().find_map(|line| line.strip_prefix(name));
            line.and_then(|line| line.split_whitespace().next()) == Some(value)
        })
    };
    let mut limits = std::fs::read_to_string(&path).unwrap();
    while !holds(&limits) && Instant::now() < deadline {
        limits = std::fs::read_to_string(&path).unwrap();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(holds(&limits), "{limits}");
}
