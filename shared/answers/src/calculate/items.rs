//! Lines of financial statements, under the names that statements under IFRS (IAS 1, IAS 7) and US GAAP give them.

use crate::words::words;
use std::sync::LazyLock;

/// The statement that shows a line.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Statement {
    /// Balance sheet, statement of financial position.
    Balance,
    /// Income statement.
    Income,
    /// Statement of cash flows.
    CashFlow,
}

/// A line of a statement.
#[derive(Debug)]
pub(super) struct Item {
    /// Its names in lower case, the most usual first.
    names: &'static [&'static str],
    /// The statement that shows it.
    pub(super) statement: Statement,
    /// How it is computed where no line shows it.
    pub(super) formula: Option<&'static str>,
    /// What a negative figure means.
    pub(super) sign: Sign,
}

/// What a negative figure of a line means.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Sign {
    /// The opposite of the line's name: income below zero is a loss.
    Opposite,
    /// The same as a positive one: statements show costs and payments either way.
    Same,
    /// It cannot be told: a tax in brackets may be a charge or a benefit.
    Unclear,
}

const fn item(statement: Statement, names: &'static [&'static str]) -> Item {
    Item { names, statement, formula: None, sign: Sign::Opposite }
}

const fn cost(statement: Statement, names: &'static [&'static str]) -> Item {
    Item { names, statement, formula: None, sign: Sign::Same }
}

const fn tax(names: &'static [&'static str]) -> Item {
    Item { names, statement: Statement::Income, formula: None, sign: Sign::Unclear }
}

const fn computed(statement: Statement, names: &'static [&'static str], formula: &'static str) -> Item {
    Item { names, statement, formula: Some(formula), sign: Sign::Opposite }
}

const ITEMS: [Item; 29] = [
    item(
        Statement::Income,
        &[
            "revenue",
            "total revenue",
            "net revenue",
            "total net revenue",
            "net sales",
            "total net sales",
            "sales",
            "total sales",
            "operating revenue",
            "total operating revenue",
        ],
    ),
    cost(
        Statement::Income,
        &[
            "cost of goods sold",
            "cogs",
            "cost of sales",
            "total cost of sales",
            "cost of revenue",
            "total cost of revenue",
            "cost of products sold",
            "merchandise costs",
        ],
    ),
    computed(Statement::Income, &["gross profit"], "revenue - cost of goods sold"),
    item(
        Statement::Income,
        &[
            "operating income",
            "income from operations",
            "operating profit",
            "profit from operations",
            "earnings from operations",
            "operating earnings",
            "total operating income",
            "ebit",
        ],
    ),
    item(
        Statement::Income,
        &[
            "net income",
            "net earnings",
            "net profit",
            "profit for the year",
            "net income including noncontrolling interests",
        ],
    ),
    cost(Statement::Income, &["interest expense", "finance costs", "interest expense net"]),
    item(
        Statement::Income,
        &[
            "income before income taxes",
            "income before taxes",
            "earnings before income taxes",
            "profit before tax",
            "income before provision for income taxes",
            "income before income tax expense",
        ],
    ),
    tax(&[
        "provision for income taxes",
        "income tax expense",
        "income taxes",
        "taxes on income",
        "income tax provision",
    ]),
    cost(
        Statement::Income,
        &[
            "research and development",
            "r&d",
            "research and development expenses",
            "research development and related expenses",
        ],
    ),
    cost(
        Statement::Income,
        &["selling general and administrative", "sg&a", "selling general and administrative expenses"],
    ),
    item(
        Statement::CashFlow,
        &[
            "depreciation and amortization",
            "depreciation and amortisation",
            "d&a",
            "depreciation amortization and other",
        ],
    ),
    item(Statement::Balance, &["total assets", "assets"]),
    item(Statement::Balance, &["total current assets", "current assets"]),
    item(Statement::Balance, &["total liabilities"]),
    item(Statement::Balance, &["total current liabilities", "current liabilities"]),
    item(Statement::Balance, &["cash and cash equivalents", "cash and equivalents"]),
    item(Statement::Balance, &["short-term investments", "marketable securities", "short-term marketable securities"]),
    item(
        Statement::Balance,
        &["accounts receivable", "accounts receivable net", "receivables", "receivables net", "trade receivables"],
    ),
    item(Statement::Balance, &["inventories", "inventories net", "merchandise inventories", "total inventories"]),
    item(Statement::Balance, &["accounts payable", "trade payables"]),
    item(
        Statement::Balance,
        &[
            "property plant and equipment",
            "property plant and equipment net",
            "net property plant and equipment",
            "property and equipment net",
            "property and equipment",
            "pp&e",
            "ppe",
            "ppne",
            "net ppne",
            "net pp&e",
            "fixed assets",
        ],
    ),
    item(
        Statement::Balance,
        &["long-term debt", "long-term debt excluding current portion", "long-term debt net", "non-current borrowings"],
    ),
    item(
        Statement::Balance,
        &["current portion of long-term debt", "current debt", "short-term debt", "short-term borrowings"],
    ),
    computed(Statement::Balance, &["total debt"], "current portion of long-term debt? + long-term debt"),
    item(
        Statement::Balance,
        &[
            "total equity",
            "total shareholders equity",
            "total stockholders equity",
            "shareholders equity",
            "stockholders equity",
            "total shareholders investment",
        ],
    ),
    item(
        Statement::CashFlow,
        &[
            "net cash provided by operating activities",
            "operating cash flow",
            "cash flow from operations",
            "cash flow from operating activities",
            "net cash flow from operating activities",
            "net cash generated from operating activities",
            "net cash from operating activities",
            "cash from operations",
            "cash provided by operations",
            "cash provided by operating activities",
        ],
    ),
    cost(
        Statement::CashFlow,
        &[
            "purchases of property plant and equipment",
            "capital expenditures",
            "capex",
            "capital spending",
            "additions to property plant and equipment",
            "purchases of property and equipment",
            "additions to property and equipment",
            "payments for property plant and equipment",
            "acquisition of property plant and equipment",
        ],
    ),
    cost(Statement::CashFlow, &["dividends paid", "cash dividends paid", "payment of dividends", "dividend payments"]),
    item(Statement::Balance, &["retained earnings"]),
];

