//! Plans and answers of questions about a table, one a line on standard input, with the times of planning:
//! `cargo run --release -p sisuiq-planner --example plan_questions FILE.csv NAME < QUESTIONS`.
#![expect(clippy::print_stdout, reason = "the plans are printed")]

use sisuiq_analytics::{Kind, Limits, Mapping};
use sisuiq_frames::{Frame, Table};
use sisuiq_model::Language;
use sisuiq_planner::{CallResult, Invocation, Plan, Turn, Vocabulary, answer, plan, verify};
use std::{error::Error, fs::File, io::BufRead, time::Instant};

/// The number of times that a question is planned; the shortest time counts, as other programs take the processor too.
const TIMES: u32 = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("name a file")?;
    let name = arguments.next().unwrap_or_else(|| path.clone());
    let limits = Limits { bytes: 1 << 30, ..Limits::default() };
    let (frame, _) = Frame::read(File::open(&path)?, Kind::Csv, limits, Mapping::default())?;
    let started = Instant::now();
    let vocabulary = Vocabulary::of(&frame, &name)?;
    println!("{} rows, {} columns, vocabulary in {:?}", frame.row_count(), frame.headings().len(), started.elapsed());
    let (mut slowest, mut total, mut count) = (0.0_f64, 0.0, 0.0);
    for line in std::io::stdin().lock().lines() {
        let question = line?;
        let (mut time, mut found) = (f64::MAX, plan(&question, &vocabulary, Turn::default()));
        for _ in 0..TIMES {
            let started = Instant::now();
            found = plan(&question, &vocabulary, Turn::default());
            time = time.min(started.elapsed().as_secs_f64() * 1_000.0);
        }
        (slowest, total, count) = (slowest.max(time), total + time, count + 1.0);
        println!("\n? {question}  ({time:.3} ms)");
        match found {
            Ok(plan) => show(&plan, &frame),
            Err(refusal) => {
                println!(
                    "  - {:?} {:?} {:?}: {}",
                    refusal.kind, refusal.words, refusal.candidates, refusal.text.korean
                );
            }
        }
    }
    println!("\nplanning: mean {:.3} ms, slowest {slowest:.3} ms", total / count);
    Ok(())
}

fn show(plan: &Plan, frame: &Frame) {
    println!("  {}", plan.explanation.korean);
    let mut results = Vec::new();
    for call in &plan.calls {
        println!("  > {} {} {:?}", call.invocation.name(), call.invocation.arguments(), call.focus);
        if let Invocation::Tool(tool) = &call.invocation {
            results.push(CallResult::of(call, &tool.run(frame)));
        }
    }
    for sentence in answer(plan, &results, Language::Korean).sentences {
        let dropped = verify(&sentence.text, &results).dropped.len();
        println!("  = {}{}", sentence.text, if dropped > 0 { "   DROPPED" } else { "" });
    }
}
