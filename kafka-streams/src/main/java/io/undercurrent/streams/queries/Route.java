package io.undercurrent.streams.queries;

import java.util.Locale;

/**
 * A parsed request path. The raw path is parsed, so that a slash within a key ({@code %2F}) does
 * not separate segments.
 *
 * @param what the kind of query
 * @param key the event's key, for {@link What#KEY}; otherwise null
 * @param part the requested part, for {@link What#KEY}; otherwise null
 */
record Route(What what, String key, Part part) {
    static final String KEYS = "/keys";
    static final String LOCAL_KEYS = "/local/keys";

    private static final String ALLOWED =
            "allowed are /health, /keys and /keys/KEY, alone or with /state, /score, /forecast or /alarm behind it";

    /** Kinds of queries. */
    enum What {
        /** The keys of all instances. */
        KEYS,
        /** The keys of this instance. */
        LOCAL_KEYS,
        /** One key. */
        KEY
    }

    /** Parts of the response for a key. */
    enum Part {
        /** All of them. */
        ALL,
        /** A summary of its key state. */
        STATE,
        /** Its latest score. */
        SCORE,
        /** Its latest forecast. */
        FORECAST,
        /** Its open episode. */
        ALARM;

        boolean has(Part part) {
            return this == ALL || this == part;
        }

        /** The path's suffix after the key. */
        String suffix() {
            return this == ALL ? "" : "/" + name().toLowerCase(Locale.ROOT);
        }
    }

    static Route of(String rawPath) throws Refusal {
        return switch (rawPath) {
            case KEYS -> new Route(What.KEYS, null, null);
            case LOCAL_KEYS -> new Route(What.LOCAL_KEYS, null, null);
            default -> key(rawPath);
        };
    }

    private static Route key(String rawPath) throws Refusal {
        String[] segments = rawPath.split("/", -1);
        if (segments.length < 3 || segments.length > 4 || !segments[1].equals("keys")) {
            throw unknown(rawPath);
        }
        String key = Percent.decode(segments[2], "the key");
        if (key.isEmpty()) {
            throw Refusal.badRequest("path = /keys/: the key is empty; the list is at /keys");
        }
        return new Route(What.KEY, key, segments.length == 3 ? Part.ALL : part(rawPath));
    }

    private static Part part(String rawPath) throws Refusal {
        for (Part part : Part.values()) {
            if (part != Part.ALL && rawPath.endsWith(part.suffix())) {
                return part;
            }
        }
        throw unknown(rawPath);
    }

    private static Refusal unknown(String rawPath) {
        return new Refusal(
                Refusal.NOT_FOUND,
                String.format(
                        Locale.ROOT,
                        "path = %s: %s; a slash within a key is %%2F",
                        Texts.shown(rawPath),
                        ALLOWED));
    }
}
