//! Form fields and annotations of a page, as far as they show text.

use hayro_syntax::object::{Array, Dict, Name, Object, Rect, Stream, String as PdfString};

use super::text_string::decode;

/// The most annotations of a page that are examined.
const MOST: usize = 2000;
/// The most characters of one field or note. Longer ones are cut.
const LONGEST: usize = 5000;
/// The deepest nesting of form fields that is examined.
const DEEPEST: usize = 8;

const HIDDEN: i32 = 1 << 1;
const NO_VIEW: i32 = 1 << 5;
const MULTILINE: i32 = 1 << 12;
const PASSWORD: i32 = 1 << 13;
const RADIO: i32 = 1 << 15;
const PUSH_BUTTON: i32 = 1 << 16;

/// Shown annotations of a page.
#[derive(Debug, Default)]
pub(super) struct Annotations {
    pub(super) texts: Vec<Written>,
    /// The areas of struck-out words: left, bottom, right and top.
    pub(super) strikes: Vec<[f32; 4]>,
    /// The number of annotations that show something.
    pub(super) shown: usize,
}

/// Text written on a page by a form field or a note.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) kind: WrittenKind,
    pub(super) text: String,
    /// Left, bottom, right and top.
    pub(super) area: [f32; 4],
    /// True if long lines continue on the next line.
    pub(super) wraps: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WrittenKind {
    /// The value of a form field.
    Field,
    Note,
}

/// Reads the annotations of a page. Those that belong to a layer are left out if layers may be hidden.
pub(super) fn annotations(page: &Dict<'_>, has_hidden_layers: bool) -> Annotations {
    let mut found = Annotations::default();
    let Some(list) = page.get::<Array<'_>>("Annots") else { return found };
    for annotation in list.iter::<Dict<'_>>().take(MOST) {
        let flags = annotation.get::<i32>("F").unwrap_or_default();
        if flags & (HIDDEN | NO_VIEW) == 0
            && !(has_hidden_layers && annotation.contains_key("OC"))
            && let Some(rect) = annotation.get::<Rect>("Rect")
        {
            found.add(&annotation, bounds([rect.x0, rect.y0, rect.x1, rect.y1]));
        }
    }
    found
}

#[expect(clippy::cast_possible_truncation, reason = "page coordinates need no more digits")]
fn bounds([left, bottom, right, top]: [f64; 4]) -> [f32; 4] {
    [left.min(right) as f32, bottom.min(top) as f32, left.max(right) as f32, bottom.max(top) as f32]
}

impl Annotations {
    fn add(&mut self, annotation: &Dict<'_>, area: [f32; 4]) {
        let Some(kind) = annotation.get::<Name<'_>>("Subtype") else { return };
        match kind.as_str() {
            "Widget" => {
                if let Some((text, wraps)) = value(annotation) {
                    self.shown += 1;
                    self.write(WrittenKind::Field, &text, area, wraps);
                }
            }
            "FreeText" => {
                self.shown += 1;
                let text = annotation.get::<PdfString<'_>>("Contents").map(|text| decode(&text));
                self.write(WrittenKind::Note, &text.unwrap_or_default(), area, true);
            }
            "StrikeOut" => self.strike(annotation, area),
            "Stamp" | "Ink" | "Line" | "Square" | "Circle" | "Polygon" | "PolyLine" | "Watermark" | "Caret" => {
                self.shown += 1;
            }
            _ => {}
        }
    }

    fn write(&mut self, kind: WrittenKind, text: &str, area: [f32; 4], wraps: bool) {
        if !text.trim().is_empty() {
            self.texts.push(Written { kind, text: text.chars().take(LONGEST).collect(), area, wraps });
        }
    }

    fn strike(&mut self, annotation: &Dict<'_>, area: [f32; 4]) {
        let corners = annotation.get::<Array<'_>>("QuadPoints");
        let corners: Vec<f32> =
            corners.map(|corners| corners.iter::<f32>().take(8 * MOST).collect()).unwrap_or_default();
        let words = corners.as_chunks::<8>().0;
        if words.is_empty() {
            self.strikes.push(area);
        }
        for [x1, y1, x2, y2, x3, y3, x4, y4] in words {
            let (left, right) = (x1.min(*x2).min(*x3).min(*x4), x1.max(*x2).max(*x3).max(*x4));
            let (bottom, top) = (y1.min(*y2).min(*y3).min(*y4), y1.max(*y2).max(*y3).max(*y4));
            self.strikes.push([left, bottom, right, top]);
        }
    }
}

/// The value of a form field as it is shown, and whether its lines wrap.
fn value(widget: &Dict<'_>) -> Option<(String, bool)> {
    let flags = inherited::<i32>(widget, "Ff").unwrap_or_default();
    match inherited::<Name<'_>>(widget, "FT")?.as_str() {
        "Tx" if flags & PASSWORD == 0 => Some((words(inherited::<Object<'_>>(widget, "V")?)?, flags & MULTILINE != 0)),
        "Ch" => Some((words(inherited::<Object<'_>>(widget, "V")?)?, false)),
        "Btn" if flags & PUSH_BUTTON == 0 => is_on(widget, flags).then(|| (String::from("✓"), false)),
        _ => None,
    }
}

/// Returns whether a box is ticked or a radio button is selected.
fn is_on(widget: &Dict<'_>, flags: i32) -> bool {
    let state = widget.get::<Name<'_>>("AS");
    let value = inherited::<Name<'_>>(widget, "V");
    match (state, value) {
        (Some(state), _) => state.as_str() != "Off",
        // the value of radio buttons does not say which of them is selected
        (None, Some(value)) => flags & RADIO == 0 && value.as_str() != "Off",
        (None, None) => false,
    }
}

fn words(value: Object<'_>) -> Option<String> {
    match value {
        Object::String(text) => Some(decode(&text)),
        Object::Stream(text) => Some(decode(&stream(&text)?)),
        Object::Array(texts) => {
            let texts: Vec<String> = texts.iter::<PdfString<'_>>().take(MOST).map(|text| decode(&text)).collect();
            (!texts.is_empty()).then(|| texts.join(", "))
        }
        _ => None,
    }
}

fn stream(stream: &Stream<'_>) -> Option<Vec<u8>> {
    stream.decoded().ok().map(|bytes| bytes.iter().copied().take(4 * LONGEST).collect())
}

/// An entry of a field or of the nearest field that contains it.
fn inherited<'a, T>(field: &Dict<'a>, key: &str) -> Option<T>
where
    T: TryFrom<Object<'a>>,
{
    let mut field = field.clone();
    for _ in 0..DEEPEST {
        if let Some(value) = field.get::<Object<'_>>(key) {
            return value.try_into().ok();
        }
        field = field.get::<Dict<'_>>("Parent")?;
    }
    None
}
