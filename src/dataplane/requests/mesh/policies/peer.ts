import { Attributes, Identity, principalOf } from './attributes';
import { Attribute } from './values';

/** What policies can ask about a connection, by what it is. */
export type KnownAttributes = Readonly<Record<'principal' | 'namespace' | 'account' | 'address' | 'port' | 'destination', Attribute>>;

export function attributesOf({ identity, sourceAddresses, destinationPort, destinationAddresses }: Attributes): KnownAttributes {
  const ofIdentity = (text: (known: Identity) => string | undefined): readonly string[] | undefined => {
    const value = identity === 'none' ? '' : identity && text(identity);
    return value === undefined ? undefined : [value];
  };
  const ifWhole = (text: (known: Identity) => string) => (known: Identity) => known.serviceAccount === undefined ? undefined : text(known);
  return {
    principal: { name: 'source.principal', values: ofIdentity(ifWhole(principalOf)) },
    namespace: { name: 'source.namespace', values: ofIdentity(({ namespace }) => namespace) },
    account: { name: 'source.serviceAccount', values: ofIdentity(ifWhole(({ namespace, serviceAccount }) => `${namespace}/${serviceAccount}`)) },
    address: { name: 'source.ip', values: sourceAddresses },
    port: { name: 'destination.port', values: destinationPort === undefined ? undefined : [String(destinationPort)] },
    destination: { name: 'destination.ip', values: destinationAddresses },
  };
}

/** An account without a namespace is one of that of the policy. */
export function fullAccounts(accounts: readonly string[], namespace: string): string[] {
  return accounts.map(account => account.includes('/') ? account : `${namespace}/${account}`);
}
