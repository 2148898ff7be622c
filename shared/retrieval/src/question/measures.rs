//! Measures of accounting and regulation: what statements call that which a question abbreviates or asks a ratio of.
//!
//! A report has no line "ROA" and seldom one "capex": a search for them finds pages about anything. The names are those of
//! statements under IFRS (IAS 1 and IAS 7) and US GAAP, the ratios those of textbooks of financial analysis. They serve to find
//! pages only: what answers the question is judged by its own words.

use std::borrow::Cow;

/// Names of a measure, in lower case and without the plural of the last word, and the lines of statements that show it.
const MEASURES: [(&[&str], &str); 39] = [
    (&["asset turnover"], "revenue, total assets"),
    (&["balance sheet", "statement of financial position"], "balance sheets, statement of financial position"),
    (&["book value per share"], "total equity, shares outstanding"),
    (
        &["capex", "capital expenditure", "capital spending"],
        "capital expenditures, purchases of property, plant and equipment",
    ),
    (
        &["capital intensity", "capital intensive"],
        "capital expenditures, revenue, property, plant and equipment, total assets",
    ),
    (&["cash conversion cycle"], "inventories, accounts receivable, accounts payable, cost of sales, revenue"),
    (&["cash flow statement", "statement of cash flow"], "statements of cash flows"),
    (&["cash ratio"], "cash and cash equivalents, total current liabilities"),
    (&["cogs", "cost of goods sold", "cost of sale"], "cost of goods sold, cost of sales, cost of revenue"),
    (&["current ratio", "working capital"], "total current assets, total current liabilities"),
    (&["d&a"], "depreciation and amortization"),
    (&["days inventory outstanding", "dio"], "inventories, cost of sales"),
    (&["days payable outstanding", "dpo"], "accounts payable, cost of sales"),
    (&["days sales outstanding", "dso"], "accounts receivable, revenue"),
    (&["debt to equity", "gearing"], "borrowings, total liabilities, total equity"),
    (&["ebit"], "operating income, earnings before interest and taxes"),
    (&["ebitda"], "operating income, depreciation and amortization"),
    (&["effective tax rate"], "provision for income taxes, income before income taxes"),
    (&["eps"], "earnings per share"),
    (&["fixed asset turnover"], "revenue, property, plant and equipment, net"),
    (
        &["fcf", "free cash flow"],
        "net cash provided by operating activities, purchases of property, plant and equipment",
    ),
    (&["gross margin", "gross profit margin"], "gross profit, revenue, cost of sales"),
    (
        &["income statement", "p&l", "statement of income"],
        "statements of income, statements of operations, statements of earnings",
    ),
    (&["interest coverage", "times interest earned"], "operating income, interest expense"),
    (&["inventory turnover"], "cost of sales, inventories"),
    (&["net debt"], "borrowings, long-term debt, cash and cash equivalents"),
    (&["net margin", "net profit margin", "profit margin"], "net income, revenue"),
    (&["operating margin", "operating profit margin"], "operating income, revenue"),
    (&["opex"], "operating expenses, operating expenditure"),
    (&["payout ratio", "retention ratio"], "dividends paid, net income"),
    (&["pp&e", "ppe", "ppne"], "property, plant and equipment, net"),
    (&["acid test", "quick ratio"], "cash and cash equivalents, accounts receivable, total current liabilities"),
    (&["r&d"], "research and development"),
    (&["rab"], "regulatory asset base"),
    (&["return on asset", "roa"], "net income, total assets"),
    (&["return on capital employed", "roce"], "operating income, total assets, current liabilities"),
    (&["return on equity", "roe"], "net income, total equity"),
    (&["sg&a"], "selling, general and administrative expenses"),
    (&["wacc"], "weighted average cost of capital"),
];

/// The question with the lines of statements behind it that show the measures it names.
#[must_use]
pub fn written_out(question: &str) -> Cow<'_, str> {
    let words = normalised(question);
    let named = MEASURES.iter().filter(|(names, _)| names.iter().any(|name| holds(&words, name)));
    let lines: Vec<&str> = named.map(|(_, lines)| *lines).collect();
    if lines.is_empty() {
        return Cow::Borrowed(question);
    }
    let question = question.trim_end_matches(|character: char| character.is_whitespace() || "?.!".contains(character));
    Cow::Owned(format!("{question} ({})?", lines.join("; ")))
}

/// The words in lower case, each between spaces, with the sign that joins abbreviations.
fn normalised(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|character: char| !character.is_alphanumeric() && character != '&');
    let mut normalised = " ".to_owned();
    for word in words.filter(|word| !word.is_empty()) {
        normalised.push_str(word);
        normalised.push(' ');
    }
    normalised
}

/// Returns whether the words contain a name, in the singular or plural.
fn holds(words: &str, name: &str) -> bool {
    let behind =
        words.match_indices(name).filter(|(start, _)| words.get(..*start).is_some_and(|before| before.ends_with(' ')));
    let mut rests = behind.filter_map(|(start, _)| words.get(start + name.len()..));
    rests.any(|rest| rest.strip_prefix('s').unwrap_or(rest).starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_questions_stay() {
        for question in ["How long is the 220 kV line?", "the roar of EBITDAX", "Who audits cashflows?", "", "?"] {
            assert_eq!(written_out(question), question);
        }
    }

    #[test]
    fn abbreviations_are_written_out() {
        assert_eq!(
            written_out("What is Northwind's FY2021 SG&A?"),
            "What is Northwind's FY2021 SG&A (selling, general and administrative expenses)?"
        );
        assert!(
            written_out("WACC and RAB of the grid")
                .ends_with("(regulatory asset base; weighted average cost of capital)?")
        );
    }

    #[test]
    fn ratios_name_their_lines() {
        for question in ["its quick ratio?", "quick-ratio 2020", "the Quick Ratios", "quick_ratio"] {
            assert!(written_out(question).contains("total current liabilities"), "{question}");
        }
        assert!(written_out("Return on assets, 2020").ends_with("(net income, total assets)?"));
    }

    #[test]
    fn names_are_lower_case_and_in_order() {
        let names = |(names, _): &(&'static [&'static str], &str)| names.to_vec();
        let all: Vec<&str> = MEASURES.iter().flat_map(names).collect();
        assert!(all.iter().all(|name| normalised(name).trim() == *name), "{all:?}");
        let mut unique = all.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), all.len(), "no name stands twice");
    }
}
