use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::bitmap::{Bitmap, Turn};
use crate::detect::Detector;
use crate::print::{even_out, is_syllable, line, order, trim};
use crate::recognise::{Recognised, Recogniser};
use crate::{Area, Line, OcrError, Reading, Script, rules, skew};

/// The most lines of a page that are read. A page with more is a pattern.
const MOST_LINES: usize = 1500;
/// The number of lines that tell a page's script.
const SAMPLED: usize = 5;
/// One in so many characters of a Korean page is a syllable, at least.
const ONE_OF: usize = 5;
/// A line read less surely than this is read in the other script as well.
const SURE: f32 = 0.75;
/// What is read less surely than this is no text.
const LEAST_CONFIDENCE: f32 = 0.4;

/// Where the files are that reading needs.
#[derive(Debug, Clone)]
pub struct Settings {
    /// ONNX Runtime's shared library.
    pub library: PathBuf,
    /// The folder of the part `ocr`.
    pub models: PathBuf,
}

/// Reads pages, one at a time on one thread.
#[derive(Debug)]
pub struct PageReader {
    detector: Detector,
    latin: Recogniser,
    korean: Recogniser,
    version: String,
}

/// A page that is being read.
struct Sheet {
    page: Bitmap,
    areas: Vec<Area>,
    deadline: Instant,
}

impl PageReader {
    /// Opens the graphs.
    ///
    /// # Errors
    /// A file is absent or damaged, or ONNX Runtime does not load.
    pub fn open(settings: &Settings) -> Result<Self, OcrError> {
        let Settings { library, models } = settings;
        let version = read(&models.join("version.txt"))?;
        Ok(Self {
            detector: Detector::open(library, &models.join("detector.onnx"))?,
            latin: Recogniser::open(library, models, "latin")?,
            korean: Recogniser::open(library, models, "korean")?,
            version: version.trim().to_owned(),
        })
    }

    /// The version of the graphs. Stored with what they read, it tells which pages a better version would read again.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Reads a page. `density` is in pixels per point; 300 dots per inch are 4.17.
    ///
    /// # Errors
    /// [`OcrError::OutOfTime`] if the deadline passes, or a graph fails.
    pub fn read(&mut self, page: &Bitmap, density: f32, deadline: Instant) -> Result<Reading, OcrError> {
        let map = self.detector.map(page)?;
        let components = map.components();
        let slope = skew::slope(&map, &components);
        let mut level = if slope == 0.0 { page.clone() } else { page.levelled(slope) };
        let turn = Turn::new(page, slope);
        let areas = components.iter().filter_map(|component| map.area(component, &turn)).take(MOST_LINES).collect();
        let rules = rules::remove(&mut level, density);
        let sheet = Sheet { page: level, areas, deadline };
        let script = self.script(&sheet)?;
        let mut lines = Vec::new();
        for area in &sheet.areas {
            lines.extend(self.line(&sheet, area, script)?);
        }
        even_out(&mut lines);
        let lines = order(lines, &rules);
        let size = (page.width(), page.height());
        Ok(Reading { lines, rules, slope, size, version: self.version.clone() })
    }

    /// The script of most of the page, told by its longest lines.
    fn script(&mut self, sheet: &Sheet) -> Result<Script, OcrError> {
        let mut longest: Vec<&Area> = sheet.areas.iter().collect();
        longest.sort_by(|one, other| other.width().total_cmp(&one.width()));
        let (mut syllables, mut all) = (0, 0);
        for area in longest.into_iter().take(SAMPLED) {
            let Some(picture) = sheet.crop(area)? else { continue };
            let read = self.korean.read(&picture)?;
            if read.confidence() >= LEAST_CONFIDENCE {
                syllables += read.count(is_syllable);
                all += read.count(|letter| !letter.is_whitespace());
            }
        }
        Ok(if syllables > 0 && syllables * ONE_OF >= all { Script::Korean } else { Script::Latin })
    }

    fn line(&mut self, sheet: &Sheet, area: &Area, script: Script) -> Result<Option<Line>, OcrError> {
        let Some(picture) = sheet.crop(area)? else { return Ok(None) };
        let area = trim(area, &picture);
        let Some(picture) = sheet.crop(&area)? else { return Ok(None) };
        let mut read = self.recognise(&picture, script)?;
        let mut found = script;
        let is_foreign =
            script == Script::Korean && read.count(is_syllable) == 0 && read.count(char::is_alphabetic) > 2;
        if is_foreign || read.confidence() < SURE {
            let other = if script == Script::Korean { Script::Latin } else { Script::Korean };
            let reading = self.recognise(&picture, other)?;
            if reading.confidence() > read.confidence() {
                (read, found) = (reading, other);
            }
        }
        if read.confidence() < LEAST_CONFIDENCE {
            return Ok(None);
        }
        Ok(line(&read, &picture, (area.left.round().max(0.0), area.top.round().max(0.0)), found))
    }

    fn recognise(&mut self, picture: &Bitmap, script: Script) -> Result<Recognised, OcrError> {
        match script {
            Script::Latin => self.latin.read(picture),
            Script::Korean => self.korean.read(picture),
        }
    }
}

impl Sheet {
    /// The picture of a line, unless the deadline has passed.
    fn crop(&self, area: &Area) -> Result<Option<Bitmap>, OcrError> {
        if Instant::now() >= self.deadline {
            return Err(OcrError::OutOfTime);
        }
        Ok(self.page.crop(area))
    }
}

fn read(path: &Path) -> Result<String, OcrError> {
    std::fs::read_to_string(path).map_err(|source| OcrError::MissingFile { path: path.to_owned(), source })
}
