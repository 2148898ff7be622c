//! Facts of a PDF that the PDF library does not report: its layers, and fonts without a character map.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, ObjectIdentifier, Stream};
use hayro_syntax::page::Resources;

use super::annotations::{Annotations, annotations};

/// The deepest nesting of forms that is examined.
const DEEPEST: usize = 6;
/// The most fonts, layers and forms of a page that are examined.
const MOST_RESOURCES: usize = 2000;
/// The most layers of a document that are examined.
const MOST_LAYERS: usize = 4000;

/// Facts of a page.
#[derive(Debug, Default)]
pub(super) struct PageFacts {
    /// True if parts of the page may be hidden because they belong to a layer.
    pub(super) layered: bool,
    /// Names of the fonts whose codes stand for unknown characters.
    pub(super) unmapped: HashSet<String>,
    pub(super) annotations: Annotations,
}

impl PageFacts {
    /// The facts of a page whose objects cannot be read: anything on it may be hidden.
    pub(super) fn unknown() -> Self {
        Self { layered: true, ..Self::default() }
    }
}

/// The objects of a PDF, read once for all of its pages.
pub(super) struct Structure {
    pdf: Pdf,
    has_hidden_layers: bool,
    /// True if the pages only stand for a form that other programs make up while it is shown.
    pub(super) is_placeholder: bool,
}

impl Structure {
    /// Reads a file of `pages` pages. Nothing is known of a file that the two readers understand differently.
    pub(super) fn read(path: &str, pages: u32) -> Option<Self> {
        let pages = usize::try_from(pages).ok()?;
        let bytes = std::fs::read(path).ok()?;
        // a damaged file that breaks this reader can still be read by the PDF library
        let pdf = catch_unwind(|| Pdf::new(bytes).ok()).ok().flatten().filter(|pdf| pdf.pages().len() == pages)?;
        let has_hidden_layers = catch_unwind(AssertUnwindSafe(|| has_hidden_layers(&pdf))).unwrap_or(true);
        let is_placeholder = catch_unwind(AssertUnwindSafe(|| is_placeholder(&pdf))).unwrap_or(false);
        Some(Self { pdf, has_hidden_layers, is_placeholder })
    }

    /// The facts of a page, counted from 0.
    pub(super) fn page(&self, index: i32) -> Option<PageFacts> {
        let index = usize::try_from(index).ok()?;
        catch_unwind(AssertUnwindSafe(|| self.survey(index))).ok().flatten()
    }

    fn survey(&self, index: usize) -> Option<PageFacts> {
        let page = self.pdf.pages().get(index)?;
        let mut survey = Survey { left: MOST_RESOURCES, ..Survey::default() };
        survey.resources(page.resources(), DEEPEST);
        let layered = survey.conditional || (self.has_hidden_layers && survey.layered);
        let unmapped = survey.fonts.into_iter().filter(|(_, mapped)| !mapped).map(|(name, _)| name).collect();
        let annotations = annotations(page.raw(), self.has_hidden_layers);
        Some(PageFacts { layered, unmapped, annotations })
    }
}

/// Returns whether a document is a dynamic XFA form.
fn is_placeholder(pdf: &Pdf) -> bool {
    let catalog: Option<Dict<'_>> = pdf.xref().get(pdf.xref().root_id());
    catalog.is_some_and(|catalog| {
        catalog.get::<bool>("NeedsRendering") == Some(true)
            && catalog.get::<Dict<'_>>("AcroForm").is_some_and(|form| form.contains_key("XFA"))
    })
}

