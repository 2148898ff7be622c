//! Checks of Markdown from the product.

use comrak::{Arena, Options, nodes::NodeValue, parse_document};

/// Checks that a text fetches nothing, links nowhere and contains no HTML when it is rendered as Markdown with common
/// extensions.
pub(super) fn does_nothing(text: &str) -> Result<(), String> {
    let mut options = Options::default();
    let add = &mut options.extension;
    (add.autolink, add.table, add.strikethrough, add.footnotes, add.tasklist) = (true, true, true, true, true);
    let arena = Arena::new();
    let deed = parse_document(&arena, text, &options).descendants().find_map(|node| match &node.data.borrow().value {
        NodeValue::Link(link) if link.url.starts_with("mailto:") => None,
        NodeValue::Link(link) => Some(format!("it leads to {}", link.url)),
        NodeValue::Image(link) => Some(format!("it shows {}", link.url)),
        NodeValue::HtmlBlock(html) => Some(format!("it holds {}", html.literal)),
        NodeValue::HtmlInline(html) => Some(format!("it holds {html}")),
        _ => None,
    });
    deed.map_or(Ok(()), Err)
}
