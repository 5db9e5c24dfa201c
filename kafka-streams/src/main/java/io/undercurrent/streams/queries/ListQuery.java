package io.undercurrent.streams.queries;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * A request for one page of the list.
 *
 * @param limit the largest number of entries
 * @param after the last entry of the page before; null for the first page
 * @param token the page token that {@code after} was decoded from; null for the first page
 */
record ListQuery(int limit, Rank after, String token) {
    static final int MOST = 500;

    private static final int DEFAULT = 50;
    private static final String ALLOWED = "allowed are limit, after and order, each once";

    static ListQuery parse(String rawQuery) throws Refusal {
        int limit = DEFAULT;
        String token = null;
        Set<String> seen = new HashSet<>();
        for (String entry : rawQuery == null ? new String[0] : rawQuery.split("&", -1)) {
            int equals = entry.indexOf('=');
            String name = equals < 0 ? entry : entry.substring(0, equals);
            String value = Percent.decode(entry.substring(equals + 1), "the query");
            if (equals < 0 || !seen.add(name)) {
                throw bad(entry, ALLOWED);
            }
            switch (name) {
                case "limit" -> limit = limit(value);
                case "after" -> token = value;
                case "order" -> {
                    if (!value.equals("severity")) {
                        throw bad(entry, "allowed is severity");
                    }
                }
                default -> throw bad(entry, ALLOWED);
            }
        }
        return new ListQuery(limit, token == null ? null : PageToken.parse(token), token);
    }

    /** The same query, for the keys of another instance alone. */
    String local() {
        return Route.LOCAL_KEYS + "?limit=" + limit + (token == null ? "" : "&after=" + token);
    }

    private static int limit(String text) throws Refusal {
        if (text.matches("[1-9][0-9]{0,2}")) {
            int limit = Integer.parseInt(text);
            if (limit <= MOST) {
                return limit;
            }
        }
        throw bad("limit=" + text, "allowed are 1 to " + MOST);
    }

    private static Refusal bad(String entry, String allowed) {
        return Refusal.badRequest(
                String.format(Locale.ROOT, "query: %s: %s", Texts.shown(entry), allowed));
    }
}
