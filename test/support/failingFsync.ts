import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

/** Loaded before a program (`--import`): fsync fails from the moment that the file FSYNC_FAILS_WHEN names exists. */
const trigger = process.env.FSYNC_FAILS_WHEN ?? "";
const fsyncSync = fs.fsyncSync;

fs.fsyncSync = (handle) => {
  if (fs.existsSync(trigger)) {
    fs.writeSync(1, "fsync failed\n");
    throw Object.assign(new Error("EIO: i/o error, fsync"), { code: "EIO" });
  }
  fsyncSync(handle);
};
syncBuiltinESMExports();
