/**
 * Starts the server: with what a restore has left for it, with its user and guests shut out, with the tables of the
 * system, and only then for clients.
 */
export const INSTANCE = `local console = require('console')
local fio = require('fio')
local json = require('json')
local log = require('log')

log.cfg({ format = 'json' })

local function text_of(path)
    local file = fio.open(path, { 'O_RDONLY' })
    local text = file and file:read()
    if file then
        file:close()
    end
    return text or ''
end

local here = fio.dirname(arg[0])
local settings = json.decode(text_of(fio.pathjoin(here, 'settings.json')))

local login = text_of(settings.login):gsub('[\\r\\n]+$', '')
if login == '' then
    log.error('the password is missing or empty: %s', settings.login)
    os.exit(1)
end

-- A file of a container that was killed would be in the way.
fio.unlink(settings.control)
console.listen(settings.control)

dofile(fio.pathjoin(here, 'backup.lua'))(settings)

box.cfg(settings.box)

local username = settings.username
box.schema.user.create(username, { if_not_exists = true })
box.schema.user.passwd(username, login)
-- What the settings no longer grant is taken back.
box.schema.user.revoke(username, 'read,write,execute,create,alter,drop', 'universe', nil, { if_exists = true })
box.schema.user.grant(username, settings.privileges, 'universe', nil, { if_not_exists = true })
box.schema.user.disable('guest')
for name in pairs(hot_backup) do
    local whole = 'hot_backup.' .. name
    box.schema.func.create(whole, { setuid = true, if_not_exists = true })
    box.schema.user.grant(username, 'execute', 'function', whole, { if_not_exists = true })
end

if settings.schema then
    dofile(settings.schema)
end

-- A server without metrics still has its data: clients must not lose it for that.
local measured, problem = pcall(function()
    require('metrics').enable_default_metrics()
    local prometheus = require('metrics.plugins.prometheus')
    local pages = require('http.server').new('0.0.0.0', settings.metrics, { log_requests = false })
    pages:route({ path = '/metrics', method = 'GET' }, prometheus.collect_http)
    pages:start()
end)
if not measured then
    log.error('there are no metrics: %s', problem)
end

box.cfg({ listen = settings.listen })
log.info('open for clients')
`;

/**
 * What the tasks for backups call: files go out and come in through the connection of a client. They are handed out
 * while the server keeps them unchanged; those that come in replace its data at its next start.
 */
export const BACKUP_FUNCTIONS = `local fio = require('fio')
local log = require('log')

return function(settings)
    local data = settings.box.memtx_dir
    local draft = fio.pathjoin(settings.folder, 'draft')
    local incoming = fio.pathjoin(settings.folder, 'incoming')
    local before = fio.pathjoin(settings.folder, 'before')
    local started = require('uuid').str()
    local files = {}

    local function must(done, problem)
        return done or error(tostring(problem), 0)
    end

    -- Folders become part of the name: a backup is files in one folder.
    local function path_of(folder, name)
        if not name:match('^[%w+.]+$') or name:match('%.%.') then
            error('no such name: ' .. name, 0)
        end
        local path = fio.pathjoin(folder, (name:gsub('+', '/')))
        return path
    end

    local function clear(folder)
        if fio.path.is_dir(folder) then
            must(fio.rmtree(folder))
        end
    end

    clear(draft)
    if fio.path.is_dir(incoming) then
        if fio.path.is_dir(data) then
            clear(before)
            must(fio.rename(data, before))
        end
        must(fio.rename(incoming, data))
        log.info('took the data of a backup; what was there before is in %s', before)
    end
    must(fio.mktree(data))

    hot_backup = {
        -- Which start of the server this is.
        started = function()
            return started
        end,

        -- Makes a snapshot and lists the files that hold everything up to now, with their sizes.
        open = function()
            pcall(box.backup.stop)
            box.snapshot()
            files = {}
            local list = {}
            for _, path in ipairs(box.backup.start()) do
                local name = path:sub(#data + 2):gsub('/', '+')
                files[name] = path
                table.insert(list, { name, must(fio.stat(path)).size })
            end
            return list
        end,

        read = function(name, offset, length)
            local file = must(fio.open(files[name] or error('not opened: ' .. name, 0), { 'O_RDONLY' }))
            local chunk, problem = file:pread(length, offset)
            file:close()
            return must(chunk, problem)
        end,

        close = function()
            files = {}
            box.backup.stop()
        end,

        -- Begins anew to take files in.
        receive = function()
            clear(draft)
            must(fio.mktree(draft))
        end,

        write = function(name, offset, chunk)
            local path = path_of(draft, name)
            must(fio.mktree(fio.dirname(path)))
            local file = must(fio.open(path, { 'O_WRONLY', 'O_CREAT' }, tonumber('600', 8)))
            local written, problem = file:pwrite(chunk, offset)
            local kept = file:fsync()
            file:close()
            must(written and kept, problem)
        end,

        -- Ends the server where everything came in; the next start of its container takes it.
        replace = function(list)
            for _, entry in ipairs(list) do
                local file = fio.stat(path_of(draft, entry[1]))
                must(file and file.size == entry[2], entry[1] .. ' has not come in as a whole')
            end
            must(fio.rename(draft, incoming))
            log.info('a backup has come in: starting anew with it')
            os.exit(0)
        end,
    }
end
`;
