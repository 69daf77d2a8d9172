/**
 * The unmodified alexa-remote2 in a process of its own, on whatever Node runs this file. Obeys JSON lines on its standard input,
 * answers and tells events as JSON lines. Only the ways out of this process are led to the simulated Amazon (Amazon reference 2.2).
 * Arguments: the library's file, port, port of push.
 */
import http2 from "node:http2";
import https from "node:https";
import { createRequire } from "node:module";
import net from "node:net";
import { createInterface } from "node:readline";

const [, , libraryFile, port, pushPort] = process.argv;
const AMAZON = /(^|\.)(amazon\.[a-z.]+|amazonalexa\.com)$/;
const street = (host, target) => {
  if (!AMAZON.test(host)) throw new Error(`${host} is not simulated`);
  return net.connect({ host: "127.0.0.1", port: Number(target) });
};
class StreetAgent extends https.Agent {
  createConnection(options) {
    return street(options.host ?? options.hostname, port);
  }
}
https.globalAgent = new StreetAgent();
const connect = http2.connect;
http2.connect = (authority, ...rest) => {
  const listener = rest.find((argument) => typeof argument === "function");
  const createConnection = () => street(new URL(authority).hostname, pushPort);
  return connect(authority, { createConnection }, listener);
};

const AlexaRemote = createRequire(import.meta.url)(libraryFile);
const alexa = new AlexaRemote();
const tell = (event, more = {}) => process.stdout.write(`${JSON.stringify({ event, ...more })}\n`);
const answer = (id) => (error, body) => tell("answer", { id, error: error?.message, body });

const emit = alexa.emit.bind(alexa);
alexa.emit = (name, ...args) => {
  if (name.startsWith("ws-")) tell("push", { name, payload: args[0] });
  return emit(name, ...args);
};

const ACTIONS = {
  signIn: ({ id, options }) => {
    let address;
    const logger = (line) => (address ??= /Initial Page Request: (\S+)/.exec(String(line))?.[1]);
    const all = { ...options, logger };
    alexa.init(all, (error, body) => {
      if (String(error?.message).startsWith("Please open")) tell("proxy", { port: all.proxyPort });
      else answer(id)(error, body);
    });
  },
  init: ({ id, options }) => alexa.init(options, answer(id)),
  devices: ({ id }) =>
    answer(id)(
      null,
      Object.values(alexa.serialNumbers).map(({ accountName }) => accountName),
    ),
  volume: ({ id, serial, level }) => alexa.sendSequenceCommand(serial, "volume", level, answer(id)),
  player: ({ id, serial }) => alexa.getPlayerInfo(serial, answer(id)),
  read: ({ id, path }) => alexa.httpsGet(path, answer(id)),
};

createInterface({ input: process.stdin })
  .on("line", (line) => {
    const asked = JSON.parse(line);
    ACTIONS[asked.do](asked);
  })
  .on("close", () => process.exit(0));
tell("ready", { node: process.version });
