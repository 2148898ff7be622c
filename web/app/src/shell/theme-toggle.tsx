"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useSyncExternalStore } from "react";

import { Button } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";
import { storedTheme, storeTheme, subscribeToTheme, type Theme } from "@/lib/theme";

const ICONS = { light: Sun, dark: Moon, system: Monitor };

export function ThemeToggle() {
  const theme = useSyncExternalStore<Theme>(subscribeToTheme, storedTheme, () => "system");
  const Icon = ICONS[theme];
  return (
    <Tooltip text={`Theme: ${theme}`}>
      <Button
        variant="ghost"
        size="icon"
        onClick={() => storeTheme(after(theme))}
        aria-label={`Theme: ${theme}. Switch to ${after(theme)}`}
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
