use super::Glyph;
use super::detached::attach;
use super::raised::mark;

/// Glyphs that follow each other on one baseline, in content order.
pub(super) type Run = Vec<Glyph>;

/// A step back by more than this share of the font size starts a new run.
const STEP_BACK: f32 = 0.6;
/// Raised and lowered characters are smaller than this share of the font size beside them; browsers use five sixths.
pub(super) const SMALLER: f32 = 0.87;

/// Cuts the glyphs of a page where the baseline changes or the pen moves back.
pub(super) fn gather(glyphs: Vec<Glyph>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut anchor = Anchor::default();
    for glyph in glyphs {
        match runs.last_mut() {
            Some(run) if anchor.continues_with(&glyph) => {
                anchor.advance(&glyph);
                run.push(glyph);
            }
            _ => {
                anchor = Anchor { baseline: glyph.baseline, size: glyph.size, left: glyph.left, right: glyph.right };
                runs.push(vec![glyph]);
            }
        }
    }
    let mut runs = attach(runs);
    for run in &mut runs {
        mark(run);
    }
    runs
}

/// The baseline of a run, taken from its largest glyphs so that raised and lowered ones do not move it.
#[derive(Debug, Default, Clone, Copy)]
struct Anchor {
    baseline: f32,
    size: f32,
    /// Left end of the last glyph.
    left: f32,
    right: f32,
}

impl Anchor {
    fn continues_with(&self, glyph: &Glyph) -> bool {
        let gap = glyph.left - self.right;
        let shift = (glyph.baseline - self.baseline).abs();
        let (large, small) = (self.size.max(glyph.size), self.size.min(glyph.size));
        let same_line = shift <= 0.2 * large;
        let raised = small < SMALLER * large && shift <= 0.6 * large && gap < 0.5 * large;
        // The pieces of a ligature share one box.
        let steps_back = gap < -STEP_BACK * large && glyph.left < self.left - 0.05 * large;
        !steps_back && (same_line || raised)
    }

    fn advance(&mut self, glyph: &Glyph) {
        self.left = glyph.left;
        self.right = self.right.max(glyph.right);
        if glyph.size > self.size {
            self.size = glyph.size;
            self.baseline = glyph.baseline;
        }
    }
}
