//! Records of an XML file as small trees, with limits. Document types are refused, so no entity can expand.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use crate::error::{Fault, ListError, excerpt};
use crate::options::ReadOptions;
use crate::text::{Source, line_of, present};

/// The most elements of one record.
const MAX_ELEMENTS: usize = 50_000;

/// An element with everything in it. Names have no namespace prefix.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) text: String,
    pub(crate) children: Vec<Element>,
    pub(crate) line: u64,
}

impl Element {
    /// The text without superfluous whitespace, if there is any.
    pub(crate) fn value(&self) -> Option<String> {
        present(&self.text)
    }

    /// The text of the first child of a name.
    pub(crate) fn child_value(&self, name: &str) -> Option<String> {
        self.children.iter().find(|child| child.name == name).and_then(Self::value)
    }
}

/// The frame of a file: the root, elements below it that only group records, and the records.
pub(crate) struct Frame {
    pub(crate) root: &'static str,
    /// Groups, each with the name of its records. An empty name stands for records directly below the root.
    pub(crate) groups: &'static [(&'static str, &'static str)],
}

/// What was read.
#[derive(Default)]
pub(crate) struct Document {
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) records: Vec<Element>,
}

/// Reads all records of a file.
pub(crate) fn read(
    source: &Source<'_>,
    text: &str,
    frame: &Frame,
    options: &ReadOptions,
) -> Result<Document, ListError> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().enable_all_checks(true);
    let mut builder = Builder::new(source, frame, options);
    let mut counted = 0;
    loop {
        let position = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let passed = text.as_bytes().get(counted..position).unwrap_or_default();
        builder.line += line_of(passed, passed.len()) - 1;
        counted = position;
        match reader.read_event() {
            Ok(Event::Eof) => return builder.finish(),
            Ok(event) => builder.take(&event)?,
            Err(quick_xml::Error::Syntax(error)) => {
                return source.fail(Fault::Truncated, Some(builder.line), format!("the XML is incomplete: {error}"));
            }
            Err(error) => {
                return source.fail(
                    Fault::MalformedXml,
                    Some(builder.line),
                    format!("the XML is not well formed: {error}"),
                );
            }
        }
    }
}

struct Builder<'a> {
    source: &'a Source<'a>,
    frame: &'a Frame,
    options: &'a ReadOptions,
    line: u64,
    /// True behind the declaration or anything else.
    started: bool,
    /// The open root and group.
    containers: Vec<String>,
    root_closed: bool,
    /// The open elements of a record.
    open: Vec<Element>,
    elements: usize,
    document: Document,
}

impl<'a> Builder<'a> {
    fn new(source: &'a Source<'a>, frame: &'a Frame, options: &'a ReadOptions) -> Self {
        Self {
            source,
            frame,
            options,
            line: 1,
            started: false,
            containers: Vec::new(),
            root_closed: false,
            open: Vec::new(),
            elements: 0,
            document: Document::default(),
        }
    }

    fn fail<T>(&self, fault: Fault, detail: impl Into<String>) -> Result<T, ListError> {
        self.source.fail(fault, Some(self.line), detail)
    }

    fn take(&mut self, event: &Event<'_>) -> Result<(), ListError> {
        match event {
            Event::Decl(declaration) => {
                if self.started {
                    return self.fail(Fault::MalformedXml, "an XML declaration is inside of the file");
                }
                match declaration.encoding() {
                    None => Ok(()),
                    Some(Ok(encoding)) if encoding.eq_ignore_ascii_case("utf-8") => Ok(()),
                    _ => self.fail(Fault::Encoding, "the file declares another encoding than UTF-8"),
                }?;
            }
            Event::Start(start) => self.start(start)?,
            Event::Empty(start) => {
                self.start(start)?;
                self.end()?;
            }
            Event::End(_) => self.end()?,
            Event::Text(text) => self.text(&text.xml10_content())?,
            Event::CData(text) => self.text(&text.xml10_content())?,
            Event::GeneralRef(reference) => {
                let character = self.reference(reference)?;
                self.text(character.encode_utf8(&mut [0; 4]))?;
            }
            Event::DocType(_) => {
                return self.fail(Fault::ForbiddenXml, "the file declares a document type, which lists do not have");
            }
            Event::Comment(_) | Event::PI(_) | Event::Eof => {}
        }
        self.started = true;
        Ok(())
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), ListError> {
        let name = start.local_name().as_ref().to_owned();
        let attributes = self.attributes(start)?;
        if self.containers.len() + self.open.len() >= self.options.max_depth {
            return self.fail(Fault::TooLarge, format!("elements are nested deeper than {}", self.options.max_depth));
        }
        self.elements += 1;
        if self.open.is_empty() {
            self.elements = 1;
            if self.is_container(&name)? {
                if self.containers.is_empty() {
                    self.document.attributes = attributes;
                }
                self.containers.push(name);
                return Ok(());
            }
            if self.document.records.len() >= self.options.max_entities {
                return self
                    .fail(Fault::TooLarge, format!("the file has more than {} entries", self.options.max_entities));
            }
        }
        if self.elements > MAX_ELEMENTS {
            return self.fail(Fault::TooLarge, format!("an entry has more than {MAX_ELEMENTS} elements"));
        }
        self.open.push(Element { name, attributes, line: self.line, ..Element::default() });
        Ok(())
    }

