import type { ScreeningOut } from "sisuiq-client";

import { Notice } from "@/components/ui/notice";
import { dateTime, percent } from "@/lib/format";
import * as m from "@/paraglide/messages";
import type { Account } from "@/session/account";

import { HitCard } from "./hit-card";
import { SearchedLists } from "./searched-lists";

/** So many hits show their reasons at once; the others on request. */
const OPENED = 3;

interface Props {
  result: ScreeningOut;
  account: Account;
}

/** The entries that resemble a subject, and what was searched for it. */
export function ScreeningResult({ result, account }: Props) {
  const { hits, left_out, lists, truncated, words_not_compared, screened_at } = result;
  return (
    <>
      {left_out.length > 0 && (
        <Notice variant="warning" className="mb-4">
          <p className="font-medium">{m.screening_left_out({ count: left_out.length })}</p>
          <ul className="mt-1">
            {left_out.map((list) => (
              <li key={list.source_id} className="wrap-anywhere">
                {m.screening_left_out_list({ name: list.name, reason: list.text })}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {words_not_compared > 0 && (
        <Notice variant="warning" className="mb-4">
          {m.screening_words_not_compared({ count: words_not_compared })}
        </Notice>
      )}
      {truncated && (
        <Notice variant="warning" className="mb-4">
          {m.screening_truncated({ count: hits.length })}
        </Notice>
      )}
      <p role="status" className="mb-4 text-[0.8125rem] text-muted">
        {describeHits(result)} {m.screening_at({ time: dateTime(screened_at) })}
      </p>
      <ol className="mb-8 grid gap-4">
        {hits.map((hit, at) => (
          <li key={hit.entity_id}>
            <HitCard hit={hit} list={lists.find(({ source_id }) => source_id === hit.source_id)} isOpen={at < OPENED} account={account} />
          </li>
        ))}
      </ol>
      <SearchedLists lists={lists} account={account} />
    </>
  );
}

/** How many entries were found, from the threshold that was asked for or from that of each list. */
function describeHits({ hits, lists, threshold }: ScreeningOut): string {
  const count = hits.length;
  if (typeof threshold === "number") {
    return count === 0
      ? m.screening_no_hits({ count: lists.length, percent: percent(threshold) })
      : m.screening_hits({ count, percent: percent(threshold) });
  }
  return count === 0 ? m.screening_no_hits_of_lists({ count: lists.length }) : m.screening_hits_of_lists({ count });
}
