//! Personal data that the values of a column may be, with the evidence. It is a suspicion only: the phone number of an office looks like
//! that of a person.

use super::{
    identifiers::{is_card, is_chinese, is_cpf, is_iban, is_pesel, is_resident_form, is_resident_number, is_spanish},
    share,
};
use crate::{
    column::Column,
    number::{of_count, percent},
    value::Value,
};
use serde::Serialize;

/// The maximum number of different values that are looked at.
const LOOKED_AT: usize = 2_000;
/// The fewest values that show a form by themselves.
const FEWEST: usize = 3;

/// A kind of personal data.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonalData {
    /// E-mail addresses.
    Email,
    /// Phone numbers.
    Phone,
    /// Korean resident registration numbers.
    ResidentRegistrationNumber,
    /// Identity numbers of other countries with check digits: Brazil, China, Poland, Spain.
    NationalId,
    /// Numbers of payment cards.
    PaymentCard,
    /// Numbers of bank accounts (IBAN).
    BankAccount,
    /// Names of persons.
    Name,
    /// Postal addresses.
    Address,
}

/// The evidence for personal data.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonalEvidence {
    /// Check digits are right.
    Checksum,
    /// The form of the values.
    Form,
    /// The name of the column and the form of the values.
    HeaderAndForm,
}

/// Personal data that the values of a column may be.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Suspicion {
    /// The kind of data.
    pub data: PersonalData,
    /// The evidence.
    pub evidence: PersonalEvidence,
    /// The number of different values that were looked at.
    pub looked_at: usize,
    /// The share of them that has the form, in percent.
    pub percent: f64,
}

/// A form of values, and the least share of values that must have it.
struct Rule {
    data: PersonalData,
    evidence: PersonalEvidence,
    /// Words of which the name of the column must contain one; none are needed if there are none.
    words: &'static [&'static str],
    is: fn(&str) -> bool,
    least: f64,
}

const RULES: [Rule; 12] = [
    rule(PersonalData::Email, PersonalEvidence::Form, &[], is_email, 0.2),
    rule(PersonalData::ResidentRegistrationNumber, PersonalEvidence::Checksum, &[], is_resident_number, 0.5),
    rule(
        PersonalData::ResidentRegistrationNumber,
        PersonalEvidence::HeaderAndForm,
        &["주민", "rrn", "resident", "외국인등록"],
        is_resident_form,
        0.2,
    ),
    rule(PersonalData::NationalId, PersonalEvidence::Checksum, &[], is_national_id, 0.8),
    rule(PersonalData::PaymentCard, PersonalEvidence::Checksum, &[], is_card, 0.8),
    rule(PersonalData::BankAccount, PersonalEvidence::Checksum, &[], is_iban, 0.5),
    rule(PersonalData::Phone, PersonalEvidence::Form, &[], is_phone, 0.5),
    rule(
        PersonalData::Phone,
        PersonalEvidence::HeaderAndForm,
        &["전화", "휴대", "연락처", "핸드폰", "phone", "mobile", "tel", "contact"],
        is_number_of_phone,
        0.3,
    ),
    rule(
        PersonalData::Name,
        PersonalEvidence::HeaderAndForm,
        &["이름", "성명", "성함", "담당자", "운전자명"],
        is_korean_name,
        0.5,
    ),
    rule(
        PersonalData::Name,
        PersonalEvidence::HeaderAndForm,
        &[
            "first name",
            "last name",
            "full name",
            "firstname",
            "lastname",
            "fullname",
            "surname",
            "driver name",
            "customer name",
        ],
        is_latin_name,
        0.5,
    ),
    rule(PersonalData::Address, PersonalEvidence::Form, &[], is_korean_address, 0.5),
    rule(PersonalData::Address, PersonalEvidence::HeaderAndForm, &["주소", "address", "street"], is_address, 0.3),
];

const fn rule(
    data: PersonalData,
    evidence: PersonalEvidence,
    words: &'static [&'static str],
    is: fn(&str) -> bool,
    least: f64,
) -> Rule {
    Rule { data, evidence, words, is, least }
}

/// The personal data that a column may have, each kind with its strongest evidence. `keys` are those of the different values.
pub(super) fn suspicions(name: &str, column: &Column, keys: &[u64]) -> Vec<Suspicion> {
    let step = keys.len().div_ceil(LOOKED_AT).max(1);
    let texts: Vec<String> = keys
        .iter()
        .step_by(step)
        .map(|key| match column.value_of_key(*key) {
            Value::Text(text) => text,
            other => other.to_string(),
        })
        .collect();
    let header = name.to_lowercase().replace(['_', '-'], " ");
    let mut found: Vec<Suspicion> = Vec::new();
    for rule in &RULES {
        let is_named = rule.words.iter().any(|word| header.contains(word));
        let is_known = found.iter().any(|other| other.data == rule.data);
        if is_known || !(rule.words.is_empty() || is_named) {
            continue;
        }
        let matched = texts.iter().filter(|text| (rule.is)(text)).count();
        let is_enough = matched >= FEWEST
            || (is_named && matched > 0)
            || (texts.len() < FEWEST && matched == texts.len() && matched > 0);
        if is_enough && of_count(matched) >= rule.least * of_count(texts.len()) && share(matched, texts.len()) > 0.0 {
            found.push(Suspicion {
                data: rule.data,
                evidence: rule.evidence,
                looked_at: texts.len(),
                percent: percent(matched, texts.len()),
            });
        }
    }
    found
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.trim().split_once('@') else { return false };
    let is_local = |letter: char| letter.is_alphanumeric() || "._%+-".contains(letter);
    let is_domain = |letter: char| letter.is_alphanumeric() || ".-".contains(letter);
    let top = domain.rsplit_once('.').map(|(_, top)| top);
    !local.is_empty()
        && local.chars().all(is_local)
        && domain.chars().all(is_domain)
        && top.is_some_and(|top| top.len() >= 2 && top.chars().all(char::is_alphabetic))
}

