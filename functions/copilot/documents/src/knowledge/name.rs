//! Names of datasets, which are parts of addresses.

use jiff::Timestamp;

/// The longest name, in characters.
const LONGEST: usize = 60;
/// The shortest name, in characters.
const SHORTEST: usize = 3;

/// The name that a dataset gets: letters, digits, `-` and `_` of ASCII, every other character as `-`, at most 60 of them, with a letter or
/// digit at both ends. A name of which fewer than three are left becomes `dataset-` with the second of its creation.
pub(super) fn sanitised(wished: &str, now: Timestamp) -> String {
    let allowed = |letter: char| if letter.is_ascii_alphanumeric() || letter == '_' { letter } else { '-' };
    let cut: String = wished.trim().chars().map(allowed).take(LONGEST).collect();
    let name = cut.trim_matches(['-', '_']);
    if name.len() < SHORTEST { format!("dataset-{}", now.as_second()) } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_in_addresses() {
        let now = Timestamp::from_second(1_790_000_000).unwrap();
        for (wished, name) in [
            ("Swiss-SECO_2026", "Swiss-SECO_2026"),
            ("  Swiss ordinances  ", "Swiss-ordinances"),
            ("../etc/passwd", "etc-passwd"),
            ("_private_", "private"),
            ("Ä-Liste 2026", "Liste-2026"),
            ("ab", "dataset-1790000000"),
            ("Санкции", "dataset-1790000000"),
            ("---", "dataset-1790000000"),
        ] {
            assert_eq!(sanitised(wished, now), name);
        }
        let long = format!("{}-{}", "x".repeat(59), "y".repeat(9));
        assert_eq!(sanitised(&long, now), "x".repeat(59), "it ends with a letter or digit after the cut");
    }
}
