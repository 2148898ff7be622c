//! The model of which this product's fields are, which has no licence and is not stored here. Its ten published predictions check an
//! imported copy: `SISUIQ_TEST_REFERENCE_MODEL=DIR cargo test -p sisuiq-accidents -- --ignored`, where `DIR` is the bundle that
//! `cargo dev predictor import` wrote.

use std::path::PathBuf;

use serde_json::{Map, Value};
use sisuiq_accidents::{Domain, Feature, Language, Predictor};
use sisuiq_config::Environment;

use crate::DEMO;

/// The environment variable with the folder of the bundle.
const BUNDLE: &str = "SISUIQ_TEST_REFERENCE_MODEL";
/// The order of the values of a vector.
const CATEGORIES: [&str; 7] = ["기상상태", "노면상태", "도로형태", "사고유형", "시간대", "시군구", "요일"];
const NUMBERS: [&str; 4] = ["사고시", "사고연", "사고월", "사고일"];

/// An accident, its numbers in the order of the model, and what the model predicts.
struct Vector {
    categories: [&'static str; 7],
    numbers: [i32; 4],
    codes: [i32; 11],
    raw: f64,
    eclo: f64,
}

const fn vector(categories: [&'static str; 7], numbers: [i32; 4], codes: [i32; 11], [raw, eclo]: [f64; 2]) -> Vector {
    Vector { categories, numbers, codes, raw, eclo }
}

const VECTORS: [Vector; 10] = [
    vector(
        ["맑음", "건조", "교차로 - 교차로안", "차대차", "일반시간대", "대구광역시 중구 동성로1가", "월요일"],
        [14, 2021, 12, 8],
        [2, 0, 1, 14, 2021, 12, 1, 8, 1, 161, 3],
        [1.656_853_262_563, 4.242_787_186],
    ),
    vector(
        ["비", "젖음/습기", "단일로 - 기타", "차대사람", "심야", "대구광역시 수성구 상동", "토요일"],
        [2, 2020, 7, 15],
        [3, 4, 6, 2, 2020, 7, 0, 15, 0, 131, 5],
        [1.633_486_881_755, 4.121_702_390],
    ),
    vector(
        ["눈", "적설", "단일로 - 교량", "차량단독", "출근시간대", "대구광역시 달성군 가창면", "금요일"],
        [8, 2019, 1, 3],
        [1, 3, 5, 8, 2019, 1, 2, 3, 2, 27, 0],
        [1.570_907_500_213, 3.811_012_208],
    ),
    vector(
        ["흐림", "건조", "교차로 - 교차로부근", "차대차", "퇴근시간대", "대구광역시 달서구 본동", "수요일"],
        [18, 2021, 10, 20],
        [5, 0, 0, 18, 2021, 10, 1, 20, 3, 9, 2],
        [1.585_003_662_939, 3.879_309_251],
    ),
    vector(
        ["안개", "서리/결빙", "단일로 - 터널", "차량단독", "심야", "대구광역시 동구 도학동", "일요일"],
        [0, 2019, 12, 31],
        [4, 2, 8, 0, 2019, 12, 2, 31, 0, 45, 4],
        [1.981_172_459_895, 6.251_239_791],
    ),
    vector(
        ["기타", "기타", "주차장 - 주차장", "차대사람", "일반시간대", "대구광역시 남구 대명동", "화요일"],
        [11, 2020, 5, 1],
        [0, 1, 10, 11, 2020, 5, 0, 1, 1, 0, 6],
        [1.254_971_793_404, 2.507_739_432],
    ),
    vector(
        ["맑음", "건조", "단일로 - 지하차도(도로)내", "차대차", "일반시간대", "대구광역시 북구 침산동", "목요일"],
        [13, 2024, 12, 8],
        [2, 0, 7, 13, 2024, 12, 1, 8, 1, 107, 1],
        [1.655_081_928_194, 4.233_508_677],
    ),
    vector(
        ["비", "침수", "단일로 - 고가도로위", "차대차", "퇴근시간대", "대구광역시 서구 평리동", "목요일"],
        [17, 2021, 8, 24],
        [3, 5, 4, 17, 2021, 8, 1, 24, 3, 119, 1],
        [1.648_018_482_223, 4.196_672_320],
    ),
    vector(
        ["맑음", "건조", "미분류 - 미분류", "차량단독", "심야", "대구광역시 달성군 현풍읍", "일요일"],
        [23, 2020, 2, 29],
        [2, 0, 9, 23, 2020, 2, 2, 29, 0, 34, 4],
        [1.503_776_294_889, 3.498_645_245],
    ),
    vector(
        [
            "흐림",
            "젖음/습기",
            "교차로 - 교차로횡단보도내",
            "차대사람",
            "출근시간대",
            "대구광역시 수성구 범어동",
            "화요일",
        ],
        [7, 2019, 9, 10],
        [5, 4, 2, 7, 2019, 9, 0, 10, 2, 128, 6],
        [1.561_300_059_220, 3.765_012_018],
    ),
];

impl Vector {
    /// The accident as a request.
    fn accident(&self) -> Value {
        let categories = CATEGORIES.iter().zip(self.categories).map(|(name, value)| ((*name).to_owned(), value.into()));
        let numbers = NUMBERS.iter().zip(self.numbers).map(|(name, value)| ((*name).to_owned(), value.into()));
        Value::Object(categories.chain(numbers).collect::<Map<_, _>>())
    }
}

#[test]
fn codes_are_the_published_ones() {
    for vector in &VECTORS {
        let accident = vector.accident();
        for (feature, expected) in Feature::ALL.into_iter().zip(vector.codes) {
            let field = DEMO.fields().get(feature);
            let value = &accident[field.name(Language::Korean)];
            let code = match field.domain() {
                Domain::Categories(_) => field.code(value.as_str().unwrap()),
                Domain::Integers { .. } => value.as_i64().and_then(|number| i32::try_from(number).ok()),
            };
            assert_eq!(code, Some(expected), "{} of {accident}", field.name(Language::Korean));
        }
    }
}

#[test]
#[ignore = "needs the bundle of an imported copy, whose folder SISUIQ_TEST_REFERENCE_MODEL names"]
fn reference_predictions_are_the_published_ones() {
    let folder: PathBuf = Environment::from_process().read(|reader| reader.named::<String>(BUNDLE)).unwrap().into();
    let reference = Predictor::load(&folder).unwrap();
    for vector in &VECTORS {
        let accident = vector.accident();
        let estimate = reference.predict(&reference.parse(&accident).unwrap()).unwrap().estimate;
        // the published figures have twelve and nine decimals
        assert!((estimate.raw - vector.raw).abs() < 1e-12, "{} for {accident}", estimate.raw);
        assert!((estimate.eclo - vector.eclo).abs() < 1e-9, "{} for {accident}", estimate.eclo);
    }
}
