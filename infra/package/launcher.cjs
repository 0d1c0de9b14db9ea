#!/usr/bin/env node
// Plain old JavaScript: whatever Node starts it must understand it.
var path = require('path');
var fs = require('fs');

var NEEDED = 24;
var program = path.join(__dirname, '..', 'dist', 'cli.js');
var node = findNode();

if (!node) {
  process.stderr.write(
    'reelhook needs Node ' + NEEDED + ' or newer, and this is ' + process.version +
      '. On Linux its own Node comes with the package, unless optional packages were left out (npm install --include=optional); elsewhere install Node ' + NEEDED + ' from https://nodejs.org.\n',
  );
  process.exit(1);
}

var child = require('child_process').spawn(node, [program].concat(process.argv.slice(2)), {
  stdio: 'inherit',
});
// A terminal sends Ctrl-C to both; this one waits for the other.
['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(function (name) {
  process.on(name, function () {
    if (name !== 'SIGINT' || !process.stdin.isTTY) child.kill(name);
  });
});
child.on('error', function (error) {
  process.stderr.write('reelhook could not be started: ' + error.message + '\n');
  process.exit(1);
});
child.on('exit', function (code, signal) {
  process.exit(signal ? 1 : code);
});

function findNode() {
  try {
    var own = 'node-' + process.platform + '-' + process.arch;
    var found = path.join(path.dirname(require.resolve(own + '/package.json')), 'bin', 'node');
    if (fs.existsSync(found)) return found;
  } catch (error) {
    // It is there on Linux only.
  }
  return Number(process.versions.node.split('.')[0]) >= NEEDED ? process.execPath : undefined;
}
