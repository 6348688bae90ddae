// Puts the tests' pictures where the documents and the walkthrough show them: node images.mjs
// Run the editors' run.sh first. Screens have few colours: a palette of 256 makes the files a third of the size.

import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { crc32, deflateSync, inflateSync } from "node:zlib";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");

/** The pixels of an 8-bit RGB or RGBA file, as the browser writes them. */
function decode(file) {
  const bytes = readFileSync(file);
  const [width, height, depth, kind] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20), bytes[24], bytes[25]];
  const size = { 2: 3, 6: 4 }[kind];
  if (depth !== 8 || !size) {
    throw new Error(`${file} is not 8-bit RGB`);
  }
  const parts = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if (bytes.toString("latin1", at + 4, at + 8) === "IDAT") {
      parts.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
    }
  }
  const data = inflateSync(Buffer.concat(parts));
  const stride = width * size;
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const left = x >= size ? out[y * stride + x - size] : 0;
      const up = y > 0 ? out[(y - 1) * stride + x] : 0;
      const corner = x >= size && y > 0 ? out[(y - 1) * stride + x - size] : 0;
      const guess = left + up - corner;
      const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
      const paeth = a <= b && a <= c ? left : b <= c ? up : corner;
      const add = [0, left, up, (left + up) >> 1, paeth][filter];
      out[y * stride + x] = data[y * (stride + 1) + 1 + x] + add;
    }
  }
  return { width, height, at: (x, y) => (out.readUIntBE(y * stride + x * size, 3)) };
}

/** Writes a part of a picture with its 256 most frequent colours. */
function encode(file, picture, { x: x0, y: y0, width, height }) {
  const counts = new Map();
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const color = picture.at(x0 + x, y0 + y);
      counts.set(color, (counts.get(color) ?? 0) + 1);
    }
  }
  const palette = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 256).map(([color]) => color);
  const index = new Map(palette.map((color, i) => [color, i]));
  const parts = (color) => [color >> 16, (color >> 8) & 255, color & 255];
  const nearest = (color) => {
    const [r, g, b] = parts(color);
    const far = palette.map((it) => parts(it)).map(([pr, pg, pb]) => (r - pr) ** 2 + (g - pg) ** 2 + (b - pb) ** 2);
    return far.indexOf(Math.min(...far));
  };
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const color = picture.at(x0 + x, y0 + y);
      if (!index.has(color)) {
        index.set(color, nearest(color));
      }
      rows[y * (width + 1) + 1 + x] = index.get(color);
    }
  }
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const png = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette.flatMap(parts))),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
  writeFileSync(file, png);
  console.log(`${file.slice(root.length + 1)}: ${(png.length / 1000).toFixed(0)} kB`);
}

function put(shot, file, part) {
  const picture = decode(join(root, `.work/shots/vscode-${shot}.png`));
  encode(join(root, file), picture, part ?? { x: 0, y: 0, width: picture.width, height: picture.height });
}

for (const name of [
  "findings", "fix", "board", "ghost", "popup", "suggestion", "status", "fade", "pins", "pins-dark", "project", "generate", "walkthrough",
]) {
  put(name, `docs/images/vscode-${name}.png`);
}
put("findings", "editors/vscode/media/walk-finding.png", { x: 350, y: 85, width: 850, height: 470 });
put("pins", "editors/vscode/media/walk-pins.png", { x: 1030, y: 62, width: 670, height: 650 });

// Terminals are drawn as text.
const DRAWN = ["nvim-0.12-findings", "nvim-0.12-explain", "nvim-0.12-ghost", "nvim-0.12-pins", "emacs-findings", "emacs-suggestion", "helix-findings"];
for (const name of DRAWN) {
  const to = `docs/images/${name.replace("nvim-0.12", "neovim")}.svg`;
  copyFileSync(join(root, `.work/shots/${name}.svg`), join(root, to));
  console.log(to);
}
