/// One visible character with its place on the page. Lengths are in points; after orientation y grows downwards.
#[derive(Debug, Clone)]
pub(crate) struct Glyph {
    pub(crate) character: char,
    /// Left end of the advance box.
    pub(crate) left: f32,
    /// Right end of the advance box.
    pub(crate) right: f32,
    pub(crate) baseline: f32,
    pub(crate) size: f32,
    pub(crate) bold: bool,
    /// True if the content stream has white space just before this glyph. In the pieces of a line, true if a word starts with it.
    pub(crate) spaced: bool,
    /// True if a line strikes the glyph out.
    pub(crate) struck: bool,
    /// Clockwise rotation of the baseline in whole degrees.
    pub(crate) degrees: u16,
}

impl Glyph {
    pub(crate) fn width(&self) -> f32 {
        (self.right - self.left).max(0.0)
    }
}
