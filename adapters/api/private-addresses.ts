import { BlockList, isIPv6 } from 'node:net';

/**
 * Networks that are not the public internet: this host, private use, links, carriers' own,
 * documentation, tests, multicast and reserved ones, and the ways that IPv6 has to write IPv4
 * (IANA special-purpose registries, RFC 6890).
 */
const NETWORKS: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
];

/**
 * True for an IP address outside the public internet. IPv4 written as IPv6 (`::ffff:10.0.0.1`) is
 * judged as IPv4.
 */
export function isPrivate(address: string): boolean {
  const bare = address.split('%')[0] ?? address;
  return blockList().check(bare, isIPv6(bare) ? 'ipv6' : 'ipv4');
}

let made: BlockList | undefined;

function blockList(): BlockList {
  if (made) return made;
  made = new BlockList();
  for (const [network, prefix] of NETWORKS) {
    made.addSubnet(network, prefix, isIPv6(network) ? 'ipv6' : 'ipv4');
  }
  return made;
}
