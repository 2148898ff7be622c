import type { SourceState, WatchedSourceOut } from "sisuiq-client";
import type { Page } from "@/lists/page";
import * as m from "@/paraglide/messages";
import { isFailing } from "@/sanctions/freshness";
import { STATE_LABELS } from "@/sanctions/labels";

/** The states that can be chosen. A source that fails can be late or not. */
export const STATE_CHOICES: Record<SourceState | "failing", string> = {
  late: STATE_LABELS.late,
  failing: m.sources_state_failing(),
  fresh: STATE_LABELS.fresh,
  unread: STATE_LABELS.unread,
  disabled: STATE_LABELS.disabled,
};

export interface SourceFilters {
  q: string;
  state: string;
  format: string;
}

/** A page of the sources that match the filters. */
export function selectSources(sources: WatchedSourceOut[], filters: SourceFilters, page: number, size: number): Page<WatchedSourceOut> {
  const matching = sources.filter((source) => matches(source, filters));
  return { data: matching.slice((page - 1) * size, page * size), count: matching.length };
}

function matches(source: WatchedSourceOut, { q, state, format }: SourceFilters): boolean {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const text = [source.name, source.dataset, ...hostsOf([source])].join(" ").toLowerCase();
  const isInState = state === "" || (state === "failing" ? isFailing(source) : source.state === state);
  return isInState && (format === "" || source.format === format) && words.every((word) => text.includes(word));
}

/** The hosts of the files of sources, each once. */
export function hostsOf(sources: Pick<WatchedSourceOut, "files">[]): string[] {
  const hosts = sources.flatMap(({ files }) => files.map(({ url }) => hostOf(url)));
  return [...new Set(hosts)].filter(Boolean).sort();
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "";
}
