const reasons = new Set<string>();

/** Has the browser ask before the page is left, as long as there is a reason to. */
export function askBeforeLeaving(reason: string, isWanted: boolean): void {
  if (isWanted) {
    reasons.add(reason);
  } else {
    reasons.delete(reason);
  }
  if (reasons.size > 0) {
    addEventListener("beforeunload", ask);
  } else {
    removeEventListener("beforeunload", ask);
  }
}

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
