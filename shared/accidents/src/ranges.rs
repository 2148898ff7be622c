//! The ranges of the training data that a model names, compared with its description.

use sisuiq_model::Language;

use crate::feature::Feature;
use crate::fields::{Domain, Fields};
use crate::metadata::{Metadata, Years};

/// The least and the greatest value of a feature in the training data.
type Range = (f64, f64);

/// The years of the training data of a model in LightGBM's text format; none if the text does not name them.
#[must_use]
pub fn trained_years(model: &str) -> Option<Years> {
    let (first, last) = ranges(model).into_iter().nth(Feature::Year as usize)?.ok()??;
    Some(Years { first: whole(first)?, last: whole(last)? })
}

/// Checks that the training data were within the tables and in the described years.
pub(crate) fn check(model: &str, metadata: &Metadata, fields: &Fields) -> Result<(), String> {
    for (field, range) in fields.iter().zip(ranges(model)) {
        let Some((least, greatest)) = range.map_err(|info| format!("has the unreadable range \"{info}\""))? else {
            continue;
        };
        let name = field.name(Language::Korean);
        let bounds = match field.domain() {
            Domain::Categories(values) => (0.0, f64::from(u32::try_from(values.len()).unwrap_or(u32::MAX)) - 1.0),
            Domain::Integers { least, greatest } => (f64::from(*least), f64::from(*greatest)),
        };
        if least < bounds.0 || bounds.1 < greatest {
            return Err(format!(
                "learned from values of {name} from {least} to {greatest}, but they range from {} to {}: other codes were used",
                bounds.0, bounds.1
            ));
        }
    }
    let Years { first, last } = metadata.years;
    match trained_years(model) {
        Some(years) if years != metadata.years => {
            Err(format!("learned from the years {}–{}, but {first}–{last} are described", years.first, years.last))
        }
        _ => Ok(()),
    }
}

/// The ranges by feature, as the header of a model names them: `[0:5]` of numbers, `0:1:2` of categories, or `none` of a constant.
/// The error is what is none of these.
fn ranges(model: &str) -> Vec<Result<Option<Range>, &str>> {
    let mut header = model.lines().take_while(|line| !line.starts_with("Tree="));
    let infos = header.find_map(|line| line.strip_prefix("feature_infos="));
    infos.into_iter().flat_map(str::split_whitespace).map(range).collect()
}

fn range(info: &str) -> Result<Option<Range>, &str> {
    if info == "none" {
        return Ok(None);
    }
    let list = info.strip_prefix('[').and_then(|info| info.strip_suffix(']')).unwrap_or(info);
    let numbers: Vec<f64> = list.split(':').map(str::parse).collect::<Result<_, _>>().map_err(|_| info)?;
    let is_finite = numbers.iter().all(|number| number.is_finite());
    let least = numbers.iter().copied().reduce(f64::min).filter(|_| is_finite);
    Ok(Some(least.zip(numbers.iter().copied().reduce(f64::max)).ok_or(info)?))
}

/// The integer of a year.
fn whole(year: f64) -> Option<i32> {
    #[expect(clippy::cast_possible_truncation, reason = "a whole number with at most four digits")]
    ((0.0..10_000.0).contains(&year) && year.fract() == 0.0).then_some(year as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_all_kinds_are_read() {
        let text = "tree\nversion=v4\nfeature_infos=[0:5] none 3:0:12 [-1.5:2e3] x\ntree_sizes=1\n";
        let expected = [Ok(Some((0.0, 5.0))), Ok(None), Ok(Some((0.0, 12.0))), Ok(Some((-1.5, 2000.0))), Err("x")];
        assert_eq!(ranges(text), expected);
        assert_eq!(ranges("tree\nTree=0\nfeature_infos=[0:5]\n"), []);
    }

    #[test]
    fn years_are_whole() {
        let years = |info: &str| trained_years(&format!("feature_infos=none none none none {info} none\n"));
        assert_eq!(years("[2019:2021]"), Some(Years { first: 2019, last: 2021 }));
        for info in ["none", "[2019.5:2021]", "[-1:2021]", "[2019:1e300]", "[nan:2021]"] {
            assert_eq!(years(info), None, "{info}");
        }
    }
}
