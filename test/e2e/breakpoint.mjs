/**
 * `node breakpoint.mjs PORT FILE LINE`: sets a breakpoint in a Node program that can be debugged at the port, says `set`,
 * and says where the program stopped, in JSON, once it did: file, line and the function's name. Then it goes on.
 *
 * FILE is the end of the script's path; lines count from 0. Needs Node 22, for its WebSocket.
 */
const [port, file, line] = process.argv.slice(2);
const [target] = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
const socket = new WebSocket(target.webSocketDebuggerUrl);
await new Promise((resolve, reject) => {
  socket.onopen = resolve;
  socket.onerror = () => reject(new Error('no debugger answers'));
});
const answers = new Map();
const urls = new Map();
let stopped;
const stop = new Promise(resolve => {
  stopped = resolve;
});
socket.onmessage = ({ data }) => {
  const { id, method, params, result, error } = JSON.parse(data);
  if (id !== undefined) answers.get(id)?.(error === undefined ? result : Promise.reject(new Error(error.message)));
  if (method === 'Debugger.scriptParsed') urls.set(params.scriptId, params.url);
  if (method === 'Debugger.paused') stopped(params.callFrames[0]);
};
const ask = (method, params = {}) =>
  new Promise(resolve => {
    const id = answers.size;
    answers.set(id, resolve);
    socket.send(JSON.stringify({ id, method, params }));
  });
await ask('Debugger.enable');
const urlRegex = `${file.replaceAll(/[.\\/]/g, '\\$&')}$`;
await ask('Debugger.setBreakpointByUrl', { urlRegex, lineNumber: Number(line) });
console.log('set');
const { functionName, location } = await stop;
await ask('Debugger.resume');
const at = { file: urls.get(location.scriptId), line: location.lineNumber, functionName };
console.log(`stopped ${JSON.stringify(at)}`);
socket.close();
