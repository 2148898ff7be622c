import type { ReactNode } from "react";

import { LanguageSwitch } from "@/shell/language-switch";
import { Logo } from "@/shell/logo";
import { ThemeToggle } from "@/shell/theme-toggle";

interface Props {
  title: string;
  description: string;
  children: ReactNode;
}

/** The frame of the pages before the login. */
export function EntryPage({ title, description, children }: Props) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex justify-end p-2.5">
        <LanguageSwitch />
        <ThemeToggle />
      </header>
      <main className="flex flex-1 flex-col items-center px-6 pt-[10dvh] pb-16">
        <div className="w-full max-w-[21rem]">
          <Logo className="mb-6 size-10" />
          <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
          <p className="mt-1 mb-7 text-muted">{description}</p>
          {children}
        </div>
      </main>
    </div>
  );
}
