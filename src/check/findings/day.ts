import { quoted } from '../../base/errors';

/** Whether a text is a day that the calendar has, as YYYY-MM-DD. */
export function isDay(text: unknown): text is string {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** What a message says of a text that is not a day. */
export function noDay(text: unknown): string {
  return `${quoted(text)} is not a day: expected one as YYYY-MM-DD`;
}

/** The day that it is now in UTC. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
