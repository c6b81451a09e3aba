// Loaded before an example: what it says to the real services goes to those in memory, and nothing leaves the machine.
const targets = JSON.parse(process.env["EXAMPLE_TARGETS"] ?? "{}");
const realFetch = globalThis.fetch;

globalThis.fetch = (input, init) => {
  const request = input instanceof Request ? input : undefined;
  const url = new URL(request === undefined ? input : request.url);
  const target = targets[url.origin];
  if (target === undefined && url.hostname !== "127.0.0.1") {
    return Promise.reject(new Error(`an example asked ${url.origin}, which no service stands for`));
  }
  const address = target === undefined ? url.href : `${target}${url.pathname}${url.search}`;
  return realFetch(request === undefined ? address : new Request(address, request), init);
};
