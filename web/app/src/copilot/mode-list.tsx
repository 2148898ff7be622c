import type { ChatMode } from "sisuiq-client";

import { classes } from "@/lib/classes";
import * as m from "@/paraglide/messages";

import { MODES } from "./modes";

interface Props {
  mode: ChatMode;
  onChange: (mode: ChatMode) => void;
}

export function ModeList({ mode, onChange }: Props) {
  return (
    <ul className="flex flex-col gap-0.5" aria-label={m.copilot_modes()}>
      {MODES.map(({ id, label, description, icon: Icon }) => {
        const isActive = id === mode;
        return (
          <li key={id}>
            <button
              type="button"
              data-testid={`mode-${id}`}
              data-active={isActive}
              aria-pressed={isActive}
              onClick={() => onChange(id)}
              className={classes(
                "flex w-full items-start gap-2.5 rounded-md px-2.5 py-2 text-left transition-colors",
                isActive ? "bg-primary text-on-primary" : "hover:bg-border/50",
              )}
            >
              <Icon aria-hidden className={classes("mt-0.5 size-4 shrink-0", !isActive && "text-muted")} />
              <span className="min-w-0">
                <span className="block text-[0.8125rem] leading-5 font-medium">{label}</span>
                <span className={classes("block text-xs", isActive ? "text-on-primary" : "text-muted")}>{description}</span>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
