// Sends as many events as the first argument says, one a millisecond whether a client is there or not, and then "end".
// The channel keeps them all, and repeats those that come after Last-Event-ID. ?writes=N ends a response after N writes.
import SseChannel from 'sse-channel';
import { say, serve, target } from './serve.js';

const total = Number(process.argv[2]);
const channel = new SseChannel({ historySize: total + 1, retryTimeout: 1 });
let sent = 0;

function tick() {
  if (sent === total) {
    channel.send({ id: total + 1, event: 'end', data: 'end' });
    return;
  }
  const id = ++sent;
  channel.send({ id, event: id % 3 ? undefined : 'third', data: `event ${id}\nzweite Zeile äöü\n日本語 🎉` });
  setTimeout(tick, 1);
}

function endAfter(response, writes) {
  const write = response.write.bind(response);
  let left = writes;
  response.write = (...chunk) => {
    if (left > 0) {
      write(...chunk);
      if (--left === 0) response.end();
    }
    return true;
  };
}

serve((request, response) => {
  say(`asked ${request.headers['last-event-id']}`);
  const writes = target(request).searchParams.get('writes');
  if (writes) endAfter(response, Number(writes));
  channel.addClient(request, response);
  if (sent === 0) tick();
});
