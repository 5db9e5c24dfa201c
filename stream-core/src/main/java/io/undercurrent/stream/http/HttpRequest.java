package io.undercurrent.stream.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A request that passed all checks: GET or HEAD, without a body.
 *
 * @param method GET or HEAD
 * @param path the path as it was sent, with its percent signs
 * @param query what follows the question mark, as it was sent; null if there is none
 * @param headers the values by name in lower case, in the order in which they came
 */
public record HttpRequest(
        String method, String path, String query, Map<String, List<String>> headers) {
    /**
     * The first value of a header.
     *
     * @param name the header's name, in any case
     * @return the value; null if the header was not sent
     */
    public String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null ? null : values.get(0);
    }

    boolean isHead() {
        return method.equals("HEAD");
    }
}
