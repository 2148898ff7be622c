/** The most datasets that the API lists at once: the newest ones. */
export const MOST_LISTED = 100;
