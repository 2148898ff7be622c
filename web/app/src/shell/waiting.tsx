import { Mark } from "./mark";

/** Stands for a page while it is not known who looks at it; what is known at once is seen without it. */
export function Waiting() {
  return (
    <main className="flex min-h-dvh animate-fade-in-late items-center justify-center">
      <Mark className="size-10" />
      <p role="status" className="sr-only">
        Loading
      </p>
    </main>
  );
}
