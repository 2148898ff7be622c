import type { ReactNode } from "react";

import * as m from "@/paraglide/messages";
import { LanguageSwitch } from "@/shell/language-switch";
import { Logo } from "@/shell/logo";
import { ThemeToggle } from "@/shell/theme-toggle";

/** The frame of what is shared by a link: without an account and its navigation. */
export function SharedFrame({ children }: { children: ReactNode }) {
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <header className="flex h-14 shrink-0 items-center gap-2 border-b bg-background px-4 md:px-8">
        <Logo className="size-7" />
        <span className="flex-1 text-sm font-semibold tracking-tight">{m.shell_product()}</span>
        <LanguageSwitch />
        <ThemeToggle />
      </header>
      <main
        id="content"
        tabIndex={0}
        className="thin-scrollbar relative min-h-0 min-w-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2"
      >
        <div className="mx-auto w-full max-w-6xl px-4 py-8 md:px-8">{children}</div>
      </main>
    </div>
  );
}
