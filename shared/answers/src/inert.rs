//! Makes Markdown inert: the rendered text loads nothing, has no links and contains no HTML.
//!
//! Text of a model or a document is untrusted and must not trigger anything in the reader's program. The rules look
//! only at adjacent characters and never at the structure of the text. They therefore work at any start position, for
//! any split into pieces and for any Markdown dialect.
//!
//! - `](` and `]:` are separated, so that there are no links, images or link definitions. `![` loses its `!`.
//! - `<` that could begin HTML becomes `&lt;`. `&` that could begin a character reference becomes `&amp;`.
//! - Backticks become apostrophes and backslashes are escaped, so that the text cannot start code or escape our
//!   changes.
//! - URLs (`http://`, `www.`, anything with `//`) are put in backticks, because programs turn bare ones into links.

use std::mem::take;

/// Prefixes of URLs. All but the last count only at the start of a word.
const OPENERS: [&str; 5] = ["http://", "https://", "ftp://", "www.", "//"];
/// The longest character reference, with its `&`.
const LONGEST_REFERENCE: usize = 40;

/// Neutralises Markdown while it streams.
#[derive(Debug)]
pub struct Inert {
    /// Characters that may begin a special sequence, until that is decided.
    held: String,
    /// The last character shown.
    last: char,
    /// A URL, until it ends.
    address: Option<String>,
}

/// The meaning of the held characters.
enum Fit {
    Address,
    Unknown,
    Text,
}

impl Default for Inert {
    fn default() -> Self {
        Self { held: String::new(), last: '\n', address: None }
    }
}

impl Inert {
    /// Processes the next piece and returns the text that can be shown now.
    pub fn push(&mut self, piece: &str) -> String {
        let mut shown = String::with_capacity(piece.len());
        for letter in piece.chars() {
            match &mut self.address {
                Some(address) if !ends_address(letter) => address.push(letter),
                _ => {
                    self.close(&mut shown);
                    self.read(letter, &mut shown);
                }
            }
        }
        shown
    }

    /// Ends the text and returns the remaining characters. Another text may begin.
    #[must_use]
    pub fn finish(&mut self) -> String {
        let mut shown = String::new();
        self.close(&mut shown);
        while let Some(first) = self.first() {
            self.show(first, &mut shown);
        }
        *self = Self::default();
        shown
    }

    /// Shows a URL that has ended. Punctuation at its end stays outside of the backticks.
    fn close(&mut self, shown: &mut String) {
        let Some(whole) = self.address.take() else { return };
        let address = whole.trim_end_matches(['.', ',', ';', ':', '!', '?']);
        shown.push_str(&["`", address, "`"].concat());
        self.last = '`';
        for letter in whole.chars().skip(address.chars().count()) {
            self.read(letter, shown);
        }
    }

    fn read(&mut self, letter: char, shown: &mut String) {
        self.held.push(letter);
        loop {
            match self.fit() {
                Fit::Address => {
                    self.address = Some(take(&mut self.held));
                    return;
                }
                Fit::Unknown => return,
                Fit::Text => {
                    let Some(first) = self.first() else { return };
                    self.show(first, shown);
                }
            }
        }
    }

    fn fit(&self) -> Fit {
        let held = self.held.to_ascii_lowercase();
        let begins_word = !self.last.is_alphanumeric();
        let mut openers =
            OPENERS.iter().filter(|opener| opener.starts_with(&held) && (begins_word || **opener == "//"));
        let is_reference = |name: &str| held.len() <= LONGEST_REFERENCE && name.chars().all(is_of_reference);
        match openers.next() {
            _ if held.is_empty() => Fit::Text,
            Some(opener) if *opener == held => Fit::Address,
            None if held != "<" && held != "!" && !held.strip_prefix('&').is_some_and(is_reference) => Fit::Text,
            _ => Fit::Unknown,
        }
    }

    /// Removes and returns the first held character.
    fn first(&mut self) -> Option<char> {
        let first = self.held.chars().next()?;
        self.held.drain(..first.len_utf8());
        Some(first)
    }

    /// Shows a character that does not begin a URL. The characters after it are still held.
    fn show(&mut self, letter: char, shown: &mut String) {
        let next = self.held.chars().next();
        match letter {
            '<' if next.is_some_and(|next| next.is_ascii_alphabetic() || "/!?".contains(next)) => {
                shown.push_str("&lt;");
            }
            '&' if self.held.ends_with(';') && next != Some(';') => shown.push_str("&amp;"),
            '!' if next == Some('[') => return,
            '`' => shown.push('\''),
            '\\' => shown.push_str("\\\\"),
            '(' | ':' if self.last == ']' => shown.extend([' ', letter]),
            other => shown.push(other),
        }
        self.last = letter;
    }
}

/// Neutralises a whole text.
#[must_use]
pub fn inert(text: &str) -> String {
    let mut inert = Inert::default();
    let shown = inert.push(text);
    shown + &inert.finish()
}

