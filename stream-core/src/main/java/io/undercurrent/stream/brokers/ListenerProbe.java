package io.undercurrent.stream.brokers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * Detects a client that speaks TLS to a listener that does not, and the reverse. Neither side gets
 * an error that it could report: Kafka's client would retry until its timeout, and it interprets a
 * TLS alert as the length of an answer, for which it allocates 350 MB of heap.
 */
final class ListenerProbe {
    private static final int PATIENCE_MILLIS = 2000;
    private static final String PROTOCOL = "security.protocol";
    private static final int ALERT = 0x15;
    private static final int HANDSHAKE = 0x16;

    /** Stands for the first byte of an answer if the listener closed the connection. */
    private static final int CLOSED = -1;

    private static final int UNKNOWN = -2;

    private ListenerProbe() {}

    /** Tells whether clients with these properties speak TLS. */
    static boolean isTls(Properties client) {
        return protocol(client).endsWith("SSL");
    }

    /**
     * Probes the listeners one after the other until one answers in the client's own protocol.
     *
     * @return what is wrong with the last listener that answered in another way; empty if one
     *     answered in the client's protocol or none gave a clear answer
     */
    static Optional<String> mismatch(Properties client) {
        boolean tls = isTls(client);
        String protocol = protocol(client);
        Optional<String> problem = Optional.empty();
        for (String server : client.getProperty("bootstrap.servers").split(",", -1)) {
            int first = firstByte(server.strip(), tls ? clientHello() : apiVersions());
            boolean answeredTls = first == ALERT || first == HANDSHAKE;
            if (first == UNKNOWN) {
                continue;
            }
            if (tls ? answeredTls : first == 0) {
                return Optional.empty();
            }
            String text =
                    tls
                            ? String.format(
                                    Locale.ROOT,
                                    "kafka.security.protocol = %s: %s does not speak TLS; name a listener that does in kafka.bootstrap.servers, or set %s",
                                    protocol,
                                    server.strip(),
                                    protocol.replace("SSL", "PLAINTEXT"))
                            : String.format(
                                    Locale.ROOT,
                                    "kafka.security.protocol = %s: %s closes plain connections, as listeners do that demand TLS; set %s",
                                    protocol,
                                    server.strip(),
                                    protocol.replace("PLAINTEXT", "SSL"));
            problem = Optional.of(text);
        }
        return problem;
    }

    /** Tells whether clients with these properties log in. */
    static boolean isLogin(Properties client) {
        return protocol(client).startsWith("SASL");
    }

    /** The protocol's name as Kafka writes it. */
    static String protocol(Properties client) {
        // Kafka ignores upper and lower case here.
        return client.getProperty(PROTOCOL, "PLAINTEXT").strip().toUpperCase(Locale.ROOT);
    }

    private static int firstByte(String server, byte[] hello) {
        int colon = server.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            String host = server.substring(0, Math.max(0, colon)).replaceAll("[\\[\\]]", "");
            int port = Integer.parseInt(server.substring(colon + 1));
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            return answer(socket, hello);
        } catch (IOException | IllegalArgumentException e) {
            return UNKNOWN; // Kafka's client says what is wrong with an address or a host
        }
    }

    private static int answer(Socket socket, byte[] hello) {
        try {
            socket.getOutputStream().write(hello);
            return socket.getInputStream().read();
        } catch (SocketTimeoutException e) {
            return UNKNOWN;
        } catch (IOException e) {
            return CLOSED;
        }
    }

    /** A request that every Kafka listener without TLS answers, even before a login. */
    private static byte[] apiVersions() {
        byte[] id = "undercurrent".getBytes(UTF_8);
        ByteBuffer request = ByteBuffer.allocate(14 + id.length);
        request.putInt(10 + id.length).putShort((short) 18).putShort((short) 0).putInt(0);
        return request.putShort((short) id.length).put(id).array();
    }

    private static byte[] clientHello() {
        try {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine();
            engine.setUseClientMode(true);
            ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), hello);
            byte[] bytes = new byte[hello.flip().remaining()];
            hello.get(bytes);
            return bytes;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }
}
