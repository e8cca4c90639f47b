import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';

/** RFC 3986: the characters of a URI, and no scheme in a relative one. */
const CHARACTERS = '(?:[A-Za-z0-9._~:/?#@!$&\'()*+,;=[\\]-]|%[0-9A-F]{2})*';
const FORMATS = {
  'uri': new RegExp(`^[a-z][a-z0-9+.-]*:${CHARACTERS}$`),
  'uri-reference': new RegExp(`^${CHARACTERS}$`),
  'date-time': /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/,
};

// Draft-04 differs from what ajv reads in nothing that this schema uses but these two. One of its patterns is none with the flag u.
export const { $schema, id, ...schema } = JSON.parse(readFileSync(join(__dirname, '../fixtures/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'));
/** Whether a log is one of the standard. */
export const matchesSchema = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, formats: FORMATS }).compile(schema);
