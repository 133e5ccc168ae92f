import { Readable } from 'node:stream';
import { createChannel, createEventBuffer, createSession } from 'better-sse';
import { say, serve, target } from './serve.js';

const text = { serializer: String };

const routes = {
  // One of each that the library has; then, for a while, nothing but what keeps the connection alive.
  async '/session'(request, response) {
    const session = await createSession(request, response, { ...text, retry: 1234, keepAlive: 20 });
    session.push('with the default type', undefined, '1');
    session.push('typed', 'tick', '2');
    await session.batch(
      createEventBuffer(text).comment('a remark').event('lines').data('one').data('').data('three').id('3').dispatch(),
    );
    await session.iterate([4, 5], { eventName: 'iterated' });
    await session.stream(Readable.from(['six', 'sieben – 七']), { eventName: 'streamed' });
    // Counted, as a busy machine may leave out what was due several times meanwhile.
    let ticks = 0;
    const end = setInterval(() => {
      if (++ticks < 8) return;
      clearInterval(end);
      session.push('last', 'end', '8');
    }, 20);
  },

  // Ends after one event that has the id before it in its data.
  async '/resumed'(request, response) {
    const session = await createSession(request, response, { ...text, retry: 150, keepAlive: null });
    const id = String(Number(session.lastId) + 1);
    session.push(`after ${session.lastId}`, id === '4' ? 'end' : 'message', id);
    response.end();
  },

  async '/nothing'(request, response) {
    await createSession(request, response, { statusCode: 204, retry: null, keepAlive: null });
    response.end();
  },

  // When two have joined, both get two events, and the first one another between them.
  async '/channel'(request, response) {
    const session = await createSession(request, response, text);
    session.state.name = target(request).searchParams.get('name');
    channel.register(session);
    say(`joined ${session.state.name}`);
    if (channel.sessionCount < 2) return;
    channel.broadcast('for all', 'news', { eventId: 'n1' });
    channel.broadcast('for one', 'whisper', { eventId: 'n2', filter: (each) => each.state.name === 'first' });
    channel.broadcast('bye', 'end', { eventId: 'n3' });
  },
};

const channel = createChannel();
channel.on('session-disconnected', (session) => say(`left ${session.state.name}`));

serve((request, response) => routes[target(request).pathname](request, response));
