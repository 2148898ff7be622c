//! Corrections of how a file is read.

use serde_json::Value;
use sisuiq_analytics::Mapping;
use sisuiq_model::Text;

/// The longest corrections, in bytes of JSON.
const LONGEST: usize = 8_000;

/// Checks corrections. A mistake is described in both languages.
pub(crate) fn check(mapping: &Value) -> Result<(), Text> {
    let text = mapping.to_string();
    if text.len() > LONGEST {
        return Err(Text::new(
            format!("JSON으로 {LONGEST}바이트까지 쓸 수 있습니다"),
            format!("must have at most {LONGEST} bytes of JSON"),
        ));
    }
    if !mapping.is_object() {
        return Err(Text::new("객체여야 합니다", "must be an object"));
    }
    serde_json::from_str::<Mapping>(&text).map(drop).map_err(|error| {
        let reason: String = error.to_string().chars().take(200).collect();
        Text::new(format!("읽기 설정이 올바르지 않습니다: {reason}"), format!("is no mapping: {reason}"))
    })
}

/// [`check`] as a rule of a field. Fields of bodies have English messages.
pub(crate) fn rule(mapping: &Value) -> garde::Result {
    check(mapping).map_err(|text| garde::Error::new(text.english))
}

#[cfg(test)]
mod tests {
    use super::check;
    use serde_json::json;

    #[test]
    fn unknown_members_are_refused() {
        assert!(check(&json!({})).is_ok());
        assert!(check(&json!({ "encoding": "euc-kr", "header_row": 3, "region": 2, "cause": "원인" })).is_ok());
        let faulty = [
            json!([]),
            json!("euc-kr"),
            json!({ "colour": 1 }),
            json!({ "encoding": 7 }),
            json!({ "sheet": "x".repeat(9_000) }),
        ];
        for wrong in faulty {
            assert!(check(&wrong).is_err(), "{wrong}");
        }
    }
}
