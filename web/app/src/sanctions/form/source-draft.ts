import type { SourceFormat, SourceIn, SourcePart, WatchedSourceOut } from "sisuiq-client";

import { DAILY, readSchedule, type Schedule, writeSchedule } from "@/sanctions/schedule";

/** The parts of a list of OFAC; other sources have one file. */
const PARTS: SourcePart[] = ["main", "aliases", "addresses", "comments"];
const WITH_PARTS: SourceFormat[] = ["ofac_sdn", "ofac_consolidated"];

/** The settings of a source while they are edited. */
export interface SourceDraft {
  name: string;
  format: SourceFormat;
  dataset: string;
  urls: Record<SourcePart, string>;
  schedule: Schedule;
  enabled: boolean;
  /** The score from which an entry is a hit; empty for that of the product. */
  threshold: string;
}

const NEW: SourceDraft = {
  name: "",
  format: "ofac_sdn",
  dataset: "",
  urls: { main: "", aliases: "", addresses: "", comments: "" },
  schedule: DAILY,
  enabled: true,
  threshold: "",
};

/** The settings of a source, or of a new one. */
export function draftOf(source?: WatchedSourceOut): SourceDraft {
  if (!source) {
    return NEW;
  }
  const { name, format, dataset, files, schedule, enabled, threshold } = source;
  const urls = { ...NEW.urls, ...Object.fromEntries(files.map(({ part, url }) => [part, url])) };
  return { name, format, dataset, urls, schedule: readSchedule(schedule) ?? DAILY, enabled, threshold: textOf(threshold) };
}

export function partsOf(format: SourceFormat): SourcePart[] {
  return WITH_PARTS.includes(format) ? PARTS : ["main"];
}

/** The parts of which there is a file, in the order in which they are sent. */
export function sentParts({ format, urls }: Pick<SourceDraft, "format" | "urls">): SourcePart[] {
  return partsOf(format).filter((part) => part === "main" || urls[part].trim() !== "");
}

/** The name that errors of the API give to the address of a part; undefined if it is not sent. */
export function fieldOf(part: SourcePart, draft: Pick<SourceDraft, "format" | "urls">): string | undefined {
  const at = sentParts(draft).indexOf(part);
  return at < 0 ? undefined : `files[${at}].url`;
}

export function settingsOf(draft: SourceDraft): SourceIn {
  const { name, format, dataset, urls, schedule, enabled, threshold } = draft;
  const files = sentParts(draft).map((part) => ({ part, url: urls[part].trim() }));
  return {
    name: name.trim(),
    format,
    dataset: dataset.trim(),
    files,
    schedule: writeSchedule(schedule),
    enabled,
    ...thresholdOf(format, threshold),
  };
}

/** The settings of a source as they are, but enabled. */
export function enabledSettings({ name, format, dataset, files, schedule, threshold }: WatchedSourceOut): SourceIn {
  return { name, format, dataset, files, schedule, enabled: true, ...thresholdOf(format, textOf(threshold)) };
}

const textOf = (threshold: number | null | undefined) => (typeof threshold === "number" ? String(threshold) : "");

/** The threshold as it is sent. A law has none. */
function thresholdOf(format: SourceFormat, text: string): Pick<SourceIn, "threshold"> {
  return format === "law" || text.trim() === "" ? {} : { threshold: Number(text) };
}
