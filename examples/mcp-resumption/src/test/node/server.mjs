// A server of the TypeScript SDK with the tool of the mock. Its arguments are the folder of the SDK's modules, and how many
// milliseconds later a client is to come again.
// It prints its port and each request, and ends when its input ends.
import {createServer} from 'node:http';
import {randomUUID} from 'node:crypto';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

const sdk = file => import(pathToFileURL(join(process.argv[2], file)));
const {Server} = await sdk('server/index.js');
const {StreamableHTTPServerTransport} = await sdk('server/streamableHttp.js');
const {CallToolRequestSchema} = await sdk('types.js');

// Keeps all events, with numbers as IDs.
const events = [];
const eventStore = {
  async storeEvent(streamId, message) {
    return String(events.push({streamId, message}));
  },
  async getStreamIdForEventId(eventId) {
    return events[eventId - 1]?.streamId;
  },
  async replayEventsAfter(lastEventId, {send}) {
    const {streamId} = events[lastEventId - 1];
    for (let number = Number(lastEventId) + 1; number <= events.length; number++) {
      const event = events[number - 1];
      if (event.streamId === streamId) await send(String(number), event.message);
    }
    return streamId;
  },
};

const server = new Server({name: 'sdk', version: '1'}, {capabilities: {tools: {}}});
const open = new Set(); // the responses that are not complete
server.setRequestHandler(CallToolRequestSchema, async ({params}, extra) => {
  const {to, connections} = params.arguments;
  for (let progress = 1; progress <= to; progress++) {
    await new Promise(resolve => setTimeout(resolve, 20));
    await extra.sendNotification({
      method: 'notifications/progress',
      params: {progressToken: params._meta.progressToken, progress, total: to},
    });
    if (progress % 4 === 0 && connections === 'CUT') open.forEach(response => response.socket.destroy());
    if (progress % 4 === 0 && connections === 'POLL') extra.closeSSEStream();
  }
  return {content: [{type: 'text', text: `counted to ${to}`}]};
});

const transport = new StreamableHTTPServerTransport({
  sessionIdGenerator: randomUUID,
  eventStore,
  retryInterval: Number(process.argv[3]),
});
await server.connect(transport);
const listener = createServer((request, response) => {
  console.log(request.method, request.headers['last-event-id'] ?? '');
  open.add(response);
  response.on('close', () => open.delete(response));
  transport.handleRequest(request, response);
});
listener.listen(0, '127.0.0.1', () => console.log(`listening ${listener.address().port}`));
process.stdin.on('end', () => process.exit()).resume();
