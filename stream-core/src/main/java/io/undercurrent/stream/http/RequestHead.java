package io.undercurrent.stream.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.undercurrent.schemas.ForeignText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A request line and its headers.
 *
 * <p>Only what RFC 9112 has as its plain form is taken: lines end with CRLF, a target starts with a
 * slash, nothing is folded. So no proxy in front can read a head differently, and two requests are
 * never taken for one.
 *
 * @param request the request
 * @param keepsOpen whether the client wants to send another request on the same connection
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112</a>
 */
record RequestHead(HttpRequest request, boolean keepsOpen) {
    /** The most bytes of a head; the request line is part of it. */
    static final int MAX_BYTES = 32 << 10;

    private static final int MAX_HEADERS = 64;
    private static final int SHOWN = 80;
    private static final Pattern LINE =
            Pattern.compile("([A-Za-z]{1,32}) (/[!-~&&[^#]]*) HTTP/(\\d\\.\\d)");
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t -~\\x80-\\xff]*");

    /**
     * Finds the end of a head.
     *
     * @param from where to start, at or before the end's first byte
     * @return the number of bytes of the head with the empty line that ends it; -1 if it is not
     *     complete
     */
    static int end(byte[] bytes, int from, int length) {
        for (int i = Math.max(0, from); i + 3 < length; i++) {
            if (bytes[i] == '\r'
                    && bytes[i + 1] == '\n'
                    && bytes[i + 2] == '\r'
                    && bytes[i + 3] == '\n') {
                return i + 4;
            }
        }
        return -1;
    }

    /**
     * Parses a head.
     *
     * @param length the number of bytes, the empty line included
     */
    static RequestHead parse(byte[] bytes, int length) throws HttpRefusal {
        String text = new String(bytes, 0, length - 4, ISO_8859_1);
        String[] lines = text.split("\r\n", -1);
        var line = LINE.matcher(lines[0]);
        if (!line.matches()) {
            throw bad(
                    "request line = %s: allowed is METHOD /PATH HTTP/1.1",
                    ForeignText.cut(lines[0], SHOWN));
        }
        String version = line.group(3);
        if (!version.equals("1.1") && !version.equals("1.0")) {
            throw new HttpRefusal(
                    HttpReply.NO_SUCH_VERSION,
                    "HTTP version = " + version + ": allowed are 1.0 and 1.1");
        }
        if (lines.length - 1 > MAX_HEADERS) {
            throw new HttpRefusal(
                    HttpReply.HEAD_TOO_LARGE,
                    String.format(
                            Locale.ROOT,
                            "%d headers; allowed are %d",
                            lines.length - 1,
                            MAX_HEADERS));
        }
        Map<String, List<String>> headers = headers(lines);
        if (headers.getOrDefault("host", List.of()).size() > 1) {
            throw bad("%s", "more than one Host header");
        }
        boolean isOld = version.equals("1.0");
        if (!isOld && !headers.containsKey("host")) {
            throw bad("%s", "no Host header");
        }
        String target = line.group(2);
        int question = target.indexOf('?');
        HttpRequest request =
                new HttpRequest(
                        line.group(1),
                        question < 0 ? target : target.substring(0, question),
                        question < 0 ? null : target.substring(question + 1),
                        headers);
        return new RequestHead(request, !isOld && !isClosing(headers));
    }

    private static Map<String, List<String>> headers(String[] lines) throws HttpRefusal {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 0
                    || !NAME.matcher(lines[i].substring(0, colon)).matches()
                    || !VALUE.matcher(lines[i].substring(colon + 1)).matches()) {
                throw bad(
                        "header line = %s: allowed is NAME: VALUE in printable characters",
                        ForeignText.cut(lines[i], SHOWN));
            }
            headers.computeIfAbsent(
                            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                            name -> new ArrayList<>(1))
                    .add(lines[i].substring(colon + 1).strip());
        }
        return headers;
    }

    private static boolean isClosing(Map<String, List<String>> headers) {
        return headers.getOrDefault("connection", List.of()).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .anyMatch(option -> option.strip().equalsIgnoreCase("close"));
    }

    private static HttpRefusal bad(String format, String part) {
        return new HttpRefusal(HttpReply.BAD_REQUEST, String.format(Locale.ROOT, format, part));
    }
}
