import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { allFailed, ServerFindingsSchema, type ServerFindings } from "./check.js";

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));
/** Making the environment included. */
const LIMIT_MS = 480_000;

const AnswerSchema = z.object({ servers: z.tuple([ServerFindingsSchema]) });

/** Examines one version in a process of its own; whatever becomes of that process, there is an answer. */
export async function inOwnProcess(version: string, verbose: boolean): Promise<ServerFindings> {
  const args = [...process.execArgv, MAIN, "--json", "--only", version, ...(verbose ? ["--verbose"] : [])];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.on("data", (text: Buffer) => (output += text.toString()));
  const interrupted = (): void => {
    child.kill();
  };
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  const impatience = setTimeout(() => child.kill("SIGKILL"), LIMIT_MS);
  const ending = await new Promise<string>((resolve) => {
    child.once("error", (error) => {
      resolve(error.message);
    });
    child.once("close", (code, signal) => {
      resolve(signal === null ? `it exited with ${String(code)}` : `it was ended with ${signal}`);
    });
  });
  clearTimeout(impatience);
  process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
  return answerOf(output) ?? allFailed(version, `the process of this version gave no answer: ${ending}`);
}

function answerOf(output: string): ServerFindings | undefined {
  try {
    return AnswerSchema.parse(JSON.parse(output.trim().split("\n").at(-1) ?? "")).servers[0];
  } catch {
    return undefined;
  }
}
