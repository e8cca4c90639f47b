import { readRequest } from '../../../src/dataplane/requests/read-request';

function read(text: string, ...headers: string[]) {
  const { request: { headers: sent, ...request }, port } = readRequest(text, headers);
  return { ...request, headers: Object.fromEntries(sent), port };
}

test('a method, a URL and headers', () => {
  expect(read('POST https://App.Example.com:8443/a//b%2Fc?x=1&y=#top', 'X-API-Version: v2', 'x-api-version: v3', 'Cookie:a=b; c=d')).toEqual({
    method: 'POST', scheme: 'https', host: 'app.example.com', path: '/a//b%2Fc', query: 'x=1&y=', port: 8443, headers: { 'x-api-version': 'v2', 'cookie': 'a=b; c=d' },
  });
});

test('GET, the path / and the port of the scheme where they are not given', () => {
  expect(read('http://app.example.com.')).toMatchObject({ method: 'GET', host: 'app.example.com', path: '/', query: '', port: 80 });
  expect(read('https://app.example.com?x')).toMatchObject({ path: '/', query: 'x', port: 443 });
});

test('the header Host stands for the host of the URL', () => {
  expect(read('http://192.0.2.1/', 'Host: app.example.com:80')).toMatchObject({ host: 'app.example.com', port: 80 });
});

test.each([
  ['GET', 'request "GET": "GET" is not a URL of HTTP; expected a method and a URL, for example, "GET https://app.example.com/cart"'],
  ['GET /cart', 'request "GET /cart": "/cart" is not a URL of HTTP; expected a method and a URL, for example, "GET https://app.example.com/cart"'],
  ['GET https://a/ HTTP/1.1', 'request "GET https://a/ HTTP/1.1": expected a method and a URL, for example, "GET https://app.example.com/cart"'],
  ['GET https://a:70000/', 'request "GET https://a:70000/": 70000 is not a port; expected 1 to 65535'],
])('%s is not a request', (text, message) => {
  expect(() => read(text)).toThrow(message);
});

test('a header without a value', () => {
  expect(() => read('http://a/', 'X-API-Version')).toThrow('header "X-API-Version": expected a name and a value, for example, "X-API-Version: v2"');
});
