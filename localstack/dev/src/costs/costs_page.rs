//! docs/COSTS.md

use anyhow::{Context, Result};

use super::bill::{Line, Profile, bill, monthly, total};
use super::inputs::{Price, listed_assumptions, listed_prices};
use super::measured::{ModelPrice, Provider, count};
use super::stores::GIB;
use super::text::{Table, dollars, exact, one_of, short, whole};
use super::usage::{HOURS, Model, QUESTION};

const LEVELS: [(&str, f64); 4] = [("idle", 0.0), ("1,000", 1e3), ("100,000", 1e5), ("10,000,000", 1e7)];

pub(super) fn page(model: &Model) -> Result<String> {
    let parts = [
        intent(model),
        summary(model)?,
        one_question(model)?,
        profile(model, Profile::Default)?,
        profile(model, Profile::Steady)?,
        stores(model)?,
        written(model)?,
        remarks(model)?,
        prices(model)?,
        assumptions()?,
    ];
    Ok(parts.join("\n\n") + "\n")
}

fn intent(model: &Model) -> String {
    let machine = &model.baseline.machine;
    format!(
        "# What it costs\n\n\
         Written by `cargo dev costs --write`, which computes it; a test holds this page to the files it is computed from.\n\n\
         **Nothing here has run on AWS, and no bill was ever seen.** Prices are list prices of us-east-1 in US dollars, known by heart \
         and to be checked before anybody relies on them; free tiers, discounts and taxes are left out. What is measured was measured \
         on another machine ({} with {} cores, {}, commit {}). What nobody measured is an [assumption](#assumptions) with a name. \
         A figure here is a product of such factors: it says which line matters, and hardly more than the first digit of it.",
        machine.processor,
        short(machine.cores),
        machine.date,
        machine.commit,
    )
}

fn summary(model: &Model) -> Result<String> {
    let mut table = Table::of_figures(&[
        "questions a month",
        "default profile, USD",
        "for 1,000 questions",
        "steady profile, USD",
        "for 1,000 questions",
    ]);
    for (name, questions) in LEVELS {
        let mut cells = vec![name.to_owned()];
        for profile in [Profile::Default, Profile::Steady] {
            let sum = total(&bill(model, questions, profile)?);
            let thousands = questions / 1_000.0;
            cells.push(dollars(sum));
            cells.push(if questions > 0.0 { dollars(sum / thousands) } else { "–".to_owned() });
        }
        table.add(&cells);
    }
    Ok(format!(
        "## In short\n\n\
         Answers are quoted, which costs no tokens; what a language model adds is [below](#written-answers). The default profile is what \
         `template.yaml` deploys: nothing waits but storage, secrets, alarms and the smallest stores that do. The steady one keeps \
         {} environments of each function that people wait for ready, Postgres with one that stands by, three nodes of Qdrant, and the \
         functions in a network of their own: of these, `Profile` and `AlwaysReady` of the template do the first.\n\n{}",
        short(model.inputs.assumed.always_ready.value),
        table.text(),
    ))
}

fn one_question(model: &Model) -> Result<String> {
    let mut table = Table::of_figures(&[
        "route",
        "function",
        "MB",
        "requests a question",
        "measured ms",
        "billed ms",
        "where from",
    ]);
    for request in &model.requests {
        table.add(&[
            format!("`{}`", request.route),
            request.function.clone(),
            model.function(&request.function)?.memory.to_string(),
            short(request.a_question),
            short(request.measured),
            whole(request.milliseconds),
            request.source.clone(),
        ]);
    }
    let assumed = &model.inputs.assumed;
    Ok(format!(
        "## One question\n\n\
         Billed are the measured milliseconds × {} (`slower`), × {} ÷ memory where a function has less, and {} ms for each round trip. \
         The parts that wait for Postgres do not take longer on a slower processor: that errs on the dear side.\n\n{}\n\n\
         A question and what goes with it: {} requests, {} ms of functions, {} bytes of log (lines of {} and {} bytes, as \
         docs/OPERATIONS.md shows them), {} bytes in Postgres. A page: {} ms of `ingest`, {} passages, {} bytes in Postgres.",
        short(assumed.slower.value),
        whole(assumed.full_processor.value),
        short(assumed.round_trip.value),
        table.text(),
        short(model.requests_a_question()),
        whole(model.busy(false) * 1_000.0),
        whole(model.log_bytes()),
        whole(model.lines.request),
        whole(model.lines.answer),
        whole(model.question_bytes(false)),
        whole(model.page()?),
        short(model.passages_a_page()?),
        whole(model.page_bytes()),
    ))
}

