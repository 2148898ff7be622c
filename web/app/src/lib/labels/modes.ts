import type { ChatMode } from "sisuiq-client";

import * as m from "@/paraglide/messages";

export const MODE_LABELS: Record<ChatMode, string> = {
  strategy_qa: m.labels_mode_strategy_qa(),
  actions: m.labels_mode_actions(),
  analytics: m.labels_mode_analytics(),
  regulatory: m.labels_mode_regulatory(),
  sanctions: m.labels_mode_sanctions(),
};
