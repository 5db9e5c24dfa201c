package io.undercurrent.spec.value;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and a port.
 *
 * @param host a name or an address
 * @param port 0 to 65535, where 0 means any free port; -1 only in {@link #NONE}
 */
public record Address(String host, int port) implements Serializable {
    /** No address: do not listen. */
    public static final Address NONE = new Address("none", -1);

    private static final Pattern HOST_PORT =
            Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9._-]+):(\\d{1,5})");

    /**
     * Parses an address.
     *
     * @param text {@code host:port}, an IPv6 host in brackets
     * @return the address; port 0 means any free port
     * @throws IllegalArgumentException if the text is not an address or the port is above 65535
     */
    public static Address parse(String text) {
        Matcher matcher = HOST_PORT.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
            throw new IllegalArgumentException(
                    text + ": allowed is host:port, with a port from 0 to 65535");
        }
        return new Address(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }

    @Override
    public String toString() {
        return equals(NONE) ? host : host + ":" + port;
    }
}
