import type { AddressInfo, Server, Socket } from "node:net";

const LOOPBACK = "127.0.0.1";

/** Something that listens on a loopback port of its own, can vanish, and come back on the same port. */
export class PortListener {
  readonly #createServer: () => Server;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;

  constructor(createServer: () => Server) {
    this.#createServer = createServer;
  }

  /** 0 before it listened for the first time. */
  get port(): number {
    return this.#port;
  }

  /** Listens: the first time on a free port, afterwards on the same one. Rejects when somebody else took it meanwhile. */
  async listen(): Promise<void> {
    if (this.#server !== undefined) return;
    const server = this.#createServer();
    this.#server = server;
    server.on("connection", (socket: Socket) => {
      this.#sockets.add(socket);
      // A client that resets is the client's affair; without a listener it would end the process.
      socket.on("error", () => undefined);
      socket.once("close", () => this.#sockets.delete(socket));
    });
    try {
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(this.#port, LOOPBACK, resolve);
      });
    } catch (error) {
      this.#server = undefined;
      throw error;
    }
    this.#port = (server.address() as AddressInfo).port;
  }

  /** Closes the port and cuts every connection. */
  async close(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
    });
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}
