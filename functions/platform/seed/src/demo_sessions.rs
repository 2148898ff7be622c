//! Conversations of the demo user about the demo documents, as they might have been led in the last days.

use crate::{Counts, SeedError, State, seed::get_or_create};
use jiff::{SignedDuration, Timestamp};
use sisuiq_chat_db::chat_sessions::{self, ChatSession, Said};
use sisuiq_db::Transaction;
use sisuiq_model::{ChatMode, ChatSessionId, MessageId, UserId, Workspace};

/// A conversation that comes with the product.
struct DemoSession {
    mode: ChatMode,
    title: &'static str,
    /// The age of the conversation.
    ago: SignedDuration,
    turns: &'static [Turn],
}

struct Turn {
    /// After the beginning.
    asked: SignedDuration,
    question: &'static str,
    /// After the question.
    took: SignedDuration,
    answer: &'static str,
}

const fn turn(asked: i64, question: &'static str, took: i64, answer: &'static str) -> Turn {
    Turn { asked: SignedDuration::from_secs(asked), question, took: SignedDuration::from_secs(took), answer }
}

const ALL: [DemoSession; 3] = [
    DemoSession {
        mode: ChatMode::StrategyQa,
        title: "Questions on the strategic plan",
        ago: SignedDuration::from_hours(48),
        turns: &[
            turn(
                0,
                "What are the strategic objectives of the plan?",
                6,
                "The strategic plan has four objectives:\n\n\
                 - Raise the availability of the transmission system to 99.4 percent by 2030.\n\
                 - Reduce transmission losses from 3.9 percent in 2024 to 3.1 percent in 2030.\n\
                 - Connect 640 MW of new solar and wind power before the end of 2029.\n\
                 - Finish every priority project within 10 percent of its budget.\n\n\
                 Source: strategic_plan.pdf, section 3.",
            ),
            turn(
                95,
                "How much does it cost, and who pays?",
                5,
                "The plan needs USD 486 million over six years. Sixty percent comes from concessional loans, twenty-five percent \
                 from retained earnings and fifteen percent from a green bond to be issued in 2027.\n\n\
                 Source: strategic_plan.pdf, section 6.",
            ),
            turn(
                214,
                "What is the main risk?",
                4,
                "The late acquisition of wayleaves: in the previous plan, disputes about them delayed seven of nineteen projects \
                 by more than a year. A compensation desk is therefore opened in each district before a project is tendered.\n\n\
                 Source: strategic_plan.pdf, section 7.",
            ),
        ],
    },
    DemoSession {
        mode: ChatMode::Regulatory,
        title: "Compliance review of outage reporting",
        ago: SignedDuration::from_hours(24),
        turns: &[
            turn(
                0,
                "Which interruptions have to be told to the Authority at once?",
                7,
                "**Requirement.** An interruption that affects more than 10,000 customers, or a hospital, or a water works, is told \
                 to the Authority by telephone within thirty minutes and by electronic message within two hours.\n\n\
                 **Clause.** Regulation 15.\n\n\
                 Source: outage_reporting_regulation.pdf, Part IV.\n\n\
                 This is a summary and no legal advice.",
            ),
            turn(
                130,
                "And until when is the monthly return due?",
                5,
                "**Requirement.** The figures of a month are handed in by the tenth working day of the next month, in the form of \
                 the Third Schedule.\n\n\
                 **Clause.** Regulation 17.\n\n\
                 Source: outage_reporting_regulation.pdf, Part IV.\n\n\
                 This is a summary and no legal advice.",
            ),
        ],
    },
    DemoSession {
        mode: ChatMode::Analytics,
        title: "Outage analysis by region",
        ago: SignedDuration::from_hours(12),
        turns: &[
            turn(
                0,
                "How did SAIDI change from 2023 to 2024?",
                8,
                "Over the whole grid SAIDI fell from 6.4 to 6.2 hours for each customer and year.\n\n\
                 | Region | SAIDI 2023 | SAIDI 2024 |\n\
                 |---|---:|---:|\n\
                 | Harbour | 4.1 | 3.6 |\n\
                 | Northfield | 9.8 | 11.4 |\n\
                 | Eastgate | 6.3 | 5.9 |\n\
                 | Westmoor | 7.7 | 7.2 |\n\n\
                 Source: strategic_plan.pdf, section 10.",
            ),
            turn(
                160,
                "Why did Northfield become worse?",
                5,
                "Northfield hangs on a single 132 kV line, which was struck by lightning on twenty-three days in 2024. Until the \
                 northern ring is closed, two mobile generators of 6 MW each stand by.\n\n\
                 Source: strategic_plan.pdf, section 10.",
            ),
        ],
    },
];

/// Creates the missing conversations. A conversation exists if its owner has one of its title.
pub(crate) async fn seed(
    state: &State,
    transaction: &Transaction<'_>,
    owner: UserId,
    counts: &mut Counts,
) -> Result<(), SeedError> {
    for session in &ALL {
        let found = async { Ok(chat_sessions::find_owned_by_title(transaction, owner, session.title).await?) };
        get_or_create(counts, found, insert(state, transaction, owner, session)).await?;
    }
    Ok(())
}

async fn insert(
    state: &State,
    transaction: &Transaction<'_>,
    owner: UserId,
    session: &DemoSession,
) -> Result<ChatSessionId, SeedError> {
    let began = state.clock.now() - session.ago;
    let id = ChatSessionId(state.clock.uuid_v7());
    let row = ChatSession {
        id,
        title: Some(session.title.to_owned()),
        mode: session.mode,
        workspace: Workspace::Knowledge,
        dataset: None,
        created_at: began,
    };
    let said: Vec<Said> = session.turns.iter().flat_map(|turn| said(state, began, turn)).collect();
    chat_sessions::insert_conversation(transaction, &row, owner, &said).await?;
    Ok(id)
}

fn said(state: &State, began: Timestamp, turn: &Turn) -> [Said; 2] {
    let (question, answer) = (MessageId(state.clock.uuid_v7()), MessageId(state.clock.uuid_v7()));
    let asked = began + turn.asked;
    [
        Said { id: question, content: turn.question.to_owned(), at: asked, answers: None },
        Said { id: answer, content: turn.answer.to_owned(), at: asked + turn.took, answers: Some(question) },
    ]
}
