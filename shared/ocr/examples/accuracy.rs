//! Measures text recognition on scanned pages.
//!
//! ```sh
//! cargo run --release -p sisuiq-ocr --example accuracy -- PARTS FOLDER [NAME_PART] [--show]
//! ```
//!
//! `PARTS` is the folder in which `cargo dev` installs parts. `FOLDER` holds one-page files `NAME-DPI.pdf`, with the text of each
//! page in `NAME.txt`: one line a printed line, cells of tables parted by tabs. Names that start with `ko` are Korean.
//!
//! Pages are rendered at their resolution, read, and laid out like PDF text. Words (English) or characters without white
//! space (Korean) are compared in reading order by edit distance; pages with tables also by cells in any order. Typographic
//! quotes and dashes count as plain ones, runs of dots as one.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use pdfium_render::prelude::{PdfRenderConfig, Pdfium};
use sisuiq_documents::{Scan, ScannedCharacter};
use sisuiq_ocr::{Bitmap, PageReader, Reading, Settings};
use unicode_normalization::UnicodeNormalization;

/// The most time for a page.
const PAGE: Duration = Duration::from_mins(5);

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let shows = arguments.iter().any(|argument| argument == "--show");
    let mut places = arguments.iter().filter(|argument| *argument != "--show");
    let parts = PathBuf::from(places.next().ok_or("name the folder of parts")?);
    let folder = PathBuf::from(places.next().ok_or("name the folder of pages")?);
    let part = places.next().cloned().unwrap_or_default();
    let pdfium = Pdfium::new(Pdfium::bind_to_library(parts.join("pdfium/libpdfium.so"))?);
    let library = parts.join("onnxruntime/libonnxruntime.so");
    let mut reader = PageReader::open(&Settings { library, models: parts.join("ocr") })?;
    let mut out = stdout();
    writeln!(out, "page | accuracy | by cells | seconds")?;
    let mut means: BTreeMap<String, Vec<[f64; 3]>> = BTreeMap::new();
    for file in pages(&folder, &part)? {
        let name = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let (title, resolution) = name.rsplit_once('-').ok_or("a file's name ends with its resolution")?;
        let truth = plain(&fs::read_to_string(folder.join(format!("{title}.txt")))?);
        let density = resolution.parse::<f32>()? / 72.0;
        let picture = render(&pdfium, &file, density)?;
        let start = Instant::now();
        let reading = reader.read(&picture, density, start + PAGE)?;
        let seconds = start.elapsed().as_secs_f64();
        let text = scan(&reading, density).page(1).text;
        let is_korean = name.starts_with("ko");
        let score = [accuracy(&truth, &plain(&text), is_korean), by_cells(&truth, &plain(&text), is_korean), seconds];
        writeln!(out, "{name} | {:.4} | {:.4} | {:.2}", score[0], score[1], score[2])?;
        if shows {
            writeln!(out, "{text}\n")?;
        }
        let language = if is_korean { "Korean" } else { "English" };
        let kind = if truth.contains('\t') { "tables" } else { "prose" };
        for group in [format!("{language}, {resolution} dpi"), format!("{language}, {resolution} dpi, {kind}")] {
            means.entry(group).or_default().push(score);
        }
    }
    for (group, scores) in means {
        let mean = |place: usize| scores.iter().filter_map(|score| score.get(place)).sum::<f64>() / count(scores.len());
        writeln!(out, "{group}: {:.4}, by cells {:.4}, {:.2} pages a second", mean(0), mean(1), 1.0 / mean(2))?;
    }
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    writeln!(out, "{}, peak memory {peak}", reader.version())?;
    Ok(())
}

fn pages(folder: &Path, part: &str) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let entries = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut files = entries.collect::<Result<Vec<_>, _>>()?;
    files.retain(|file| {
        file.extension().is_some_and(|end| end == "pdf")
            && file.file_name().is_some_and(|name| name.to_string_lossy().contains(part))
    });
    files.sort();
    Ok(files)
}

