"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useEffect, useState } from "react";

import { Button } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";
import { storedTheme, storeTheme, type Theme } from "@/lib/theme";

const ICONS = { light: Sun, dark: Moon, system: Monitor };

export function ThemeToggle() {
  const [theme, setTheme] = useState<Theme>("system");
  useEffect(() => setTheme(storedTheme()), []);
  const Icon = ICONS[theme];
  const change = () => {
    const next = after(theme);
    setTheme(next);
    storeTheme(next);
  };
  return (
    <Tooltip text={`Theme: ${theme}`}>
      <Button
        variant="ghost"
        size="icon"
        onClick={change}
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
