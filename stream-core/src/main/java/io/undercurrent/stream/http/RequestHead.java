package io.undercurrent.stream.http;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessageDecoderResult;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.undercurrent.schemas.ForeignText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A request as Netty decoded it, and what we demand beyond that.
 *
 * <p>Netty holds lines to CRLF, and names and values of headers to their characters. A folded
 * header becomes one line, as RFC 9112 allows. Here a target must start with a slash, one space
 * stands between the words of the request line, and there is one Host. So no proxy in front can
 * read a head differently, and two requests are never taken for one.
 *
 * @param request the request
 * @param keepsOpen whether the client wants to send another request on the same connection
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112</a>
 */
record RequestHead(HttpRequest request, boolean keepsOpen) {
    private static final int MAX_LINE_BYTES = 16 << 10;
    private static final int MAX_HEADER_BYTES = 32 << 10;
    private static final int MAX_HEADERS = 64;
    private static final int SHOWN = 80;
    private static final Pattern TARGET = Pattern.compile("/[!-~&&[^#]]*");

    /** How a connection's decoder is set up. */
    static HttpDecoderConfig limits() {
        return new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setStrictLineParsing(true);
    }

    static RequestHead of(io.netty.handler.codec.http.HttpRequest decoded) throws HttpRefusal {
        if (decoded.decoderResult().isFailure()) {
            throw unreadable(decoded.decoderResult().cause());
        }
        HttpVersion version = decoded.protocolVersion();
        boolean isOld = version.equals(HttpVersion.HTTP_1_0);
        if (!isOld && !version.equals(HttpVersion.HTTP_1_1)) {
            throw new HttpRefusal(
                    HttpReply.NO_SUCH_VERSION,
                    "HTTP version = " + version.text() + ": allowed are HTTP/1.0 and HTTP/1.1");
        }
        if (!TARGET.matcher(decoded.uri()).matches() || !hasSingleSpaces(decoded)) {
            throw bad(
                    "request line = %s: allowed is METHOD /PATH HTTP/1.1",
                    ForeignText.cut(decoded.method() + " " + decoded.uri(), SHOWN));
        }
        if (decoded.headers().size() > MAX_HEADERS) {
            throw new HttpRefusal(
                    HttpReply.HEAD_TOO_LARGE,
                    String.format(
                            Locale.ROOT,
                            "%d headers; allowed are %d",
                            decoded.headers().size(),
                            MAX_HEADERS));
        }
        int hosts = decoded.headers().getAll(HttpHeaderNames.HOST).size();
        if (hosts > 1 || (hosts == 0 && !isOld)) {
            throw bad("%d Host headers; there must be one", hosts);
        }
        return new RequestHead(request(decoded), !isOld && HttpUtil.isKeepAlive(decoded));
    }

    private static HttpRefusal unreadable(Throwable cause) {
        int status =
                cause instanceof TooLongHttpLineException
                        ? HttpReply.PATH_TOO_LONG
                        : cause instanceof TooLongHttpHeaderException
                                ? HttpReply.HEAD_TOO_LARGE
                                : HttpReply.BAD_REQUEST;
        return new HttpRefusal(
                status,
                "this is no plain HTTP/1.1 request: "
                        + ForeignText.line(String.valueOf(cause.getMessage())));
    }

    /** Netty takes any number of spaces between the words. */
    private static boolean hasSingleSpaces(io.netty.handler.codec.http.HttpRequest decoded) {
        int words =
                decoded.method().name().length()
                        + decoded.uri().length()
                        + decoded.protocolVersion().text().length();
        return decoded.decoderResult() instanceof HttpMessageDecoderResult sizes
                && sizes.initialLineLength() == words + 2;
    }

    private static HttpRequest request(io.netty.handler.codec.http.HttpRequest decoded) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        decoded.headers()
                .forEach(
                        header ->
                                headers.computeIfAbsent(
                                                header.getKey().toLowerCase(Locale.ROOT),
                                                name -> new ArrayList<>(1))
                                        .add(header.getValue()));
        String target = decoded.uri();
        int question = target.indexOf('?');
        return new HttpRequest(
                decoded.method().name(),
                question < 0 ? target : target.substring(0, question),
                question < 0 ? null : target.substring(question + 1),
                headers);
    }

    private static HttpRefusal bad(String format, Object part) {
        return new HttpRefusal(HttpReply.BAD_REQUEST, String.format(Locale.ROOT, format, part));
    }
}
