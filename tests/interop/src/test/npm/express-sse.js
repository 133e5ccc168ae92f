import express from 'express';
import SSE from 'express-sse';
import { serve } from './serve.js';

const app = express();

// Each event leaves in a piece for each of its lines.
app.get('/pieces', (request, response) => {
  const sse = new SSE();
  sse.init(request, response);
  sse.send({ price: 1.5, of: '日本' }, 'tick', 'a-7');
  sse.send('without type and id');
  sse.send(['several', 'values'], 'end');
});

// The first four responses end after three events, whose numbers begin at 0 each time.
let responses = 0;
app.get('/restarting', (request, response) => {
  const now = ++responses;
  const sse = new SSE(['a', 'b', 'c'].map((letter) => `${letter}${now}`));
  sse.init(request, response);
  if (now < 5) response.end();
  else sse.send('end', 'end');
});

serve(app);
