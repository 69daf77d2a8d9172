import type { FastifyInstance, FastifyRequest } from "fastify";

/** Signatures are over the bytes as sent, so in `scope` nothing may turn a body into anything else. */
export function keepBodiesRaw(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, parsed) => {
    parsed(null, body);
  });
}

/** The bytes of a request in such a scope; none when it brought no body. */
export function rawBody({ body }: FastifyRequest): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}
