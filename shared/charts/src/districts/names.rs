//! Districts by their names and codes.

use sisuiq_frames::geo::districts;
use std::{collections::HashMap, sync::LazyLock};
use unicode_normalization::UnicodeNormalization;

/// The name of the city in front of a full name.
const CITY: &str = "대구광역시";
/// Shorter names of the city.
const SHORT: [&str; 2] = ["대구시", "대구"];
/// Former names of districts that became towns, and the present ones.
const FORMER: [(&str, &str); 3] = [("옥포면", "옥포읍"), ("유가면", "유가읍"), ("현풍면", "현풍읍")];

/// The number of the district, from 0 to 198, with this full name or code of a legal district (eight digits, or ten of which the last two
/// are zero). Names must begin with the city, as 대구광역시, 대구시 or 대구: other cities have districts of the same names.
#[must_use]
pub fn district_of_name(name: &str) -> Option<usize> {
    static CODES: LazyLock<HashMap<String, usize>> = LazyLock::new(codes);
    let composed: String = name.nfc().collect();
    let parts: Vec<&str> = composed.split_whitespace().collect();
    CODES.get(&parts.join(" ")).copied()
}

fn codes() -> HashMap<String, usize> {
    let mut codes = HashMap::new();
    for district in districts() {
        let mut names = vec![district.name.to_owned()];
        names.extend(FORMER.iter().filter_map(|(former, present)| {
            district.name.strip_suffix(present).map(|before| format!("{before}{former}"))
        }));
        for name in names {
            let rest = name.strip_prefix(CITY).map(str::to_owned);
            for short in SHORT {
                codes.extend(rest.as_ref().map(|rest| (format!("{short}{rest}"), district.code)));
            }
            codes.insert(name, district.code);
        }
        codes.insert(district.legal_code.to_owned(), district.code);
        codes.insert(format!("{}00", district.legal_code), district.code);
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes_are_known() {
        assert_eq!(district_of_name("대구광역시 남구 대명동"), Some(0));
        assert_eq!(district_of_name(" 대구  남구 대명동 "), Some(0));
        let decomposed: String = "대구광역시 남구 대명동".nfd().collect();
        assert_eq!(district_of_name(&decomposed), Some(0));
        assert_eq!(district_of_name("대구광역시 달성군 현풍면"), district_of_name("대구광역시 달성군 현풍읍"));
        assert_eq!((district_of_name("27200103"), district_of_name("2720010300")), (Some(0), Some(0)));
        assert!(districts().iter().all(|district| district_of_name(district.name) == Some(district.code)));
    }

    #[test]
    fn districts_of_other_cities_are_unknown() {
        assert_eq!(district_of_name("서울특별시 중구 남산동"), None);
        assert_eq!(district_of_name("중구 남산동"), None);
        assert_eq!(district_of_name("대구광역시 중구"), None);
        assert_eq!(district_of_name(""), None);
    }
}
