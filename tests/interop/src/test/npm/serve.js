import http from 'node:http';

/** A line for the test that started this process. */
export function say(line) {
  process.stdout.write(line + '\n');
}

/** Serves on a free port of the loopback, says which, and ends with the test: when standard input does. */
export function serve(handler) {
  const server = http.createServer(handler);
  server.listen(0, '127.0.0.1', () => say(`listening ${server.address().port}`));
  process.stdin.resume().on('end', () => process.exit());
}

/** What is asked for; `searchParams` are the query. */
export function target(request) {
  return new URL(request.url, 'http://localhost');
}
