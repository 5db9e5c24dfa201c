package io.undercurrent.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a server that a test starts later.
 *
 * <p>It lies below the range from which Linux takes the local ports of outgoing connections (32768
 * and above by default). A port that the system chooses lies within that range, so that another
 * process may take it before the server starts.
 */
public final class FreePort {
    private static final int FROM = 20_000;
    private static final int TO = 32_000;

    private static final Set<Integer> FOUND = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /**
     * A port that no server on this machine uses now, and that this method has not returned before.
     *
     * @return a port of 20000 to 31999
     */
    public static int find() {
        for (int attempt = 0; attempt < 1000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FROM, TO);
            if (FOUND.contains(port)) {
                continue;
            }
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(false);
                socket.bind(new InetSocketAddress(port));
                FOUND.add(port);
                return port;
            } catch (IOException e) {
                System.out.println("port " + port + " is in use: " + e.getMessage());
            }
        }
        throw new AssertionError("no free port in " + FROM + " to " + TO);
    }
}
