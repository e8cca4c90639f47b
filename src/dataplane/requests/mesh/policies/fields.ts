
/** Fields of policies, as protobuf reads them: what is not there is empty. */

export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter(text => typeof text === 'string') : [];
}
