import ipaddr from 'ipaddr.js';

/** Whether calls may go to this machine itself: `allowed` for a local run only. */
export type LoopbackPolicy = 'allowed' | 'refused';

/** IPv6 addresses given out for use on the Internet (RFC 4291, 2.4); all others have a special purpose. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Why no call may go to this IP address, in words that do not name it; undefined if one may. Only plain public addresses
 * are let through: those that carry another one inside (IPv4-mapped, NAT64, 6to4, Teredo) are refused with the private ones.
 */
export function addressProblem(address: string, loopback: LoopbackPolicy): string | undefined {
  if (!ipaddr.isValid(address)) return 'it has no IP address';
  const parsed = ipaddr.parse(address);
  const range = parsed.range();
  if (range === 'loopback' && loopback === 'allowed') return undefined;
  const isPublic =
    range === 'unicast' && (parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_IPV6));
  return isPublic ? undefined : 'its address is not a public one';
}
