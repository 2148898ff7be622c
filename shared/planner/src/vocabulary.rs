//! The words of a table: its columns, the values of its columns of texts, and the nouns for its rows.

mod columns;
mod levels;
mod nouns;
mod rows;

pub(crate) use columns::{ColumnWords, Role, is_place_or_code};
pub(crate) use levels::Level;

use crate::text::{distance, key, words};
use foldhash::fast::RandomState;
use hashbrown::HashMap;
use sisuiq_frames::{Column, FrameError, Table, Values, filter::Scalar};

/// The maximum number of different texts of a column whose values are recognised in questions.
pub const MOST_VALUES: usize = 5_000;
/// The maximum number of different texts of a column of which single words are recognised.
const MOST_SPLIT: usize = 1_000;
/// The maximum length of a recognised value in characters.
const LONGEST: usize = 40;

/// The names of the days of the week in compared form; a column of weekdays has one of each.
const WEEKDAYS: [[&str; 4]; 7] = [
    ["월", "월요일", "mon", "monday"],
    ["화", "화요일", "tue", "tuesday"],
    ["수", "수요일", "wed", "wednesday"],
    ["목", "목요일", "thu", "thursday"],
    ["금", "금요일", "fri", "friday"],
    ["토", "토요일", "sat", "saturday"],
    ["일", "일요일", "sun", "sunday"],
];

/// The words of a table. It is built once for a table and shared by its questions.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    pub(crate) columns: Vec<ColumnWords>,
    forms: HashMap<String, Form, RandomState>,
    /// Forms that stand for a row of the table, such as "accident".
    rows: Vec<String>,
    /// Columns with values that lie within several values of a coarser column.
    pub(crate) levels: Vec<Level>,
    pub(crate) longest: usize,
}

/// What the table has under a form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Form {
    /// Columns, and how closely the form fits: 0 is the whole name, 1 the name without a general ending, 2 its last part.
    pub(crate) columns: Vec<(usize, u8)>,
    pub(crate) values: Vec<ValueAt>,
}

/// Values of a column that a form stands for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ValueAt {
    pub(crate) place: usize,
    /// One value, or all values that contain the form as a word.
    pub(crate) values: Vec<Scalar>,
    pub(crate) is_whole: bool,
}

impl Vocabulary {
    /// The words of a table. `name` is the name of the dataset: the nouns in it stand for rows.
    pub fn of(table: &dyn Table, name: &str) -> Result<Self, FrameError> {
        let mut found = Self::empty(&[]);
        let (mut hints, mut codes) = (rows::Hints::default(), Vec::new());
        for (place, heading) in table.headings().iter().enumerate() {
            let column = table.column(place)?;
            let words = ColumnWords::of(heading, &column);
            for (form, tier) in columns::forms(&heading.name) {
                found.add_column(form, place, tier);
            }
            hints.add(&words, &column);
            found.columns.push(words);
            found.add_values(place, &column);
            levels::add(&mut codes, place, &column);
        }
        found.levels = levels::levels(&codes, table)?;
        let has_columns = |form: &str| found.forms.get(form).is_some_and(|form| !form.columns.is_empty());
        found.rows = hints.nouns(name, has_columns);
        found.longest = found.forms.keys().map(|form| form.chars().count()).max().unwrap_or_default();
        Ok(found)
    }

    /// No columns, and nouns without a meaning.
    pub(crate) fn empty(rows: &[&str]) -> Self {
        let rows = rows.iter().map(|row| (*row).to_owned()).collect();
        Self { columns: Vec::new(), forms: HashMap::default(), rows, levels: Vec::new(), longest: LONGEST }
    }

    /// Adds a field with its names and values. A value is also found without its first word: 중구 동성로1가.
    pub(crate) fn add_field(&mut self, place: usize, names: &[&str], values: &[String]) {
        for name in names {
            self.add_column(key(name), place, 0);
        }
        for value in values {
            let of = || ValueAt { place, values: vec![Scalar::Text(value.clone())], is_whole: true };
            self.add_value(key(value), of());
            if let Some((_, rest)) = value.split_once(' ').filter(|(_, rest)| rest.contains(' ')) {
                self.add_value(key(rest), of());
            }
        }
    }

