//! Workbooks for tests (Office Open XML, ECMA-376 part 1).

use std::io::{Cursor, Write};
use zip::{ZipWriter, write::SimpleFileOptions};

/// Builds a workbook with one sheet from its shared strings (`si` elements) and its rows (`row` elements).
#[must_use]
pub fn workbook(texts: &str, rows: &str) -> Vec<u8> {
    workbook_of_sheet("Outages", texts, rows)
}

/// Builds a workbook like [`workbook`], with the name of its sheet, in which markup is escaped.
#[must_use]
pub fn workbook_of_sheet(name: &str, texts: &str, rows: &str) -> Vec<u8> {
    let part = "http://schemas.openxmlformats.org";
    let files = [
        (
            "[Content_Types].xml",
            format!(
                r#"<Types xmlns="{part}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#
            ),
        ),
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="{part}/package/2006/relationships"><Relationship Id="rId1" Type="{part}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{part}/spreadsheetml/2006/main" xmlns:r="{part}/officeDocument/2006/relationships"><sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships xmlns="{part}/package/2006/relationships"><Relationship Id="rId1" Type="{part}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{part}/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#
            ),
        ),
        ("xl/sharedStrings.xml", format!(r#"<sst xmlns="{part}/spreadsheetml/2006/main">{texts}</sst>"#)),
        (
            "xl/worksheets/sheet1.xml",
            format!(r#"<worksheet xmlns="{part}/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#),
        ),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(name, SimpleFileOptions::default()).expect("a workbook in memory can be written");
        zip.write_all(content.as_bytes()).expect("a workbook in memory can be written");
    }
    zip.finish().expect("a workbook in memory can be written").into_inner()
}
