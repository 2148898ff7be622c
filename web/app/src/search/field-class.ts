/** The look of the field, before and after the search is loaded. */
export const FIELD_CLASS = "h-13 w-full min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-muted sm:text-sm";
