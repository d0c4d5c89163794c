/** Static messages, ids as fields; no names, UPNs, tokens or card bodies above debug. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
