// Takes the place of the native part of aws-lambda-ric, which is built from C++ when the package is installed: the same
// three calls over HTTP (AWS Lambda Developer Guide, "Using the Lambda runtime API").
const Module = require('node:module');

const base = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation`;

async function next() {
  const response = await fetch(`${base}/next`);
  return { bodyJson: await response.text(), headers: Object.fromEntries(response.headers) };
}

function post(path, body) {
  fetch(`${base}/${path}`, { method: 'POST', body }).catch(() => process.exit(1));
}

Module._extensions['.node'] = ((load) => (module, filename) => {
  if (!filename.endsWith('rapid-client.node')) return load(module, filename);
  module.exports = {
    initializeClient() {},
    next,
    done: (id, body) => post(`${id}/response`, body),
    error: (id, body) => post(`${id}/error`, body),
  };
})(Module._extensions['.node']);
