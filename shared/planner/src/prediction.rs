//! Questions for the severity of an accident: its fields are read from the question.

use crate::{
    items::{Item, Literal, items},
    plan::{Focus, Invocation, Plan, PlannedCall},
    planner::Previous,
    query::Query,
    refusal::{Refusal, RefusalKind, quoted},
    text::key,
    tokens::Token,
    vocabulary::Vocabulary,
    words::{Operation, TimeUnit, Word},
};
use jiff::civil::Date;
use serde_json::{Map, Value};
use sisuiq_accidents::{Domain, Feature, Field, Fields};
use sisuiq_frames::filter::Scalar;
use sisuiq_model::{Language, Text};
use std::sync::LazyLock;

/// Words for what is predicted.
const TARGETS: [&str; 6] = ["eclo", "심각도", "severity", "사고심각도", "accidentseverity", "인명피해심각도"];
/// Nouns that say nothing about the accident.
const NOUNS: [&str; 6] = ["사고", "accident", "교통사고", "장소", "위치", "날씨"];

static WORDS: LazyLock<Option<Vocabulary>> = LazyLock::new(|| Fields::built_in().ok().map(vocabulary));

/// The words of the fields and their values.
fn vocabulary(fields: &Fields) -> Vocabulary {
    let mut found = Vocabulary::empty(&[TARGETS.as_slice(), NOUNS.as_slice()].concat());
    for (place, field) in fields.iter().enumerate() {
        let names = [field.key(), field.name(Language::Korean), field.name(Language::English)];
        let values = match field.domain() {
            Domain::Categories(values) => values.as_slice(),
            Domain::Integers { .. } => &[],
        };
        found.add_field(place, &names, values);
    }
    found
}

/// The plan for a prediction; none if the question asks for something else.
pub(crate) fn plan(
    question: &str,
    tokens: &[Token],
    of_table: &Vocabulary,
    previous: Option<Previous<'_>>,
) -> Option<Result<Plan, Refusal>> {
    let (words, fields) = (WORDS.as_ref()?, Fields::built_in().ok()?);
    let items = items(tokens, words, true);
    let has_target = items.iter().any(|item| TARGETS.contains(&key(&item.text).as_str()));
    let asks = items.iter().any(|item| matches!(item.word, Some(Word::Op(Operation::Predict))));
    let known = match previous {
        Some(Previous::Accident(known)) => Some(known),
        _ => None,
    };
    if !(asks && has_target) && known.is_none() {
        return None;
    }
    let read = read(&items, words, fields);
    let given = match read {
        Ok(given) if asks || !given.is_empty() => given,
        // another question in between
        _ if !asks && crate::planner::plan(question, of_table, crate::planner::Turn::default()).is_ok() => return None,
        Ok(_) => return None,
        Err(refusal) => return Some(Err(refusal)),
    };
    let mut all = known.cloned().unwrap_or_default();
    all.extend(given);
    Some(complete(all, fields))
}

/// The fields that are read so far.
struct Given<'a> {
    fields: &'a Fields,
    values: Map<String, Value>,
    /// The field whose name came last.
    current: Option<usize>,
    unknown: Vec<String>,
}

fn read(items: &[Item], words: &Vocabulary, fields: &Fields) -> Result<Map<String, Value>, Refusal> {
    let mut given = Given { fields, values: Map::new(), current: None, unknown: Vec::new() };
    let mut is_skipped = false;
    for (place, item) in items.iter().enumerate() {
        if std::mem::take(&mut is_skipped) {
            continue;
        }
        let next = items.get(place + 1).and_then(|next| next.word);
        match &item.literal {
            Some(Literal::Date(date)) => given.date(*date, item)?,
            Some(Literal::Number(number)) => is_skipped = given.number(*number, next, item)?,
            Some(Literal::Symbol(_)) => {}
            Some(Literal::Quoted(text)) => given.quoted(text, words)?,
            None => given.word(item)?,
        }
    }
    if given.unknown.is_empty() { Ok(given.values) } else { Err(Refusal::unknown(given.unknown, Vec::new())) }
}

