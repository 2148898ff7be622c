import { Link } from "@/components/ui/link";
import { classes } from "@/lib/classes";
import * as m from "@/paraglide/messages";

export const VIEWS = ["card", "rows", "charts", "map", "ask"] as const;
const TITLES = {
  card: m.data_view_card(),
  rows: m.data_view_rows(),
  charts: m.data_view_charts(),
  map: m.data_view_map(),
  ask: m.sharing_view_ask(),
};

export type SharedView = (typeof VIEWS)[number];

interface Props {
  current: SharedView;
  addressOf: (view: SharedView) => string;
}

/** The views of a shared dataset. */
export function SharedViews({ current, addressOf }: Props) {
  return (
    <nav aria-label={m.data_views()} className="mb-6 flex gap-4 overflow-x-auto border-b">
      {VIEWS.map((name) => (
        <Link
          key={name}
          href={addressOf(name)}
          aria-current={name === current ? "page" : undefined}
          className={classes(
            "-mb-px border-b-2 py-2 text-[0.8125rem] font-medium whitespace-nowrap hover:text-foreground",
            name === current ? "border-link text-foreground" : "border-transparent text-muted",
          )}
        >
          {TITLES[name]}
        </Link>
      ))}
    </nav>
  );
}
