import { ChartColumn, ListChecks, type LucideIcon, Scale, Target } from "lucide-react";
import type { ChatMode } from "sisuiq-client";

import { MODE_LABELS } from "@/lib/labels";
import * as m from "@/paraglide/messages";

export interface Mode {
  id: ChatMode;
  label: string;
  description: string;
  /** What the empty conversation says about it. */
  welcome: string;
  placeholder: string;
  questions: [string, string];
  icon: LucideIcon;
}

export const MODES: Mode[] = [
  {
    id: "strategy_qa",
    label: MODE_LABELS.strategy_qa,
    description: m.copilot_strategy_qa_description(),
    welcome: m.copilot_welcome_strategy_qa(),
    placeholder: m.copilot_strategy_qa_placeholder(),
    questions: [m.copilot_strategy_qa_question_objectives(), m.copilot_strategy_qa_question_losses()],
    icon: Target,
  },
  {
    id: "actions",
    label: MODE_LABELS.actions,
    description: m.copilot_actions_description(),
    welcome: m.copilot_welcome_actions(),
    placeholder: m.copilot_actions_placeholder(),
    questions: [m.copilot_actions_question_outages(), m.copilot_actions_question_losses()],
    icon: ListChecks,
  },
  {
    id: "analytics",
    label: MODE_LABELS.analytics,
    description: m.copilot_analytics_description(),
    welcome: m.copilot_welcome_analytics(),
    placeholder: m.copilot_analytics_placeholder(),
    questions: [m.copilot_analytics_question_regions(), m.copilot_analytics_question_causes()],
    icon: ChartColumn,
  },
  {
    id: "regulatory",
    label: MODE_LABELS.regulatory,
    description: m.copilot_regulatory_description(),
    welcome: m.copilot_welcome_regulatory(),
    placeholder: m.copilot_regulatory_placeholder(),
    questions: [m.copilot_regulatory_question_reports(), m.copilot_regulatory_question_grid_code()],
    icon: Scale,
  },
];

export function modeOf(id: ChatMode): Mode {
  return MODES.find((mode) => mode.id === id) as Mode;
}
