/** The forms of an alert, in one file of their own. */
export { ConfirmationForm } from "./confirmation-form";
export { DecisionForm } from "./decision-form";