const fn is_of_reference(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '#'
}

fn ends_address(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control() || "`<>\"'|()[]\\".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use comrak::{Arena, Options, nodes::NodeValue, parse_document};
    use proptest::prelude::*;

    /// Links, images and HTML that a text has as Markdown with all extensions.
    fn deeds(text: &str) -> Vec<String> {
        let mut options = Options::default();
        let add = &mut options.extension;
        (add.autolink, add.table, add.strikethrough, add.footnotes, add.tasklist) = (true, true, true, true, true);
        let arena = Arena::new();
        let document = parse_document(&arena, text, &options);
        let deeds = document.descendants().filter_map(|node| match &node.data.borrow().value {
            NodeValue::Link(link) if link.url.starts_with("mailto:") => None,
            NodeValue::Link(link) | NodeValue::Image(link) => Some(link.url.clone()),
            NodeValue::HtmlBlock(html) => Some(html.literal.clone()),
            NodeValue::HtmlInline(html) => Some(html.clone()),
            _ => None,
        });
        deeds.collect()
    }

    /// The visible text after each piece of `length` characters.
    fn in_pieces(text: &str, length: usize) -> Vec<String> {
        let mut inert = Inert::default();
        let mut shown = vec![String::new()];
        let letters: Vec<char> = text.chars().collect();
        for piece in letters.chunks(length) {
            let more = inert.push(&piece.iter().collect::<String>());
            shown.push([shown[shown.len() - 1].as_str(), &more].concat());
        }
        shown.push([shown[shown.len() - 1].as_str(), &inert.finish()].concat());
        shown
    }

    #[test]
    fn plain_answers_stay_as_they_are() {
        for text in [
            "### Requirement\n\n- **Losses** fell to 3.1 % [1] [2], below 4 < 5 > 3 (2028); see clause 4.2(b)!",
            "Staff | 36 | 60\n--- | --- | ---\nR&D and/or Q&A | a | b & c; d",
            "1. Wow! How? what: half http and ftp and ww; h",
        ] {
            assert_eq!(inert(text), text);
        }
    }

    #[test]
    fn links_and_images_are_text_and_addresses_are_shown() {
        for (text, shown) in [
            ("![x](http://evil.example/leak?a=b)", "[x] (`http://evil.example/leak?a=b`)"),
            ("[1](https://evil.example).", "[1] (`https://evil.example`)."),
            ("[x][y]\n\n[y]: //evil.example/a", "[x][y]\n\n[y] : `//evil.example/a`"),
            ("See www.evil.example, or HTTPS://evil.example!", "See `www.evil.example`, or `HTTPS://evil.example`!"),
            ("<https://evil.example>", "&lt;`https://evil.example`>"),
            ("awww.x gopher://x", "awww.x gopher:`//x`"),
        ] {
            assert_eq!(inert(text), shown);
            assert_eq!(deeds(shown), [""; 0], "{shown}");
        }
    }

    #[test]
    fn html_is_shown_and_not_obeyed() {
        let text = "<img src=x onerror=alert(1)><!-- x --></p><?x?> a<b";
        assert_eq!(inert(text), "&lt;img src=x onerror=alert(1)>&lt;!-- x -->&lt;/p>&lt;?x?> a&lt;b");
        assert_eq!(inert("&lt;img&gt; &#60; R&D; &x"), "&amp;lt;img&amp;gt; &amp;#60; R&amp;D; &x");
    }

    #[test]
    fn nothing_escapes_or_quotes_what_is_ours() {
        for text in [
            "\\https://evil.example",
            "x` https://evil.example `",
            "```\nhttps://evil.example\n```",
            "https:/\\/evil.example",
            "| `https://evil.example | ` |",
            "\\![x](https://evil.example)",
            "[x]\\(https://evil.example)",
        ] {
            assert_eq!(deeds(&inert(text)), [""; 0], "{text}: {}", inert(text));
        }
    }

    proptest! {
        #[test]
        fn nothing_is_done_however_it_is_written_and_cut(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "[", "]", "(", ")", "!", ":", "<", ">", "`", "\\", "/", "//", "http", "HTTPS://", "ftp:", "www.", "evil.example",
                    "&", "lt;", "#60;", "a", " ", "\n", "\n\n", "    ", "~~~\n", "|", "---", "\"", "'", "*", "_", "img src=", "script",
                    "x", "^", "-", ".", "é", "1", "\t", "@",
                ]),
                0..24,
            ),
            length in 1_usize..9,
        ) {
            let text = parts.concat();
            let shown = in_pieces(&text, length);
            prop_assert_eq!(shown.last(), Some(&inert(&text)));
            for shown in shown {
                prop_assert_eq!(deeds(&shown), Vec::<String>::new(), "{:?} of {:?}", shown, text);
            }
        }

        #[test]
        fn words_and_figures_stay(text in "[a-gA-G0-9 .,;%()*#|\n-]{0,60}") {
            prop_assert_eq!(inert(&text), text);
        }
    }
}
