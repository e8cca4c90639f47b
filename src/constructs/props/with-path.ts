import { InputError } from '../../base/errors';

/**
 * Puts the path of a construct in front of what an action complains of, so that a user knows which construct it is.
 *
 * @throws what the action throws
 */
export function withPath<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    // Indented lines show the place that the line above names.
    throw new InputError(error.message.replace(/^(?=\S)/gm, `${path}: `));
  }
}
