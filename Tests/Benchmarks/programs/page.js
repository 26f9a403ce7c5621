// The page from Express: node page.js SOCKET ANSWER, ANSWER being a file as a CGI program writes it.
const express = require('express');
const fs = require('fs');

const [socket, file] = process.argv.slice(2);
const [head, ...rest] = fs.readFileSync(file, 'utf8').split('\r\n\r\n');
const body = rest.join('\r\n\r\n');
const fields = Object.fromEntries(head.split('\r\n').map((line) => line.split(/: (.*)/, 2)));
const status = parseInt(fields.Status || '200', 10);
delete fields.Status;

const app = express();
app.disable('x-powered-by');
app.set('etag', false);
app.get('/', (request, response) => response.status(status).set(fields).send(body));
app.listen(socket);
