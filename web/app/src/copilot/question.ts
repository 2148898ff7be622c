/** The most characters of a question that the API accepts. */
export const MAX_QUESTION_LENGTH = 4_000;
