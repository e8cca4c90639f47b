/**
 * What no output may hold, wherever its texts come from: control characters but for the line feed, marks for the direction of text,
 * other line ends, and what is not a character at all.
 */
export const UNPRINTABLE = /[^\n\P{Cc}]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe]/u;
