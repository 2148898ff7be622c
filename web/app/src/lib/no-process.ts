// In place of Node's `process`, which libraries only ask whether it is there.
export const env = {};