fn render(pdfium: &Pdfium, file: &Path, density: f32) -> Result<Bitmap, Box<dyn Error>> {
    let document = pdfium.load_pdf_from_file(file, None)?;
    let page = document.pages().get(0)?;
    let bitmap = page.render_with_config(&PdfRenderConfig::new().scale_page_by_factor(density))?;
    let (width, height) = (usize::try_from(bitmap.width())?, usize::try_from(bitmap.height())?);
    let pixels: Vec<u8> = bitmap
        .as_raw_bytes()
        .as_chunks::<4>()
        .0
        .iter()
        .flat_map(|[blue, green, red, _]| [*red, *green, *blue])
        .collect();
    Ok(Bitmap::from_rgb(width, height, &pixels)?)
}

/// The read page as the layout takes it.
fn scan(reading: &Reading, density: f32) -> Scan {
    let mut characters = Vec::new();
    for line in &reading.lines {
        for word in &line.words {
            for (place, read) in word.characters.iter().enumerate() {
                characters.extend(read.text.chars().take(1).map(|character| ScannedCharacter {
                    character,
                    left: read.left / density,
                    right: read.right / density,
                    baseline: line.baseline / density,
                    size: line.size / density,
                    starts_word: place == 0,
                }));
            }
        }
    }
    let point = |(x, y): (f32, f32)| (x / density, y / density);
    let side = |pixels: usize| f32::from(u16::try_from(pixels).unwrap_or(u16::MAX)) / density;
    Scan {
        width: side(reading.size.0),
        height: side(reading.size.1),
        slope: reading.slope,
        characters,
        rules: reading.rules.iter().map(|rule| [point(rule.from), point(rule.to)]).collect(),
    }
}

fn plain(text: &str) -> String {
    let mut plain = String::new();
    for letter in text.nfc() {
        let letter = match letter {
            '‘' | '’' => '\'',
            '“' | '”' => '"',
            '–' | '—' | '−' => '-',
            '…' | '·' | 'ㆍ' => '.',
            letter => letter,
        };
        if letter != '.' || !plain.ends_with('.') {
            plain.push(letter);
        }
    }
    plain
}

/// Words, or characters without white space. Cell separators are none.
fn tokens(text: &str, is_korean: bool) -> Vec<String> {
    let words = text.split_whitespace().filter(|word| *word != "|");
    if is_korean { words.flat_map(str::chars).map(String::from).collect() } else { words.map(String::from).collect() }
}

fn accuracy(truth: &str, read: &str, is_korean: bool) -> f64 {
    let (truth, read) = (tokens(truth, is_korean), tokens(read, is_korean));
    1.0 - count(distance(&truth, &read)) / count(truth.len().max(1))
}

/// The accuracy if each cell or line is compared with the most similar one that was read.
fn by_cells(truth: &str, read: &str, is_korean: bool) -> f64 {
    let mut cells: Vec<Vec<String>> = read.split(['\n', '|']).map(|cell| tokens(cell, is_korean)).collect();
    let (mut wrong, mut all) = (0, 0);
    for cell in truth.split(['\n', '\t']).map(|cell| tokens(cell, is_korean)) {
        all += cell.len();
        let best = cells.iter().enumerate().map(|(place, read)| (distance(&cell, read), place)).min();
        match best.filter(|(errors, _)| *errors < cell.len()) {
            Some((errors, place)) => {
                wrong += errors;
                cells.swap_remove(place);
            }
            None => wrong += cell.len(),
        }
    }
    1.0 - count(wrong) / count(all.max(1))
}

/// The least number of insertions, deletions and replacements (Levenshtein, 1966).
fn distance(one: &[String], other: &[String]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, from) in one.iter().enumerate() {
        let (mut before, mut next) = (line + 1, vec![line + 1]);
        for (to, pair) in other.iter().zip(row.windows(2)) {
            let [diagonal, above] = *pair else { continue };
            before = (diagonal + usize::from(from != to)).min(above + 1).min(before + 1);
            next.push(before);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[expect(clippy::cast_precision_loss, reason = "pages have few words")]
fn count(number: usize) -> f64 {
    number as f64
}
