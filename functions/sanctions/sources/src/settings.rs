//! The settings of a source, as administrators send them.

use garde::Validate;
use serde::Deserialize;
use sisuiq_http::{FieldError, Problem, Result};
use sisuiq_model::{SourceFormat, SourcePart};
use sisuiq_sanctions_db::sources::{File, Settings};
use sisuiq_sources::{AllowList, schedule::Schedule};
use utoipa::ToSchema;

/// The maximum number of sources: their freshness is one page.
pub(crate) const MOST: i64 = 200;

/// The settings of a source.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub(crate) struct SourceIn {
    /// The name; unique, ignoring case.
    #[garde(length(chars, min = 1, max = 100), custom(not_blank))]
    #[schema(min_length = 1, max_length = 100, example = "OFAC SDN list")]
    name: String,
    /// The format of its files.
    #[garde(skip)]
    format: SourceFormat,
    /// The dataset whose answers rest on it: letters, digits, hyphens and underscores, a letter or digit at both ends.
    #[garde(length(chars, min = 3, max = 60), custom(dataset_name))]
    #[schema(min_length = 3, max_length = 60, example = "US-Sanctions")]
    dataset: String,
    /// When it is read: hours or days, such as `6h` or `1d`, or days with a time of UTC, such as `1d@04:30`; at most 31 days.
    #[garde(length(chars, min = 2, max = 12))]
    #[serde(default = "daily")]
    #[schema(min_length = 2, max_length = 12, default = "1d")]
    schedule: String,
    /// Whether it is read on schedule.
    #[garde(skip)]
    #[serde(default = "enabled")]
    #[schema(default = true)]
    enabled: bool,
    /// The score from which an entry of its list is a hit, for screenings that state none; the product's own (0.7) if it is left out. A law has none.
    #[garde(range(min = 0.5, max = 1.0))]
    #[serde(default)]
    #[schema(minimum = 0.5, maximum = 1.0, example = 0.8)]
    threshold: Option<f64>,
    /// Its files, each part once. Lists of OFAC may have all parts, other sources have only `main`.
    #[garde(length(min = 1, max = 4), dive)]
    #[schema(min_items = 1, max_items = 4)]
    files: Vec<SourceFileIn>,
}

/// A file of a source.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub(crate) struct SourceFileIn {
    /// Its part of the source.
    #[garde(skip)]
    #[serde(default = "main")]
    #[schema(default = "main")]
    part: SourcePart,
    /// Its address: HTTPS, at a host that the deployment allows.
    #[garde(length(chars, min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000, example = "https://lists.example/sdn.csv")]
    url: String,
}

fn daily() -> String {
    "1d".to_owned()
}

/// Settings that are right.
pub(crate) struct Parsed {
    pub(crate) settings: Settings,
    pub(crate) schedule: Schedule,
    /// By part.
    pub(crate) files: Vec<File>,
}

const fn enabled() -> bool {
    true
}

const fn main() -> SourcePart {
    SourcePart::Main
}

/// The refusal of a name that another source has.
pub(crate) fn name_taken() -> Problem {
    Problem::conflict("there is already a source with this name")
}

impl SourceIn {
    /// Checks what the fields say together.
    ///
    /// # Errors
    /// 422 that names each wrong field.
    pub(crate) fn parse(self, hosts: &AllowList) -> Result<Parsed> {
        let mut errors = Vec::new();
        let schedule = self.schedule.parse::<Schedule>();
        if let Err(fault) = &schedule {
            errors.push(FieldError::new("schedule", fault.to_string()));
        }
        if self.format == SourceFormat::Law && self.threshold.is_some() {
            errors.push(FieldError::new("threshold", "must be left out: a law is no list of names"));
        }
        let mut files: Vec<File> = Vec::new();
        for (place, SourceFileIn { part, url }) in self.files.into_iter().enumerate() {
            let field = |name: &str| format!("files[{place}].{name}");
            if !has_part(self.format, part) {
                errors.push(FieldError::new(field("part"), format!("is not a part of {}", self.format)));
            } else if files.iter().any(|other| other.part == part) {
                errors.push(FieldError::new(field("part"), "must not be repeated"));
            }
            if let Err(fault) = hosts.check(&url) {
                errors.push(FieldError::new(field("url"), fault.to_string()));
            }
            files.push(File { part, url });
        }
        if errors.is_empty() && !files.iter().any(|file| file.part == SourcePart::Main) {
            errors.push(FieldError::new("files", "must have a file of the part main"));
        }
        let Some(schedule) = schedule.ok().filter(|_| errors.is_empty()) else {
            return Err(Problem::unprocessable(errors));
        };
        files.sort_unstable_by_key(|file| file.part.as_str());
        let settings = Settings {
            name: self.name.trim().to_owned(),
            format: self.format,
            dataset: self.dataset,
            schedule: schedule.to_string(),
            is_enabled: self.enabled,
            threshold: self.threshold,
        };
        Ok(Parsed { settings, schedule, files })
    }
}

/// Returns whether a source of this format may have such a part.
const fn has_part(format: SourceFormat, part: SourcePart) -> bool {
    matches!(part, SourcePart::Main) || matches!(format, SourceFormat::OfacSdn | SourceFormat::OfacConsolidated)
}

/// Refuses a name of spaces only, which nobody could read.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "garde passes the context by reference")]
fn not_blank(name: &str, (): &()) -> garde::Result {
    if name.trim().is_empty() { Err(garde::Error::new("must not be blank")) } else { Ok(()) }
}

/// Refuses names that no dataset has.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "garde passes the context by reference")]
fn dataset_name(name: &str, (): &()) -> garde::Result {
    let is_inner = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    let is_end = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
    if name.chars().all(is_inner) && is_end(name.chars().next()) && is_end(name.chars().next_back()) {
        return Ok(());
    }
    Err(garde::Error::new("may have letters, digits, hyphens and underscores, and a letter or digit at both ends"))
}
