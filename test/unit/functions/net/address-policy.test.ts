import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressProblem } from '../../../../functions/net/address-policy.ts';

const PUBLIC = ['8.8.8.8', '1.1.1.1', '203.1.0.1', '2606:4700:4700::1111', '2a00:1450:4001::1'];

const SPECIAL = [
  '0.0.0.0',
  '10.0.0.1',
  '100.64.0.1',
  '127.0.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '192.0.0.8',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::7f00:1',
  '::ffff:8.8.8.8',
  '64:ff9b::808:808',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '3fff::1',
  '4000::1',
  '5f00::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fec0::1',
  'ff02::1',
];

describe('which addresses may be called', () => {
  it.each(PUBLIC)('%s: a public one', (address) => {
    expect(addressProblem(address, 'refused')).toBeUndefined();
  });

  it.each(SPECIAL)('%s: refused, with the reason', (address) => {
    expect(addressProblem(address, 'refused')).toBe('its address is not a public one');
  });

  it('a local run adds this machine itself and nothing else', () => {
    const allowed = SPECIAL.filter((address) => addressProblem(address, 'allowed') === undefined);
    expect(allowed).toEqual(['127.0.0.1', '::1']);
  });

  it('a private IPv4 address stays refused in every IPv6 form that carries it', () => {
    const private10 = fc
      .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 0xffff }))
      .map(([second, rest]) => [0x0a00 + second, rest].map((part) => part.toString(16)).join(':'));
    const prefixes = ['::ffff:', '::', '64:ff9b::', '::ffff:0:', '64:ff9b:1::'];
    void fc.assert(
      fc.property(private10, fc.constantFrom(...prefixes), (address, prefix) => {
        expect(addressProblem(prefix + address, 'allowed')).toBeDefined();
        expect(addressProblem(`2002:${address}::1`, 'allowed')).toBeDefined();
      }),
    );
  });

  it('text that is not an address is refused', () => {
    expect(addressProblem('', 'allowed')).toBeDefined();
    expect(addressProblem('localhost', 'allowed')).toBeDefined();
  });
});
