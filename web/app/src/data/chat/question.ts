/** The most characters of a question about a dataset that the API accepts. */
export const MAX_QUESTION_LENGTH = 10_000;
