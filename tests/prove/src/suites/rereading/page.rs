//! Pages: what their file says, what an older reader made of it, and questions about both.

use rand::{Rng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use sisuiq_testing::pdf::{PageBuilder, PdfBuilder};

/// Size of the text, and distance of its lines, in points.
const SIZE: f32 = 11.0;
const LINE: f32 = 15.0;
/// Left edges of the columns.
const COLUMNS: [f32; 2] = [72.0, 360.0];
/// Width of a digit of Helvetica, in font sizes.
const DIGIT: f32 = 0.556;
/// Height of a line that strikes a figure out, above its baseline.
const STRIKE: f32 = 3.0;
/// Lines without figures, so that a page has several passages.
const FILLERS: usize = 14;

/// What the older reader did to a page.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Fault {
    /// It read everything.
    None,
    /// It lost letters of a row and of other lines.
    Letters,
    /// It read a struck-out figure.
    Struck,
    /// It lost lines, so that the passages after them have other numbers.
    Lines,
}

const FAULTS: [Fault; 4] = [Fault::Letters, Fault::Struck, Fault::Lines, Fault::None];

/// A question that the file answers with one figure.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    pub(super) question: String,
    pub(super) figure: String,
    /// The older reader spoilt the words that answer it.
    pub(super) is_spoilt: bool,
}

/// A page.
#[derive(Clone, Debug)]
pub(super) struct Page {
    fault: Fault,
    name: String,
    villages: Vec<String>,
    customers: u32,
    fund: u32,
    poles: u32,
    fee: u32,
    load: u32,
}

/// A line of a page: its cells, and the number of digits at its start that are struck out.
struct Line {
    cells: Vec<String>,
    struck: u8,
}

impl Line {
    fn of(text: String) -> Self {
        Self { cells: vec![text], struck: 0 }
    }
}

impl Page {
    /// The page of a case.
    pub(super) fn new(number: u64, chance: &mut ChaCha8Rng) -> Self {
        Self {
            fault: FAULTS[usize::try_from(number % 4).unwrap()],
            name: name(number),
            villages: (0..FILLERS).map(|_| word(chance, 2)).collect(),
            customers: chance.random_range(20_000..100_000),
            fund: chance.random_range(1_000..10_000),
            poles: chance.random_range(300..999),
            fee: chance.random_range(100..300),
            load: chance.random_range(10..99),
        }
    }

    /// The questions. Each page has some whose words the older reader read well, whatever it did to others.
    pub(super) fn facts(&self) -> Vec<Fact> {
        let name = &self.name;
        let fact = |question: String, figure: u32, fault: Fault| Fact {
            question,
            figure: figure.to_string(),
            is_spoilt: self.fault == fault,
        };
        let sound = |question: String, figure: u32| Fact { question, figure: figure.to_string(), is_spoilt: false };
        vec![
            sound(format!("How many metered customers does the district of {name} have?"), self.customers),
            sound(format!("How many million shillings does the reserve fund of {name} hold?"), self.fund),
            fact(format!("How many poles were replaced in {name}?"), self.poles, Fault::Letters),
            fact(format!("How many shillings is the connection fee in {name}?"), self.fee, Fault::Struck),
            fact(format!("How many megawatts does the line to {name} carry?"), self.load, Fault::Lines),
        ]
    }

    /// The lines of the file.
    fn lines(&self) -> Vec<Line> {
        let name = &self.name;
        let filler = |village: &String| {
            Line::of(format!("Crews of {name} inspected the line near {village} and trimmed the trees along it."))
        };
        let (before, after) = self.villages.split_at(FILLERS / 2);
        let mut lines = vec![
            Line::of(format!("Annual report of the district of {name}")),
            Line::of(String::new()),
            Line::of(format!("The line to {name} carries {} megawatts.", self.load)),
        ];
        lines.extend(before.iter().map(filler));
        lines.push(Line::of(format!("The district of {name} has {} metered customers.", self.customers)));
        lines.push(Line::of(String::new()));
        lines.push(Line { cells: vec!["Works".to_owned(), "Number".to_owned()], struck: 0 });
        lines.push(Line { cells: vec![format!("Poles replaced in {name}"), self.poles.to_string()], struck: 0 });
        lines.push(Line { cells: vec![format!("Meters sealed in {name}"), (self.poles * 3).to_string()], struck: 0 });
        lines.push(Line::of(String::new()));
        lines.extend(after.iter().map(filler));
        let fee = format!("{} {} shillings is the connection fee in {name}.", self.earlier_fee(), self.fee);
        lines.push(Line { cells: vec![fee], struck: 3 });
        lines.push(Line::of(format!("The reserve fund of {name} holds {} million shillings.", self.fund)));
        lines
    }

