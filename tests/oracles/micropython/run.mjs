// Runs programs in the real MicroPython (WebAssembly) against recording stand-ins, in virtual time.
//
//   node run.mjs FOLDER_OF_NODE_MODULES < JOBS    one JSON job a line: {id, file, world}; one JSON result a line
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL, fileURLToPath } from 'node:url';

const packages = path.resolve(process.argv[2]);
const { loadMicroPython } = await import(pathToFileURL(path.join(packages, '@micropython/micropython-webassembly-pyscript/micropython.mjs')));
const modules = fileURLToPath(new URL('modules/', import.meta.url));
const standIns = fs.readdirSync(modules, { recursive: true }).filter((name) => name.endsWith('.py'));

const START = `
import sys
sys.path.insert(0, '/stand')
import json
import world
world.start(json.loads(open('/world.json').read()))
world.replace()
def go(work):
    try:
        work()
    except world.Stop:
        pass
go(lambda: exec(compile(open('/program.py').read(), 'program.py', 'exec'), {'__name__': '__main__'}))
# A second core or thread runs when the first is over, over the same stretch of time.
for function, arguments in world.threads:
    world.rewind()
    go(lambda: function(*arguments))
result = json.dumps(world.result())
`;

for await (const line of createInterface({ input: process.stdin })) {
  const job = JSON.parse(line);
  const out = [];
  const result = { id: job.id, out, error: null };
  try {
    const mp = await loadMicroPython({ heapsize: 8 << 20, stdout: (text) => out.length < 2000 && out.push(text), linebuffer: true });
    mp.FS.mkdir('/stand');
    mp.FS.mkdir('/stand/umqtt');
    for (const name of standIns) mp.FS.writeFile(`/stand/${name}`, fs.readFileSync(path.join(modules, name)));
    mp.FS.writeFile('/world.json', JSON.stringify(job.world));
    mp.FS.writeFile('/program.py', fs.readFileSync(job.file));
    mp.runPython(START);
    Object.assign(result, JSON.parse(mp.globals.get('result')));
  } catch (error) {
    result.error = String(error.message ?? error).trim().split('\n').slice(-4).join('\n');
  }
  console.log(JSON.stringify(result));
}