/// Returns whether a document has layers that are off, or that are on or off depending on their use.
fn has_hidden_layers(pdf: &Pdf) -> bool {
    let catalog: Option<Dict<'_>> = pdf.xref().get(pdf.xref().root_id());
    let Some(properties) = catalog.and_then(|catalog| catalog.get::<Dict<'_>>("OCProperties")) else { return false };
    let Some(state) = properties.get::<Dict<'_>>("D") else { return true };
    let starts_off = state.get::<Name<'_>>("BaseState").is_some_and(|name| name.as_str() != "ON");
    let has_off = state.get::<Array<'_>>("OFF").is_some_and(|off| off.raw_iter().next().is_some());
    let layers = properties.get::<Array<'_>>("OCGs");
    let depends = layers
        .is_some_and(|layers| layers.iter::<Dict<'_>>().take(MOST_LAYERS).any(|layer| layer.contains_key("Usage")));
    starts_off || has_off || depends
}

/// Collects facts from the resources of a page and of the forms on it.
#[derive(Default)]
struct Survey {
    /// The number of resources that may still be examined.
    left: usize,
    layered: bool,
    /// True if a membership dictionary decides which parts are shown.
    conditional: bool,
    /// For every font name, whether a font of that name has a character map.
    fonts: HashMap<String, bool>,
    seen: HashSet<ObjectIdentifier>,
}

impl Survey {
    fn resources(&mut self, resources: &Resources<'_>, depth: usize) {
        for (name, _) in resources.properties.entries() {
            if let Some(layer) = self.next().and_then(|()| resources.properties.get::<Dict<'_>>(name)) {
                self.layer(&layer);
            }
        }
        for (name, _) in resources.fonts.entries() {
            if let Some(font) = self.next().and_then(|()| resources.fonts.get::<Dict<'_>>(name)) {
                self.font(&font);
            }
        }
        for (name, _) in resources.x_objects.entries() {
            if let Some(stream) = self.next().and_then(|()| resources.x_objects.get::<Stream<'_>>(name)) {
                self.object(&stream, depth);
            }
        }
    }

    fn next(&mut self) -> Option<()> {
        self.left = self.left.checked_sub(1)?;
        Some(())
    }

    fn layer(&mut self, layer: &Dict<'_>) {
        match layer.get::<Name<'_>>("Type") {
            Some(kind) if kind.as_str() == "OCG" => self.layered = true,
            Some(kind) if kind.as_str() == "OCMD" => self.conditional = true,
            _ => {}
        }
    }

    fn object(&mut self, stream: &Stream<'_>, depth: usize) {
        if let Some(layer) = stream.dict().get::<Dict<'_>>("OC") {
            self.layer(&layer);
        }
        let is_form = stream.dict().get::<Name<'_>>("Subtype").is_some_and(|kind| kind.as_str() == "Form");
        if !is_form || depth == 0 || !self.seen.insert(stream.obj_id()) {
            return;
        }
        if let Some(resources) = stream.dict().get::<Dict<'_>>("Resources") {
            self.resources(&Resources::new(resources), depth - 1);
        }
    }

    fn font(&mut self, font: &Dict<'_>) {
        if font.obj_id().is_some_and(|id| !self.seen.insert(id)) {
            return;
        }
        if let Some(name) = font.get::<Name<'_>>("BaseFont") {
            *self.fonts.entry(name.as_str().to_owned()).or_default() |= is_mapped(font);
        }
    }
}

/// Returns whether the codes of a font stand for known characters. Only composite fonts use codes that say nothing by
/// themselves: places in the font program.
fn is_mapped(font: &Dict<'_>) -> bool {
    let is_composite = font.get::<Name<'_>>("Subtype").is_some_and(|kind| kind.as_str() == "Type0");
    if !is_composite || has_character_map(font) {
        return true;
    }
    let descendant = font.get::<Array<'_>>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next());
    let system = descendant.and_then(|font| font.get::<Dict<'_>>("CIDSystemInfo"));
    let ordering = system.and_then(|system| system.get::<hayro_syntax::object::String<'_>>("Ordering"));
    let is_known = ordering.is_some_and(|ordering| KNOWN_ORDERINGS.contains(&&*ordering));
    let encoding = font.get::<Name<'_>>("Encoding");
    let is_predefined = encoding.is_none_or(|name| !matches!(name.as_str(), "Identity-H" | "Identity-V"));
    let is_own = font.get::<Stream<'_>>("Encoding").is_some();
    is_known || (is_predefined && !is_own)
}

/// Character collections whose characters are known without a map.
const KNOWN_ORDERINGS: [&[u8]; 6] = [b"Japan1", b"Japan2", b"GB1", b"CNS1", b"Korea1", b"KR"];

fn has_character_map(font: &Dict<'_>) -> bool {
    if let Some(map) = font.get::<Stream<'_>>("ToUnicode") {
        // a map that cannot be read may still mean something to the PDF library
        return map.decoded().map_or(true, |map| map.windows(7).any(|part| part == b"beginbf"));
    }
    font.contains_key("ToUnicode")
}
