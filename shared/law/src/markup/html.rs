//! HTML, read as a stream of tags: unclosed elements do no harm, and the time is linear in the size.

use std::convert::Infallible;

use html5gum::{HtmlString, StartTag, Token, Tokenizer};

use super::Writer;
use super::table::{Pending, Table, write};
use crate::source::{Role, Source};
use crate::span::collapsed;

/// Elements that begin and end a block.
const BLOCKS: [&str; 34] = [
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "section",
    "article",
    "header",
    "footer",
    "blockquote",
    "br",
    "hr",
    "dl",
    "dt",
    "dd",
    "pre",
    "body",
    "main",
    "aside",
    "figure",
    "figcaption",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "address",
    "nav",
    "form",
    "fieldset",
    "center",
    "caption",
    "html",
];
/// Elements without text of the document.
const SKIPPED: [&str; 6] = ["script", "style", "head", "template", "noscript", "select"];
/// The most tables within tables; deeper ones are read as paragraphs.
const DEEPEST: usize = 32;

/// Reads a document in HTML.
pub(crate) fn of_html(html: &str) -> Source {
    let mut reader = HtmlReader::default();
    for token in Tokenizer::new(html) {
        reader.token(token);
    }
    reader.finish()
}

#[derive(Debug, Default)]
struct HtmlReader {
    text: String,
    role: Option<Role>,
    blocks: Vec<Pending>,
    tables: Vec<Table>,
    lists: Vec<List>,
    /// The element whose content is skipped.
    skipped: Option<String>,
}

/// An open list with the number of its next item.
#[derive(Debug, Clone)]
struct List {
    sign: Option<char>,
    next: u32,
}

impl HtmlReader {
    fn token(&mut self, token: Result<Token, Infallible>) {
        match token {
            Ok(Token::StartTag(tag)) => self.start(&tag),
            Ok(Token::EndTag(tag)) => self.end(&name(&tag.name)),
            Ok(Token::String(text)) if self.skipped.is_none() => {
                self.text.push_str(&String::from_utf8_lossy(&text.value));
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &StartTag<()>) {
        let element = name(&tag.name);
        if self.skipped.is_some() {
            // a body ends a head that nothing closed
            if element != "body" {
                return;
            }
            self.skipped = None;
        }
        if SKIPPED.contains(&element.as_str()) {
            self.skipped = (!tag.self_closing).then_some(element);
            return;
        }
        match element.as_str() {
            "table" => {
                self.flush();
                if self.tables.len() < DEEPEST {
                    self.tables.push(Table::default());
                }
            }
            "tr" => self.in_table(Table::row),
            "td" => self.in_table(|table| table.cell(false)),
            "th" => self.in_table(|table| table.cell(true)),
            _ if BLOCKS.contains(&element.as_str()) => {
                self.flush();
                self.role = heading(&element, &attribute(tag, "class"));
                self.list(&element, tag);
            }
            _ => {}
        }
    }

    fn in_table(&mut self, change: impl Fn(&mut Table)) {
        self.flush();
        if let Some(table) = self.tables.last_mut() {
            change(table);
        }
    }

    fn list(&mut self, element: &str, tag: &StartTag<()>) {
        match element {
            "ol" => {
                let sign = attribute(tag, "type").chars().next().unwrap_or('1');
                let next = attribute(tag, "start").parse().unwrap_or(1);
                self.lists.push(List { sign: Some(sign), next });
            }
            "ul" => self.lists.push(List { sign: None, next: 1 }),
            "li" => {
                let value = attribute(tag, "value").parse().ok();
                if let Some(list) = self.lists.last_mut() {
                    list.next = value.unwrap_or(list.next);
                    self.text = item_label(list);
                    list.next = list.next.saturating_add(1);
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, element: &str) {
        if let Some(skipped) = &self.skipped {
            if skipped == element {
                self.skipped = None;
            }
            return;
        }
        match element {
            "table" => self.close_table(),
            "td" | "th" | "tr" => self.flush(),
            "ol" | "ul" => {
                self.flush();
                self.lists.pop();
            }
            _ if BLOCKS.contains(&element) => self.flush(),
            _ => {}
        }
    }

    fn close_table(&mut self) {
        self.flush();
        if let Some(table) = self.tables.pop() {
            let blocks = table.finish();
            self.add(blocks);
        }
    }

    fn add(&mut self, blocks: Vec<Pending>) {
        match self.tables.last_mut() {
            Some(table) => table.add(blocks),
            None => self.blocks.extend(blocks),
        }
    }

    fn flush(&mut self) {
        let text = collapsed(&std::mem::take(&mut self.text));
        let role = self.role.take().unwrap_or(Role::Auto);
        if !text.is_empty() {
            self.add(vec![Pending::Block(text, role)]);
        }
    }

    fn finish(mut self) -> Source {
        self.flush();
        while !self.tables.is_empty() {
            self.close_table();
        }
        let mut writer = Writer::default();
        write(self.blocks, &mut writer);
        writer.finish()
    }
}

fn name(name: &HtmlString) -> String {
    String::from_utf8_lossy(name).into_owned()
}

fn attribute(tag: &StartTag<()>, key: &str) -> String {
    tag.attributes
        .get(key.as_bytes())
        .map(|value| String::from_utf8_lossy(&value.value).into_owned())
        .unwrap_or_default()
}

/// Headings by their element, or by the class that EUR-Lex gives to headings of articles and chapters.
fn heading(element: &str, class: &str) -> Option<Role> {
    let level = element.strip_prefix('h').and_then(|level| level.parse().ok());
    let has = |suffix: &str| class.split_whitespace().any(|class| class.ends_with(suffix));
    let is_heading = has("sti-art") || has("ti-section-2") || has("ti-grseq-1") || has("stitle-article-norm");
    level.map(Role::Heading).or_else(|| is_heading.then_some(Role::Heading(6)))
}

/// The label that a browser shows in front of an item.
fn item_label(list: &List) -> String {
    let number = list.next.max(1);
    let letter = |first: u8| {
        let place = u8::try_from((number - 1) % 26).unwrap_or(0);
        char::from(first + place).to_string()
    };
    match list.sign {
        None => "• ".to_owned(),
        Some('a') => format!("{}. ", letter(b'a')),
        Some('A') => format!("{}. ", letter(b'A')),
        Some('i') => format!("{}. ", roman(number)),
        Some('I') => format!("{}. ", roman(number).to_uppercase()),
        Some(_) => format!("{number}. "),
    }
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 9] =
        [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    let mut rest = number.min(399);
    let mut written = String::new();
    for (worth, sign) in SIGNS {
        while rest >= worth {
            written.push_str(sign);
            rest -= worth;
        }
    }
    written
}
