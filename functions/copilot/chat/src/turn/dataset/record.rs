//! The origin of an answer about a dataset, as its record describes it: the table, the calls and who answered.

use super::{About, DatasetTurn, Material, PLANNER};
use crate::{
    data::analysis::ToolCallOut,
    turn::{draft::Draft, origin::Origin, record::generation},
};
use sisuiq_provenance::{Generation, Retrieval, Table, ToolCall};

/// The origin. A cached answer takes over that of the first one.
pub(in crate::turn) fn origin(turn: &DatasetTurn, draft: &Draft) -> Origin {
    let (retrieval, generation) = match &turn.material {
        Material::Cached(hit) => {
            let first = hit.record.generation.clone();
            let cached_from = Some(hit.id.0);
            let spent_nothing =
                Generation { cached_from, input_tokens: None, output_tokens: None, cost_usd: None, ..first };
            (hit.record.retrieval.clone(), spent_nothing)
        }
        Material::Table { .. } | Material::Nothing(_) => (retrieval(turn, draft), written(draft)),
    };
    Origin {
        retrieval,
        generation,
        grounding: draft.grounding.score(),
        unsupported: 0,
        withheld: draft.grounding.withheld,
        dropped_citations: 0,
    }
}

fn written(draft: &Draft) -> Generation {
    let mut generation = generation(draft);
    generation.prompt_versions.push(PLANNER.to_owned());
    generation
}

fn retrieval(turn: &DatasetTurn, draft: &Draft) -> Retrieval {
    let calls = draft.analysis.iter().flat_map(|analysis| &analysis.tool_calls);
    Retrieval {
        embedding_model: String::new(),
        preferred_source: None,
        fell_back: false,
        degraded: false,
        reranker: None,
        answer_reader: None,
        confidence: None,
        chunks: Vec::new(),
        dataset: turn.about.as_ref().map(|about| about.dataset.dataset_name.clone()),
        table: turn.about.as_ref().map(table),
        tool_calls: calls.map(call).collect(),
    }
}

fn table(About { dataset, revision }: &About) -> Table {
    Table { dataset_id: dataset.id.0, revision: *revision, sha256: dataset.sha256.clone() }
}

fn call(out: &ToolCallOut) -> ToolCall {
    ToolCall {
        name: out.name.clone(),
        arguments: out.args.clone(),
        filter: out.filter.clone(),
        row_count: out.row_count,
        result_sha256: out.result_sha256.clone(),
    }
}
