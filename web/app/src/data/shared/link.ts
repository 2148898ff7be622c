/** Whether a text has the form of a token. Any other one cannot be of a link, and is not sent. */
export function isLinkToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}

/** The path of the dataset of a link in the API, below which are its rows, charts and map. */
export function linkAddress(token: string): `/api/datasets/shared/${string}` {
  return `/api/datasets/shared/${token}`;
}

/** The address of a view of the page of a link. */
export function sharedAddress(token: string, view: string | null): string {
  const query = new URLSearchParams({ share_token: token, ...(view === null ? {} : { view }) });
  return `/shared/?${query}`;
}
