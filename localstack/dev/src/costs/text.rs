//! Formatting of figures and tables.

/// Formats a number without decimals and with commas between thousands.
pub(super) fn whole(number: f64) -> String {
    let digits = format!("{number:.0}");
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |rest| ("-", rest));
    let mut grouped = String::from(sign);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Formats a number with enough decimals for three significant digits, at least two.
pub(super) fn short(number: f64) -> String {
    let size = number.abs();
    if (f64::EPSILON..100.0).contains(&size) {
        trimmed(&format!("{number:.0$}", decimals(size)))
    } else {
        whole(number)
    }
}

/// The number of decimals for three significant digits, at least two.
fn decimals(size: f64) -> usize {
    let (mut decimals, mut scaled) = (2, size * 100.0);
    while scaled < 100.0 && decimals < 12 {
        scaled *= 10.0;
        decimals += 1;
    }
    decimals
}

/// Formats a price with all its digits.
pub(super) fn exact(usd: f64) -> String {
    trimmed(&format!("{usd:.10}"))
}

/// The singular of a unit.
pub(super) fn one_of(unit: &str) -> &str {
    if unit.ends_with("-s") { unit } else { unit.strip_suffix('s').unwrap_or(unit) }
}

/// Formats dollars, with cents below a hundred.
pub(super) fn dollars(usd: f64) -> String {
    if usd >= 100.0 { whole(usd) } else { format!("{usd:.2}") }
}

fn trimmed(number: &str) -> String {
    number.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A Markdown table, the first column left-aligned and the others right-aligned.
#[derive(Debug)]
pub(super) struct Table(Vec<String>);

impl Table {
    pub(super) fn of_figures(head: &[&str]) -> Self {
        let rule = head.iter().enumerate().map(|(place, _)| if place == 0 { "---|" } else { "---:|" });
        Self(vec![row(head), format!("|{}", rule.collect::<String>())])
    }

    pub(super) fn of_words(head: &[&str]) -> Self {
        Self(vec![row(head), format!("|{}", "---|".repeat(head.len()))])
    }

    pub(super) fn add(&mut self, cells: &[impl AsRef<str>]) {
        self.0.push(row(cells));
    }

    pub(super) fn text(&self) -> String {
        self.0.join("\n")
    }
}

fn row(cells: &[impl AsRef<str>]) -> String {
    let cells: Vec<_> = cells.iter().map(AsRef::as_ref).collect();
    format!("| {} |", cells.join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_readable() {
        assert_eq!([1_234_567.4, 999.0, 0.0, -1_000.0].map(whole), ["1,234,567", "999", "0", "-1,000"]);
        assert_eq!(
            [12.34, 1.25, 0.25, 0.000_035, 0.001_990_501].map(short),
            ["12.34", "1.25", "0.25", "0.000035", "0.00199"]
        );
        assert_eq!([0.004, 99.5, 1_234.5].map(dollars), ["0.00", "99.50", "1,234"]);
        assert_eq!(exact(0.000_013_333_4), "0.0000133334");
        assert_eq!(["requests", "GB-s", "GB"].map(one_of), ["request", "GB-s", "GB"]);
    }

    #[test]
    fn table_has_a_header_rule() {
        let mut table = Table::of_figures(&["what", "how much"]);
        table.add(&["all", "7"]);
        assert_eq!(table.text(), "| what | how much |\n|---|---:|\n| all | 7 |");
    }
}