/// The digits of a number with separators; none if there are other characters.
fn plain_digits(text: &str) -> Option<String> {
    let is_known = |letter: char| letter.is_ascii_digit() || "+-() .".contains(letter);
    let text = text.trim();
    text.chars().all(is_known).then(|| text.chars().filter(char::is_ascii_digit).collect())
}

/// A phone number that cannot be much else: with a country code, or Korean with hyphens or of a mobile phone.
fn is_phone(text: &str) -> bool {
    let Some(digits) = plain_digits(text) else { return false };
    let is_international = text.trim().starts_with('+') && (9..=15).contains(&digits.len());
    let is_mobile = digits.len() == 11 && digits.starts_with("010");
    let is_korean = text.matches('-').count() == 2 && digits.starts_with('0') && (9..=12).contains(&digits.len());
    is_international || is_mobile || is_korean
}

fn is_number_of_phone(text: &str) -> bool {
    plain_digits(text).is_some_and(|digits| (7..=15).contains(&digits.len()))
}

fn is_national_id(text: &str) -> bool {
    is_cpf(text) || is_chinese(text) || is_spanish(text) || is_pesel(text)
}

/// A family name and one or two syllables.
fn is_korean_name(text: &str) -> bool {
    const FAMILIES: &str = "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모";
    let text = text.trim();
    let length = text.chars().count();
    (2..=4).contains(&length)
        && text.chars().all(|letter| ('가'..='힣').contains(&letter) || letter == '*' || letter == 'O')
        && text.chars().next().is_some_and(|first| FAMILIES.contains(first))
}

/// One to four capitalised words.
fn is_latin_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_word = |word: &&str| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().all(|letter| letter.is_alphabetic() || "'.-".contains(letter))
    };
    (1..=4).contains(&words.len()) && words.iter().all(is_word)
}

/// A province or city, then a road or quarter and a number.
fn is_korean_address(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let ends = |word: &str, ends: &[&str]| ends.iter().any(|end| word.ends_with(end));
    let is_region = words.first().is_some_and(|word| ends(word, &["도", "시", "특별시", "광역시", "군", "구"]));
    let has_road = words.iter().skip(1).any(|word| {
        let word = word.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '-' || letter == ',');
        ends(word, &["로", "길", "동", "읍", "면", "리", "가"])
    });
    words.len() >= 3 && is_region && has_road && text.chars().any(|letter| letter.is_ascii_digit())
}

fn is_address(text: &str) -> bool {
    is_korean_address(text)
        || (text.split_whitespace().count() >= 3 && text.chars().any(|letter| letter.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Table, groups::Groups, testing::frame};

    fn find(csv: &str) -> Vec<(PersonalData, PersonalEvidence)> {
        let frame = frame(csv);
        let column = frame.column(0).unwrap();
        let found = suspicions(&frame.headings()[0].name, &column, &Groups::of(&column).keys);
        found.into_iter().map(|found| (found.data, found.evidence)).collect()
    }

    #[test]
    fn forms_are_suspected() {
        use PersonalData::{Address, Email, Name, Phone, ResidentRegistrationNumber};
        use PersonalEvidence::{Form, HeaderAndForm};
        assert_eq!(find("a,b\nx@example.org,1\ny.z@example.co.kr,2\nq@example.com,3\n"), [(Email, Form)]);
        assert_eq!(find("a,b\n010-1234-5678,1\n053-123-4567,2\n02-123-4567,3\n"), [(Phone, Form)]);
        assert_eq!(find("담당자 성명,b\n김철수,1\n이영희,2\n박*수,3\n"), [(Name, HeaderAndForm)]);
        assert_eq!(
            find(
                "주소,b\n대구광역시 중구 동성로 12,1\n경기도 오산시 외삼미로 152번길 2,2\n서울특별시 중구 세종대로 110,3\n"
            ),
            [(Address, Form)]
        );
        assert_eq!(
            find("주민등록번호,b\n900101-1234567,1\n900102-2345678,2\n"),
            [(ResidentRegistrationNumber, HeaderAndForm)]
        );
    }

    #[test]
    fn other_values_are_not_suspected() {
        for csv in [
            "시군구,b\n중구,1\n동구,2\n남구,3\n",
            "사고유형,b\n차대차,1\n차대사람,2\n차량단독,3\n",
            "n,b\n1,1\n2,2\n300,3\n",
            "시설명,b\n김밥천국,1\n이마트,2\n박물관,3\n",
            "발생일,b\n2024-01-05,1\n2024-01-06,2\n",
            "code,b\n20240101-0001,1\n20240101-0002,2\n20240101-0003,3\n",
        ] {
            assert!(find(csv).is_empty(), "{csv}");
        }
    }
}
