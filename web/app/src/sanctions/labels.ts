import type { RunStatus, RunTrigger, SourceFormat, SourcePart, SourceState } from "sisuiq-client";

import * as m from "@/paraglide/messages";

export const FORMAT_LABELS: Record<SourceFormat, string> = {
  ofac_sdn: m.sources_format_ofac_sdn(),
  ofac_consolidated: m.sources_format_ofac_consolidated(),
  un_xml: m.sources_format_un_xml(),
  eu_xml: m.sources_format_eu_xml(),
  eu_csv: m.sources_format_eu_csv(),
  bis_denied_persons: m.sources_format_bis_denied_persons(),
  us_screening: m.sources_format_us_screening(),
  law: m.sources_format_law(),
};

export const STATE_LABELS: Record<SourceState, string> = {
  late: m.sources_state_late(),
  fresh: m.sources_state_fresh(),
  unread: m.sources_state_unread(),
  disabled: m.sources_state_disabled(),
};

export const PART_LABELS: Record<SourcePart, string> = {
  main: m.sources_part_main(),
  aliases: m.sources_part_aliases(),
  addresses: m.sources_part_addresses(),
  comments: m.sources_part_comments(),
};

export const RUN_LABELS: Record<RunStatus, string> = {
  queued: m.sources_run_queued(),
  fetching: m.sources_run_fetching(),
  processing: m.sources_run_processing(),
  embedding: m.sources_run_embedding(),
  done: m.sources_run_done(),
  no_change: m.sources_run_no_change(),
  failed: m.sources_run_failed(),
};

export const TRIGGER_LABELS: Record<RunTrigger, string> = {
  manual: m.sources_trigger_manual(),
  schedule: m.sources_trigger_schedule(),
  webhook: m.sources_trigger_webhook(),
  deployment: m.sources_trigger_deployment(),
};
