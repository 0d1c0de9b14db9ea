import sharp, { type Sharp } from 'sharp';

/** A picture with a light ground, a dark sky and a bright disc: enough for depth to see a subject. */
export function scenery(width = 320, height = 200): Sharp {
  const x = Math.round(width * 0.6);
  const y = Math.round(height * 0.5);
  const radius = Math.max(1, Math.round(Math.min(width, height) * 0.2));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="#203050"/>
    <rect y="70%" width="100%" height="30%" fill="#806040"/>
    <circle cx="${x}" cy="${y}" r="${radius}" fill="#f0c020"/></svg>`;
  return sharp(Buffer.from(svg)).removeAlpha();
}

/** One colour. */
export function plain(colour: string, width = 160, height = 160): Sharp {
  return sharp({ create: { width, height, channels: 3, background: colour } });
}
