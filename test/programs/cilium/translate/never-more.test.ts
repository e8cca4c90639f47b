import { compare } from './semantics/compare';
import { randomWorld } from './semantics/random-world';
import { CILIUM_MINORS } from '../../../../src/programs/cilium/target';
import { isTranslated } from '../../../../src/programs/cilium/translate/calico-policies';

test('what is translated allows and drops the same packets as before', () => {
  const counts = { policies: 0, translated: 0 };
  for (let seed = 1; seed <= 200; seed++) {
    const { translated, more, less } = compare(randomWorld(seed), CILIUM_MINORS[seed % 4]);
    expect({ seed, more: more.slice(0, 3), less: less.slice(0, 3) }).toEqual({ seed, more: [], less: [] });
    counts.policies += translated.length;
    counts.translated += translated.filter(isTranslated).length;
  }
  expect(counts).toMatchInlineSnapshot(`
{
  "policies": 581,
  "translated": 217,
}
`);
});
