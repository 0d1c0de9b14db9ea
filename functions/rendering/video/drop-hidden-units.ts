import type { CodedPacket, CodedVideo } from '../codecs/codecs.ts';

/** A unit never holds this (ISO/IEC 14496-10 and 23008-2, 7.4.1); FFmpeg reads what follows it as another unit. */
const START_CODE = Buffer.from([0, 0, 1]);

/**
 * The video's packets, without units of H.264 and HEVC that hide others behind start codes, such as an SEI unit with a
 * picture in it. Packets of other codecs, and those that are no row of units with their lengths, are left as they are.
 */
export async function* dropHiddenUnits(video: CodedVideo): AsyncGenerator<CodedPacket> {
  const lengthBytes = getLengthBytes(video);
  for await (const packet of video.packets()) {
    const data = lengthBytes && keepPlainUnits(packet.data, lengthBytes);
    yield data ? { ...packet, data } : packet;
  }
}

/** Of how many bytes a unit's length is, by the container's avcC or hvcC (ISO/IEC 14496-15); undefined if there is none. */
function getLengthBytes({ codec, configuration }: CodedVideo): number | undefined {
  const place = { avc: 4, hevc: 21 }[codec as 'avc' | 'hevc'];
  if (place === undefined || configuration.description === undefined) return undefined;
  const { description } = configuration;
  const bytes = ArrayBuffer.isView(description)
    ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength)
    : new Uint8Array(description);
  const coded = bytes[place];
  return coded === undefined ? undefined : (coded & 3) + 1;
}

/** Undefined if there is nothing to drop, or the packet can't be read as units. */
function keepPlainUnits(data: Uint8Array, lengthBytes: number): Uint8Array | undefined {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const kept: Uint8Array[] = [];
  let units = 0;
  for (let at = 0; at < bytes.length; units += 1) {
    if (at + lengthBytes > bytes.length) return undefined;
    const end = at + lengthBytes + bytes.readUIntBE(at, lengthBytes);
    if (end > bytes.length) return undefined;
    const unit = bytes.subarray(at + lengthBytes, end);
    if (!unit.includes(START_CODE)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return kept.length === units ? undefined : Buffer.concat(kept);
}
