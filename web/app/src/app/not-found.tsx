import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";
import { Logo } from "@/shell/logo";
import { NotFoundText } from "@/shell/not-found-text";

export const metadata = pageTitle(m.pages_not_found);

export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 px-6 text-center">
      <Logo className="mb-3 size-10" />
      <h1 className="text-xl font-semibold">
        <NotFoundText name="title" />
      </h1>
      <p className="max-w-sm text-muted">
        <NotFoundText name="hint" />
      </p>
      {/* every page contains this one: it has no component with scripts but for its texts */}
      <a
        href="/"
        className="mt-3 flex h-9 items-center rounded-md bg-primary px-3.5 text-sm font-medium text-on-primary hover:bg-primary-strong"
      >
        <NotFoundText name="action" />
      </a>
    </main>
  );
}
