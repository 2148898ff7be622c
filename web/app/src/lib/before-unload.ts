const reasons = new Set<string>();

/** Makes the browser ask before the page is closed while any reason is set. */
export function warnBeforeUnload(reason: string, isWanted: boolean): void {
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
