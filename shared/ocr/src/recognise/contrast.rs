use crate::bitmap::Bitmap;

/// The brightness of ink and paper of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Contrast {
    pub(crate) ink: f32,
    pub(crate) paper: f32,
}

/// Ink is the lower quartile of the darkest, paper the upper quartile of the brightest places along the middle of a line.
/// The recognisers were trained on lines prepared in this way.
pub(crate) fn contrast(line: &Bitmap) -> Contrast {
    let middle = line.rows().nth(line.height() / 2).unwrap_or_default();
    let (mut valleys, mut peaks) = (Vec::new(), Vec::new());
    for around in middle.windows(3) {
        let [before, here, after] = *around else { continue };
        if (here < before && here <= after) || (here <= before && here < after) {
            valleys.push(here);
        }
        if (here > before && here >= after) || (here >= before && here > after) {
            peaks.push(here);
        }
    }
    let ink = quartile(valleys, 1).unwrap_or(u8::MIN);
    let paper = quartile(peaks, 3).unwrap_or(u8::MAX);
    Contrast { ink: f32::from(ink), paper: f32::from(paper) }
}

/// The value below which so many quarters of the values lie.
fn quartile(mut values: Vec<u8>, quarters: usize) -> Option<u8> {
    values.sort_unstable();
    values.get((values.len() * quarters / 4).min(values.len().saturating_sub(1))).copied()
}

impl Contrast {
    /// A brightness on the scale from −1, ink, to 1, paper.
    pub(crate) fn apply(self, pixel: u8) -> f32 {
        let half = (0.5 * (self.paper - self.ink)).max(1.0);
        ((f32::from(pixel) - self.ink) / half - 1.0).clamp(-1.0, 1.0)
    }

    /// Returns whether a pixel is rather ink than paper.
    pub(crate) fn is_ink(self, pixel: u8) -> bool {
        f32::from(pixel) < f32::midpoint(self.ink, self.paper)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_lines_have_full_contrast() {
        let blank = Bitmap::from_grey(9, 3, vec![200; 27]).unwrap();
        assert_eq!(contrast(&blank), Contrast { ink: 0.0, paper: 255.0 });
    }

    #[test]
    fn ink_and_paper_reach_both_ends() {
        let row = [200_u8, 50, 200, 50, 200, 50, 210];
        let line = Bitmap::from_grey(7, 1, row.to_vec()).unwrap();
        let contrast = contrast(&line);
        assert_eq!(contrast, Contrast { ink: 50.0, paper: 200.0 });
        assert!(contrast.apply(50) <= -1.0 && contrast.apply(255) >= 1.0);
        assert!(contrast.is_ink(100) && !contrast.is_ink(150));
    }
}
