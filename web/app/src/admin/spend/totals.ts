import type { DaySpendOut } from "sisuiq-client";

export interface Total {
  requests: number;
  tokens: number;
  cost: number;
}

export function totalOf(spent: DaySpendOut[]): Total {
  return spent.reduce(
    ({ requests, tokens, cost }, each) => ({
      requests: requests + each.requests,
      tokens: tokens + each.tokens,
      cost: cost + each.cost_usd,
    }),
    { requests: 0, tokens: 0, cost: 0 },
  );
}

/** The totals of each provider, the most expensive first. */
export function byProvider(spent: DaySpendOut[]): (Total & { provider: string })[] {
  const providers = [...new Set(spent.map(({ provider }) => provider))];
  const totals = providers.map((provider) => ({ provider, ...totalOf(spent.filter((each) => each.provider === provider)) }));
  return totals.sort((one, other) => other.cost - one.cost || one.provider.localeCompare(other.provider));
}
