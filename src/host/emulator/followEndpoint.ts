import { connect } from 'node:net';

/**
 * Holds a connection that nothing is sent over, and calls back once when the other end lets it go, as it does when its
 * process ends, or where nobody listens. Keeps no process alive. Returns how to leave.
 */
export function followEndpoint(endpoint: string, onEnd: () => void): () => void {
  const { hostname, port } = new URL(endpoint);
  const socket = connect({ host: hostname, port: Number(port) }).unref();
  socket.on('error', () => undefined); // it closes then, too
  socket.once('close', onEnd);
  return () => {
    socket.off('close', onEnd);
    socket.destroy();
  };
}