    /// The names of the columns.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str())
    }

    pub(crate) fn form(&self, form: &str) -> Option<&Form> {
        self.forms.get(form)
    }

    pub(crate) fn is_row(&self, form: &str) -> bool {
        self.rows.iter().any(|row| row == form)
    }

    pub(crate) fn column(&self, place: usize) -> Option<&ColumnWords> {
        self.columns.get(place)
    }

    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The columns of a role.
    pub(crate) fn of_role(&self, role: Role) -> Vec<usize> {
        let has_role = |(_, column): &(usize, &ColumnWords)| column.roles.contains(&role);
        self.columns.iter().enumerate().filter(has_role).map(|(place, _)| place).collect()
    }

    /// The names that are written most like a word, at most three.
    pub(crate) fn closest(&self, word: &str) -> Vec<String> {
        let wanted = key(word);
        let length = wanted.chars().count();
        let mut near: Vec<(usize, &str)> = Vec::new();
        for column in &self.columns {
            let own = key(&column.name);
            let far = distance(&own, &wanted);
            let has_part = length > 1 && (own.contains(&wanted) || own.chars().count() > 1 && wanted.contains(&own));
            if has_part || far * 2 <= length.max(2) {
                near.push((if has_part { 0 } else { far }, &column.name));
            }
        }
        near.sort_by_key(|(far, _)| *far);
        near.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
    }

    fn add_column(&mut self, form: String, place: usize, tier: u8) {
        let columns = &mut self.forms.entry(form).or_default().columns;
        if !columns.iter().any(|(other, _)| *other == place) {
            columns.push((place, tier));
        }
    }

    fn add_values(&mut self, place: usize, column: &Column) {
        let Values::Text(codes, texts) = column.values() else { return };
        if texts.len() > MOST_VALUES || codes.is_empty() {
            return;
        }
        let mut split: HashMap<String, Vec<Scalar>, RandomState> = HashMap::default();
        for text in texts.texts() {
            let form = key(text);
            let is_number = form.bytes().all(|byte| byte.is_ascii_digit());
            if is_number || form.chars().count() > LONGEST {
                continue;
            }
            let parts: Vec<&str> = text.split_whitespace().collect();
            if parts.len() > 1 && texts.len() <= MOST_SPLIT {
                for part in parts {
                    let part = key(part);
                    if part.chars().count() > 1 && !part.bytes().all(|byte| byte.is_ascii_digit()) {
                        let all = split.entry(part).or_default();
                        let value = Scalar::Text(text.to_owned());
                        if all.last() != Some(&value) {
                            all.push(value);
                        }
                    }
                }
            }
            let value = ValueAt { place, values: vec![Scalar::Text(text.to_owned())], is_whole: true };
            if self.columns.get(place).is_some_and(|own| own.roles.contains(&Role::Weekday)) {
                let names =
                    WEEKDAYS.iter().filter(|names| names.contains(&form.as_str())).flat_map(|names| names.iter());
                names
                    .filter(|name| **name != form && name.chars().count() > 1)
                    .for_each(|name| self.add_value((*name).to_owned(), value.clone()));
            }
            self.add_value(form, value);
        }
        for (form, values) in split {
            self.add_value(form, ValueAt { place, values, is_whole: false });
        }
    }

    /// Adds a value; values of one column that have the same form belong together, and whole ones precede parts.
    fn add_value(&mut self, form: String, value: ValueAt) {
        let values = &mut self.forms.entry(form).or_default().values;
        match values.iter_mut().find(|own| own.place == value.place) {
            Some(own) if own.is_whole && value.is_whole => own.values.extend(value.values),
            Some(_) => {}
            None => values.push(value),
        }
    }
}

/// The last word of a name, in lower case.
fn last_word(name: &str) -> String {
    words(name).pop().unwrap_or_default()
}
