import type { WatchedSourceOut } from "sisuiq-client";

import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import * as m from "@/paraglide/messages";
import { SOURCES_PATH } from "@/sanctions/address";
import { isFailing } from "@/sanctions/freshness";

import { useFreshness } from "./use-sources";

/** How many sources are late or fail, with links to them. */
export function SourcesSummary({ sources }: { sources: WatchedSourceOut[] }) {
  const objective = useFreshness().data?.objective_hours;
  const late = sources.filter(({ state }) => state === "late").length;
  const failing = sources.filter(isFailing).length;
  const isWatching = sources.some(({ state }) => state !== "disabled");
  if (late === 0 && failing === 0) {
    // a space keeps the line while it is loading
    const text = objective === undefined ? "\u00a0" : m.sources_summary_fresh({ count: objective });
    return isWatching && <p className="mb-4 text-[0.8125rem] text-muted">{text}</p>;
  }
  return (
    <Notice variant="warning" className="mb-4">
      <ul className="flex flex-col gap-1">
        {late > 0 && (
          <li>
            {objective === undefined
              ? m.sources_summary_late({ count: late })
              : m.sources_summary_late_objective({ count: late, objective })}{" "}
            <Link href={`${SOURCES_PATH}?state=late`} className="font-medium underline">
              {m.sources_summary_late_show()}
            </Link>
          </li>
        )}
        {failing > 0 && (
          <li>
            {m.sources_summary_failing({ count: failing })}{" "}
            <Link href={`${SOURCES_PATH}?state=failing`} className="font-medium underline">
              {m.sources_summary_failing_show()}
            </Link>
          </li>
        )}
      </ul>
    </Notice>
  );
}
