//! Query parameters that may be repeated.

use crate::problems::{invalid, wrong};
use axum::extract::FromRequestParts;
use http::request::Parts;
use serde_json::from_str;
use sisuiq_frames::filter::Filter;
use sisuiq_http::{FieldError, Problem};
use sisuiq_model::{Language, Text};
use std::{convert::Infallible, ops::RangeInclusive};

/// The longest filter, in bytes of UTF-8: with each byte written as three, it fits into the 10 KB of an address that the gateway admits.
const LONGEST_FILTER: usize = 2_000;
/// The longest piece of a parser's message, in characters: it may quote the input.
const LONGEST_MESSAGE: usize = 200;

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

    /// The filter of rows, as JSON.
    pub(crate) fn filter(&mut self) -> Option<Filter> {
        let text = self.one("filter").filter(|text| !text.is_empty())?;
        if text.len() > LONGEST_FILTER {
            let korean = format!("{LONGEST_FILTER}바이트까지 쓸 수 있습니다");
            self.refuse("filter", &Text::new(korean, format!("must have at most {LONGEST_FILTER} bytes")));
            return None;
        }
        match from_str(text) {
            Ok(filter) => Some(filter),
            Err(error) => {
                let reason: String = error.to_string().chars().take(LONGEST_MESSAGE).collect();
                let korean = format!("올바른 필터가 아닙니다: {reason}");
                self.refuse("filter", &Text::new(korean, format!("is no filter: {reason}")));
                None
            }
        }
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
        assert_eq!((reader.filter(), reader.all("sort")), (None, vec!["a", "b"]));
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
