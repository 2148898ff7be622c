//! Reads lines of text. A recogniser is an LSTM network over the columns of a line that gives the probability of each
//! code at each step; connectionist temporal classification (Graves et al., 2006) turns the steps into characters.

mod alphabet;
mod contrast;
mod decode;

pub(crate) use alphabet::Alphabet;
pub(crate) use contrast::contrast;
pub(crate) use decode::{Symbol, decode};

use std::path::Path;

use ort::session::Session;
use ort::value::TensorRef;

use crate::bitmap::Bitmap;
use crate::numbers::{count, length};
use crate::{OcrError, runtime};

/// Lines are cut at this width, in heights: the longest line of a landscape page in small print.
const WIDEST: f32 = 250.0;
/// The least width of a line, in pixels: three steps.
const NARROWEST: usize = 12;

/// A recogniser of one script. Input: f32 [1, 1, height, width], ink −1 and paper 1. Output: f32 [steps, codes],
/// probabilities, one step for three columns.
#[derive(Debug)]
pub(crate) struct Recogniser {
    session: Session,
    alphabet: Alphabet,
}

/// A read line.
#[derive(Debug, Default)]
pub(crate) struct Recognised {
    pub(crate) symbols: Vec<Symbol>,
    /// Pixels of the line's picture per step.
    pub(crate) pixels_per_step: f32,
}

impl Recogniser {
    /// Opens `NAME.onnx` and `NAME.json` of a folder.
    pub(crate) fn open(library: &Path, folder: &Path, name: &str) -> Result<Self, OcrError> {
        let alphabet = Alphabet::read(&folder.join(format!("{name}.json")))?;
        Ok(Self { session: runtime::open(library, &folder.join(format!("{name}.onnx")))?, alphabet })
    }

    /// Reads the picture of one line.
    pub(crate) fn read(&mut self, line: &Bitmap) -> Result<Recognised, OcrError> {
        let height = self.alphabet.height;
        let ratio = (length(line.width()) / length(line.height())).min(WIDEST);
        let width = count(ratio * length(height)).max(NARROWEST);
        let scaled = line.resized(width, height)?;
        let contrast = contrast(&scaled);
        let input: Vec<f32> = scaled.pixels().iter().map(|pixel| contrast.apply(*pixel)).collect();
        let input = TensorRef::from_array_view(([1, 1, height, width], input.as_slice()))?;
        let outputs = self.session.run(ort::inputs![input])?;
        let output = outputs.values().next().ok_or(OcrError::Shape("recogniser"))?;
        let values = output.try_extract_tensor::<f32>()?.1;
        let codes = self.alphabet.codes;
        if values.is_empty() || !values.len().is_multiple_of(codes) {
            return Err(OcrError::Shape("recogniser"));
        }
        let steps = values.len() / codes;
        let symbols = decode(values.chunks_exact(codes), &self.alphabet);
        Ok(Recognised { symbols, pixels_per_step: length(line.width()) / length(steps) })
    }
}

impl Recognised {
    /// The mean confidence of its characters; 0 if there are none.
    pub(crate) fn confidence(&self) -> f32 {
        let sum: f32 = self.symbols.iter().map(|symbol| symbol.confidence).sum();
        sum / length(self.symbols.len().max(1))
    }

    /// The number of characters for which something holds.
    pub(crate) fn count(&self, is: impl Fn(char) -> bool) -> usize {
        self.symbols.iter().filter(|symbol| symbol.text.chars().any(&is)).count()
    }
}
