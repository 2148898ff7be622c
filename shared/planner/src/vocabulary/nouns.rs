//! Nouns that name what tables are about, in English and Korean.

/// The forms of a noun, separated by |: those of both languages. The nouns of events are listed first: a row records one of them.
const EVENTS: [&str; 30] = [
    "accident|사고",
    "crash|collision|충돌사고",
    "outage|blackout|power cut|정전",
    "fault|failure|고장",
    "incident|사건",
    "crime|offence|offense|범죄",
    "fire|화재",
    "earthquake|지진",
    "flood|홍수",
    "arrest|체포",
    "complaint|민원",
    "claim|청구",
    "order|주문",
    "sale|판매",
    "purchase|구매",
    "transaction|거래",
    "payment|결제",
    "refund|환불",
    "invoice|송장",
    "shipment|delivery|배송",
    "booking|reservation|예약",
    "visit|방문",
    "trip|ride|운행",
    "flight|항공편",
    "inspection|점검",
    "repair|수리",
    "admission|입원",
    "call|통화",
    "alarm|경보",
    "enrollment|등록건",
];
const THINGS: [&str; 49] = [
    "customer|client|고객",
    "user|사용자",
    "member|회원",
    "employee|직원",
    "student|학생",
    "teacher|교사",
    "patient|환자",
    "driver|운전자",
    "victim|피해자",
    "person|people|사람",
    "resident|주민",
    "household|가구",
    "company|business|firm|회사|업체",
    "school|학교",
    "hospital|병원",
    "store|shop|매장|점포",
    "restaurant|음식점|식당",
    "hotel|호텔",
    "library|도서관",
    "museum|박물관",
    "park|공원",
    "building|건물",
    "house|주택",
    "apartment|아파트",
    "facility|시설",
    "station|정류장",
    "bridge|교량",
    "tunnel|터널",
    "road|도로",
    "intersection|교차로",
    "camera|카메라",
    "sensor|센서",
    "meter|계량기",
    "vehicle|car|차량",
    "bus|버스",
    "machine|equipment|장비",
    "device|기기",
    "transformer|변압기",
    "substation|변전소",
    "plant|발전소",
    "feeder|배전선로",
    "pole|전주",
    "product|제품|상품",
    "project|프로젝트",
    "contract|계약",
    "city|도시",
    "country|국가",
    "zone|보호구역",
    "tree|나무",
];

/// What a noun stands for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Noun {
    forms: &'static str,
    pub(super) is_event: bool,
}

impl Noun {
    /// The noun of a form in compared form: lower case, without spaces, in the singular.
    pub(super) fn of(form: &str) -> Option<Self> {
        let events = EVENTS.iter().map(|forms| Self { forms, is_event: true });
        let all = events.chain(THINGS.iter().map(|forms| Self { forms, is_event: false }));
        all.into_iter().find(|noun| noun.forms().any(|own| own == form))
    }

    /// All its forms in compared form.
    pub(super) fn forms(self) -> impl Iterator<Item = String> {
        self.forms.split('|').map(crate::text::key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words;

    #[test]
    fn nouns_are_no_words_of_questions_and_occur_once() {
        let mut all: Vec<String> =
            EVENTS.iter().chain(&THINGS).flat_map(|forms| forms.split('|').map(crate::text::key)).collect();
        // an order is also that of sorted rows; in questions it is that one
        let is_word =
            |form: &&String| *form != "order" && (words::word(form).is_some() || words::particle(form).is_some());
        assert_eq!(all.iter().find(is_word), None);
        assert!(all.iter().all(|form| form.chars().count() > 1));
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn nouns_are_found_in_both_languages() {
        let forms: Vec<String> = Noun::of("사고").unwrap().forms().collect();
        assert_eq!(forms, ["accident", "사고"]);
        assert!(Noun::of("outage").unwrap().is_event && !Noun::of("고객").unwrap().is_event);
        assert_eq!(Noun::of("위치"), None);
    }
}