    /// The fee that is struck out.
    fn earlier_fee(&self) -> u32 {
        self.fee + 400
    }

    /// The lines as the older reader read them.
    fn earlier_lines(&self) -> Vec<Line> {
        let without_strikes = |line: Line| Line { struck: 0, ..line };
        let struck_away = |line: Line| match line.struck {
            0 => line,
            digits => Line::of(line.cells[0][usize::from(digits) + 1..].to_owned()),
        };
        let lines = self.lines().into_iter();
        match self.fault {
            Fault::None => lines.map(struck_away).collect(),
            Fault::Struck => lines.map(without_strikes).collect(),
            Fault::Letters => lines.map(struck_away).map(|line| self.without_letters(line)).collect(),
            Fault::Lines => {
                let lost = 2..=2 + FILLERS / 2;
                lines
                    .enumerate()
                    .filter(|(place, _)| !lost.contains(place))
                    .map(|(_, line)| struck_away(line))
                    .collect()
            }
        }
    }

    /// Loses letters of the rows, the last digit of their figures, and letters of lines without figures.
    fn without_letters(&self, line: Line) -> Line {
        let [first, rest @ ..] = line.cells.as_slice() else { return line };
        if first.starts_with("Crews") {
            return Line::of(first.replace("fi", "").replace("tr", "t "));
        }
        if rest.is_empty() || !first.contains(&self.name) {
            return line;
        }
        let cut = |figure: &String| figure[..figure.len() - 1].to_owned();
        let cells = std::iter::once(first.replace("le", " ").replace("la", " ")).chain(rest.iter().map(cut));
        Line { cells: cells.collect(), struck: 0 }
    }
}

/// The file of these pages.
pub(super) fn file<'a>(pages: impl IntoIterator<Item = &'a Page>) -> Vec<u8> {
    built(pages.into_iter().map(Page::lines))
}

/// A file whose text is what the older reader read in the file of these pages.
pub(super) fn earlier_file<'a>(pages: impl IntoIterator<Item = &'a Page>) -> Vec<u8> {
    built(pages.into_iter().map(Page::earlier_lines))
}

fn built(pages: impl Iterator<Item = Vec<Line>>) -> Vec<u8> {
    let page = |lines: Vec<Line>| {
        let mut y = 770.0;
        lines.iter().fold(PageBuilder::default(), |page, line| {
            let page = line.cells.iter().zip(COLUMNS).fold(page, |page, (cell, x)| page.text(x, y, SIZE, cell));
            let end = COLUMNS[0] + f32::from(line.struck) * DIGIT * SIZE;
            let struck = (line.struck > 0).then_some(((COLUMNS[0], y + STRIKE), (end, y + STRIKE)));
            y -= LINE;
            struck.into_iter().fold(page, |page, (from, to)| page.line(from, to))
        })
    };
    pages.map(page).fold(PdfBuilder::default(), PdfBuilder::page).build()
}

const CONSONANTS: [char; 12] = ['b', 'd', 'g', 'k', 'l', 'm', 'n', 'p', 'r', 't', 'v', 'z'];
const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];
const SYLLABLES: u64 = 60;

/// A name that no other page of a dose has.
fn name(number: u64) -> String {
    // the factor and the number of names are coprime, so that neighbours differ in more than a letter
    let mut rest = (number * 7_919 + 12_345) % SYLLABLES.pow(3);
    let mut name = String::new();
    for _ in 0..3 {
        let place = usize::try_from(rest % SYLLABLES).unwrap();
        name.extend([CONSONANTS[place / VOWELS.len()], VOWELS[place % VOWELS.len()]]);
        rest /= SYLLABLES;
    }
    capital(&name)
}

fn word(chance: &mut ChaCha8Rng, syllables: usize) -> String {
    let letters = (0..syllables).flat_map(|_| [*CONSONANTS.choose(chance).unwrap(), *VOWELS.choose(chance).unwrap()]);
    capital(&letters.collect::<String>())
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
