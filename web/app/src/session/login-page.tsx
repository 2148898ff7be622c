import { Logo } from "@/shell/logo";
import { ThemeToggle } from "@/shell/theme-toggle";

import { LoginForm } from "./login-form";

interface Props {
  title: string;
  fallback: string;
}

export function LoginPage({ title, fallback }: Props) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex justify-end p-2.5">
        <ThemeToggle />
      </header>
      <main className="flex flex-1 flex-col items-center px-6 pt-[10dvh] pb-16">
        <div className="w-full max-w-[21rem]">
          <Logo className="mb-6 size-10" />
          <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
          <p className="mt-1 mb-7 text-muted">ERA/UETCL Strategy Copilot</p>
          <LoginForm fallback={fallback} />
        </div>
      </main>
    </div>
  );
}
