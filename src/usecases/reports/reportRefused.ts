import { AppError } from "../../domain/appError.ts";
import { message } from "../../domain/message.ts";

/** A logon report is not taken. */
export abstract class ReportRefused extends AppError {
  /** Which rule it breaks: a sentence in English, for whoever maintains the script. Holds no value of the report. */
  abstract readonly rule: string;
  readonly userMessage = message("report.refused");
}
