//! The declaration of a setting.

use std::fmt;

/// A setting that a program reads from its environment.
#[derive(Clone, Copy, Debug)]
pub struct Variable {
    /// The variable's name.
    pub name: &'static str,
    /// The meaning, as a short phrase.
    pub meaning: &'static str,
    /// The permitted values.
    pub form: Form,
    /// The behaviour if it is unset or blank.
    pub absent: Absent,
    /// The functions that read it; `server` reads what any HTTP function reads.
    pub readers: &'static [Program],
    /// The rule outside `dev`.
    pub outside_dev: Option<Rule>,
}

/// Checks a value or its absence and returns the error.
pub type Rule = fn(Option<&str>) -> Option<&'static str>;

/// The permitted values of a setting.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// Any text.
    Text,
    /// A whole number between these two, which count as well.
    Whole(i64, i64),
    /// A time in whole milliseconds, at most ten minutes.
    Milliseconds,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// The form described by these words; its reader checks it.
    Said(&'static str),
}

/// The behaviour if a setting is unset or blank.
#[derive(Clone, Copy, Debug)]
pub enum Absent {
    /// The program does not start.
    Needed,
    /// These programs do not start; others have none.
    NeededBy(&'static [Program]),
    /// There is none.
    Without,
    /// This value.
    Default(&'static str),
    /// The behaviour described by these words.
    Said(&'static str),
}

/// A program of the product.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[expect(missing_docs, reason = "they are named after the folders under functions/")]
pub enum Program {
    Admin,
    Auth,
    Backup,
    Chat,
    Datasets,
    Docs,
    Documents,
    Fetch,
    Health,
    Ingest,
    Knowledge,
    Maintenance,
    Messages,
    Migrate,
    Ocr,
    Ops,
    Predict,
    PredictBatch,
    Process,
    Rotate,
    ScreenBatch,
    Screening,
    Seed,
    Sources,
    Tables,
    /// All HTTP functions in one process.
    Server,
}

impl Program {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Admin,
        Self::Auth,
        Self::Backup,
        Self::Chat,
        Self::Datasets,
        Self::Docs,
        Self::Documents,
        Self::Fetch,
        Self::Health,
        Self::Ingest,
        Self::Knowledge,
        Self::Maintenance,
        Self::Messages,
        Self::Migrate,
        Self::Ocr,
        Self::Ops,
        Self::Predict,
        Self::PredictBatch,
        Self::Process,
        Self::Rotate,
        Self::ScreenBatch,
        Self::Screening,
        Self::Seed,
        Self::Sources,
        Self::Tables,
        Self::Server,
    ];
    /// The HTTP functions.
    pub const HTTP: &'static [Self] = &[
        Self::Admin,
        Self::Auth,
        Self::Chat,
        Self::Datasets,
        Self::Docs,
        Self::Documents,
        Self::Health,
        Self::Knowledge,
        Self::Ops,
        Self::Predict,
        Self::Screening,
        Self::Sources,
        Self::Tables,
    ];

    /// Its name, which is that of its folder.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Auth => "auth",
            Self::Backup => "backup",
            Self::Chat => "chat",
            Self::Datasets => "datasets",
            Self::Docs => "docs",
            Self::Documents => "documents",
            Self::Fetch => "fetch",
            Self::Health => "health",
            Self::Ingest => "ingest",
            Self::Knowledge => "knowledge",
            Self::Maintenance => "maintenance",
            Self::Messages => "messages",
            Self::Migrate => "migrate",
            Self::Ocr => "ocr",
            Self::Ops => "ops",
            Self::Predict => "predict",
            Self::PredictBatch => "predict-batch",
            Self::Process => "process",
            Self::Rotate => "rotate",
            Self::ScreenBatch => "screen-batch",
            Self::Screening => "screening",
            Self::Seed => "seed",
            Self::Sources => "sources",
            Self::Tables => "tables",
            Self::Server => "server",
        }
    }
}

impl fmt::Display for Program {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// The longest time that can be set: ten minutes.
pub(crate) const LONGEST_MILLISECONDS: i64 = 600_000;

impl Variable {
    /// Returns whether this program reads it.
    #[must_use]
    pub fn is_read_by(&self, program: Program) -> bool {
        is_among(program, self.readers)
    }

    /// Returns whether this program does not start without it, whatever the stage.
    #[must_use]
    pub fn is_needed_by(&self, program: Program) -> bool {
        let needing = match self.absent {
            Absent::Needed => self.readers,
            Absent::NeededBy(programs) => programs,
            _ => &[],
        };
        is_among(program, needing)
    }

    /// The error of a value, for any reader.
    pub(crate) fn fault(&self, text: &str) -> Option<String> {
        match self.form {
            Form::Whole(least, most) => outside(text, least, most),
            Form::Milliseconds => outside(text, 0, LONGEST_MILLISECONDS),
            Form::OneOf(words) => (!words.contains(&text)).then(|| format!("is invalid: expected {}", or(words))),
            Form::Text | Form::Said(_) => None,
        }
    }
}

/// Returns whether a program is one of these; `server` is all HTTP functions.
fn is_among(program: Program, programs: &[Program]) -> bool {
    programs.contains(&program)
        || program == Program::Server && programs.iter().any(|reader| Program::HTTP.contains(reader))
}

fn outside(text: &str, least: i64, most: i64) -> Option<String> {
    match text.parse::<i64>() {
        Ok(value) if (least..=most).contains(&value) => None,
        Ok(_) => Some(format!("must be between {least} and {most}")),
        Err(error) => Some(format!("is invalid: {error}")),
    }
}

/// The words as a choice: `a, b or c`.
fn or(words: &[&str]) -> String {
    match words {
        [all @ .., last] if !all.is_empty() => format!("{} or {last}", all.join(", ")),
        words => words.concat(),
    }
}
