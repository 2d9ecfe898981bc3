/**
 * A request to the definitions of the broker in Erlang, which is the one program of the image that speaks HTTP. User
 * and password are read from files: they stand in no variable and no argument.
 */
function request(call: string, success: string): string {
  return `ERL_CRASH_DUMP_SECONDS=0 erl -noinput -eval '
    {ok, _} = application:ensure_all_started(inets),
    Read = fun(Name) ->
      {ok, Text} = file:read_file(filename:join(os:getenv("CREDENTIALS_FOLDER"), Name)),
      string:trim(Text, trailing, "\\r\\n")
    end,
    Login = base64:encode(iolist_to_binary([Read("username"), ":", Read("password")])),
    Headers = [{"authorization", "Basic " ++ binary_to_list(Login)}],
    Url = os:getenv("MANAGEMENT_URL") ++ "/api/definitions",
    Options = [{timeout, 600000}, {connect_timeout, 30000}],
    case ${call} of
      ${success}
      {ok, {{_, Status, _}, _, Answer}} ->
        io:format(standard_error, "the broker answers ~p: ~ts~n", [Status, Answer]), halt(1);
      {error, Reason} ->
        io:format(standard_error, "no answer from ~ts: ~p~n", [Url, Reason]), halt(1)
    end.'
`;
}

/** Everything that is defined in the broker, as it says it itself. */
export const DUMP = request(
  'httpc:request(get, {Url, Headers}, Options, [{body_format, binary}])',
  '{ok, {{_, 200, _}, _, Body}} -> ok = file:write_file("definitions.json", Body), halt(0);',
);

/** An answer that was cut off, or is none of a broker, has no end or not these parts. */
export const VERIFY = `tail -c 1 definitions.json | grep -q '}'
for part in users vhosts permissions queues exchanges bindings; do
  grep -q "\\"$part\\":" definitions.json
done
`;

/** Adds what is missing, and sets users, permissions and policies to what they were; it removes nothing. */
export const RESTORE = `{ read_definitions=definitions.json; test -s "$read_definitions"; }
${request(
  '(fun() -> {ok, Body} = file:read_file("definitions.json"), ' +
    'httpc:request(post, {Url, Headers, "application/json", Body}, Options, [{body_format, binary}]) end)()',
  '{ok, {{_, Status, _}, _, _}} when Status >= 200, Status < 300 -> halt(0);',
)}`;

/**
 * The secret that the members of a cluster and the command line tools show each other. Erlang refuses a file that
 * others than its owner may read, as they may a mounted Secret. Without user or password the server would make the one
 * that everybody knows.
 */
export const WRITE_COOKIE = `set -eu
umask 077
for key in username password erlang-cookie; do
  test -s "$CREDENTIALS_FOLDER/$key" || { echo "the key $key of the credentials is missing or empty" >&2; exit 1; }
done
cp "$CREDENTIALS_FOLDER/erlang-cookie" "$DATA_FOLDER/.erlang.cookie.new"
chmod 0400 "$DATA_FOLDER/.erlang.cookie.new"
mv -f "$DATA_FOLDER/.erlang.cookie.new" "$DATA_FOLDER/.erlang.cookie"
`;
