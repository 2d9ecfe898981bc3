/** Asks the server by its console, and ends well where what it was asked is so. */
export const ASK = `local socket = require('socket')

local control, question = arg[1], arg[2]
local connection = socket.tcp_connect('unix/', control)
local answer = connection
    and connection:write('return ' .. question .. '\\n')
    and connection:read('\\n...\\n', 3)
os.exit(answer and answer:match('\\n%- true\\n') and 0 or 1)
`;

/** It has all of its data, and listens, which it does last. */
export const IS_READY = "box.info.status == 'running' and box.cfg.listen ~= nil";

/** Whoever answers at all is alive. */
export const IS_ALIVE = 'true';

/** The running server, called by its user. */
const RUNNING = `local fio = require('fio')

local function must(done, problem)
    return done or error(tostring(problem), 0)
end

local function text_of(path)
    local file = must(fio.open(path, { 'O_RDONLY' }))
    local text = file:read()
    file:close()
    return text
end

local function connect()
    return require('net.box').connect(os.getenv('TARANTOOL_ADDRESS'), {
        user = os.getenv('TARANTOOL_USERNAME'),
        password = text_of(os.getenv('TARANTOOL_PASSWORD_FILE')):gsub('[\\r\\n]+$', ''),
        connect_timeout = 10,
    })
end

local CHUNK = 1048576
`;

/** Writes down every file of a snapshot that the server makes for it. */
export const DUMP = script(`${RUNNING}
local server = connect()
for _, entry in ipairs(server:call('hot_backup.open')) do
    local name, size = entry[1], entry[2]
    local file = must(fio.open(name, { 'O_WRONLY', 'O_CREAT', 'O_EXCL' }, tonumber('600', 8)))
    local offset = 0
    while offset < size do
        local chunk = server:call('hot_backup.read', { name, offset, math.min(CHUNK, size - offset) })
        must(#chunk > 0, name .. ' is shorter than it should be')
        must(file:write(chunk))
        offset = offset + #chunk
    end
    must(file:fsync())
    file:close()
    print(name .. ' ' .. size)
end
server:call('hot_backup.close')
`);

/** Reads every row of every file, whose sums tell when it is another than was written. */
export const VERIFY = script(`local fio = require('fio')
local rows = 0
local snapshots = fio.glob('*.snap')
for _, path in ipairs(fio.glob('*')) do
    for _ in require('xlog').pairs(path) do
        rows = rows + 1
    end
end
if #snapshots ~= 1 or rows == 0 then
    error('these files are no snapshot', 0)
end
print(rows .. ' rows')
`);

/**
 * Lets a server of its own, which nobody else reaches, read the snapshot; only when it has, the running one gets the
 * files, starts anew with them, and has its former data aside. What was written since the backup is gone.
 */
export const RESTORE = script(`${RUNNING}
local fiber = require('fiber')
local here = fio.cwd()
local trial = must(fio.tempdir())
local names, sizes = {}, {}
for _, path in ipairs(fio.glob(fio.pathjoin(here, '*'))) do
    local name = fio.basename(path)
    if name ~= 'SHA256SUMS' then
        local link = fio.pathjoin(trial, (name:gsub('+', '/')))
        must(fio.mktree(fio.dirname(link)))
        must(fio.symlink(path, link))
        table.insert(names, name)
    end
end
box.cfg({
    checkpoint_interval = 0,
    log_level = 'warn',
    memtx_dir = trial,
    memtx_max_tuple_size = tonumber(os.getenv('TARANTOOL_MAX_TUPLE_SIZE')),
    memtx_memory = tonumber(os.getenv('TARANTOOL_MEMORY')),
    read_only = true,
    vinyl_dir = trial,
    wal_dir = trial,
    wal_mode = 'none',
})

local server = connect()
local started = server:call('hot_backup.started')
server:call('hot_backup.receive')
for _, name in ipairs(names) do
    local file = must(fio.open(fio.pathjoin(here, name), { 'O_RDONLY' }))
    local offset = 0
    repeat
        local chunk = must(file:pread(CHUNK, offset))
        server:call('hot_backup.write', { name, offset, chunk })
        offset = offset + #chunk
    until #chunk < CHUNK
    file:close()
    table.insert(sizes, { name, offset })
end
-- It ends before it can answer: an answer is a refusal.
local _, refusal = pcall(server.call, server, 'hot_backup.replace', { sizes })
must(not server:is_connected(), refusal)
local now
repeat
    fiber.sleep(0.2)
    local again = connect()
    local answered, answer = pcall(again.call, again, 'hot_backup.started')
    again:close()
    now = answered and answer or started
until now ~= started
print('restored ' .. #names .. ' files')
`);

/** A script in the words of the server, run by a shell. Connections would keep it from ending by itself. */
function script(text: string): string {
  return `tarantool - <<'END'\n${text}os.exit(0)\nEND\n`;
}
