import { BufferSource, EncodedPacketSink, Input, MP4 } from 'mediabunny';
import sharp, { type Sharp } from 'sharp';
import { coded } from '../video/clips.ts';

export interface HeicOptions {
  /** Quarter turns counterclockwise that a viewer makes. */
  readonly turns?: number;
  /** An ICC profile, or the code points of primaries. */
  readonly colour?: Uint8Array | { readonly primaries: number };
}

/** A HEIC file of one picture, coded by x265 (ISO/IEC 23008-12). Sides are even. */
export async function heic(picture: Sharp, options: HeicOptions = {}): Promise<Buffer> {
  const { width = 0, height = 0 } = await sharp(await picture.png().toBuffer()).metadata();
  const pixels = await picture.removeAlpha().raw().toBuffer();
  const { configuration, data } = await codeHevc(pixels, width, height);
  const properties = [
    box('hvcC', configuration),
    fullBox('ispe', uint32(width), uint32(height)),
    ...(options.turns === undefined ? [] : [box('irot', Buffer.of(options.turns))]),
    ...(options.colour ? [box('colr', colourBody(options.colour))] : []),
  ];
  const meta = (offset: number) =>
    fullBox(
      'meta',
      fullBox('hdlr', uint32(0), Buffer.from('pict'), Buffer.alloc(13)),
      fullBox('pitm', uint16(1)),
      // Offsets and lengths of 4 bytes; one item with one extent.
      fullBox(
        'iloc',
        Buffer.of(0x44, 0),
        uint16(1),
        uint16(1),
        uint16(0),
        uint16(1),
        uint32(offset),
        uint32(data.length),
      ),
      fullBox(
        'iinf',
        uint16(1),
        box('infe', uint32(2 << 24), uint16(1), uint16(0), Buffer.from('hvc1\0')),
      ),
      box(
        'iprp',
        box('ipco', ...properties),
        fullBox(
          'ipma',
          uint32(1),
          uint16(1),
          Buffer.of(properties.length, ...properties.map((_, at) => at + 1)),
        ),
      ),
    );
  const start = box('ftyp', Buffer.from('heic\0\0\0\0mif1heic'));
  const offset = start.length + meta(0).length + 8;
  return Buffer.concat([start, meta(offset), box('mdat', data)]);
}

async function codeHevc(pixels: Buffer, width: number, height: number) {
  const input = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${width}x${height}`, '-i', 'pipe:0'];
  const filter = ['-vf', 'scale=out_color_matrix=bt601:out_range=tv', '-pix_fmt', 'yuv420p'];
  const codec = ['-c:v', 'libx265', '-x265-params', 'log-level=none:keyint=1', '-crf', '12'];
  const bytes = await coded('mp4', [...input, ...filter, ...codec, '-frames:v', '1'], pixels);
  const track = await new Input({
    formats: [MP4],
    source: new BufferSource(bytes),
  }).getPrimaryVideoTrack();
  const configuration = (await track?.getDecoderConfig())?.description;
  const packet = track && (await new EncodedPacketSink(track).getFirstPacket());
  if (!packet || !configuration) throw new Error('nothing was coded');
  const record = ArrayBuffer.isView(configuration)
    ? Buffer.from(configuration.buffer, configuration.byteOffset, configuration.byteLength)
    : Buffer.from(configuration);
  return { configuration: record, data: Buffer.from(packet.data) };
}

function colourBody(colour: NonNullable<HeicOptions['colour']>): Buffer {
  if (colour instanceof Uint8Array) return Buffer.concat([Buffer.from('prof'), colour]);
  return Buffer.concat([
    Buffer.from('nclx'),
    uint16(colour.primaries),
    uint16(13),
    uint16(6),
    Buffer.of(0),
  ]);
}

function box(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([uint32(body.length + 8), Buffer.from(type), body]);
}

function fullBox(type: string, ...parts: readonly Buffer[]): Buffer {
  return box(type, uint32(0), ...parts);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