impl Given<'_> {
    /// Sets a field; a second, different value is asked back.
    fn set(&mut self, place: usize, value: &Value, item: &Item) -> Result<(), Refusal> {
        let Some(field) = self.fields.iter().nth(place) else { return Ok(()) };
        self.current = None;
        match self.values.insert(field.key().to_owned(), value.clone()) {
            Some(before) if before != *value => {
                let candidates = vec![before.to_string(), value.to_string()];
                Err(Refusal::ambiguous(&item.text, candidates))
            }
            _ => Ok(()),
        }
    }

    fn date(&mut self, date: Date, item: &Item) -> Result<(), Refusal> {
        let parts =
            [(Feature::Year, date.year()), (Feature::Month, date.month().into()), (Feature::Day, date.day().into())];
        for (feature, value) in parts {
            if let Some(own) = of(self.fields, feature) {
                self.set(own, &value.into(), item)?;
            }
        }
        Ok(())
    }

    /// A number of the unit of time after it, or of the field before it. Returns whether there is a unit.
    fn number(&mut self, number: f64, next: Option<Word>, item: &Item) -> Result<bool, Refusal> {
        let unit = unit(self.fields, next);
        let field = unit.or_else(|| self.current.filter(|own| is_number(self.fields, *own)));
        let whole = format!("{number}").parse::<i64>().ok();
        match (field, whole) {
            (Some(field), Some(whole)) => self.set(field, &whole.into(), item)?,
            _ => self.unknown.push(item.text.clone()),
        }
        Ok(unit.is_some())
    }

    /// A quoted text is a whole category.
    fn quoted(&mut self, text: &str, words: &Vocabulary) -> Result<(), Refusal> {
        let values = words.form(&key(text)).map(|form| form.values.clone()).unwrap_or_default();
        if values.is_empty() {
            self.unknown.push(text.to_owned());
            return Ok(());
        }
        self.word(&Item { text: text.to_owned(), values, ..Item::default() })
    }

    fn word(&mut self, item: &Item) -> Result<(), Refusal> {
        if !item.values.is_empty() {
            let (own, value) = chosen(item, self.current)
                .map_err(|names| Refusal::ambiguous(&item.text, names_of(self.fields, &names)))?;
            return self.set(own, &Value::String(value), item);
        }
        if !item.columns.is_empty() {
            self.current = column(item);
            return Ok(());
        }
        let is_neutral = matches!(
            item.word,
            Some(
                Word::Nothing
                    | Word::Is
                    | Word::And
                    | Word::Only
                    | Word::FollowUp
                    | Word::Counter
                    | Word::Op(Operation::Predict)
            )
        );
        if !is_neutral && !item.is_row {
            self.unknown.push(item.text.clone());
        }
        Ok(())
    }
}

fn column(item: &Item) -> Option<usize> {
    item.columns.first().copied()
}

/// The field and category of a value.
fn chosen(item: &Item, current: Option<usize>) -> Result<(usize, String), Vec<usize>> {
    let text = |values: &[Scalar]| values.first().map(Scalar::text).unwrap_or_default();
    let own = item.values.iter().find(|value| Some(value.place) == current);
    match (own, item.values.as_slice()) {
        (Some(value), _) | (None, [value]) if value.values.len() == 1 => Ok((value.place, text(&value.values))),
        _ => Err(item.values.iter().map(|value| value.place).collect()),
    }
}

fn names_of(fields: &Fields, places: &[usize]) -> Vec<String> {
    let all: Vec<&Field> = fields.iter().collect();
    places.iter().filter_map(|place| all.get(*place)).map(|field| field.name(Language::Korean).to_owned()).collect()
}

fn is_number(fields: &Fields, place: usize) -> bool {
    fields.iter().nth(place).is_some_and(|field| matches!(field.domain(), Domain::Integers { .. }))
}

fn of(fields: &Fields, feature: Feature) -> Option<usize> {
    fields.iter().position(|field| field.feature() == feature)
}

/// The field of a unit of time after a number.
fn unit(fields: &Fields, next: Option<Word>) -> Option<usize> {
    let feature = match next? {
        Word::Unit(TimeUnit::Year) => Feature::Year,
        Word::Unit(TimeUnit::Month) => Feature::Month,
        Word::Day => Feature::Day,
        Word::Unit(TimeUnit::Hour) => Feature::Hour,
        _ => return None,
    };
    of(fields, feature)
}

/// The call, if all fields are known that cannot be derived from others.
fn complete(given: Map<String, Value>, fields: &Fields) -> Result<Plan, Refusal> {
    let is_derived = |field: &&Field| matches!(field.feature(), Feature::DayOfWeek | Feature::TimePeriod);
    let missing: Vec<&Field> =
        fields.iter().filter(|field| !is_derived(field) && !given.contains_key(field.key())).collect();
    let name = |language: Language| move |field: &&Field| format!("{} ({})", field.name(language), field.key());
    if !missing.is_empty() {
        let korean: Vec<String> = missing.iter().map(name(Language::Korean)).collect();
        let english: Vec<String> = missing.iter().map(name(Language::English)).collect();
        let text = Text::new(
            format!("예측에 필요한 항목이 빠져 있습니다: {}.", quoted(&korean)),
            format!("The prediction needs these fields: {}.", quoted(&english)),
        );
        let candidates = missing.iter().map(|field| field.key().to_owned()).collect();
        return Err(Refusal { candidates, given: Box::new(given), ..Refusal::new(RefusalKind::MissingFields, text) });
    }
    let listed: Vec<String> = given
        .iter()
        .map(|(name, value)| format!("{name} = {}", value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
        .collect();
    let listed = listed.join(", ");
    let explanation = Text::new(
        format!("사고의 ECLO를 예측합니다: {listed}."),
        format!("The ECLO of an accident is predicted: {listed}."),
    );
    let query = Query { operations: vec![Operation::Predict], ..Query::default() };
    let calls = vec![PlannedCall { invocation: Invocation::PredictEclo(given), focus: Focus::Whole }];
    Ok(Plan { calls, filter: None, explanation, query, is_inferred: false, has_times: false })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::word;

    #[test]
    fn fields_have_words() {
        assert!(WORDS.is_some());
        assert!(TARGETS.iter().all(|target| key(target) == *target && word(target).is_none()));
    }
}