    /// True for the root and groups, false for records; anything else is a fault.
    fn is_container(&self, name: &str) -> Result<bool, ListError> {
        let groups = self.frame.groups;
        match self.containers.as_slice() {
            [] if self.root_closed => {
                self.fail(Fault::MalformedXml, format!("the element {:?} follows the list", excerpt(name)))
            }
            [] if name == self.frame.root => Ok(true),
            [] if name.eq_ignore_ascii_case("html") => {
                self.fail(Fault::HtmlPage, "the server sent an HTML page instead of the list")
            }
            [] => {
                let detail = format!("the root element is {:?} instead of {:?}", excerpt(name), self.frame.root);
                self.fail(Fault::WrongColumns, detail)
            }
            [_] if groups.iter().any(|(group, record)| group.is_empty() && *record == name) => Ok(false),
            [_] if groups.iter().any(|(group, _)| !group.is_empty() && *group == name) => Ok(true),
            [_, open] if groups.iter().any(|(group, record)| group == open && *record == name) => Ok(false),
            _ => self.fail(Fault::UnexpectedElement, format!("the element {:?} is not expected here", excerpt(name))),
        }
    }

    fn attributes(&self, start: &BytesStart<'_>) -> Result<Vec<(String, String)>, ListError> {
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute
                .or_else(|error| self.fail(Fault::MalformedXml, format!("an attribute is malformed: {error}")))?;
            let value = attribute.normalized_value(XmlVersion::Explicit1_0).or_else(|error| {
                self.fail(Fault::ForbiddenXml, format!("an attribute uses an unknown entity: {error}"))
            })?;
            if value.len() > self.options.max_field {
                return self.fail(Fault::TooLarge, format!("an attribute has {} bytes", value.len()));
            }
            attributes.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
        }
        Ok(attributes)
    }

    fn text(&mut self, text: &str) -> Result<(), ListError> {
        let Some(element) = self.open.last_mut() else {
            return if text.trim().is_empty() {
                Ok(())
            } else if self.started || !self.containers.is_empty() {
                self.fail(Fault::MalformedXml, format!("the text {:?} is outside of an entry", excerpt(text.trim())))
            } else {
                self.fail(Fault::WrongColumns, "the file is not XML")
            };
        };
        element.text.push_str(text);
        if element.text.len() > self.options.max_field {
            let detail = format!("an element has more than {} bytes of text", self.options.max_field);
            return self.fail(Fault::TooLarge, detail);
        }
        Ok(())
    }

    fn reference(&self, reference: &BytesRef<'_>) -> Result<char, ListError> {
        let character = match reference.as_ref() {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "apos" => Some('\''),
            "quot" => Some('"'),
            _ => reference.resolve_char_ref().ok().flatten(),
        };
        match character {
            Some(character) if !character.is_control() || matches!(character, '\t' | '\n' | '\r') => Ok(character),
            Some(_) => self.fail(Fault::MixedEncoding, "a reference stands for a control character"),
            None => {
                let detail = format!("the entity {:?} is not one of XML's own", excerpt(reference.as_ref()));
                self.fail(Fault::ForbiddenXml, detail)
            }
        }
    }

    fn end(&mut self) -> Result<(), ListError> {
        let Some(element) = self.open.pop() else {
            self.containers.pop();
            self.root_closed = self.containers.is_empty();
            return Ok(());
        };
        if !element.children.is_empty() && !element.text.trim().is_empty() {
            let detail = format!("the element {:?} has text between its elements", excerpt(&element.name));
            return self.fail(Fault::MalformedXml, detail);
        }
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.document.records.push(element),
        }
        Ok(())
    }

    fn finish(self) -> Result<Document, ListError> {
        if !self.containers.is_empty() || !self.open.is_empty() {
            return self.fail(Fault::Truncated, "the XML ends before the list does");
        }
        if !self.root_closed {
            return self.fail(Fault::WrongColumns, "the file is not XML");
        }
        if self.document.records.is_empty() {
            return self.fail(Fault::Empty, "the list has no entries");
        }
        Ok(self.document)
    }
}
