// fflate without its workers. They are made from blobs, which a strict content security policy
// forbids, and then nothing ever answers; write-excel-file asks for them when a sheet is large.
export * from "fflate/browser";
import { zipSync } from "fflate/browser";

export function zip(files, options, done = options) {
  try {
    done(null, zipSync(files, typeof options === "function" ? {} : options));
  } catch (error) {
    done(error, null);
  }
}
