package io.undercurrent.spec;

import java.io.Serializable;

/**
 * A host and a port.
 *
 * @param host a name or an address
 * @param port from 0, which stands for a free one, to 65535
 */
public record Address(String host, int port) implements Serializable {
    /** Nowhere. */
    public static final Address NONE = new Address("none", -1);

    @Override
    public String toString() {
        return equals(NONE) ? host : host + ":" + port;
    }
}
