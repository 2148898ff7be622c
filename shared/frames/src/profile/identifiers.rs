//! Check digits of identifiers.

/// The digits of a text; none if it has other characters than digits, spaces and hyphens, or another number of digits.
fn digits<const LENGTH: usize>(text: &str) -> Option<[u32; LENGTH]> {
    let mut found = [0; LENGTH];
    let mut length = 0;
    for letter in text.chars().filter(|letter| !matches!(letter, '-' | ' ' | '.' | '/')) {
        *found.get_mut(length)? = letter.to_digit(10)?;
        length += 1;
    }
    (length == LENGTH).then_some(found)
}

fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
}

/// A Korean resident registration number by its form: a date of birth and a digit from 1 to 8 for century and sex.
pub(super) fn is_resident_form(text: &str) -> bool {
    let Some(digits) = digits::<13>(text) else { return false };
    let [_, _, month_tens, month, day_tens, day, sex, ..] = digits;
    (1..=12).contains(&(10 * month_tens + month)) && (1..=31).contains(&(10 * day_tens + day)) && (1..=8).contains(&sex)
}

/// A Korean resident registration number with its check digit. Numbers assigned since October 2020 have none.
pub(super) fn is_resident_number(text: &str) -> bool {
    let Some(digits) = digits::<13>(text).filter(|_| is_resident_form(text)) else { return false };
    let sum = weighted(&digits, &[2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11;
    // numbers of foreigners (5 to 8) are shifted by two
    let [_, _, _, _, _, _, sex, .., check] = digits;
    let shift = if sex >= 5 { 13 } else { 11 };
    (shift - sum) % 10 == check
}

/// A number of a payment card (ISO/IEC 7812), with its check digit by Luhn.
pub(super) fn is_card(text: &str) -> bool {
    let plain: Vec<u32> =
        text.chars().filter(|letter| !matches!(letter, '-' | ' ')).filter_map(|d| d.to_digit(10)).collect();
    let is_of_digits = text.chars().all(|letter| letter.is_ascii_digit() || letter == '-' || letter == ' ');
    let sum: u32 = plain.iter().rev().enumerate().map(|(place, digit)| luhn(*digit, place % 2 == 1)).sum();
    is_of_digits
        && (15..=16).contains(&plain.len())
        && plain.first().is_some_and(|first| (3..=6).contains(first))
        && sum.is_multiple_of(10)
}

const fn luhn(digit: u32, is_doubled: bool) -> u32 {
    match (is_doubled, digit) {
        (false, digit) => digit,
        (true, digit @ 0..=4) => 2 * digit,
        (true, digit) => 2 * digit - 9,
    }
}

/// A Brazilian CPF, with both check digits.
pub(super) fn is_cpf(text: &str) -> bool {
    let Some(digits) = digits::<11>(text) else { return false };
    let check = |length: usize| {
        let weights: Vec<u32> = (2..).take(length).collect();
        let reversed: Vec<u32> = digits.iter().take(length).rev().copied().collect();
        let rest = weighted(&reversed, &weights) * 10 % 11 % 10;
        digits.get(length) == Some(&rest)
    };
    let [first, ..] = digits;
    digits.iter().any(|digit| *digit != first) && check(9) && check(10)
}

/// A Chinese resident identity number (GB 11643), with its check character.
pub(super) fn is_chinese(text: &str) -> bool {
    let text = text.trim();
    let Some((body, check)) = text.split_at_checked(17).filter(|_| text.len() == 18) else { return false };
    let Some(digits) = digits::<17>(body) else { return false };
    let sum = weighted(&digits, &[7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11;
    let wanted = "10X98765432".chars().nth(usize::try_from(sum).unwrap_or(usize::MAX));
    wanted.is_some_and(|wanted| check.chars().next().is_some_and(|check| check.eq_ignore_ascii_case(&wanted)))
}

/// A Spanish DNI or NIE, with its check letter.
pub(super) fn is_spanish(text: &str) -> bool {
    let text = text.trim().replace('-', "").to_ascii_uppercase();
    let Some((body, check)) = text.split_at_checked(8).filter(|_| text.len() == 9) else { return false };
    let body = match body.chars().next() {
        Some('X') => body.replacen('X', "0", 1),
        Some('Y') => body.replacen('Y', "1", 1),
        Some('Z') => body.replacen('Z', "2", 1),
        _ => body.to_owned(),
    };
    let letter = body.parse::<usize>().ok().and_then(|number| "TRWAGMYFPDXBNJZSQVHLCKE".chars().nth(number % 23));
    letter.is_some() && check.chars().next() == letter
}

/// A Polish PESEL, with its check digit.
pub(super) fn is_pesel(text: &str) -> bool {
    let Some(digits) = digits::<11>(text) else { return false };
    let sum = weighted(&digits, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10;
    let [_, _, tens, month, day_tens, day, .., check] = digits;
    let (month, day) = ((10 * tens + month) % 20, 10 * day_tens + day);
    (1..=12).contains(&month) && (1..=31).contains(&day) && (10 - sum) % 10 == check
}

/// An IBAN (ISO 13616), with its check digits.
pub(super) fn is_iban(text: &str) -> bool {
    let plain: String = text.chars().filter(|letter| *letter != ' ').collect();
    let (is_of_length, is_ascii) =
        ((15..=34).contains(&plain.len()), plain.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let Some((head, body)) = plain.split_at_checked(4).filter(|_| is_of_length && is_ascii) else { return false };
    let (country, check) = head.split_at(2);
    let is_head =
        country.bytes().all(|byte| byte.is_ascii_uppercase()) && check.bytes().all(|byte| byte.is_ascii_digit());
    let rest = body
        .chars()
        .chain(head.chars())
        .filter_map(|letter| letter.to_digit(36))
        .fold(0_u32, |rest, value| if value < 10 { (rest * 10 + value) % 97 } else { (rest * 100 + value) % 97 });
    is_head && rest == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_examples_are_known() {
        // made for tests or published as examples
        assert!(is_card("4111 1111 1111 1111") && !is_card("4111 1111 1111 1112"));
        assert!(is_iban("GB82 WEST 1234 5698 7654 32") && !is_iban("GB82 WEST 1234 5698 7654 33"));
        assert!(is_cpf("111.444.777-35") && !is_cpf("111.444.777-36") && !is_cpf("111.111.111-11"));
        assert!(is_chinese("11010519491231002X") && !is_chinese("110105194912310021"));
        assert!(is_spanish("12345678Z") && is_spanish("X1234567L") && !is_spanish("12345678A"));
        assert!(is_pesel("44051401359") && !is_pesel("44051401358"));
    }

    #[test]
    fn resident_numbers_have_a_date_and_a_check_digit() {
        assert!(is_resident_form("900101-1234567") && !is_resident_form("901301-1234567"));
        let valid: Vec<String> =
            (0..10).map(|check| format!("900101-123456{check}")).filter(|number| is_resident_number(number)).collect();
        assert_eq!(valid.len(), 1);
        assert!(!is_resident_number("123") && !is_resident_number("9001011234a67"));
    }
}
