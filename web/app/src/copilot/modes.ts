import { ChartColumn, ListChecks, type LucideIcon, Scale, Target } from "lucide-react";
import type { ChatMode } from "sisuiq-client";

import { MODE_LABELS } from "@/lib/labels";

export interface Mode {
  id: ChatMode;
  label: string;
  description: string;
  placeholder: string;
  questions: [string, string];
  icon: LucideIcon;
}

export const MODES: Mode[] = [
  {
    id: "strategy_qa",
    label: MODE_LABELS.strategy_qa,
    description: "Objectives, KPIs, timelines",
    placeholder: "Ask about strategy, objectives, KPIs…",
    questions: ["What are the strategic objectives?", "Which targets are set for transmission losses?"],
    icon: Target,
  },
  {
    id: "actions",
    label: MODE_LABELS.actions,
    description: "Prioritised next steps",
    placeholder: "What should be planned or improved?",
    questions: ["What should be done about outages?", "Which steps reduce transmission losses?"],
    icon: ListChecks,
  },
  {
    id: "analytics",
    label: MODE_LABELS.analytics,
    description: "Outages and strategy",
    placeholder: "Ask about outages and what they mean…",
    questions: ["Which regions have the most outages?", "What causes the most outages?"],
    icon: ChartColumn,
  },
  {
    id: "regulatory",
    label: MODE_LABELS.regulatory,
    description: "Rules and deadlines",
    placeholder: "Ask about rules, licence conditions, deadlines…",
    questions: ["When must outages be reported?", "What does the grid code require of the operator?"],
    icon: Scale,
  },
];

export function modeOf(id: ChatMode): Mode {
  return MODES.find((mode) => mode.id === id) as Mode;
}