/// The stems of the names of every item, in their order.
static NAMES: LazyLock<Vec<Vec<Vec<String>>>> =
    LazyLock::new(|| ITEMS.iter().map(|item| item.names.iter().map(|name| stems(name)).collect()).collect());

/// The words of a name without their endings. `&` joins letters of an abbreviation.
pub(super) fn stems(text: &str) -> Vec<String> {
    let joined = text.replace('&', " and ");
    let joined: String = joined.chars().map(|letter| if "-_–".contains(letter) { ' ' } else { letter }).collect();
    words(&joined).map(|word| word.stem).collect()
}

/// The item with a name in this form, and the place of the name.
pub(super) fn named(stems: &[String]) -> Option<(&'static Item, usize)> {
    ITEMS.iter().zip(NAMES.iter()).find_map(|(item, names)| {
        let place = names.iter().position(|name| name == stems)?;
        Some((item, place))
    })
}

/// The words by which a line is searched for: its usual name and the title of its statement.
pub(super) fn searched(name: &str) -> String {
    let Some((item, _)) = named(&stems(name)) else { return name.to_owned() };
    let title = match item.statement {
        Statement::Balance => "consolidated balance sheets",
        Statement::Income => "consolidated statements of income",
        Statement::CashFlow => "consolidated statements of cash flows",
    };
    format!("{}, {title}", item.names.first().copied().unwrap_or(name))
}

impl Item {
    /// The stems of its names, the most usual first.
    pub(super) fn names(&self) -> &'static [Vec<String>] {
        let place = ITEMS.iter().position(|item| std::ptr::eq(item.names, self.names));
        place.and_then(|place| NAMES.get(place)).map_or(&[], Vec::as_slice)
    }
}

/// All names of items, each with the name in words.
pub(super) fn all_names() -> impl Iterator<Item = (&'static [String], &'static str)> {
    ITEMS
        .iter()
        .zip(NAMES.iter())
        .flat_map(|(item, stems)| stems.iter().map(Vec::as_slice).zip(item.names.iter().copied()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_name_is_of_one_item() {
        let mut seen = HashSet::new();
        for (stems, name) in all_names() {
            assert!(seen.insert(stems), "{name} stands twice");
            assert!(!stems.is_empty());
        }
    }

    #[test]
    fn spelling_does_not_matter() {
        for text in ["R&D", "Research and Development", "research & development"] {
            assert!(named(&stems(text)).is_some(), "{text}");
        }
        assert!(named(&stems("inventory")).is_some() && named(&stems("Long-Term Debt")).is_some());
        assert!(named(&stems("goodwill impairment")).is_none());
    }
}
