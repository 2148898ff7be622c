const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text from the address can be an ID. Anything else would name another path of the API. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
