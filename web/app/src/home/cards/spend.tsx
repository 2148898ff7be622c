"use client";

import { recentMonths } from "@/admin/spend/months";
import { totalOf } from "@/admin/spend/totals";
import { useDays } from "@/admin/spend/use-days";
import { dollars } from "@/lib/format";
import * as m from "@/paraglide/messages";

import { CardFigure } from "../card-figure";
import { Loaded } from "../loaded";

/** What models cost since the first of the month. */
export default function SpendCard() {
  const query = useDays(recentMonths()[0]?.value ?? "");
  return (
    <Loaded query={query} lines={1}>
      {(spent) => {
        const { cost, requests } = totalOf(spent);
        return <CardFigure value={dollars(cost)} hint={requests === 0 ? m.home_spend_empty() : m.home_spend_calls({ count: requests })} />;
      }}
    </Loaded>
  );
}
