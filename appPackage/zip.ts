import { crc32 } from "node:zlib";

/**
 * A ZIP archive of a few small files, uncompressed: all that Teams asks of an app package, so that no library is
 * needed. The layout is that of PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16; times are fixed, so that the
 * same files give the same bytes.
 */
export function zip(files: Readonly<Record<string, Buffer>>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of Object.entries(files)) {
    const name = Buffer.from(path);
    const common = commonHeader(name, content);
    const local = Buffer.concat([LOCAL_FILE, common, name, content]);
    directory.push(
      Buffer.concat([CENTRAL_FILE, common, centralTail(offset), name]),
    );
    bodies.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([
    ...bodies,
    central,
    endOfDirectory(directory.length, central.length, offset),
  ]);
}

const LOCAL_FILE = Buffer.from([0x50, 0x4b, 3, 4]);
/** The signature, and "made by" version 2.0. */
const CENTRAL_FILE = Buffer.from([0x50, 0x4b, 1, 2, 20, 0]);
/** 1980-01-01, the first day the format knows. */
const FIRST_DAY = 0x21;
/** Names are UTF-8. */
const UTF8 = 0x800;

function commonHeader(name: Buffer, content: Buffer): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(UTF8, 2);
  header.writeUInt16LE(FIRST_DAY, 8);
  header.writeUInt32LE(crc32(content), 10);
  header.writeUInt32LE(content.length, 14);
  header.writeUInt32LE(content.length, 18);
  header.writeUInt16LE(name.length, 22);
  return header;
}

function centralTail(offset: number): Buffer {
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(offset, 10);
  return tail;
}

function endOfDirectory(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.set([0x50, 0x4b, 5, 6]);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
