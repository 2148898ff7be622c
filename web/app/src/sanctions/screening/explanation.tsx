import type { ReactNode } from "react";
import type { ExplanationOut } from "sisuiq-client";

import { list, percent } from "@/lib/format";
import * as m from "@/paraglide/messages";

import { describeStrength } from "./describe-score";
import { agreementLabel, factLabel } from "./labels";

/** Why an entry resembles a subject, and where they differ. */
export function Explanation({ explanation }: { explanation: ExplanationOut }) {
  const { matched, evidence, unmatched_given, unmatched_listed, name_score } = explanation;
  const differences = differencesOf(explanation);
  return (
    <div className="mt-3 grid gap-4 sm:grid-cols-2">
      <Reasons title={m.screening_matched({ percent: percent(name_score) })} isEmpty={matched.length === 0}>
        {matched.map(({ given, listed, agreement, similarity }, at) => (
          <li key={at}>
            {given === listed ? given : m.screening_words({ given, listed })} ·{" "}
            <span className="text-muted">
              {agreementLabel(agreement)}
              {similarity < 1 && ` · ${percent(similarity)}`}
            </span>
          </li>
        ))}
      </Reasons>
      <Reasons title={m.screening_facts()} isEmpty={evidence.length === 0}>
        {evidence.map(({ fact, given, listed, strength }, at) => (
          <li key={at}>
            {m.screening_fact({ fact: factLabel(fact), given, listed })} · <span className="text-muted">{describeStrength(strength)}</span>
          </li>
        ))}
      </Reasons>
      <Reasons title={m.screening_differences()} isEmpty={unmatched_given.length + unmatched_listed.length + differences.length === 0}>
        {unmatched_given.length > 0 && <li>{m.screening_only_given({ words: list(unmatched_given.map(({ text }) => text)) })}</li>}
        {unmatched_listed.length > 0 && <li>{m.screening_only_listed({ words: list(unmatched_listed.map(({ text }) => text)) })}</li>}
        {differences.map((difference) => (
          <li key={difference}>{difference}</li>
        ))}
      </Reasons>
    </div>
  );
}

/** What differs beside the words. */
export function differencesOf(explanation: ExplanationOut): string[] {
  const { legal_forms_differ, legal_forms_given, legal_forms_listed, numbers_given, numbers_listed, weak_name } = explanation;
  const differences = [
    legal_forms_differ && m.screening_legal_forms({ given: list(legal_forms_given), listed: list(legal_forms_listed) }),
    numbers_given.length > 0 && m.screening_numbers_given({ numbers: list(numbers_given) }),
    numbers_listed.length > 0 && m.screening_numbers_listed({ numbers: list(numbers_listed) }),
    weak_name && m.screening_weak_name(),
  ];
  return differences.filter((difference) => difference !== false);
}

function Reasons({ title, isEmpty, children }: { title: string; isEmpty: boolean; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <h4 className="font-medium">{title}</h4>
      {isEmpty ? <p className="text-muted">{m.screening_none()}</p> : <ul className="mt-1 grid gap-1 wrap-anywhere">{children}</ul>}
    </div>
  );
}
