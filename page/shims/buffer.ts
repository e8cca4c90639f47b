/** Only what reads files asks for these. */
export const constants = { MAX_STRING_LENGTH: 0x1fffffe8 };

export function isAscii(): boolean {
  return false;
}

export function isUtf8(): boolean {
  return false;
}
