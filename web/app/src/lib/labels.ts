// A module for each, so that pages load only the labels that they use.
export * from "./labels/account-status";
export * from "./labels/citations";
export * from "./labels/document-sources";
export * from "./labels/document-status";
export * from "./labels/document-types";
export * from "./labels/jobs";
export * from "./labels/modes";
export * from "./labels/ratings";
export * from "./labels/role-descriptions";
export * from "./labels/roles";

/** The values of a set with their labels, as choices of a select. */
export function choices<Name extends string>(labels: Record<Name, string>): { value: Name; label: string }[] {
  return (Object.entries(labels) as [Name, string][]).map(([value, label]) => ({ value, label }));
}
