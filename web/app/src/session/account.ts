import type { AccountOut, Capability } from "sisuiq-client";

/** The logged-in account with its rights. */
export type Account = AccountOut;

/** Whether an account has a capability. The API decides in any case; this decides what is offered. */
export function may(account: Account, capability: Capability): boolean {
  return account.capabilities.includes(capability);
}
