/**
 * Makes `Date` follow a clock that is ahead of the machine's.
 * @param offset one BigInt64 in shared memory, milliseconds
 */
export function shiftDate(offset: SharedArrayBuffer): void {
  const MachineDate = Date;
  const ahead = new BigInt64Array(offset);
  const now = () => MachineDate.now() + Number(Atomics.load(ahead, 0));
  const shifted = new Proxy(MachineDate, {
    apply: () => new MachineDate(now()).toString(),
    construct: (target, parameters, newTarget) =>
      Reflect.construct(target, parameters.length === 0 ? [now()] : parameters, newTarget),
    get: (target, property) => (property === 'now' ? now : Reflect.get(target, property)),
  });
  MachineDate.prototype.constructor = shifted;
  globalThis.Date = shifted;
}
