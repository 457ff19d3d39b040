// Files to what the session reads: a text, or a grid of texts. The libraries are loaded when a file
// of their kind comes.

/** A file that cannot be read; `key` is the phrase that says why. */
export class Unreadable extends Error {
  constructor(key, name) {
    super(key);
    this.key = key;
    this.name = name;
  }
}

const MOST_BYTES = 16 << 20;

/** Gives `{ text }` or `{ rows }`. */
export async function readFile(file) {
  const kind = file.name.toLowerCase().split(".").pop();
  if (file.size > MOST_BYTES) throw new Unreadable("tooLong", file.name);
  if (kind === "xls") throw new Unreadable("oldSheet", file.name);
  if (!["xlsx", "csv", "txt"].includes(kind) && !file.type.startsWith("text/")) {
    throw new Unreadable("otherFile", file.name);
  }
  const bytes = await file.arrayBuffer();
  if (kind === "xlsx") return { rows: await sheets(bytes, file.name) };
  const text = decoded(bytes, file.name);
  if (kind !== "csv") return { text };
  const Papa = await loaded(file.name, async () => {
    const { default: library } = await import("papaparse");
    return library;
  });
  return { rows: Papa.parse(text).data };
}

/** A library that has to be fetched first, which may fail; what of it is not named is left out of the site. */
async function loaded(name, load) {
  try {
    return await load();
  } catch {
    throw new Unreadable("noLibrary", name);
  }
}

/** All sheets, one below the other. */
async function sheets(bytes, name) {
  // The variant without workers: a strict content security policy allows none made from blobs.
  const readExcelFile = await loaded(name, async () => {
    const { default: library } = await import("read-excel-file/universal");
    return library;
  });
  let all;
  try {
    all = await readExcelFile(bytes, { parseNumber: exact, trim: false });
  } catch (error) {
    throw new Unreadable(error.code === "XLS_FILE_NOT_SUPPORTED" ? "oldSheet" : "notSheet", name);
  }
  return all.flatMap(({ data }) => data.map((row) => row.map(cell)));
}

function cell(value) {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return String(value);
}

/**
 * A number as the spreadsheet shows it. It is stored in binary, and written with up to 17 digits of
 * which the spreadsheet itself shows 15: 59237.244899999998 is 59237.2449 there. Whole numbers stay
 * as they are written.
 */
function exact(written) {
  const digits = written.replace(/^-?0*\.?0*/, "").replace(".", "");
  if (/^-?\d+$/.test(written)) return written;
  if (/^-?\d+\.\d+$/.test(written) && digits.length <= 15) return written;
  return Number(written).toLocaleString("en-US", { useGrouping: false, maximumSignificantDigits: 15 });
}

/** UTF-16 that says so, UTF-8, and where it is neither, the encoding of older Chinese systems. */
function decoded(bytes, name) {
  const [first, second] = new Uint8Array(bytes);
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  if (new Uint8Array(bytes).subarray(0, 4096).includes(0)) throw new Unreadable("notText", name);
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // the next one
    }
  }
  throw new Unreadable("notText", name);
}
