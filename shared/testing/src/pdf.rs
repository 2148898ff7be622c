//! PDFs for tests. The test controls every byte.

use std::fmt::Write;

/// A PDF builder. Pages are 595 × 842 points; positions are in points from the lower left corner.
#[derive(Debug, Clone, Default)]
pub struct PdfBuilder {
    pages: Vec<PageBuilder>,
    trailer: String,
    catalog: String,
    extra: Vec<String>,
}

/// A page builder.
#[derive(Debug, Clone, Default)]
pub struct PageBuilder {
    content: String,
    entries: String,
}

impl PageBuilder {
    /// Writes a line of Helvetica.
    #[must_use]
    pub fn text(self, x: f32, y: f32, size: f32, text: &str) -> Self {
        self.set("F1", (x, y), size, text)
    }

    /// Writes a line of bold Helvetica.
    #[must_use]
    pub fn bold(self, x: f32, y: f32, size: f32, text: &str) -> Self {
        self.set("F2", (x, y), size, text)
    }

    /// Writes lines below each other, 1.2 font sizes apart.
    #[must_use]
    pub fn paragraph(self, x: f32, y: f32, size: f32, lines: &[&str]) -> Self {
        let mut height = y;
        lines.iter().fold(self, |page, line| {
            let page = page.text(x, height, size, line);
            height -= 1.2 * size;
            page
        })
    }

    /// Draws a straight line.
    #[must_use]
    pub fn line(self, from: (f32, f32), to: (f32, f32)) -> Self {
        self.raw(&format!("{} {} m {} {} l S", from.0, from.1, to.0, to.1))
    }

    /// Covers the page with a grey image of one pixel.
    #[must_use]
    pub fn picture(self) -> Self {
        self.raw("q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \u{7f} EI Q")
    }

    /// Adds raw operators of a content stream.
    #[must_use]
    pub fn raw(mut self, operators: &str) -> Self {
        self.content.push_str(operators);
        self.content.push('\n');
        self
    }

    /// Adds an entry to the page's dictionary, such as `/Rotate 90`.
    #[must_use]
    pub fn entry(mut self, entry: &str) -> Self {
        self.entries.push(' ');
        self.entries.push_str(entry);
        self
    }

    fn set(self, font: &str, (x, y): (f32, f32), size: f32, text: &str) -> Self {
        let text = text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
        self.raw(&format!("BT /{font} {size} Tf {x} {y} Td ({text}) Tj ET"))
    }
}

impl PdfBuilder {
    /// Builds a PDF with one page per text. Line feeds separate its lines.
    #[must_use]
    pub fn of_texts(texts: &[&str]) -> Self {
        texts.iter().fold(Self::default(), |pdf, text| {
            let lines: Vec<&str> = text.lines().collect();
            pdf.page(PageBuilder::default().paragraph(72.0, 770.0, 11.0, &lines))
        })
    }

    /// Adds a page.
    #[must_use]
    pub fn page(mut self, page: PageBuilder) -> Self {
        self.pages.push(page);
        self
    }

    /// Adds an entry to the trailer, such as `/Encrypt 9 0 R`.
    #[must_use]
    pub fn trailer(mut self, entry: &str) -> Self {
        self.trailer.push_str(entry);
        self
    }

    /// Adds an entry to the catalogue, such as `/AcroForm 8 0 R`.
    #[must_use]
    pub fn catalog(mut self, entry: &str) -> Self {
        self.catalog.push(' ');
        self.catalog.push_str(entry);
        self
    }

    /// Adds an object after all others; the first one added has the number `6 + 2 × pages`.
    #[must_use]
    pub fn object(mut self, body: &str) -> Self {
        self.extra.push(body.to_owned());
        self
    }

    /// The file. Text is written as Latin-1.
    #[must_use]
    pub fn build(&self) -> Vec<u8> {
        let font =
            |name: &str| format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>");
        let kids: Vec<String> = (0..self.pages.len()).map(|page| format!("{} 0 R", 6 + 2 * page)).collect();
        let kids = kids.join(" ");
        let mut objects = vec![
            format!("<< /Type /Catalog /Pages 2 0 R{} >>", self.catalog),
            format!(
                "<< /Type /Pages /Kids [ {kids} ] /Count {} /MediaBox [0 0 595 842] /Resources 5 0 R >>",
                self.pages.len()
            ),
            font("Helvetica"),
            font("Helvetica-Bold"),
            "<< /Font << /F1 3 0 R /F2 4 0 R >> >>".to_owned(),
        ];
        for (place, PageBuilder { content, entries }) in self.pages.iter().enumerate() {
            objects.push(format!("<< /Type /Page /Parent 2 0 R /Contents {} 0 R{entries} >>", 7 + 2 * place));
            objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.chars().count() + 1));
        }
        objects.extend(self.extra.iter().cloned());
        file(&objects, &self.trailer)
    }
}

/// A file of numbered objects, the first of them the catalogue.
fn file(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut body = latin1("%PDF-1.7\n");
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(objects) {
        let _ = writeln!(table, "{:010} 00000 n ", body.len());
        body.extend(latin1(&format!("{number} 0 obj\n{object}\nendobj\n")));
    }
    let start = body.len();
    let size = objects.len() + 1;
    body.extend(latin1(&format!(
        "{table}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    )));
    body
}

fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|character| u8::try_from(u32::from(character)).unwrap_or(b'?')).collect()
}
