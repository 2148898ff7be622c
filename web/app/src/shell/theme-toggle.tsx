"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useSyncExternalStore } from "react";

import { Button } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";
import { storedTheme, storeTheme, subscribeToTheme, type Theme } from "@/lib/theme";
import * as m from "@/paraglide/messages";

const ICONS = { light: Sun, dark: Moon, system: Monitor };

const LABELS: Record<Theme, { now: string; change: string }> = {
  light: { now: m.shell_theme_light(), change: m.shell_theme_light_switch() },
  dark: { now: m.shell_theme_dark(), change: m.shell_theme_dark_switch() },
  system: { now: m.shell_theme_system(), change: m.shell_theme_system_switch() },
};

export function ThemeToggle() {
  const theme = useSyncExternalStore<Theme>(subscribeToTheme, storedTheme, () => "system");
  const Icon = ICONS[theme];
  return (
    <Tooltip text={LABELS[theme].now}>
      <Button
        variant="ghost"
        size="icon"
        onClick={() => storeTheme(after(theme))}
        aria-label={LABELS[theme].change}
        data-testid="theme-toggle"
      >
        <Icon />
      </Button>
    </Tooltip>
  );
}

function after(theme: Theme): Theme {
  const order: Record<Theme, Theme> = { system: "dark", dark: "light", light: "system" };
  return order[theme];
}
