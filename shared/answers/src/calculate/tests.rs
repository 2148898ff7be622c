use super::{Calculation, calculate};
use crate::{Pages, evidence::tests::passage};
use sisuiq_model::Passage;

const BALANCE: &str = "NORTHWIND INC.\nCONSOLIDATED BALANCE SHEETS\n(In millions)\n\
    | May 31, 2021 | May 31, 2020\n\
    Current assets: Cash and equivalents | $ 9,889 | $ 8,348\n\
    Short-term investments | 3,587 | 439\n\
    Accounts receivable, net | 4,463 | 2,749\n\
    Inventories | 6,854 | 7,367\n\
    Total current assets | 26,291 | 20,556\n\
    Property, plant and equipment, net | 4,904 | 4,866\n\
    Total assets | 37,740 | 31,342\n\
    Accounts payable | 2,836 | 2,248\n\
    Total current liabilities | 9,674 | 8,284\n\
    Long-term debt | 9,413 | 9,406\n\
    Total liabilities | 24,973 | 23,287\n\
    Total shareholders’ equity | 12,767 | 8,055";
const INCOME: &str = "NORTHWIND INC.\nCONSOLIDATED STATEMENTS OF INCOME\n(In millions, except per share data)\n\
    | 2021 | 2020 | 2019\n\
    Revenues | $ 44,538 | $ 37,403 | $ 39,117\n\
    Cost of sales | 24,576 | 21,162 | 21,643\n\
    Gross profit | 19,962 | 16,241 | 17,474\n\
    Income before income taxes | 6,661 | 2,887 | 4,801\n\
    Income tax expense | 934 | 348 | 772\n\
    NET INCOME | $ 5,727 | $ 2,539 | $ 4,029\n\
    Earnings per common share | 3.64 | 1.63 | 2.55";
const FLOWS: &str = "NORTHWIND INC.\nCONSOLIDATED STATEMENTS OF CASH FLOWS\n(In millions)\n\
    | 2021 | 2020 | 2019\n\
    Cash provided by operating activities:\n\
    Net income | $ 5,727 | $ 2,539 | $ 4,029\n\
    Inventories | 507 | (1,854) | (490)\n\
    Cash provided (used) by operations | 6,657 | 2,485 | 5,903\n\
    Cash provided (used) by investing activities:\n\
    Additions to property, plant and equipment | (695) | (1,086) | (1,119)\n\
    Cash used by financing activities:\n\
    Cash dividends paid | (1,638) | (1,452) | (1,332)";

fn named(document: u128, file: &str, pages: &[&str]) -> Vec<Passage> {
    let passages = (1..).zip(pages).map(|(page, text)| passage(document, page, text));
    passages.map(|passage| Passage { document_name: file.to_owned(), ..passage }).collect()
}

fn answer_from(question: &str, passages: &[Passage]) -> Option<(String, usize)> {
    let calculation = calculate(&Pages::default(), question, passages);
    let claim = calculation.computed()?;
    for quote in &claim.quotes {
        assert!(quote.span.of(&passages[quote.passage].page_text).is_some());
    }
    Some((claim.text.clone(), claim.quotes.len()))
}

fn answer(question: &str) -> Option<String> {
    answer_from(question, &named(1, "NORTHWIND_2021_10K.pdf", &[FLOWS, BALANCE, INCOME])).map(|(text, _)| text)
}

#[test]
fn questions_that_are_not_understood_are_left_alone() {
    for question in [
        "What is the current ratio of Southwind in FY2021?",
        "What is the current ratio of the Northwind apparel segment in FY2021?",
        "What was the current ratio of Northwind in the second quarter of 2021?",
        "What was Northwind's loss before income tax expense in FY2021?",
        "What is Northwind's cash flow to total liabilities ratio in FY2021?",
        "What were Northwind's average inventories in FY2021?",
        "What was Northwind's revenue per customer in FY2021?",
        "What was Northwind's net revenue loss in FY2021?",
        "Why did the current ratio of Northwind fall in FY2021?",
        "What is the current ratio of Northwind in FY2018?",
        "What is the interest coverage ratio of Northwind in FY2021?",
        "Which company has the highest current ratio in FY2021?",
        "What drives the gross margin of Northwind in FY2021?",
        "What is the vision of Northwind?",
    ] {
        assert_eq!(answer(question), None, "{question}");
    }
}

