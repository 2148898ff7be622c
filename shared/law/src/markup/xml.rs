//! XML, whose elements show units.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::Writer;
use super::vocabulary::{Meaning, meaning};
use crate::input::LawError;
use crate::source::{Item, Role, Source};
use crate::unit::UnitKind;

/// The most elements within each other.
const DEEPEST: usize = 200;

/// Reads a document in XML.
pub(crate) fn of_xml(xml: &str) -> Result<Source, LawError> {
    let mut events = Reader::from_str(xml);
    events.config_mut().expand_empty_elements = true;
    let mut reader = XmlReader { has_articles: has_articles(xml), ..XmlReader::default() };
    loop {
        let at = events.buffer_position();
        let malformed = |reason: String| LawError::Malformed { at, reason };
        match events.read_event().map_err(|error| malformed(error.to_string()))? {
            Event::Start(tag) => reader.start(&tag)?,
            Event::End(_) => reader.end(),
            Event::Text(text) => reader.push(&text.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(text) => reader.push(&text.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(entity) => {
                let sign = entity.resolve_char_ref().map_err(|error| malformed(error.to_string()))?;
                match sign.map(String::from).or_else(|| predefined(&entity).map(str::to_owned)) {
                    Some(text) => reader.push(&text),
                    None => reader.push(&format!("&{};", &*entity)),
                }
            }
            Event::Eof if reader.open.is_empty() && reader.has_root => return Ok(reader.finish()),
            Event::Eof => return Err(malformed("the document ends before its root element".to_owned())),
            _ => {}
        }
    }
}

/// Returns whether the vocabulary has articles, so that its sections group them.
fn has_articles(xml: &str) -> bool {
    xml.contains("<article") || xml.contains(":article")
}

fn predefined(entity: &str) -> Option<&'static str> {
    match entity {
        "amp" => Some("&"),
        "lt" => Some("<"),
        "gt" => Some(">"),
        "quot" => Some("\""),
        "apos" => Some("'"),
        "nbsp" => Some(" "),
        _ => None,
    }
}

#[derive(Debug, Default)]
struct XmlReader {
    writer: Writer,
    has_articles: bool,
    has_root: bool,
    open: Vec<Meaning>,
    /// Elements that are skipped, including those in them.
    skipped: usize,
    text: String,
    /// Footnotes of the block that is read, and the text of the one that is open.
    footnotes: Vec<String>,
    footnote: Option<(usize, String)>,
    rows: Vec<Vec<String>>,
    header_rows: usize,
    tables: usize,
}

impl XmlReader {
    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), LawError> {
        self.has_root = true;
        if self.open.len() + self.skipped >= DEEPEST {
            return Err(LawError::TooDeep { limit: DEEPEST });
        }
        let of_type = tag.try_get_attribute("TYPE").ok().flatten().map(|attribute| attribute.value.to_string());
        let mut meaning = meaning(tag.local_name().as_ref(), &of_type.unwrap_or_default(), self.has_articles);
        if self.skipped > 0 || meaning == Meaning::Skipped {
            self.skipped += 1;
            return Ok(());
        }
        if meaning == Meaning::Footnote && self.text.trim().is_empty() && self.footnote.is_none() {
            meaning = Meaning::Unit { kind: UnitKind::Note, is_parsed: true };
        }
        self.open.push(meaning);
        if self.footnote.is_none() {
            self.begin(meaning);
        }
        Ok(())
    }

    fn begin(&mut self, meaning: Meaning) {
        match meaning {
            Meaning::Footnote => self.footnote = Some((self.open.len(), String::new())),
            Meaning::Table => {
                self.flush(Role::Auto);
                self.tables += 1;
            }
            Meaning::Row if self.tables > 0 => self.rows.push(Vec::new()),
            Meaning::Cell { .. } if self.tables > 0 => self.flush(Role::Auto),
            _ if self.tables > 0 => self.text.push(' '),
            Meaning::Unit { kind, is_parsed } => {
                self.flush(Role::Auto);
                self.writer.open(kind, is_parsed);
            }
            Meaning::Quoted => {
                self.flush(Role::Auto);
                self.writer.items.push(Item::Quote { opens: true });
            }
            Meaning::Label | Meaning::Heading | Meaning::Block => self.flush(Role::Auto),
            _ => {}
        }
    }

    fn end(&mut self) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        let depth = self.open.len();
        let Some(meaning) = self.open.pop() else { return };
        if let Some((opened, text)) = self.footnote.take_if(|(opened, _)| *opened >= depth) {
            if opened == depth {
                self.footnotes.push(text);
            }
            return;
        }
        if self.footnote.is_some() {
            return;
        }
        match meaning {
            Meaning::Table => self.end_table(),
            Meaning::Cell { is_header } if self.tables > 0 => self.end_cell(is_header),
            _ if self.tables > 0 => self.text.push(' '),
            Meaning::Label => self.flush(Role::Label),
            Meaning::Heading => self.flush(Role::Heading(1)),
            Meaning::Block => self.flush(self.role()),
            Meaning::Unit { .. } => {
                self.flush(Role::Auto);
                self.writer.close();
            }
            Meaning::Quoted => {
                self.flush(Role::Auto);
                self.writer.items.push(Item::Quote { opens: false });
            }
            _ => {}
        }
    }

    /// The role of a block: that of the label or heading around it.
    fn role(&self) -> Role {
        let around = self.open.iter().rev().take_while(|meaning| !matches!(meaning, Meaning::Unit { .. }));
        let named = around.filter_map(|meaning| match meaning {
            Meaning::Label => Some(Role::Label),
            Meaning::Heading => Some(Role::Heading(1)),
            _ => None,
        });
        named.last().unwrap_or(Role::Auto)
    }

    fn end_cell(&mut self, is_header: bool) {
        let cell = crate::span::collapsed(&std::mem::take(&mut self.text));
        if self.rows.is_empty() {
            self.rows.push(Vec::new());
        }
        if is_header {
            self.header_rows = self.rows.len();
        }
        if let Some(row) = self.rows.last_mut() {
            row.push(cell);
        }
    }

    fn end_table(&mut self) {
        self.tables -= 1;
        if self.tables > 0 {
            return;
        }
        // a caption, or text outside of cells
        self.flush(Role::Auto);
        let rows = std::mem::take(&mut self.rows);
        self.writer.table(&rows, std::mem::take(&mut self.header_rows));
    }

    fn push(&mut self, text: &str) {
        if self.skipped > 0 {
            return;
        }
        match &mut self.footnote {
            Some((_, footnote)) => footnote.push_str(text),
            None => self.text.push_str(text),
        }
    }

    fn flush(&mut self, role: Role) {
        let text = std::mem::take(&mut self.text);
        self.writer.block(&text, role);
        for footnote in std::mem::take(&mut self.footnotes) {
            self.writer.open(UnitKind::Footnote, false);
            self.writer.block(&footnote, Role::Auto);
            self.writer.close();
        }
    }

    fn finish(mut self) -> Source {
        self.flush(Role::Auto);
        self.writer.finish()
    }
}
