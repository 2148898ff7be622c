import { changeAddress, currentAddressWith } from "@/lib/change-address";

/** Writes a choice into the address. Back returns to the one before, unless the change is one of many small ones. */
export function changeChoice(changes: Record<string, string | null>, how: "push" | "replace" = "push"): void {
  changeAddress(currentAddressWith(changes), how);
}