fn profile(model: &Model, profile: Profile) -> Result<String> {
    let bills: Vec<Vec<Line>> =
        LEVELS.iter().map(|(_, questions)| bill(model, *questions, profile)).collect::<Result<_>>()?;
    let first = bills.first().context("there are no levels")?;
    let mut table = Table::of_figures(&["line", "USD for one", "idle", "1,000", "100,000", "10,000,000"]);
    for (place, line) in first.iter().enumerate() {
        let same: Vec<&Line> = bills.iter().filter_map(|bill| bill.get(place)).collect();
        let varies = same.iter().any(|other| (other.each - line.each).abs() > f64::EPSILON);
        let mut cells = vec![line.what.clone()];
        cells.push(if varies {
            "by machine".to_owned()
        } else {
            format!("{} / {}", exact(line.each), one_of(&line.unit))
        });
        cells.extend(same.iter().map(|line| product(line, varies)));
        table.add(&cells);
    }
    let sums = bills.iter().map(|bill| format!("**{}**", dollars(total(bill))));
    table.add(&["**all**".to_owned(), String::new()].into_iter().chain(sums).collect::<Vec<_>>());
    let title = if profile == Profile::Default { "Default" } else { "Steady" };
    Ok(format!(
        "## {title} profile, line by line\n\nEach cell is amount × price = US dollars a month.\n\n{}",
        table.text()
    ))
}

fn product(line: &Line, tells_price: bool) -> String {
    let price = if tells_price { format!(" × {}", exact(line.each)) } else { String::new() };
    format!("{}{price} = {}", short(line.amount), dollars(line.usd()))
}

fn stores(model: &Model) -> Result<String> {
    let mut table = Table::of_figures(&[
        "questions a month",
        "Postgres GB",
        "cores",
        "connections",
        "Postgres",
        "points",
        "Qdrant GiB",
        "Qdrant",
        "steady: Postgres",
        "steady: Qdrant",
    ]);
    for (name, questions) in LEVELS {
        let needs = model.needs(questions, false)?;
        let mut cells = vec![
            name.to_owned(),
            short(needs.database_bytes / 1e9),
            short(needs.database_cores),
            whole(needs.connections),
            model.database(&needs, false)?.machine.name,
            whole(needs.points),
            short(needs.vector_bytes / GIB),
            model.vector_store(&needs, false)?.machine.name,
        ];
        for chosen in [model.database(&needs, true)?, model.vector_store(&needs, true)?] {
            cells.push(format!("{} × {}", short(chosen.number), chosen.machine.name));
        }
        table.add(&cells);
    }
    let assumed = &model.inputs.assumed;
    Ok(format!(
        "## The stores\n\n\
         Postgres and Qdrant come from whoever deploys; these are the smallest machines of the list in \
         `localstack/dev/src/costs/prices.yaml` with cores for the peak, connections for all environments at once, and memory for \
         {} of what Postgres holds and for all points. Storage is that after {} months of the same load. Cores at the peak are \
         {} ms a question × the questions of a second.\n\n{}",
        short(assumed.hot.value),
        short(assumed.months_kept.value),
        short(model.database_milliseconds()?),
        table.text(),
    ))
}

fn written(model: &Model) -> Result<String> {
    let assumed = &model.inputs.assumed;
    let mut table = Table::of_figures(&[
        "provider",
        "model",
        "USD / 1M input tokens",
        "USD / 1M output tokens",
        "an answer",
        "1,000",
        "100,000",
        "10,000,000",
    ]);
    for price in model.providers.iter().flat_map(Provider::models) {
        let answer = tokens(model, &price);
        let mut cells = vec![price.provider.clone(), format!("`{}`", price.model)];
        cells.extend([price.input_token, price.output_token].map(|one| short(one * 1e6)));
        cells.push(short(answer));
        cells.extend([1e3, 1e5, 1e7].map(|questions| dollars(answer * questions)));
        table.add(&cells);
    }
    let waiting = waiting(model)?;
    let answers = model.providers.iter().flat_map(Provider::models).map(|price| tokens(model, &price));
    let cheapest = answers.fold(f64::MAX, f64::min);
    let sent =
        assumed.input_tokens.value * assumed.bytes_a_token.value / 1e9 * model.inputs.prices.internet_gigabytes.usd;
    Ok(format!(
        "## Written answers\n\n\
         Prices are those of `shared/llm/providers.yaml`. An answer is {} tokens of input and {} of output, with what the registry says \
         of each request; tries that fail, and prompts that a provider has cached, are not counted. Answers that are quoted, declined or \
         given again cost no tokens.\n\n{}\n\n\
         Beside the tokens `chat` waits {} s for a model: {} GB × {} s × {} = {} USD an answer, {} for a million. What it sends \
         costs {} USD an answer. The cheapest model takes {} USD for one: waiting is {} % of that.",
        whole(assumed.input_tokens.value),
        whole(assumed.output_tokens.value),
        table.text(),
        short(model.waiting()),
        short(f64::from(model.function("chat")?.memory) / 1_024.0),
        short(model.waiting()),
        exact(model.inputs.prices.lambda_gb_seconds.usd),
        short(waiting),
        dollars(waiting * 1e6),
        short(sent),
        short(cheapest),
        whole(waiting / cheapest * 100.0),
    ))
}

