import { parentPort, workerData } from "node:worker_threads";
import { LibraryDesk } from "./library-desk.js";
import type { FromWorker, ToWorker, WorkerSetup } from "./messages.js";
import { redirectAmazon } from "./redirect.js";
import { tapStatuses } from "./status-tap.js";

const port = parentPort;
if (port === null) throw new Error("amazon/worker/entry is the program of a worker thread and does nothing elsewhere");

const setup = workerData as WorkerSetup;
const tell = (message: FromWorker): void => {
  port.postMessage(message);
};

// Before the library makes its first request, so that a simulated account can never reach the real Amazon.
if (setup.endpoint !== undefined) redirectAmazon(setup.endpoint);
tapStatuses((method, path, status) => {
  tell({ kind: "http", method, path, status });
});

const desk = new LibraryDesk(setup, tell);
port.on("message", (message: ToWorker) => {
  desk.receive(message);
});
tell({ kind: "running" });
