/** Whether a packet of VP8 is shown: it may hold a frame that is only referred to: bit 4 of its first byte (RFC 6386, 9.1). */
export function showsFrame(data: Uint8Array): boolean {
  return (data[0]! & 0x10) !== 0;
}
