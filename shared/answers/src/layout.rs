//! Writes statements as Markdown: quoted lists as lists, lines as lines, rows as tables.
//!
//! The text of a document never acts as Markdown of its own: besides what [`inert`] does, a character that would begin a heading, a
//! block quote, a rule or the delimiter of a table is escaped, and so are bars inside cells. The words stand in the order of the
//! page, so that the text can be read without being rendered.

use crate::{Claim, inert};
use sisuiq_documents::{item_form, starts_item};

/// The deepest level of a list. Items below it join the last level.
const DEEPEST: usize = 3;
/// Characters of rules, underlined headings and the delimiters of tables.
const OF_RULES: &str = "-=*_+:| ";
/// Ends a line inside a paragraph.
const LINE_BREAK: &str = "  \n";

/// The place of a statement in an answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Place {
    /// A block of its own.
    Block,
    /// The text of a list item, behind a mark of this many characters. Rows are sentences there.
    Item(usize),
    /// The next row of the table with which the text before ends.
    NextRow,
}

impl Claim {
    /// The statement as inert Markdown. `marks` are the numbers of its citations; they follow its last words, in a table inside
    /// the last cell.
    #[must_use]
    pub fn markdown(&self, place: Place, marks: &str) -> String {
        match (&self.row, place) {
            (Some(row), Place::Block) => {
                let delimiter = "|---".repeat(row.names.len());
                [&table_row(&row.names, ""), "\n", &delimiter, "|\n", &table_row(&row.cells, marks)].concat()
            }
            (Some(row), Place::NextRow) => table_row(&row.cells, marks),
            (_, Place::Item(indent)) => lines(&self.text, indent) + marks,
            (None, Place::Block | Place::NextRow) => lines(&self.text, 0) + marks,
        }
    }
}

fn table_row(cells: &[String], marks: &str) -> String {
    let last = cells.len().saturating_sub(1);
    let cell = |(place, text): (usize, &String)| {
        let text = inert(&collapsed(text)).replace('|', "\\|");
        let marks = if place == last { marks } else { "" };
        [text.as_str(), marks].concat().trim().to_owned()
    };
    let cells: Vec<String> = cells.iter().enumerate().map(cell).collect();
    format!("| {} |", cells.join(" | "))
}

fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines of a text as paragraphs and lists. All but the first are indented.
fn lines(text: &str, indent: usize) -> String {
    let text = inert(text);
    let lines: Vec<String> = text.lines().map(collapsed).filter(|line| !line.is_empty()).collect();
    if let [line] = lines.as_slice() {
        return only_line(line);
    }
    let items: Vec<Option<Item<'_>>> = lines.iter().map(|line| Item::of(line)).collect();
    let mut writer = Writer { text: String::new(), indent, levels: Vec::new() };
    for (place, (line, item)) in lines.iter().zip(&items).enumerate() {
        // the number of a title is no list: "7. Access." above a sentence
        let is_listed = place > 0 || items.get(1).is_some_and(Option::is_some);
        match item {
            Some(item) if is_listed => writer.item(item),
            _ => writer.line(line),
        }
    }
    writer.text
}

/// A line without its bullet, which says nothing on a line of its own.
fn only_line(line: &str) -> String {
    match Item::of(line) {
        Some(Item { mark: Mark::Bullet, text, .. }) => escaped(text),
        _ => escaped(line),
    }
}

/// A line that is an item of a list.
struct Item<'a> {
    form: String,
    mark: Mark,
    /// The text without the mark; with it, if Markdown has no such mark.
    text: &'a str,
}

#[derive(Clone, Copy)]
enum Mark {
    Bullet,
    /// A number and the character after it.
    Number(u32, char),
    /// A mark that Markdown does not have: `(a)`, `Step 2:`.
    Other,
}

