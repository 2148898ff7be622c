import type { CoveredListOut } from "sisuiq-client";

import * as m from "@/paraglide/messages";
import { day } from "@/sanctions/day";

interface Props {
  lists: CoveredListOut[];
  at: string;
}

/** Why there are no entries: nothing matches, or nothing is known. */
export function NoEntities({ lists, at }: Props) {
  if (lists.length === 0) {
    return <Reason title={m.entities_no_lists()} hint={m.entities_no_lists_hint()} />;
  }
  if (!lists.some(({ covers }) => covers)) {
    const hint = at === "" ? m.entities_not_known_now() : m.entities_not_known_on({ day: day(at) });
    return <Reason title={m.entities_not_known()} hint={hint} />;
  }
  return <Reason title={m.entities_no_match()} hint={m.entities_no_match_hint()} />;
}

function Reason({ title, hint }: { title: string; hint: string }) {
  return (
    <div className="mx-auto max-w-xl">
      <p className="font-medium text-foreground">{title}</p>
      <p className="mt-1">{hint}</p>
    </div>
  );
}