#[test]
fn measures_are_computed_from_their_lines() {
    for (question, expected) in [
        (
            "What is current ratio in FY2021 for Northwind? Round your answer to two decimal places.",
            "Current ratio (2021) = total current assets / total current liabilities = 26,291 / 9,674 = 2.72",
        ),
        (
            "what is northwind's inventory turnover in FY21?",
            "Inventory turnover (2021) = cost of goods sold / average inventories = 24,576 / ((6,854 + 7,367) / 2) = 3.46",
        ),
        (
            "What is Northwind's quick ratio for fiscal year 2021?",
            "Quick ratio (2021) = (cash and cash equivalents + short-term investments + accounts receivable) / total current \
             liabilities = (9,889 + 3,587 + 4,463) / 9,674 = 1.85",
        ),
        (
            "What is Northwind's FY2021 free cash flow (in USD billions)?",
            "Free cash flow (2021) = net cash provided by operating activities - capital expenditures = 6,657 - 695 = 5.96 billion",
        ),
        (
            "What was Northwind's gross margin in 2020, in percent?",
            "Gross margin (2020) = gross profit / revenue = 16,241 / 37,403 = 43.42%",
        ),
    ] {
        assert_eq!(answer(question).as_deref(), Some(expected), "{question}");
    }
    let cycle =
        answer("What is cash conversion cycle in FY2021 for Northwind? Round your answer to two decimal places.");
    assert!(cycle.unwrap().ends_with("= 97.40"));
}

#[test]
fn lines_of_statements_are_read_in_their_year() {
    for (question, expected) in [
        (
            "What is total liabilities for NORTHWIND in FY 2020?Answer in millions.",
            "Total liabilities (2020): 23,287 million",
        ),
        ("How much capex did Northwind have in FY2021?", "Capex (2021): 695 million"),
        ("What were Northwind's inventories at the end of FY2021?", "Inventories (2021): 6,854 million"),
        ("What is Northwind's year end FY2021 net PPNE? Answer in USD billions.", "Net PPNE (2021): 4.90 billion"),
    ] {
        assert_eq!(answer(question).as_deref(), Some(expected), "{question}");
    }
}

#[test]
fn definitions_of_the_question_are_followed() {
    let question = "What is Northwind's FY2021 days payable outstanding (DPO)? DPO is defined as: 365 * (average accounts payable \
        between FY2020 and FY2021) / (FY2021 COGS + change in inventory between FY2020 and FY2021). Round your answer to two \
        decimal places. Address the question by using the line items shown within the balance sheet.";
    assert!(answer(question).unwrap().ends_with("365 × ((2,836 + 2,248) / 2) / (24,576 + (6,854 - 7,367)) = 38.56"));
}

#[test]
fn shares_changes_and_means_are_computed() {
    for (question, end) in [
        ("What is long-term debt to total liabilities for Northwind in FY2021?", "= 9,413 / 24,973 = 0.377"),
        ("What is the change in total assets of Northwind from FY2020 to FY2021?", "= 37,740 - 31,342 = 6,398 million"),
        ("What is Northwind's revenue growth rate from FY2020 to FY2021?", "= 0.191 (19.08%)"),
        (
            "How did Northwind's effective tax rate change between 2020 and 2021?",
            "= 934 / 6,661 - 348 / 2,887 = 0.020 (1.97%)",
        ),
        ("What was Northwind's net income as a % of revenue in FY2019?", "= 4,029 / 39,117 = 10.30%"),
        (
            "What is the FY2019 - FY2021 3 year average of capex as a % of revenue for Northwind? Answer in units of percents and \
             round to one decimal place.",
            "= 2.4%",
        ),
    ] {
        let answer = answer(question).unwrap_or_default();
        assert!(answer.ends_with(end), "{question}: {answer}");
    }
}

#[test]
fn figures_of_two_documents_are_not_mixed() {
    let mut passages = named(1, "NORTHWIND_2021_10K.pdf", &[BALANCE]);
    passages.extend(named(2, "NORTHWIND_2021_AR.pdf", &[INCOME]));
    assert_eq!(answer_from("What is Northwind's inventory turnover in FY2021?", &passages), None);
}

#[test]
fn rows_that_disagree_are_not_used() {
    let restated = BALANCE.replace("26,291", "26,300");
    let passages = named(1, "NORTHWIND_2021_10K.pdf", &[BALANCE, &restated]);
    assert_eq!(answer_from("What is Northwind's current ratio in FY2021?", &passages), None);
}

#[test]
fn missing_lines_are_named_with_their_statement() {
    let passages = named(1, "NORTHWIND_2021_10K.pdf", &[BALANCE]);
    let incomplete = calculate(&Pages::default(), "What is Northwind's inventory turnover in FY2021?", &passages);
    let lines = "cost of goods sold, consolidated statements of income".to_owned();
    assert_eq!(incomplete, Calculation::Incomplete { document: passages[0].document_id, lines });
    let other = calculate(&Pages::default(), "What is Southwind's inventory turnover in FY2021?", &passages);
    assert_eq!(other, Calculation::Nothing);
}

#[test]
fn taxes_in_brackets_are_not_used() {
    let income = INCOME.replace("| 934 |", "| (934) |");
    let passages = named(1, "NORTHWIND_2021_10K.pdf", &[&income]);
    assert_eq!(answer_from("What is Northwind's effective tax rate in FY2021?", &passages), None);
}

#[test]
fn each_operand_is_cited() {
    let passages = named(1, "NORTHWIND_2021_10K.pdf", &[BALANCE]);
    let (_, quotes) = answer_from("What is Northwind's current ratio in FY2021?", &passages).unwrap();
    assert_eq!(quotes, 3, "two rows and their header");
}
