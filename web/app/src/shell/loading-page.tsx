import * as m from "@/paraglide/messages";

import { Logo } from "./logo";

/** A placeholder while the user is loading. It fades in late, so that a quick answer does not flash it. */
export function LoadingPage() {
  return (
    <main className="flex min-h-dvh animate-fade-in-late items-center justify-center">
      <Logo className="size-10" />
      <p role="status" className="sr-only">
        {m.shell_loading()}
      </p>
    </main>
  );
}
