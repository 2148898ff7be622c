import type { Placeholder } from "@/components/ui/deferred";
import { PartFailure } from "@/components/ui/part-failure";

/** The text of an answer before its Markdown can be rendered. */
export function PlainAnswer({ text, retry }: Placeholder & { text: string }) {
  return (
    <>
      <div className="whitespace-pre-wrap wrap-anywhere">{text}</div>
      <PartFailure retry={retry} className="mt-3" />
    </>
  );
}
