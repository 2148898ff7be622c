//! Measures of financial analysis and how textbooks compute them.
//!
//! Where textbooks differ, the answer shows the formula that was used. A balance beside the flow of a year is averaged over the
//! year in turnovers and in days; other ratios take the balance at the end of the year.

use super::items::stems;
use std::sync::LazyLock;

/// The form of a measure's value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    /// An amount of money.
    Amount,
    /// A ratio or a number of days.
    Ratio,
    /// A share, shown in percent.
    Percent,
}

/// A measure.
#[derive(Debug)]
pub(super) struct Measure {
    /// Its names in lower case; the first one is shown.
    pub(super) names: &'static [&'static str],
    /// Its formula.
    pub(super) formula: &'static str,
    /// The form of its value.
    pub(super) kind: Kind,
}

const fn measure(names: &'static [&'static str], formula: &'static str, kind: Kind) -> Measure {
    Measure { names, formula, kind }
}

const MEASURES: [Measure; 29] = [
    measure(&["current ratio"], "total current assets / total current liabilities", Kind::Ratio),
    measure(
        &["quick ratio", "acid test ratio", "acid test"],
        "(cash and cash equivalents + short-term investments? + accounts receivable) / total current liabilities",
        Kind::Ratio,
    ),
    measure(&["cash ratio"], "cash and cash equivalents / total current liabilities", Kind::Ratio),
    measure(
        &["inventory turnover", "inventory turnover ratio"],
        "cost of goods sold / average inventories",
        Kind::Ratio,
    ),
    measure(
        &["receivables turnover", "accounts receivable turnover", "receivables turnover ratio"],
        "revenue / average accounts receivable",
        Kind::Ratio,
    ),
    measure(
        &["payables turnover", "accounts payable turnover", "payables turnover ratio"],
        "cost of goods sold / average accounts payable",
        Kind::Ratio,
    ),
    measure(
        &["fixed asset turnover", "fixed asset turnover ratio"],
        "revenue / average property plant and equipment",
        Kind::Ratio,
    ),
    measure(
        &["asset turnover", "asset turnover ratio", "total asset turnover"],
        "revenue / average total assets",
        Kind::Ratio,
    ),
    measure(
        &["days inventory outstanding", "dio", "days of inventory outstanding"],
        "365 * average inventories / cost of goods sold",
        Kind::Ratio,
    ),
    measure(&["days sales outstanding", "dso"], "365 * average accounts receivable / revenue", Kind::Ratio),
    measure(&["days payable outstanding", "dpo"], "365 * average accounts payable / cost of goods sold", Kind::Ratio),
    measure(
        &["cash conversion cycle", "ccc"],
        "365 * average inventories / cost of goods sold + 365 * average accounts receivable / revenue \
         - 365 * average accounts payable / cost of goods sold",
        Kind::Ratio,
    ),
    measure(&["return on assets", "roa"], "net income / total assets", Kind::Percent),
    measure(&["return on equity", "roe"], "net income / total equity", Kind::Percent),
    measure(&["gross margin", "gross profit margin"], "gross profit / revenue", Kind::Percent),
    measure(
        &["operating margin", "operating profit margin", "operating income margin"],
        "operating income / revenue",
        Kind::Percent,
    ),
    measure(
        &["net margin", "net profit margin", "net income margin", "profit margin"],
        "net income / revenue",
        Kind::Percent,
    ),
    measure(&["ebitda margin"], "(operating income + depreciation and amortization) / revenue", Kind::Percent),
    measure(&["effective tax rate"], "provision for income taxes / income before income taxes", Kind::Percent),
    measure(&["ebitda"], "operating income + depreciation and amortization", Kind::Amount),
    measure(
        &["free cash flow", "fcf"],
        "net cash provided by operating activities - capital expenditures",
        Kind::Amount,
    ),
    measure(
        &["free cash flow conversion", "fcf conversion", "free cashflow conversion"],
        "(net cash provided by operating activities - capital expenditures) / net income",
        Kind::Percent,
    ),
    measure(
        &["working capital", "net working capital"],
        "total current assets - total current liabilities",
        Kind::Amount,
    ),
    measure(
        &["interest coverage ratio", "interest coverage", "times interest earned"],
        "operating income / interest expense",
        Kind::Ratio,
    ),
    measure(
        &["operating cash flow ratio"],
        "net cash provided by operating activities / total current liabilities",
        Kind::Ratio,
    ),
    measure(&["debt to equity", "debt to equity ratio"], "total debt / total equity", Kind::Ratio),
    measure(&["payout ratio", "dividend payout ratio"], "dividends paid / net income", Kind::Percent),
    measure(&["retention ratio"], "1 - dividends paid / net income", Kind::Percent),
    measure(&["debt ratio"], "total debt / total assets", Kind::Ratio),
];

static NAMES: LazyLock<Vec<(Vec<String>, &'static Measure)>> = LazyLock::new(|| {
    MEASURES.iter().flat_map(|measure| measure.names.iter().map(move |name| (stems(name), measure))).collect()
});

/// All names of measures.
pub(super) fn all_names() -> impl Iterator<Item = (&'static [String], &'static Measure)> {
    NAMES.iter().map(|(stems, measure)| (stems.as_slice(), *measure))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calculate::{expression::Expression, items};
    use rust_decimal::Decimal;
    use std::collections::HashSet;

    #[test]
    fn formulas_are_over_known_items() {
        for measure in &MEASURES {
            let expression = Expression::parse(measure.formula).unwrap();
            let known = expression.map(&mut |name, _, _| {
                assert!(items::named(&stems(name)).is_some(), "{name} of {:?}", measure.names);
                Some(Expression::Number(Decimal::ONE))
            });
            assert!(known.is_some());
        }
    }

    #[test]
    fn each_name_is_of_one_measure() {
        let mut seen = HashSet::new();
        for (stems, _) in all_names() {
            assert!(seen.insert(stems) && items::named(stems).is_none(), "{stems:?}");
        }
    }
}
