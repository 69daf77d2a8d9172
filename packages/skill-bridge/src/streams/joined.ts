/** All pieces in one, in `room` or else in memory of its own: pieces that live on in a shared pool would keep all of that alive. */
export function joined(
  pieces: readonly Uint8Array[],
  room = new ArrayBuffer(pieces.reduce((sum, { byteLength }) => sum + byteLength, 0)),
): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(room);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole.subarray(0, at);
}
