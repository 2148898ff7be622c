//! Query parameters that may be repeated.

use crate::problems::{invalid, wrong};
use axum::extract::FromRequestParts;
use http::request::Parts;
use serde_json::from_str;
use sisuiq_datasets::LONGEST_FILTER;
use sisuiq_frames::{Heading, filter::Filter};
use sisuiq_http::{FieldError, Problem};
use sisuiq_model::{DatasetId, Language, Text};
use std::{convert::Infallible, ops::RangeInclusive};

/// The parameters of the query, in their order.
#[derive(Clone, Debug)]
pub(crate) struct Parameters(Vec<(String, String)>);

impl<S: Sync> FromRequestParts<S> for Parameters {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect()))
    }
}

/// The values of a request, read one after the other; all errors are reported together.
pub(crate) struct Reader<'a> {
    parameters: &'a Parameters,
    language: Language,
    errors: Vec<FieldError>,
}

impl Parameters {
    pub(crate) const fn reader(&self, language: Language) -> Reader<'_> {
        Reader { parameters: self, language, errors: Vec::new() }
    }
}

impl<'a> Reader<'a> {
    /// The values of a parameter that may be repeated.
    pub(crate) fn all(&self, name: &str) -> Vec<&'a str> {
        let pairs = self.parameters.0.iter().filter(|(key, _)| key == name);
        pairs.map(|(_, value)| value.as_str()).collect()
    }

    /// The value of a parameter that must not be repeated.
    pub(crate) fn one(&mut self, name: &str) -> Option<&'a str> {
        let values = self.all(name);
        if values.len() > 1 {
            self.refuse(name, &Text::new("한 번만 보낼 수 있습니다", "must not be repeated"));
        }
        values.first().copied()
    }

    /// A number within a range.
    pub(crate) fn number(&mut self, name: &str, range: &RangeInclusive<usize>) -> Option<usize> {
        let text = self.one(name)?;
        let number = text.parse().ok().filter(|number| range.contains(number));
        if number.is_none() {
            let (least, most) = (range.start(), range.end());
            let korean = format!("{least} 이상 {most} 이하의 정수여야 합니다");
            self.refuse(name, &Text::new(korean, format!("must be a whole number from {least} to {most}")));
        }
        number
    }

    /// The text of a parameter that must not be repeated; none if it is empty.
    pub(crate) fn text(&mut self, name: &str) -> Option<String> {
        self.one(name).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// A decimal number.
    pub(crate) fn decimal(&mut self, name: &str) -> Option<f64> {
        let text = self.one(name)?;
        let number = text.parse().ok().filter(|number: &f64| number.is_finite());
        if number.is_none() {
            self.refuse(name, &Text::new("숫자여야 합니다", "must be a number"));
        }
        number
    }

    /// One of several words; the first one by default.
    pub(crate) fn word(&mut self, name: &str, words: &[&'static str]) -> &'static str {
        let first = words.first().copied().unwrap_or_default();
        let Some(text) = self.one(name) else { return first };
        if let Some(word) = words.iter().find(|word| **word == text) {
            return word;
        }
        let known = words.join(", ");
        let korean = format!("다음 중 하나여야 합니다: {known}");
        self.refuse(name, &Text::new(korean, format!("must be one of: {known}")));
        first
    }

    /// The names of columns, separated by commas or repeated.
    pub(crate) fn columns(&mut self, name: &str, headings: &[Heading]) -> Vec<String> {
        let is_column = |text: &str| headings.iter().any(|heading| heading.name == text);
        let mut columns = Vec::new();
        for column in self.all(name).into_iter().flat_map(|text| names(text, is_column)) {
            if !is_column(column) {
                self.refuse(name, &unknown(column));
            }
            columns.push(column.to_owned());
        }
        columns
    }

    /// The id of a dataset.
    pub(crate) fn id(&mut self, name: &str) -> Option<DatasetId> {
        let text = self.one(name)?;
        self.dataset(name, text)
    }

    /// The ids of datasets.
    pub(crate) fn ids(&mut self, name: &str) -> Vec<DatasetId> {
        self.all(name).into_iter().filter_map(|text| self.dataset(name, text)).collect()
    }

    fn dataset(&mut self, name: &str, text: &str) -> Option<DatasetId> {
        let id = text.parse().ok();
        if id.is_none() {
            self.refuse(name, &Text::new("데이터셋의 ID여야 합니다", "must be the id of a dataset"));
        }
        id
    }

    /// A condition on rows, as JSON.
    pub(crate) fn filter(&mut self, name: &str) -> Option<Filter> {
        let text = self.one(name).filter(|text| !text.is_empty())?;
        if text.len() > LONGEST_FILTER {
            let korean = format!("{LONGEST_FILTER}바이트까지 쓸 수 있습니다");
            self.refuse(name, &Text::new(korean, format!("must have at most {LONGEST_FILTER} bytes")));
            return None;
        }
        let no_json = |_| Text::new("올바른 JSON이 아닙니다", "is not valid JSON");
        let read = from_str(text).map_err(no_json).and_then(|value| Filter::read(&value));
        read.map_err(|text| self.refuse(name, &text)).ok()
    }

    /// Adds an error.
    pub(crate) fn refuse(&mut self, field: &str, text: &Text) {
        self.errors.push(wrong(self.language, field, text));
    }

    /// 400 if there was an error.
    pub(crate) fn check(&mut self) -> Result<(), Problem> {
        if self.errors.is_empty() { Ok(()) } else { Err(invalid(std::mem::take(&mut self.errors))) }
    }
}

/// The names in a parameter. Names may contain commas: a text that is a name is not divided.
pub(crate) fn names(text: &str, is_name: impl Fn(&str) -> bool) -> Vec<&str> {
    if text.is_empty() {
        Vec::new()
    } else if is_name(text) {
        vec![text]
    } else {
        text.split(',').map(str::trim).collect()
    }
}

/// The error of a column that the table does not have.
pub(crate) fn unknown(name: &str) -> Text {
    let name: String = name.chars().take(80).collect();
    Text::new(format!("‘{name}’ 열이 없습니다"), format!("there is no column \"{name}\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn parameters(query: &str) -> Parameters {
        let request = http::Request::get(format!("/?{query}")).body(()).unwrap();
        Parameters::from_request_parts(&mut request.into_parts().0, &()).await.unwrap()
    }

    #[tokio::test]
    async fn errors_of_all_parameters_come_together() {
        let parameters = parameters("limit=0&offset=x&filter=%7B%7D&sort=a&sort=b").await;
        let mut reader = parameters.reader(Language::English);
        assert_eq!((reader.number("limit", &(1..=5_000)), reader.number("offset", &(0..=9))), (None, None));
        assert_eq!((reader.filter("filter"), reader.all("sort")), (None, vec!["a", "b"]));
        let fields: Vec<String> = reader.errors.iter().map(|error| error.field.clone()).collect();
        assert_eq!(fields, ["limit", "offset", "filter"]);
        assert!(reader.check().is_err() && reader.check().is_ok());
    }

    #[tokio::test]
    async fn single_parameters_are_not_repeated() {
        let parameters = parameters("limit=1&limit=2").await;
        let mut reader = parameters.reader(Language::Korean);
        reader.number("limit", &(1..=5));
        assert_eq!(reader.errors[0].field, "limit");
    }
}