impl<'a> Item<'a> {
    fn of(line: &'a str) -> Option<Self> {
        let (mark, rest) = line.split_once(' ').filter(|_| starts_item(line))?;
        let form = item_form(line);
        if !mark.contains(char::is_alphanumeric) {
            return Some(Self { form, mark: Mark::Bullet, text: rest });
        }
        let number = mark.strip_suffix(['.', ')']).and_then(|number| number.parse().ok());
        Some(match (number, mark.chars().next_back()) {
            (Some(number), Some(end)) => Self { form, mark: Mark::Number(number, end), text: rest },
            _ => Self { form, mark: Mark::Other, text: line },
        })
    }
}

/// A list that is being written.
struct Level {
    form: String,
    /// The characters before its marks.
    indent: usize,
    /// The characters before the text of its items.
    inner: usize,
    /// The next number, of a numbered list.
    next: Option<u32>,
}

struct Writer {
    text: String,
    indent: usize,
    levels: Vec<Level>,
}

impl Writer {
    /// Writes a line of a paragraph.
    fn line(&mut self, line: &str) {
        let separator = match () {
            () if self.text.is_empty() => "",
            () if self.levels.is_empty() => LINE_BREAK,
            () => "\n\n",
        };
        self.levels.clear();
        self.start(separator, self.indent);
        self.text.push_str(&escaped(line));
    }

    /// Writes an item: into the list of its form, or into a new one below the last item.
    fn item(&mut self, item: &Item<'_>) {
        let known = self.levels.iter().position(|level| level.form == item.form);
        let is_deepest = self.levels.len() == DEEPEST;
        let is_new = known.is_none() && !is_deepest;
        self.levels.truncate(known.map_or(self.levels.len(), |known| known + 1));
        let parent = if is_new { None } else { self.levels.pop() };
        let indent = match &parent {
            Some(level) => level.indent,
            None => self.levels.last().map_or(self.indent, |level| level.inner),
        };
        let expected = parent.map_or_else(|| item.number(), |level| level.next);
        let number = item.number().filter(|number| Some(*number) == expected);
        let mark = match (item.mark, number) {
            (Mark::Number(number, end), Some(_)) => format!("{number}{end} "),
            _ => "- ".to_owned(),
        };
        // only a list that begins with 1 can follow a line directly
        let separator = match () {
            () if self.text.is_empty() => "",
            () if is_new && number.is_some_and(|number| number != 1) => "\n\n",
            () => "\n",
        };
        self.start(separator, indent);
        self.text.push_str(&mark);
        let text = match (item.mark, number) {
            // a number out of order, which a numbered list would change
            (Mark::Number(number, end), None) => format!("{number}\\{end} {}", item.text),
            _ => escaped(item.text),
        };
        self.text.push_str(&text);
        let next = number.and_then(|number| number.checked_add(1));
        self.levels.push(Level { form: item.form.clone(), indent, inner: indent + mark.len(), next });
    }

    fn start(&mut self, separator: &str, indent: usize) {
        self.text.push_str(separator);
        if !separator.is_empty() {
            self.text.push_str(&" ".repeat(indent));
        }
    }
}

impl Item<'_> {
    const fn number(&self) -> Option<u32> {
        match self.mark {
            Mark::Number(number, _) => Some(number),
            Mark::Bullet | Mark::Other => None,
        }
    }
}

