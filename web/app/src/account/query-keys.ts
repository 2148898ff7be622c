export const API_KEYS = ["api keys"];
export const SECOND_FACTOR = ["second factor"];