/// Dollars for what a model reads and writes for one answer.
pub(super) fn tokens(model: &Model, price: &ModelPrice) -> f64 {
    let assumed = &model.inputs.assumed;
    price.request + price.input_token * assumed.input_tokens.value + price.output_token * assumed.output_tokens.value
}

fn waiting(model: &Model) -> Result<f64> {
    let memory = f64::from(model.function("chat")?.memory) / 1_024.0;
    Ok(memory * model.waiting() * model.inputs.prices.lambda_gb_seconds.usd)
}

fn remarks(model: &Model) -> Result<String> {
    let prices = &model.inputs.prices;
    let idle = bill(model, 0.0, Profile::Default)?;
    let least = idle.iter().filter(|line| is_store(line)).map(Line::usd).sum::<f64>();
    let routes = count(model.template.routes.len());
    let all_routes = routes * model.inputs.assumed.method_metrics.value * prices.metrics.usd;
    let cold = model.is_cold(1_000.0 * model.a_question(QUESTION));
    let schedule = model.template.schedules.iter().map(|one| one.every.as_secs()).min().unwrap_or_default();
    let smallest = prices.databases.first().context("prices.yaml knows no machine")?;
    Ok(format!(
        "## What stands out\n\n\
         - At rest {} of {} USD are the stores; the rest is alarms (one for each metric that an alarm looks at), empty receives, secrets and schedules.\n\
         - The schedule of every {schedule} s asks Postgres, so one that pauses when nobody asks never would: Aurora Serverless v2 at half \
         a unit is {} × 0.5 × {} = {} USD a month, `{}` {} USD.\n\
         - `MetricsEnabled` on every method is billed for each route in each hour in which it is asked. The routes above are what the \
         tables count; if each of the template's {} were asked every hour, it would be {} USD.\n\
         - At 1,000 questions a month {} % of questions find no environment (`kept_warm`), should they come evenly.\n\
         - Storage is for good: nothing removes conversations, their records or the audit log. Of a question's {} bytes in Postgres \
         {} are its signed record, of {} bytes before Postgres compresses them: it names all 48 passages that were weighed.",
        dollars(least),
        dollars(total(&idle)),
        short(prices.aurora_hours.usd),
        short(HOURS),
        dollars(prices.aurora_hours.usd * 0.5 * HOURS),
        smallest.name,
        dollars(monthly(smallest)),
        whole(routes),
        whole(all_routes),
        whole(cold * 100.0),
        whole(model.question_bytes(false)),
        whole(model.inputs.growth.answer_records.bytes),
        whole(model.inputs.growth.payload.bytes),
    ))
}

fn is_store(line: &Line) -> bool {
    ["Postgres", "Qdrant", "RDS", "public"].iter().any(|store| line.what.starts_with(store))
}

fn prices(model: &Model) -> Result<String> {
    let mut table = Table::of_figures(&["price", "USD", "for", "as of"]);
    for Price { usd, per, unit, what, as_of } in listed_prices()? {
        let amount = if per > 1.0 { format!("{} {unit}", whole(per)) } else { format!("1 {}", one_of(&unit)) };
        table.add(&[what, exact(usd), amount, as_of]);
    }
    for machine in model.inputs.prices.databases.iter().chain(&model.inputs.prices.vector_stores) {
        let what = format!("{}, {} GiB, {} cores", machine.name, short(machine.memory_gib), short(machine.cores));
        table.add(&[what, exact(machine.usd_an_hour), "1 hour".to_owned(), machine.as_of.clone()]);
    }
    Ok(format!(
        "## Prices\n\nFrom `localstack/dev/src/costs/prices.yaml`, us-east-1, to be checked before use.\n\n{}",
        table.text()
    ))
}

fn assumptions() -> Result<String> {
    let mut table = Table::of_words(&["assumption", "value", "unit", "why"]);
    for (name, figure) in listed_assumptions()? {
        table.add(&[format!("`{name}`"), short(figure.value), figure.unit, figure.source]);
    }
    Ok(format!(
        "## Assumptions\n\nFrom `localstack/dev/src/costs/assumptions.yaml`; change one there and write this page anew.\n\n{}",
        table.text()
    ))
}