/// A line that begins no block of Markdown but a numbered item.
fn escaped(line: &str) -> String {
    if let Some((mark, rest)) = line.split_once(' ')
        && mark.strip_suffix(['.', ')']).is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return [mark, " ", &escaped(rest)].concat();
    }
    let first = line.split(' ').next().unwrap_or_default();
    let is_mark = ["-", "+", "*"].contains(&first) || !first.is_empty() && first.bytes().all(|byte| byte == b'#');
    let is_rule = !line.is_empty() && line.chars().all(|letter| OF_RULES.contains(letter));
    let begins = is_mark || is_rule || line.starts_with('>') || line.starts_with("~~~");
    if begins { ["\\", line].concat() } else { line.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NamedRow;
    use comrak::{Arena, Options, markdown_to_html, nodes::NodeValue, parse_document};
    use proptest::prelude::*;

    fn claim(text: &str) -> Claim {
        Claim { text: text.to_owned(), row: None, quotes: Vec::new() }
    }

    fn options() -> Options<'static> {
        let mut options = Options::default();
        let add = &mut options.extension;
        (add.autolink, add.table, add.strikethrough, add.footnotes, add.tasklist) = (true, true, true, true, true);
        options
    }

    fn html(text: &str) -> String {
        markdown_to_html(text, &options()).replace('\n', "")
    }

    /// Blocks and links that a text has as Markdown, apart from paragraphs and lists.
    fn acts(text: &str) -> Vec<String> {
        let arena = Arena::new();
        let document = parse_document(&arena, text, &options());
        let acts = document.descendants().filter_map(|node| match &node.data.borrow().value {
            NodeValue::Link(link) if link.url.starts_with("mailto:") => None,
            node @ (NodeValue::Link(_)
            | NodeValue::Image(_)
            | NodeValue::HtmlBlock(_)
            | NodeValue::HtmlInline(_)
            | NodeValue::Heading(_)
            | NodeValue::BlockQuote
            | NodeValue::CodeBlock(_)
            | NodeValue::ThematicBreak
            | NodeValue::FootnoteDefinition(_)) => Some(format!("{node:?}")),
            _ => None,
        });
        acts.collect()
    }

    #[test]
    fn lists_follow_their_heading() {
        let text = claim("What are the strategic objectives?\n· Raise the share of supply.\n· Reduce the losses.");
        let shown = text.markdown(Place::Block, " [1]");
        assert_eq!(shown, "What are the strategic objectives?\n- Raise the share of supply.\n- Reduce the losses. [1]");
        let list = "<ul><li>Raise the share of supply.</li><li>Reduce the losses. [1]</li></ul>";
        assert_eq!(html(&shown), ["<p>What are the strategic objectives?</p>", list].concat());
    }

    #[test]
    fn lines_stay_lines() {
        let shown = claim("Core values\nIntegrity\n  Team   work").markdown(Place::Block, " [1]");
        assert_eq!(shown, "Core values  \nIntegrity  \nTeam work [1]");
        assert_eq!(html(&shown), "<p>Core values<br />Integrity<br />Team work [1]</p>");
    }

    #[test]
    fn numbers_of_items_stay() {
        let shown = |text: &str| claim(text).markdown(Place::Block, "");
        assert_eq!(shown("Steps:\n1. Fill in.\n2. Pay."), "Steps:\n1. Fill in.\n2. Pay.");
        assert_eq!(shown("Steps:\n3) Fill in.\n4) Pay."), "Steps:\n\n3) Fill in.\n4) Pay.");
        assert_eq!(shown("Steps:\n1. Fill in.\n5. Pay."), "Steps:\n1. Fill in.\n- 5\\. Pay.");
        assert_eq!(shown("Needed:\n(a) the form\n(b) the map"), "Needed:\n- (a) the form\n- (b) the map");
    }

    #[test]
    fn items_of_inner_lists_are_indented() {
        let text = "Three count:\n1. The papers:\n(a) the form\n(b) the map\n2. The fee.\nThe end.";
        let list = "Three count:\n1. The papers:\n   - (a) the form\n   - (b) the map\n2. The fee.\n\nThe end.";
        assert_eq!(claim(text).markdown(Place::Block, ""), list);
        let inner =
            "- Three count:\n  1. The papers:\n     - (a) the form\n     - (b) the map\n  2. The fee.\n\n  The end.";
        assert_eq!(["- ", &claim(text).markdown(Place::Item(2), "")].concat(), inner);
        assert!(html(inner).starts_with("<ul><li><p>Three count:</p><ol><li>The papers:<ul><li>(a) the form</li>"));
    }

    #[test]
    fn single_lines_need_no_bullet() {
        let shown = |text: &str| claim(text).markdown(Place::Block, " [1]");
        assert_eq!(shown("· Raise the share."), "Raise the share. [1]");
        assert_eq!(shown("15. First notice. It is given."), "15. First notice. It is given. [1]");
        assert_eq!(shown("8. Access.\nIt is open."), "8. Access.  \nIt is open. [1]");
    }

    fn row(names: &[&str], cells: &[&str]) -> Claim {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Claim { row: Some(NamedRow { names: owned(names), cells: owned(cells) }), ..claim("A: 1; B: 2") }
    }

    #[test]
    fn rows_are_tables() {
        let first = row(&["", "Owner", "By"], &["Fit banks", "", "2026"]).markdown(Place::Block, " [1] [2]");
        assert_eq!(first, "|  | Owner | By |\n|---|---|---|\n| Fit banks |  | 2026 [1] [2] |");
        let second = row(&["", "Owner", "By"], &["Paint", "Works", ""]).markdown(Place::NextRow, " [3]");
        assert_eq!(second, "| Paint | Works | [3] |");
        let shown = html(&[first, second].join("\n"));
        assert_eq!((shown.matches("<tr>").count(), shown.matches("<td>").count()), (3, 6), "{shown}");
        assert_eq!(row(&["a", "b"], &["1", "2"]).markdown(Place::Item(2), " [1]"), "A: 1; B: 2 [1]");
    }

    #[test]
    fn documents_write_no_markdown() {
        for (text, shown) in [
            ("# Pay now", "\\# Pay now"),
            ("Notice\n> quoted\n---\n===", "Notice  \n\\> quoted  \n\\---  \n\\==="),
            ("a | b\n--- | :--", "a | b  \n\\--- | :--"),
            ("Notice\n• # Pay\n• - - -", "Notice\n- \\# Pay\n- \\- - -"),
            ("1. # Pay", "1. \\# Pay"),
            ("~~~\nx", "\\~~~  \nx"),
            ("#1 priority", "#1 priority"),
        ] {
            assert_eq!(claim(text).markdown(Place::Block, ""), shown);
            assert_eq!(acts(shown), [""; 0], "{shown}");
        }
    }

    #[test]
    fn bars_stay_inside_cells() {
        let shown = row(&["a|b", "c"], &["x \\| y", "![i](http://evil.example/|)"]).markdown(Place::Block, " [1]");
        let table = html(&shown);
        assert_eq!((table.matches("<th>").count(), table.matches("<td>").count()), (2, 2), "{shown}");
        assert!(table.contains("<th>a|b</th>") && table.contains("[1]</td>"), "{table}");
        assert_eq!(acts(&shown), [""; 0], "{shown}");
    }

    fn hostile() -> impl Strategy<Value = String> {
        let parts = vec![
            "[", "](", ")", "![", "]:", "<", ">", "`", "\\", "//", "http://", "www.", "e.x", "&lt;", "a", " ", "\n",
            "\n", "    ", "~~~", "|", " | ", "---", "===", "# ", "- ", "• ", "1. ", "2. ", "7) ", "(a) ", "* ", "*",
            "_", "+ ", "script", "[x] ", ":", "\t", "\r", "[^1]",
        ];
        prop::collection::vec(prop::sample::select(parts), 0..24).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn no_text_acts(text in hostile(), indent in prop::sample::select(vec![None, Some("- "), Some("12. ")])) {
            let place = indent.map_or(Place::Block, |mark| Place::Item(mark.len()));
            let shown = [indent.unwrap_or_default(), &claim(&text).markdown(place, " [1]")].concat();
            prop_assert_eq!(acts(&shown), Vec::<String>::new(), "{:?} of {:?}", shown, text);
            prop_assert!(!html(&shown).contains("<table"), "{:?} of {:?}", shown, text);
        }

        #[test]
        fn no_cell_acts(cells in prop::collection::vec(hostile(), 3)) {
            let all = Claim { row: Some(NamedRow { names: cells.clone(), cells }), ..claim("") };
            let shown = [all.markdown(Place::Block, " [1]"), all.markdown(Place::NextRow, " [2]")].join("\n");
            prop_assert_eq!(acts(&shown), Vec::<String>::new(), "{:?}", shown);
            let html = html(&shown);
            prop_assert_eq!((html.matches("<th>").count(), html.matches("<td>").count()), (3, 6), "{:?}", shown);
        }
    }
}
