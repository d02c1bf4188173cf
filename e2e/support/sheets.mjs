// XLSX as far as the journeys need it: rows read, and packages made that should be refused.
import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";

/** The rows of a workbook's first sheet, cells as text. */
export async function sheetRows(bytes) {
  const parts = unzipped(bytes);
  const shared = [...(parts.get("xl/sharedStrings.xml")?.toString() ?? "").matchAll(/<si>(.*?)<\/si>/gs)].map(([, si]) => words(si));
  const sheet = parts.get("xl/worksheets/sheet1.xml").toString();
  return [...sheet.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row]) =>
    [...row.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, head, inner = ""]) => {
      const value = /<v>(.*?)<\/v>/s.exec(inner)?.[1] ?? words(inner);
      return head.includes('t="s"') ? shared[Number(value)] : value;
    }),
  );
}

const words = (xml) => [...xml.matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, text]) => text).join("");

/** The parts of a package, by name. */
function unzipped(bytes) {
  const parts = new Map();
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, packed, nameLength, extra, comment, local] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42)];
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(start, start + packed);
    parts.set(name, method === 8 ? inflateRawSync(data) : data);
    at += 46 + nameLength + extra + comment;
  }
  return parts;
}

/** `head`, then `unit` so many times, packed. */
export function deflated(head, unit, times) {
  const text = Buffer.from(head + unit.repeat(times));
  return { crc: crc32(text), size: text.length, data: deflateRawSync(text, { level: 9 }) };
}

/** A package of these parts; those of `packed` are packed already. */
export function zipped(parts, packed = {}) {
  const all = Object.entries(packed);
  for (const [name, text] of Object.entries(parts)) all.unshift([name, { crc: crc32(text), size: text.length, data: deflateRawSync(text) }]);
  const [blocks, index] = [[], []];
  let at = 0;
  for (const [name, { crc, size, data }] of all) {
    const title = Buffer.from(name);
    const facts = Buffer.alloc(26);
    [20, 0x800, 8, 0, 0x21].forEach((it, nth) => facts.writeUInt16LE(it, nth * 2));
    [crc, data.length, size].forEach((it, nth) => facts.writeUInt32LE(it, 10 + nth * 4));
    facts.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), facts, title, data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    index.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), facts, rest, title]));
    blocks.push(local);
    at += local.length;
  }
  const list = Buffer.concat(index);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  [all.length, all.length].forEach((it, nth) => end.writeUInt16LE(it, 8 + nth * 2));
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...blocks, list, end]);
}
