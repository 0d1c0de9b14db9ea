/** A box of an ISO base media file (ISO/IEC 14496-12, 4.2). */
interface Box {
  readonly type: string;
  readonly body: Buffer;
  /** Where it ends in its file, which may be behind the end of a file that was cut. */
  readonly end: number;
}

const HEADER = 8;
const LARGE_HEADER = 16;
/** Version and flags, which `meta` begins with. */
const FULL_BOX = 4;

/** Whether the file is as long as its boxes say: a file that was cut still decodes, with parts missing. */
export function isWhole(bytes: Uint8Array): boolean {
  return readBoxes(asBuffer(bytes)).every(({ end }) => end <= bytes.length);
}

/** Display P3 in the code points of ITU-T H.273. */
const P3_PRIMARIES = 12;

/** The first ICC profile that the file has, or `display-p3` where it says so by number; undefined if neither. */
export function getColourProfile(bytes: Uint8Array): Uint8Array | 'display-p3' | undefined {
  const meta = readBoxes(asBuffer(bytes)).find(({ type }) => type === 'meta');
  if (!meta) return undefined;
  const properties = inside(readBoxes(meta.body.subarray(FULL_BOX)), 'iprp', 'ipco');
  const colours = properties.filter(({ type }) => type === 'colr').map(({ body }) => body);
  const typeOf = (body: Buffer) => body.toString('latin1', 0, 4);
  const profile = colours.find((body) => ['prof', 'rICC'].includes(typeOf(body)));
  if (profile) return profile.subarray(4);
  const isP3 = colours.some(
    (body) => typeOf(body) === 'nclx' && body.length > 6 && body.readUInt16BE(4) === P3_PRIMARIES,
  );
  return isP3 ? 'display-p3' : undefined;
}

function inside(boxes: readonly Box[], ...path: readonly string[]): readonly Box[] {
  return path.reduce(
    (level, name) => readBoxes(level.find(({ type }) => type === name)?.body ?? Buffer.alloc(0)),
    boxes,
  );
}

function readBoxes(bytes: Buffer): Box[] {
  const boxes: Box[] = [];
  for (let at = 0; at + HEADER <= bytes.length; ) {
    const short = bytes.readUInt32BE(at);
    const isLarge = short === 1 && at + LARGE_HEADER <= bytes.length;
    const header = isLarge ? LARGE_HEADER : HEADER;
    const size = isLarge ? Number(bytes.readBigUInt64BE(at + HEADER)) : short || bytes.length - at;
    if (size < header) break;
    const body = bytes.subarray(at + header, at + size);
    boxes.push({ type: bytes.toString('latin1', at + 4, at + 8), body, end: at + size });
    at += size;
  }
  return boxes;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
